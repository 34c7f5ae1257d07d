# SPDX-License-Identifier: MIT
"""PDF files of strangers that say the same again and again, or make much of little (see hostile.py)."""

import struct
import zlib

from hostile import ELEMENT, PAGE, PAGES, TAGGED, TREE, object_stream, pdf, stream

RESOURCES = b"<</Font <</F 7 0 R>> /XObject <</X 8 0 R>> >>"
FONT = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
COMPOSITE = b"<</Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 8 0 R>>"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources %s " % RESOURCES
SHOWN = b"/P <</MCID 0>> BDC BT /F 9 Tf (x) Tj ET %s EMC"


def pdf_with(content, *more, element=ELEMENT, pages=PAGES, resources=RESOURCES):
    """`more` are the objects from 8 on."""
    page = PAGE.replace(b"<<>>", resources)
    return pdf([TAGGED, pages, page, content, TREE, element, FONT, *more])


def pdf_forms():
    """A form that shows a text, again and again."""
    form = stream((b"BT /F 9 Tf (aaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n", 10000), FORM)
    return pdf_with(stream(SHOWN % (b"/X Do " * 300000)), form)


def pdf_fonts():
    """Hundreds of fonts with a text for each of their codes."""
    codes = stream(b"begincmap 1 beginbfrange <0000> <FFFF> <4E00> endbfrange")
    names = b"".join(b"/F%d %d 0 R" % (i, i + 9) for i in range(490))
    uses = b"".join(b"/F%d 9 Tf " % i for i in range(490))
    resources = b"<</Font <</F 7 0 R %s>> >>" % names
    return pdf_with(stream(SHOWN % uses), codes, *[COMPOSITE] * 490, resources=resources)


def pdf_long_codes():
    """A code that is a text of twenty thousand characters."""
    codes = stream(b"begincmap 1 beginbfchar <0001> <%s> endbfchar" % (b"4E00" * 20000))
    uses = b"BT /G 9 Tf <%s> Tj ET" % (b"0001" * 1000000)
    return pdf_with(stream(SHOWN % uses), codes, COMPOSITE, resources=b"<</Font <</F 7 0 R /G 9 0 R>> >>")


def pdf_operands():
    return pdf_with(stream((b"0 ", 7000000)))


def pdf_filters():
    """Runs of runs, which come to hundreds of megabytes."""
    data = b"\x81\x81" * 60000 + b"\x80"
    keys = b"<</Length %d /Filter [/RunLengthDecode /RunLengthDecode]>>" % len(data)
    return pdf_with(keys + b"\nstream\n" + data + b"\nendstream")


def pdf_objects():
    return object_stream(b"0 ", 8000000, b"<</S /P /P 5 0 R /Other [")


def pdf_places():
    """A cross-reference stream of four million places."""

    def tail(at, offsets):
        rows = [(0, 0, 65535)] + [(1, o, 0) for o in offsets] + [(1, at, 0)] + [(1, 15, 0)] * 4100000
        packed = zlib.compress(b"".join(struct.pack(">BHB", r[0], r[1], r[2] & 255) for r in rows), 9)
        head = b"<</Type /XRef /Size %d /W [1 2 1] /Root 1 0 R /Length %d /Filter /FlateDecode>>" % (
            len(rows), len(packed))
        return b"%d 0 obj\n" % (len(offsets) + 1) + head + b"\nstream\n" + packed + b"\nendstream\nendobj\n"

    return pdf([TAGGED, PAGES, PAGE, stream(b"q Q"), TREE, ELEMENT], tail)


def pdf_one_page():
    """A page that is named again and again."""
    pages = b"<</Type /Pages /Kids [%s] /Count 160000>>" % (b"3 0 R " * 160000)
    return pdf_with(stream(SHOWN % b""), pages=pages)


def pdf_elements():
    """Elements that are named again and again, with a text of their own."""
    text = b"<</S /P /K 0 /ActualText (%s)>>" % (b"a" * 10000)
    again = b"<</S /Div /K [%s]>>" % (b"8 0 R " * 1000)
    element = b"<</S /Div /P 5 0 R /K [%s 0]>>" % (b"9 0 R " * 1000)
    return pdf_with(stream(SHOWN % b""), text, again, element=element)


def pdf_attributes():
    """Cells that share a list of attributes, of which none has what is looked for."""
    row = b"<</S/TR/K[<</S/TD/A 8 0 R>><</S/TD/A 8 0 R>>]>>"
    element = b"<</S/Table/P 5 0 R/Pg 3 0 R/K [%s0]>>" % (row * 18000)
    return pdf_with(stream(SHOWN % b""), b"[" + b"<<>>" * 9 + b"]", element=element)


def pdf_long_element():
    """A long element that is named again and again."""
    again = b"<</S /Div /P 5 0 R /K [%s]>>" % (b"8 0 R " * 100000)
    return pdf_with(stream(b"q Q"), b"<</S /P /K 0 /X [%s]>>" % (b"0 " * 150000), element=again)


def pdf_report():
    """A report that inflates."""
    catalogue = b"<</Type /Catalog /Pages 2 0 R /AF [4 0 R]>>"
    file = b"<</Type /Filespec /AFRelationship /Source /UF (report.json) /EF <</F 5 0 R>> >>"
    data = stream(b'{"overview":[' + b'"a",' * 12000000 + b'"a"]}', b"/Type /EmbeddedFile ")
    return pdf([catalogue, PAGES, b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>", file, data])


def documents():
    return [
        ("pdf forms.pdf", pdf_forms),
        ("pdf fonts.pdf", pdf_fonts),
        ("pdf long codes.pdf", pdf_long_codes),
        ("pdf operands.pdf", pdf_operands),
        ("pdf filters.pdf", pdf_filters),
        ("pdf objects.pdf", pdf_objects),
        ("pdf places.pdf", pdf_places),
        ("pdf one page.pdf", pdf_one_page),
        ("pdf elements.pdf", pdf_elements),
        ("pdf attributes.pdf", pdf_attributes),
        ("pdf long element.pdf", pdf_long_element),
        ("pdf report.pdf", pdf_report),
    ]
