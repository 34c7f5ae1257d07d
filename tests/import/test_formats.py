# SPDX-License-Identifier: MIT
"""kanben import knows a file by its bytes: workbooks, OpenDocument, saved web pages; and says of
what it cannot read what it is and what to do.
"""

import io
import json
import re
import sys
import unittest
import zipfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "cli")]

import documents
import formats
import importing
from harness import SOURCE, Case

LAYOUT = documents.load(SOURCE / "layouts" / "annual-report-2021.json")
SEED = documents.load(SOURCE / "examples" / "baodi-2024.json")
TABLES = ("disclosure", "requests", "review")


def content():
    return list(documents.blocks(LAYOUT, SEED))


class FormatCase(Case):
    maxDiff = None

    def take(self, name, data, code=0):
        self.write(name, data)
        done = self.expect(code, "import", name)
        return json.loads(done.stdout), done.stderr

    def same(self, name, data):
        back, findings = self.take(name, data)
        self.assertEqual(back, SEED)
        self.assertNotIn("error", findings)

    def same_figures(self, name, data):
        self.write(name, data)
        done = self.run_kanben("import", name)
        back = json.loads(done.stdout)
        for key in TABLES:
            self.assertEqual(figures(back[key]), figures(SEED[key]), done.stderr.decode())


def figures(table):
    """What is in a table; texts around it left out, and figures as texts."""
    if isinstance(table, dict):
        return {k: figures(v) for k, v in table.items() if k not in ("before", "after")}
    return [str(v) for v in table] if isinstance(table, list) else str(table)


class Whole(FormatCase):
    def test_an_opendocument_text(self):
        self.same("a.odt", formats.odt(content()))

    def test_blanks_between_elements_are_no_elements(self):
        self.same("a.odt", formats.indented(formats.odt(content())))
        sheet = formats.sheet_of(content())
        self.same_figures("a.ods", formats.indented(formats.ods(sheet)))
        self.same_figures("a.xlsx", formats.indented(formats.xlsx(sheet)))

    def test_covered_cells_may_be_left_out(self):
        self.same("a.odt", formats.replaced(formats.odt(content()), "<table:covered-table-cell/>", ""))

    def test_a_cell_may_be_repeated(self):
        """A table of the report's own, with the cell in each of the columns, and blanks that are one."""
        rows = "".join(
            f'<table:table-row>{formats.odf_cell(label)}<table:table-cell table:number-columns-repeated="3">'
            f"{formats.odf_text(text)}</table:table-cell></table:table-row>"
            for label, text in (("渠道", "数"), ("网站", "5"))
        )
        body = formats.odf_text("一、总体情况") + (
            f'<text:p>甲<text:s text:c="7"/>乙</text:p><table:table>{rows}</table:table>'
        )
        report, _ = self.take("a.odt", formats.odf("text", body), code=1)
        text, block = report["overview"]
        self.assertEqual(text, "甲 乙")
        self.assertEqual([column["text"] for column in block["table"]["columns"]], ["数"] * 3)
        self.assertEqual(block["table"]["rows"], [{"text": "网站", "values": [5, 5, 5]}])

    def test_a_saved_web_page(self):
        page = documents.html_bytes(content())
        for encoding in ("quoted-printable", "base64"):
            for name in ("a.mht", "a.doc"):
                self.same(name, formats.mhtml(page, encoding))
        self.same("a.mht", formats.mhtml(page, first="From: <Saved by x>\r\nSubject: a\r\n b\r\n"))

    def test_the_encoding_of_a_saved_web_page_is_that_of_its_header(self):
        page = documents.html_bytes(content()).replace(b' charset="utf-8"', b"")
        self.same("a.mht", formats.mhtml(page.decode().encode("gbk"), charset="gb2312"))
        page = "<p>某局2024年年報。".encode("big5")
        back, _ = self.take("a.mht", formats.mhtml(page, charset="big5"), 1)
        self.assertEqual(back["preamble"], ["某局2024年年報。"])

    def test_a_workbook_of_one_sheet(self):
        for merges in (True, False):
            for gap in (0, 1):
                rows = formats.sheet_of(content(), gap)
                with self.subTest(merges=merges, gap=gap):
                    self.same_figures("a.xlsx", formats.xlsx(rows, merges))

    def test_a_spreadsheet(self):
        self.same_figures("a.ods", formats.ods(formats.sheet_of(content())))

    def test_the_bytes_count_and_not_the_name(self):
        page = documents.html_bytes(content())
        for name in ("a.doc", "a.docx", "a.xls", "a.pdf", "a"):
            with self.subTest(name):
                self.same(name, page)
        self.same("a.docx", formats.odt(content()))
        text = documents.text_string(content()).encode()
        self.same("a.doc", text)

    def test_the_document_part_is_the_one_with_its_relation(self):
        word = documents.word("<w:p><w:r><w:t>某区科技局2024年政府信息公开工作年度报告</w:t></w:r></w:p>")
        for kind, found in ((f"{documents.RELATION}/officeDocument", True), ("/relationships/officeDocument", True),
                            ("officeDocument", False), (f"{documents.RELATION}/officeDocuments", False)):
            relation = f'<Relationships><Relationship Type="{kind}" Target="a/b.xml"/></Relationships>'
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as package:
                package.writestr("_rels/.rels", relation)
                package.writestr("a/b.xml", word)
            self.write("a.docx", out.getvalue())
            done = self.expect(1, "import", "a.docx")
            self.assertEqual("organ" in done.stdout.decode(), found)
            self.assertEqual("this is not a .docx file" in done.stderr, not found)


