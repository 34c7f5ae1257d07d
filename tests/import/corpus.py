# SPDX-License-Identifier: MIT
"""The tables of the official form with figures that all differ, written in many ways. An importer
may place a figure, or leave its cell blank and say so; never may it give another figure.
"""

import copy
import csv
import io
import random
import re
from xml.sax.saxutils import escape

import documents
import formats

TABLES = ("disclosure", "requests", "review")
FIRST = 1001  # of the figures, which have four digits: no two are parts of each other


# ---- the report ----


def cells(layout, report):
    """{(section, keys …): figure}, None for a blank."""
    found = {}
    for section in layout["sections"]:
        if section["body"] != "table":
            continue
        data = report.get(section["key"]) or {}
        for part in section["table"].get("parts") or [section["table"]]:
            columns = [path for path, _ in documents.paths(part["columns"])]
            for row, _ in documents.paths(part["rows"]):
                for column in columns:
                    found[section["key"], *row, *column] = figure(data, row, column, columns)
    return found


def figure(data, row, column, columns):
    for i, key in enumerate(path := row + column):
        if isinstance(data, list):
            siblings = [c for c in columns if c[:-1] == column[:-1]]
            return data[siblings.index(column)] if len(data) == len(siblings) else None
        if not isinstance(data, dict):
            # A table with one column: the row's value is the figure.
            return data if i == len(path) - 1 or i >= len(row) else None
        data = data.get(key)
    return None if isinstance(data, (dict, list)) else data


def truth(layout, report, blank=lambda i, key: False):
    """A report in which every cell has a figure of its own, and rows are objects."""
    made = copy.deepcopy(report)
    numbers = random.Random(7).sample(range(FIRST, FIRST + 8000, 2), 400)
    for key in TABLES:
        made[key] = {k: v for k, v in made[key].items() if k in ("before", "after")}
    for i, path in enumerate(cells(layout, made)):
        at = made
        for step in path[:-1]:
            at = at.setdefault(step, {})
        at[path[-1]] = None if blank(i, path) else numbers[i]
    return made


def rarely(i, path):
    return random.Random(f"{i}").random() < 0.3


BLANKS = {
    "full": lambda i, path: False,
    "third blank": rarely,
    "first column blank": lambda i, path: path[-1] in ("natural_person", "issued", "upheld"),
    "total blank": lambda i, path: path[-1] == "total",
    "rows blank": lambda i, path: path[-2] in ("granted", "rules", "partly_granted"),
}


# ---- constructs: what a person makes of the form ----


def each_table(change):
    def on_content(content):
        return [(k, change(v)) if k == "table" else (k, v) for k, v in content]

    return on_content


def each_text(change):
    def on_grid(grid):
        made = documents.Grid()
        for row, column, rows, columns, text in grid.cells:
            made.put(row, column, rows, columns, change(text))
        return made

    return each_table(on_grid)


def is_figure(text):
    return re.fullmatch(r"\d{4}", text) is not None


def each_figure(change):
    return each_text(lambda text: change(text) if is_figure(text) else text)


def in_two(repeat):
    """A table cut in two after its tenth row, with or without its heads once more."""
    def on_content(content):
        made = []
        for kind, value in content:
            if kind != "table" or value.rows < 15:
                made.append((kind, value))
                continue
            made.append((kind, value.part(0, 10)))
            rest = value.part(10, value.rows)
            made.append((kind, rest.under(value.part(0, 3)) if repeat else rest))
        return made

    return on_content


def unmerged(repeat):
    """No cell spans others: they are blank, or repeat its text."""
    def on_grid(grid):
        made = documents.Grid()
        for row, column, rows, columns, text in grid.cells:
            for r in range(rows):
                for c in range(columns):
                    shown = text if (r, c) == (0, 0) or repeat else ""
                    made.put(row + r, column + c, 1, 1, shown)
        return made

    return each_table(on_grid)


def sorted_otherwise(layout):
    """The form with columns in another order."""
    made = copy.deepcopy(layout)
    for section in made["sections"]:
        if section["key"] == "requests":
            section["table"]["columns"][0]["children"][1]["children"].reverse()
    return made


def without_column(layout):
    made = copy.deepcopy(layout)
    for section in made["sections"]:
        if section["key"] == "requests":
            del section["table"]["columns"][0]["children"][1]["children"][2]
    return made


def without_row(layout):
    made = copy.deepcopy(layout)
    for section in made["sections"]:
        if section["key"] == "requests":
            del section["table"]["rows"][1]
    return made


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

