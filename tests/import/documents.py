# SPDX-License-Identifier: MIT
"""Reports as the documents that offices produce: .docx by python-docx, HTML by lxml, text as word
processors save it. None of it uses the program's own code; the spans of headers are computed
from the layout independently.
"""

import io
import json
import zipfile

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from lxml import etree
from lxml.builder import E


def plain(text):
    return (text or "").replace("|", "")


class Grid:
    """A table's cells: (row, column, row span, column span, text)."""

    def __init__(self):
        self.cells = []
        self.rows = self.columns = 0

    def put(self, row, column, rows, columns, text):
        self.cells.append((row, column, rows, columns, text))
        self.rows = max(self.rows, row + rows)
        self.columns = max(self.columns, column + columns)

    def part(self, first, end):
        """The rows [first, end) as a separate table; spans are cut."""
        cut = Grid()
        for row, column, rows, columns, text in self.cells:
            top, bottom = max(row, first), min(row + rows, end)
            if top < bottom:
                cut.put(top - first, column, bottom - top, columns, text)
        return cut

    def under(self, other):
        """This table, appended below another one."""
        both = Grid()
        for cell in other.cells:
            both.put(*cell)
        for row, column, rows, columns, text in self.cells:
            both.put(row + other.rows, column, rows, columns, text)
        return both


def leaves(node):
    return [n for c in node["children"] for n in leaves(c)] if "children" in node else [node]


def depth(nodes):
    return max(1 + (depth(n["children"]) if "children" in n else 0) for n in nodes)


def lookup(data, path):
    """The value at a path of keys; None if the report does not have it."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def figures(data, row_path, columns):
    """A row's figures in the order of the leaf columns [(path, node)]."""
    row = lookup(data, row_path)
    if isinstance(row, list):
        return row
    return [lookup(data, row_path + path) for path, _ in columns]


def paths(nodes, before=()):
    """[(path of keys, leaf)]"""
    found = []
    for node in nodes:
        path = (*before, node["key"]) if "key" in node else before
        found += paths(node["children"], path) if "children" in node else [(path, node)]
    return found


def put_heads(grid, nodes, place, levels):
    row, column = place
    for node in nodes:
        width = len(leaves(node))
        deep = 1 if "children" in node else levels
        grid.put(row, column, deep, width, plain(node["text"]))
        if "children" in node:
            put_heads(grid, node["children"], (row + 1, column), levels - 1)
        column += width


def put_labels(grid, nodes, place, levels):
    """Labels: like heads, with rows and columns exchanged."""
    turned = Grid()
    put_heads(turned, nodes, (0, 0), levels)
    for row, column, rows, columns, text in turned.cells:
        grid.put(place[0] + column, place[1] + row, columns, rows, text)


def shown(value):
    return "" if value is None else str(value)


def put_vector_columns(data, part, columns):
    """Where columns carry the keys of rows (one row without a label), the figures by column."""
    found = []
    for path, _ in columns:
        parent = lookup(data, path[:-1])
        siblings = [p for p, _ in columns if p[:-1] == path[:-1]]
        if isinstance(parent, list):
            found.append(parent[siblings.index(path)])
        else:
            found.append(lookup(data, path))
    return found


def part_grid(part, data, width):
    grid = Grid()
    rows, columns = part["rows"], part["columns"]
    named = "text" in rows[0]
    label_width = depth(rows) if named else 0
    head = depth(columns)
    top = 0
    if "title" in part:
        grid.put(0, 0, 1, width, plain(part["title"]))
        top = 1
    if label_width:
        grid.put(top, 0, head, label_width, plain(part.get("corner")))
    put_heads(grid, columns, (top, label_width), head)
    if named:
        put_labels(grid, rows, (top + head, 0), label_width)
    column_paths = paths(columns)
    for r, (row_path, _) in enumerate(paths(rows)):
        if named:
            values = figures(data, row_path, column_paths)
        else:
            values = put_vector_columns(data, part, column_paths)
        for c, value in enumerate(values):
            grid.put(top + head + r, label_width + c, 1, 1, shown(value))
    return stretched(grid, width)


def stretched(grid, width):
    """The last column of a narrower part spans the remaining columns."""
    wide = Grid()
    for row, column, rows, columns, text in grid.cells:
        if column + columns == grid.columns:
            columns = width - column
        wide.put(row, column, rows, columns, text)
    return wide