def with_cell(text, **how):
    """The report as a sheet, with another text for the fees; how: of formats.xlsx."""
    rows = formats.sheet_of(content())
    for row in rows.values():
        if row.get(0, (0, 0, ""))[2].endswith("行政事业性收费"):
            column = max(row)
            row[column] = (*row[column][:2], text)
    return formats.xlsx(rows, **how)


class Sheets(FormatCase):
    def fees(self, text, code=None, ret=0):
        how = {"style": 0}
        if code is not None:
            how = {"style": 1, "styles": formats.styles(code)}
        back, findings = self.take("a.xlsx", with_cell(text, **how), ret)
        return back["disclosure"].get("fees"), findings

    def test_figures_are_those_that_are_shown(self):
        for value, code, shown in (
            ("0.092", None, "0.092"), ("9.1999999999999998E-2", None, "0.092"),
            ("1234.5", "#,##0.00", "1234.50"), ("1234567", "#,##0", "1234567"),
            ("12", "0.00", "12.00"), ("1.5", "0.0#", "1.5"), ("-1.5", "0.0_ ", "-1.5"),
        ):
            with self.subTest(value, code=code):
                got, _ = self.fees(value, code)
                self.assertEqual(str(got), shown)

    def test_rounding_is_told(self):
        got, findings = self.fees("0.092", "0.00")
        self.assertEqual(got, "0.09")
        self.assertIn("0.092 is taken as it is shown: 0.09", findings)
        got, _ = self.fees("9.996", "0.00")
        self.assertEqual(got, "10.00")

    def test_a_date_is_no_figure(self):
        got, findings = self.fees("45000", "yyyy-mm-dd", ret=1)
        self.assertIn("a date, or a number in a format that is not read", findings)
        self.assertIn("/sheet/1/", findings)
        self.assertIn(got, (None, ""))

    def told(self, sheets, message, **more):
        self.write("a.xlsx", formats.book(sheets, **more))
        done = self.run_kanben("import", "a.xlsx")
        self.assertIn(message, importing.without_words(done.stderr.decode()))
        return done.stdout.decode()

    def test_what_is_hidden_is_left_out_and_told(self):
        row = '<row r="1" {}><c r="A1" t="inlineStr"><is><t>秘密</t></is></c></row>'
        plain = f"<sheetData>{row.format('')}</sheetData>"
        hidden = f"<sheetData>{row.format('hidden=' + chr(34) + '1' + chr(34))}</sheetData>"
        columns = f'<cols><col min="1" max="2" hidden="1"/></cols>{plain}'
        covered = (
            '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>题</t></is></c>'
            '<c r="B1" t="inlineStr"><is><t>秘密</t></is></c></row></sheetData>'
            '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
        )
        for sheets, message in (
            ({'state="hidden"': plain}, "a hidden sheet is left out"),
            ({"": hidden}, "a hidden row is left out"),
            ({"": columns}, "a cell that is hidden is left out"),
            ({"": covered}, "a cell that is hidden is left out"),
        ):
            with self.subTest(message):
                self.assertNotIn("秘密", self.told(sheets, message))

    def test_cells_without_a_value_are_told(self):
        sheet = '<sheetData><row r="1"><c r="A1"{}</c></row></sheetData>'
        self.told({"": sheet.format("><f>1+1</f>")}, "a formula has no stored value")
        self.told({"": sheet.format(' t="n"><f>1+1</f><v></v>')}, "a formula has no stored value")
        # IF(…, "") has one, the empty text.
        self.write("a.xlsx", formats.book({"": sheet.format(' t="str"><f>IF(1,"")</f><v></v>')}))
        self.assertNotIn("stored value", self.run_kanben("import", "a.xlsx").stderr.decode())
        self.told({"": sheet.format(' t="e"><v>#REF!</v>')}, "the spreadsheet shows an error: #REF!")
        self.told({"": sheet.format(' t="s"><v>7</v>')}, "a text is missing")

    def test_a_drawing_is_told_where_there_is_one(self):
        sheet = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>题</t></is></c></row></sheetData>'
        told = "drawings, charts and text boxes of a sheet are not read"
        self.told({"": f'{sheet}<drawing r:id="rId1"/>'}, told)
        self.write("a.xlsx", formats.book({"": sheet}))
        self.assertNotIn(told, self.run_kanben("import", "a.xlsx").stderr.decode())

    def test_a_blank_row_parts_tables(self):
        texts = ["某局2024年政府信息公开工作年度报告", "一、总体情况", "一段。"]
        rows = {r: {0: (1, 1, t)} for r, t in enumerate(texts)}
        for top in (4, 8):
            for r in range(3):
                rows[top + r] = {c: (1, 1, f"甲{top}{r}{c}") for c in range(2)}
        for data in (formats.xlsx(rows), formats.ods(rows)):
            back, findings = self.take("a.xlsx", data, 1)
            tables = [b["table"] for b in back["overview"][1:]]
            self.assertEqual([(t["corner"], len(t["rows"])) for t in tables], [("甲400", 2), ("甲800", 2)], findings)

    def test_readings_and_struck_out_text_are_no_text(self):
        strings = (
            "<si><r><t>规</t></r><r><rPr><strike/></rPr><t>划</t></r><r><t>章</t></r>"
            "<rPh><t>guizhang</t></rPh></si>"
        )
        sheet = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
        text = self.told(
            {"": sheet}, "text that is struck out is left out: 划 [IMPORT] (/sheet/1/A1)", strings=strings
        )
        self.assertIn("规章", text)
        self.assertNotIn("guizhang", text)


