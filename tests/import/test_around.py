# SPDX-License-Identifier: MIT
"""kanben import: what stands around a report's sections and tables, and tables that are not the form's."""

import io
import json
import unittest

import docx as office_docx

import documents
import formats
from importing import ImportCase

from harness import SOURCE

TITLE = "<h1>某局2024年政府信息公开工作年度报告</h1>"
END = "<p>五、存在的主要问题及改进情况<p>一段。<p>六、其他需要报告的事项<p>无。"


def table(*rows):
    return "<table>" + "".join("<tr>" + "".join(f"<td>{c}" for c in row) for row in rows) + "</table>"


def docx(above, rows, below, heading="一、总体情况"):
    """A .docx whose first section has a table."""
    made = office_docx.Document()
    for text in ("某局2024年政府信息公开工作年度报告", heading, *above):
        made.add_paragraph(text)
    grid = made.add_table(len(rows), max(map(len, rows)))
    for row, texts in zip(grid.rows, rows):
        for cell, text in zip(row.cells, texts):
            cell.text = text
    for text in (*below, "五、存在的主要问题及改进情况", "一段。", "六、其他需要报告的事项", "无。"):
        made.add_paragraph(text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


class Around(ImportCase):
    def page(self, body):
        return self.take("a.html", f"<meta charset=utf-8>{body}", code=1)

    def test_lines_of_the_page_are_left_out_and_named(self):
        lines = [
            "发布日期：2025-01-28　来源：某局　浏览次数：1", "【字体：大 中 小】", "打印", "附件：某报告.docx",
            "上一篇：某局2023年报告", "主办：某局　苏ICP备0号", "窗体顶端",
        ]
        for top in (lines, []):
            bottom = [] if top else lines
            report, findings = self.page(
                f"{TITLE}{''.join(f'<p>{l}' for l in top)}<p>一、总体情况<p>来源：一段。{END}{''.join(f'<p>{l}' for l in bottom)}")
            self.assertNotIn("preamble", report)
            self.assertEqual(report["overview"], ["来源：一段。"])
            self.assertEqual(report["other_matters"], ["无。"])
            self.assertEqual(findings.count("lines of the page"), 1)
            self.assertIn(" | ".join(lines), findings)

    def test_attachments_note_and_imprint(self):
        report, findings = self.page(
            f"{TITLE}<p>一、总体情况<p>一段。{END}<p>附件：1.统计表<p>　　　2.公开目录<p>某局<p>2025年1月28日"
            "<p>（此件公开发布）<p>抄送：县政府办公室。<p>某局办公室　　2025年1月29日印发<p>多余的话<p>（另有说明）<p>抄送：市政府办公室。")
        self.assertEqual(report["attachments"], ["统计表", "公开目录"])
        self.assertEqual(report["other_matters"], ["无。"])
        self.assertEqual(report["signature"], {"organ": "某局", "date": "2025-01-28"})
        self.assertEqual(report["note"], "此件公开发布")
        self.assertEqual(report["imprint"], {"copies": "县政府办公室", "organ": "某局办公室", "date": "2025-01-29"})
        for line in ("多余的话", "（另有说明）", "抄送：市政府办公室。"):  # of two notes the first is taken
            self.assertIn(f"text after the signature is not imported: {line}", findings)
        # What is as short as its ending, or ends otherwise, is no imprint.
        for line in ("完", "某局办公室　　2025年1月29日编制"):
            report, findings = self.page(f"{TITLE}<p>一、总体情况<p>一段。{END}<p>某局<p>2025年1月28日<p>{line}")
            self.assertNotIn("imprint", report)
            self.assertIn(f"text after the signature is not imported: {line}", findings)
        report, _ = self.page(f"{TITLE}<p>一、总体情况<p>一段。{END}<p>附件：统计表<p>某局<p>2025年1月28日")
        self.assertEqual(report["attachments"], ["统计表"])
        self.assertEqual(report["signature"]["organ"], "某局")
        # A date with nothing above it, where the organ and the section's text would stand.
        report, _ = self.page(f"{TITLE}<p>一、总体情况<p>一段。{END.removesuffix('<p>无。')}<p>2025年1月28日")
        self.assertEqual(report["signature"], {"date": "2025-01-28"})
        self.assertEqual(report["other_matters"], [])

    def test_titles_of_pages(self):
        for head, lines, title, organ in (
            ("<title>某局2024年政府信息公开工作年度报告_某县人民政府 - 门户</title>", "<p>首页<p>根据条例编制。",
             "某局2024年政府信息公开工作年度报告", "某局"),
            ("<title>某县人民政府</title>", "<p>2024年政府信息公开工作年度报告", "2024年政府信息公开工作年度报告", None),
            ("", "<p>某局<p>2024年政府信息公开工作年度报告", "某局2024年政府信息公开工作年度报告", "某局"),
        ):
            with self.subTest(lines):
                report, findings = self.page(f"{head}{lines}<p>一、总体情况<p>一段。{END}")
                self.assertEqual((report["title"], report.get("organ"), report["year"]), (title, organ, 2024))
                self.assertEqual("does not state “organ”" in findings, organ is None)
                self.assertEqual("text before the title goes into the preamble: 首页" in findings, "首页" in lines)
                self.assertEqual(findings.count("text before the title"), "首页" in lines)  # a sentence may be a preamble

    def test_small_tables_in_prose(self):
        rows = (("渠道", "条数", "备注"), ("网站", "100", ""), ("微信", "1,2", "新设"))
        report, _ = self.page(f"{TITLE}<p>一、总体情况<p>一段。{table(*rows)}<p>二段。{END}")
        self.assertEqual(report["overview"], ["一段。", {"table": {
            "corner": "渠道", "columns": [{"text": "条数"}, {"text": "备注"}],
            "rows": [{"text": "网站", "values": [100, None]}, {"text": "微信", "values": ["1,2", "新设"]}]}}, "二段。"])
        _, findings = self.page(f"{TITLE}<p>一、总体情况<table><tr><td colspan=2>甲<tr><td>乙<td>丙</table>{END}")
        self.assertIn("error: cannot place this row: 甲", findings)

    def test_how_large_a_small_table_may_be(self):
        for rows, columns in ((200, 12), (201, 2), (2, 13)):
            cells = [[f"甲{r}.{c}" for c in range(columns)] for r in range(rows)]
            report, findings = self.page(f"{TITLE}<p>一、总体情况<p>一段。{table(*cells)}<p>二段。{END}")
            small = rows <= 200 and columns <= 12
            with self.subTest(rows=rows, columns=columns):
                self.assertEqual([type(b) for b in report["overview"]], [str, dict, str] if small else [str, str])
                self.assertEqual("cannot place this row" in findings, not small)
                if small:
                    self.assertEqual(len(report["overview"][1]["table"]["rows"]), 199)
                    self.assertEqual(report["overview"][1]["table"]["rows"][198]["values"][10], "甲199.11")

    def test_what_is_no_small_table(self):
        plain = table(("甲", "乙"), ("丙", "丁"))
        for body, own in ((plain, True), (plain.replace(">甲", ">"), True), (plain.replace(">丁", ">"), True),
                          (plain.replace(">乙", ">"), False), (plain.replace(">丙", ">"), False),
                          (table(("甲", "乙")), False), (table(("甲",), ("乙",)), False),
                          (plain.replace("<td>丁", ""), False)):
            report, _ = self.page(f"{TITLE}<p>一、总体情况<p>一段。{body}{END}")
            self.assertEqual(any(isinstance(b, dict) for b in report["overview"]), own, body)

    def test_caption_unit_and_notes_of_small_tables(self):
        rows = (("渠道", "条数"), ("网站", "100"))
        made = {"corner": "渠道", "columns": [{"text": "条数"}], "rows": [{"text": "网站", "values": [100]}]}
        for above, below, keys, around in (
            (["表1  公开渠道", "单位：条"], ["注：不含转载。"],
             {"caption": "表1 公开渠道", "unit": "条", "notes": ["注：不含转载。"]}, ([], [])),
            (["表1  公开渠道（单位：条）"], [], {"caption": "表1 公开渠道", "unit": "条"}, ([], [])),
            (["（单位：件、条）", "附表二"], ["注：1.甲。", "2.乙。", "资料来源：某局", "二段。"],
             {"caption": "附表二", "unit": "件、条", "notes": ["注：1.甲。", "2.乙。", "资料来源：某局"]}, ([], ["二段。"])),
            (["单位：某局", "如下："], ["二段。", "注：丙。"], {}, (["单位：某局", "如下："], ["二段。", "注：丙。"])),
            (["单位：条", "表1反映全年情况。"], ["注重质量。"], {}, (["单位：条", "表1反映全年情况。"], ["注重质量。"])),
        ):
            for name, document in (
                ("a.html", f"{TITLE}<p>一、总体情况{''.join(f'<p>{t}' for t in above)}{table(*rows)}"
                 f"{''.join(f'<p>{t}' for t in below)}{END}"),
                ("a.docx", docx(above, rows, below)),
            ):
                with self.subTest(above, name=name):
                    report, _ = self.take(name, document, code=1)
                    self.assertEqual(report["overview"], [*around[0], {"table": {**made, **keys}}, *around[1]])

    def test_our_own_pages_with_tables_charts_and_footnotes(self):
        """A table with a blank corner comes back; a chart has no figures of its own, and is told by name."""
        report = documents.load(SOURCE / "examples" / "baodi-2024.json")
        values = "/overview/0/table/rows/{}/values/{}"
        own = {"table": {"caption": "表1 渠道", "unit": "条", "columns": [{"text": "上年"}, {"text": "本年"}], "rows": [
            {"text": "网站", "values": [90, 95]}, {"text": "微信", "values": [120, 130]}], "notes": ["注：甲。"]}}
        bars = {"chart": {"kind": "bar", "columns": ["上年", "本年"], "rows": [
            {"text": t, "of": [values.format(i, 0), values.format(i, 1)]} for i, t in enumerate(("网站", "微信"))]}}
        pie = {"chart": {"kind": "pie", "rows": [
            {"text": t, "of": values.format(i, 0)} for i, t in enumerate(("网站", "微信"))]}}
        report["overview"] = [own, bars, pie, {"text": "有注。", "notes": ["甲乙。"]}, {"list": ["上", "下"]}]
        self.write("own.json", json.dumps(report))
        for profile, name, told in (("web", "own.html", "a chart is not imported"), ("publish", "own.pdf", "a picture is not imported")):
            with self.subTest(profile):
                self.expect(0, "render", "own.json", "--profile", profile, "-o", f"{profile}/")
                done = self.expect(1, "import", f"{profile}/{name}")
                back = json.loads(done.stdout)["overview"]
                self.assertEqual(back[0]["table"], own["table"])
                self.assertEqual([b for b in back if "list" in b], [{"list": ["上", "下"]}])
                self.assertEqual([b for b in back[1:] if "table" in b], [])
                self.assertEqual(done.stderr.count(told), 2)
                self.assertIn("甲乙。", done.stdout.decode())

    def test_captions_by_their_elements_and_styles(self):
        """Whether they have a number or not; notes may have one."""
        rows = (("渠道", "条数"), ("网站", "100"))
        word = docx(["公开渠道情况", "单位：条"], rows, ["注1：甲。", "注 2：乙。", "注意：丙。"])
        styled = formats.replaced(word, "<w:p><w:r><w:t>公开渠道情况", '<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:r><w:t>公开渠道情况')
        grid = documents.Grid()
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                grid.put(r, c, 1, 1, text)
        odt = formats.odt([("heading", "某局2024年政府信息公开工作年度报告"), ("heading", "一、总体情况"), ("para", "公开渠道情况"),
                           ("para", "单位：条"), ("table", grid), *(("para", t) for t in ("注1：甲。", "注 2：乙。", "注意：丙。"))])
        odt = formats.replaced(odt, ">公开渠道情况", ' text:style-name="Caption">公开渠道情况')
        below = "<p>注1：甲。<p>注 2：乙。<p>注意：丙。"
        cells = table(*rows)[len("<table>"):]
        for name, document, caption in (
            ("a.docx", styled, True), ("b.docx", word, False), ("a.odt", odt, True),
            ("a.html", f"{TITLE}<p>一、总体情况<table><caption>公开渠道情况<br>单位：条</caption>{cells}{below}", True),
            ("b.html", f"{TITLE}<p>一、总体情况<figure><figcaption>公开渠道情况</figcaption>单位：条<table>{cells}</figure>{below}", True),
            ("c.html", f"{TITLE}<p>一、总体情况<p>公开渠道情况<p>单位：条<table>{cells}{below}", False),
        ):
            with self.subTest(name):
                report, _ = self.take(name, document, code=1)
                made = report["overview"][0 if caption else 1]["table"]
                self.assertEqual(made.get("caption"), "公开渠道情况" if caption else None)
                self.assertEqual((made["unit"], made["notes"]), ("条", ["注1：甲。", "注 2：乙。"]))
                self.assertEqual(report["overview"][-1], "注意：丙。")

    def test_unit_and_notes_of_the_form_s_tables(self):
        rows = (("第二十条第（八）项",), ("信息内容", "本年收费金额（单位：万元）"), ("行政事业性收费", "12"))
        lines = "\n".join("　　　　".join(row) for row in rows)
        for above, below, unit, fees, before, after in (
            (["一段。", "单位：万元"], ["注：甲。", "二段。"], "万元", 12, ["一段。"], ["二段。"]),
            (["（单位：件）"], [], "件", 12, None, None),
            (["单位：元"], ["二段。", "注：甲。"], None, None, None, ["二段。", "注：甲。"]),
            (["单位：某局"], [], None, 12, ["单位：某局"], None),
        ):
            for name, document in (
                ("a.html", f"{TITLE}<p>二、主动公开政府信息情况{''.join(f'<p>{t}' for t in above)}{table(*rows)}"
                 f"{''.join(f'<p>{t}' for t in below)}{END}"),
                ("a.txt", "\n\n".join(("某局2024年政府信息公开工作年度报告", "二、主动公开政府信息情况", *above, lines, *below,
                                       "五、存在的主要问题及改进情况", "无。", ""))),
            ):
                with self.subTest(above, name=name):
                    report, findings = self.take(name, document, code=1)
                    found = report["disclosure"]
                    self.assertEqual((found.get("unit"), found["fees"], found.get("before"), found.get("after")),
                                     (unit, fees, before, after))
                    self.assertEqual(found.get("notes"), ["注：甲。"] if below[:1] == ["注：甲。"] else None)
                    self.assertEqual("“单位：元” above the table is left out" in findings, above == ["单位：元"])
                    self.assertEqual("error: the document names two units for “12”" in findings, above == ["单位：元"])

    def test_tables_of_the_other_form(self):
        old = [["第二十条第（八）项"], ["信息内容", "上一年项目数量", "本年增/减"], ["行政事业性收费", "5", "7"]]
        new = [["第二十条第（一）项"], ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "1", "2", "3"]]
        first = [["第二十条第（一）项"], ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"], ["规章", "1", "2", "3"]]
        for rows, layout, other in (
            (first + old, "annual-report-2021", "annual-report-2019"), (new, "annual-report-2019", "annual-report-2021"),
        ):
            lines = "\n".join(cell for row in rows for cell in row)
            for name, document in (
                ("a.html", f"{TITLE}<p>二、主动公开政府信息情况{table(*rows)}{END}"),
                ("a.txt", f"某局2024年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{lines}\n五、存在的主要问题及改进情况\n无。\n"),
                ("a.docx", docx((), rows, (), "二、主动公开政府信息情况")),
            ):
                with self.subTest(layout, name=name):
                    report, findings = self.take(name, document, "--layout", layout, code=1)
                    self.assertEqual(report["disclosure"], {})
                    self.assertEqual(findings.count(f"--layout {other}"), 1)
                    self.assertNotIn("disclosure", findings)

    def test_one_grid_is_cut_at_the_section_headings(self):
        rows = [
            ["某局2024年政府信息公开工作年度报告"], ["一、总体情况"], ["一段。"], ["二、主动公开政府信息情况"], ["第二十条第（一）项"],
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "1", "2", "3"],
            ["四、政府信息公开行政复议、行政诉讼情况"], ["行政复议"] + [""] * 4 + ["行政诉讼"],
            ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "未经复议直接起诉", "", "", "", "", "复议后起诉"],
            [""] * 5 + ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 2, [str(n) for n in range(15)],
            ["五、存在的主要问题及改进情况"], ["二段。"], ["三段。"],
        ]
        rows = [r + [""] * (15 - len(r)) for r in rows]
        for name, document in (("a.html", table(*rows)), ("a.txt", "\n".join("\t".join(r) for r in rows))):
            with self.subTest(name):
                report, _ = self.take(name, document, code=1)
                self.assertEqual(report["organ"], "某局")
                self.assertEqual(report["overview"], ["一段。"])
                self.assertEqual(report["disclosure"]["rules"], {"issued": 1, "repealed": 2, "in_force": 3})
                self.assertEqual(report["review"]["litigation_after_reconsideration"], [10, 11, 12, 13, 14])
                self.assertEqual(report["problems"], ["二段。", "三段。"])
        # The last section may be one of a table.
        report, _ = self.take("a.html", table(*rows[:12]), code=1)
        self.assertEqual(report["review"]["litigation_after_reconsideration"], [10, 11, 12, 13, 14])

    def test_the_date_below_the_title_is_the_report_s(self):
        signed = f"<p>一、总体情况<p>一段。{END}<p>某局<p>2025年1月28日"
        for front, date in (("<p>（2025年1月20日）", "2025-01-20"), ("", "2025-01-28")):
            report, _ = self.page(f"{TITLE}{front}{signed}")
            self.assertEqual(report["date"], date)
            self.assertEqual(report["signature"], {"organ": "某局", "date": "2025-01-28"})

    def test_a_line_at_the_right_above_the_date_is_the_organ_that_signs(self):
        for how in ("style='text-align:right'", "style='color:red; TEXT-ALIGN : right'", "style='text-align:end'", "align=right"):
            report, _ = self.page(f"{TITLE}<p>一、总体情况<p>一段。{END}<p {how}>信访处<p>2025年1月28日")
            self.assertEqual(report["signature"], {"organ": "信访处", "date": "2025-01-28"})
        for how in ("style='text-align:left'", "style='text-align:center'", "align=left"):
            report, _ = self.page(f"{TITLE}<p>一、总体情况<p>一段。{END}<p {how}>信访处<p>2025年1月28日")
            self.assertNotEqual(report["signature"].get("organ"), "信访处")

    def test_a_list_of_cells_is_no_table(self):
        """Two columns and two rows at least, with heads and labels, make a table of the report's own."""
        report, _ = self.page(f"{TITLE}<p>一、总体情况<p>一段。{table(['渠道'], ['网站'], ['微信'])}{END}")
        self.assertEqual(report["overview"], ["一段。", "渠道", "网站", "微信"])
        for rows in ([["渠道", "网站"]], [["渠道", ""], ["网站", "1"]]):
            with self.subTest(rows):
                report, findings = self.page(f"{TITLE}<p>一、总体情况<p>一段。{table(*rows)}{END}")
                self.assertEqual(report["overview"], ["一段。"])
                self.assertIn(rows[-1][0], findings)
        report, _ = self.page(f"{TITLE}<p>一、总体情况<p>一段。{table(['渠道', '数'], ['网站', ''])}{END}")
        self.assertIn("table", report["overview"][1])

    def test_what_was_made_is_read_again(self):
        rows = (("渠道", "条数"), ("网站", "100"))
        report, _ = self.page(f"{TITLE}<p>一、总体情况<p>一段。{table(*rows)}{END}<p>附件：统计表")
        self.write("b.json", json.dumps(report))
        done = self.run_kanben("check", "b.json")
        self.assertNotRegex(done.stderr.decode(), r"\[(KEY|TYPE|SYN)\]")


