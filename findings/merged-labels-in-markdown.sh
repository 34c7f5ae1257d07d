#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: Markdown has no merged cells. A converter that meets a label over two rows repeats it, or leaves a blank cell
# for the second row: each row has as many cells as there are columns.
#
# Behaviour: markitdown leaves the cell out where another covers it from above, but puts a blank one where another
# covers it from the side. So every row under a label of several rows is a cell short, and its figures move one column to the
# left: the figure of column 2 stands under the labels, that of column 3 in column 2. A table with grouped rows
# comes out wrong, with nothing to see it by.
#
# Seen with markitdown 0.1.9, for the rows x, p, 1, 2 and (x), q, 3, 4:
#   | x | p | 1 | 2 |
#   | q | 3 | 4 |
# and for a label over two columns:
#   | x | | 1 | 2 |
#
# Exit: 0 as described, 1 if the behaviour has changed, 3 if the packages cannot be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
{ python3 -m venv venv && venv/bin/pip -q install 'markitdown[docx]==0.1.9'; } >log 2>&1 || {
	cat log
	exit 3
}
cat >trial.py <<'END'
import io
import sys
import zipfile

from markitdown import MarkItDown


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


HEAD = row(*(cell(c) for c in ("a", "b", "c", "d")))
TALL = table(4, HEAD, row(cell("x", '<w:vMerge w:val="restart"/>'), cell("p"), cell("1"), cell("2")),
             row(cell("", "<w:vMerge/>"), cell("q"), cell("3"), cell("4")))
WIDE = table(4, HEAD, row(cell("x", '<w:gridSpan w:val="2"/>'), cell("1"), cell("2")))
seen = []
for body, rows in (TALL, 2), (WIDE, 1):
    text = MarkItDown().convert_stream(io.BytesIO(docx(body)), file_extension=".docx").text_content
    seen += text.strip().splitlines()[-rows:]
print("\n".join(seen))
sys.exit(0 if seen == ["| x | p | 1 | 2 |", "| q | 3 | 4 |", "| x | | 1 | 2 |"] else 1)
END
venv/bin/python trial.py
