# SPDX-License-Identifier: MIT
"""kanben import: numbers that are in no text, because Word or a browser generates them."""

import json
import subprocess
import sys
import unittest
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "cli")]

import docx
import documents
from documents import package, word
from harness import SOURCE, Case

LAYOUT = documents.load(SOURCE / "layouts" / "annual-report-2021.json")
SEED = documents.load(SOURCE / "examples" / "baodi-2024.json")


def paragraph(text, use=None, level=None, style=None, more=""):
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if use is not None:
        ilvl = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
        properties += f'<w:numPr>{ilvl}<w:numId w:val="{use}"/></w:numPr>'
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{properties}{more}</w:pPr>{run}</w:p>"


def level(index, fmt, text, start=1, more=""):
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number, *levels):
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def use(number, of, more=""):
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def override(index, start):
    start = f'<w:startOverride w:val="{start}"/>'
    return f'<w:lvlOverride w:ilvl="{index}">{start}</w:lvlOverride>'


def style(name, use=None, level=None, based_on=None, ui_name=None, more=""):
    number = ""
    if use is not None or level is not None:
        ilvl = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
        number = ilvl + (f'<w:numId w:val="{use}"/>' if use is not None else "")
        number = f"<w:numPr>{number}</w:numPr>"
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{ui_name or name}"/>{base}'
        f"<w:pPr>{number}{more}</w:pPr></w:style>"
    )


def bullets(*items):
    return {"list": list(items)}


def numbered(*items):
    return {"list": list(items), "ordered": True}


class Lists(Case):
    maxDiff = None

    def overview(self, name, content):
        """The section's content, and the findings except those of missing content."""
        self.write(name, content)
        done = self.expect(1, "import", name)
        findings = [f for f in done.stderr.splitlines() if "[MISSING]" not in f]
        return json.loads(done.stdout)["overview"], findings

    def word(self, *paragraphs, findings=(), **parts):
        body = paragraph("一、总体情况") + "".join(paragraphs)
        back, found = self.overview("a.docx", package(word(body), **parts))
        self.assertEqual(len(found), len(findings), found)
        for line, needle in zip(found, findings):
            self.assertIn(needle, line)
        return back

    def html(self, text, findings=()):
        back, found = self.overview("a.html", f"<meta charset=utf-8><h2>一、总体情况</h2>{text}")
        self.assertEqual(len(found), len(findings), found)
        for line, needle in zip(found, findings):
            self.assertIn(needle, line)
        return back


