#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: a program that does not know readings above characters (w:ruby, ECMA-376-1, 17.3.3.25) leaves the
# reading out and keeps the characters that it is the reading of. They are the text; w:rubyBase has them.
#
# Behaviour: pandoc, mammoth and python-docx leave out both. A rare character in a name, to which the writer added
# how it is read, is missing from the text, without an error or a warning (mammoth has no message either).
#
# Seen with pypandoc_binary 1.17 (pandoc 3.9), mammoth 1.13.0 and python-docx 1.2.0, for 甪直镇 with a reading of 甪:
#   pandoc: 直镇
#   mammoth: 直镇
#   python-docx: 直镇
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


def by_pandoc(file):
    with open("trial.docx", "wb") as out:
        out.write(file)
    return pypandoc.convert_file("trial.docx", "html")


def by_mammoth(file):
    return mammoth.convert_to_html(io.BytesIO(file)).value


def by_python_docx(file):
    return "".join(p.text for p in python_docx.Document(io.BytesIO(file)).paragraphs)


file = docx("<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>lù</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>甪</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>直镇</w:t></w:r></w:p>")
same = True
for name, read in ("pandoc", by_pandoc), ("mammoth", by_mammoth), ("python-docx", by_python_docx):
    text = re.sub("<[^>]*>", "", read(file)).strip()
    print(f"{name}: {text}")
    same = same and text == "直镇"
sys.exit(0 if same else 1)
END
venv/bin/python trial.py
