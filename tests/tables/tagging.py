# SPDX-License-Identifier: MIT
"""Compares the tag tree with the report. Checks yield complaints."""


def check(root, report, grids):
    """Everything is in reading order, each text once; tables are regular and have headers."""
    blocks = [*root.children]
    for kind, text in expected_blocks(report):
        if not blocks:
            yield f"the tag tree ends before {kind} “{text}”"
            return
        block = blocks.pop(0)
        if block.kind[0] != kind[0] or (kind[0] not in "TSF" and block.text != text):
            yield f"tag {block.number}: {block.kind} “{block.text}” instead of {kind} “{text}”"
    tables = tables_of(root)
    for sect in (tag for tag in root.children if tag.kind == "Sect"):
        if [tag.kind for tag in sect.children[:1]] != ["Table"] or any(
            tag.kind != "P" for tag in sect.children[1:]
        ):
            yield f"tag {sect.number}: a Sect has {[tag.kind for tag in sect.children]}"
    for number, (tag, grid) in enumerate(zip(tables, grids), 1):
        for complaint in check_table(tag, grid):
            yield f"table {number}: {complaint}"


def tables_of(root):
    """The tables; those with notes are in a Sect with these."""
    return [
        tag
        for block in root.children
        for tag in (block.children if block.kind == "Sect" else [block])
        if tag.kind == "Table"
    ]


def expected_blocks(report):
    """(kind, text) of each block of the report, in order."""
    yield "H1", report["title"]
    for block in report["content"]:
        if isinstance(block, str):
            yield "P", block
        elif "heading" in block:
            yield "H2", block["heading"].replace("[^1]", "")
            if "notes" in block:
                yield "P", ""
        elif "table" not in block:
            yield "Figure", ""
        else:
            yield "Sect" if "notes" in block["table"] else "Table", ""


def table_rows(tag):
    """(the Caption's text, TR elements, how many of these are in a THead)"""
    caption, rows, head_n = "", [], 0
    for child in tag.children:
        if child.kind == "Caption":
            caption = child.text + "".join(p.text for p in child.children)
        elif child.kind in ("THead", "TBody"):
            rows += child.children
            head_n += len(child.children) if child.kind == "THead" else 0
    return caption, rows, head_n


def cells_by_tag(tag, grid):
    """[(tag, cell)] in reading order; shorter if the tree has fewer cells than the grid."""
    tags = [cell for row in table_rows(tag)[1] for cell in row.children]
    return list(zip(tags, grid.cells))


def check_table(tag, grid):
    caption, rows, head_n = table_rows(tag)
    if caption != grid.caption + grid.unit:
        yield f"caption “{caption}” instead of “{grid.caption}{grid.unit}”"
    if len(rows) != grid.row_n or head_n != grid.head_n:
        yield f"{len(rows)} rows with {head_n} header rows, not {grid.row_n} with {grid.head_n}"
        return
    yield from check_regular(rows, grid)
    for number, row in enumerate(rows):
        wanted = [c for c in grid.cells if c.row == number] if len(rows) < 60 else None
        if wanted is not None and len(wanted) != len(row.children):
            yield f"row {number}: {len(row.children)} cells, not {len(wanted)}"
    pairs = cells_by_tag(tag, grid)
    tag_of = {id(cell): tag.number for tag, cell in pairs}
    for cell_tag, cell in pairs:
        yield from check_cell(cell_tag, cell, {tag_of[id(h)] for h in wanted_headers(cell)})


def check_regular(rows, grid):
    """The spans tile the grid: every place is covered exactly once, nothing outside."""
    taken = [[False] * grid.column_n for _ in rows]
    for r, row in enumerate(rows):
        c = 0
        for cell in row.children:
            while c < grid.column_n and taken[r][c]:
                c += 1
            for y in range(r, r + cell.rows):
                for x in range(c, c + cell.columns):
                    if y >= len(rows) or x >= grid.column_n or taken[y][x]:
                        yield f"row {r}: tag {cell.number} overlaps or sticks out"
                        return
                    taken[y][x] = True
    for r, row in enumerate(taken):
        if not all(row):
            yield f"row {r} has a hole in column {row.index(False)}"
            return


def wanted_headers(cell):
    return [h for h in cell.headers if h.is_head()]


def check_cell(tag, cell, headers):
    kind = "TH" if cell.is_head() else "TD"
    name = f"tag {tag.number} “{tag.text[:20]}”"
    if tag.kind != kind:
        yield f"{name} is {tag.kind}, not {kind}"
    if tag.text != cell.text:
        yield f"{name} should read “{cell.text[:400]}”"
    if (tag.rows, tag.columns) != (cell.rows, cell.columns):
        yield f"{name} spans {tag.rows}x{tag.columns}, not {cell.rows}x{cell.columns}"
    scope = {"row": "row", "column": "column", "corner": "column"}.get(cell.kind)
    if kind == "TH" and tag.scope != scope:
        yield f"{name} has scope {tag.scope}, not {scope}"
    if cell.kind == "value" and not tag.headers:
        yield f"{name} has no headers"
    if cell.kind == "empty":
        return  # it has no content, so its headers do not matter
    if set(tag.headers) != headers or len(tag.headers) != len(headers):
        yield f"{name} has headers {tag.headers}, not {sorted(headers)}"