class WordNumbers(Lists):
    def items(self, numbering, *items, findings=()):
        """The texts of paragraphs (text, use, level), each followed by one that is not an item."""
        paragraphs = [paragraph(*item) + paragraph("。") for item in items]
        back = self.word(*paragraphs, numbering=numbering, findings=findings)
        return [b.get("heading", b) if isinstance(b, dict) else b for b in back if b != "。"]

    def test_formats(self):
        for fmt, text, want in (
            ("decimal", "%1.", ["1.甲", "2.甲"]),
            ("chineseCounting", "（%1）", ["（一）甲", "（二）甲"]),
            ("chineseCountingThousand", "%1、", ["一、甲", "二、甲"]),
            ("japaneseCounting", "%1、", ["一、甲", "二、甲"]),
            ("ideographTraditional", "%1、", ["甲、甲", "乙、甲"]),
            ("decimalEnclosedCircle", "%1", ["①甲", "②甲"]),
            ("decimalFullWidth", "%1．", ["１．甲", "２．甲"]),
            ("lowerLetter", "%1)", ["a)甲", "b)甲"]),
            ("upperRoman", "%1.", ["I.甲", "II.甲"]),
            ("decimal", "第%1条", ["第1条 甲", "第2条 甲"]),
            ("bullet", "\uf0b7", [bullets("甲"), bullets("甲")]),
            ("none", "", ["甲", "甲"]),
            ("none", "注：", ["注：甲", "注：甲"]),
        ):
            with self.subTest(fmt, text=text):
                numbering = abstract(0, level(0, fmt, text)) + use(1, 0)
                back = self.items(numbering, ("甲", 1, 0), ("甲", 1, 0))
                self.assertEqual(back, want)

    def test_a_label_is_no_longer_than_in_word(self):
        for text, want in (
            ("%1" + "字" * 254, "1" + "字" * 253),
            ("字" * 260, "字" * 255),
            ("%1." * 10 + "字", "1." * 9),
        ):
            with self.subTest(text):
                numbering = abstract(0, level(0, "decimal", text)) + use(1, 0)
                back = self.items(numbering, ("。", 1, 0), findings=["longer than Word allows"])
                self.assertEqual([line.replace(" ", "") for line in back], [want + "。"])
        text = "%1" + "字" * 253
        back = self.items(abstract(0, level(0, "decimal", text)) + use(1, 0), ("。", 1, 0))
        self.assertEqual([line.replace(" ", "") for line in back], ["1" + "字" * 253 + "。"])

    def test_an_unknown_format_is_reported(self):
        numbering = abstract(0, level(0, "hindiVowels", "%1.")) + use(1, 0)
        back = self.items(numbering, ("甲", 1, 0), findings=["number format “hindiVowels”"])
        self.assertEqual(back, ["1.甲"])

    def test_a_format_beside_a_newer_one(self):
        numbering = abstract(
            0,
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><AlternateContent><Choice>'
            '<w:numFmt w:val="custom" w:format="001, 002"/></Choice><Fallback>'
            '<w:numFmt w:val="upperLetter"/></Fallback></AlternateContent>'
            '<w:lvlText w:val="%1."/></w:lvl>',
        )
        self.assertEqual(self.items(numbering + use(1, 0), ("甲", 1, 0)), ["A.甲"])

    def test_levels_count_below_each_other(self):
        numbering = abstract(
            0, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2"),
            level(2, "decimal", "%1.%2.%3", more="<w:isLgl/>"),
        ) + use(1, 0)
        back = self.items(
            numbering, ("甲", 1, 0), ("乙", 1, 1), ("丙", 1, 1), ("丁", 1, 0), ("戊", 1, 1),
            ("己", 1, 2),
        )
        self.assertEqual(
            back, ["第一章 甲", "一.1 乙", "一.2 丙", "第二章 丁", "二.1 戊", "2.1.1 己"]
        )

    def test_a_level_above_that_was_not_used_counts_as_one(self):
        numbering = abstract(0, level(0, "decimal", "%1、"), level(1, "decimal", "%1.%2"))
        back = self.items(numbering + use(1, 0), ("甲", 1, 1), ("乙", 1, 0), ("丙", 1, 1))
        self.assertEqual(back, ["1.1 甲", "2、乙", "2.1 丙"])

    def test_restarts(self):
        for value, want in (
            (None, ["1)丙", "1)丙", "1)丙"]), (0, ["1)丙", "2)丙", "3)丙"]),
            (1, ["1)丙", "2)丙", "1)丙"]), (2, ["1)丙", "1)丙", "1)丙"]),
        ):
            with self.subTest(value):
                more = f'<w:lvlRestart w:val="{value}"/>' if value is not None else ""
                numbering = abstract(
                    0, level(0, "decimal", "%1、"), level(1, "decimal", "（%2）"),
                    level(2, "decimal", "%3)", more=more),
                ) + use(1, 0)
                levels = (0, 1, 2, 1, 2, 0, 2)
                back = self.items(numbering, *(("甲乙丙"[n], 1, n) for n in levels))
                self.assertEqual([b for b in back if "丙" in b], want)

    def test_lists_of_one_definition_count_together_until_one_restarts(self):
        numbering = (
            abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "（%2）"))
            + use(1, 0) + use(2, 0) + use(3, 0, override(0, 5) + override(1, 7))
        )
        back = self.items(
            numbering, ("甲", 1, 0), ("乙", 2, 0), ("丙", 3, 0), ("丁", 3, 0), ("戊", 1, 0),
            ("己", 3, 1),
        )
        self.assertEqual(back, ["1.甲", "2.乙", "5.丙", "6.丁", "7.戊", "（7）己"])

    def test_a_list_may_have_a_level_of_its_own(self):
        own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.")}</w:lvlOverride>'
        numbering = abstract(0, level(0, "decimal", "%1.")) + use(1, 0) + use(2, 0, own)
        self.assertEqual(self.items(numbering, ("甲", 1, 0), ("乙", 2, 0)), ["1.甲", "B.乙"])

    def test_a_label_of_the_level_above_counts_no_items(self):
        numbering = abstract(0, level(0, "decimal", "%1、"), level(1, "decimal", "%1.")) + use(1, 0)
        back = self.word(paragraph("甲", 1, 1), paragraph("乙", 1, 1), numbering=numbering)
        self.assertEqual(back, [{"heading": "1.甲"}, {"heading": "1.乙"}])

    def test_a_list_whose_levels_a_style_has(self):
        numbering = (
            '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="S"/></w:abstractNum>'
            + abstract(1, level(0, "decimal", "%1、")) + use(1, 0) + use(2, 1)
        )
        styles = (
            '<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="2"/>'
            "</w:numPr></w:pPr></w:style>"
        )
        back = self.word(paragraph("甲", 1, 0), numbering=numbering, styles=styles)
        self.assertEqual(back, [{"heading": "1、甲"}])

    def test_what_is_not_numbered(self):
        numbering = abstract(0, level(0, "decimal", "%1.")) + use(1, 0) + use(2, 9)
        for text, number, index in (("甲", 0, 0), ("甲", 7, 0), ("甲", 2, 0), ("甲", 1, 4)):
            with self.subTest(number, level=index):
                self.assertEqual(self.items(numbering, (text, number, index)), ["甲"])
        self.assertEqual(self.word(paragraph("甲", 1, 0)), ["甲"])

    def test_a_figure_after_a_number_stays_a_figure(self):
        numbering = abstract(0, level(0, "decimal", "%1.", more='<w:suff w:val="nothing"/>'))
        back = self.items(numbering + use(1, 0), ("5万件。", 1, 0), ("件。", 1, 0))
        self.assertEqual(back, ["1. 5万件。", "2.件。"])

    def test_an_item_without_text_counts_and_is_reported(self):
        numbering = abstract(0, level(0, "decimal", "%1.")) + use(1, 0)
        back = self.items(
            numbering, ("甲", 1, 0), ("", 1, 0), ("乙", 1, 0),
            findings=["the automatic number “2.” is followed by no text"],
        )
        self.assertEqual(back, ["1.甲", "3.乙"])

    def test_a_paragraph_whose_mark_was_deleted_does_not_count(self):
        numbering = abstract(0, level(0, "decimal", "%1.")) + use(1, 0)
        gone = "<w:rPr><w:del/></w:rPr>"
        back = self.word(
            paragraph("", 1, 0, more=gone), paragraph("甲", 1, 0), numbering=numbering
        )
        self.assertEqual(back, [{"heading": "1.甲"}])

    def test_a_text_box_within_an_item(self):
        numbering = abstract(0, level(0, "decimal", "%1.")) + use(1, 0)
        box = f"<w:r><w:pict><w:txbxContent>{paragraph('框', 1, 0)}</w:txbxContent></w:pict></w:r>"
        item = paragraph("甲。", 1, 0).replace("</w:pPr>", "</w:pPr>" + box)
        back = self.word(item, paragraph("乙。"), numbering=numbering)
        self.assertEqual(back, [{"heading": "2.框"}, "1.甲。", "乙。"])


