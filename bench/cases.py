# SPDX-License-Identifier: MIT
"""The cases that are measured: each is one way to run a program, and what it is compared with."""

import json
import os
from dataclasses import dataclass, field, replace
from pathlib import Path

import generate

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
EXAMPLE = ROOT / "examples" / "baodi-2024.json"
TEMPLATE = HERE / "typst" / "report.typ"
STANDARDS = "a-2a,ua-1"

PROFILES = ("publish", "print", "archive", "web")
EXCHANGED = ("publish", "ofd", "ofd-archive")
REPORTS, ROWS, PAGES = 1000, (100, 1000, 10000), (10, 100, 1000, 10000)
SMALL_REPORTS, SMALL_ROWS, SMALL_PAGES = 3, (100,), (10,)
WARM_TIMES = 200
FACES = (("NotoSerifCJK-Regular.ttc", 2), ("FandolHei-Regular.otf", 0), ("FandolFang-Regular.otf", 0))
SUBSETS = (150, 600, 2000)
# Maximum number of runs of long cases, if --runs is not lower.
RUNS_OF_A_BATCH, RUNS_OF_THE_LARGE, RUNS_OF_TYPST = 5, 5, 3
TYPST_PAGES = 1000  # more than this only with --typst-huge
TYPST_LONG = 1000  # rows or pages

GROUPS = {
    "cold": "One report, from the start of the process to the file",
    "warm": "One report, repeatedly in one process",
    "ofd": "OFD beside PDF",
    "subset": "A subset of a face",
    "batch": "Many different reports",
    "rows": "A table of many rows",
    "pages": "A document of many pages",
    "instructions": "Instructions of a cold run",
}


@dataclass
class Case:
    group: str
    name: str
    argv: list  # "{out}" is replaced by the folder for the documents
    env: dict = field(default_factory=dict)
    place: str = "disc"  # or "memory"
    tool: str = "kanben"  # or "typst", or "before": an earlier build
    against: str = ""  # for these: the name of the kanben case to compare with
    n: int = 1  # reports, rows or pages; 0: count the pages of the document
    most_runs: int = 1000
    speaks: bool = False  # the program prints its own measurements as a JSON line
    less: list = field(default_factory=list)  # instructions: those of this command are no part of it

    def command(self, out, argv=None):
        return [str(word).replace("{out}", str(out)) for word in argv or self.argv]


def all_cases(setup, folder):
    """The cases for bench.py's options (setup); writes their inputs into the folder."""
    made = {
        "cold": cold,
        "warm": warm,
        "ofd": ofd,
        "subset": subset,
        "batch": batch,
        "rows": rows,
        "pages": pages,
        "instructions": instructions,
    }
    cases = [both for group in setup.only for c in made[group](setup, folder) for both in with_before(setup, c)]
    if setup.small:
        # Everything that needs nothing but kanben.
        cases = [c for c in cases if c.tool == "kanben" and c.group != "instructions"]
    return cases


def with_before(setup, case):
    """The case and, if there is an earlier build that can do it, the same with that."""
    yield case
    if not setup.before or case.tool != "kanben" or case.group in ("ofd", "subset"):
        return
    build = setup.before
    ours = {str(setup.program): build / "src" / "app" / "kanben", str(setup.warm): build / "bench" / "warm"}

    def theirs(argv):
        return [ours.get(str(word), word) for word in argv]

    # A build folder has links to the fonts and layouts of its sources.
    env = {"KANBEN_FONTS": str(build / "fonts"), "KANBEN_LAYOUTS": str(build / "layouts")}
    yield replace(case, name=f"{case.name}, before", tool="before", against=case.name, argv=theirs(case.argv),
                  less=theirs(case.less), env=case.env | env)


def kanben(setup, fonts, *words, **others):
    """fonts: "system" (search the system's fonts, too) or "own" (only those of the repository)."""
    env = {"KANBEN_FONTS": str(ROOT / "fonts"), "KANBEN_LAYOUTS": str(ROOT / "layouts")}
    if fonts == "own":
        env["KANBEN_SYSTEM_FONTS"] = ""
    elif setup.fonts_all:
        home = Path(os.environ.get("HOME", "/"))
        usual = [home / ".local/share/fonts", home / ".fonts", "/usr/local/share/fonts",
                 "/usr/share/fonts", setup.fonts_all]
        env["KANBEN_SYSTEM_FONTS"] = ":".join(str(f) for f in usual if os.path.isdir(f))
    return Case(argv=[setup.program, *words], env=env, **others)


