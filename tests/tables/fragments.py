# SPDX-License-Identifier: MIT
"""Finds the fragments of each table on the pages, and their rows and columns, from the rules."""

from dataclasses import dataclass, field

NEAR = 0.05  # positions this close are the same; the trace is precise to 0.001 pt


@dataclass
class Fragment:
    """The part of a table on one page; `rows` are indices of the grid's rows."""

    page: object
    top: float
    bottom: float
    rules: list
    runs: list
    xs: list = field(default_factory=list)
    ys: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    head_n: int = 0  # repeated header rows
    goes_on: bool = False  # its first row continues from the page before

    def body(self):
        return self.rows[self.head_n :]


def distinct(positions):
    found = []
    for p in sorted(positions):
        if not found or p - found[-1] > NEAR:
            found.append(p)
    return found


def is_vertical(rule):
    return rule.x0 == rule.x1


def find_fragments(page):
    """One fragment for each stretch of the page that vertical rules cross without a gap."""
    stretches = []
    for y0, y1 in sorted((r.y0, r.y1) for r in page.rules if is_vertical(r)):
        if stretches and y0 <= stretches[-1][1] + NEAR:
            stretches[-1][1] = max(stretches[-1][1], y1)
        else:
            stretches.append([y0, y1])
    return [cut_out(page, top, bottom) for top, bottom in stretches]


def cut_out(page, top, bottom):
    rules = [r for r in page.rules if top - NEAR <= (r.y0 + r.y1) / 2 <= bottom + NEAR]
    runs = [r for r in page.runs if top <= (r.top + r.bottom) / 2 <= bottom]
    found = Fragment(page, top, bottom, rules, runs)
    found.ys = distinct(r.y0 for r in rules if not is_vertical(r))
    return found


def assign(pages, grids, cell_of):
    """(fragments of each grid, complaints). cell_of: {tag number: (index of its grid, cell)}."""
    parts = [[] for _ in grids]
    complaints = list(deal_out(pages, grids, cell_of, parts))
    for of_grid in parts:
        xs = distinct(r.x0 for f in of_grid for r in f.rules if is_vertical(r))
        for fragment in of_grid:
            fragment.xs = xs
    return parts, complaints


def deal_out(pages, grids, cell_of, parts):
    """Finds the table and the rows of each fragment; complains if it cannot."""
    index = done = 0  # the current grid and how many of its rows have been seen
    for fragment in (f for page in pages for f in find_fragments(page)):
        fragment.goes_on = done > 0 and has_row(fragment, cell_of, index, done - 1)
        if index < len(grids) and done == grids[index].row_n and not fragment.goes_on:
            index, done = index + 1, 0
        where = f"page {fragment.page.number}: table {index + 1}"
        if index == len(grids):
            yield f"{where}: rules that belong to no table"
            return
        grid = grids[index]
        fragment.head_n = grid.head_n if done > 0 else 0
        first = done - 1 if fragment.goes_on else done
        n = len(fragment.ys) - 1 - fragment.head_n
        if n < 1 or first + n > grid.row_n:
            yield f"{where}: {n} rows after {done} of {grid.row_n}"
            return
        fragment.rows = [*range(fragment.head_n), *range(first, first + n)]
        done = first + n
        parts[index].append(fragment)
        if done <= grid.head_n:
            yield f"{where}: only {done} of its {grid.head_n} header rows"
            return
    if grids and (index < len(grids) - 1 or done < grids[-1].row_n):
        yield f"table {index + 1} ends after {done} of {grids[index].row_n} rows"


def has_row(fragment, cell_of, index, row):
    """Does the fragment have tagged text of a cell in this row that spans no other rows?"""
    for run in fragment.runs:
        of_grid, cell = cell_of.get(run.owner, (None, None))
        if of_grid == index and cell.row == row and cell.rows == 1:
            return True
    return False
