# SPDX-License-Identifier: MIT
"""kanben import reads OFD documents: our own, those of other producers; and refuses by name."""

import io
import json
import sys
import unittest
import zipfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "cli")]

import documents
from harness import SOURCE
from importing import ImportCase, with_notes
from ofd_pages import FOOT, LEFT, NS, Pages, ofd, report

EXAMPLES = SOURCE / "examples"
LAYOUT = documents.load(SOURCE / "layouts" / "annual-report-2021.json")
SEED = documents.load(EXAMPLES / "baodi-2024.json")
BOMB = '<!DOCTYPE x [<!ENTITY a "1"><!ENTITY b "&a;&a;">]><x>&b;</x>'


def content():
    return list(documents.blocks(LAYOUT, SEED))


def small(*lines):
    pages = Pages(numbers=False)
    pages.new_page()
    for line in lines:
        pages.paragraph(line)
    return pages


class Own(ImportCase):
    def test_our_editions_come_back(self):
        for name, layout in (("baodi-2024", ""), ("city-2023", ""), ("annual-2019", "annual-report-2019")):
            with self.subTest(name):
                source = EXAMPLES / f"{name}.json"
                self.expect(0, "render", source, "--profile", "ofd", "-o", "a.ofd",
                            env=self.environment(KANBEN_FONTS=str(SOURCE / "fonts")))
                args = ("--layout", layout) if layout else ()
                done = self.expect(0, "import", "a.ofd", "-o", "back.json", *args)
                self.assertNotIn("error", done.stderr)
                self.write("source.json", json.dumps(with_notes(json.loads(source.read_text()))))
                self.assertEqual(self.expect(0, "diff", "source.json", "back.json").stdout, b"")

    def test_the_report_of_an_archive_comes_out(self):
        text = (EXAMPLES / "city-2023.json").read_bytes()
        self.expect(0, "render", EXAMPLES / "city-2023.json", "--profile", "ofd-archive", "-o", "a.ofd",
                    env=self.environment(KANBEN_FONTS=str(SOURCE / "fonts")))
        self.assertEqual(self.expect(0, "import", "a.ofd").stdout, text)


class Others(ImportCase):
    maxDiff = None

    def same(self, data):
        back, said = self.take("a.ofd", data)
        self.assertEqual(back, SEED)
        self.assertNotIn("error", said)

    def test_whatever_way_text_is_placed(self):
        for ways in ({}, {"groups": False}, {"matrix": True}, {"split": True}, {"template": True},
                     {"numbers": False}):
            with self.subTest(**ways):
                self.same(ofd(content(), **ways))

    def test_lists_of_fonts_and_pictures_may_be_anything(self):
        pages = report(content())
        for changed in (None, "<x", BOMB, "<r>" + '<e a="1"/>' * 400000 + "</r>"):
            with self.subTest(changed and changed[:10]):
                self.same(pages.package({"Doc_0/PublicRes.xml": changed}))

    def test_a_name_and_the_ending_say_nothing(self):
        back, _ = self.take("a.docx", ofd(content()))
        self.assertEqual(back, SEED)

    def test_characters_drawn_twice_are_read_once(self):
        title = "某区科技局2024年政府信息公开工作年度报告"
        pages = small(title)
        pages.pages[0] *= 2
        back, _ = self.take("a.ofd", pages.package(), code=1)
        self.assertEqual(back["title"], title)

    def test_texts_that_stand_apart_are_not_joined(self):
        """A character goes on to the next one of its own object only: 12 件 and 3 件 are not 123."""
        for gap, want in ((0, "共有123件。"), (0.4, "共有12 3件。")):
            pages = small("一、总体情况")
            pages.text(LEFT, 80, 5, "共有12")
            pages.text(LEFT + 15 + 5 * gap, 80, 5, "3件。")
            back, _ = self.take("a.ofd", pages.package(), code=1)
            self.assertEqual(back["overview"], [want])

    def test_a_text_may_be_spaced_out_or_set_apart(self):
        """Within an object a character goes on to the next one, unless that stands far away."""
        for step, want in ((7, "共有三件。"), (7.4, "共有三件。"), (20, "共      有      三      件      。")):
            pages = small("一、总体情况")
            pages.put(f'<ofd:TextObject ID="90" Boundary="{LEFT} 75 100 6" Font="1" Size="5">'
                      f'<ofd:TextCode X="0" Y="5" DeltaX="g 4 {step}">共有三件。</ofd:TextCode></ofd:TextObject>')
            back, _ = self.take("a.ofd", pages.package(), code=1)
            self.assertEqual(back["overview"], [want])

    def test_a_table_goes_on_over_pages(self):
        blocks = content()
        index = next(i for i, (kind, grid) in enumerate(blocks) if kind == "table" and grid.rows > 20)
        grid = blocks[index][1]
        pages = report(blocks[:index])
        pages.table(grid.part(0, 10))
        pages.y = FOOT
        pages.table(grid.part(10, grid.rows))
        for kind, value in blocks[index + 1 :]:
            if kind == "table":
                pages.table(value)
            elif kind == "right":
                pages.beside(value)
            else:
                pages.paragraph(value)
        back, _ = self.take("a.ofd", pages.package())
        self.assertEqual(back["requests"]["received"], SEED["requests"]["received"])
        self.assertEqual(back["requests"]["carried_out"], SEED["requests"]["carried_out"])

    def test_what_is_not_text_is_told(self):
        pages = small("一、总体情况", "本年度公开信息。")
        pages.put('<ofd:ImageObject ID="90" Boundary="1 1 9 9" ResourceID="7"/>')
        pages.put('<ofd:CompositeObject ID="91" Boundary="1 1 9 9" ResourceID="7"/>')
        pages.text(90, 90, 20, "内部资料", ' CTM="0.7 -0.7 0.7 0.7 0 0"')
        pages.text(90, 120, 5, "看不见", ' Visible="false"')
        _, said = self.take("a.ofd", pages.package(document="<ofd:Annotations>A.xml</ofd:Annotations>"),
                            code=1)
        for words in ("a picture is not imported", "a drawing is not imported",
                      "turned text is left out: 内部资料", "hidden text is left out: 看不见",
                      "annotations are not imported"):
            self.assertIn(words, said)
        self.assertIn("(/page/1)", said)

    def test_only_the_first_document_of_a_package_is_read(self):
        pages = small("一、总体情况", "本年度公开信息。")
        with zipfile.ZipFile(io.BytesIO(pages.package())) as package:
            entry = package.read("OFD.xml").decode()
        body = entry[entry.index("<ofd:DocBody>"):entry.index("</ofd:OFD>")]
        _, said = self.take("a.ofd", pages.package({"OFD.xml": entry.replace(body, body * 2)}), code=1)
        self.assertIn("the package has 2 documents; only the first is imported", said)
        _, said = self.take("a.ofd", pages.package(), code=1)
        self.assertNotIn("documents", said)


