# SPDX-License-Identifier: MIT
"""The expected grid of a table, computed independently from a report's JSON."""

import re
from dataclasses import dataclass, field

NUMBER = re.compile("[^0-9０-９ 　]{0,4} ?[0-9０-９]+(?=[ 　])")  # of a caption


@dataclass
class Cell:
    kind: str  # corner, column, row, value, or empty (in place of a missing row label)
    row: int
    column: int
    rows: int
    columns: int
    text: str
    headers: list = field(default_factory=list)  # cells
    align: str = None

    def is_head(self):
        return self.kind in ("column", "row") or (self.kind == "corner" and self.text != "")


class Grid:
    """`cells` in reading order, `at[row][column]`, keep-together groups in `kept` as (first, end)."""

    def __init__(self, table):
        self.table = table
        self.caption, self.unit = table.get("caption", ""), printed_unit(table)
        self.head_n, self.label_n = depth(table["columns"]), depth(table["rows"])
        self.body_n, self.value_n = leaf_count(table["rows"]), leaf_count(table["columns"])
        self.row_n, self.column_n = self.head_n + self.body_n, self.label_n + self.value_n
        self.at = [[None] * self.column_n for _ in range(self.row_n)]
        self.kept = []
        if self.label_n > 0:
            self.place("corner", 0, 0, self.head_n, self.label_n, table.get("corner", ""), [])
        self.aligns = []
        self.place_heads(table["columns"], 0, self.label_n, [])
        self.place_rows(table["rows"], self.head_n, 0, [])
        cells = {id(cell): cell for row in self.at for cell in row}
        self.cells = sorted(cells.values(), key=lambda c: (c.row, c.column))

    def place(self, kind, row, column, rows, columns, text, headers):
        cell = Cell(kind, row, column, rows, columns, text, headers)
        for r in range(row, row + rows):
            for c in range(column, column + columns):
                assert self.at[r][c] is None
                self.at[r][c] = cell
        return cell

    def place_heads(self, nodes, row, column, above):
        for node in nodes:
            children = node.get("children")
            width = leaf_count(children) if children else 1
            height = 1 if children else self.head_n - row
            cell = self.place("column", row, column, height, width, node["text"], above)
            if children:
                self.place_heads(children, row + 1, column, [*above, cell])
            else:
                self.aligns.append(node.get("align"))
            column += width

    def place_rows(self, nodes, row, column, left):
        for node in nodes:
            children = node.get("children")
            height = leaf_count(children) if children else 1
            width = 1 if children else self.label_n - column
            if "text" not in node:
                for empty in range(column, self.label_n):
                    self.place("empty", row, empty, 1, 1, "", [])
                self.place_values(node["values"], row, left)
                row += 1
                continue
            cell = self.place("row", row, column, height, width, node["text"], left)
            if node.get("keep"):
                self.kept.append((row, row + height))
            if children:
                self.place_rows(children, row, column + 1, [*left, cell])
            else:
                self.place_values(node["values"], row, [*left, cell])
            row += height

    def place_values(self, values, row, left):
        for i, value in enumerate(values):
            column = self.label_n + i
            above = []
            for r in range(self.head_n):
                if self.at[r][column] not in above:
                    above.append(self.at[r][column])
            text = "" if value is None else str(value)
            cell = self.place("value", row, column, 1, 1, text, [*above, *left])
            cell.align = self.aligns[i]


def printed_unit(table):
    unit = table.get("unit", "")
    return unit if unit.startswith("单位：") or not unit else f"单位：{unit}"


def again(grid):
    """What stands above the table where it goes on: the caption's number or all of it, and the unit."""
    number = NUMBER.match(grid.caption)
    return (f"{number[0] if number else grid.caption}（续）" if grid.caption else "") + grid.unit


def depth(nodes):
    return max(("text" in n) + (depth(n["children"]) if "children" in n else 0) for n in nodes)


def leaf_count(nodes):
    return sum(leaf_count(n["children"]) if "children" in n else 1 for n in nodes)


def grids(report):
    """The grids of a report's tables, in order."""
    sections = [value for value in report.values() if isinstance(value, list)]
    return [Grid(b["table"]) for s in sections for b in s if isinstance(b, dict) and "table" in b]