def table_grid(table, data):
    parts = table.get("parts") or [table]
    width = max(
        (depth(p["rows"]) if "text" in p["rows"][0] else 0) + len(paths(p["columns"]))
        for p in parts
    )
    grid = Grid()
    for part in parts:
        grid = part_grid(part, data, width).under(grid)
    return grid


def chinese_date(date):
    year, month, day = (int(n) for n in date.split("-"))
    return f"{year}年{month}月{day}日"


def blocks(layout, report):
    """A report as a list of ("title" | "heading" | "paragraph" | "right" | "table", content)."""
    yield "title", report["title"]
    for section in layout["sections"]:
        data = report.get(section["key"])
        if "heading" in section:
            yield "heading", section["heading"]
        if section["body"] == "prose":
            yield from prose(data or [])
        elif section["body"] == "table":
            yield from prose(data.get("before", []))
            yield "table", table_grid(section["table"], data)
            yield from prose(data.get("after", []))
        elif data:
            yield "right", data["organ"]
            yield "right", chinese_date(data["date"])


def prose(items):
    for item in items:
        yield "paragraph", item if isinstance(item, str) else item["heading"]


# ---- .docx ----


def add_docx_table(document, grid):
    table = document.add_table(grid.rows, grid.columns)
    table.style = "Table Grid"
    places = table._cells  # table.cell() makes this list for each cell
    for row, column, rows, columns, text in grid.cells:
        cell = places[row * grid.columns + column]
        if rows > 1 or columns > 1:
            cell = cell.merge(places[(row + rows - 1) * grid.columns + column + columns - 1])
        cell.text = text


def write_docx(path, content):
    document = docx.Document()
    for kind, value in content:
        if kind == "table":
            add_docx_table(document, value)
            continue
        paragraph = document.add_paragraph(value)
        if kind == "title":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif kind == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif kind == "heading":
            paragraph.runs[0].bold = True
    document.save(path)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(document, name="word/document.xml", **parts):
    """A .docx with a document part and, by name, related parts."""
    relations = "".join(
        f'<Relationship Id="{n}" Type="{RELATION}/{n}" Target="{n}.xml"/>' for n in parts
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(name, document)
        if parts:
            z.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for part, text in parts.items():
            z.writestr(f"word/{part}.xml", f"<w:{part} {W}>{text}</w:{part}>")
    return data.getvalue()


def word(body):
    return f"<w:document {W}><w:body>{body}</w:body></w:document>"


# ---- HTML ----


def html_table(grid):
    rows = [E.tr() for _ in range(grid.rows)]
    for row, _, height, width, text in sorted(grid.cells):
        cell = E.td(text)
        if height > 1:
            cell.set("rowspan", str(height))
        if width > 1:
            cell.set("colspan", str(width))
        rows[row].append(cell)
    return E.table(E.tbody(*rows))


def html_block(kind, value):
    if kind == "table":
        return html_table(value)
    if kind == "title":
        return E.h1(value)
    return E.p(value, style="text-align: right") if kind == "right" else E.p(value)


def html_bytes(content, charset="utf-8"):
    page = E.html(
        E.head(E.meta(charset=charset), E.title("年报")),
        E.body(*(html_block(kind, value) for kind, value in content)),
    )
    return b"<!DOCTYPE html>\n" + etree.tostring(page, method="html", encoding=charset)


# ---- text ----


def tabbed_table(grid):
    """As copied from a spreadsheet: a spanning cell is followed by blanks."""
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for row, column, _, _, text in grid.cells:
        rows[row][column] = text
    return "".join("\t".join(row) + "\n" for row in rows)


def listed_table(grid):
    """As a word processor saves it: one cell per line, vertically merged ones blank."""
    lines = []
    for r in range(grid.rows):
        here = [c for c in sorted(grid.cells, key=lambda c: c[1]) if c[0] <= r < c[0] + c[2]]
        lines += ["\t" + (c[4] if c[0] == r else "") for c in here] + [""]
    return "\n".join(lines) + "\n"


def drawn_table(grid):
    rows = [line.split("\t") for line in tabbed_table(grid).splitlines()]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * grid.columns)
    return "\n".join(lines) + "\n\n"


def text_string(content, table=listed_table):
    text = ""
    for kind, value in content:
        text += "\n" + table(value) + "\n" if kind == "table" else value + "\n"
    return text


def load(path):
    return json.loads(path.read_text("utf-8"))
