# SPDX-License-Identifier: MIT
"""Reports as workbooks, OpenDocument files and saved web pages, written without the program's code
or the libraries that it uses.
"""

import base64
import io
import quopri
import re
import zipfile
from xml.sax.saxutils import escape

S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
ODF = "urn:oasis:names:tc:opendocument:xmlns"
N = " ".join(
    f'xmlns:{name}="{ODF}:{uri}:1.0"'
    for name, uri in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("draw", "drawing"),
    )
)


def zipped(parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            z.writestr(name, text, how)
    return data.getvalue()


def reference(row, column):
    letters = ""
    n = column + 1
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def is_number(text):
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(E-?[0-9]+)?", text) is not None


# ---- a sheet: rows of {column: (rows, columns, text)} ----


def sheet_of(content, gap=1):
    """All blocks on one sheet, a text in the first column, tables from there."""
    rows = {}
    at = 0
    for kind, value in content:
        if kind != "table":
            rows[at] = {0: (1, 1, value)}
            at += 1 + gap
            continue
        for row, column, height, width, text in value.cells:
            rows.setdefault(at + row, {})[column] = (height, width, text)
        at += value.rows + gap
    return rows


def xlsx_cell(row, column, text, style):
    ref = reference(row, column)
    if is_number(text):
        return f'<c r="{ref}" s="{style}"><v>{text}</v></c>'
    return f'<c r="{ref}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def xlsx(rows, merges=True, style=0, styles=None, extra=""):
    """One sheet; more XML of the sheet in `extra`."""
    data, ranges = "", ""
    for row in sorted(rows):
        cells = ""
        for column, (height, width, text) in sorted(rows[row].items()):
            cells += xlsx_cell(row, column, text, style) if text else ""
            if merges and (height, width) != (1, 1):
                end = reference(row + height - 1, column + width - 1)
                ranges += f'<mergeCell ref="{reference(row, column)}:{end}"/>'
        data += f'<row r="{row + 1}">{cells}</row>'
    sheet = f"<sheetData>{data}</sheetData>{extra}"
    sheet += f"<mergeCells>{ranges}</mergeCells>" if ranges else ""
    return book({"": sheet}, styles)


def book(sheets, styles=None, strings=None):
    """A workbook of sheets: the attributes of each in the list of sheets → its XML."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    parts = {"[Content_Types].xml": "<Types/>"}
    names = relations = ""
    for i, (attributes, sheet) in enumerate(sheets.items(), 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = f"<worksheet {S}>{sheet}</worksheet>"
        names += f'<sheet name="{i}" sheetId="{i}" r:id="r{i}" {attributes}/>'
        relations += f'<Relationship Id="r{i}" Type="{relation}" Target="worksheets/sheet{i}.xml"/>'
    parts["xl/workbook.xml"] = f"<workbook {S} {R}><sheets>{names}</sheets></workbook>"
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{relations}</Relationships>"
    if styles:
        parts["xl/styles.xml"] = f"<styleSheet {S}>{styles}</styleSheet>"
    if strings:
        parts["xl/sharedStrings.xml"] = f"<sst {S}>{strings}</sst>"
    return zipped(parts)


def replaced(data, what, by):
    """The same package with a text in its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return zipped({name: text.replace(what.encode(), by.encode()) for name, text in parts.items()})


def indented(data):
    """With line ends and blanks between its elements, as some writers make it."""
    return replaced(data, "><", ">\n  <")


def styles(code):
    """Cell format 1 has this number format."""
    return (
        f'<numFmts><numFmt numFmtId="200" formatCode="{escape(code, {chr(34): "&quot;"})}"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs>'
    )


# ---- OpenDocument ----


def odf_rows(rows, columns):
    """Rows with covered cells, as the standard asks."""
    covered, lines = set(), ""
    last = -1
    for row in sorted(rows):
        if row > last + 1:
            lines += f'<table:table-row table:number-rows-repeated="{row - last - 1}"><table:table-cell table:number-columns-repeated="1000"/></table:table-row>'
        last = row
        line = ""
        for column in range(columns):
            if (row, column) in covered:
                line += "<table:covered-table-cell/>"
                continue
            height, width, text = rows[row].get(column, (1, 1, ""))
            covered |= {(row + r, column + c) for r in range(height) for c in range(width)}
            spans = f'table:number-rows-spanned="{height}" table:number-columns-spanned="{width}"'
            line += f"<table:table-cell {spans}>{odf_text(text) if text else ''}</table:table-cell>"
        lines += f"<table:table-row>{line}</table:table-row>"
    return f"<table:table>{lines}</table:table>"


def odf_text(text, style=""):
    return f"<text:p {style}>{escape(text)}</text:p>"


def odf_cell(text):
    return f"<table:table-cell>{odf_text(text)}</table:table-cell>"


def odf(kind, body, automatic=""):
    """kind: text or spreadsheet."""
    content = (
        f"<office:document-content {N}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    return zipped(
        {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content}
    )


RIGHT = (
    '<style:style style:name="R" style:family="paragraph">'
    '<style:paragraph-properties fo:text-align="end"/></style:style>'
)


def odt(content):
    body = ""
    for kind, value in content:
        if kind == "table":
            rows = {}
            for row, column, height, width, text in value.cells:
                rows.setdefault(row, {})[column] = (height, width, text)
            body += odf_rows(rows, value.columns)
        else:
            body += odf_text(value, 'text:style-name="R"' if kind == "right" else "")
    return odf("text", body, RIGHT)


def ods(rows, columns=20):
    return odf("spreadsheet", odf_rows(rows, columns))


# ---- MHTML ----


def mhtml(page, encoding="quoted-printable", charset="utf-8", first=""):
    """A page with a picture in front of it, or after `first` bytes of headers."""
    body = quopri.encodestring(page) if encoding == "quoted-printable" else base64.encodebytes(page)
    text = (
        f"{first}MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n"
        '\tboundary="----=_x"\r\n\r\nintroduction\r\n------=_x\r\nContent-Type: image/png\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------=_x\r\n"
        f'Content-Type: text/html; charset="{charset}"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    )
    return text.encode() + body + b"\r\n------=_x--\r\n"
