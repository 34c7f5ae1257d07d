#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: the attributes of a structure element, /A, are a dictionary, or an array of dictionaries where
# there are several owners (ISO 32000-1, table 323). A header cell with one dictionary has its Scope.
#
# Behaviour: PDFium's FPDF_StructElement_GetStringAttribute finds an attribute by its name only if /A is
# an array, even one of a single dictionary. Of a dictionary it says that there is no such attribute,
# although FPDF_StructElement_GetAttributeCount counts one and its attributes can be listed. Whoever
# writes tables for PDFium's users had better put the one dictionary in an array.
#
# Seen with pypdfium2 5.15.2, a TH with /Scope /Column:
#   dictionary: count 1, Scope ''
#   array: count 1, Scope 'Column'
#
# Exit: 0 as described, 1 if the behaviour has changed, 3 if the package cannot be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
{ python3 -m venv venv && venv/bin/pip -q install pypdfium2==5.15.2; } >log 2>&1 || {
	cat log
	exit 3
}
cat >trial.py <<'END'
import ctypes
import sys

import pypdfium2.raw as pdfium


def pdf(attributes):
    """A page with a table of one header cell."""
    content = b"/TH <</MCID 0>> BDC BT /F 12 Tf 100 700 Td (head) Tj ET EMC\n"
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/StructParents 0"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/StructTreeRoot/K 7 0 R/ParentTree<</Nums[0 [9 0 R]]>>>>",
        b"<</Type/StructElem/S/Table/P 6 0 R/K 8 0 R>>",
        b"<</Type/StructElem/S/TR/P 7 0 R/K 9 0 R>>",
        b"<</Type/StructElem/S/TH/P 8 0 R/Pg 3 0 R/K 0/A %s>>" % attributes,
    ]
    out, places = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for i, body in enumerate(bodies):
        places += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (i + 1, body)
    return out + b"xref\n0 %d\n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1, places, len(bodies) + 1, len(out))


def look(data):
    """The number of the cell's attribute objects, and its Scope."""
    document = pdfium.FPDF_LoadMemDocument(data, len(data), None)
    page = pdfium.FPDF_LoadPage(document, 0)
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    element = pdfium.FPDF_StructTree_GetChildAtIndex(tree, 0)
    for _ in "TR", "TH":
        element = pdfium.FPDF_StructElement_GetChildAtIndex(element, 0)
    text = ctypes.create_string_buffer(64)
    n = pdfium.FPDF_StructElement_GetStringAttribute(element, b"Scope", text, 64)
    return (pdfium.FPDF_StructElement_GetAttributeCount(element),
            text.raw[:n].decode("utf-16-le").rstrip("\0"))


pdfium.FPDF_InitLibrary()
single = look(pdf(b"<</O/Table/Scope/Column>>"))
array = look(pdf(b"[<</O/Table/Scope/Column>>]"))
print("dictionary: count %d, Scope %r" % single)
print("array: count %d, Scope %r" % array)
sys.exit(0 if (single, array) == ((1, ""), (1, "Column")) else 1)
END
venv/bin/python trial.py