def typst(setup, fonts, report, **others):
    argv = [setup.typst, "compile", "--root", "/", "--input", f"report={report}"]
    argv += ["--pdf-standard", STANDARDS]
    if fonts == "own":
        argv += ["--ignore-system-fonts", "--ignore-embedded-fonts"]
    argv += ["--font-path", setup.fonts_all if fonts == "system" else setup.fonts_three]
    return Case(argv=[*argv, TEMPLATE, "{out}/out.pdf"], tool="typst", **others)


def typst_loop(setup, processes, reports, **others):
    argv = [setup.typst_python, HERE / "typst" / "loop.py", TEMPLATE, setup.fonts_three, "{out}"]
    return Case(argv=[*argv, str(processes), *reports], tool="typst", speaks=True, **others)


# ---- cold ----


def cold(setup, _folder):
    fonts = {"system": "the system's fonts", "own": "own fonts only"}
    for profile in PROFILES:
        yield kanben(setup, "system", *render(EXAMPLE, profile),
                     group="cold", name=f"kanben {profile}")
    yield kanben(setup, "own", *render(EXAMPLE),
                 group="cold", name=f"kanben publish, {fonts['own']}")
    for choice, said in ("system", ""), ("own", f", {fonts['own']}"):
        yield kanben(setup, choice, *render(EXAMPLE), group="cold", place="memory",
                     name=f"kanben publish{said}, in memory")
    if not setup.typst:
        return
    shown = {"system": ("", fonts["system"]), "own": (f", {fonts['own']}", "three files")}
    for choice, (ours, theirs) in shown.items():
        if choice == "system" and not setup.fonts_all:
            continue
        for place, said in ("disc", ""), ("memory", ", in memory"):
            yield typst(setup, choice, EXAMPLE, group="cold", place=place,
                        name=f"Typst, {theirs}{said}", against=f"kanben publish{ours}{said}")


def render(report, profile="publish"):
    ending = "ofd" if profile.startswith("ofd") else "pdf"
    return ["render", report, "-o", f"{{out}}/out.{ending}", "--profile", profile]


def instructions(setup, folder):
    """With own fonts only, so that results of different machines are comparable; and once with the
    system's fonts, for the cost of searching these."""
    for profile in PROFILES:
        yield kanben(setup, "own", *render(EXAMPLE, profile),
                     group="instructions", name=f"kanben {profile}")
    yield kanben(setup, "system", *render(EXAMPLE),
                 group="instructions", name="kanben publish, the system's fonts")
    # Of a report, once whatever is kept from one to the next is there.
    for profile, (few, many) in {"publish": (44, 54), "web": (12, 14)}.items() if setup.warm.exists() else ():
        case = kanben(setup, "own", group="instructions", name=f"kanben {profile}, warm", n=many - few)
        case.argv = [setup.warm, EXAMPLE, profile, str(many)]
        case.less = [setup.warm, EXAMPLE, profile, str(few)]
        yield case
    for n in SMALL_ROWS:
        path = written(folder / f"rows-{n}.json", generate.table, n)
        yield kanben(setup, "own", *render(path), group="instructions", name=f"kanben {n} rows")
    for n in SMALL_PAGES:
        path = written(folder / f"pages-{n}.json", generate.pages, n)
        yield kanben(setup, "own", *render(path), group="instructions", name=f"kanben {n} pages")


def written(path, make, n):
    if not path.exists():
        generate.write(make(n), path)
    return path


# ---- warm ----


def warm(setup, _folder):
    """The library in one process: a separate program, skipped if it is not built."""
    if not setup.warm.exists():
        return
    times = 2 if setup.small else WARM_TIMES
    for profile in PROFILES:
        case = kanben(setup, "own", group="warm", name=f"kanben {profile}", n=times, speaks=True,
                      most_runs=RUNS_OF_A_BATCH)
        case.argv = [setup.warm, EXAMPLE, profile, str(times)]
        yield case


