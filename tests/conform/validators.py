# SPDX-License-Identifier: MIT
"""Checks of our files with third-party programs. Each returns a list of complaints."""

import json
import re
import subprocess
from collections import Counter
from itertools import zip_longest

FLAVOURS = {
    "PDF/A-2A validation profile": "2a",
    "PDF/A-3A validation profile": "3a",
    "PDF/UA-1 validation profile": "ua1",
    "PDF/A-4f validation profile": "4f",
    "PDF/UA-2 + Tagged PDF validation profile": "ua2",
    "WTPDF 1.0 Accessibility validation profile": "wt1a",
    "WTPDF 1.0 Reuse validation profile": "wt1r",
}

IN_TABLES = ("TH", "TD", "Caption", "Figure")


def verapdf(jars, paths):
    """{path: {flavour: complaints}}, from one run over all files, for every flavour that a file
    claims in its metadata; a flavour that was not checked is missing."""
    done = subprocess.run(
        ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", f"{jars}/*",
         "org.verapdf.apps.GreenfieldCliWrapper", "--loglevel", "0", "--format", "json",
         "--maxfailuresdisplayed", "1", *paths],
        capture_output=True,
        text=True,
    )
    if not done.stdout.startswith("{"):
        raise RuntimeError(f"veraPDF does not run (are its jars in {jars}?)\n{done.stderr}")
    by_name = {str(path.resolve()): path for path in paths}
    answer = {path: {} for path in paths}
    for job in json.loads(done.stdout)["report"]["jobs"]:
        flavours = answer[by_name[job["itemDetails"]["name"]]]
        for result in job.get("validationResult", []):
            name = result["profileName"]
            flavours[FLAVOURS.get(name.replace("2a", "2A").replace("3a", "3A"), name)] = failed_rules(result)
    return answer


def failed_rules(result):
    rules = [
        f"{rule['specification']} {rule['clause']}-{rule['testNumber']}, "
        f"{rule['failedChecks']} times, the first: {rule['checks'][0]['errorMessage']}"
        for rule in result["details"]["ruleSummaries"]
    ]
    if not rules and not result["compliant"]:
        rules = [result["statement"]]
    return rules


def qpdf(path):
    done = run("qpdf", "--check", path)
    return [] if done.returncode == 0 else (done.stdout + done.stderr).splitlines()


def pdf_x4(path):
    """PDF/X-4, which veraPDF does not support."""
    import pdf_oxide  # from PyPI; may be missing if documents are only rendered

    answer = pdf_oxide.PdfDocument(str(path)).validate_pdf_x("4")
    return [] if answer["valid"] else [str(error) for error in answer["errors"]] or ["not valid"]


def linear(path, wanted):
    """Is the file linearised, so that a viewer can show it while it is loading, if it should be?"""
    done = run("qpdf", "--check-linearization", path)
    if not wanted:
        return [] if "is not linearized" in done.stdout else ["linearised, but small"]
    good = done.returncode == 0 and "no linearization errors" in done.stdout
    return [] if good else (done.stdout + done.stderr).splitlines()


def attached(path, report):
    """The report is attached byte for byte, and the findings as JSON."""
    done = subprocess.run(["qpdf", "--show-attachment=report.json", path], capture_output=True)
    complaints = [] if done.stdout == report.read_bytes() else ["report.json is not the report"]
    findings = run("qpdf", "--show-attachment=findings.json", path).stdout
    if not isinstance(json.loads(findings), list):
        complaints.append("findings.json is not a list")
    return complaints


def fonts(path):
    """Every font is embedded as a subset and has a ToUnicode map."""
    rows = run("pdffonts", path).stdout.splitlines()[2:]
    bad = [row for row in rows if row.split()[-5:-2] != ["yes", "yes", "yes"]]
    return bad if rows else ["no fonts"]


def structure(path, texts, cells):
    """The elements outside tables are exactly these texts, in order; each cell is a whole element
    and occurs as often as expected."""
    found = list(elements(path))
    outside = [text for kind, text in found if text and kind not in IN_TABLES]
    inside = Counter(text for kind, text in found if kind in IN_TABLES)
    missing = Counter(squeeze(text) for text in cells) - inside
    bad = [f"no cell reads “{text}” ({n} missing)" for text, n in missing.items()]
    for read, meant in zip_longest(outside, (squeeze(text) for text in texts)):
        if read != meant:
            return [*bad, f"an element reads “{read}”, not “{meant}”"]
    return bad


def elements(path):
    """(kind, text without white space) of each element with text of its own; what is in a Caption is of
    that kind."""
    kind, texts, caption = "", [], None
    for line in run("pdfinfo", "-struct-text", path).stdout.splitlines():
        indent = len(line) - len(line.lstrip())
        line = line.strip()
        if line.startswith('"'):
            texts.append(line[1:-1])
        elif not line.startswith("/"):
            if texts:
                yield kind, squeeze("".join(texts))
            kind, texts = re.match(r"\w*", line).group(), []
            caption = indent if kind == "Caption" else caption
            if caption is not None and indent <= caption and kind != "Caption":
                caption = None
            kind = kind if caption is None else "Caption"
    if texts:
        yield kind, squeeze("".join(texts))


def copied(path, pieces, cells, modes):
    """Copied text: all text between two tables is in one piece, character for character, and no
    character of the tables is lost."""
    bad = []
    for options in modes:
        pages = run("pdftotext", *options, path, "-").stdout.split("\f")
        text = squeeze("".join(re.sub(r"(?m)^\s*—\s*\d+\s*—\s*$", "", p) for p in pages))
        rest = Counter(text)
        at = 0
        for piece in map(squeeze, pieces):
            found = text.find(piece, at)
            if found < 0:
                bad.append(f"{options} not in one piece: {first_difference(piece, text)}")
                break
            at = found + len(piece)
            rest -= Counter(piece)
        else:
            # In layout order, a page may end with a table from further up.
            if options and pieces[-1] and at < len(text):
                bad.append(f"{options} after the end: “{text[at:]}”")
        lost = Counter(squeeze("".join(cells))) - rest
        bad += [f"{options} “{c}” is lost {n} times" for c, n in lost.items()]
    return bad


def first_difference(piece, text):
    """Where a text begins to differ from a piece."""
    n = next((n for n in range(len(piece), 0, -1) if piece[:n] in text), 0)
    there = text.find(piece[:n]) + n
    return f"“{piece[max(0, n - 9) : n]}|{piece[n : n + 9]}”, but |{text[there : there + 9]}"


def squeeze(text):
    return re.sub(r"\s", "", text)


def run(*command):
    return subprocess.run(command, capture_output=True, text=True)
