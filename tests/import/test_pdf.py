# SPDX-License-Identifier: MIT
"""kanben import reads tagged PDF files by their structure tree."""

import base64
import json
import shutil
import subprocess
import sys
import unittest
import zlib
from pathlib import Path

import docx
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "cli")]

import corpus
import documents
import pdf
from harness import SOURCE, Case

LAYOUT = documents.load(SOURCE / "layouts" / "annual-report-2021.json")
SEED = documents.load(SOURCE / "examples" / "baodi-2024.json")
HEADING = "一、总体情况"


def with_form(text, keys="", before="", shown="/X Do"):
    """A PDF whose second paragraph is in a form."""
    maker = pdf.Pdf()
    content = before + pdf.marked(0, pdf.shown(HEADING)) + f"/P /Q BDC q {shown} Q EMC"
    original = maker.stream

    def stream(body, more=""):
        made = original(body, more)
        if body == content:
            original(text, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + keys)
        return made

    maker.stream = stream
    resources = "/Properties<</Q<</MCID 1>>>>/XObject<</X 6 0 R>>"
    return maker.bytes(content, [("H1", [0]), ("P", [1])], resources=resources)


class PdfCase(Case):
    maxDiff = None

    def take(self, data, code=1):
        self.write("a.pdf", data)
        done = self.expect(code, "import", "a.pdf")
        return json.loads(done.stdout), done.stderr

    def refuse(self, data):
        self.write("a.pdf", data)
        return self.expect(1, "import", "a.pdf").stderr

    def export(self, *names):
        """Has LibreOffice make tagged PDFs of documents."""
        office = shutil.which("soffice")
        self.assertIsNotNone(office, "soffice is not installed")
        options = '{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
        subprocess.run(
            [office, "--headless", f"-env:UserInstallation=file://{self.dir}/profile",
             "--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir", str(self.dir),
             *(str(self.dir / name) for name in names)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120,
        )

    def prose(self, data):
        back, findings = self.take(data)
        return back["overview"], findings


class Editions(PdfCase):
    def test_our_own_editions_come_back_whole(self):
        for example in ("baodi-2024.json",):
            for profile in ("publish", "print", "web"):
                with self.subTest(example, profile=profile):
                    source = SOURCE / "examples" / example
                    self.expect(0, "render", str(source), "--profile", profile, "-o", "a.pdf")
                    done = self.expect(0, "import", "a.pdf")
                    self.assertEqual(json.loads(done.stdout), documents.load(source))
                    self.assertNotIn("pdftotext", done.stderr)

    def test_libreoffice(self):
        documents.write_docx(self.dir / "b.docx", documents.blocks(LAYOUT, SEED))
        self.export("b.docx")
        done = self.expect(0, "import", "b.pdf")
        self.assertEqual(json.loads(done.stdout), SEED)


def spans(rows, columns):
    """A cell's attributes as LibreOffice writes them, with those of its layout before."""
    keys = f"/RowSpan {rows}" * (rows > 1) + f"/ColSpan {columns}" * (columns > 1)
    return f"/A[<</O/Layout/Width 9>><</O/Table{keys}>>]"


def leftovers(grid, row):
    """What LibreOffice ends a row with if a page ends below it and beside a cell that goes on: its
    cells that span no other row, once more, with nothing in them and on the next page."""
    if not any(r <= row < r + high - 1 for r, _, high, _, _ in grid.cells):
        return []
    return [
        ("TD", [], pdf.SECOND_PAGE + spans(1, wide))
        for r, _, high, wide, _ in sorted(grid.cells) if r == row and high == 1
    ]


def tagged_report(report, change):
    """A PDF of a report. change(table, row, cells): the cells of a row as elements."""
    marks, tree, tables = [], [], 0

    def mark(text):
        marks.append(pdf.marked(len(marks), pdf.shown(text)))
        return ("P", [len(marks) - 1])

    for kind, value in documents.blocks(LAYOUT, report):
        if kind != "table":
            tree.append(mark(value))
            continue
        rows = [[] for _ in range(value.rows)]
        for row, _, high, wide, text in sorted(value.cells):
            rows[row].append(("TD", [mark(text)], spans(high, wide)))
        tree.append(("Table", [("TR", change(tables, r, cells)) for r, cells in enumerate(rows)]))
        tables += 1
    return pdf.Pdf().bytes("".join(marks), tree, second=True)


def write_low_pages(path, report, rows, repeated):
    """A .docx with this many table rows on a page. Each paragraph is one line, in any font."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(100), Cm(rows + 2.2)
    page.top_margin = page.bottom_margin = page.left_margin = page.right_margin = Cm(1)
    page.header_distance = page.footer_distance = 0
    document.styles["Normal"].font.size = Pt(6)
    for kind, value in documents.blocks(LAYOUT, report):
        if kind != "table":
            document.add_paragraph(value)
            continue
        documents.add_docx_table(document, value)
        for row in document.tables[-1].rows:
            row.height, row.height_rule = Cm(1), WD_ROW_HEIGHT_RULE.EXACTLY
        for row in list(document.tables[-1].rows)[:repeated]:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.save(path)


class Breaks(PdfCase):
    """A page ends in the middle of a table."""

    GRIDS = [value for kind, value in documents.blocks(LAYOUT, SEED) if kind == "table"]

    def told(self, files):
        """Imports {name: report}; the findings, where figures are missing. None may be wrong."""
        done = self.run_kanben("import", *files, "-o", "out/")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        found = {}
        for name, report in files.items():
            findings = [f for f in done.stderr.decode().splitlines() if f.startswith(f"{name}:")]
            got = documents.load((self.dir / "out" / name).with_suffix(".json"))
            _, told, wrong = corpus.judge(LAYOUT, report, got, "\n".join(findings))
            self.assertEqual(wrong, [], name)
            if told:
                found[name] = findings
        return found

    def told_of(self, report, change):
        self.write("a.pdf", tagged_report(report, change))
        return "\n".join(self.told({"a.pdf": report}).get("a.pdf", []))

    def test_after_each_row_beside_a_cell_that_goes_on(self):
        report, files = corpus.truth(LAYOUT, SEED), {}
        for table, grid in enumerate(self.GRIDS):
            for row in range(grid.rows):
                more = leftovers(grid, row)
                if not more:
                    continue
                name = f"{table}-{row}.pdf"
                self.write(name, tagged_report(
                    report, lambda t, r, cells, at=(table, row), more=more: cells + more * ((t, r) == at)
                ))
                files[name] = report
        self.assertGreater(len(files), 20)
        self.assertEqual(self.told(files), {})

    def test_blank_cells_of_the_row_are_its_cells(self):
        """All that is on the next page is the total, which is blank."""
        def change(table, _, cells):
            last = ("TD", [], pdf.SECOND_PAGE)
            return cells[:-1] + [last] if table == 1 and len(cells) > 7 else cells

        report = corpus.truth(LAYOUT, SEED, corpus.BLANKS["total blank"])
        self.assertEqual(self.told_of(report, change), "")

    def test_other_cells_behind_a_row_are_told(self):
        row, grid = 10, self.GRIDS[1]
        more = leftovers(grid, row)
        report = corpus.truth(LAYOUT, SEED)
        actual = f"/ActualText<FEFF{'甲'.encode('utf-16-be').hex()}>"
        for name, cells in {
            "with text": [*more[:-1], (*more[-1][:2], more[-1][2] + actual)],
            "one is missing": more[1:],
            "there is another": [*more, more[0]],
            "another span": [("TD", [], pdf.SECOND_PAGE + spans(1, 2)), *more[1:]],
            "on the same page": [("TD", [], attributes.replace(pdf.SECOND_PAGE, "")) for _, _, attributes in more],
            "not hollow": [(kind, [("P", [])], attributes) for kind, _, attributes in more],
        }.items():
            with self.subTest(name):
                told = self.told_of(report, lambda t, r, own: own + cells if (t, r) == (1, row) else own)
                self.assertIn("this row has more or fewer cells than the heads above it", told)
                self.assertEqual(told.count("UNPLACED"), 1)

    def test_of_libreoffice(self):
        """Rows of one height: with one on a page, a page ends after each of them. Heads are
        repeated where there is room for them."""
        report, files = corpus.truth(LAYOUT, SEED), {}
        for rows, repeated in (1, 0), (2, 0), (3, 0), (4, 3), (6, 3):
            write_low_pages(self.dir / f"{rows}.docx", report, rows, repeated)
            files[f"{rows}.pdf"] = report
        self.export(*(Path(name).with_suffix(".docx") for name in files))
        self.assertEqual(self.told(files), {})


class Content(PdfCase):
    def test_the_tree_gives_the_order(self):
        data = pdf.document("乙。", HEADING, "甲。", tree=[("H1", [1]), ("P", [2]), ("P", [0])])
        self.assertEqual(self.prose(data)[0], ["甲。", "乙。"])

    def test_roles_and_elements_within_elements(self):
        tree = [("Dokument", [("Kopf", [0]), ("Sect", [("P", [("Span", [1]), 2])])])]
        roles = "/RoleMap<</Dokument/Document/Kopf/Titel/Titel/H1>>"
        data = pdf.document(HEADING, "甲", "乙。", tree=tree, tree_keys=roles)
        self.assertEqual(self.prose(data)[0], ["甲乙。"])

    def test_a_role_map_in_a_circle_ends(self):
        data = pdf.document(HEADING, "甲。", tree=[("H1", [0]), ("X", [1])], tree_keys="/RoleMap<</X/Y/Y/X>>")
        self.assertEqual(self.prose(data)[0], ["甲。"])

    def test_strings_of_every_kind(self):
        codes = "甲（乙）".encode("utf-16-be")
        literal = "".join(f"\\{b:03o}" for b in codes[:4]) + codes[4:].decode("latin-1")
        for text in (f"({literal})", f"<{codes.hex().upper()}>", f"<{codes[:3].hex()} {codes[3:].hex()}>"):
            for show in (f"{text} Tj", f"[{text}] TJ", f"{text} '", f"0 0 {text} \""):
                with self.subTest(show):
                    data = pdf.document(HEADING, f"BT /F 12 Tf 72 680 Td {show} ET ")
                    self.assertEqual(self.prose(data)[0], ["甲（乙）"])

    def test_actual_text_replaces_what_is_shown(self):
        actual = "FEFF" + "甲。".encode("utf-16-be").hex()
        inner = f"/Span <</ActualText <{actual}>>> BDC {pdf.shown('丙')}EMC "
        data = pdf.document(HEADING, inner, "丁", tree=[("H1", [0]), ("P", [1]), ("P", [2])])
        self.assertEqual(self.prose(data)[0], ["甲。", "丁"])
        tree = [("H1", [0]), ("P", [("Span", [1], f"/ActualText<{actual}>")])]
        self.assertEqual(self.prose(pdf.document(HEADING, "丙", tree=tree))[0], ["甲。"])

    def test_artifacts_are_left_out(self):
        mark = f"/Artifact <</Type/Pagination>> BDC {pdf.shown('第一页')}EMC "
        content = mark + pdf.marked(0, pdf.shown(HEADING)) + pdf.marked(1, pdf.shown("甲。"))
        data = pdf.Pdf().bytes(content, [("H1", [0]), ("P", [1])])
        self.assertEqual(self.prose(data)[0], ["甲。"])

    def test_text_that_no_tag_names_is_kept(self):
        content = pdf.marked(0, pdf.shown(HEADING)) + pdf.marked(1, pdf.shown("甲。"))
        content += pdf.marked(2, pdf.shown("乙。", y=600)) + pdf.shown("丙。", y=500)
        data = pdf.Pdf().bytes(content, [("H1", [0]), ("P", [1])])
        self.assertEqual(self.prose(data)[0], ["甲。", "乙。", "丙。"])

    def test_forms_and_properties_by_name(self):
        self.assertEqual(self.prose(with_form(pdf.shown("甲。")))[0], ["甲。"])

    def test_a_form_says_what_it_says_however_often_it_is_shown(self):
        own = "/Resources<</Font<</F 4 0 R>>>>"
        hidden = "/Artifact BMC q /X Do Q EMC " * 3
        for keys in ("", own):
            with self.subTest(keys):
                shown = pdf.shown("甲。")
                self.assertEqual(self.prose(with_form(shown, keys, hidden))[0], ["甲。"])
                again = with_form(shown, keys, hidden, "/X Do " * 3)
                self.assertEqual(self.prose(again)[0], ["甲。甲。甲。"])
                # Nothing comes of a drawing, but of one that ends what is open.
                drawing = with_form("0 0 m 9 9 l S", keys, "/X Do " * 3, shown + "/X Do /X Do")
                self.assertEqual(self.prose(drawing)[0], ["甲。"])
                ends = with_form("EMC", keys, shown="/Artifact BMC /X Do /Artifact BMC /X Do " + shown)
                self.assertEqual(self.prose(ends)[0], ["甲。"])

    def test_content_in_other_filters(self):
        plain = (pdf.marked(0, pdf.shown(HEADING)) + pdf.marked(1, pdf.shown("甲。"))).encode()
        runs = b"".join(b"\x00%c" % c for c in plain) + b"\x80"
        data = {
            "/ASCIIHexDecode": plain.hex().encode() + b">",
            "/ASCII85Decode": base64.a85encode(plain) + b"~>",
            "[/ASCIIHexDecode/RunLengthDecode]": runs.hex().encode() + b">",
            "[/ASCII85Decode/FlateDecode]": base64.a85encode(zlib.compress(plain)) + b"~>",
            "/FlateDecode/DecodeParms<</Predictor 1>>": zlib.compress(plain),
            "[/FlateDecode]/DecodeParms[null]": zlib.compress(plain),
        }
        for keys, packed in data.items():
            with self.subTest(keys):
                maker = pdf.Pdf()
                original = maker.stream
                maker.stream = lambda body, more="": original(
                    *((packed.decode("latin-1"), "/Filter" + keys) if body == "content" else (body, more))
                )
                whole = maker.bytes("content", [("H1", [0]), ("P", [1])])
                self.assertEqual(self.prose(whole)[0], ["甲。"])

    def test_what_asks_for_more_than_it_brings_is_told(self):
        """And not given to pdftotext, which would do all of it."""
        form = "".join(pdf.shown("甲" * 1000) for _ in range(100))
        data = with_form(form, "/Resources<</Font<</F 4 0 R>>>>", shown="/X Do " * 100)
        done = self.refuse(data)
        self.assertIn("the PDF shows or repeats more than is read of a file of its size [PDF]", done)
        self.assertNotIn("pdftotext", done)
        numbers = "0 " * 65537
        done = self.refuse(pdf.document(HEADING, f"q {numbers}re Q {pdf.shown('甲。')}"))
        self.assertIn("the PDF shows or repeats more than is read of a file of its size [PDF]", done)
        self.assertEqual(self.prose(pdf.document(HEADING, f"q {numbers[2:]}re Q {pdf.shown('甲。')}"))[0], ["甲。"])

    def test_what_inflates_to_more_than_is_read_is_told(self):
        """Streams count as far as they can be read, too."""
        packed = zlib.compress(b" " * (10 << 20), 9)
        for data in packed, packed[:-4] + b"\0\0\0\0":
            for n in (1, 3):
                maker, more = pdf.Pdf(), data.decode("latin-1")
                original = maker.stream
                maker.stream = lambda body, keys="": [
                    original(body, keys), *(original(more, "/Filter/FlateDecode") for _ in range(n if body == content else 0))][0]
                content = pdf.marked(0, pdf.shown(HEADING)) + pdf.marked(1, pdf.shown("甲。"))
                whole = maker.bytes(content, [("H1", [0]), ("P", [1])])
                if n == 1:
                    self.assertEqual(self.prose(whole)[0], ["甲。"])
                else:
                    self.assertIn("[PDF]", self.refuse(whole))

    def test_characters_beyond_the_first_plane(self):
        self.assertEqual(self.prose(pdf.document(HEADING, "甲\uf000\uf003"))[0], ["甲\U0002000b\U00020013"])

    def test_raised_marks_are_no_digits(self):
        raised = pdf.shown("12") + pdf.shown("1", size=6, y=706)
        below = pdf.shown("12") + pdf.shown("3", size=6, y=697)
        for text, want in ((raised, "12¹"), (below, "12₃"), (pdf.shown("12") + pdf.shown("3", size=6), "123")):
            data = pdf.document(HEADING, text)
            self.assertEqual(self.prose(data)[0][0], want)

    def test_a_character_that_nobody_knows_is_told(self):
        font = "/G<</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</Differences[65/g1]>>>>"
        data = pdf.document(HEADING, "BT /G 12 Tf (A) Tj ET ", fonts=font)
        self.assertEqual(self.prose(data)[0], ["\ufffd"])
        font = "/G<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
        data = pdf.document(HEADING, "BT /G 12 Tf (A) Tj ET ", fonts=font)
        self.assertEqual(self.prose(data)[0], ["A"])

    def test_a_font_that_says_what_its_bytes_mean_is_not_guessed_at(self):
        maker = pdf.Pdf()
        original = maker.stream

        def stream(body, keys=""):
            made = original(body, keys)
            if body == content:
                original("1 beginbfchar <41> <7532> endbfchar")
            return made

        maker.stream = stream
        content = pdf.marked(0, pdf.shown(HEADING)) + pdf.marked(1, "BT /G 12 Tf (AB) Tj ET ")
        font = "/G<</Type/Font/Subtype/Type1/BaseFont/X/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>"
        self.assertEqual(self.prose(maker.bytes(content, [("H1", [0]), ("P", [1])], fonts=font))[0], ["甲\ufffd"])

    def test_lists(self):
        def item(label, body):
            return ("LI", [("Lbl", [label]), ("LBody", [("P", [body])])])

        data = pdf.document(HEADING, "•", "甲", "•", "乙", tree=[("H1", [0]), ("L", [item(1, 2), item(3, 4)])])
        self.assertEqual(self.prose(data)[0], [{"list": ["甲", "乙"]}])
        data = pdf.document(HEADING, "1.", "甲", "2.", "乙", tree=[("H1", [0]), ("L", [item(1, 2), item(3, 4)])])
        self.assertIn("1.甲", str(self.prose(data)[0]))

    def test_large_tables_take_little_memory(self):
        """Elements are looked at where they stand; as objects of qpdf these would be over 100 MiB."""
        row = "<</S/TR/K[" + "<</S/TD/A<</O/Table/RowSpan 1>>/K[<</S/P>>]>>" * 10 + "]>>"
        table = ("Table", [], f"/K[{row * 4000}]")
        self.write("a.pdf", pdf.document(HEADING, "甲。", tree=[("H1", [0]), table, ("P", [1])]))
        done = self.expect(1, "import", "a.pdf", "--max-memory", "100")
        self.assertIn("甲。", done.stdout.decode())

    def test_pictures_are_told(self):
        data = pdf.document(HEADING, "甲。", "图", tree=[("H1", [0]), ("P", [1]), ("Figure", [2], "/Alt(x)")])
        back, findings = self.prose(data)
        self.assertEqual(back, ["甲。"])
        self.assertIn("picture", findings)
        self.assertIn("/page/1", findings)


class Refused(PdfCase):
    def test_a_file_without_tags_goes_to_pdftotext(self):
        for data in (
            pdf.Pdf().bytes(pdf.shown(HEADING), None),
            pdf.Pdf().bytes(pdf.shown(HEADING), []),
            pdf.Pdf().bytes(pdf.shown(HEADING), [("P", [7])]),
        ):
            self.write("a.pdf", data)
            done = self.run_kanben("import", "a.pdf", env=self.environment(PATH=""))
            self.assertEqual(done.returncode, 1)
            self.assertIn("pdftotext (poppler-utils); that is not installed", done.stderr.decode())

    def test_a_file_of_which_a_part_cannot_be_read_goes_to_pdftotext(self):
        self.write("a.pdf", with_form("not deflated", "/Filter/FlateDecode"))
        done = self.run_kanben("import", "a.pdf", env=self.environment(PATH=""))
        self.assertEqual(done.returncode, 1)
        self.assertIn("pdftotext (poppler-utils); that is not installed", done.stderr.decode())

    def test_hostile_trees_end(self):
        deep = ("P", [1])
        for _ in range(150):
            deep = ("Div", [deep])
        self.write("a.pdf", pdf.document(HEADING, "甲。", tree=[("H1", [0]), deep]))
        self.expect(1, "import", "a.pdf")
        data = pdf.document(HEADING, "甲。")
        for i in range(1, 20):
            self.write("a.pdf", data.replace(b"/K[0]", f"/K[{i} 0 R]".encode(), 1))
            self.run_kanben("import", "a.pdf")
        for n in range(0, len(data), 97):
            self.write("a.pdf", data[:n] + data[n + 3:])
            done = self.run_kanben("import", "a.pdf")
            self.assertIn(done.returncode, (0, 1), (n, done.stderr))


if __name__ == "__main__":
    unittest.main()
