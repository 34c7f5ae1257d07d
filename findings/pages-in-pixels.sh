#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: a page of an OFD has its size in millimetres (ofd:PhysicalBox, GB/T 33190-2016), a page of a PDF in points.
# A program that turns the one into the other makes A4 of A4, so that it prints at its size.
#
# Behaviour: easyofd writes the pixels of a picture of 200 to the inch as points. A page of 210 by 297 mm becomes one of
# 583 by 825 mm, nearly A1; all on it grows with it, 2.78 times. A printer that does not fit pages to its sheet
# prints a corner of it.
#
# Seen with easyofd 20260427, for a page of 210 by 297 mm (595 by 842 points):
#   1653.54 by 2338.58 points
#
# Exit: 0 as described, 1 if the behaviour has changed, 3 if the packages cannot be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
{ python3 -m venv venv && venv/bin/pip -q install easyofd==20260427 pypdf==7.1.1; } >log 2>&1 || {
	cat log
	exit 3
}
cat >trial.py <<'END'
import base64
import io
import sys
import zipfile

import pypdf
from easyofd.ofd import OFD

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
PARTS = {
    "OFD.xml": f'<ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
               "<ofd:DocID>00000000000000000000000000000000</ofd:DocID></ofd:DocInfo>"
               "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
    "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>3</ofd:MaxUnitID><ofd:PageArea>"
                          "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
                          '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
    "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer ID="2"><ofd:PathObject ID="3" '
                                      'Boundary="0 0 210 297" LineWidth="1" Stroke="true"><ofd:StrokeColor Value="0 0 0"/>'
                                      "<ofd:AbbreviatedData>M 0 148 L 210 148</ofd:AbbreviatedData></ofd:PathObject>"
                                      "</ofd:Layer></ofd:Content></ofd:Page>",
}
packed = io.BytesIO()
with zipfile.ZipFile(packed, "w") as z:
    for name, xml in PARTS.items():
        z.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + xml)
reader = OFD()
reader.read(base64.b64encode(packed.getvalue()).decode())
box = pypdf.PdfReader(io.BytesIO(reader.to_pdf())).pages[0].mediabox
print(f"{float(box.width):.2f} by {float(box.height):.2f} points")
sys.exit(0 if (round(box.width), round(box.height)) == (1654, 2339) else 1)
END
venv/bin/python trial.py 2>log