class WordStyles(Lists):
    NUMBERING = abstract(
        0, level(0, "chineseCountingThousand", "（%1）"),
        level(1, "decimal", "%2.", more='<w:pStyle w:val="Inner"/>'),
    ) + use(1, 0)

    def of(self, styles, *paragraphs):
        """Paragraphs, each followed by one that is not an item."""
        paragraphs = [p + paragraph("一段。") for p in paragraphs]
        back = self.word(*paragraphs, numbering=self.NUMBERING, styles=styles)
        return [b for b in back if b != "一段。"]

    def test_headings_numbered_by_their_style(self):
        back = self.of(
            style("H2", 1, 0), paragraph("主动公开", style="H2"), paragraph("依申请公开", style="H2")
        )
        self.assertEqual(back, [{"heading": "（一）主动公开"}, {"heading": "（二）依申请公开"}])

    def test_a_style_has_the_number_of_the_one_it_is_based_on(self):
        styles = style("A", 1, 0) + style("B", based_on="A") + style("C", based_on="B")
        back = self.of(styles, paragraph("甲", style="C"), paragraph("乙", style="A"))
        self.assertEqual(back, [{"heading": "（一）甲"}, {"heading": "（二）乙"}])

    def test_styles_based_on_each_other(self):
        styles = style("A", based_on="B") + style("B", based_on="A")
        self.assertEqual(self.of(styles, paragraph("甲", style="A")), ["甲"])

    def test_number_0_turns_it_off(self):
        styles = style("A", 1, 0) + style("B", 0, based_on="A")
        back = self.of(styles, paragraph("甲", 0, style="A"), paragraph("乙", style="B"))
        self.assertEqual(back, ["甲", "乙"])

    def test_a_style_has_the_level_that_names_it(self):
        styles = style("Outer", 1) + style("Inner", 1)
        back = self.of(styles, paragraph("甲", style="Outer"), paragraph("乙", style="Inner"))
        self.assertEqual(back, [{"heading": "（一）甲"}, {"heading": "1.乙"}])

    def test_a_paragraph_on_another_level_than_its_style(self):
        item = paragraph("甲", style="A", more='<w:numPr><w:ilvl w:val="1"/></w:numPr>')
        self.assertEqual(self.of(style("A", 1, 0), item), [{"heading": "1.甲"}])

    def test_a_list_without_a_level_is_at_its_first(self):
        styles = style("Inner", 1)
        self.assertEqual(self.of(styles, paragraph("甲", 1, style="Inner")), [{"heading": "（一）甲"}])

    def test_a_level_without_a_list(self):
        self.assertEqual(self.of(style("A", None, 1), paragraph("甲", style="A")), ["甲"])

    def test_the_style_of_paragraphs_that_name_none(self):
        styles = style("A", 1, 0).replace("<w:style ", '<w:style w:default="1" ')
        for item in (paragraph("甲"), paragraph("甲", style="Unheard")):
            self.write("a.docx", package(word(item), numbering=self.NUMBERING, styles=styles))
            done = self.expect(1, "import", "a.docx")
            self.assertEqual(json.loads(done.stdout)["title"], "（一）甲")

    def test_headings_by_outline_level_and_by_name(self):
        outline = '<w:outlineLvl w:val="1"/>'
        for styles, heading in (
            (style("2", ui_name="heading 2"), True), (style("Heading2"), True),
            (style("a", more=outline), True), (style("a", more='<w:outlineLvl w:val="9"/>'), False),
            (style("b", more=outline) + style("a", based_on="b"), True), (style("a"), False),
        ):
            name = "2" if "heading 2" in styles else "Heading2" if "Heading2" in styles else "a"
            with self.subTest(styles):
                back = self.of(styles, paragraph("没有编号", style=name))
                self.assertEqual(back, [{"heading": "没有编号"} if heading else "没有编号"])
        body = paragraph("没有编号", style="2", more='<w:outlineLvl w:val="9"/>')
        self.assertEqual(self.of(style("2", ui_name="heading 2"), body), ["没有编号"])


