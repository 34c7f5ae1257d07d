# SPDX-License-Identifier: MIT
"""Checks the positions of text and rules on the pages. Checks yield complaints."""

from collections import defaultdict

from fragments import NEAR, is_vertical

OVERLAP = 0.4  # boxes of neighbours in a line may overlap this much
MM = 72 / 25.4
CONTINUED = "（续）"


def text_area(page, style):
    """(left, top, right, bottom); that of a landscape page is the portrait one turned."""
    left, top = style["text_left_mm"] * MM, style["text_top_mm"] * MM
    width, height = style["text_width_mm"] * MM, style["text_height_mm"] * MM
    if page.width > page.height:
        left, top = page.width - top - height, left
        width, height = height, width
    return left, top, left + width, top + height


def check_page(page, style, tags):
    """Everything is inside the text area, nothing overlaps, no heading is at the foot."""
    left, top, right, bottom = text_area(page, style)
    body = [run for run in page.runs if run.owner != "pagination" or run.baseline < bottom]
    for run in body:
        x0, x1 = run.ink()
        if x0 < left - NEAR or x1 > right + OVERLAP or run.top < top - 2 or run.bottom > bottom + 2:
            yield f"“{run.text[:20]}” at {run.x0},{run.baseline} leaves the text area"
    for rule in page.rules:
        half = rule.width / 2 + 0.6
        if not (left - half <= rule.x0 and rule.x1 <= right + half) or not (
            top - half <= rule.y0 and rule.y1 <= bottom + half
        ):
            yield f"rule {rule} leaves the text area"
    yield from check_overlaps(page.runs)
    tagged = [run for run in body if isinstance(run.owner, int)]
    if tagged:
        lowest = [(run.baseline, run.owner) for run in tagged] + [(d.y1, d.owner) for d in page.drawn]
        last = tags[max(lowest)[1]]
        if last.kind[0] == "H" or last.kind == "Caption":
            yield f"{last.kind} “{last.text[:20]}” is the last on its page"


def check_overlaps(runs):
    boxes = sorted((run.top, run.bottom, *run.ink(), run.text) for run in runs)
    open_boxes = []
    for box in boxes:
        top, bottom, x0, x1, text = box
        open_boxes = [other for other in open_boxes if other[1] > top + OVERLAP]
        for other in open_boxes:
            if min(x1, other[3]) - max(x0, other[2]) > OVERLAP and text.strip():
                yield f"“{text[:20]}” and “{other[4][:20]}” overlap at {x0:.3f},{top:.3f}"
        open_boxes.append(box)


def check_rules(fragment, grid):
    """Each boundary between two cells and the outline are drawn once, and nothing else."""
    xs, ys = fragment.xs, fragment.ys
    if len(xs) != grid.column_n + 1:
        yield f"{len(xs) - 1} columns between rules, not {grid.column_n}"
        return
    found, outer = defaultdict(int), max(rule.width for rule in fragment.rules)
    for rule in fragment.rules:
        yield from count_stretches(rule, xs, ys, outer, found)
    for key in wanted_stretches(fragment, grid).symmetric_difference(found):
        yield f"stretch {place(key, xs, ys)}: {'too much' if key in found else 'missing'}"
    for key, times in found.items():
        if times > 1:
            yield f"stretch {place(key, xs, ys)}: {times} times"


def place(key, xs, ys):
    kind, i, j = key
    if kind == "across":
        return f"{xs[j]:.2f}–{xs[j + 1]:.2f} at y={ys[i]:.2f}"
    return f"{ys[i]:.2f}–{ys[i + 1]:.2f} at x={xs[j]:.2f}"


def count_stretches(rule, xs, ys, outer, found):
    """Counts the stretches a rule covers; complains about partial ones and a wrong line width."""
    if is_vertical(rule):
        at, ends = index(xs, rule.x0), (index(ys, rule.y0), index(ys, rule.y1))
        on_edge, reach = at in (0, len(xs) - 1), 0
    else:
        at = index(ys, rule.y0)
        on_edge = at in (0, len(ys) - 1)
        reach = outer / 2 if on_edge else 0  # the outline's corners are filled
        ends = (index(xs, rule.x0 + reach), index(xs, rule.x1 - reach))
    if at is None or None in ends:
        yield f"{rule} does not end at crossings"
        return
    if on_edge != (rule.width == outer):
        yield f"{rule} is as wide as {'an inner' if on_edge else 'an outer'} one"
    for k in range(*ends):
        found[("down", k, at) if is_vertical(rule) else ("across", at, k)] += 1