class Places(ImportCase):
    def test_places_of_office_files_are_said_in_words(self):
        rows = (("第二十条第（八）项", ""), ("信息内容", "本年收费金额（单位：万元）"), ("行政事业性收费", "若干"))
        heading = "二、主动公开政府信息情况"
        grid = documents.Grid()
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                grid.put(r, c, 1, 1, text)
        page = [("heading", heading), ("table", grid)]
        word = docx((), rows, (), heading)
        for name, document, place, local in (
            ("a.docx", word, "table 1, row 3, cell 2", "第1个表格第3行第2格"),
            ("a.odt", formats.odt(page), "table 1, row 3, cell 2", "第1个表格第3行第2格"),
            ("a.xlsx", formats.xlsx(formats.sheet_of(page)), "sheet 1, cell B", "第1张工作表B"),
        ):
            with self.subTest(name):
                _, findings = self.take(name, document, code=1)
                self.assertRegex(findings, rf"“若干” is not a figure; the cell is left blank \({place}\d*\) \[")
                done = self.run_kanben("import", name, env=self.environment(LANGUAGE="zh_CN"))
                self.assertIn(f"该单元格留空（{local}", done.stderr.decode())
        commented = formats.replaced(word, "若干</w:t>", '5</w:t><w:commentReference w:id="0"/>')
        _, findings = self.take("a.docx", commented, code=1)
        self.assertIn("a comment is not imported (table 1, row 3, cell 2 “5”) [", findings)

    def test_a_page_in_one_line_has_columns(self):
        page = "<body><p>某局报告</p><h2>一、总体情况</h2><p>甲<img src=x>乙</p></body>"
        _, findings = self.take("a.html", page, code=1)
        column = page.index("<img") + 1
        self.assertIn(f"a.html:1:{column}: error: a picture is not imported", findings)
        self.assertIn(f"a.html:1:{page.index('<p>') + 1}: warning: the first line", findings)
        table = "<table><tr><td>规章</td><td>十</td></tr></table>"
        page = page.replace("<p>甲", "<h2>二、主动公开政府信息情况</h2>" + table + "<p>")
        _, findings = self.take("a.html", page, code=1)
        self.assertIn(f"a.html:1:{page.rindex('<td>') + 1}: error", findings)

    def test_an_item_of_a_list_has_its_line(self):
        page = "<p>一、总体情况\n<ul>\n<li>甲\n<ul>\n<li>乙\n<ul>\n<li>丙</ul></ul></ul>"
        _, findings = self.take("a.html", page, code=1)
        self.assertIn("a.html:7:1: warning: a list has at most two levels", findings)
        page = "<p>二、主动公开政府信息情况<table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政许可<td><ol><li>12<s>9</s></ol></table>"
        _, findings = self.take("a.html", page, code=1)
        self.assertIn("struck out is left out: 9 [IMPORT] (/table/1/row/2/cell/2)", findings)

    def test_menus_above_the_title(self):
        """Short lines that are no sentences: of a web page only, where they are no letterhead."""
        lines = ("首页", "政务公开", "本报告由某局编制。")
        title, heading = "某局2024年政府信息公开工作年度报告", "一、总体情况"
        report, findings = self.take("a.html", "".join(f"<p>{t}" for t in (*lines, title, heading, "一段。")), code=1)
        self.assertEqual(report["title"], title)
        self.assertEqual(report["preamble"], ["本报告由某局编制。"])
        self.assertIn("lines of the page around the report are left out: 首页 | 政务公开", findings)
        report, _ = self.take("a.txt", "\n".join((*lines, title, heading, "一段。")), code=1)
        self.assertEqual(report["preamble"], list(lines))


if __name__ == "__main__":
    unittest.main()
