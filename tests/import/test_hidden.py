# SPDX-License-Identifier: MIT
"""kanben import: in every format, what nobody sees in a cell is no part of its figure, and is told."""

import unittest

import documents
import formats
import importing
from importing import ImportCase

TITLE = "某局2024年政府信息公开工作年度报告"
HEADING = "二、主动公开政府信息情况"


def word_row(*cells, properties=""):
    made = "".join(
        f"<w:tc><w:tcPr>{p}</w:tcPr>{c if c.startswith('<') else word_p(c)}</w:tc>" for p, c in cells
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def word_p(text):
    return f"<w:p>{word_r(text)}</w:p>"


def word_r(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


class Hidden(ImportCase):
    def check(self, name, content, want, told):
        report, findings = self.take(name, content, code=1)
        self.assertEqual(report["disclosure"].get("licensing"), want, findings)
        if told:
            self.assertIn(told, importing.without_words(findings))
        else:
            self.assertNotIn("left out", findings)
            self.assertNotIn("no digit", findings)

    # ---- web pages ----

    def page(self, cell, sheet="", row=""):
        return (
            f"<head><style>{sheet}</style></head><h1>{TITLE}</h1><div id=all><p>{HEADING}"
            f"<table class=t><tr><td>信息内容<td>本年处理决定数量{row}<tr><td>行政许可<td>{cell}</table></div>"
        )

    def test_style_sheets(self):
        nine = "<b class='x y x-y x_z 类' id=z>9</b>"
        for sheet in (
            "td .x{display:none}", ".t b{display:none}", "td > b.x{display:none}", ".x.y{display:none}",
            "#z{visibility:hidden}", "* .x{display:none}", "#all .t td>.y{opacity:0}", "@media screen{.x{display:none}}",
            "@media all { td b, p {display:none} }", ".x{display:none !important} #z{display:inline}",
            "b.x{display:none} b{display:inline}", "b{font-size:0px}", "b{color:transparent}", "b{color:#FFF}",
            "b{color:rgba(0,0,0,0)}", "b{color:rgba(0, 0, 0, 0)}", "b{color:rgba(0 0 0 / 0)}", "b{color:rgba(0 0 0/0)}",
            "b{position:absolute;left:-9999px}", "b{position:absolute;clip:rect(1px,1px,1px,1px)}",
            "b{display:inline-block;width:0;overflow:hidden}", "b{text-indent:-999em}",
            "b{position:absolute;clip-path:inset(50%)}",
            "@supports (a:b){.x{display:none}}", "@layer a{.x{display:none}}", ".x-y{display:none}", ".x_z{display:none}", ".类{display:none}", "/* { */ b{display:none}", "@import url(a.css); b{display:none}",
            "b{display:none", "@media screen{b{display:none", "@media screen{b{display:none}",
        ):
            with self.subTest(sheet):
                self.check("a.html", self.page(nine + "12", sheet), 12, "left out: 9")
        for sheet in (
            ".x-{display:none}", "@keyframes k{b{display:none}}", "b{color:rgba(0,0,0,0.5)}", "p .x{display:none}", "td > .t .x{display:none}", ".x.w{display:none}", "@media print{b{display:none}}",
            "@media (max-width: 600px){b{display:none}}", "b:hover{display:none}", "b+b{display:none}",
            ".x{display:none} #z{display:inline}", "b{display:none} b{display:inline}", "b{opacity:0.9}",
            "td{background:#c00} b{color:#fff}", "b{font-size:0.9em}", "b{position:relative;left:-9999px}", "b{width:0}",
            "b{position:absolute;clip:rect(0px,100px,20px,0px)}", "b{position:absolute;clip-path:inset(0% 10%)}",
            "b{position:absolute;clip-path:inset(49%)}",
        ):
            with self.subTest(sheet):
                self.check("a.html", self.page(nine + "12", sheet), 912, "")

    def test_marks_by_style_sheets(self):
        for sheet in (
            "td i{vertical-align:super}", "i{vertical-align:4px}", "i{vertical-align:top;font-size:50%}",
            "i{position:relative;top:-5px}", "i{position:relative;top:5px}", "i{position:relative;bottom:-5px}",
            "i{vertical-align:-4px}", "i{mso-text-raise:-4.0pt}", "i{mso-text-raise:4.0pt}", "i{vertical-align:bottom;font-size:50%}", "i{position:relative;bottom:.5em}",
            "td i{vertical-align:sub}", "i{position:relative;top:1.5px}", "i{position:relative;top:-1.5px}",
        ):
            with self.subTest(sheet):
                self.check("a.html", self.page("12<i>9</i>", sheet), 12, "no digit; the figure is read as 12")
        for sheet in ("td{vertical-align:top}", "i{vertical-align:middle}", "i{vertical-align:top}", "td{position:relative;top:-9px}",
                      "i{top:-5px}", "i{bottom:.5em}", "i{vertical-align:top;font-size:120%}", "i{vertical-align:top;font-size:1.2em}",
                      "i{position:relative;top:1.4px}", "i{position:relative;top:-1.4px}"):
            with self.subTest(sheet):
                self.check("a.html", self.page("12<i>9</i>", sheet), 129, "")
        self.check("a.html", self.page("<div>129</div>", "div{position:relative;top:-9px}"), 129, "")
        # What style sheets do to sup does not make it part of the figure.
        self.check("a.html", self.page("12<sup>9</sup>", "sup{vertical-align:baseline}"), 12, "no digit")

    def test_text_within_invisible_text(self):
        for outer, inner in (("visibility:hidden", "visibility:visible"), ("font-size:0", "font-size:12px")):
            cell = f'<div style="{outer}">9<span style="{inner}">12</span></div>'
            self.check("a.html", self.page(cell), 12, "left out: 9")
        cell = '<div style="font-size:0">9<span style="font-size:50%">9</span></div>12'
        self.check("a.html", self.page(cell), 12, "left out: 99")

    def test_rows_of_web_pages(self):
        for style in ("display:none", "visibility:collapse"):
            row = f'<tr style="{style}"><td>行政许可<td>9'
            self.check("a.html", self.page("12", row=row), 12, "left out")
        self.check("a.html", self.page("12<dialog>9</dialog>"), 12, "left out: 9")
        self.check("a.html", self.page("12<meter value=9>9</meter>"), 12, "")

    # ---- .docx ----

    def word(self, cell, cell_properties="", row="", table="", styles=""):
        body = word_p(TITLE) + word_p(HEADING) + f"<w:tbl><w:tblPr>{table}</w:tblPr>"
        body += word_row(("", "信息内容"), ("", "本年处理决定数量")) + row
        body += word_row(("", "行政许可"), (cell_properties, f"<w:p>{cell}</w:p>")) + "</w:tbl>"
        return documents.package(documents.word(body), styles=styles)

    def test_runs(self):
        for properties, told in (
            ("<w:specVanish/>", "hidden text is left out: 9"), ('<w:sz w:val="2"/>', "hidden text is left out: 9"),
            ('<w:color w:val="FFFFFF"/>', "hidden text is left out: 9"),
            ('<w:position w:val="8"/>', "no digit"), ('<w:position w:val="-8"/>', "no digit"),
            ('<w:position w:val="3"/>', "no digit"), ('<w:position w:val="-3"/>', "no digit"),
            ('<w:rStyle w:val="U"/>', "no digit"),
        ):
            styles = '<w:style w:type="character" w:styleId="U"><w:rPr><w:position w:val="9"/></w:rPr></w:style>'
            with self.subTest(properties):
                self.check("a.docx", self.word(word_r("12") + word_r("9", properties), styles=styles), 12, told)
        white = word_r("12") + word_r("9", '<w:color w:val="FFFFFF"/>')
        ground = '<w:shd w:val="clear" w:fill="C00000"/>'
        for properties in ('<w:position w:val="0"/>', '<w:position w:val="2"/>', '<w:position w:val="-2"/>', '<w:sz w:val="21"/>', "<w:webHidden/>"):
            self.check("a.docx", self.word(word_r("12") + word_r("9", properties)), 129, "")
        self.check("a.docx", self.word(white, ground), 129, "")
        for none in ("auto", "AUTO", "FFFFFF", "ffffff"):
            self.check("a.docx", self.word(white, ground.replace("C00000", none)), 12, "hidden text is left out: 9")
        self.check("a.docx", self.word(white, table='<w:tblStyle w:val="X"/>'), 129, "")
        for marked in ('<w:highlight w:val="red"/>', ground):
            white = word_r("12") + word_r("9", f'<w:color w:val="FFFFFF"/>{marked}')
            self.check("a.docx", self.word(white), 129, "")
            style = f'<w:style w:type="character" w:styleId="M"><w:rPr>{marked}</w:rPr></w:style>'
            white = word_r("12") + word_r("9", '<w:rStyle w:val="M"/><w:color w:val="FFFFFF"/>')
            self.check("a.docx", self.word(white, styles=style), 129, "")

    def test_rows_of_word_files(self):
        row = word_row(("", "行政许可"), ("", "9"), properties="<w:hidden/>")
        self.check("a.docx", self.word(word_r("12"), row=row), 12, "hidden text is left out: 行政许可9 [IMPORT] (/table/1/row/2)")
        self.check("a.docx", self.word(word_r("12"), row=row.replace("<w:hidden/>", "<w:del/>")), 12, "")

    def test_comments_are_named(self):
        cell = word_r("12") + '<w:r><w:commentReference w:id="1"/></w:r>'
        self.check("a.docx", self.word(cell), 12, "a comment is not imported [IMPORT] (/table/1/row/2/cell/2)")

    def test_deleted_paragraph_marks_join(self):
        mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
        body = word_p(TITLE) + word_p("一、总体情况") + f"<w:p>{mark}{word_r('甲乙')}</w:p>" + word_p("丙丁。")
        report, _ = self.take("a.docx", documents.package(documents.word(body)), code=1)
        self.assertEqual(report["overview"], ["甲乙丙丁。"])

    # ---- workbooks ----

    def sheet(self, cell, styles=None, rows="", before="", row3=""):
        text = lambda ref, t: f'<c r="{ref}" t="inlineStr"><is><t>{t}</t></is></c>'
        data = f'<row r="1">{text("A1", TITLE)}</row><row r="2">{text("A2", HEADING)}</row>'
        data += f'<row r="4">{text("A4", "信息内容")}{text("B4", "本年处理决定数量")}</row>{row3}'
        data += f'<row r="6">{text("A6", "行政许可")}{cell}</row>'
        return formats.book({"": f"{before}<sheetData>{data}</sheetData>{rows}"}, styles)

    def test_runs_of_workbooks(self):
        for properties, told in (
            ("<strike/>", "struck out is left out: 9 [IMPORT] (/sheet/1/B6)"), ('<sz val="1"/>', "hidden text is left out: 9"),
            ('<color rgb="FFFFFFFF"/>', "hidden text is left out: 9"), ('<vertAlign val="superscript"/>', "no digit"),
        ):
            cell = f'<c r="B6" t="inlineStr"><is><r><t>12</t></r><r><rPr>{properties}</rPr><t>9</t></r></is></c>'
            self.check("a.xlsx", self.sheet(cell), 12, told)
        # A reference that is none: the place behind the cell before.
        self.check("a.xlsx", self.sheet('<c r="6"><v>12</v></c>'), 12, "")
        self.check("a.xlsx", self.sheet('<c r="B"><v>12</v></c>'), 12, "")
        cell = '<c r="B6" t="inlineStr"><is><t>12_x000D_\n</t></is></c>'
        self.check("a.xlsx", self.sheet(cell), 12, "")

    def test_fonts_of_cells(self):
        styles = "<fonts><font/><font><strike/></font></fonts><cellXfs><xf/><xf fontId='1'/></cellXfs>"
        self.check("a.xlsx", self.sheet('<c r="B6" s="1"><v>12</v></c>', styles), None, "struck out is left out: 12")
        self.check("a.xlsx", self.sheet('<c r="B6" t="b"><v>1</v></c>'), None, "“TRUE” is not a figure")

    def test_white_figures_of_workbooks_are_seen_on_a_ground(self):
        solid = "<patternFill patternType='solid'><fgColor rgb='{}'/></patternFill>"
        for fill, want, told in (
            ("<patternFill patternType='none'/>", None, "hidden text is left out: 12"), (solid.format("FFFFFFFF"), None, "hidden text is left out: 12"),
            (solid.format("FFCC0000"), 12, ""), ("<patternFill patternType='gray125'/>", 12, ""), ("<gradientFill/>", 12, ""),
        ):
            with self.subTest(fill):
                styles = f"<fonts><font><color rgb='FFFFFFFF'/></font></fonts><fills><fill>{fill}</fill></fills><cellXfs><xf/><xf fontId='0' fillId='0'/></cellXfs>"
                self.check("a.xlsx", self.sheet('<c r="B6" s="1"><v>12</v></c>', styles), want, told)

    def test_rows_of_workbooks(self):
        row = '<row r="5" {}><c r="A5" t="inlineStr"><is><t>行政许可</t></is></c><c r="B5"><v>9</v></c></row>'
        for how in ('hidden="1"', 'ht="0"'):
            self.check("a.xlsx", self.sheet('<c r="B6"><v>12</v></c>', row3=row.format(how)), 12, "a hidden row is left out")
        row = '<row r="5" hidden="1"><c r="A5"/><c r="B5"><v>9</v></c></row>'
        self.check("a.xlsx", self.sheet('<c r="B6"><v>12</v></c>', row3=row), 12, "a hidden row is left out")
        columns = '<cols><col min="2" max="2" {}/></cols>'
        for how in ('hidden="1"', 'width="0"'):
            cell = '<c r="B6"><v>9</v></c><c r="C6"><v>12</v></c>'
            data = self.sheet(cell, before=columns.format(how)).replace(b"B4", b"C4")
            self.check("a.xlsx", data, 12, "a cell that is hidden is left out: 9")
        for how in ("", 'width="9.5"', 'hidden="0"'):
            self.check("a.xlsx", self.sheet('<c r="B6"><v>12</v></c>', before=columns.format(how)), 12, "")

    def test_numbers_as_they_are_shown(self):
        for code, value, want, told in (
            ('0;-0;;@', "0", 0, "0 is shown as a blank or in another way"), ('0;-0;"-"', "0", 0, "shown as a blank"),
            ("0;-0", "-3", -3, ""), ("0;(0)", "-3", -3, "-3 is shown as a blank or in another way"),
            ('"¥"0', "3", None, "“¥3” is not a figure"), ("[$¥-804]0", "3", None, "“¥3” is not a figure"),
            ("(0)", "3", None, "“(3)” is not a figure"), ('"约"0', "3", None, "“约3” is not a figure"),
            ("+0", "3", 3, "“+3” is read as 3"), ("[>2]0;0.0", "3", None, "a format that is not read"),
            ("[DBNum2]0", "3", None, "a format that is not read"), ('General"件"', "3", 3, "“3件” is read as 3"),
        ):
            with self.subTest(code):
                data = self.sheet(f'<c r="B6" s="1"><v>{value}</v></c>', formats.styles(code))
                self.check("a.xlsx", data, want, told)
        noughts = '<sheetViews><sheetView showZeros="0"/></sheetViews>'
        self.check("a.xlsx", self.sheet('<c r="B6"><v>0</v></c>', before=noughts), 0, "0 is shown as a blank")

    # ---- OpenDocument ----

    STYLES = "".join(
        f'<style:style style:name="{name}" style:family="{family}" {more}><style:{kind}-properties {properties}/></style:style>'
        for name, family, more, kind, properties in (
            ("H", "text", "", "text", 'text:display="none"'), ("S", "text", "", "text", 'style:text-line-through-style="solid"'),
            ("T", "text", "", "text", 'style:text-line-through-type="single"'), ("B", "text", 'style:parent-style-name="S"', "text", ""),
            ("U", "text", "", "text", 'style:text-position="super 58%"'), ("P", "paragraph", "", "text", 'text:display="none"'),
            ("C", "table-cell", "", "text", 'style:text-line-through-style="solid"'),
            ("W", "text", "", "text", 'fo:color="#ffffff"'), ("X", "table", "", "table", 'table:display="false"'),
            ("D", "text", "", "text", 'style:text-position="sub 58%"'), ("L", "text", "", "text", 'style:text-position="-33% 58%"'),
            ("N", "text", "", "text", 'style:text-position="0% 100%"'),
            ("G", "text", "", "text", 'fo:color="#ffffff" fo:background-color="#cc0000"'),
            ("V", "text", "", "text", 'fo:color="#ffffff" fo:background-color="#FFFFFF"'),
        )
    )

    def ods(self, cell, columns="", row="", style=""):
        text = lambda t: f"<table:table-cell><text:p>{t}</text:p></table:table-cell>"
        line = lambda cells, how="": f"<table:table-row {how}>{cells}</table:table-row>"
        rows = line(text(TITLE)) + line(text(HEADING)) + line("")
        rows += line(text("信息内容") + columns[:0] + text("本年处理决定数量")) + row + line(text("行政许可") + cell)
        return formats.odf("spreadsheet", f"<table:table {style}>{columns}{rows}</table:table>", self.STYLES)

    def test_styles_of_open_documents(self):
        for style, told in (("H", "hidden text is left out: 9"), ("S", "struck out is left out: 9"), ("T", "struck out is left out: 9"),
                            ("B", "struck out is left out: 9"), ("U", "no digit"), ("D", "no digit"), ("L", "no digit"), ("W", "hidden text is left out: 9"), ("V", "hidden text is left out: 9")):
            cell = f'<table:table-cell><text:p>12<text:span text:style-name="{style}">9</text:span></text:p></table:table-cell>'
            with self.subTest(style):
                self.check("a.ods", self.ods(cell), 12, told)
        for style in "NG":  # on the line; white on a ground
            cell = f'<table:table-cell><text:p>12<text:span text:style-name="{style}">9</text:span></text:p></table:table-cell>'
            self.check("a.ods", self.ods(cell), 129, "")
        cell = '<table:table-cell table:style-name="{}"><text:p>12</text:p><text:p text:style-name="P">9</text:p></table:table-cell>'
        self.check("a.ods", self.ods(cell.format("")), 12, "hidden text is left out: 9")
        self.check("a.ods", self.ods(cell.format("C")), None, "struck out is left out: 12")
        self.check("a.ods", self.ods('<table:table-cell office:value="12"/>'), 12, "")
        cell = "<table:table-cell><office:annotation><text:p>9</text:p></office:annotation><text:p>12</text:p></table:table-cell>"
        self.check("a.ods", self.ods(cell), 12, "a comment is not imported [IMPORT] (/sheet/1/B5)")
        cell = "<table:table-cell><text:p>12<text:hidden-text>9</text:hidden-text></text:p></table:table-cell>"
        self.check("a.ods", self.ods(cell), 12, "hidden text is left out: 9")

    def test_rows_of_open_documents(self):
        twelve = "<table:table-cell><text:p>12</text:p></table:table-cell>"
        hidden = '<table:table-row table:visibility="{}"><table:table-cell><text:p>行政许可</text:p></table:table-cell><table:table-cell><text:p>9</text:p></table:table-cell></table:table-row>'
        for how in ("collapse", "filter"):
            self.check("a.ods", self.ods(twelve, row=hidden.format(how)), 12, "a hidden row is left out [IMPORT] (/sheet/1/A5)")
        columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        cell = "<table:table-cell><text:p>9</text:p></table:table-cell>"
        self.check("a.ods", self.ods(twelve + cell, columns), 12, "a cell that is hidden is left out: 9")
        within = '<table:table><table:table-column table:number-columns-repeated="3" table:visibility="collapse"/></table:table>'
        self.check("a.ods", self.ods(twelve.replace("<text:p>", f"{within}<text:p>")), 12, "")
        report, findings = self.take("a.ods", self.ods(twelve, style='table:style-name="X"'), code=1)
        self.assertIn("a hidden sheet is left out", findings)


if __name__ == "__main__":
    unittest.main()
