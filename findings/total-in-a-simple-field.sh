#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: a field of Word has the text that it last showed, whichever of its two forms it is stored in: as
# complex characters around the runs, or as one element w:fldSimple around them (ECMA-376-1, 17.16.2 and
# 17.16.19). The sum of a column, =SUM(ABOVE), is read as the figure that a reader of the document sees.
#
# Behaviour: pandoc, mammoth and python-docx read the figure of a complex field. Of w:fldSimple they read nothing,
# whatever the field: the number of a caption (SEQ) is lost as well. No error, no warning: a row of totals is blank.
#
# Seen with pypandoc_binary 1.17 (pandoc 3.9), mammoth 1.13.0 and python-docx 1.2.0, for a total of 12:
#   pandoc complex: 12, simple: nothing
#   mammoth complex: 12, simple: nothing
#   python-docx complex: 12, simple: nothing
#
# Exit: 0 as described, 1 if the behaviour has changed, 3 if the packages cannot be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
{ python3 -m venv venv && venv/bin/pip -q install pypandoc_binary==1.17 mammoth==1.13.0 python-docx==1.2.0; } >log 2>&1 || {
	cat log
	exit 3
}
cat >trial.py <<'END'
import io
import sys
import zipfile

import docx as python_docx
import mammoth
import pypandoc


def docx(body):
    """A document of three parts, as ECMA-376 wants at least."""
    kind = "application/vnd.openxmlformats-"
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as z:
        z.writestr("[Content_Types].xml", f'{xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                   f'<Default Extension="rels" ContentType="{kind}package.relationships+xml"/>'
                   f'<Override PartName="/word/document.xml" ContentType="{kind}officedocument.wordprocessingml'
                   '.document.main+xml"/></Types>')
        z.writestr("_rels/.rels", f'{xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                   '<Relationship Id="d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                   'officeDocument" Target="word/document.xml"/></Relationships>')
        z.writestr("word/document.xml", f'{xml}<w:document xmlns:w="{w}"><w:body>{body}<w:sectPr/></w:body></w:document>')
    return made.getvalue()


def table(columns, *rows):
    grid = '<w:gridCol w:w="1500"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"


def row(*cells, before=""):
    return f"<w:tr>{before}{''.join(cells)}</w:tr>"


def cell(content, look=""):
    if not content.startswith("<"):
        content = f"<w:r><w:t>{content}</w:t></w:r>" if content else ""
    return f"<w:tc><w:tcPr>{look}</w:tcPr><w:p>{content}</w:p></w:tc>"


def by_pandoc(file):
    with open("trial.docx", "wb") as out:
        out.write(file)
    return pypandoc.convert_file("trial.docx", "html")


def by_mammoth(file):
    return mammoth.convert_to_html(io.BytesIO(file)).value


def by_python_docx(file):
    return " ".join(c.text for t in python_docx.Document(io.BytesIO(file)).tables for r in t.rows for c in r.cells)


SIMPLE = '<w:fldSimple w:instr=" =SUM(ABOVE) "><w:r><w:t>12</w:t></w:r></w:fldSimple>'
COMPLEX = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> =SUM(ABOVE) </w:instrText></w:r>'
           '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
           '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
same = True
for name, read in ("pandoc", by_pandoc), ("mammoth", by_mammoth), ("python-docx", by_python_docx):
    seen = []
    for field in COMPLEX, SIMPLE:
        text = read(docx(table(2, row(cell("a"), cell("5")), row(cell("b"), cell("7")), row(cell("sum"), cell(field)))))
        assert "5" in text and "7" in text and "sum" in text, text
        seen.append("12" if "12" in text else "nothing")
    print(f"{name} complex: {seen[0]}, simple: {seen[1]}")
    same = same and seen == ["12", "nothing"]
sys.exit(0 if same else 1)
END
venv/bin/python trial.py