# name: (a change of the form, a change of the content)
CONSTRUCTS = {
    "as printed": (None, None),
    "thousands": (None, each_figure(lambda t: f"{t[0]},{t[1:]}")),
    "full width": (None, each_figure(lambda t: t.translate(FULL_WIDTH))),
    "units": (None, each_figure(lambda t: t + "件")),
    "blanks around": (None, each_figure(lambda t: f" {t}\u3000")),
    "cut in two": (None, in_two(repeat=True)),
    "cut in two, no heads": (None, in_two(repeat=False)),
    "unmerged": (None, unmerged(repeat=False)),
    "unmerged, repeated": (None, unmerged(repeat=True)),
    "columns in another order": (sorted_otherwise, None),
    "a column less": (without_column, None),
    "a row less": (without_row, None),
    "no numbers at labels": (None, each_text(lambda t: re.sub(r"^(（.）|[一二三四]、|\d\.)", "", t))),
    "two figures in a cell": (None, each_figure(lambda t: t if t[-1] in "13579" and t[-2] != "7" else f"{t} {t[::-1]}")),
}


def content(layout, report, construct):
    form, change = CONSTRUCTS[construct]
    made = list(documents.blocks(form(layout) if form else layout, report))
    return change(made) if change else made


# ---- writers ----


def python_docx(content):
    data = io.BytesIO()
    documents.write_docx(data, content)
    return data.getvalue()


def word_cell(text, width, span, merge, run):
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += {None: "", "restart": '<w:vMerge w:val="restart"/>', "": "<w:vMerge/>"}[merge]
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text) if text else ''}</w:p></w:tc>"


def word_run(text):
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def word_pieces(text):
    """As Word saves what was edited: a run for each character, with marks between them."""
    return "".join(
        f'<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="{i}" w:name="b"/>{word_run(c)}'
        f'<w:bookmarkEnd w:id="{i}"/>' for i, c in enumerate(text)
    )


def word_tracked(text):
    """A deleted figure before the inserted one."""
    if not is_figure(text):
        return word_run(text)
    return f"<w:del><w:r><w:delText>9{text}</w:delText></w:r></w:del><w:ins>{word_run(text)}</w:ins>"


def word_marked(text):
    """A raised mark behind each figure."""
    if not is_figure(text):
        return word_run(text)
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>7</w:t></w:r>'
    return word_run(text) + mark


def word_struck(text):
    if not is_figure(text):
        return word_run(text)
    return f"<w:r><w:rPr><w:strike/></w:rPr><w:t>88{text}</w:t></w:r>{word_run(text)}"


def word_hidden(text):
    if not is_figure(text):
        return word_run(text)
    return f"{word_run(text)}<w:r><w:rPr><w:vanish/></w:rPr><w:t>5</w:t></w:r>"


def word_table(grid, run, wrap=False, loose=False):
    """loose: each row ends in an edge of its own, a hair from the others."""
    rows = ""
    for r in range(grid.rows):
        here = sorted((c for c in grid.cells if c[0] <= r < c[0] + c[2]), key=lambda c: c[1])
        line = ""
        for row, column, height, width, text in here:
            merge = None if height == 1 else "restart" if row == r else ""
            extra = 1 if loose and r % 2 and column + width == grid.columns - 1 else 0
            extra -= 1 if loose and r % 2 and column + width == grid.columns and column else 0
            span = max(1, 2 * width + extra) if loose else width
            line += word_cell(text if row == r else "", 500 * width, span, merge, run)
        line = f"<w:tr>{line}</w:tr>"
        rows += f"<w:sdt><w:sdtContent>{line}</w:sdtContent></w:sdt>" if wrap else line
    columns = grid.columns * (2 if loose else 1)
    return f"<w:tbl><w:tblGrid>{'<w:gridCol w:w=%s500%s/>' % (chr(34), chr(34)) * columns}</w:tblGrid>{rows}</w:tbl>"


def by_hand(run=word_run, **how):
    def write(content):
        body = ""
        for kind, value in content:
            if kind == "table":
                body += word_table(value, run, **how)
            else:
                right = '<w:pPr><w:jc w:val="right"/></w:pPr>' if kind == "right" else ""
                body += f"<w:p>{right}{word_run(value)}</w:p>"
        return documents.package(documents.word(body))

    return write


def in_one_line(content):
    return documents.html_bytes(content).replace(b"\n", b"")


def as_text(table):
    return lambda content: documents.text_string(content, table).encode()


