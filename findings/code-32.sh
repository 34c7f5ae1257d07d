#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: a font with two-byte codes and Identity-H gives its codes to glyphs as it likes, counting from 1
# in the order of first use, say (ISO 32000-1, 9.7.5). What code 32 means is what ToUnicode says.
#
# Behaviour: pypdf takes code 32 for the space if the font has no other, whatever its text: it counts its
# width as 200/1000 em instead of the one in /W. A run in which the 32nd character used occurs then seems
# shorter, and a blank is put between it and a run that follows without a gap. The rest of the font's
# characters are measured correctly. Whoever numbers glyphs had better leave code 32 to the space.
#
# Seen with pypdf 7.1.1, for the same two runs with the codes of 一 and 二 counted from 31 and from 41:
#   31 32 一二 三
#   41 42 一二三
#
# Exit: 0 as described, 1 if the behaviour has changed, 3 if the package cannot be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
{ python3 -m venv venv && venv/bin/pip -q install pypdf==7.1.1; } >log 2>&1 || {
	cat log
	exit 3
}
cat >trial.py <<'END'
import io
import sys

import pypdf


def pdf(first):
    """一二 and, exactly where they end, 三: codes first, first + 1 and 99."""
    content = (f"BT /F 10 Tf 100 700 Td <{first:04X}{first + 1:04X}> Tj ET\n"
               "BT /F 10 Tf 120 700 Td <0063> Tj ET\n").encode()
    unicode = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
               "/CMapName /T def /CMapType 2 def\n"
               "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
               f"3 beginbfchar\n<{first:04X}> <4E00>\n<{first + 1:04X}> <4E8C>\n<0063> <4E09>\n"
               "endbfchar\nendcmap end end\n").encode()
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/Song/DW 1000/FontDescriptor 8 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(unicode), unicode),
        b"<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 700/StemV 80>>",
    ]
    out, places = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for i, body in enumerate(bodies):
        places += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (i + 1, body)
    return out + b"xref\n0 %d\n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1, places, len(bodies) + 1, len(out))


texts = {}
for first in 31, 41:
    texts[first] = pypdf.PdfReader(io.BytesIO(pdf(first))).pages[0].extract_text().strip()
    print(first, first + 1, texts[first])
sys.exit(0 if texts == {31: "一二 三", 41: "一二三"} else 1)
END
venv/bin/python trial.py
