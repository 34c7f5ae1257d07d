# SPDX-License-Identifier: MIT
"""What poppler's programs read from PDF files, in the form of read_python.py."""

import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "web"))

import tables


READERS = {"pdftotext": [], "pdftotext -layout": ["-layout"], "pdftotext -raw": ["-raw"]}


def read(paths):
    version = re.search(r"version ([\d.]+)", run("pdftotext", "-v").stderr)[1]
    found = {}
    for name, options in READERS.items():
        files = [{"pages": run("pdftotext", *options, p, "-").stdout.split("\f")} for p in paths]
        found[name] = {"version": version, "files": files}
    for path, reading in zip(paths, found["pdftotext"]["files"]):
        reading.update(metadata(path), files=attachments(path), tags=tags(path))
    return found


def metadata(path):
    lines = dict(re.findall(r"(?m)^(\w+): +(.*)$", run("pdfinfo", path).stdout))
    return {"title": lines.get("Title", ""), "author": lines.get("Author", "")}


def attachments(path):
    with tempfile.TemporaryDirectory() as folder:
        run("pdfdetach", "-saveall", "-o", folder, path)
        files = sorted(Path(folder).iterdir())
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def tags(path):
    return [element | {"page": 0} for _, element in tables.elements(path)]


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True)
