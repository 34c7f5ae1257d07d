# SPDX-License-Identifier: MIT
"""Documents of strangers that ask for more than they bring: small files that inflate, repeat, nest or
refer to themselves. Each is made here; nothing of them is in the tree."""

import io
import json
import struct
import zipfile
import zlib

MEGABYTE = 1 << 20

# ---- packages ----


def package(*parts, method=zipfile.ZIP_DEFLATED):
    """A ZIP of (name, text) pairs."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method, compresslevel=9) as z:
        for name, text in parts:
            z.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else method)
    return data.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFD = "http://www.ofdspec.org/2016"
LAUGHS = "<!DOCTYPE d [" + "".join(
    '<!ENTITY l%d "%s">' % (i, ("&l%d;" % (i - 1) if i else "ha") * 10) for i in range(12)
) + "]>"


def filled(unit, size):
    return unit * (size // len(unit.encode()))


def word(body, before=""):
    return f'{before}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>'


def docx(body, *more, before=""):
    return package(("word/document.xml", word(body, before)), *more)


PARAGRAPH = "<w:p><w:r><w:t>段</w:t></w:r></w:p>"
LARGE = 31 * MEGABYTE


def docx_attributes():
    return docx("<w:p " + " ".join(f'a{i}=""' for i in range(1000000)) + "/>")


def docx_parts():
    return package(("word/document.xml", word(PARAGRAPH)), *((f"x/{i}", "") for i in range(60000)))


def docx_headers():
    references = "".join(
        f'<w:headerReference w:type="default" r:id="r{i}"/>' for i in range(20000)
    )
    relations = "".join(f'<Relationship Id="r{i}" Target="header1.xml"/>' for i in range(20000))
    return docx(
        f"{PARAGRAPH}<w:sectPr>{references}</w:sectPr>",
        ("word/_rels/document.xml.rels", f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'),
        ("word/header1.xml", f'<w:hdr xmlns:w="{WORD}">{filled(PARAGRAPH, LARGE)}</w:hdr>'),
    )


def docx_all_parts():
    def root(name, text):
        return f'<w:{name} xmlns:w="{WORD}">{filled(text, LARGE)}</w:{name}>'

    return docx(
        filled(PARAGRAPH, LARGE),
        ("word/styles.xml", root("styles", '<w:style w:styleId="a"/>')),
        ("word/numbering.xml", root("numbering", '<w:num w:numId="1"/>')),
        ("word/footnotes.xml", root("footnotes", f'<w:footnote w:id="1">{PARAGRAPH}</w:footnote>')),
    )


def odf(kind, body):
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = "".join(f' xmlns:{n}="{office}{n}:1.0"' for n in ("office", "text", "table"))
    return package(
        ("mimetype", f"application/vnd.oasis.opendocument.{kind}"),
        (
            "content.xml",
            f"<office:document-content{spaces}><office:body><office:{kind}>{body}"
            f"</office:{kind}></office:body></office:document-content>",
        ),
    )


def ofd(content, pages=1, *more):
    refs = "".join(f'<ofd:Page ID="{i + 10}" BaseLoc="Pages/P.xml"/>' for i in range(pages))
    return package(
        ("OFD.xml", f'<ofd:OFD xmlns:ofd="{OFD}" Version="1.0" DocType="OFD"><ofd:DocBody>'
         "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
        ("Doc_0/Document.xml", f'<ofd:Document xmlns:ofd="{OFD}"><ofd:CommonData><ofd:PageArea>'
         "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
         f"<ofd:Pages>{refs}</ofd:Pages></ofd:Document>"),
        ("Doc_0/Pages/P.xml", f'<ofd:Page xmlns:ofd="{OFD}"><ofd:Content><ofd:Layer ID="2">{content}'
         "</ofd:Layer></ofd:Content></ofd:Page>"),
        *more,
    )


TEXT_OBJECT = (
    '<ofd:TextObject ID="3" Boundary="20 20 100 5" Font="1" Size="5">'
    '<ofd:TextCode X="0" Y="4">段</ofd:TextCode></ofd:TextObject>'
)

# ---- PDF ----


def pdf(objects, tail=None):
    """Objects from 1 on, each bytes; object 1 is the catalogue."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for i, o in enumerate(objects):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % (i + 1) + o + b"\nendobj\n"
    at = len(out)
    if tail is None:
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % o for o in offsets)
        out += b"trailer <</Size %d /Root 1 0 R>>\n" % (len(objects) + 1)
    else:
        out += tail(at, offsets)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % at)