def index(positions, p):
    """The index of p in the sorted positions, or None."""
    low = 0
    while low < len(positions) and positions[low] < p - NEAR:
        low += 1
    return low if low < len(positions) and abs(positions[low] - p) <= NEAR else None


def wanted_stretches(fragment, grid):
    rows, n = fragment.rows, len(fragment.rows)
    wanted = set()
    for i in range(n + 1):
        for c in range(grid.column_n):
            edge = i in (0, n) or i == fragment.head_n
            if edge or grid.at[rows[i - 1]][c] is not grid.at[rows[i]][c]:
                wanted.add(("across", i, c))
    for i, row in enumerate(rows):
        for c in range(grid.column_n + 1):
            if c in (0, grid.column_n) or grid.at[row][c - 1] is not grid.at[row][c]:
                wanted.add(("down", i, c))
    return wanted


def cell_boxes(fragment, grid):
    """{id of cell: (cell, left, top, right, bottom)} of each cell's part in the fragment."""
    boxes = {}
    for i, row in enumerate(fragment.rows):
        for cell in grid.at[row]:
            if id(cell) in boxes:
                boxes[id(cell)][4] = fragment.ys[i + 1]
            else:
                left, right = fragment.xs[cell.column], fragment.xs[cell.column + cell.columns]
                boxes[id(cell)] = [cell, left, fragment.ys[i], right, fragment.ys[i + 1]]
    return boxes


def check_cells(fragment, grid, cell_of):
    """Text is inside its cell; repeated text is complete, and an artifact."""
    boxes = cell_boxes(fragment, grid)
    repeated = defaultdict(str)
    for run in fragment.runs:
        x0, x1 = run.ink()
        if isinstance(run.owner, int):
            _, cell = cell_of.get(run.owner, (None, None))
            if id(cell) not in boxes:
                yield f"“{run.text[:20]}” is in the table but not in one of its rows there"
                continue
            _, left, top, right, bottom = boxes[id(cell)]
        else:
            cell, left, top, right, bottom = box_around(boxes, run)
            repeated[id(cell)] += run.text
        if x0 < left or x1 > right + NEAR or run.top < top - NEAR or run.bottom > bottom + NEAR:
            yield f"“{run.text[:20]}” at {run.x0},{run.baseline} leaves its cell or crosses a rule"
    for key, (cell, *_) in boxes.items():
        wanted = repeated_text(fragment, cell)
        if repeated[key] != wanted:
            yield f"repeated text “{repeated[key][:40]}” instead of “{wanted[:40]}”"


def box_around(boxes, run):
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
    for box in boxes.values():
        if box[1] <= x <= box[3] and box[2] <= y <= box[4]:
            return box
    return None, 0, 0, 0, 0


def repeated_text(fragment, cell):
    if cell.row < fragment.head_n:
        return cell.text
    first = fragment.body()[0]
    before = cell.row < first or (fragment.goes_on and cell.row == first and cell.rows > 1)
    return cell.text + CONTINUED if before and cell.text else ""


def check_figures(fragment, grid, cell_of):
    """Each number is in one run; decimal points are aligned, other figures as specified."""
    marks = defaultdict(set)
    for run in fragment.runs:
        _, cell = cell_of.get(run.owner, (None, None)) if isinstance(run.owner, int) else (0, None)
        if cell is None or cell.kind != "value" or not is_number(cell.text):
            continue
        if run.text != cell.text:
            yield f"“{cell.text}” is cut: “{run.text}”"
            continue
        mark = mark_of(run, cell)
        if mark is not None:
            marks[cell.column, cell.align].add(round(mark, 2))
    for (column, align), positions in marks.items():
        if max(positions) - min(positions) > 0.1:
            yield f"column {column}: not aligned by {align}: {sorted(positions)[:4]}"


def is_number(text):
    return text.replace(".", "", 1).removeprefix("-").isdigit()


def mark_of(run, cell):
    """The x at which a figure is aligned, if it is."""
    if cell.align == "decimal":
        # In the test fonts digits are half an em wide and the point a quarter.
        places = len(run.text.partition(".")[2])
        return run.x1 - (places * 0.5 + (0.25 if places else 0)) * run.size
    return {"start": run.x0, "end": run.x1, "centre": (run.x0 + run.x1) / 2}.get(cell.align)
