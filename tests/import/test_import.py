# SPDX-License-Identifier: MIT
"""kanben import: the report says what the document says; the rest is listed, not lost."""

import json
import re
import subprocess
import sys
import unittest
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "cli")]

import docx
import documents
import importing
from harness import SOURCE

HERE = Path(__file__).resolve().parent
LAYOUTS = {
    name: documents.load(SOURCE / "layouts" / f"{name}.json")
    for name in ("annual-report-2021", "annual-report-2019")
}
SEED = documents.load(SOURCE / "examples" / "baodi-2024.json")
CITY = documents.load(SOURCE / "examples" / "city-2023.json")
LAYOUT = LAYOUTS["annual-report-2021"]


def same_shape(layout, report):
    """Rows as arrays in the order of their columns and figures as texts, for comparison."""
    report = importing.with_notes(json.loads(json.dumps(report)))
    for section in layout["sections"]:
        if section["body"] == "table":
            flatten(section["table"], report[section["key"]])
    return report


def flatten(table, data):
    for part in table.get("parts") or [table]:
        columns = documents.paths(part["columns"])
        for path, node in documents.paths(part["rows"]):
            if "text" not in node:
                values = documents.put_vector_columns(data, part, columns)
                data["row"] = [str(v) for v in values]
                for column, _ in columns:
                    data.pop(column[0], None)
                continue
            parent = documents.lookup(data, path[:-1])
            values = parent[path[-1]]
            if isinstance(values, dict):
                values = [values[c[-1]] for c, _ in columns]
            parent[path[-1]] = [str(v) for v in values] if isinstance(values, list) else str(values)


class ImportCase(importing.ImportCase):
    def forms(self, report):
        """The report as every kind of document: name, bytes or text."""
        layout = LAYOUTS[report["layout"]]
        content = list(documents.blocks(layout, report))
        documents.write_docx(self.dir / "made.docx", content)
        yield "a.docx", (self.dir / "made.docx").read_bytes()
        yield "a.html", documents.html_bytes(content)
        yield "gb.html", documents.html_bytes(content, "gb18030")
        for table in (documents.listed_table, documents.tabbed_table, documents.drawn_table):
            yield "a.txt", documents.text_string(content, table)


class WholeReports(ImportCase):
    maxDiff = None

    def test_the_district_bureau_as_it_was_published(self):
        report, findings = self.take("a.txt", (HERE / "as-found" / "baodi-2024.txt").read_bytes())
        self.assertEqual(report, SEED)
        self.assertEqual([line.split(": ", 2)[1] for line in findings.splitlines()], ["warning"] * 2)

    def test_every_example_comes_back_from_every_kind_of_document(self):
        for path in sorted((SOURCE / "examples").glob("*.json")):
            report = documents.load(path)
            layout = LAYOUTS.get(report["layout"])
            # The specimen has run-in headings, whose end no document shows.
            if layout is None or path.stem == "specimen":
                continue
            for name, content in self.forms(report):
                with self.subTest(path.name, document=name):
                    back, findings = self.take(name, content, "--layout", report["layout"])
                    self.assertEqual(same_shape(layout, back), same_shape(layout, report))
                    self.assertNotIn("error", findings)

    def test_what_was_imported_passes_check(self):
        for name, content in self.forms(SEED):
            self.write(name, content)
            self.expect(0, "import", name, "-o", "back.json")
            self.expect(0, "check", "back.json")


def content_of(report=SEED):
    return list(documents.blocks(LAYOUTS[report["layout"]], report))


def tables_of(content):
    return [value for kind, value in content if kind == "table"]


def with_tables(content, *tables):
    """The content with its nth table replaced by a list of blocks."""
    tables = iter(tables)
    new = []
    for kind, value in content:
        new += next(tables) if kind == "table" else [(kind, value)]
    return new


def changed(grid, change):
    """A table with the text of each cell replaced by change(row, column, text)."""
    new = documents.Grid()
    for row, column, rows, columns, text in grid.cells:
        new.put(row, column, rows, columns, change(row, column, text))
    return new


