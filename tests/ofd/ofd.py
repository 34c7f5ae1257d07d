# SPDX-License-Identifier: MIT
"""usage: ofd.py PROGRAM SOURCE_ROOT WORK_DIR READERS_DIR

Every example and some golden cases as OFD and OFD-A: their structure (structure.py), what ofdrw makes of
them (Export.java: P, its PDF by PDFBox; A, its pictures; T, its text; attachments) and ofdkit reads in
them, compared with our PDF of the same report. Then packages in which one thing is wrong, each of which has
to be noticed, and one of more than a thousand pages. Prints a table of the ink, and every complaint.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "conform"), str(HERE.parents[1] / "bench")]

import generate
import ink
import structure

# How far a page may be from poppler's picture of our PDF: its ink in all, and a cell of 5 mm (of 255).
# P becomes a picture by the same program; A is another rasteriser.
BOUNDS = {"P": (0.01, 9), "A": (0.06, 14)}
# What the examples do not have: tests/golden/NAME.
GOLDEN = ("charts", "footnotes", "line-breaks", "pictures", "table-parted")
# Where a page is little else than thin lines, of which poppler draws none thinner than a pixel, or colours,
# of which A makes other greys: of A only the cells are compared.
DRAWN = ("charts", "pictures")
LARGE = 930  # paragraphs, which make more than a thousand pages
SAMPLE = "budget-2024"
PAGE, TABLE = "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_1/Content.xml"

# Each has to be noticed by what is named: (what, part, from, to).
WRONG = (
    ("T", PAGE, "示", "视"),
    ("P", PAGE, 'Boundary="', 'Boundary="5'),
    ("P", TABLE, 'Fill="true"', 'Fill="false"'),
    ("P", "Doc_0/PublicRes.xml", "<ofd:FontFile>", "<ofd:FontFile>x"),
    ("A", PAGE, 'DeltaX="', 'DeltaX="9 '),
    ("files", "Doc_0/Attachs/report.json", "2024", "2025"),
)


class Work:
    def __init__(self, program, root, folder, tools):
        self.program, self.root, self.folder = program, Path(root), Path(folder)
        self.tools = self.root / tools
        self.said = []
        shutil.rmtree(folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def render(self, reports, profile, *options):
        env = os.environ | {
            "KANBEN_FONTS": str(self.root / "fonts"),
            "KANBEN_LAYOUTS": str(self.root / "layouts"),
            "KANBEN_SYSTEM_FONTS": "",
            "LANGUAGE": "en",
        }
        command = [self.program, "render", *reports, "--profile", profile, "-q", *options]
        done = subprocess.run([*command, "-o", f"{self.folder}/"], env=env, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{profile}: the program ended with {done.returncode}\n{done.stderr}")

    def export(self, jobs):
        """What ofdrw makes of files, [(how, file)], in a folder FILE.out beside each; {file: what went wrong}."""
        jars = os.pathsep.join(str(path) for path in sorted((self.tools / "java").glob("*.jar")))
        command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", jars, HERE / "Export.java"]
        done = subprocess.run([*command, *(word for job in jobs for word in job)], capture_output=True, text=True)
        faults = [line.split("\t") for line in done.stderr.splitlines() if line.startswith("failed\t")]
        if done.returncode != 0 and not faults:
            sys.exit(f"ofdrw ended with {done.returncode}\n{done.stderr[-2000:]}")
        return {Path(file): said for _, file, said in faults}

    def ofdkit(self, path):
        env = os.environ | {"PYTHONPATH": str(self.tools / "python")}
        command = [sys.executable, "-m", "ofdkit", "text", path]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout

    def say(self, name, what):
        self.said.append(f"{name}: {what}")


def golden_reports(root, folder):
    """The golden cases under names of their own, beside their pictures."""
    for name in GOLDEN:
        there = folder / "reports" / name
        shutil.copytree(root / "tests" / "golden" / name, there, ignore=shutil.ignore_patterns("expect"))
        yield (there / "input.json").rename(there / f"{name}.json")


def characters(text):
    return re.sub(r"\s", "", text)


def pdf_text(path):
    command = ["pdftotext", "-raw", "-enc", "UTF-8", path, "-"]
    return characters(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def out(ofd, name):
    return Path(f"{ofd}.out") / name


def compare_text(ofd, pdf):
    """T has our text, in the order in which it is drawn."""
    path = out(ofd, "t.txt")
    if not path.exists():
        return "T has nothing"
    ours, theirs = pdf_text(pdf), characters(path.read_text("utf-8"))
    if ours == theirs:
        return None
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    return f"T has “{theirs[at:at + 20]}” for “{ours[at:at + 20]}”"


def compare_files(ofd, report):
    """Attachments as ofdrw reads them."""
    names = dict(line.split() for line in out(ofd, "files.txt").read_text("utf-8").splitlines())
    if sorted(names) != ["findings.json", "report.json"]:
        return f"attachments: {sorted(names)}"
    if names["report.json"] != hashlib.sha256(report.read_bytes()).hexdigest():
        return "report.json is another"
    return None


def pictures(folder, name, pdf):
    return [ink.cells(p) for p in ink.rendered(folder, name, ["pdftoppm", "-r", str(ink.DOTS), "-gray", pdf])]


def compare_ink(ofd, ours, how, whole_page=True):
    """(the furthest that a page's ink and a cell are from ours, a complaint or None)"""
    with tempfile.TemporaryDirectory() as folder:
        if how == "P":
            pdf = out(ofd, "p.pdf")
            theirs = pictures(folder, "p", pdf) if pdf.exists() else []
        else:
            found = Path(f"{ofd}.out").glob("a-*.pgm")
            theirs = [ink.cells(p) for p in sorted(found, key=lambda p: int(p.stem[2:]))]
    if len(theirs) != len(ours):
        return (1, 255), f"{how} has {len(theirs)} pages for {len(ours)}"
    worst, complaint = (0, 0), None
    for number, (a, b) in enumerate(zip(ours, theirs), 1):
        whole, other = sum(a.values()), sum(b.values())
        far = abs(whole - other) / max(whole, other), max(abs(a[k] - b[k]) for k in a.keys() & b.keys())
        worst = max(worst[0], far[0]), max(worst[1], far[1])
        bound = BOUNDS[how][0] if whole_page else 1
        if a.keys() != b.keys() or far[0] > bound or far[1] > BOUNDS[how][1]:
            complaint = complaint or f"{how}, page {number}: {far[0]:.1%} more or less ink, a cell by {far[1]:.1f}"
    return worst, complaint


def render_examples(w, examples):
    """({report: OFD}, {report: OFD-A}), and PDFs beside them."""
    w.render(examples, "publish")
    w.render(examples, "ofd", "--verify")
    w.render(examples, "ofd-archive", "--verify")
    return tuple({e: w.folder / f"{e.stem}{end}" for e in examples} for end in (".ofd", ".archive.ofd"))


def check_examples(w, plain, archive, faults):
    print("ink, at most: more or less on a page, a cell of 5 mm (of 255)")
    for e in plain:
        pdf, name = w.folder / f"{e.stem}.pdf", e.stem
        found = [faults.get(plain[e]), faults.get(archive[e])]
        found += structure.complaints(plain[e]) + structure.complaints(archive[e], "OFD-A")
        found += [compare_text(plain[e], pdf), compare_text(archive[e], pdf), compare_files(archive[e], e)]
        if sorted(characters(w.ofdkit(plain[e]))) != sorted(pdf_text(pdf)):
            found.append("ofdkit reads other characters")
        with tempfile.TemporaryDirectory() as folder:
            ours = pictures(folder, "ours", pdf)
        for how in BOUNDS:
            (page, cell), complaint = compare_ink(archive[e], ours, how, how != "A" or name not in DRAWN)
            print(f"  {name:16} {how} {page:6.2%} {cell:5.1f}")
            found.append(complaint)
        for what in filter(None, found):
            w.say(name, what)


def rewrite(source, target, part, old, new):
    with zipfile.ZipFile(source) as a, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as b:
        for name in a.namelist():
            data = a.read(name)
            if name == part:
                assert old.encode() in data, (part, old)
                data = data.replace(old.encode(), new.encode(), 1)
            b.writestr(name, data)


def make_wrong(w):
    """The packages of WRONG, in its order."""
    source = w.folder / f"{SAMPLE}.archive.ofd"
    for number, (_, *change) in enumerate(WRONG):
        rewrite(source, w.folder / f"wrong-{number}.ofd", *change)
        yield w.folder / f"wrong-{number}.ofd"


def check_wrong(w, packages):
    """Our comparisons can fail: each of these has to be noticed."""
    report, pdf = w.root / "examples" / f"{SAMPLE}.json", w.folder / f"{SAMPLE}.pdf"
    with tempfile.TemporaryDirectory() as folder:
        ours = pictures(folder, "ours", pdf)
    for target, (what, part, old, new) in zip(packages, WRONG, strict=True):
        noticed = {
            "T": lambda: compare_text(target, pdf),
            "files": lambda: compare_files(target, report),
        }.get(what, lambda: compare_ink(target, ours, what)[1])()
        if noticed is None:
            w.say(f"{part}, {old} → {new}", f"not noticed by {what}")


def render_large(w):
    report = w.folder / "large.json"
    generate.write(generate.pages(LARGE), report)
    w.render([report], "publish")
    w.render([report], "ofd", "--verify")
    return w.folder / "large.ofd"


def check_large(w, ofd, faults):
    with zipfile.ZipFile(ofd) as z:
        n = sum(name.endswith("/Content.xml") for name in z.namelist())
    if n <= 1000:
        w.say("large", f"only {n} pages")
    for what in filter(None, [faults.get(ofd), compare_text(ofd, w.folder / "large.pdf"), *structure.complaints(ofd)]):
        w.say("large", what)


def main(program, root, folder, tools):
    w = Work(program, root, folder, tools)
    examples = sorted((w.root / "examples").glob("*.json"))
    plain, archive = render_examples(w, [*examples, *golden_reports(w.root, w.folder)])
    wrong, large = list(make_wrong(w)), render_large(w)
    # In one run: Java takes as long to begin as for many packages.
    jobs = [("pat", path) for path in (*archive.values(), *wrong)]
    faults = w.export([*jobs, *(("t", path) for path in (*plain.values(), large))])
    check_examples(w, plain, archive, faults)
    check_wrong(w, wrong)
    check_large(w, large, faults)
    print(*w.said, sep="\n")
    return not w.said


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
