#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: an element of the tag tree whose text begins on one page and ends on the next names the page of
# each piece: /Pg of the element for the first, /Pg of a marked-content reference for the second (ISO
# 32000-1, 14.7.4.2). Marked-content identifiers are counted on each page, so a program that has both the
# identifier and the page finds the text.
#
# Behaviour: the structure_tree of pdfplumber keeps the identifiers of such an element, but drops the page
# of the reference: all_mcids() says that both pieces are on the first page. Whoever looks them up gets
# the wrong text, without an error. Here the paragraph "one two" is read as "one head", where "head" is
# the heading of the first page. PDFBox, iText and poppler read "one two".
#
# Seen with pdfplumber 0.11.10, poppler 22.12.0:
#   poppler    P "onetwo"
#   pdfplumber [(1, 1), (1, 0)] 'onehead'
#
# Exit: 0 as described, 1 if the behaviour has changed, 3 if the packages cannot be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
	python3 -m venv "$work/venv" &&
		"$work/venv/bin/pip" install -q pdfplumber==0.11.10 &&
		pdfinfo -v
} >"$work/log" 2>&1 || {
	cat "$work/log"
	exit 3
}
cd "$work"
venv/bin/python - <<'END'
import subprocess
import sys

import pdfplumber


def text(mcid, tag, word, y):
    return b"/%s<</MCID %d>>BDC BT/F 24 Tf 72 %d Td(%s)Tj ET EMC\n" % (tag, mcid, y, word)


def page(contents, parents):
    return (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/StructParents %d"
            b"/Resources<</Font<</F 7 0 R>>>>>>" % (contents, parents))


def stream(data):
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


objects = [
    b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 8 0 R/MarkInfo<</Marked true>>/Lang(en)>>",
    b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
    page(5, 0),
    page(6, 1),
    stream(text(0, b"H1", b"head", 700) + text(1, b"P", b"one", 100)),
    stream(text(0, b"P", b"two", 700)),
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    b"<</Type/StructTreeRoot/K 9 0 R/ParentTree<</Nums[0[10 0 R 11 0 R]1[11 0 R]]>>/ParentTreeNextKey 2>>",
    b"<</Type/StructElem/S/Document/P 8 0 R/K[10 0 R 11 0 R]>>",
    b"<</Type/StructElem/S/H1/P 9 0 R/Pg 3 0 R/K 0>>",
    b"<</Type/StructElem/S/P/P 9 0 R/Pg 3 0 R/K[1<</Type/MCR/Pg 4 0 R/MCID 0>>]>>",
]
out, places = b"%PDF-1.7\n", b"0000000000 65535 f \n"
for number, body in enumerate(objects, 1):
    places += b"%010d 00000 n \n" % len(out)
    out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
out += b"xref\n0 %d\n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
    len(objects) + 1, places, len(objects) + 1, len(out))
with open("trial.pdf", "wb") as file:
    file.write(out)

lines = subprocess.run(["pdfinfo", "-struct-text", "trial.pdf"], capture_output=True, text=True).stdout
words = [line.strip().strip('"') for line in lines.partition("\n  P")[2].splitlines() if '"' in line]
with pdfplumber.open("trial.pdf") as document:
    texts = {}
    for number, one in enumerate(document.pages, 1):
        for char in one.chars:
            texts[number, char["mcid"]] = texts.get((number, char["mcid"]), "") + char["text"]
    paragraph = pdfplumber.structure.PDFStructTree(document).find("P")
    places = list(paragraph.all_mcids())
    found = "".join(texts[place] for place in places)
print("poppler   ", "P", "".join(words))
print("pdfplumber", places, repr(found))
sys.exit("".join(words) != "onetwo" or found != "onehead")
END
