#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: a Type 0 font may name a predefined CMap or embed its own as a stream (ISO 32000-1, 9.7.5.3).
# If the font has a ToUnicode CMap, that alone gives the text of a code (9.10.2), so programs that
# extract text read both files alike. The embedded CMap of this trial maps each two-byte code to the
# same CID as Identity-H does.
#
# Behaviour: pdfium reads the same two characters from both files. pdfminer.six reads no character at
# all from the file with the embedded CMap. pypdf splits the two-byte codes into bytes and puts a NUL
# before each character. Neither reports a fault. Where a font could have codes of its own by an
# embedded CMap, these programs and those built on them (pdfplumber and others) need Identity-H, with
# the glyphs of the subset renumbered to the codes.
#
# Seen with pdfminer.six 20260107, pypdf 7.1.1, pypdfium2 5.15.2:
#   Identity-H    pdfium '\u4e2d\u6587'  pdfminer '\u4e2d\u6587'  pypdf '\u4e2d\u6587'
#   embedded CMap pdfium '\u4e2d\u6587'  pdfminer ''              pypdf '\x00\u4e2d\x00\u6587'
#
# Exit: 0 as described, 1 if the behaviour has changed, 3 if the packages cannot be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
	python3 -m venv "$work/venv" &&
		"$work/venv/bin/pip" install -q pdfminer.six==20260107 pypdf==7.1.1 pypdfium2==5.15.2
} >"$work/log" 2>&1 || {
	cat "$work/log"
	exit 3
}
cd "$work"
venv/bin/python - <<'END'
import logging
import sys

import pypdfium2
from pdfminer.high_level import extract_text
from pypdf import PdfReader

UNICODE = b"""/CIDInit/ProcSet findresource begin 12 dict begin begincmap
/CMapName/T def/CMapType 2 def
1 begincodespacerange<0000><FFFF>endcodespacerange
2 beginbfchar
<0001><4E2D>
<0002><6587>
endbfchar
endcmap end end"""
COLLECTION = b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
CMAP = b"""/CIDInit/ProcSet findresource begin 12 dict begin begincmap
%s def
/CMapName/E-H def/CMapType 1 def/WMode 0 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
1 begincidrange
<0000><FFFF>0
endcidrange
endcmap CMapName currentdict/CMap defineresource pop end end""" % COLLECTION


def stream(entries, data):
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def write(name, encoding):
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        stream(b"", b"BT/F 24 Tf 72 700 Td<00010002>Tj ET"),
        b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding %s/DescendantFonts[6 0 R]"
        b"/ToUnicode 8 0 R>>" % encoding,
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song%s/DW 1000/FontDescriptor 7 0 R"
        b"/CIDToGIDMap/Identity>>" % COLLECTION,
        b"<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
        b"/Ascent 900/Descent -200/CapHeight 800/StemV 80>>",
        stream(b"", UNICODE),
        stream(b"/Type/CMap/CMapName/E-H/WMode 0" + COLLECTION, CMAP),
    ]
    out, places = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for number, body in enumerate(objects, 1):
        places += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    out += b"xref\n0 %d\n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, places, len(objects) + 1, len(out))
    with open(name, "wb") as file:
        file.write(out)


logging.disable(logging.CRITICAL)
expected = {
    b"/Identity-H": ("中文", "中文", "中文"),
    b"9 0 R": ("中文", "", "\0中\0文"),
}
changed = False
for encoding, texts in expected.items():
    write("trial.pdf", encoding)
    found = (
        pypdfium2.PdfDocument("trial.pdf")[0].get_textpage().get_text_range(),
        extract_text("trial.pdf").strip(),
        PdfReader("trial.pdf").pages[0].extract_text(),
    )
    print(encoding.decode(), *map(ascii, found))
    changed |= found != texts
sys.exit(changed)
END
