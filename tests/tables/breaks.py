# SPDX-License-Identifier: MIT
"""Checks where a table is broken over pages. Checks yield complaints."""

from geometry import text_area

# A page that is fuller than this is not filled up with the beginning of a table of less than half a
# page; a little more than the program has, as it counts from the line above the table's space.
FULL = 0.72
LEAD_LINES = 2  # of text between a heading and a table: it goes with both
# Room for the beginning of a row that is taller than half a page.
ROOM_TO_BEGIN = 100


def check(parts, grid, style, tags, cell_of):
    """parts: the fragments of one table; cell_of: {tag number: (index of its grid, cell)}."""
    heights = row_heights(parts, grid)
    left, top, right, bottom = text_area(parts[0].page, style)
    room = bottom - top - sum(heights[: grid.head_n])
    lead = lead_height(parts[0], tags, top)
    above = {True: lead, False: again_height(parts)}

    def fit(first, end):
        """Would these rows fit on one page, with what must be above them?"""
        return sum(heights[first:end]) + above[first == grid.head_n] <= room

    above_table = parts[0].top - lead - top
    if len(parts) > 1 and sum(heights) < 0.45 * (bottom - top) and above_table > FULL * (bottom - top):
        yield f"page {parts[0].page.number}: a short table begins at the foot of a full page"
    cut = {f.body()[0] for f in parts if f.goes_on}
    for before, after in zip(parts, parts[1:]):
        page = f"page {after.page.number}"
        if after.page.number != before.page.number + 1:
            yield f"{page}: nothing of the table is on the page before"
        first = after.body()[0]
        if after.goes_on:
            if sum(heights[: grid.head_n]) + heights[first] <= (bottom - top) / 2:
                yield f"{page}: row {first} is cut although it takes less than half a page"
            continue
        if not before.goes_on and heights[first] > 0.55 * (bottom - top):
            if bottom - before.bottom > ROOM_TO_BEGIN:
                yield f"{page}: row {first} could begin on the page before"
        for start, end in grid.kept:
            if start < first < end and fit(start, end):
                yield f"{page}: the group {start} to {end} is broken although it fits on a page"
        if first - 1 not in cut and not is_below_its_label(after, first, heights, cell_of):
            yield from check_lone_rows(page, first, grid, fit)


def check_lone_rows(page, first, grid, fit):
    """
    The break before row `first` leaves neither the first nor the last row alone, unless a group
    that must stay whole leaves no room for it on any page. (A row that is cut is not alone.)
    """
    head, end = grid.head_n, grid.row_n
    kept = [(s, e) for s, e in grid.kept if fit(s, e)]
    if first == head + 1 and grid.body_n > 1 and fit(head, head + 2):
        if (head, first) not in kept and all(s != first or fit(head, e) for s, e in kept):
            yield f"{page}: the first row is alone on the page before"
    if first == end - 1 and grid.body_n > 1 and fit(first - 1, end):
        if all(e != first or fit(s, end) for s, e in kept):
            yield f"{page}: the last row is alone"


def row_heights(parts, grid):
    """The usual height of every row, pieces of cut rows added up."""
    heights = [0] * grid.row_n
    for fragment in parts:
        lower = first_height(parts[0]) - first_height(fragment) if fragment.head_n > 0 else 0
        for i, row in enumerate(fragment.rows):
            if i >= fragment.head_n or row >= grid.head_n or fragment is parts[0]:
                heights[row] += fragment.ys[i + 1] - fragment.ys[i] + lower
    if len(parts) > 1:
        heights[: grid.head_n] = [
            parts[0].ys[i + 1] - parts[0].ys[i] for i in range(grid.head_n)
        ]
    return heights


def is_below_its_label(fragment, first, heights, cell_of):
    """Is the label of several rows that begin with the first higher than it, so that a cut would blow it up?"""
    labels = {}
    for run in fragment.runs:
        _, cell = cell_of.get(run.owner, (None, None))
        if cell is not None and cell.row == first and cell.rows > 1:
            labels.setdefault(id(cell), []).append(run)
    return any(
        max(r.bottom for r in runs) - min(r.top for r in runs) > heights[first]
        for runs in labels.values()
    )


def first_height(fragment):
    """Of its first row, a head; the rows of a table's last page may be lower, all of them by as much."""
    return fragment.ys[1] - fragment.ys[0]


def lead_height(fragment, tags, page_top):
    """
    The height of the headings, a line or two below them, and the caption directly above the table;
    from the top of the page on if nothing else is above them.
    """
    top, lead = fragment.top, []
    in_captions = {p.number for t in tags.values() if t.kind == "Caption" for p in t.children}
    lines = [r for r in fragment.page.runs if isinstance(r.owner, int) and r.baseline < top]
    for run in sorted(lines, key=lambda run: -run.baseline):
        kind = tags[run.owner].kind
        if kind == "P" and run.owner not in in_captions:
            lead.append(run)
            if len({r.owner for r in lead}) > 1 or len({r.baseline for r in lead}) > LEAD_LINES:
                break
        elif kind[0] in "HCP":
            top = min(top, run.top)
            if kind[0] == "H":
                lead = []
        else:
            break
    else:
        if not lead and all(drawn.y0 > top for drawn in fragment.page.drawn):
            top = page_top
    return fragment.top - top


def again_height(parts):
    """The height of the lines above repeated headers."""
    if len(parts) == 1:
        return 0
    page, top = parts[1].page, parts[1].top
    above = [r for r in page.runs if not isinstance(r.owner, int) and r.baseline < top]
    return max((top - r.top for r in above), default=0)
