# SPDX-License-Identifier: MIT
"""Figures as Markdown: the targets, a table for each group of cases, and the environment."""

import statistics

from cases import GROUPS

HEAD = """# Results

Medians of one run of the suite; [README.md](README.md) says what the columns are. Written by
`bench.py`, not by hand.
"""

KIB_PER_MIB = 1024
MS = 1000
US = 1e6


def markdown(figures, facts, with_targets):
    parts = [HEAD, targets(figures)] if with_targets else [HEAD]
    for group, title in GROUPS.items():
        rows = [f for f in figures if f["group"] == group]
        if rows:
            parts.append(f"## {title}\n\n{TABLES[group](rows, figures)}")
    lines = "\n".join(f"| {what} | {text} |" for what, text in facts.items())
    parts.append(f"## Environment\n\n| | |\n|---|---|\n{lines}\n")
    return "\n".join(parts)


def table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def ratio(figure, figures, key="wall"):
    """Typst's figure, or that of the earlier build, divided by that of kanben's case; None without such a pair."""
    for other in figures:
        if (other["group"], other["name"]) == (figure["group"], figure.get("against")):
            return figure[key] / other[key]
    return None


def times(figure, figures, key="wall"):
    value = ratio(figure, figures, key)
    return f"{value:.{1 if figure['tool'] == 'typst' else 2}f}" if value else ""


# ---- one table per group ----


def cold_table(rows, figures):
    return table(
        ["case", "runs", "wall ms", "±", "least", "CPU ms", "MiB", "bytes", "wall ×", "CPU ×",
         "MiB ×"],
        [
            [f["name"], str(f["runs"]), f"{f['wall'] * MS:.1f}", f"{f['spread'] * MS:.1f}",
             f"{f['least'] * MS:.1f}", f"{f['cpu'] * MS:.1f}", f"{f['mib']:.1f}",
             f"{f['bytes']:,.0f}", *(times(f, figures, key) for key in ("wall", "cpu", "mib"))]
            for f in rows
        ],
    )


def warm_table(rows, figures):
    return table(
        ["case", "runs", "times", "ms", "least", "most", "reports/s", "CPU ms/report", "MiB", "CPU ×"],
        [
            [f["name"], str(f["runs"]), str(f["n"]), f"{median_ms(f):.2f}",
             f"{min(said(f, 'min')):.2f}", f"{max(said(f, 'max')):.2f}",
             f"{MS / median_ms(f):.0f}", f"{statistics.median(said(f, 'cpu')):.2f}",
             f"{f['mib']:.1f}", f"{slower(f, figures):.2f}" if f["against"] else ""]
            for f in rows
        ],
    )


def slower(figure, figures):
    """CPU time of the earlier build, divided by that of the case."""
    (other,) = (f for f in figures if (f["group"], f["name"]) == (figure["group"], figure["against"]))
    return statistics.median(said(figure, "cpu")) / statistics.median(said(other, "cpu"))


def said(figure, key):
    """The program's own measurements, run by run, in ms: {"median_ms": …, "min_ms": …, …}."""
    return [one[f"{key}_ms"] for one in figure["said"]]


def median_ms(figure):
    return statistics.median(said(figure, "median"))


def beside(figure, figures):
    """CPU time and bytes, divided by those of the PDF of the same report."""
    def of(f):
        if f.get("said"):
            return statistics.median(said(f, "cpu")), f["said"][0]["bytes"]
        return f["cpu"] * MS, f["bytes"]

    cpu, size = of(figure)
    for other in figures:
        if (other["group"], other["name"]) == (figure["group"], figure["against"]):
            return cpu, size, cpu / of(other)[0], size / of(other)[1]
    return cpu, size, 1, 1


def ofd_table(rows, figures):
    cells = []
    for f in rows:
        cpu, size, slower, larger = beside(f, figures)
        ending = f["name"].rpartition(", ")[2]
        less = [r for r in rows if not r["said"] and r["name"].endswith(f", {ending}") and r["n"] < f["n"]]
        page = "" if f["said"] or not less else f"{extra_page(f, max(less, key=lambda r: r['n']))[1]:.1f}"
        cells.append([f["name"], str(f["runs"]), f"{cpu:.2f}", f"{slower:.2f}", f"{size:,.0f}",
                      f"{larger:.2f}", f"{f['mib']:.1f}", page])
    return table(["case", "runs", "CPU ms", "CPU ×", "bytes", "bytes ×", "MiB", "KiB/extra page"], cells)