def moved(grid, row_of=None, column_of=None):
    """A table with rows, or columns and the heads right above them, in another order."""
    new = documents.Grid()
    for row, column, rows, columns, text in grid.cells:
        if row_of:
            row = row_of(row)
        if column_of and columns == 1:
            column = column_of(column)
        new.put(row, column, rows, columns, text)
    return new


class OddTables(ImportCase):
    """Tables as people format them, still with the same content."""

    def setUp(self):
        super().setUp()
        self.content = content_of(CITY)
        self.tables = tables_of(self.content)

    def kinds(self, content):
        documents.write_docx(self.dir / "made.docx", content)
        yield "a.docx", (self.dir / "made.docx").read_bytes()
        yield "a.html", documents.html_bytes(content)

    def assert_same(self, tables, kinds=None):
        content = with_tables(self.content, *tables)
        for name, document in kinds(content) if kinds else self.kinds(content):
            with self.subTest(name):
                back, findings = self.take(name, document)
                self.assertEqual(same_shape(LAYOUT, back), same_shape(LAYOUT, CITY))
                self.assertNotIn("error", findings)

    def replace(self, index, *blocks):
        return [blocks if i == index else [("table", t)] for i, t in enumerate(self.tables)]

    def test_split_over_pages_with_repeated_heads_and_labels(self):
        grid = self.tables[1]
        head, first, second = grid.part(0, 3), grid.part(3, 12), grid.part(12, grid.rows)
        second = changed(second, lambda r, c, t: t + "（续）" if t.startswith("三、") else t)
        self.assert_same(
            self.replace(1, ("table", first.under(head)), ("paragraph", "续表"),
                         ("table", second.under(head)))
        )

    def test_split_without_heads_and_without_the_groups_label(self):
        grid = self.tables[1]
        second = changed(grid.part(12, grid.rows), lambda r, c, t: "" if "三、" in t else t)
        self.assert_same(self.replace(1, ("table", grid.part(0, 12)), ("table", second)))

    def test_each_part_as_a_table_below_its_title(self):
        grid = self.tables[0]
        starts = [0, 4, 7, 11, grid.rows]
        blocks = []
        for first, end in zip(starts, starts[1:]):
            part = grid.part(first, end)
            blocks += [("paragraph", part.cells[0][4]), ("table", part.part(1, part.rows))]
        self.assert_same(self.replace(0, *blocks))

    def test_rows_and_columns_in_another_order(self):
        grid = self.tables[1]
        rows = moved(grid, row_of=lambda r: {3: 4, 4: 3}.get(r, r))
        columns = moved(rows, column_of=lambda c: {4: 5, 5: 4, 7: 8, 8: 7}.get(c, c))
        self.assert_same(self.replace(1, ("table", columns)))

    def test_columns_in_another_order_where_only_blanks_show_spans(self):
        columns = moved(self.tables[1], column_of=lambda c: {4: 5, 5: 4}.get(c, c))
        content = with_tables(self.content, *self.replace(1, ("table", columns)))
        for table in (documents.listed_table, documents.tabbed_table):
            back, _ = self.take("a.txt", documents.text_string(content, table))
            self.assertEqual(same_shape(LAYOUT, back), same_shape(LAYOUT, CITY))

    def test_wording_in_other_punctuation_and_with_slips(self):
        words = {
            "1.属于国家秘密": "１、属于 国家秘密",
            "（一）予以公开": "(一)予以公开",
            "3.危及“三安全一稳定”": "3．危及\"三安全一稳定\"",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二）部分公开",
            "四、结转下年度继续办理": "四、结转下年度继续办埋",
            "6.属于四类过程性信息": "5.属于四类过程性信息",
            "行政规范性文件": "规范性文件",
            "本年收费金额（单位：万元）": "本年收费金额(单位:万元)",
        }
        tables = [changed(t, lambda r, c, text: words.get(text, text)) for t in self.tables]
        self.assert_same([[("table", t)] for t in tables])

    def test_notes_in_the_tables_last_row(self):
        grid = documents.Grid()
        for cell in self.tables[1].cells:
            grid.put(*cell)
        note = CITY["requests"]["after"][0]
        grid.put(grid.rows, 0, 1, grid.columns, note)
        content = with_tables(self.content, *self.replace(1, ("table", grid)))
        content.remove(("paragraph", note))
        for name, document in self.kinds(content):
            back, _ = self.take(name, document)
            self.assertEqual(back["requests"]["notes"], [note])

    def test_a_page_laid_out_with_tables(self):
        page = documents.html_bytes(self.content).decode()
        page = page.replace("<body>", "<body><table><tr><td>").replace("</body>", "</td></tr></table>")
        back, findings = self.take("a.html", page)
        self.assertEqual(same_shape(LAYOUT, back), same_shape(LAYOUT, CITY))
        self.assertNotIn("error", findings)


