# SPDX-License-Identifier: MIT
"""kanben import with files that are broken, locked, in odd encodings, or malicious."""

import json
import sys
import unittest
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "cli")]

import documents
import formats
from documents import package, word
from harness import SOURCE, Case
from importing import ImportCase

LAYOUT = documents.load(SOURCE / "layouts" / "annual-report-2021.json")
SEED = documents.load(SOURCE / "examples" / "baodi-2024.json")


def content():
    return list(documents.blocks(LAYOUT, SEED))


class Hostile(ImportCase):
    def refused(self, name, data, message):
        """Nothing is written, the exit code is 1, and one line says why."""
        self.write(name, data)
        done = self.expect(1, "import", name, "-o", "back.json")
        self.assertEqual(done.stdout, b"")
        self.assertFalse((self.dir / "back.json").exists())
        self.assertIn(message, done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)

    def survived(self, name, data, code=1):
        """A report, even if it is empty, and findings; returns both."""
        self.write(name, data)
        done = self.expect(code, "import", name)
        return json.loads(done.stdout), done.stderr

    def test_files_that_are_not_documents(self):
        for name, data, message in (
            ("a.docx", b"", "not a .docx file"),
            ("a.docx", b"PK\x03\x04", "not a .docx file"),
            ("a.docx", b"\xff\x00\xff", "not a .docx file"),
            ("a.docx", b"\xfe\x00\xfe", "not a .docx file"),
            ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password"),
            ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "this is an old .doc file"),
            ("a.docx", package("<x/>", "xl/workbook.xml"), "not an .xlsx file"),
            ("a.docx", package("<w:document"), "not well-formed"),
            ("a.docx", package(word("x"))[:90], "not a .docx file"),
            ("a.txt", b"1" * (32 << 20) + b"1", "larger than 32 MB"),
        ):
            with self.subTest(name, message=message):
                self.refused(name, data, message)

    def test_style_sheets_without_end(self):
        page = "<style>{}</style><h2>一、总体情况</h2><p>一段。</p>" + "<div>" * 100 + "<p class=c>x</p>" * 2000
        for sheet in ("x div div div div p{display:none}" * 3000, ".c{display:none}" * 5000):
            back, findings = self.take("a.html", page.format(sheet), code=1)
            self.assertIn("the style sheets of this page are too large", findings)

    def test_rows_without_end(self):
        for row in ("|甲|乙|\n", "甲\t乙\t丙\n"):
            _, findings = self.take("a.txt", "一、总体情况\n" + row * 12000, code=1)
            self.assertIn("is too large", findings)

    def test_pages_and_texts_without_end(self):
        begin = "<h2>一、总体情况</h2><p>一段。"
        back, findings = self.survived("a.html", begin + "<b>x</b>" * 200001)
        self.assertIn("only the first 200000 elements of this page are read", findings)
        self.assertIn("一段。", str(back["overview"]))
        for nothing in ("<!---->", "<wbr>", "<?x>"):
            back, findings = self.survived("a.html", begin + nothing * 200001 + "二段。")
            self.assertEqual(back["overview"], ["一段。二段。"])
            self.assertNotIn("are read", findings)
        back, findings = self.survived("a.txt", "一、总体情况\n" + "一段。\n" * 50001)
        self.assertIn("only the first 50000 paragraphs", findings)

    def test_a_part_that_is_locked(self):
        data = bytearray(package(word("<w:p/>")))
        data[6] |= 1  # general purpose flag of the local header
        data[data.index(b"PK\x01\x02") + 8] |= 1  # and of the directory
        self.refused("a.docx", bytes(data), "protected by a password")

    def test_a_part_that_is_damaged(self):
        data = bytearray(package(word("<w:p>" + "abcdefgh" * 500 + "</w:p>")))
        data[60] ^= 0xFF
        self.refused("a.docx", bytes(data), "“word/document.xml” inside the file")

    def test_zip_bomb(self):
        bomb = package(word(" " * (40 << 20)))
        self.assertLess(len(bomb), 1 << 20)
        self.refused("a.docx", bomb, "larger than 32 MB")
        blanks = " " * (31 << 20)
        _, said = self.survived("a.docx", package(word(""), styles=blanks, numbering=blanks, header=blanks, footer=blanks))
        self.assertEqual(said.count("has more elements, attributes or text than are read"), 1, said)

    def test_entities_that_expand(self):
        laughs = "".join(
            f'<!ENTITY l{i} "{("&l%d;" % (i - 1) if i else "ha") * 10}">' for i in range(12)
        )
        document = f"<!DOCTYPE d [{laughs}]>" + word("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>")
        self.refused("a.docx", package(document), "or it has a DTD")
        page = f"<!DOCTYPE html [{laughs}]><html><body><p>&l11;</p></body></html>"
        self.survived("a.html", page)

    def test_nothing_outside_is_read(self):
        self.write("secret.txt", "一、总体情况")
        entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{self.dir}/secret.txt">]>'
        self.refused("a.docx", package(entity + word("<w:p>&x;</w:p>")), "or it has a DTD")
        _, findings = self.survived("a.html", entity + "<p>&x;</p>")
        self.assertIn("no section “一、总体情况”", findings)

    def test_deep_nesting(self):
        depth = 20000
        for name, data in (
            ("a.html", "<div>" * depth + "深" + "</div>" * depth),
            ("b.html", "<table><tr><td>" * depth + "深"),
            ("c.html", "<b>" * depth + "深"),
        ):
            with self.subTest(name):
                self.survived(name, data)
        nested = word("<w:sdt><w:sdtContent>" * 240 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 240)
        self.write("a.docx", package(nested))
        self.run_kanben("import", "a.docx")  # beyond the parser's limit or ours, no crash

    def test_what_is_nested_too_deep_is_told(self):
        """Below the parser's own limit, and the rest of the document is read."""
        for deep in (150, 205):
            self.try_depth(deep)

    def try_depth(self, deep):
        p = "<text:p>乙。</text:p>"
        row = f"<table:table-row><table:table-cell>{p}</table:table-cell></table:table-row>"
        run, math = "<w:p><w:r><w:t>乙。</w:t></w:r></w:p>", "http://schemas.openxmlformats.org/officeDocument/2006/math"

        def nested(name, inner):
            return "".join(f"<{name}>" for _ in range(deep)) + inner + f"</{name}>" * deep

        for name in ("text:section", "text:list-header"):
            self.deep(deep, "a.odt", formats.odf("text", f"<text:p>一、总体情况</text:p>{nested(name, p)}<text:p>甲。</text:p>"))
        rows = f"<table:table>{nested('table:table-row-group', row)}</table:table>"
        self.deep(deep, "a.odt", formats.odf("text", f"<text:p>一、总体情况</text:p>{rows}<text:p>甲。</text:p>"))
        spans = f"<text:p>{nested('text:span', '乙。')}</text:p>"
        self.deep(deep, "a.odt", formats.odf("text", f"<text:p>一、总体情况</text:p>{spans}<text:p>甲。</text:p>"))
        formula = nested("m:e", "<m:r><m:t>乙。</m:t></m:r>")
        boxes = nested("w:drawing", f"<w:txbxContent>{run}</w:txbxContent>")
        for body in (nested("w:sdt", run), f"<w:p><w:r><m:oMath>{formula}</m:oMath></w:r></w:p>",
                     f"<w:p><w:r>{boxes}</w:r></w:p>"):
            body = f"<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>{body}<w:p><w:r><w:t>甲。</w:t></w:r></w:p>"
            document = word(body).replace("<w:document ", f'<w:document xmlns:m="{math}" ')
            self.deep(deep, "a.docx", package(document))

    def test_boxes_within_boxes(self):
        box = "<w:p><w:r><w:t>乙。</w:t></w:r></w:p>"
        for _ in range(58):
            box = f"<w:p><w:r><w:drawing><w:txbxContent>{box}</w:txbxContent></w:drawing></w:r></w:p>"
        self.deep(150, "a.docx", package(word(
            f"<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>{box}<w:p><w:r><w:t>甲。</w:t></w:r></w:p>")))

    def deep(self, depth, name, data):
        back, findings = self.survived(name, data)
        self.assertEqual(back["overview"][-1], "甲。")
        seen = "".join(back["overview"]) + findings.replace("check it: 乙。", "")
        self.assertEqual("乙" in seen, depth <= 200, findings)
        self.assertEqual(findings.count("elements are nested more than 200 deep here"), depth > 200, findings)

    def test_numbers_that_make_no_sense(self):
        item = '<w:p><w:pPr><w:numPr>{}<w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>项</w:t></w:r></w:p>'
        lvl = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
        num = '<w:num w:numId="1"><w:abstractNumId w:val="0"/>{}</w:num>'
        for level, numbering in (
            ("0", lvl.format(0, 999999999999, "upperRoman", "%1.")),
            ("0", lvl.format(0, 1000000000, "lowerLetter", "%1")),
            ("0", lvl.format(0, 0, "chineseCounting", "%1%1%1")),
            ("0", lvl.format(0, -5, "decimal", "%")), ("0", lvl.format(0, 1, "decimal", "%0%9%x%1")),
            ("8", lvl.format(8, 1, "decimal", "%9.")), ("9", lvl.format(9, 1, "decimal", "%1.")),
            ("-1", lvl.format("", "", "", "")), ("99999999999", "<w:lvl/>"), ("x", ""),
        ):
            with self.subTest(level, numbering=numbering):
                abstract = f'<w:abstractNum w:abstractNumId="0">{numbering}</w:abstractNum>'
                body = item.format(f'<w:ilvl w:val="{level}"/>') * 3
                data = package(word(body), numbering=abstract + num.format("") + "<w:num/>")
                self.survived("a.docx", data)
        links = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="S"/></w:abstractNum>'
        style = (
            '<w:style w:type="numbering" w:styleId="S"><w:basedOn w:val="S"/><w:pPr><w:numPr>'
            '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )
        override = '<w:lvlOverride w:ilvl="77"><w:startOverride w:val="x"/><w:lvl/></w:lvlOverride>'
        self.survived(
            "a.docx",
            package(word(item.format("")), numbering=links + num.format(override) * 2, styles=style),
        )
        many = "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="0"/></w:num>' for i in range(50000))
        self.survived("a.docx", package(word(item.format("") * 20000), numbering=many))

    def test_spans_beyond_the_table(self):
        for colspan, rowspan in (("65534", "1"), ("1", "65534"), ("65534", "0"), ("-1", "x")):
            with self.subTest(colspan):
                cell = f'<td colspan="{colspan}" rowspan="{rowspan}">规章</td>'
                self.survived("a.html", f"<table><tr>{cell * 3}</tr><tr>{cell * 3}</tr></table>")
        span = '<w:tc><w:tcPr><w:gridSpan w:val="65534"/><w:vMerge/></w:tcPr><w:p/></w:tc>'
        self.survived("a.docx", package(word(f"<w:tbl><w:tr>{span * 5}</w:tr></w:tbl>")))

    def test_tables_that_are_too_large_are_reported(self):
        row = "<tr><td></td><td></td></tr>"
        _, findings = self.survived("a.html", f"<table>{row * 10050}</table>")
        self.assertIn("only the first 10000 rows", findings)
        _, findings = self.survived("a.html", "<table><tr>" + "<td>1</td>" * 300 + "</tr></table>")
        self.assertIn("too large", findings)

    def test_overlapping_cells_are_reported(self):
        page = documents.html_bytes(content()).decode()
        page = page.replace("<td>规章</td>", '<td rowspan="2">规章</td><td style="x">多余</td>', 1)
        _, findings = self.survived("a.html", page)
        self.assertIn("多余", findings)

    def test_empty_documents(self):
        for name, data in (
            ("a.txt", ""), ("a.html", ""), ("a.html", "<table></table>"), ("a.txt", "\t\n\n\t"),
            ("a.txt", "\f\f\f"), ("a.docx", package(word(""))), ("a.txt", "\0\0\0"),
            ("a.docx", package(word("<w:tbl><w:tr/></w:tbl>"))), ("a.txt", "|||\n|||\n"),
        ):
            with self.subTest(data[:20]):
                back, findings = self.survived(name, data)
                self.assertEqual(findings.count("[MISSING]"), 9)
                self.assertEqual(back["overview"], [])
                self.assertNotIn("year", back)


class Encodings(Case):
    def same(self, name, data):
        self.write(name, data)
        done = self.expect(0, "import", name)
        self.assertEqual(json.loads(done.stdout), SEED)
        return done.stderr

    def test_text(self):
        text = documents.text_string(content())
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"):
            with self.subTest(encoding):
                self.same("a.txt", text.encode(encoding))
                self.same("a.txt", text.replace("\n", "\r\n").encode(encoding))

    def test_pages_that_name_their_encoding(self):
        for named, used in (
            ("gb2312", "gbk"), ("gbk", "gbk"), ("GB18030", "gb18030"), ("utf-8", "utf-8"),
            ("x-unheard-of", "gbk"),
        ):
            with self.subTest(named):
                page = documents.html_bytes(content()).decode()
                page = page.replace('charset="utf-8"', f'charset="{named}"')
                self.same("a.html", page.encode(used))
                old = f'http-equiv="Content-Type" content="text/html; charset={named}"'
                page = page.replace(f'charset="{named}"', old)
                self.same("a.htm", page.encode(used))

    def test_bytes_that_are_not_text_are_reported(self):
        data = documents.html_bytes(content()).replace("规章".encode(), b"\xff\xfe" + "规章".encode())
        self.write("a.html", data)
        done = self.expect(1, "import", "a.html")
        self.assertIn("2 bytes are not valid utf-8 text", done.stderr)
        self.assertEqual(json.loads(done.stdout)["title"], SEED["title"])
        self.write("a.txt", "\ufeff某局2024年政府信息公开工作年度报告\n一、总体情况\n甲".encode() + b"\xff\xe4\n\xb8\n")
        self.assertIn("a.txt:3:2: warning: 3 bytes are not valid", self.expect(1, "import", "a.txt").stderr)

    def test_standard_input(self):
        for data in (documents.html_bytes(content()), documents.text_string(content()).encode()):
            done = self.expect(0, "import", "-", input=data)
            self.assertEqual(json.loads(done.stdout), SEED)

    def test_the_content_of_a_file_matters_more_than_its_name(self):
        documents.write_docx(self.dir / "a.docx", content())
        (self.dir / "a.docx").rename(self.dir / "a.txt")
        done = self.expect(0, "import", "a.txt")
        self.assertEqual(json.loads(done.stdout), SEED)


class Usage(Case):
    def test_wrong_usage_is_2(self):
        self.write("a.txt", "x")
        for args in ([], ["a.txt", "b.txt"], ["--json", "a.txt"], ["a.txt", "-o"]):
            with self.subTest(args):
                self.expect(2, "import", *args)

    def test_a_failing_environment_is_3(self):
        self.write("a.txt", documents.text_string(content()))
        done = self.expect(3, "import", "none.txt", "-o", "back.json")
        self.assertEqual(done.stderr, "kanben: none.txt: No such file or directory\n")
        self.assertFalse((self.dir / "back.json").exists())
        self.assertEqual(self.expect(3, "import", "none.txt").stdout, b"")
        self.expect(3, "import", "a.txt", "-o", "none/back.json")
        with open("/dev/full", "wb") as full:
            self.expect(3, "import", "a.txt", stdout=full)

    def test_a_missing_layout(self):
        self.write("a.txt", "x")
        done = self.run_kanben("import", "a.txt", "--layout", "none")
        self.assertIn(done.returncode, (1, 2, 3))
        self.assertIn(b"none", done.stderr)

    def test_a_row_of_figures_per_line(self):
        self.write("a.txt", documents.text_string(content()))
        done = self.expect(0, "import", "a.txt")
        text = done.stdout.decode()
        self.assertIn('\n    "received": [0, 0, 0, 0, 0, 0, 0],\n', text)
        self.assertIn('\n    "rules": {"issued": 0, "repealed": 0, "in_force": 0},\n', text)
        keys = list(json.loads(text))
        self.assertEqual(keys, [k for k in SEED if k in keys])

    def test_other_layouts(self):
        budget = documents.load(SOURCE / "examples" / "budget-2024.json")
        lines = [budget["title"], *budget["preamble"], "一、部门收支预算总表", "不是表格"]
        self.write("a.txt", "\n".join(lines))
        done = self.expect(1, "import", "a.txt", "--layout", "budget-summary")
        self.assertEqual(json.loads(done.stdout)["budget"], {"before": ["不是表格"]})


if __name__ == "__main__":
    unittest.main()