def ofd(setup, folder):
    """Every example, repeatedly in one process, as PDF and OFD; and what a page costs."""
    times = 2 if setup.small else WARM_TIMES
    for example in sorted((ROOT / "examples").glob("*.json")) if setup.warm.exists() else ():
        for profile in EXCHANGED:
            # The specimen takes a hundred times as long as a report.
            n = max(times // 40, 2) if example.stem == "specimen" else times
            case = kanben(setup, "own", group="ofd", name=f"{example.stem}, {profile}", n=n, speaks=True,
                          most_runs=RUNS_OF_A_BATCH, against=f"{example.stem}, publish")
            case.argv = [setup.warm, example, profile, str(n)]
            yield case
    for n in SMALL_PAGES if setup.small else PAGES[1:3]:
        path = written(folder / f"pages-{n}.json", generate.pages, n)
        for profile in EXCHANGED:
            yield kanben(setup, "own", *render(path, profile), group="ofd", name=f"{n:,} pages, {profile}",
                         n=0, against=f"{n:,} pages, publish")


def subset(setup, _folder):
    """A separate program, like warm."""
    if not setup.subset.exists():
        return
    characters = ROOT / "tests" / "fonts" / "tgh2013.txt"
    for name, index in FACES if not setup.small else FACES[:1]:
        for n in SUBSETS if not setup.small else SUBSETS[:1]:
            if (ROOT / "fonts" / name).exists():
                yield Case("subset", f"{name}, {n} characters",
                           [setup.subset, ROOT / "fonts" / name, str(index), characters, str(n)],
                           speaks=True, most_runs=RUNS_OF_A_BATCH)


def batch(setup, folder):
    count = SMALL_REPORTS if setup.small else setup.reports
    reports = folder / "reports"
    generate.write_reports(count, reports)
    paths = sorted(reports.iterdir())
    for jobs in 1, 2:
        for place, said in ("disc", ""), ("memory", ", in memory"):
            yield kanben(setup, "own", *many(reports, jobs), group="batch", place=place, n=count,
                         name=f"kanben -j {jobs}{said}", most_runs=RUNS_OF_A_BATCH)
    yield kanben(setup, "own", *many(reports, 1, "web"), group="batch", n=count,
                 name="kanben -j 1, web", most_runs=RUNS_OF_A_BATCH)
    if not setup.typst_python:
        return
    for processes, place, said in (1, "disc", ""), (1, "memory", ", in memory"), (
            2, "memory", ", in memory"):
        yield typst_loop(setup, processes, paths, group="batch", place=place, n=count,
                         name=f"Typst, {processes} process{'es' * (processes > 1)}{said}",
                         against=f"kanben -j {processes}{said}", most_runs=RUNS_OF_TYPST)


def many(folder, jobs, profile="publish"):
    return ["render", folder, "-o", "{out}/", "-j", str(jobs), "--profile", profile]


# ---- large ----


def rows(setup, folder):
    for n in SMALL_ROWS if setup.small else ROWS:
        path = written(folder / f"rows-{n}.json", generate.table, n)
        yield from large(setup, "rows", n, path, n)


def pages(setup, folder):
    for n in SMALL_PAGES if setup.small else PAGES:
        path = written(folder / f"pages-{n}.json", generate.pages, n)
        yield from large(setup, "pages", n, path, 0)


def large(setup, group, n, path, counted):
    """counted: the number of rows; for pages 0, as there are only about n and they are counted."""
    name = f"{n:,} {group}"
    most = RUNS_OF_THE_LARGE if n > TYPST_LONG else 1000
    yield kanben(setup, "own", *render(path), group=group, name=f"kanben {name}", n=counted,
                 most_runs=most)
    if setup.typst and (group == "rows" or n <= TYPST_PAGES or setup.typst_huge):
        yield typst(setup, "own", path, group=group, name=f"Typst {name}", n=counted,
                    against=f"kanben {name}",
                    most_runs=RUNS_OF_TYPST if n >= TYPST_LONG else 1000)


# ---- the same content? ----


def content_cases(setup, folder):
    """(report, cases that set it), for comparing the contents before anything is timed."""
    reports = [
        EXAMPLE,
        written(folder / "report-7.json", generate.yearly_report, 7),
        written(folder / "rows-100.json", generate.table, SMALL_ROWS[0]),
        written(folder / "pages-10.json", generate.pages, SMALL_PAGES[0]),
    ]
    for path in reports:
        cases = [kanben(setup, "own", *render(path), group="content", name="kanben")]
        if setup.typst:
            cases.append(typst(setup, "own", path, group="content", name="Typst"))
        if setup.typst_python:
            cases.append(typst_loop(setup, 1, [path], group="content", name="Typst's binding"))
        yield json.loads(path.read_text("utf-8")), cases
