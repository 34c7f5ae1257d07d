# SPDX-License-Identifier: MIT
"""usage: conform.py PROGRAM SOURCE_ROOT WORK_DIR [VERAPDF_JARS]

Renders every report in examples/ and every golden case without errors, with the full fonts in every
profile, and checks the documents with third-party programs: veraPDF in the flavours that the profile
claims, qpdf, poppler for fonts, tags and text, and MuPDF for pages that look the same as poppler's.
Then damages some documents in several ways, which must be noticed each time. Without VERAPDF_JARS it
only renders.

The table reports of tests/tables are rendered, too, and checked with veraPDF and qpdf.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tables"))

import generate
import hard
import ink
import validators
import wording
from mutations import MUTATIONS, Document, lost_line

CLAIMED = {
    "publish": ("2a", "ua1"),
    "print": ("2a",),
    "archive": ("3a", "ua1"),
    "archive2": ("4f", "ua2", "wt1a", "wt1r"),
    "web": ("ua1",),
}
# Golden cases whose pages must look the same in two renderers, besides the examples; charts do not, as
# poppler draws no line thinner than a pixel.
INKED = ("footnotes", "pictures")


def main(program, root, work, jars=None):
    root, work = Path(root), Path(work)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    documents = {}
    for name, report in reports(root):
        for profile in CLAIMED:
            documents[profile, name] = work / f"{name}.{profile}.pdf"
            render(program, root, report, documents[profile, name], profile)
    tables = render_tables(program, root, work)
    if jars is None:
        return True
    damaged = [
        (profile, mutation, flavours.split(), damage(work, documents, profile, mutation))
        for profile, mutation, flavours in MUTATIONS
    ]
    everything = [*documents.values(), *tables, *(d[-1] for d in damaged)]
    answers = validators.verapdf(root / jars, everything)
    sources = dict(reports(root))
    verdicts = [
        report_on(root, sources[name], profile, path, answers[path])
        for (profile, name), path in documents.items()
    ]
    verdicts += [report_on_tables(p, answers[p]) for p in tables]
    verdicts += [is_noticed(*d, answers[d[-1]]) for d in damaged]
    verdicts.append(ink_is_compared(work, documents))
    return all(verdicts)


def reports(root):
    """(name, report): the examples, and the golden cases without errors."""
    for path in sorted((root / "examples").glob("*.json")):
        yield path.stem, path
    for path in sorted((root / "tests" / "golden").glob("*/input.json")):
        if not (path.parent / "args").exists() and not (path.parent / "expect" / "exit").exists():
            yield f"golden-{path.parent.name}", path


def render(program, root, report, document, profile="publish"):
    env = os.environ | {
        "KANBEN_FONTS": str(root / "fonts"),
        "KANBEN_LAYOUTS": str(root / "layouts"),
        "LANGUAGE": "en",
    }
    done = subprocess.run(
        [program, "render", report, "-o", document, "--profile", profile, "--verify"],
        env=env,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        sys.exit(f"{report}: the program ended with {done.returncode}\n{done.stderr}")


def report_on(root, path, profile, document, flavours):
    """Prints a line of the table and the complaints below it; returns whether there are none."""
    report = wording.load(path)
    layout = wording.load(root / "layouts" / f"{report.get('layout', 'annual-report-2021')}.json")
    looks = wording.looks_of(root, layout)
    texts = wording.elements_of(layout, looks, report)
    cells = wording.labels_of(layout, looks, report) + wording.figures_of(report)
    pieces = wording.pieces_of(texts)
    captions = [t for t in texts if isinstance(t, wording.Caption)]
    columns = claims(profile, flavours)
    columns["qpdf"] = validators.qpdf(document)
    columns["fonts"] = validators.fonts(document)
    # Poppler 22.12 does not know FENote and leaves out what is in it.
    unseen = (wording.Caption, wording.Note) if profile == "archive2" else wording.Caption
    spoken = [t for t in texts if t is not wording.TABLE and not isinstance(t, unseen)]
    # Slow: pdfinfo draws the page for each element. In their other profiles tests/readers compares the examples' tags.
    if profile == "publish" or path.parent.name != "examples":
        columns["tags"] = validators.structure(document, spoken, cells + captions)
    # On turned pages of print editions poppler reads the text in arbitrary order.
    modes = {"print": [["-raw"]]}.get(profile, [[], ["-raw"]])
    if pieces == [""]:
        cells += [t for t in texts if t is not wording.TABLE]
    columns["text"] = validators.copied(document, pieces, cells, modes)
    if profile in ("archive", "archive2"):
        columns["files"] = validators.attached(document, path)
    if profile == "print":
        columns["x4"] = validators.pdf_x4(document)
    if profile == "web":
        columns["linear"] = validators.linear(document, document.stat().st_size >= 512 * 1024)
    # The pages of archive2 are those of archive, byte for byte (tests/cli/test_archive.py).
    if (path.parent.name == "examples" or path.parent.name in INKED) and profile != "archive2":
        columns["ink"] = ink.complaints(document)
    print_complaints(document.stem, columns)
    return not any(columns.values())


def claims(profile, flavours):
    return {f: flavours.get(f, ["this flavour was not checked"]) for f in CLAIMED[profile]}


def print_complaints(name, columns):
    print(f"{name:40}" + " ".join(f"{k} {len(v):<4}" for k, v in columns.items()))
    for column, complaints in columns.items():
        for complaint in complaints[:10]:
            print(f"    {column}: {complaint}")


def render_tables(program, root, work):
    """The documents of the generated reports, except those that may be refused."""
    folder = work / "tables"
    folder.mkdir()
    shutil.copytree(generate.PICTURES, folder / "pictures")
    documents = []
    for _, name, report in generate.reports():
        if report["title"] not in hard.MAY_BE_REFUSED:
            path = folder / f"{name}.json"
            path.write_text(json.dumps(report, ensure_ascii=False), "utf-8")
            documents.append(path.with_suffix(".pdf"))
            render(program, root, path, documents[-1])
    return documents


def report_on_tables(document, flavours):
    columns = claims("publish", flavours)
    columns["qpdf"] = validators.qpdf(document)
    print_complaints(f"tables {document.stem}", columns)
    return not any(columns.values())


def damage(work, documents, profile, mutation):
    doc = Document(next(path for key, path in documents.items() if key[0] == profile))
    mutation(doc)
    path = work / "damaged" / f"{mutation.__name__}.{profile}.pdf"
    path.parent.mkdir(exist_ok=True)
    doc.save(path)
    return path


def is_noticed(profile, mutation, expected, document, flavours):
    """Do the flavours fail that should? One that is no longer claimed counts as failed."""
    columns = claims(profile, flavours)
    if profile == "print":
        columns["x4"] = validators.pdf_x4(document)
    failed = {flavour for flavour, complaints in columns.items() if complaints}
    noticed = set(expected) <= failed if expected else not failed
    wanted = ", ".join(expected) if expected else "nothing"
    found = ", ".join(sorted(failed)) if failed else "nothing"
    name = f"{mutation.__name__}, {profile}"
    print(f"damage {name:37}must fail: {wanted:8} failed: {found}")
    for flavour in sorted(columns) if not noticed else ():
        for complaint in columns[flavour]:
            print(f"    {flavour}: {complaint}")
    return noticed


def ink_is_compared(work, documents):
    """Is it noticed if one of the renderers does not show a line?"""
    good = next(iter(documents.values()))
    noticed = bool(ink.complaints(good, damage(work, documents, "publish", lost_line)))
    print(f"damage lost_line, in one renderer            {'noticed' if noticed else 'NOT noticed'}")
    return noticed


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
