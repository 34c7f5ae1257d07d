# SPDX-License-Identifier: MIT
"""Checks tables that are parted by columns: on each page every figure has its row's label beside it and
its column's head above it, and the parts follow each other. Checks yield complaints."""

from collections import defaultdict

from fragments import NEAR, distinct, find_fragments, is_vertical


def check(pages, grids, cell_of):
    """The tables of a report, none of which is whole."""
    parts = [defaultdict(list) for _ in grids]  # {cell's id: [(page, fragment, run)]}
    cells = {}
    for page in pages:
        for fragment in find_fragments(page):
            fragment.xs = distinct(r.x0 for r in fragment.rules if is_vertical(r))
            for run in fragment.runs:
                number, cell = cell_of.get(run.owner, (None, None))
                if cell is not None:
                    parts[number][id(cell)].append((page.number, fragment, run))
                    cells[id(cell)] = cell
    for number, (grid, found) in enumerate(zip(grids, parts), 1):
        for complaint in check_table(grid, found):
            yield f"table {number}: {complaint}"


def check_table(grid, found):
    values = [c for c in grid.cells if c.kind == "value" and c.text]
    fragments = {f.top + 1e4 * page for cell in values for page, f, _ in found[id(cell)]}
    if len(fragments) < 2:
        yield "it is in one piece"
    for cell in values:
        name = f"row {cell.row}, column {cell.column} “{cell.text}”"
        runs = [run for _, _, run in found[id(cell)]]
        if "".join(run.text for run in runs) != cell.text:
            yield f"{name} is printed as {[run.text for run in runs]}"
            continue
        yield from (f"{name} {what}" for what in check_figure(cell, found[id(cell)][0][1], runs[0]))
    yield from check_order(grid, found)


def check_figure(cell, fragment, run):
    """The innermost label and head, tagged or repeated, are in the row and the column of a figure."""
    y0, y1 = band(fragment.ys, (run.top + run.bottom) / 2)
    x0, x1 = band(fragment.xs, (run.x0 + run.x1) / 2)
    labels = [c for c in cell.headers if c.kind == "row"]
    heads = [c for c in cell.headers if c.kind == "column"]
    beside = "".join(
        r.text for r in fragment.runs if r.ink()[1] < x0 + NEAR and r.bottom > y0 and r.top < y1
    )
    above = "".join(
        r.text
        for r in fragment.runs
        if r.bottom < y0 + 1 and r.ink()[0] > x0 - NEAR and r.ink()[1] < x1 + NEAR
    )
    if labels and squeezed(labels[-1].text) not in squeezed(beside):
        yield f"has no label “{labels[-1].text}”, but “{beside}”"
    if heads and squeezed(heads[-1].text) not in squeezed(above):
        yield f"has no head “{heads[-1].text}”, but “{above}”"


def check_order(grid, found):
    """Of each row the figures of an earlier column come first."""
    for row in range(grid.head_n, grid.row_n):
        at = [
            (page, round(fragment.top))
            for cell in grid.at[row]
            if cell.kind == "value"
            for page, fragment, _ in found[id(cell)][:1]
        ]
        if at != sorted(at):
            yield f"row {row}: its figures are on {at}"


def band(edges, at):
    before = [e for e in edges if e <= at + NEAR]
    return before[-1], edges[len(before)]


def squeezed(text):
    return "".join(text.split())