class Hostile(ImportCase):
    def refused(self, data, message):
        self.write("a.ofd", data)
        done = self.expect(1, "import", "a.ofd", "-o", "back.json")
        self.assertFalse((self.dir / "back.json").exists())
        self.assertIn(message, done.stderr)

    def test_what_cannot_be_read_is_named(self):
        page = "Doc_0/Pages/Page_0/Content.xml"
        for changes, message in (
            ({"Doc_0/Document.xml": None}, "“Doc_0/Document.xml” is missing from the file"),
            ({page: None}, f"“{page}” is missing from the file"),
            ({page: "<ofd:Page"}, "is not well-formed XML"),
            ({page: BOMB}, "or it has a DTD"),
            ({"OFD.xml": "<x/>"}, "OFD.xml"),
            ({page: f"<ofd:Page {NS}/>"}, "there is no text in the pages"),
        ):
            with self.subTest(message):
                self.refused(small("一、总体情况").package(changes), message)

    def test_a_picture_of_a_document(self):
        pages = Pages(numbers=False)
        pages.new_page()
        pages.put('<ofd:ImageObject ID="90" Boundary="0 0 210 297" ResourceID="7"/>')
        self.refused(pages.package(), "perhaps they are pictures")

    def test_a_page_that_is_locked(self):
        data = bytearray(small("一").package())
        name = b"Doc_0/Pages/Page_0/Content.xml"
        local, entry = data.index(name) - 30, data.rindex(name) - 46
        data[local + 6] |= 1
        data[entry + 8] |= 1
        self.refused(bytes(data), "protected by a password")

    def test_large_numbers_and_depths(self):
        deep = "<ofd:PageBlock>" * 200 + "</ofd:PageBlock>" * 200
        pages = small("一、总体情况")
        pages.put(deep)
        for attributes in ('X="0" Y="5" DeltaX="g 999999999 1"', 'X="0" Y="5" DeltaX="g -1 1"',
                           'X="0" DeltaX="1e9 x"', 'X="1 2 3" Y=""'):
            pages.put(f'<ofd:TextObject ID="{pages.next()}" Boundary="1 1 9 9" Font="1" Size="5">'
                      f"<ofd:TextCode {attributes}>甲乙丙</ofd:TextCode></ofd:TextObject>")
        pages.put('<ofd:PathObject ID="80" Boundary="x"><ofd:AbbreviatedData>M L Q 1 B A 1'
                  "</ofd:AbbreviatedData></ofd:PathObject>")
        _, said = self.take("a.ofd", pages.package(), code=1)
        self.assertIn("this page has more than can be read", said)

    def test_a_number_that_is_no_place_is_none(self):
        lines = "一、总体情况", "甲乙丙丁戊己庚辛", "壬癸子丑寅卯辰巳"
        want = self.take("a.ofd", small(*lines).package(), code=1)
        pages = small(*lines)
        pages.pages = [[x.replace('X="0"', 'X="99999999999"') for x in page] for page in pages.pages]
        self.assertEqual(self.take("a.ofd", pages.package(), code=1), want)

    def test_more_lines_than_any_table(self):
        pages = small("一、总体情况")
        for i in range(4100):
            pages.line(LEFT, 50 + i / 50, 100, 50 + i / 50)
        _, said = self.take("a.ofd", pages.package(), code=1)
        self.assertIn("its tables are read as text", said)

    def test_more_names_than_anybody_can_look_for(self):
        pages = small("一、总体情况")
        files = {f"x/{i}": "" for i in range(40000)}
        entry = pages.document("").replace(
            "<ofd:Pages>", "<ofd:Pages>" + '<ofd:Page ID="1" BaseLoc="nowhere"/>' * 40000)
        self.refused(pages.package({"Doc_0/Document.xml": entry, **files}), "“Doc_0/nowhere” is missing")

    def test_names_in_another_case(self):
        pages = small("某区科技局2024年政府信息公开工作年度报告")
        text = pages.document("").replace("Pages/Page_0/Content.xml", "pages/page_0/content.xml")
        back, _ = self.take("a.ofd", pages.package({"Doc_0/Document.xml": text}), code=1)
        self.assertIn("title", back)

    def test_of_names_alike_the_first_counts(self):
        pages = small("某区科技局2024年政府信息公开工作年度报告")
        text = pages.document("").replace("Pages/Page_0/Content.xml", "p.XML")
        first = pages.package({"Doc_0/Document.xml": text, "Doc_0/P.xml": f"<ofd:Page {NS}/>"})
        self.refused(first, "there is no text in the pages")
        page = f'<ofd:Page {NS}><ofd:Content><ofd:Layer ID="2">{"".join(pages.pages[0])}</ofd:Layer></ofd:Content></ofd:Page>'
        back, _ = self.take("a.ofd", pages.package(
            {"Doc_0/Document.xml": text, "doc_0/p.xml": page, "Doc_0/P.xml": f"<ofd:Page {NS}/>"}), code=1)
        self.assertIn("title", back)

    def test_templates_are_found_by_their_numbers(self):
        pages = small("一、总体情况")
        names = [(i * 7 % 100 + 1, f"T{i}.xml") for i in range(100)] + [(50, "U.xml")]
        templates = "".join(f'<ofd:TemplatePage ID="{i}" BaseLoc="{name}"/>' for i, name in names)
        entry = pages.document("").replace("</ofd:CommonData>", templates + "</ofd:CommonData>")
        files = {}
        for number, name in names:
            filled = small("一、总体情况", f"本年度公开信息{number}条，{name[0]}。")
            files[f"Doc_0/{name}"] = (f'<ofd:Page {NS}><ofd:Content><ofd:Layer ID="3">{"".join(filled.pages[0])}'
                                      "</ofd:Layer></ofd:Content></ofd:Page>")
        for number in (1, 50, 100, 101):
            page = f'<ofd:Page {NS}><ofd:Template TemplateID="{number}"/></ofd:Page>'
            data = pages.package({"Doc_0/Document.xml": entry, "Doc_0/Pages/Page_0/Content.xml": page, **files})
            if number > 100:
                self.refused(data, "there is no text in the pages")
            else:
                self.assertEqual(self.take("a.ofd", data, code=1)[0]["overview"], [f"本年度公开信息{number}条，T。"])

    def test_limits_of_a_whole_document(self):
        """A small package may mean a page of it a thousand times, and a long folder for each of its files."""
        pages = small("一、总体情况")
        pages.put(f'<ofd:TextObject ID="{pages.next()}" Boundary="20 60 100 5" Size="5"><ofd:TextCode X="0" Y="4">'
                  f'{"段" * 190000}</ofd:TextCode></ofd:TextObject>')
        one = '<ofd:Page ID="20" BaseLoc="Pages/Page_0/Content.xml"/>'
        entry = pages.document("")
        _, said = self.take("a.ofd", pages.package({"Doc_0/Document.xml": entry.replace(one, one * 5)}), code=1)
        self.assertNotIn("more characters than are read", said)
        _, said = self.take("a.ofd", pages.package({"Doc_0/Document.xml": entry.replace(one, one * 7)}), code=1)
        self.assertEqual(said.count("more characters than are read"), 1)
        self.assertIn("(/page/6)", said)
        far = '<ofd:Page BaseLoc="%sPages/Page_0/Content.xml"/>' % ("./" * 30000)
        entry = entry.replace("<ofd:Pages>", "<ofd:Pages>" + far * 150)
        self.refused(pages.package({"Doc_0/Document.xml": entry}), "“Doc_0/Document.xml” inside the file is too large")

    def test_cut_off_anywhere(self):
        whole = ofd(content())
        for n in range(4, len(whole), len(whole) // 50):
            self.write("a.ofd", whole[:n])
            done = self.run_kanben("import", "a.ofd")
            self.assertEqual(done.returncode, 1)
            self.assertEqual(done.stdout, b"")

    def test_any_byte_changed(self):
        whole = ofd([("title", "某区科技局2024年政府信息公开工作年度报告"), ("heading", "一、总体情况")])
        for n in range(0, len(whole), 7):
            self.write("a.ofd", whole[:n] + bytes([whole[n] ^ 0x55]) + whole[n + 1 :])
            done = self.run_kanben("import", "a.ofd")
            self.assertIn(done.returncode, (0, 1))
            if done.stdout:
                json.loads(done.stdout)


if __name__ == "__main__":
    unittest.main()
