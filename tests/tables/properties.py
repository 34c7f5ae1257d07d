# SPDX-License-Identifier: MIT
"""usage: properties.py PROGRAM SOURCE_ROOT GROUP [NAME…]
       properties.py --list

Renders the reports of a group (generate.py) as traces and checks only these: every table must be
complete and regular, with the right headers, rules and page breaks, and every picture and chart be whole,
over nothing else and above its caption. Prints up to a dozen complaints per report.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import breaks
import expected
import figures
import fragments
import generate
import geometry
import hard
import parted
import tagging
from pages import parse

SHOWN = 12


def main(program, root, group, *names):
    root = Path(root)
    style = page_style(root)
    failed = 0
    for _, name, report in generate.reports([group]):
        if names and name not in names:
            continue
        complaints = list(check_report(program, root, report, style))
        print(f"{name}: {len(complaints) or 'no'} complaints")
        for complaint in complaints[:SHOWN]:
            print(f"    {complaint}")
        failed += bool(complaints)
    return failed == 0


def page_style(root, layout="statistics"):
    layout = json.loads((root / "layouts" / f"{layout}.json").read_text("utf-8"))
    return layout["page"] if "page" in layout else page_style(root, layout["extends"])


def check_report(program, root, report, style):
    done = render(program, root, report)
    if done.returncode == 1 and "[FIT]" in done.stderr and report["title"] in hard.MAY_BE_REFUSED:
        return
    if done.returncode != 0:
        yield f"the program ended with {done.returncode}: {done.stderr.strip()[:2000]}"
        return
    yield from check_trace(done.stdout, report, style)


def check_trace(text, report, style):
    pages, document, tags = parse(text)
    grids = expected.grids(report)
    yield from tagging.check(document, report, grids)
    tables = tagging.tables_of(document)
    cell_of = {
        tag.number: (i, cell)
        for i, (table, grid) in enumerate(zip(tables, grids))
        for tag, cell in tagging.cells_by_tag(table, grid)
    }
    for page in pages:
        for complaint in geometry.check_page(page, style, tags):
            yield f"page {page.number}: {complaint}"
    yield from figures.check(pages, document, report, style)
    if report["title"].split()[1] == "parted":
        yield from parted.check(pages, grids, cell_of)
        return
    parts, complaints = fragments.assign(pages, grids, cell_of)
    yield from complaints
    if complaints:
        return  # the positions of the rows are unknown
    for number, (of_grid, grid) in enumerate(zip(parts, grids), 1):
        for complaint in check_table(of_grid, grid, cell_of):
            yield f"table {number}: {complaint}"
        for complaint in breaks.check(of_grid, grid, style, tags, cell_of):
            yield f"table {number}: {complaint}"
    yield from check_artifacts(pages, parts, grids)
    yield from check_notes(pages, parts, document)
    yield from check_footnotes(pages, tags, report)


def check_table(parts, grid, cell_of):
    for fragment in parts:
        complaints = [*geometry.check_rules(fragment, grid)]
        if len(fragment.xs) == grid.column_n + 1:
            complaints += geometry.check_cells(fragment, grid, cell_of)
            complaints += geometry.check_figures(fragment, grid, cell_of)
        for complaint in complaints:
            yield f"page {fragment.page.number}: {complaint}"


def check_artifacts(pages, parts, grids):
    """Outside tables only page numbers and the lines above repeated headers are artifacts."""
    inside = {id(run) for of_grid in parts for f in of_grid for run in f.runs}
    for page in pages:
        left = [r for r in page.runs if not isinstance(r.owner, int) and id(r) not in inside]
        text = "".join(r.text for r in left)
        goes_on = [g for of_grid, g in zip(parts, grids) for f in of_grid[1:] if f.page is page]
        wanted = "".join(map(expected.again, goes_on)) + f"— {page.number} —"
        if text.replace(" ", "") != wanted.replace(" ", ""):
            yield f"page {page.number}: artifacts “{text}”, not “{wanted}”"


def check_notes(pages, parts, document):
    """Notes begin on the page of the table's last row, below it, at its left edge and in its size."""
    sects = {tag.children[0].number: tag for tag in document.children if tag.kind == "Sect"}
    tables = tagging.tables_of(document)
    for number, (of_grid, table) in enumerate(zip(parts, tables), 1):
        if table.number not in sects:
            continue
        last, first = of_grid[-1], sects[table.number].children[1]
        found = [(p, r) for p in pages for r in p.runs if r.owner == first.number]
        page, run = found[0]
        sizes = {r.size for r in last.runs}
        if page is not last.page or run.top < last.bottom:
            yield f"table {number}: its note “{run.text[:20]}” is not below its last row"
        elif abs(run.ink()[0] - last.xs[0]) > 1 or run.size not in sizes:
            yield f"table {number}: its note is at {run.x0} in {run.size} pt"


def check_footnotes(pages, tags, report):
    """Each begins on the page of its mark, and none of its words is lost."""
    marks = [t for t in tags.values() if t.kind == "Link" and tags[t.number - 1].kind == "Reference"]
    wanted = [note for b in report["content"] if isinstance(b, dict) for note in b.get("notes", [])]
    texts = [t.children[-1] for t in tags.values() if t.kind == "Note"]
    if not len(marks) == len(wanted) == len(texts):
        yield f"{len(marks)} marks and {len(texts)} footnotes, not {len(wanted)}"
        return
    for mark, tag, text in zip(marks, texts, wanted):
        on = [page.number for page in pages if any(r.owner == tag.number for r in page.notes)]
        at = [page.number for page in pages if any(r.owner == mark.number for r in page.runs)]
        found = "".join(r.text for page in pages for r in page.notes if r.owner == tag.number)
        if on[:1] != at or on != list(range(at[0], at[0] + len(on))):
            yield f"a mark on page {at} has its footnote on {on}"
        if found.replace(" ", "") != text.replace(" ", ""):
            yield f"footnote “{found[:20]}” should read “{text[:20]}”"


def render(program, root, report):
    env = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS") or k == "PATH"}
    env |= {
        "LANGUAGE": "en",
        "LC_ALL": "C.UTF-8",
        "KANBEN_FONTS": str(root / "tests" / "fonts"),
        "KANBEN_LAYOUTS": str(root / "layouts"),
    }
    return subprocess.run(
        [program, "render", "-", "--profile", "trace", "-o", "-"],
        input=json.dumps(report, ensure_ascii=False),
        cwd=generate.PICTURES.parent,
        env=env,
        capture_output=True,
        text=True,
        timeout=240,
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        print("\n".join([*generate.GROUPS, "hard"]))
        sys.exit()
    sys.exit(0 if main(*sys.argv[1:]) else 1)