class OpenDocument(FormatCase):
    def told(self, body, message, automatic=""):
        self.write("a.odt", formats.odf("text", body, automatic))
        done = self.run_kanben("import", "a.odt")
        self.assertIn(message, done.stderr.decode())
        return done.stdout.decode()

    def test_what_is_not_seen_is_left_out_and_told(self):
        for properties, told in (
            ('text:display="none"', "hidden text is left out: 乙"),
            ('style:text-line-through-style="solid"', "text that is struck out is left out: 乙"),
        ):
            style = (
                '<style:style style:name="T" style:family="text">'
                f"<style:text-properties {properties}/></style:style>"
            )
            body = '<text:p>甲<text:span text:style-name="T">乙</text:span>丙</text:p>'
            with self.subTest(properties):
                text = self.told(body, told, style)
                self.assertIn("甲丙", text)
                self.assertNotIn("乙", text)

    def test_deleted_text_and_remarks_are_no_text(self):
        body = (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>删</text:p>"
            "</text:deletion></text:changed-region></text:tracked-changes>"
            "<text:p>甲<office:annotation><text:p>批</text:p></office:annotation></text:p>"
        )
        self.write("a.odt", formats.odf("text", body))
        text = self.run_kanben("import", "a.odt").stdout.decode()
        self.assertIn("甲", text)
        self.assertNotIn("删", text)
        self.assertNotIn("批", text)

    def test_what_is_not_read_is_named(self):
        self.told('<text:p>甲<text:note><text:p>注</text:p></text:note></text:p>', "footnote")
        self.told("<text:p>甲<draw:frame><draw:image/></draw:frame></text:p>", "a picture is not")
        self.told(
            "<text:list><text:list-item><text:p>项</text:p></text:list-item></text:list>",
            "automatic number or bullet",
        )