def spaced_table(grid):
    """As copied out of a PDF file: blanks between cells, and no blank ones."""
    lines = []
    for r in range(grid.rows):
        here = sorted((c for c in grid.cells if c[0] == r), key=lambda c: c[1])
        lines.append("  ".join(c[4] for c in here if c[4]))
    return "\n".join(lines) + "\n"


def rows_of(grid):
    return [[c[4] for c in sorted(grid.cells, key=lambda c: c[1]) if c[0] == r] for r in range(grid.rows)]


def edged_table(grid):
    """A tab before and behind every cell of a row, covered ones left out."""
    return "".join("\t" + "\t".join(row) + "\t\n" for row in rows_of(grid))


def behind_table(grid):
    """A tab behind every cell, each in a line of its own."""
    return "".join(f"{cell}\t\n" for row in rows_of(grid) for cell in row)


def labelled_table(grid):
    """The labels of a row in a line of their own above its figures."""
    lines = []
    for row in rows_of(grid):
        lines += [" ".join(c for c in row if c and not is_figure(c)), "  ".join(c for c in row if is_figure(c))]
    return "\n".join(line for line in lines if line) + "\n"


def comma_separated(separator, padded):
    """As spreadsheets save a sheet (padded), and as people keep a table within a text."""
    def write(content):
        rows = []
        for kind, value in content:
            if kind != "table":
                rows.append([value])
                continue
            cells = {(c[0], c[1]): c[4] for c in value.cells}
            rows += [[cells.get((r, c), "") for c in range(value.columns)] for r in range(value.rows)]
        width = max(map(len, rows))
        text = io.StringIO()
        csv.writer(text, delimiter=separator).writerows(r + [""] * (width - len(r) if padded else 0) for r in rows)
        return ("\ufeff" if padded else "").encode() + text.getvalue().encode()

    return write


def one_line(content):
    return " ".join(documents.text_string(content, spaced_table).split()).encode()


# Without cells, two figures in one are two cells.
SENSELESS = {(w, "two figures in a cell") for w in ("text: spaces", "text: labels above", "text: one line")}

# name: (ending, function); a name says who writes it
WRITERS = {
    "docx: python-docx": (".docx", python_docx),
    "docx: by hand": (".docx", by_hand()),
    "docx: pieces": (".docx", by_hand(word_pieces)),
    "docx: rows in controls": (".docx", by_hand(wrap=True)),
    "docx: tracked": (".docx", by_hand(word_tracked)),
    "docx: raised marks": (".docx", by_hand(word_marked)),
    "docx: struck out": (".docx", by_hand(word_struck)),
    "docx: hidden": (".docx", by_hand(word_hidden)),
    "docx: loose edges": (".docx", by_hand(loose=True)),
    "html": (".html", documents.html_bytes),
    "html: one line": (".html", in_one_line),
    "mht": (".mht", lambda c: formats.mhtml(documents.html_bytes(c))),
    "odt": (".odt", formats.odt),
    "ods": (".ods", lambda c: formats.ods(formats.sheet_of(c))),
    "xlsx": (".xlsx", lambda c: formats.xlsx(formats.sheet_of(c))),
    "xlsx: no merges": (".xlsx", lambda c: formats.xlsx(formats.sheet_of(c), merges=False)),
    "text: a cell a line": (".txt", as_text(documents.listed_table)),
    "text: tabs": (".txt", as_text(documents.tabbed_table)),
    "text: bars": (".txt", as_text(documents.drawn_table)),
    "text: spaces": (".txt", as_text(spaced_table)),
    "text: tabs at both ends": (".txt", as_text(edged_table)),
    "text: tabs behind cells": (".txt", as_text(behind_table)),
    "text: labels above": (".txt", as_text(labelled_table)),
    "text: one line": (".txt", one_line),
    "csv": (".csv", comma_separated(",", padded=True)),
    "csv: among lines": (".csv", comma_separated(",", padded=False)),
    "csv: semicolons": (".csv", comma_separated(";", padded=True)),
}


def judge(layout, want, got, findings):
    """(right, told, wrong cells): told is a cell left blank, with some finding."""
    wanted, found = cells(layout, want), cells(layout, got)
    right, told, wrong = 0, 0, []
    says = any(": error: " in f or "figures for" in f or "left out" in f for f in findings.splitlines())
    for key, value in wanted.items():
        if str(found[key]) == str(value):
            right += 1
        elif found[key] is None and says:
            told += 1
        else:
            wrong.append((key, value, found[key]))
    return right, told, wrong