class Values(ImportCase):
    def values(self, change, code=0):
        """Changes cells of the first table; returns the section and the findings."""
        tables = tables_of(content_of())
        content = with_tables(
            content_of(), [("table", changed(tables[0], change))], [("table", tables[1])],
            [("table", tables[2])],
        )
        back, findings = self.take("a.html", documents.html_bytes(content), code=code)
        return back["disclosure"], findings

    def of_licensing(self, text, code=0):
        data, findings = self.values(lambda r, c, t: text if (r, c) == (6, 1) else t, code)
        return data["licensing"], findings

    def test_figures_are_kept_as_written(self):
        for text, want in (
            ("12", 12), ("12.50", "12.50"), ("007", "007"), ("-3", -3), ("/", "/"),
            ("1234567890123456", "1234567890123456"), ("", None),
        ):
            with self.subTest(text):
                value, findings = self.of_licensing(text)
                self.assertEqual(value, want)
                self.assertNotIn("licensing", findings)

    def test_changes_are_reported_with_their_place(self):
        for text, want in (
            ("１２", 12), ("1,234,567", 1234567), ("1 234", 1234), ("－3", -3), ("／", "/"),
            ("无", None), ("-", None), ("—", None), ("325件", 325), ("1,325项", 1325),
        ):
            with self.subTest(text):
                value, findings = self.of_licensing(text)
                self.assertEqual(value, want)
                self.assertIn(f"warning: “{text}”", findings)
                self.assertIn("[IMPORT] (/table/1/row/7/cell/2)", findings)

    def test_a_value_that_is_not_a_figure_is_an_error_and_a_blank(self):
        for text in ("12箱", "约12", "5 7", "12 34", "12¹³元", "²", "1,23", "1e3", "十二"):
            with self.subTest(text):
                value, findings = self.of_licensing(text, code=1)
                self.assertIsNone(value)
                self.assertIn(f"“{text}” is not a figure", findings)
                self.assertIn("[UNPLACED] (/table/1/row/7/cell/2)", findings)


