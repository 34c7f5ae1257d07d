# SPDX-License-Identifier: MIT
"""Spreadsheets that ask for more than they bring: cells without end, and texts, fonts and ranges that
many cells share."""

import random

from hostile import LARGE, OFFICE, RELATIONS, filled, odf, package

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(sheets, *parts):
    names = "".join(f'<sheet name="s{i}" sheetId="{i + 1}" r:id="r{i}"/>' for i in range(sheets))
    relations = "".join(
        f'<Relationship Id="r{i}" Target="worksheets/sheet1.xml"/>' for i in range(sheets)
    )
    return package(
        ("xl/workbook.xml", f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'),
        *parts,
    )


def worksheet(rows, after=""):
    return f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx_cells():
    rows = filled("<row><c><v>1</v></c><c><v>2</v></c></row>", LARGE)
    return workbook(1, ("xl/worksheets/sheet1.xml", worksheet(rows)))


def xlsx_sheets():
    rows = filled("<row><c><v>1</v></c><c><v>2</v></c></row>", LARGE)
    return workbook(200, ("xl/worksheets/sheet1.xml", worksheet(rows)))


def xlsx_strings():
    strings = f'<sst xmlns="{SHEET}">{filled("<si><t>数</t></si>", LARGE)}</sst>'
    sheet = worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    return workbook(1, ("xl/sharedStrings.xml", strings), ("xl/worksheets/sheet1.xml", sheet))


def xlsx_merges():
    merges = "".join(f'<mergeCell ref="A{i}:XFD{i + 5000}"/>' for i in range(1, 200000))
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>1</v></c></row>' for i in range(1, 9000))
    sheet = worksheet(rows, f"<mergeCells>{merges}</mergeCells>")
    return workbook(1, ("xl/worksheets/sheet1.xml", sheet))


def xlsx_formats():
    styles = "".join(f'<xf numFmtId="{i + 200}"/>' for i in range(60000))
    codes = "".join(f'<numFmt numFmtId="{i + 200}" formatCode="0.0"/>' for i in range(60000))
    return workbook(
        1,
        ("xl/styles.xml", f'<styleSheet xmlns="{SHEET}"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>'),
        ("xl/worksheets/sheet1.xml", worksheet('<row r="1"><c r="A1"><v>0</v></c></row>')),
    )


SHARED = '<c t="s"><v>0</v></c>'


def xlsx_one_text_often():
    strings = f'<sst xmlns="{SHEET}"><si><t>{"字" * 50000}</t></si></sst>'
    sheet = worksheet(f"<row>{SHARED * 200}</row>" * 400)
    return workbook(1, ("xl/sharedStrings.xml", strings), ("xl/worksheets/sheet1.xml", sheet))


def xlsx_one_font_often():
    """A font of many elements, of as many styles; and a text of many runs, of as many cells."""
    fonts = f"<fonts><font>{'<a/>' * 150000}</font></fonts>"
    styles = fonts + "<cellXfs>" + '<xf fontId="0"/>' * 60000 + "</cellXfs>"
    runs = "<r><t>x</t></r>" * 60000
    return workbook(
        1,
        ("xl/styles.xml", f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>'),
        ("xl/sharedStrings.xml", f'<sst xmlns="{SHEET}"><si>{runs}</si></sst>'),
        ("xl/worksheets/sheet1.xml", worksheet(f"<row>{SHARED * 20000}</row>")),
        ("filler", random.Random(1).randbytes(880000)),  # files may have more that are larger
    )


def ods_repeated():
    cell = '<table:table-cell table:number-columns-repeated="16000"><text:p>1</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    return odf("spreadsheet", f"<table:table>{row * 2000}</table:table>")


def ods_sheets():
    text = f"<text:p>{'字' * 1000}</text:p>"
    cell = f'<table:table-cell table:number-columns-repeated="199">{text}</table:table-cell>'
    rows = f"<table:table-row>{cell}</table:table-row>" * 100
    return odf("spreadsheet", f"<table:table>{rows}</table:table>" * 50)


def documents():
    """Pairs of a file's name and a function that makes its bytes."""
    return [
        ("xlsx cells.xlsx", xlsx_cells),
        ("xlsx one sheet often.xlsx", xlsx_sheets),
        ("xlsx strings.xlsx", xlsx_strings),
        ("xlsx merges.xlsx", xlsx_merges),
        ("xlsx formats.xlsx", xlsx_formats),
        ("xlsx one text often.xlsx", xlsx_one_text_often),
        ("xlsx one font often.xlsx", xlsx_one_font_often),
        ("ods repeated.ods", ods_repeated),
        ("ods sheets.ods", ods_sheets),
    ]
