# SPDX-License-Identifier: MIT
"""Documents of word processors that ask for more than they bring: what is said once in them is used
many times, or looked for among much else."""

from hostile import OFFICE, PARAGRAPH, RELATIONS, WORD, docx, odf


def styled_docx(body, styles=None, numbering=None):
    """One with parts for styles and numbers."""
    parts = [(name, text) for name, text in (("styles", styles), ("numbering", numbering)) if text is not None]
    relations = "".join(f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name, _ in parts)
    return docx(
        body,
        ("word/_rels/document.xml.rels", f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'),
        *((f"word/{name}.xml", f'<w:{name} xmlns:w="{WORD}">{text}</w:{name}>') for name, text in parts),
    )


def docx_label():
    """One label of a list, printed before many paragraphs."""
    return styled_docx(
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>' * 2000,
        None,
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1{"字" * 50000}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )


def docx_styles():
    """Styles with long names that are based on each other, of many paragraphs and runs."""
    name = "a" * 20000
    styles = "".join(f'<w:style w:styleId="{name}{i}"><w:basedOn w:val="{name}{i + 1}"/></w:style>' for i in range(40))
    styles += f'<w:style w:type="paragraph" w:default="1" w:styleId="b"><w:basedOn w:val="{name}0"/></w:style>'
    return styled_docx('<w:p><w:r><w:rPr><w:rStyle w:val="b"/></w:rPr></w:r></w:p>' * 50000, styles)


def docx_words():
    """Lines of a table, as many and with as many words as there is room for."""
    lines = ["三、收到和处理政府信息公开申请情况"] + ["总计 " * 127 + "1"] * 19000
    return docx("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines))


def docx_boxes():
    """Text boxes within each other, the innermost with many runs."""
    begin = "<w:p><w:r><w:drawing><w:txbxContent>"
    end = "</w:txbxContent></w:drawing></w:r></w:p>"
    return docx(begin * 48 + "<w:p>" + "<w:r/>" * 480000 + "</w:p>" + end * 48)


def docx_namespaces():
    begin = "".join("<w:sdt " + " ".join(f'xmlns:n{i}_{k}="u"' for k in range(250)) + ">" for i in range(200))
    return docx(begin + "<n0_0:p/>" * 300000 + "</w:sdt>" * 200)


def odt_repeated():
    """A long text in cells that are repeated."""
    cell = f'<table:table-cell table:number-columns-repeated="200"><text:p>{"字" * 50000}</text:p></table:table-cell>'
    return odf("text", f"<table:table>{f'<table:table-row>{cell}</table:table-row>' * 5}</table:table>")


def odt_columns():
    """Blank cells of tables that are too large, written once for many columns."""
    cell = '<table:table-cell table:number-columns-repeated="200"/>'
    return odf("text", f"<table:table>{f'<table:table-row>{cell * 2}</table:table-row>' * 9999}</table:table>" * 7)


def documents():
    """Pairs of a file's name and a function that makes its bytes."""
    return [
        ("docx label.docx", docx_label),
        ("docx numberings.docx", lambda: styled_docx(PARAGRAPH, None, "<w:abstractNum/>" * 490000)),
        ("docx styles.docx", docx_styles),
        ("docx words.docx", docx_words),
        ("docx boxes.docx", docx_boxes),
        ("docx namespaces.docx", docx_namespaces),
        ("docx names.docx", lambda: docx("".join(f"<a{i:x}/>" for i in range(330000)))),
        ("odt repeated.odt", odt_repeated),
        ("odt columns.odt", odt_columns),
        ("odt blanks.odt", lambda: odf("text", "<text:p>x" + '<text:s text:c="1000"/>' * 240000 + "x</text:p>")),
    ]