class Listed(ImportCase):
    """Content without a place is an error with its location; the report is still written."""

    def errors(self, content, name="a.docx"):
        if name == "a.docx":
            documents.write_docx(self.dir / "made.docx", content)
            document = (self.dir / "made.docx").read_bytes()
        elif name == "a.html":
            document = documents.html_bytes(content)
        else:
            document = documents.text_string(content)
        back, findings = self.take(name, document, code=1)
        return back, [line for line in findings.splitlines() if " error: " in line]

    def with_first(self, *blocks):
        first, *others = tables_of(content_of())
        return with_tables(content_of(), blocks, *([("table", t)] for t in others)), first

    def test_a_row_that_the_form_does_not_have(self):
        _, first = self.with_first()
        grid = documents.Grid()
        for cell in first.cells:
            grid.put(*cell)
        grid.put(first.rows, 0, 1, 1, "行政征收")
        grid.put(first.rows, 1, 1, 3, "17")
        content, _ = self.with_first(("table", grid))
        for name, place in (
            ("a.docx", "(/table/1/row/15/cell/1)"), ("a.html", "(/table/1/row/15/cell/1)"),
            ("a.txt", "a.txt:"),
        ):
            with self.subTest(name):
                back, errors = self.errors(content, name)
                self.assertEqual(len(errors), 1, errors)
                self.assertIn("行政征收 | 17", errors[0])
                self.assertIn("[UNPLACED]", errors[0])
                self.assertIn(place, errors[0])
                self.assertEqual(back["disclosure"], SEED["disclosure"])

    def test_one_column_more_than_the_form_has(self):
        _, first = self.with_first()
        grid = documents.Grid()
        for row, column, rows, columns, text in first.cells:
            grid.put(row, column, rows, columns, text)
        grid.put(1, 4, 1, 1, "备注")
        grid.put(2, 4, 1, 1, "已清理")
        content, _ = self.with_first(("table", grid))
        back, errors = self.errors(content)
        self.assertEqual(back["disclosure"], SEED["disclosure"])
        self.assertEqual(len(errors), 2, errors)
        self.assertIn("no column head “备注”", errors[0] + errors[1])
        self.assertIn("cannot place this cell: 已清理", errors[0] + errors[1])

    def test_a_head_that_the_form_does_not_have(self):
        _, first = self.with_first()
        grid = changed(first, lambda r, c, t: "拟制发件数" if t == "本年制发件数" else t)
        content, _ = self.with_first(("table", grid))
        documents.write_docx(self.dir / "made.docx", content)
        back, findings = self.take("a.docx", (self.dir / "made.docx").read_bytes())
        self.assertEqual(back["disclosure"], SEED["disclosure"])
        self.assertIn("warning: the form has no column head “拟制发件数”", findings)
        grid = changed(grid, lambda r, c, t: "新件数" if t == "本年废止件数" else t)
        content, _ = self.with_first(("table", grid))
        back, errors = self.errors(content)
        self.assertIn("no column head “拟制发件数”", errors[0])
        self.assertIsNone(back["disclosure"]["rules"]["issued"])

    def test_a_table_that_the_form_does_not_have(self):
        grid = documents.Grid()
        for r, row in enumerate((("职务", "姓名"), ("局长", "某某"))):
            for c, text in enumerate(row):
                grid.put(r, c, 1, 1, text)
        grid.put(2, 0, 1, 2, "")
        content = content_of() + [("table", grid)]
        _, errors = self.errors(content)
        self.assertEqual(len(errors), 2)
        self.assertIn("职务 | 姓名", errors[0])
        self.assertIn("(/table/4/row/2/cell/1)", errors[1])

    def test_a_figure_that_occurs_twice(self):
        _, first = self.with_first()
        again = changed(first, lambda r, c, t: "5" if t == "0" else t)
        content, _ = self.with_first(("table", first), ("table", again))
        back, errors = self.errors(content)
        self.assertEqual(back["disclosure"], SEED["disclosure"])
        self.assertEqual(len(errors), 10)

    def test_missing_sections_and_tables(self):
        content = [b for b in content_of() if b[0] != "table" and "六、" not in str(b[1])]
        back, errors = self.errors(content)
        self.assertEqual(len([e for e in errors if "[MISSING]" in e]), 4)
        self.assertEqual(back["requests"], {})
        self.assertEqual(back["other_matters"], [])

    def test_what_the_document_does_not_say(self):
        content = [("paragraph", "总结。"), *content_of()[1:]]
        back, errors = self.errors(content)
        self.assertEqual(len([e for e in errors if "[MISSING]" in e]), 2)
        self.assertNotIn("title", back)
        self.assertEqual(back["preamble"], ["总结。"])

    def test_text_after_the_signature(self):
        content = content_of() + [
            ("right", "宝坻区科学技术局"), ("right", "2025年1月24日"), ("paragraph", "多余的话")
        ]
        back, errors = self.errors(content)
        self.assertEqual(back["signature"], {"organ": "宝坻区科学技术局", "date": "2025-01-24"})
        self.assertEqual(back["date"], "2025-01-24")
        self.assertEqual(len(errors), 1)
        self.assertIn("多余的话", errors[0])


