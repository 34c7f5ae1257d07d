# SPDX-License-Identifier: MIT
"""kanben import: what a reader of the document sees is taken, and nothing else."""

import json
import unittest

import documents
from importing import ImportCase

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


class Seen(ImportCase):
    """No character that a reader does not see or that is no part of a figure."""

    HIDDEN = (
        '<span style="display:none">9</span>', "<span hidden>9</span>", "<b class='x h'>9</b>",
        '<i style="color: red; visibility : hidden !important">9</i>', '<i style="mso-hide:all">9</i>',
        "<s>9</s>", '<u style="text-decoration:line-through">9</u>', "<i id=gone>9</i>",
        "<script>9</script>", "<template>9</template>", "<!--[if mso]>9<![endif]-->",
        '<input type=hidden value=9>',
    )

    def licensing(self, cell, code=1, head=""):
        page = (
            f"<head>{head}</head><h1>某局2024年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况"
            f"<table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政许可{cell}</table>"
        )
        report, findings = self.take("a.html", page, code=code)
        return report["disclosure"].get("licensing"), findings

    def test_in_figures_of_web_pages(self):
        sheet = "<style>/* .x{} */ @media print{.x{display:none}} .h, p.z{display:none} #gone{display:none}</style>"
        for html in self.HIDDEN:
            with self.subTest(html):
                for cell in (f"<td>{html}12", f"<td>12{html}"):
                    value, findings = self.licensing(cell, head=sheet)
                    self.assertEqual(value, 12)
                    told = not html.startswith(("<!--", "<script", "<template", "<input"))
                    self.assertEqual("left out: 9" in findings, told, findings)
        self.assertEqual(self.licensing("<td hidden>9<td>12")[0], 12)
        self.assertEqual(self.licensing("<td><![if !x]>1<![endif]>2")[0], 12)

    def test_selectors_and_names(self):
        long = "x" * 101
        inner = "<i>" * 7 + "<b>9</b>" + "</i>" * 7
        for selector, cell, hidden in (
            (".a.b", '<b class="b  c a">9</b>', True), (".a.b", '<b class="a c">9</b>', False),
            (".a", '<b class="ab">9</b>', False), (".a", '<b class="A">9</b>', False), ("#a", '<b class="a">9</b>', False),
            ("B.a", "<b class=a>9</b>", True), ("B", "<b>9</b>", True), ("i.a", "<b class=a>9</b>", False),
            ("b#k.a", "<b id=k class=a>9</b>", True), ("b#k.a", "<b id=K class=a>9</b>", False),
            (".o .a", "<i class=o><u><b class=a>9</b></u></i>", True), (".o > .a", "<i class=o><u><b class=a>9</b></u></i>", False),
            (".o > u>.a", "<i class=o><u><b class=a>9</b></u></i>", True), (".o i b", "<i class=o><b>9</b></i>", False),
            (f".{long}", f"<b class={long}>9</b>", False), (f"{long}, b", "<b>9</b>", True), ("*", "<b>9</b>", True),
            ("i " * 6 + "b", inner, True), ("i " * 7 + "b", inner, False), ("b >", "<b>9</b>", False),
        ):
            with self.subTest(selector=selector, cell=cell):
                sheet = f"<style>td {selector}{{display:none}}</style>"
                self.assertEqual(self.licensing(f"<td>1{cell}", head=sheet)[0], 1 if hidden else 19)

    def test_more_rules_than_are_read_are_told(self):
        """What the rule after the last one hides is taken, and the clerk is told so."""
        for before, value in (3999, 1), (4000, 19):
            sheet = "<style>" + ".x{color:red}" * before + "b{display:none}</style>"
            got, findings = self.licensing("<td>1<b>9</b>", head=sheet)
            self.assertEqual(got, value)
            self.assertEqual("the style sheets of this page are too large" in findings, value == 19)

    def test_a_formula_in_a_formula_is_told_once(self):
        back, findings = self.take("a.html", "<h2>一、总体情况</h2><p>甲<math>a<math>b</math></math>乙<math>c</math>", code=1)
        self.assertEqual(back["overview"], ["甲ab乙c"])
        self.assertEqual(findings.count("a formula is written on one line"), 2, findings)

    def test_elements_without_content_end_where_they_begin(self):
        """Whatever is hidden at them, and where no element around them is closed."""
        for name in ("wbr", "br", "img src=x", "input", "embed src=x", "source src=x", "track", "hr", "area", "keygen"):
            for tag in (f"<{name}>", f"<{name} hidden>", f"<{name.upper()} style='display:none' />"):
                with self.subTest(tag):
                    page = (
                        f"<h1>某局2024年政府信息公开工作年度报告</h1><p>一、总体情况<p>甲{tag}乙<p>丙{tag}丁<p>二、主动公开政府信息情况"
                        f"<table><tr><td>第二十条第（一）项<tr><td>信息内容<td>本年{tag}制发件数<td>本年废止件数<td>现行有效件数"
                        f"<tr><td>规{tag}章<td>1{tag}<td>2<td>3{tag}</table>"
                    )
                    report, findings = self.take("a.html", page, code=1)
                    self.assertEqual(report["disclosure"].get("rules"), {"issued": 1, "repealed": 2, "in_force": 3})
                    self.assertEqual("".join(report["overview"]), "甲乙丙丁")
                    self.assertNotIn("left out", findings)
        report, _ = self.take("a.html", "<p>一、总体情况<p>甲<source-code>乙</source-code>丙<wbrx>丁", code=1)
        self.assertEqual(report["overview"], ["甲乙丙丁"])

    def test_marks_at_figures(self):
        for html in ("12<sup>1</sup>", "12<sub>3</sub>", "12¹", "12<span style='vertical-align:super'>1</span>"):
            value, findings = self.licensing(f"<td>{html}")
            self.assertEqual(value, 12)
            self.assertIn("is no digit; the figure is read as 12", findings)
            self.assertIn("[UNPLACED] (/table/1/row/2/cell/2)", findings)
        self.assertIsNone(self.licensing("<td>12<sup>注</sup>")[0])

    def test_fields_of_forms(self):
        for html, want in (
            ("<input value=12>", 12), ("<input type=checkbox value=9>12", 12),
            ("<select><option>9<option selected>12</select>", 12), ("<select><option>12<option>9</select>", 12),
            ("<textarea>12</textarea>", 12),
        ):
            self.assertEqual(self.licensing(f"<td>{html}")[0], want)

    def overview(self, body, name="a.html", **parts):
        if name == "a.docx":
            body = documents.package(documents.word(
                f"<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>{body}"), **parts)
        else:
            body = f"<p>一、总体情况</p>{body}"
        report, findings = self.take(name, body, code=1)
        return report["overview"], findings

    def test_in_prose(self):
        for html, want, told in (
            ("12m<sup>2</sup>和10<sup>-6</sup>和H<sub>2</sub>O。", "12m²和10⁻⁶和H₂O。", ""),
            ("甲<sup>乙</sup>。", "甲乙。", "set on the line"),
            ("<ruby>汉<rp>(</rp><rt>han</rt></ruby>字。", "汉字。", "left out: han"),
            ("甲<nav>菜单</nav>乙。", "甲乙。", "left out: 菜单"),
            ("甲\n乙\r\n \t丙。", "甲乙丙。", ""), ("甲 乙。", "甲 乙。", ""), ("a\nb\n甲。", "a b甲。", ""),
            ("甲<nav><a href='b.html'>菜单</a></nav>乙。", "甲乙。", "left out: 菜单"),
            ("甲<svg><text>图中</text></svg>乙。", "甲乙。", "left out: 图中"),
        ):
            text, findings = self.overview(f"<p>{html}</p>")
            self.assertEqual(text, [want])
            self.assertIn(told, findings)

    def test_a_table_of_contents_is_not_told(self):
        text, findings = self.overview("<p>甲<nav> <a href='#b'>一、概述</a> </nav>乙。</p>")
        self.assertEqual(text, ["甲乙。"])
        self.assertNotIn("left out", findings)

    def test_text_between_rows_stands_before_the_table(self):
        page = (
            "<p>二、主动公开政府信息情况<table><p>备注：截至年底。</p><tr><td>信息内容<td>本年处理决定数量"
            "<tr>散落的字。<td>行政许可</td><td>12</td></tr><div><tr><td>行政处罚<td>3</tr></div></table>"
        )
        report, _ = self.take("a.html", page, code=1)
        self.assertEqual(report["disclosure"]["licensing"], 12)
        self.assertEqual(report["disclosure"]["penalties"], 3)
        self.assertEqual(report["disclosure"]["before"], ["备注：截至年底。", "散落的字。"])

    def test_spans_of_rows_end_with_their_group(self):
        page = (
            "<h1>某局2024年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况"
            "<table><thead><tr><td rowspan=9>信息内容<td>本年处理决定数量<tbody><tr><td>行政许可<td rowspan=0>12"
            "<tbody></tbody><tbody><tr><td>行政处罚<td>3<tr><td>行政强制<td>4</table>"
        )
        report, _ = self.take("a.html", page, code=1)
        self.assertEqual(report["disclosure"], {"licensing": 12, "penalties": 3, "coercion": 4})

    def test_the_page_says_its_encoding(self):
        page = "<script charset=gb2312></script><!-- charset=big5 --><meta charset={}><p>一、总体情况<p>甲乙丙镕。"
        # On the web GB 2312 is GB 18030, which has 镕.
        for charset, encoding in (("utf-8", "utf-8"), ("gb2312", "utf-8"), ("gb2312", "gb18030"), ("gbk", "gb18030")):
            self.write("a.html", page.format(charset).encode(encoding))
            report = json.loads(self.expect(1, "import", "a.html").stdout)
            self.assertEqual(report["overview"], ["甲乙丙镕。"])

    def test_one_table_within_a_cell(self):
        rows = "".join(
            f"<tr><td>{label}<td>{n}" for label, n in (("行政处罚", 3), ("行政强制", "<table><tr><td>4</table>")))
        value, _ = self.licensing(f"<td>12<tr><td>第二十条第（六）项<tr><td>信息内容<td>本年处理决定数量{rows}")
        self.assertEqual(value, 12)

    def test_runs_of_word_files(self):
        styles = (
            f'<w:style w:type="character" w:styleId="C"><w:rPr><w:vanish/></w:rPr></w:style>'
            f'<w:style w:type="character" w:styleId="D"><w:basedOn w:val="C"/></w:style>'
            f'<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:strike/></w:rPr></w:style>'
        )

        def run(properties, text="9", kind="t"):
            return f"<w:r><w:rPr>{properties}</w:rPr><w:{kind}>{text}</w:{kind}></w:r>"

        def field(code, result):
            middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("", result) if result else ""
            return (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("", code, "instrText") + middle
                + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )

        inner = field(" PAGE ", "")
        nested = field(" EQ \\o\\ac(○,丙)", "").replace("</w:r>", "</w:r>" + inner, 1)
        formula = (
            f"<m:oMath {M}><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
            "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup>"
            "<m:sSub><m:e><m:r><m:t>y</m:t></m:r></m:e><m:sub><m:r><m:t>4</m:t></m:r></m:sub></m:sSub></m:oMath>"
        )
        box = "<w:txbxContent><w:p><w:r><w:t>{}。</w:t></w:r></w:p></w:txbxContent>"
        for body, want, told in (
            (run("<w:vanish/>"), ["甲乙。"], "hidden text is left out: 9"),
            (run('<w:vanish w:val="0"/>'), ["甲9乙。"], ""),
            (run('<w:rStyle w:val="D"/>'), ["甲乙。"], "hidden text is left out: 9"),
            (run("<w:strike/>"), ["甲乙。"], "struck out is left out: 9"),
            (run("<w:dstrike/>"), ["甲乙。"], "struck out is left out: 9"),
            (run('<w:vertAlign w:val="superscript"/>'), ["甲⁹乙。"], ""),
            (run('<w:vertAlign w:val="subscript"/>'), ["甲₉乙。"], ""),
            (field(" PAGE ", "9"), ["甲乙。"], ""),
            (field(" REF a ", "9"), ["甲9乙。"], ""),
            (field(" eq \\o\\ac(○,丙)", ""), ["甲丙乙。"], "only “丙” is taken"),
            (nested, ["甲丙乙。"], "only “丙” is taken"),
            (field(" EQ \\f(1,2)", ""), ["甲乙。"], "error: a field is not imported"),
            (field(" SYMBOL 61 \\f Wingdings ", ""), ["甲乙。"], "a character of a symbol font is not imported"),
            ('<w:fldSimple w:instr=" NUMPAGES ">' + run("") + "</w:fldSimple>", ["甲乙。"], ""),
            (f"<w:r><w:ruby><w:rt>{run('', 'bing')}</w:rt><w:rubyBase>{run('', '丙')}</w:rubyBase></w:ruby></w:r>",
             ["甲丙乙。"], "left out: bing"),
            (formula, ["甲1/2x³y₄乙。"], "a formula is written on one line"),
            (f"<w:r><w:drawing><a>{box.format('一')}</a><b>{box.format('二')}</b></w:drawing></w:r>",
             ["甲", "一。", "二。", "乙。"], ""),
            ('<w:r><w:pict><textpath string="标语"/></w:pict></w:r>', ["甲乙。"], "error: a drawn text is not imported: 标语"),
            ("<w:r><w:drawing><chart/></w:drawing></w:r>", ["甲乙。"], "error: a chart is not imported"),
            ("<w:r><w:drawing><relIds/></w:drawing></w:r>", ["甲乙。"], "error: a diagram is not imported"),
        ):
            with self.subTest(body):
                text, findings = self.overview(
                    f"<w:p>{run('', '甲')}{body}{run('', '乙。')}</w:p>", "a.docx", styles=styles)
                self.assertEqual(text, want)
                self.assertIn(told, findings)
        text, findings = self.overview(
            f"<w:p><w:pPr><w:pStyle w:val=\"P\"/></w:pPr>{run('', '作废。')}</w:p>", "a.docx", styles=styles)
        self.assertEqual(text, [])
        self.assertIn("struck out is left out: 作废。", findings)

    def test_cells_that_are_deleted_with_tracking(self):
        def row(*cells):
            return "<w:tr>" + "".join(
                f"<w:tc><w:tcPr>{p}</w:tcPr><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc>" for p, t in cells) + "</w:tr>"

        table = "<w:tbl>" + row(("", "信息内容"), ("", "本年处理决定数量")) + row(
            ("", "行政许可"), ("<w:cellDel/>", "9"), ("", "12")) + "</w:tbl>"
        report, _ = self.take("a.docx", documents.package(documents.word(
            f"<w:p><w:r><w:t>二、主动公开政府信息情况</w:t></w:r></w:p>{table}")), code=1)
        self.assertEqual(report["disclosure"]["licensing"], 12)


if __name__ == "__main__":
    unittest.main()