class WholeDocuments(Lists):
    """The district's report, with sections numbered by Word."""

    def document(self):
        document = docx.Document()
        numbering = document.part.numbering_part.element
        sections = abstract(90, level(0, "chineseCounting", "%1、")).replace(
            "<w:abstractNum ", f"<w:abstractNum {documents.W} "
        )
        numbering.insert(0, docx.oxml.parse_xml(sections))
        numbering.append(docx.oxml.parse_xml(use(90, 90).replace("<w:num ", f"<w:num {documents.W} ")))
        for kind, value in documents.blocks(LAYOUT, SEED):
            if kind == "table":
                documents.add_docx_table(document, value)
                continue
            p = document.add_paragraph(value.partition("、")[2] if kind == "heading" else value)
            if kind == "heading":
                properties = p._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = 90
        document.save(self.dir / "made.docx")

    def test_sections_are_found_by_their_automatic_numbers(self):
        self.document()
        done = self.expect(0, "import", "made.docx")
        self.assertEqual(json.loads(done.stdout), SEED)

    def test_as_another_program_writes_it(self):
        self.document()
        for to in ("odt", "html", "docx"):
            source = "made.odt" if to != "odt" else "made.docx"
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{self.dir}/profile", "--headless",
                 "--convert-to", to, "--outdir", self.dir, source],
                cwd=self.dir, check=True, capture_output=True, timeout=240,
            )
        for name in ("made.html", "made.docx"):
            with self.subTest(name):
                done = self.expect(0, "import", name)
                self.assertEqual(json.loads(done.stdout), SEED)

    def test_labels_of_rows_keep_their_automatic_numbers_and_figures_stay_figures(self):
        numbering = abstract(0, level(0, "decimal", "%1.")) + use(1, 0)

        def row(*cells):
            return "<w:tr>" + "".join(f"<w:tc>{c}</w:tc>" for c in cells) + "</w:tr>"

        table = row(*(paragraph(t) for t in ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")))
        table += row(paragraph("规章", 1, 0), paragraph("5", 1, 0), paragraph("6"), paragraph("7"))
        table += row(paragraph("多余", 1, 0), *(paragraph("1") for _ in range(3)))
        body = paragraph("二、主动公开政府信息情况") + f"<w:tbl>{table}</w:tbl>"
        self.write("a.docx", package(word(body), numbering=numbering))
        done = self.expect(1, "import", "a.docx")
        rules = json.loads(done.stdout)["disclosure"]["rules"]
        self.assertEqual(rules, {"issued": 5, "repealed": 6, "in_force": 7})
        self.assertIn("automatic number “2.” of this cell is left out", done.stderr)
        self.assertIn("(/table/1/row/2/cell/2)", done.stderr)
        self.assertIn("cannot place this row: 3.多余 | 1", done.stderr)

    def test_words_of_a_cell_are_separated_from_its_number(self):
        numbering = abstract(0, level(0, "decimal", "%1")) + use(1, 0)
        cell = f"<w:tc>{paragraph('ab', 1, 0)}</w:tc>"
        body = paragraph("一、总体情况") + f"<w:tbl><w:tr>{cell * 2}</w:tr></w:tbl>"
        self.write("a.docx", package(word(body), numbering=numbering))
        self.assertIn("cannot place this row: 1 ab | 2 ab", self.expect(1, "import", "a.docx").stderr)

    def test_the_styles_of_python_docx(self):
        document = docx.Document()
        document.add_paragraph("一、总体情况")
        for text, name in (
            ("甲。", "List Number"), ("乙。", "List Number"), ("丙。", "List Bullet"),
            ("丁。", "List Bullet 2"), ("戊", "Heading 2"),
        ):
            document.add_paragraph(text, name)
        document.save(self.dir / "made.docx")
        back, findings = self.overview("a.docx", (self.dir / "made.docx").read_bytes())
        self.assertEqual(
            back,
            [numbered("甲。", "乙。"), bullets({"text": "丙。", "list": ["丁。"]}), {"heading": "戊"}],
        )
        self.assertEqual(findings, [])


class HtmlLists(Lists):
    def test_numbers(self):
        """With a paragraph between the items, which are no list then."""
        for attributes, want in (
            ("", ["1.甲。", "2.乙。"]),
            (' start="4"', ["4.甲。", "5.乙。"]),
            (' start="x"', ["1.甲。", "2.乙。"]),
            (' start="-1"', ["-1.甲。", "0.乙。"]),
            (" reversed", ["2.甲。", "1.乙。"]),
            (' reversed start="9"', ["9.甲。", "8.乙。"]),
            (' type="a"', ["a.甲。", "b.乙。"]),
            (' type="A" start="27"', ["AA.甲。", "AB.乙。"]),
            (' type="i"', ["i.甲。", "ii.乙。"]),
            (' type="I" start="4"', ["IV.甲。", "V.乙。"]),
            (' style="list-style-type: upper-roman"', ["I.甲。", "II.乙。"]),
            (' style="color:red; list-style: lower-alpha inside"', ["a.甲。", "b.乙。"]),
            (' style="list-style-type:cjk-ideographic"', ["一、甲。", "二、乙。"]),
            (' style="list-style:none"', ["甲。", "乙。"]),
            (' type="disc"', [bullets("甲。"), bullets("乙。")]),
            (' style="list-style-image:none;List-Style-Type:upper-alpha"', ["A.甲。", "B.乙。"]),
            (' style="list-style"', ["1.甲。", "2.乙。"]),
        ):
            with self.subTest(attributes):
                back = self.html(f"<ol{attributes}><li>甲。<p>段。</p><li>乙。</ol>")
                self.assertEqual(back, [want[0], "段。", want[1]])

    def test_counting_continues_from_a_value(self):
        back = self.html('<ol><li>甲。<li value="7">乙。<li>丙。<li type="i" value="1">丁。</ol>')
        self.assertEqual(back, ["1.甲。", "7.乙。", "8.丙。", "i.丁。"])

    def test_bullets_and_menus_have_no_number(self):
        self.assertEqual(
            self.html("<ul><li>甲<li>乙</ul><menu><li>丙</menu>"), [bullets("甲", "乙"), bullets("丙")]
        )
        self.assertEqual(
            self.html('<ul style="list-style:decimal"><li>甲。</ul>'), ["1.甲。"]
        )

    def test_lists_in_lists(self):
        back = self.html(
            "<ol><li>甲。<ol><li>子。<li>丑。</ol><li>乙。<ul><li>寅。</ul>后。</ol><p>丙。"
        )
        self.assertEqual(
            back,
            [
                numbered(
                    {"text": "甲。", "list": ["子。", "丑。"], "ordered": True},
                    {"text": "乙。", "list": ["寅。"]},
                ),
                "后。", "丙。",
            ],
        )

    def test_letters_become_numbers_which_is_told_once_a_list(self):
        def told(label):
            return f"“{label}” and so on, are numbered as the layout prints it: {label}"

        back = self.html(
            "<ol type=I><li>甲。<ol type=a><li>子。<li>丑。</ol><li>乙。<ol type=a><li>寅。</ol></ol>",
            findings=[told("I."), told("a."), told("a.")],
        )
        self.assertEqual(
            back,
            [
                numbered(
                    {"text": "甲。", "list": ["子。", "丑。"], "ordered": True},
                    {"text": "乙。", "list": ["寅。"], "ordered": True},
                )
            ],
        )

    def test_numbers_that_do_not_count_from_1_stay_in_the_text(self):
        for items, want in (
            ("<li>甲。<li value=7>乙。", ["1.甲。", "7.乙。"]),
            ("<li>甲。<li>乙。<li value=7>丙。", [numbered("甲。", "乙。"), "7.丙。"]),
            ("<li value=0>甲。<li>乙。", ["0.甲。", "1.乙。"]),
        ):
            with self.subTest(items):
                self.assertEqual(self.html(f"<ol>{items}</ol>"), want)

    def test_a_second_paragraph_of_an_item_stays_in_its_place(self):
        """An item of a report has one; so it ends the list, and the numbers stay in the text."""
        for more in ("<br>又。", "<p>又。</p>", "<div>又。</div>"):
            with self.subTest(more):
                self.assertEqual(
                    self.html(f"<ul><li>甲。{more}<li>乙。</ul>"), [bullets("甲。"), "又。", bullets("乙。")]
                )
                self.assertEqual(
                    self.html(f"<ol><li>甲。<li>乙。{more}</ol>"), [numbered("甲。", "乙。"), "又。"]
                )
                self.assertEqual(
                    self.html(f"<ol><li>甲。{more}<li>乙。</ol>"), ["1.甲。", "又。", "2.乙。"]
                )

    def test_text_that_comes_in_paragraphs(self):
        self.assertEqual(
            self.html("<ol><li><p>甲。</p><p>又。</p></li><li><div>乙<br>丙</div></li></ol>"),
            ["1.甲。", "又。", {"heading": "2.乙"}, "丙"],
        )

    def test_a_number_without_text_is_reported(self):
        back = self.html(
            "<ol><li><li><ol><li>甲。</ol></ol><ul><li></ul>",
            findings=["“1.” is followed by no text", "“2.” is followed by no text"],
        )
        self.assertEqual(back, ["1.甲。"])

    def test_an_item_of_no_list_is_a_paragraph(self):
        self.assertEqual(self.html("<li>甲。<li>乙。"), ["甲。", "乙。"])

    def test_figures_in_cells_stay_figures(self):
        head = "".join(f"<td>{t}" for t in ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"))
        self.write(
            "a.html",
            f"<meta charset=utf-8><p>二、主动公开政府信息情况<table><tr>{head}<tr>"
            "<td><ol><li>规章</ol><td><ol><li>5</ol><td><ul><li>6</ul><td>7</table>",
        )
        done = self.expect(1, "import", "a.html")
        rules = json.loads(done.stdout)["disclosure"]["rules"]
        self.assertEqual(rules, {"issued": 5, "repealed": 6, "in_force": 7})
        self.assertIn("automatic number “1.” of this cell is left out", done.stderr)


class ListsAndHeadings(Lists):
    """Adjacent items are a list; a numbered line with text below it is a heading."""

    def test_adjacent_short_items_are_not_headings(self):
        self.assertEqual(self.html("<ol><li>目录<li>指南</ol>"), [numbered("目录", "指南")])

    def test_numbers_with_text_between_are_headings(self):
        back = self.html("<ol><li>目录</ol><p>一段。</p><ol start=2><li>指南</ol><p>一段。")
        self.assertEqual(back, [{"heading": "1.目录"}, "一段。", {"heading": "2.指南"}, "一段。"])

    def test_a_list_that_continues_after_text_numbers_headings(self):
        numbering = abstract(0, level(0, "decimal", "%1.")) + use(1, 0)
        items = [paragraph(t, 1, 0) for t in ("目录", "指南", "年报")]
        items.insert(2, paragraph("一段。"))
        back = self.word(*items, numbering=numbering)
        self.assertEqual(
            back, [{"heading": "1.目录"}, {"heading": "2.指南"}, "一段。", {"heading": "3.年报"}]
        )

    def test_numbers_of_the_upper_levels_are_always_headings(self):
        for text in ("（%1）", "%1、"):
            numbering = abstract(0, level(0, "chineseCounting", text)) + use(1, 0)
            back = self.word(paragraph("甲", 1, 0), paragraph("乙", 1, 0), numbering=numbering)
            self.assertEqual([list(b) for b in back], [["heading"], ["heading"]])

    def test_lists_are_two_levels_deep(self):
        text = "<ul><li>甲<ul><li>乙<ul><li>丙</ul><li>丁</ul></ul>"
        back = self.html(text, findings=["a list has at most two levels; this item is moved to the second: 丙"])
        self.assertEqual(back, [bullets({"text": "甲", "list": ["乙", "丙", "丁"]})])

    def test_long_numbered_paragraphs_are_as_if_typed(self):
        long = "甲" * 120 + "。"
        self.assertEqual(self.html(f"<ol><li>{long}<li>{long}</ol>"), ["1." + long, "2." + long])

    def test_sub_headings_that_are_worded_like_sections(self):
        for text, want in (
            ("<p>（一）主动公开政府信息情况<p>甲段。",
             [{"heading": "（一）主动公开政府信息情况"}, "甲段。"]),
            ("<p>甲段。<p>1.总体情况<p>乙段。", ["甲段。", {"heading": "1.总体情况"}, "乙段。"]),
        ):
            with self.subTest(text):
                self.assertEqual(self.html(text + "<p>二、主动公开政府信息情况"), want)

    def test_a_list_swallows_no_sub_heading(self):
        numbering = (
            abstract(0, level(0, "chineseCounting", "（%1）"), level(1, "decimal", "%2."))
            + abstract(1, level(0, "bullet", "·")) + use(1, 0) + use(2, 1)
        )
        back = self.word(
            paragraph("甲", 1, 0), paragraph("子。", 2, 0), paragraph("乙", 1, 0),
            paragraph("丑", 1, 1), paragraph("寅。", 2, 0), paragraph("卯", 1, 1),
            paragraph("一段。"), numbering=numbering,
        )
        self.assertEqual(
            back,
            [{"heading": "（一）甲"}, bullets("子。"), {"heading": "（二）乙"},
             {"heading": "1.丑"}, bullets("寅。"), {"heading": "2.卯"}, "一段。"],
        )

    def test_sections_with_numbers_other_than_the_forms(self):
        self.write("a.html", "<meta charset=utf-8><p>（一）总体情况<p>甲。<p>（五）存在的主要问题及改进情况<p>乙。")
        back = json.loads(self.expect(1, "import", "a.html").stdout)
        self.assertEqual(back["overview"], ["甲。"])


if __name__ == "__main__":
    unittest.main()