class NotRead(FormatCase):
    def test_one_sentence_names_the_format_and_the_way_out(self):
        ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
        for name, data, what, way in (
            ("a.docx", ole + "Workbook".encode("utf-16-le"), "(.xls)", "save it as .xlsx"),
            ("a.zip", formats.zipped({"x": "y"}), "ZIP archive", "unpack it"),
            ("a.txt", b"Rar!\x1a\x07\x00", "RAR archive", "unpack it"),
            ("a.docx", b"\x89PNG\r\n\x1a\n", "picture", "the document it shows"),
            ("a.doc", b"<?xml version='1.0'?><w:wordDocument/>", "XML", "save it as .docx"),
            ("a.mht", b"MIME-Version: 1.0\n\nx", "no web page", "no web page"),
            ("a.xlsx", formats.zipped({"xl/workbook.xml": "<x/>"}), ".xlsx", "not"),
            ("a.odt", formats.odf("text", "")[:300], "damaged", "damaged"),
        ):
            with self.subTest(name, what=what):
                self.write(name, data)
                done = self.expect(1, "import", name, "-o", "back.json")
                self.assertIn(what, done.stderr)
                self.assertIn(way, done.stderr)
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
                self.assertFalse((self.dir / "back.json").exists())


def at(report, pointer):
    for step in pointer.split("/")[1:]:
        report = report[int(step) if isinstance(report, list) else step]
    return report


def leaves(report):
    """Pointers and values of the figures."""
    def walk(node, pointer):
        if isinstance(node, (dict, list)):
            for key, value in node.items() if isinstance(node, dict) else enumerate(node):
                if key not in ("before", "after"):
                    yield from walk(value, f"{pointer}/{key}")
        else:
            yield pointer, node

    for key in TABLES:
        yield from walk(report[key], f"/{key}")


