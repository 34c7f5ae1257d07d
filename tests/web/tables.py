# SPDX-License-Identifier: MIT
"""Tables as regular grids, from the tags of a PDF (read with poppler) and from a web page.

A grid is {(row, column): cell}, with a cell at every place that it spans; a cell is (first row, first
column, "TH" or "TD", text without white space, first places of its headers).
"""

import re
import subprocess

ELEMENT = re.compile(r"( *)(\w+)(?: <(\w+)>)?(?: \(block\))?:?(?: \(inline\))?$")
ATTRIBUTE = re.compile(r" +/(\w+) (.*)$")
ANNOTATION = re.compile(r" +Object \d+ \d+$")

# Every table of a page, row by row; charts are tables in the page alone.
SCRIPT = """
[...document.querySelectorAll("table:not(.kb-figure table)")].map(table => [...table.rows].map(row =>
  [...row.cells].map(cell => ({
    kind: cell.tagName, id: cell.id, text: cell.textContent, scope: cell.scope,
    headers: cell.headers.split(" ").filter(name => name),
    rows: cell.rowSpan, columns: cell.colSpan
  }))))
"""


def of_page(browser):
    return [grid_of(rows) for rows in browser.evaluate(SCRIPT)]


def of_pdf(path):
    tables = []
    for kind, element in elements(path):
        if kind == "Table":
            tables.append([])
        elif kind == "TR":
            tables[-1].append([])
        elif kind in ("TH", "TD"):
            tables[-1][-1].append(element)
    return [grid_of(rows) for rows in tables]


def elements(path):
    """(kind, {kind, depth, id, text, headers, rows, columns}) of each tag, in order."""
    done = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True)
    found = []
    for line in done.stdout.splitlines():
        if line.lstrip().startswith('"'):
            found[-1][1]["text"] += line.strip()[1:-1]
        elif attribute := ATTRIBUTE.match(line):
            set_attribute(found[-1][1], *attribute.groups())
        elif element := ELEMENT.match(line):
            indent, kind, name = element.groups()
            empty = {"kind": kind, "id": name or "", "text": "", "headers": [], "scope": ""}
            found.append((kind, empty | {"depth": len(indent), "rows": 1, "columns": 1}))
        elif line.strip() and not ANNOTATION.match(line):
            raise ValueError(f"{path}: cannot parse “{line}”")
    return found


def set_attribute(element, name, value):
    if name == "RowSpan":
        element["rows"] = int(value)
    elif name == "ColSpan":
        element["columns"] = int(value)
    elif name == "Scope":
        element["scope"] = value.lstrip("/")
    elif name == "Headers":
        element["headers"] = re.findall(r"\((\w+)\)", value)


def grid_of(rows):
    places, first = places_of(rows)
    return {spot: settled(places, first, *at) for spot, at in places.items()}


def places_of(rows):
    """Places cells as HTML does (4.9.12.1), at the first free place of their row: {place: (row, column,
    cell)}, and the first place of each cell with a name."""
    places, first = {}, {}
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in places:
                c += 1
            if cell["id"]:
                first[cell["id"]] = (r, c)
            for spot in [(r + i, c + k) for i in range(cell["rows"]) for k in range(cell["columns"])]:
                if spot in places:
                    raise ValueError(f"two cells at {spot}")
                places[spot] = (r, c, cell)
    return places, first


def settled(places, first, row, column, cell):
    headers = headers_of(places, first, row, column, cell)
    return row, column, cell["kind"], re.sub(r"\s", "", cell["text"]), headers


def headers_of(places, first, row, column, cell):
    """The first places of a cell's headers."""
    names = [first.get(name, name) for name in cell["headers"]]
    if not names and cell["kind"] == "TD" and cell["scope"] == "":
        names = by_scope(places, row, column)
    return frozenset(names)


def by_scope(places, row, column):
    """The headers of a cell without a headers attribute: above it and to its left."""
    above = (places[r, column] for r in range(row) if (r, column) in places)
    left = (places[row, c] for c in range(column) if (row, c) in places)
    return [
        *(at[:2] for at in above if at[2]["scope"] == "col"),
        *(at[:2] for at in left if at[2]["scope"] == "row"),
    ]


def compare(page, pdf):
    """The differences between the grids of a page and of a PDF."""
    if len(page) != len(pdf):
        return [f"{len(page)} tables in the page, {len(pdf)} in the PDF"]
    return [
        f"table {n}, {spot}: {a.get(spot)} in the page, {b.get(spot)} in the PDF"
        for n, (a, b) in enumerate(zip(page, pdf), 1)
        for spot in sorted(a.keys() | b.keys())
        if a.get(spot) != b.get(spot)
    ]