class Prose(ImportCase):
    def overview(self, *paragraphs, **more):
        content = content_of()
        at = content.index(("heading", "一、总体情况"))
        content[at + 1 : at + 2] = [("paragraph", p) for p in paragraphs]
        back, findings = self.take("a.html", documents.html_bytes(content), **more)
        return back["overview"], findings

    def test_numbered_lines_are_headings(self):
        overview, _ = self.overview(
            "（一）主动公开", "一段。", "1.目录", "（1）财政", "2.全年公开12条。", "3.5万件"
        )
        self.assertEqual(
            overview,
            [{"heading": "（一）主动公开"}, "一段。", {"heading": "1.目录"}, {"heading": "（1）财政"},
             "2.全年公开12条。", "3.5万件"],
        )

    def test_page_numbers_are_left_out_and_reported(self):
        overview, findings = self.overview("一段。", "— 1 —", "-2-", "第3页", "另一段。")
        self.assertEqual(overview, ["一段。", "另一段。"])
        self.assertEqual(findings.count("a page number is left out"), 3)

    def test_page_headers_and_footers_are_reported(self):
        for text, told in (("页眉里的注", 1), ("— 1 —", 0), ("第 3 页 共 5 页", 0), ("", 0)):
            for part in ("header", "footer"):
                with self.subTest(part, text=text):
                    path = self.dir / "made.docx"
                    documents.write_docx(path, [("heading", "一、总体情况"), ("paragraph", "一段。")])
                    document = docx.Document(path)
                    getattr(document.sections[0], part).paragraphs[0].text = text
                    document.save(path)
                    report, findings = self.take("a.docx", path.read_bytes(), code=1)
                    self.assertEqual(report["overview"], ["一段。"])
                    self.assertEqual(findings.count("a page header or footer is left out"), told)

    def test_tracked_deletions_are_left_out(self):
        report, _ = self.take(
            "a.html", "<p>一、总体情况</p><p>工作<del>一般</del><ins>良好</ins>。</p>", code=1
        )
        self.assertEqual(report["overview"], ["工作良好。"])

    def test_links_to_the_document_in_another_form_are_left_out(self):
        page = "<p>一、总体情况</p><p><a rel='nofollow Alternate' href='a.pdf'>下载</a></p><p>见<a href='b'>附表</a>。</p>"
        report, _ = self.take("a.html", page, code=1)
        self.assertEqual(report["overview"], ["见附表。"])

    def test_titles_of_several_kinds(self):
        body = content_of()[1:]
        for lines, organ, year in (
            (["某区科技局2023年政府信息公开工作年度报告"], "某区科技局", 2023),
            (["某区科技局", "2023 年政府信息公开工作年度报告"], "某区科技局", 2023),
            (["二〇二三年某区科技局政府信息公开工作年度报告"], "某区科技局", 2023),
            (["某 区 科 技 局", "政府信息公开工作２０２３年度报告"], "某区科技局", 2023),
            (["某区科技局关于2023年政府信息公开工作年度报告"], "某区科技局", 2023),
        ):
            with self.subTest(lines):
                content = [("paragraph", line) for line in lines] + body
                back, _ = self.take("a.html", documents.html_bytes(content))
                self.assertEqual((back["organ"], back["year"]), (organ, year))
                self.assertNotIn(" ", back["title"])

    def test_navigation_around_a_page(self):
        content = [("paragraph", "首页"), ("paragraph", "政府信息公开年报"), *content_of()]
        content[-1:] = [("paragraph", "无其他需要报告的事项")]
        back, findings = self.take("a.html", documents.html_bytes(content))
        self.assertEqual(back["title"], SEED["title"])
        self.assertEqual(back["organ"], SEED["organ"])
        self.assertNotIn("preamble", back)
        self.assertIn("lines of the page around the report are left out: 首页 | 政府信息公开年报", findings)
        self.assertEqual(back["other_matters"], ["无其他需要报告的事项"])

    def test_a_table_of_contents_is_not_a_section(self):
        headings = [b for b in content_of() if b[0] == "heading"]
        content = content_of()
        content[1:1] = headings
        back, findings = self.take("a.html", documents.html_bytes(content))
        self.assertEqual(back, SEED)
        self.assertEqual(findings.count("appears again further down"), 6)


