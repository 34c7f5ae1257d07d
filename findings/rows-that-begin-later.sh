#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: a row of a Word table may leave out columns at its beginning (w:gridBefore, ECMA-376-1, 17.4.15), as
# rows drawn by hand do. A program that converts the table puts a blank cell there, or something that has
# the same effect, so that each figure stays under its head.
#
# Behaviour: pandoc and mammoth ignore it. The row's cells move to the left, each under the head of the column before;
# pandoc fills the row up with a blank cell at its end, so the table even looks whole. python-docx tells how many columns are
# left out (grid_cols_before), and its cells can be put right.
#
# Seen with pypandoc_binary 1.17 (pandoc 3.9) and mammoth 1.13.0, for a row with 2 and 3 in the columns b and c:
#   pandoc a=2 b=3 c=
#   mammoth a=2 b=3
#   python-docx leaves out 1
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
import re
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


file = docx(table(3, row(cell("a"), cell("b"), cell("c")),
                  row(cell("2"), cell("3"), before='<w:trPr><w:gridBefore w:val="1"/></w:trPr>')))
seen = []
for name, read in ("pandoc", by_pandoc), ("mammoth", by_mammoth):
    rows = re.findall("<tr.*?</tr>", read(file), re.S)
    last = [re.sub("<[^>]*>", "", c).strip() for c in re.findall("<td.*?</td>", rows[-1], re.S)]
    seen.append(" ".join(f"{head}={text}" for head, text in zip("abc", last)))
    print(name, seen[-1])
left_out = python_docx.Document(io.BytesIO(file)).tables[0].rows[1].grid_cols_before
print("python-docx leaves out", left_out)
sys.exit(0 if seen == ["a=2 b=3 c=", "a=2 b=3"] and left_out == 1 else 1)
END
venv/bin/python trial.py