def stream(data, extra=b""):
    """Deflated; data may be (unit, count)."""
    if isinstance(data, tuple):
        packer = zlib.compressobj(9)
        packed = b"".join(packer.compress(data[0] * 1000) for _ in range(data[1] // 1000))
        packed += packer.flush()
    else:
        packed = zlib.compress(data, 9)
    return b"<</Length %d /Filter /FlateDecode %s>>\nstream\n%s\nendstream" % (len(packed), extra, packed)


TAGGED = b"<</Type /Catalog /Pages 2 0 R /MarkInfo <</Marked true>> /StructTreeRoot 5 0 R>>"
PAGES = b"<</Type /Pages /Kids [3 0 R] /Count 1>>"
PAGE = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <<>> >>"
TREE = b"<</Type /StructTreeRoot /K 6 0 R>>"
ELEMENT = b"<</Type /StructElem /S /P /P 5 0 R /Pg 3 0 R /K 0>>"


def pdf_tagged(content, element=ELEMENT):
    return pdf([TAGGED, PAGES, PAGE, content, TREE, element])


def pdf_content():
    return pdf_tagged(stream((b" ", 900000000)))


def pdf_shown():
    return pdf_tagged(stream((b"/P <</MCID 0>> BDC BT (x) Tj ET EMC\n", 20000000)))


def pdf_many_contents():
    """Every page has the same inflating content."""
    kids = b" ".join(b"%d 0 R" % (i + 7) for i in range(3000))
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources <<>> >>"
    pages = b"<</Type /Pages /Kids [%s] /Count 3000>>" % kids
    return pdf([TAGGED, pages, page, stream((b" ", 60000000)), TREE, ELEMENT] + [page] * 3000)


def object_stream(unit, count, element=ELEMENT):
    """The catalogue and pages are in an object stream that inflates; it goes on after the element."""
    inner = [TAGGED, PAGES, PAGE, TREE, element]
    numbers, at, body = b"", 0, b""
    for i, o in zip((1, 2, 3, 5, 6), inner):
        numbers += b"%d %d " % (i, at)
        body += o + b" "
        at = len(body)
    packer = zlib.compressobj(9)
    packed = packer.compress(numbers + body)
    packed += b"".join(packer.compress(unit * 1000) for _ in range(count // 1000)) + packer.flush()
    holder = (
        b"<</Type /ObjStm /N 5 /First %d /Length %d /Filter /FlateDecode>>\nstream\n%s\nendstream"
        % (len(numbers), len(packed), packed)
    )
    out = bytearray(b"%PDF-1.7\n")
    at_holder = len(out)
    out += b"7 0 obj\n" + holder + b"\nendobj\n"
    at_content = len(out)
    out += b"4 0 obj\n" + stream(b"q Q") + b"\nendobj\n"
    at = len(out)
    rows = [(0, 0, 65535), (2, 7, 0), (2, 7, 1), (2, 7, 2), (1, at_content, 0), (2, 7, 3), (2, 7, 4),
            (1, at_holder, 0), (1, at, 0)]
    table = zlib.compress(b"".join(struct.pack(">BIH", *r) for r in rows))
    out += (
        b"8 0 obj\n<</Type /XRef /Size 9 /W [1 4 2] /Root 1 0 R /Length %d /Filter /FlateDecode>>\nstream\n"
        % len(table)
    )
    out += table + b"\nendstream\nendobj\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % at)


def pdf_object_stream():
    return object_stream(b" ", 900000000)


def pdf_xref_stream():
    """A cross-reference stream that inflates behind the entries that count."""

    def tail(at, offsets):
        rows = [(0, 0, 65535)] + [(1, o, 0) for o in offsets] + [(1, at, 0)]
        packer = zlib.compressobj(9)
        packed = packer.compress(b"".join(struct.pack(">BIH", *r) for r in rows))
        packed += b"".join(packer.compress(bytes(1000000)) for _ in range(900)) + packer.flush()
        head = b"<</Type /XRef /Size %d /W [1 4 2] /Root 1 0 R /Length %d /Filter /FlateDecode>>" % (
            len(offsets) + 2, len(packed))
        return b"%d 0 obj\n" % (len(offsets) + 1) + head + b"\nstream\n" + packed + b"\nendstream\nendobj\n"

    return pdf([TAGGED, PAGES, PAGE, stream(b"q Q"), TREE, ELEMENT], tail)


def pdf_xref_size():
    """A table that says it has a thousand million entries."""
    return pdf_tagged(stream(b"q Q")).replace(b"xref\n0 7\n", b"xref\n0 999999999\n")


def pdf_damaged():
    """No table at all, and many objects that a repair would look for."""
    return b"%PDF-1.7\n" + b"1 0 obj\n<</A [" * 60000 + b"\n%%EOF\n"


def pdf_deep():
    return pdf([TAGGED, PAGES, PAGE, b"[" * 200000 + b"]" * 200000, TREE, ELEMENT])


def pdf_tree():
    """A structure tree whose elements name each other."""
    kids = b"<</Type /StructElem /S /Div /P 5 0 R /K [%s]>>" % b" ".join([b"6 0 R", b"7 0 R"] * 500)
    return pdf([TAGGED, PAGES, PAGE, stream(b"q Q"), TREE, kids, kids])


# ---- web pages ----

BEGIN = "<html><body><h2>一、总体情况</h2><p>一段。"


def mhtml(parts):
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    return (head + "".join(f"--b\r\n{p}\r\n" for p in parts) + "--b--\r\n").encode()


def mhtml_parts():
    return mhtml(["Content-Type: text/html; charset=utf-8\r\n\r\n<p>x</p>"] * 18000)


def mhtml_nested():
    text = ""
    for i in range(4000):
        text += f'Content-Type: multipart/related; boundary="b{i}"\r\n\r\n--b{i}\r\n'
    return ("MIME-Version: 1.0\r\n" + text + "Content-Type: text/html\r\n\r\n<p>x</p>").encode()


# ---- pictures ----


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, rows):
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(rows[0])) for _ in range(rows[1])) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
        + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def png_text():
    """A comment that inflates."""
    bomb = b"Comment\0\0" + zlib.compress(bytes(200 << 20), 9)
    whole = png(1, 1, (5, 1))
    return whole[:33] + chunk(b"zTXt", bomb) * 3 + whole[33:]


def jpeg(width, height):
    def segment(mark, data):
        return struct.pack(">BBH", 0xFF, mark, len(data) + 2) + data

    return (
        b"\xff\xd8" + segment(0xDB, b"\0" + bytes([1] * 64))
        + segment(0xC2, struct.pack(">BHHB", 8, height, width, 3) + b"\1\x11\0\2\x11\0\3\x11\0")
        + segment(0xC4, b"\0" + bytes([1] + [0] * 15) + b"\0")
        + segment(0xC4, b"\x10" + bytes([1] + [0] * 15) + b"\0")
        + (segment(0xDA, b"\3\1\0\2\0\3\0\0\0\0") + bytes(64)) * 500 + b"\xff\xd9"
    )


# ---- reports ----


def with_picture(report):
    report["overview"] = [{"picture": {"file": "x.png", "alt": "图"}}]
    return json.dumps(report, ensure_ascii=False).encode()


def wide(report, unit, count):
    """A report whose overview has so many items."""
    text = json.dumps(report | {"overview": ["@"]}, ensure_ascii=False)
    return text.replace('"@"', ",".join([unit] * count)).encode()


def table(columns, rows, cells=None, head="列", label=None):
    """Of so many columns and rows; all rows are alike."""
    heads = ",".join(['{"text":"%s"}' % head] * columns)
    values = ",".join(["1"] * columns if cells is None else cells)
    row = '{"values":[%s]}' % values if label is None else '{"text":"%s","values":[%s]}' % (label, values)
    return '{"table":{"columns":[%s],"rows":[%s]}}' % (heads, ",".join([row] * rows))


def most_cells(report, columns):
    """As many cells as are allowed in less than a megabyte."""
    size = 1040000
    text = wide(report, table(columns, (100000 + size // 8) // columns), 1)
    return text + b" " * (size - len(text))


def charts(kind, rows, count):
    row = '{"text":"行","of":"/overview/0/table/rows/0/values/0"}'
    chart = '{"chart":{"kind":"%s","rows":[%s]}}' % (kind, ",".join([row] * rows))
    return ",".join([table(1, 1)] + [chart] * count)


FIGURES = ["/overview/0/table/rows/0/values/0", "/overview/0/table/rows/0/values/1"]


def drawn(chart, size):
    """As many charts as fit, of two figures, 0 and 9."""
    text = json.dumps({"chart": chart}, separators=(",", ":"))
    return ",".join([table(2, 1, ["0", "9"], label="a")] + [text] * (size // len(text)))


def far_figures():
    """Charts of figures at the end of a long table."""
    row = '{"text":"a","of":"/overview/0/table/rows/29999/values/0"}'
    chart = '{"chart":{"kind":"bar","rows":[%s]}}' % ",".join([row] * 20)
    return ",".join([table(1, 30000)] + [chart] * 200)


def dashes():
    """Lines of all kinds, up and down."""
    rows = [{"text": "a", "of": [FIGURES[i % 2]] * 4} for i in range(60)]
    return {"kind": "line", "columns": ["a", "b", "c", "d"], "rows": rows}


def hatches():
    """A pie with lines in two directions."""
    return {"kind": "pie", "rows": [{"text": "a", "of": FIGURES[i == 5]} for i in range(6)]}


def bars():
    return {"kind": "bar", "columns": ["a", "b", "c", "d"], "rows": [{"text": "a", "of": FIGURES * 2}]}


def parted(rows, label):
    """Two hundred columns of which no two fit a page: each is a part of its own, with all labels."""
    return table(200, rows, label=label).replace('"text":"列"', '"text":"列","min_mm":100')


def ofd_path(data):
    return f'<ofd:PathObject Boundary="0 0 900 9000"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


def ofd_lattice():
    """Lines that enclose 400,000 places."""
    return ofd_path("".join(f"M{i * 4} 0L{i * 4} 4000" for i in range(199)) + "".join(f"M0 {i * 2}L800 {i * 2}" for i in range(1990)))


def ofd_folder():
    """A folder with a long name, and twenty thousand pages in it."""
    folder = "d" * 60000
    return package(
        ("OFD.xml", f'<ofd:OFD xmlns:ofd="{OFD}"><ofd:DocBody><ofd:DocRoot>{folder}/D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'),
        (f"{folder}/D.xml", f'<ofd:Document xmlns:ofd="{OFD}"><ofd:Pages>' + '<ofd:Page BaseLoc="P.xml"/>' * 20000 + "</ofd:Pages></ofd:Document>"),
    )


def documents(report):
    """Pairs of a file's name and a function that makes its bytes."""
    return [
        ("docx inflated.docx", lambda: docx(" " * (40 * MEGABYTE))),
        ("docx paragraphs.docx", lambda: docx(filled(PARAGRAPH, LARGE))),
        ("docx empty elements.docx", lambda: docx(filled("<w:p/>", LARGE))),
        ("docx runs.docx", lambda: docx("<w:p>" + filled("<w:r><w:t>x</w:t></w:r>", LARGE) + "</w:p>")),
        ("docx one text.docx", lambda: docx("<w:p><w:r><w:t>" + filled("字", LARGE) + "</w:t></w:r></w:p>")),
        ("docx deep.docx", lambda: docx("<w:sdt><w:sdtContent>" * 500000)),
        ("docx rows.docx", lambda: docx("<w:tbl>" + filled("<w:tr><w:tc><w:p/></w:tc></w:tr>", LARGE) + "</w:tbl>")),
        ("docx tables.docx", lambda: docx(filled("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>收</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", LARGE))),
        ("docx attributes.docx", docx_attributes),
        ("docx parts.docx", docx_parts),
        ("docx one header often.docx", docx_headers),
        ("docx all parts large.docx", docx_all_parts),
        ("docx entities.docx", lambda: docx("<w:p>&l11;</w:p>", before=LAUGHS)),
        ("odt paragraphs.odt", lambda: odf("text", filled("<text:p>段</text:p>", LARGE))),
        ("odt spans.odt", lambda: odf("text", "<text:p>" + filled("<text:span>x</text:span>", LARGE) + "</text:p>")),
        ("odt deep.odt", lambda: odf("text", "<text:section>" * 500000)),
        ("ofd objects.ofd", lambda: ofd(filled(TEXT_OBJECT, LARGE))),
        ("ofd one page often.ofd", lambda: ofd(filled(TEXT_OBJECT, MEGABYTE), 50000)),
        ("ofd blanks.ofd", lambda: ofd(TEXT_OBJECT.replace("段", " " * 200000 + "段"))),
        ("ofd deep.ofd", lambda: ofd("<ofd:PageBlock>" * 500000)),
        ("ofd parts.ofd", lambda: ofd(TEXT_OBJECT, 1, *((f"x/{i}", "") for i in range(60000)))),
        ("ofd characters often.ofd", lambda: ofd(TEXT_OBJECT.replace("段", "段" * 190000), 200)),
        ("ofd lattices.ofd", lambda: ofd(ofd_lattice() + TEXT_OBJECT, 10)),
        ("ofd folder.ofd", ofd_folder),
        ("ofd one text.ofd", lambda: ofd(TEXT_OBJECT.replace("段", filled("段", LARGE)))),
        ("html bold.html", lambda: (BEGIN + "<b>" * 300000).encode()),
        ("html font.html", lambda: (BEGIN + "<font color=red>x" * 50000).encode()),
        ("html paragraphs.html", lambda: (BEGIN + "<p>x" * 200000).encode()),
        ("html div.html", lambda: (BEGIN + "<div>" * 180000).encode()),
        ("html tables.html", lambda: (BEGIN + "<table><tr><td>" * 60000).encode()),
        ("html cells.html", lambda: (BEGIN + "<table><tr>" + "<td>1" * 180000).encode()),
        ("html rows.html", lambda: (BEGIN + "<table>" + "<tr><td>1<td>2" * 60000).encode()),
        ("html lists.html", lambda: (BEGIN + "<ul><li>" * 110000).encode()),
        ("html misnested.html", lambda: (BEGIN + "<a><b><i><u><p>" * 60000).encode()),
        ("html attributes.html", lambda: (BEGIN + "<p " + " ".join(f"a{i}=1" for i in range(110000)) + ">").encode()),
        ("html ends.html", lambda: (BEGIN + "</b></p></div>" * 65000).encode()),
        ("html entities.html", lambda: (LAUGHS + BEGIN + "&l11;" * 150000).encode()),
        ("html style.html", lambda: ("<html><style>" + "p b i{display:none}" * 40000 + "</style>" + "<p><b><i>x" * 20000).encode()),
        ("html classes.html", lambda: ("<style>" + ".q p{color:red}" * 4000 + '</style><div class="' + "b " * 400000 + '">' + "<p>x" * 700).encode()),
        ("html one text.html", lambda: (BEGIN + "字" * 320000).encode()),
        ("mhtml parts.mht", mhtml_parts),
        ("mhtml nested.mht", mhtml_nested),
        ("text one line.txt", lambda: ("一、总体情况\n" + "字" * 340000).encode()),
        ("text lines.txt", lambda: ("一、总体情况\n" + "1\n" * 450000).encode()),
        ("text blank lines.txt", lambda: ("一、总体情况\n" + "\n" * 900000).encode()),
        ("text table.txt", lambda: ("某局2024年政府信息公开年度报告\n一、总体情况\n" + ("a|" * 25 + "\n") * 6000).encode()),
        ("text tables.txt", lambda: ("一、总体情况\n" + (("a|" * 25 + "\n") * 9900 + "段\n") * 2).encode()),
        ("html large cell.html", lambda: ("\ufeff<h2>一、总体情况</h2><table><tr><td>" + "字" * 380000 + "<td>a<tr><td>a<td>a</table>").encode("utf-16-le")),
        ("html grids.html", lambda: ("<h2>一、总体情况</h2>" + ("<table>" + "<tr>" * 1990 + "<td colspan=199>a<td>b</table>") * 90).encode()),
        ("html title.html", lambda: ("<title>" + "-" * 900000 + "</title><p>段</p>").encode()),
        ("html printed.html", lambda: ("<p>五、存在的主要问题及改进情况<p>x<p>2024年1月1日<p>" + "1" * 900000 + "印发").encode()),
        ("text bars.txt", lambda: ("一、总体情况\n" + "|\n\n" * 300000).encode()),
        ("text cells.txt", lambda: ("一、总体情况\n" + "\t字\n字\n" * 100000).encode()),
        ("text figures.txt", lambda: ("一、总体情况\n" + "1 2 3 4 5 6 7\n" * 70000).encode()),
        ("text broken.txt", lambda: ("一、总体情况\n".encode() + b"\xff\xfe\x80" * 330000)),
        ("pdf content.pdf", pdf_content),
        ("pdf shown.pdf", pdf_shown),
        ("pdf one content often.pdf", pdf_many_contents),
        ("pdf object stream.pdf", pdf_object_stream),
        ("pdf xref stream.pdf", pdf_xref_stream),
        ("pdf xref size.pdf", pdf_xref_size),
        ("pdf damaged.pdf", pdf_damaged),
        ("pdf deep.pdf", pdf_deep),
        ("pdf tree.pdf", pdf_tree),
    ]


def reports(report):
    """The same of reports, whose picture is x.png."""
    nested = '{"list":["a",' * 2000 + '"b"' + "]}" * 2000
    return [
        ("json deep.json", lambda: b"[" * 900000),
        ("json nested list.json", lambda: wide(report, nested, 1)),
        ("json paragraphs.json", lambda: wide(report, '"段"', 170000)),
        ("json headings.json", lambda: wide(report, '{"heading":"（一）"}', 35000)),
        ("json numbers.json", lambda: wide(report, "1", 450000)),
        ("json keys.json", lambda: json.dumps(report | {f"k{i}": 0 for i in range(70000)}).encode()),
        ("json one key.json", lambda: b"{" + b'"title":0,' * 90000 + b'"x":0}'),
        ("json one text.json", lambda: wide(report, '"' + "字" * 300000 + '"', 1)),
        ("json one word.json", lambda: wide(report, '"' + "a" * 900000 + '"', 1)),
        ("json spaces.json", lambda: wide(report, '"' + " " * 900000 + '"', 1)),
        ("json breaks.json", lambda: wide(report, '"' + "字\\n" * 150000 + '"', 1)),
        ("json addresses.json", lambda: wide(report, '"' + "a/" * 450000 + '"', 1)),
        ("json blanks.json", lambda: wide(report, '"a' + "\u2003" * 300000 + 'a"', 1)),
        ("json marks.json", lambda: wide(report, '"a' + "\u0301\u0316" * 220000 + '"', 1)),
        ("json replaced.json", lambda: wide(report, '"' + "\ufffd" * 300000 + '\\u0000"', 1)),
        ("json matches.json", lambda: wide(report, '"' + "收到申请3件，" * 3000 + '"', 15)),
        ("json numerals.json", lambda: wide(report, '{"heading":"' + "一" * 1990 + '"}', 150)),
        ("json figures.json", lambda: wide(report, '"' + "收到申请3件，" * 40000 + '"', 1)),
        ("json letters.json", lambda: wide(report, '"a"', 255000)),
        ("json letter lines.json", lambda: wide(report, '"' + "a\\n" * 340000 + '"', 1)),
        ("json list.json", lambda: wide(report, '{"list":[' + ",".join(['"a"'] * 255000) + "]}", 1)),
        ("json lists.json", lambda: wide(report, '{"list":["a"]}', 68000)),
        ("json footnotes.json", lambda: wide(report, '{"text":"a","notes":[' + ",".join(['"a"'] * 50) + "]}", 4500)),
        ("json long footnotes.json", lambda: wide(report, '{"text":"a","notes":["' + "a\\n" * 300 + '"]}', 1100)),
        ("json table.json", lambda: wide(report, table(200, 2400), 1)),
        ("json most cells.json", lambda: most_cells(report, 200)),
        ("json most rows.json", lambda: most_cells(report, 9)),
        ("json rows.json", lambda: wide(report, table(1, 65000), 1)),
        ("json tables.json", lambda: wide(report, table(1, 1), 15000)),
        ("json tall head.json", lambda: wide(report, table(1, 60000, head="列\\n" * 39 + "列"), 1)),
        ("json large head.json", lambda: wide(report, table(1, 25000, ['"a\\na\\na\\na\\na\\na"'], "a字" * 600), 1)),
        ("json figure.json", lambda: wide(report, table(1, 1, ['"' + "1." * 450000 + '"']), 1)),
        ("json value.json", lambda: wide(report, table(1, 1, ['"' + "a" * 900000 + '"']), 1)),
        ("json tall cell.json", lambda: wide(report, table(2, 600).replace("[1,1]", '["' + "abcdefg " * 110000 + '",1]', 1), 1)),
        ("json tall cells.json", lambda: wide(report, table(8, 100, ['"' + "a1b2c3d4 " * 120 + '"'] * 8), 1)),
        ("json long words.json", lambda: wide(report, table(20, 1, ['"' + "a" * 49000 + '"'] * 20), 1)),
        ("json label.json", lambda: wide(report, table(1, 1, label="a" * 900000), 1)),
        ("json parted.json", lambda: wide(report, parted(2000, "行"), 1)),
        ("json long labels.json", lambda: wide(report, parted(200, "行" * 1400), 1)),
        ("json parted tables.json", lambda: wide(report, parted(1, "行"), 110)),
        ("json pies.json", lambda: wide(report, charts("pie", 1, 10000), 1)),
        ("json lines.json", lambda: wide(report, charts("line", 60, 250), 1)),
        ("json far figures.json", lambda: wide(report, far_figures(), 1)),
        ("json notes of one.json", lambda: wide(report, '{"text":"a","notes":[' + ",".join(['"b"'] * 120000) + "]}", 1)),
        ("json notes in a text.json", lambda: wide(report, '{"text":"' + "".join("字" * 10 + f"[^{i + 1}]" for i in range(12000)) + '","notes":[' + ",".join(['"注"'] * 12000) + "]}", 1)),
        ("json notes of items.json", lambda: wide(report, '{"list":[' + ",".join(['{"text":"a","notes":[' + ",".join(['"b"'] * 200) + "]}"] * 600) + "]}", 1)),
        ("json tall label.json", lambda: wide(report, drawn(bars(), 0) + ',{"chart":{"kind":"bar","rows":[{"text":"' + "a\\n" * 220666 + '","of":"' + FIGURES[0] + '"}]}}', 1)),
        ("json tall heads.json", lambda: wide(report, table(1, 1, head="a\\n" * 300000 + "a"), 1)),
        ("json dashes.json", lambda: wide(report, drawn(dashes(), 990000), 1)),
        ("json hatches.json", lambda: wide(report, drawn(hatches(), 990000), 1)),
        ("json bars.json", lambda: wide(report, drawn(bars(), 990000), 1)),
        ("json caption.json", lambda: wide(report, table(1, 1).replace('"columns"', '"caption":"' + "a" * 900000 + '","columns"'), 1)),
        ("json digits.json", lambda: json.dumps(report | {"year": 1}).replace('"year": 1', '"year": ' + "9" * 900000).encode()),
    ]


def pictures():
    return [
        ("png large", lambda: png(60000, 60000, (60000 * 4 + 1, 3000))),
        ("png of claims", lambda: png(2147483647, 2147483647, (1000, 1))),
        ("png comment", png_text),
        ("jpeg large", lambda: jpeg(65000, 65000)),
        ("jpeg scans", lambda: jpeg(8000, 8000)),
    ]