def subset_table(rows, _):
    return table(
        ["case", "runs", "first ms", "again ms", "HarfBuzz ms", "first ×", "bytes", "HarfBuzz bytes"],
        [
            [f["name"], str(f["runs"]), *(f"{statistics.median(said(f, key)):.2f}"
             for key in ("first", "again", "harfbuzz")),
             f"{statistics.median(said(f, 'harfbuzz')) / statistics.median(said(f, 'first')):.1f}",
             f"{f['said'][0]['subset_bytes']:,}", f"{f['said'][0]['harfbuzz_bytes']:,}"]
            for f in rows
        ],
    )


def batch_table(rows, figures):
    return table(
        ["case", "runs", "reports", "wall s", "±", "CPU s", "MiB", "bytes", "reports/s",
         "per core", "wall ×", "CPU ×"],
        [
            [f["name"], str(f["runs"]), f"{f['n']:,}", f"{f['wall']:.2f}", f"{f['spread']:.2f}",
             f"{f['cpu']:.2f}", f"{f['mib']:.1f}", f"{f['bytes']:,.0f}",
             f"{f['n'] / f['wall']:.0f}", f"{f['n'] / f['cpu']:.0f}",
             times(f, figures), times(f, figures, "cpu")]
            for f in rows
        ],
    )


def large_cells(f, figures):
    return [f["name"], str(f["runs"]), f"{f['wall']:.3f}", f"{f['spread']:.3f}", f"{f['cpu']:.3f}",
            f"{f['mib']:.1f}", f"{f['bytes']:,.0f}", times(f, figures), times(f, figures, "mib")]


LARGE_HEADS = ["case", "runs", "wall s", "±", "CPU s", "MiB", "bytes", "wall ×", "MiB ×"]


def rows_table(rows, figures):
    cells = []
    for f in rows:
        before = smaller(f, rows)
        step = ["", ""]
        if before:
            step = [f"{f[key] / before[key]:.1f}" for key in ("wall", "mib")]
        cells.append([*large_cells(f, figures), f"{f['wall'] / f['n'] * US:.0f}", *step])
    return table([*LARGE_HEADS, "µs/row", "wall × before", "MiB × before"], cells)


def pages_table(rows, figures):
    cells = []
    for f in rows:
        step = ["", ""]
        if smaller(f, rows):
            ms, kib = extra_page(f, smaller(f, rows))
            step = [f"{ms:.2f}", f"{kib:.1f}"]
        page = [f"{f['n']:,}", f"{f['wall'] / f['n'] * MS:.2f}"]
        cells.append(large_cells(f, figures) + page + step)
    heads = ["pages", "ms/page", "ms/extra page", "KiB/extra page"]
    return table(LARGE_HEADS + heads, cells)


def smaller(figure, rows):
    """The next smaller case of the same tool."""
    less = [r for r in rows if r["tool"] == figure["tool"] and r["n"] < figure["n"]]
    return max(less, key=lambda r: r["n"], default=None)


def extra_page(figure, before):
    """The cost of each page more than in the case before: CPU ms (wall time would include the disk)
    and KiB."""
    n = figure["n"] - before["n"]
    return (figure["cpu"] - before["cpu"]) * MS / n, (figure["mib"] - before["mib"]) * KIB_PER_MIB / n


def instructions_table(rows, figures):
    cells = []
    for f in rows:
        more = ratio(f, figures, "instructions")
        cells.append([f["name"], f"{f['instructions'] / 1e6:.2f}", f"{more:.2f}" if more else ""])
    return table(["case", "million instructions", "×"], cells)


TABLES = {
    "cold": cold_table,
    "warm": warm_table,
    "ofd": ofd_table,
    "subset": subset_table,
    "batch": batch_table,
    "rows": rows_table,
    "pages": pages_table,
    "instructions": instructions_table,
}


# ---- targets ----

FLAT = 1.2


