# SPDX-License-Identifier: MIT
"""kanben import reads tagged PDF files by their structure tree."""

import json
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "cli")]

import documents
import pdf
from harness import SOURCE, Case

LAYOUT = documents.load(SOURCE / "layouts" / "annual-report-2021.json")
SEED = documents.load(SOURCE / "examples" / "baodi-2024.json")
HEADING = "一、总体情况"


def with_form(text, keys=""):
    """A PDF whose second paragraph is in a form."""
    maker = pdf.Pdf()
    content = pdf.marked(0, pdf.shown(HEADING)) + "/P /Q BDC q /X Do Q EMC"
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
        office = shutil.which("soffice")
        self.assertIsNotNone(office, "soffice is not installed")
        documents.write_docx(self.dir / "b.docx", documents.blocks(LAYOUT, SEED))
        options = '{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
        subprocess.run(
            [office, "--headless", f"-env:UserInstallation=file://{self.dir}/profile",
             "--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir", str(self.dir),
             str(self.dir / "b.docx")],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120,
        )
        done = self.expect(0, "import", "b.pdf")
        self.assertEqual(json.loads(done.stdout), SEED)


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

    def test_lists(self):
        def item(label, body):
            return ("LI", [("Lbl", [label]), ("LBody", [("P", [body])])])

        data = pdf.document(HEADING, "•", "甲", "•", "乙", tree=[("H1", [0]), ("L", [item(1, 2), item(3, 4)])])
        self.assertEqual(self.prose(data)[0], [{"list": ["甲", "乙"]}])
        data = pdf.document(HEADING, "1.", "甲", "2.", "乙", tree=[("H1", [0]), ("L", [item(1, 2), item(3, 4)])])
        self.assertIn("1.甲", str(self.prose(data)[0]))

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