class Several(FormatCase):
    def setUp(self):
        super().setUp()
        (self.dir / "in" / "sub").mkdir(parents=True)
        self.write("a.html", documents.html_bytes(content()))
        self.write("in/b.odt", formats.odt(content()))
        self.write("in/sub/c.TXT", documents.text_string(content()))
        self.write("in/notes.json", "{}")

    def test_files_and_folders_go_into_a_folder(self):
        self.expect(0, "import", "a.html", "in", "-o", "out/")
        made = sorted(p.relative_to(self.dir / "out").as_posix() for p in self.dir.glob("out/**/*.json"))
        self.assertEqual(made, ["a.json", "b.json", "sub/c.json"])
        for name in made:
            self.assertEqual(documents.load(self.dir / "out" / name), SEED)

    def test_one_that_cannot_be_read_does_not_stop_the_others(self):
        self.write("x.png", b"\x89PNG\r\n\x1a\n")
        self.expect(1, "import", "x.png", "a.html", "-o", "out/")
        self.assertFalse((self.dir / "out" / "x.json").exists())
        self.assertEqual(documents.load(self.dir / "out" / "a.json"), SEED)
        self.expect(3, "import", "none.txt", "a.html", "-o", "out/")

    def test_wrong_usage_writes_nothing(self):
        self.write("a.txt", "x")
        (self.dir / "empty").mkdir()
        for args in (
            ["a.html", "in/b.odt"], ["in"], ["a.html", "in/b.odt", "-o", "x.json"],
            ["a.html", "a.txt", "-o", "out/"], ["empty", "-o", "out/"],
        ):
            with self.subTest(args):
                self.expect(2, "import", *args)
                self.assertFalse((self.dir / "out").exists())
                self.assertFalse((self.dir / "x.json").exists())

    def test_no_document_is_overwritten(self):
        page = documents.html_bytes(content())
        self.write("in/x.json", page)
        for args in (
            ["in/x.json", "a.html", "-o", "in/"], ["a.html", "in/x.json", "-o", "in"],
            ["in/x.json", "-o", "in/x.json"], ["in/x.json", "-o", "in/../in/x.json"],
        ):
            with self.subTest(args):
                self.expect(2, "import", *args)
                self.assertEqual((self.dir / "in/x.json").read_bytes(), page)
                self.assertFalse((self.dir / "in/a.json").exists())

    def account(self, *args, code=0):
        self.expect(code, "import", *args, "--report", "r.json")
        return documents.load(self.dir / "r.json")["documents"]

    def test_an_account_of_what_was_placed_guessed_and_left_over(self):
        page = documents.html_bytes(content()).replace("公民".encode(), "公民们".encode())
        figure = re.search(rb">([0-9]+)<", page).group(1).decode()
        self.write("b.html", page.replace(f">{figure}<".encode(), f">{figure}件<".encode(), 1))
        self.write("c.png", b"\x89PNG\r\n\x1a\n")
        whole, changed, none = self.account("a.html", "b.html", "c.png", "-o", "out/", code=1)
        self.assertEqual([d["document"] for d in (whole, changed, none)], ["a.html", "b.html", "c.png"])
        self.assertEqual((whole["report"], "report" in none), ("out/a.json", False))
        self.assertEqual((none["placed"], len(none["left_over"])), ([], 1))
        self.assertIn("picture", none["left_over"][0]["message"])
        lines = (self.dir / "b.html").read_text("utf-8").splitlines()
        for d in (whole, changed):
            report = documents.load(self.dir / d["report"])
            pointers = {f["pointer"] for f in d["placed"]}
            self.assertEqual(len(pointers), len(d["placed"]))
            for f in d["placed"]:
                self.assertEqual(str(at(report, f["pointer"])), f["value"])
                self.assertIn(f["found"], ("heads", "order"))
                self.assertRegex(f["place"], r"^/table/\d+/row/\d+/cell/\d+$")
            self.assertEqual(pointers, {p for p, v in leaves(report) if v is not None})
        (read,) = [f for f in changed["placed"] if f["text"] != f["value"]]
        self.assertEqual((read["text"], read["value"]), (f"{figure}件", figure))
        self.assertIn(f"{figure}件", lines[read["line"] - 1][read["column"] - 1:])
        self.assertIn(f"{figure}件", str(changed["guessed"]))

    def test_an_account_names_lines_and_what_is_missing(self):
        text = documents.text_string(content()).replace("六、其他需要报告的事项", "")
        self.write("a.txt", text)
        (d,) = self.account("a.txt", "-o", "x.json", code=1)
        self.assertEqual([m["pointer"] for m in d["missing"]], ["/other_matters"])
        self.assertTrue(d["placed"])
        for f in d["placed"]:
            self.assertIn(f["text"], text.splitlines()[f["line"] - 1])
        self.write("b.txt", "二、主动公开政府信息情况\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 7 8 9\n")
        (d,) = self.account("b.txt", "-o", "x.json", code=1)
        self.assertEqual([(f["value"], f["line"], f["column"], f["found"]) for f in d["placed"]],
                         [("7", 3, 4, "lines"), ("8", 3, 6, "lines"), ("9", 3, 8, "lines")])

    def test_an_account_replaces_no_other_file(self):
        before = (self.dir / "a.html").read_bytes()
        for args in (
            ["a.html", "--report", "a.html", "-o", "x.json"], ["a.html", "--report", "-"],
            ["a.html", "-o", "x.json", "--report", "x.json"], ["a.html", "-o", "out/", "--report", "out/a.json"],
            ["a.html", "-o", "x.json", "--report", "x.pdf"],
        ):
            with self.subTest(args):
                self.expect(2, "import", *args)
                self.assertEqual((self.dir / "a.html").read_bytes(), before)
                self.assertFalse((self.dir / "x.json").exists())

    def test_an_archive_edition_gives_its_json(self):
        text = (SOURCE / "examples" / "baodi-2024.json").read_bytes()
        self.write("r.json", text)
        self.run_kanben("render", "r.json", "--profile", "archive", "-o", "r.pdf", "--force")
        self.assertEqual(self.expect(0, "import", "r.pdf").stdout, text)


if __name__ == "__main__":
    unittest.main()