class OtherPrograms(ImportCase):
    """Our documents, converted by LibreOffice."""

    maxDiff = None

    def convert(self, *names, to):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{self.dir}/profile", "--headless",
             "--convert-to", to, "--outdir", self.dir, *names],
            cwd=self.dir, check=True, capture_output=True, timeout=240,
        )

    def test_html_text_and_pdf_of_another_program(self):
        names = []
        for stem in ("baodi-2024", "city-2023", "annual-2019"):
            report = documents.load(SOURCE / "examples" / f"{stem}.json")
            content = documents.blocks(LAYOUTS[report["layout"]], report)
            documents.write_docx(self.dir / f"{stem}.docx", content)
            names.append(f"{stem}.docx")
        self.convert(*names, to="html")
        self.convert(*names, to="txt:Text (encoded):UTF8")
        for name in names:
            stem = name.removesuffix(".docx")
            report = documents.load(SOURCE / "examples" / f"{stem}.json")
            layout = LAYOUTS[report["layout"]]
            for ending in ("docx", "html", "txt"):
                with self.subTest(stem, ending=ending):
                    done = self.expect(
                        0, "import", f"{stem}.{ending}", "--layout", report["layout"]
                    )
                    back = same_shape(layout, json.loads(done.stdout))
                    self.assertEqual(back, same_shape(layout, report))


class Rendered(ImportCase):
    """What was imported, laid out in pages, and the text of the pages."""

    def render(self, report):
        self.write("a.json", report)
        self.expect(0, "render", "a.json", "-o", "a.pdf")

    def text(self, *options):
        done = subprocess.run(
            ["pdftotext", *options, self.dir / "a.pdf", "-"], check=True, capture_output=True
        )
        return done.stdout.decode()

    def test_pages_have_the_imported_text_in_order(self):
        seed = HERE / "as-found" / "baodi-2024.txt"
        report, _ = self.take("a.txt", seed.read_bytes())
        self.render(report)
        printed = re.sub(r"\s|— ?\d+ ?—", "", self.text("-raw"))
        at = 0
        for line in seed.read_text("utf-8").splitlines():
            line = re.sub(r"\s|\[bookmark: .*?\]", "", line)
            if not line or line.startswith("\t"):
                continue
            if len(line) > 20 or re.match("[一二三四五六]、.*(情况|事项)$", line):
                found = printed.find(line, at)
                self.assertGreaterEqual(found, at, line)
                at = found

    def test_tables_come_back_from_our_own_pages(self):
        report = report_that_prints_in_test_fonts(CITY)
        self.render(report)
        back, findings = self.take("a.txt", self.text("-layout"))
        self.assertNotIn("error", findings)
        for key in ("disclosure", "requests", "review"):
            want = same_shape(LAYOUT, report)[key]
            got = same_shape(LAYOUT, back)[key]
            self.assertEqual(figures_of(got), figures_of(want))


def report_that_prints_in_test_fonts(report):
    """Without the characters that the small fonts lack, and with all totals given."""
    report = json.loads(json.dumps(report))
    for key in ("preamble", "overview", "problems", "other_matters"):
        report[key] = SEED["problems"][:1]
    report["disclosure"].pop("before")
    report["requests"].pop("after")
    report["requests"]["results"]["total"][-1] = 12261
    report["review"]["reconsideration"][-1] = 288
    for key in ("title", "organ"):
        report[key] = report[key].replace(CITY["organ"], SEED["organ"])
    report.pop("signature")
    return report


def figures_of(data):
    """All rows of a table with their keys; prose around it left out."""
    return {k: v for k, v in data.items() if k not in ("before", "after")}


if __name__ == "__main__":
    unittest.main()