def targets(figures):
    found = {(f["group"], f["name"]): f for f in figures}
    cells = []

    def target(text, key, value, bound, least=False, digits=1):
        """value: a function of the figure; bound: its maximum, or its minimum if least."""
        figure = found.get(key)
        reached = value(figure) if figure else None
        if reached is not None:
            met = reached >= bound if least else reached <= bound
            cells.append([text, f"{reached:.{digits}f}", "yes" if met else "no"])

    for place in "", ", in memory":
        cold = ("cold", f"kanben publish{place}")
        target(f"one cold report{place}: ≤ 20 ms", cold, lambda f: f["wall"] * MS, 20)
        target("… ≤ 12 MiB", cold, lambda f: f["mib"], 12)
        target("… ≥ 16 × as fast as Typst with the system’s fonts",
            ("cold", f"Typst, the system's fonts{place}"), lambda f: ratio(f, figures), 16,
            least=True)
        target("… ≥ 14 × as fast, both without the system’s fonts",
            ("cold", f"Typst, three files{place}"), lambda f: ratio(f, figures), 14, least=True)
    for profile, bound in ("publish", 150), ("web", 40):
        target(f"warm, {profile}: ≥ {bound} reports/s per core", ("warm", f"kanben {profile}"),
            lambda f: MS / median_ms(f), bound, least=True)
    for name, profile, bound in ("kanben -j 1", "publish", 150), ("kanben -j 1, web", "web", 40):
        target(f"different reports, {profile}: ≥ {bound}/s per core", ("batch", name),
            lambda f: f["n"] / f["cpu"], bound, least=True)
    for text, part, bound in ("CPU", 2, 1.3), ("bytes", 3, 1.15):
        worst = max((f for f in figures if f["group"] == "ofd" and f["said"]),
                    key=lambda f: beside(f, figures)[part], default=None)
        if worst:
            target(f"every example as OFD: {text} ≤ {bound} × that of publish; most for {worst['name']}",
                   ("ofd", worst["name"]), lambda f: beside(f, figures)[part], bound, digits=2)
    target("10,000 rows: < 1 s", ("rows", "kanben 10,000 rows"), lambda f: f["wall"], 1)
    target("… ≤ 48 MiB", ("rows", "kanben 10,000 rows"), lambda f: f["mib"], 48)
    target("10,000 pages: ≤ 64 MiB", ("pages", "kanben 10,000 pages"), lambda f: f["mib"], 64)
    for text, part in ("CPU", 0), ("memory", 1):
        target(f"each page from 1,000 to 10,000: {text} ≤ {FLAT} × that of a page from 100 to 1,000",
            ("pages", "kanben 10,000 pages"), lambda f: growth(f, figures, part), FLAT)
    for text, key, part, bound in BESIDE_BEFORE:
        target(f"beside the build before, {text}: ≤ {bound}", (key[0], f"{key[1]}, before"),
            lambda f, part=part: 1 / (slower(f, figures) if part == "warm" else ratio(f, figures, part)),
            bound, digits=2)
    return f"## Targets\n\n{table(['target', 'result', 'met'], cells)}" if cells else ""


# What is compared with an earlier build: in which case, and the most that the quotient may be.
BESIDE_BEFORE = (
    # In memory: the first of a round on the disk waits for what others have written.
    ("one cold report, wall, in memory", ("cold", "kanben publish, in memory"), "wall", 0.63),
    ("… instructions", ("instructions", "kanben publish, the system's fonts"), "instructions", 0.70),
    ("… memory", ("cold", "kanben publish"), "mib", 0.48),
    ("warm, publish, instructions", ("instructions", "kanben publish, warm"), "instructions", 0.75),
    ("warm, web, instructions", ("instructions", "kanben web, warm"), "instructions", 0.28),
    ("warm, web, CPU", ("warm", "kanben web"), "warm", 0.28),
    ("different reports on disc, -j 2, wall", ("batch", "kanben -j 2"), "wall", 0.75),
    ("10,000 rows, memory", ("rows", "kanben 10,000 rows"), "mib", 0.35),
    ("… CPU", ("rows", "kanben 10,000 rows"), "cpu", 1.2),
    ("10,000 pages, memory", ("pages", "kanben 10,000 pages"), "mib", 0.16),
    ("… CPU", ("pages", "kanben 10,000 pages"), "cpu", 1.05),
)


def growth(figure, figures, part):
    rows = [f for f in figures if f["group"] == "pages"]
    before = smaller(figure, rows)
    return extra_page(figure, before)[part] / extra_page(before, smaller(before, rows))[part]


