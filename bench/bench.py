# SPDX-License-Identifier: MIT
"""usage: bench.py [options] PROGRAM

Measures kanben (PROGRAM) and, if given, Typst with the same reports: wall time, CPU time, peak
resident memory and output size; prints medians, and ratios within one run, with --before also to an
earlier build. README.md describes the cases and how to install Typst and its fonts.
"""

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import cases as made
import content
import machine
import results
from gauge import Failed, Gauge


def main():
    setup = read_options()
    with tempfile.TemporaryDirectory() as folder, Gauge(setup.tmp) as gauge:
        try:
            compare_contents(setup, Path(folder), gauge)
            figures = measure_all(setup, Path(folder), gauge)
        except Failed as failure:
            sys.exit(str(failure))
        facts = machine.facts(setup, gauge.places["disc"])
    report = results.markdown(figures, facts, with_targets=not setup.small)
    print(report)
    if setup.output:
        both = {"machine": facts, "cases": figures}
        setup.output.write_text(json.dumps(both, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if setup.results:
        setup.results.write_text(report, "utf-8")


def read_options():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage=argparse.SUPPRESS,
    )
    add = parser.add_argument
    add("program", type=runnable, help="kanben")
    add("--runs", type=int, default=7, help="runs per case; long cases have fewer (default: 7)")
    add("--only", action="append", choices=made.GROUPS, help="run only these cases (repeatable)")
    add("--small", action="store_true", help="run each kanben case once, with short inputs")
    add("--reports", type=int, default=made.REPORTS, help="number of different reports in a batch")
    add("--warm", type=Path, help="the program warm (default: bench/warm of PROGRAM's build folder)")
    add("--before", type=folder, help="the build folder of an earlier version")
    add("--typst", type=runnable, help="the Typst command")
    add("--typst-python", type=runnable, help="a Python with the package typst")
    add("--typst-huge", action="store_true", help="run Typst on 10,000 pages, too")
    add("--fonts-all", type=folder, help="the fonts of fonts-noto-cjk, as Typst's system fonts")
    add("--fonts-three", type=folder, help="just the three font files that the template needs")
    add("--tmp", type=folder, help="where to write documents (default: $TMPDIR or /tmp)")
    add("-o", "--output", type=Path, metavar="FILE.json", help="write all figures as JSON")
    add("--results", type=Path, metavar="FILE.md", help="write the printed tables to a file")
    setup = parser.parse_args()
    setup.only = setup.only or list(made.GROUPS)
    setup.warm = setup.warm or Path(setup.program).parent.parent.parent / "bench" / "warm"
    setup.subset = setup.warm.parent / "subset"
    setup.valgrind = shutil.which("valgrind")
    if (setup.typst or setup.typst_python) and not setup.fonts_three:
        parser.error("Typst needs --fonts-three")
    if setup.small:
        setup.runs, setup.typst, setup.typst_python = 1, None, None
    if not shutil.which("pdftotext"):
        parser.error("pdftotext is not installed (Debian: poppler-utils)")
    return setup


def runnable(path):
    """The absolute path; symlinks are kept, since the python of a virtual environment is one."""
    found = shutil.which(path)
    if not found:
        raise argparse.ArgumentTypeError(f"{path} is not an executable program")
    return str(Path(found).absolute())


def folder(path):
    if not Path(path).is_dir():
        raise argparse.ArgumentTypeError(f"{path} is not a folder")
    return Path(path).absolute()


def compare_contents(setup, folder, gauge):
    """Before anything is timed: did every program set every title, label, figure and paragraph?"""
    for report, cases in made.content_cases(setup, folder):
        for case in cases:

            def look(out):
                documents = list(out.glob("*.pdf"))
                if len(documents) != 1:
                    raise Failed(f"{case.name} made {len(documents)} documents from one report")
                lost = content.missing(report, content.text_of(documents[0]))
                if lost:
                    raise Failed(f"{case.name} lost parts of “{report['title']}”: {lost[:5]}")

            gauge.run(case, keep=look)


def measure_all(setup, folder, gauge):
    """Runs all cases in turn, several times, so that a temporary disturbance affects them alike."""
    cases = [c for c in made.all_cases(setup, folder) if c.place in gauge.places]
    counted = [c for c in cases if c.group == "instructions"]
    timed = [c for c in cases if c.group != "instructions"]
    runs = {id(case): [] for case in timed}
    for number in range(setup.runs):
        # The first run of a round follows a long case and has cold caches: it does not count.
        for case in timed[:1]:
            gauge.run(case)
        for case in timed:
            if number < case.most_runs:
                show(f"round {number + 1} of {setup.runs}: {case.group}, {case.name}")
                runs[id(case)].append(gauge.run(case, keep=lambda out: count_pages(case, out)))
    figures = [median(case, runs[id(case)]) for case in timed]
    if setup.valgrind:
        for case in counted:
            show(f"instructions: {case.name}")
            n = gauge.instructions(case, setup.valgrind)
            figures.append({"group": case.group, "name": case.name, "against": case.against, "instructions": n})
    show("")
    return figures


def show(text):
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def count_pages(case, out):
    if case.n == 0 and (out / "out.ofd").exists():
        with zipfile.ZipFile(out / "out.ofd") as package:
            case.n = sum(name.endswith("/Content.xml") for name in package.namelist())
    elif case.n == 0:
        info = subprocess.run(["pdfinfo", out / "out.pdf"], capture_output=True, text=True)
        case.n = int(re.search(r"^Pages:\s+(\d+)", info.stdout, re.MULTILINE)[1])


def median(case, runs):
    middle = {
        key: statistics.median(run[key] for run in runs) for key in ("wall", "cpu", "mib", "bytes")
    }
    walls = [run["wall"] for run in runs]
    return {
        "group": case.group,
        "name": case.name,
        "tool": case.tool,
        "place": case.place,
        "against": case.against,
        "n": case.n,
        "runs": len(runs),
        "least": min(walls),
        "spread": (max(walls) - min(walls)) / 2,
        "said": [run["said"] for run in runs if "said" in run],
    } | middle


if __name__ == "__main__":
    main()
