# SPDX-License-Identifier: MIT
"""The page that GB/T 9704-2012 requires, measured in finished PDFs with third-party programs."""

import copy
import json
import sys
import unittest
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "cli"))

import marks
from harness import SOURCE, Case, report
from marks import MM

# 5.2.1, 5.2.3: the text area, 22 lines of 28 characters; 3号 and 4号 are 16 and 14 pt.
LEFT, TOP, WIDTH, HEIGHT = 28 * MM, 37 * MM, 156 * MM, 225 * MM
PITCH, LINE, SIZE = WIDTH / 28, HEIGHT / 22, 16
RIGHT, FOOT = LEFT + WIDTH, TOP + HEIGHT
NEAR = 0.02  # pt: PDF positions glyphs in thousandths of their size

FIRST, FILL, LAST = "三", "一", "二"  # characters of the paragraphs below
SHIPPED = json.loads((SOURCE / "layouts" / "annual-report-2021.json").read_text("utf-8"))


def paragraph(lines, more=9):
    """A paragraph of so many lines, all full except the last, which has `more` characters."""
    return FIRST + FILL * (lines * 28 - 2 - 28 + more - 2) + LAST


class Pages(Case):
    def render(self, changed, *options, layout=None):
        """The pages of a report with some members changed."""
        path = self.write("r.json", report() | changed)
        if layout is not None:
            options += "--layout", self.write("own.json", layout | {"layout": "own"})
        self.expect(0, "render", path, "-o", "r.pdf", *options)
        return marks.pages(self.dir / "r.pdf")

    def render_prose(self, *blocks):
        """The pages of a report with only a title and these blocks."""
        path = self.write("r.json", {
            "layout": "statistics", "title": "情况", "organ": "机关", "year": 2024,
            "date": "2025-01-01", "content": blocks,
        })
        self.expect(0, "render", path, "-o", "r.pdf")
        return marks.pages(self.dir / "r.pdf")

    def near(self, a, b, what=None, by=NEAR):
        self.assertLess(abs(a - b), by, f"{what}: {a}, not {b}")

    def lines(self, changed, **more):
        """All content lines of a report in one list."""
        return [line for page in self.render(changed, **more) for line in page.lines()]

    def line_of(self, lines, text):
        """The one line that begins with a text."""
        found = [line for line in lines if marks.text(line).startswith(text)]
        self.assertEqual(len(found), 1, f"{text} in {[marks.text(s) for s in lines]}")
        return found[0]


class Grid(Pages):
    def measure_full_page(self, page):
        """(lines, distances of lines, distances of characters) of a page full of text."""
        lines = page.lines()
        down = [b[0].y - a[0].y for a, b in zip(lines, lines[1:])]
        across = [b.x - a.x for line in lines for a, b in zip(line, line[1:])]
        return lines, down, across

    def test_a_full_page_has_22_lines_of_28_characters_flush_on_both_edges(self):
        pages = self.render({"overview": [paragraph(80)]})
        lines, down, across = self.measure_full_page(pages[1])
        self.assertEqual(len(lines), 22)
        self.assertEqual({len(line) for line in lines}, {28})
        for step in down:
            self.near(step, LINE, "from line to line")
        for step in across:
            self.near(step, PITCH, "from character to character")
        for line in lines:
            self.near(line[0].x, LEFT, "left edge")
            self.near(line[-1].x + PITCH, RIGHT, "right edge")
            self.assertEqual({g.size for g in line}, {SIZE})

    def test_the_first_and_the_last_line_are_centred_in_their_slots(self):
        line = self.render({"overview": [paragraph(80)]})[1].lines()
        # The em box is 0.88 above and 0.12 below the baseline.
        above = line[0][0].y - 0.88 * SIZE - TOP
        below = FOOT - (line[-1][0].y + 0.12 * SIZE)
        self.near(above, (LINE - SIZE) / 2, "above")
        self.near(below, (LINE - SIZE) / 2, "below")

    def test_text_with_punctuation_and_numbers_is_flush_too(self):
        words = "收到政府信息公开申请12件，（一）其中：《条例》“第9条”3.5%、2024年；"
        pages = self.render({"overview": [words * 40]})
        lines = pages[1].lines()
        self.assertEqual(len(lines), 22)
        for line in lines:
            # Punctuation at the edge may lose its blank half, which is then outside.
            opening, closing = line[0].char in "（《“", line[-1].char in "，：；、》）”"
            self.near(line[0].x + opening * PITCH / 2, LEFT, marks.text(line), by=0.3)
            right = line[-1].x + (PITCH if line[-1].width == SIZE else line[-1].width)
            self.near(right - closing * PITCH / 2, RIGHT, marks.text(line), by=0.3)

    def test_another_layout_has_another_grid(self):
        layout = copy.deepcopy(SHIPPED)
        layout["page"] |= {"lines": 20, "characters": 26, "text_left_mm": 30}
        pages = self.render({"overview": [paragraph(80)]}, layout=layout)
        lines, down, across = self.measure_full_page(pages[1])
        self.assertEqual([len(line) for line in lines], [26] * 20)
        self.near(down[0], HEIGHT / 20, "from line to line")
        self.near(across[0], WIDTH / 26, "from character to character")
        self.near(lines[0][0].x, 30 * MM, "left edge")


class Numbers(Pages):
    """7.5: 4号, dashes on both sides, tops 7 mm below the text area, one character from the outer
    edge."""

    def test_numbers_are_7_mm_below_the_text_and_a_character_from_the_outer_edge(self):
        pages = self.render({"overview": [paragraph(70)]})
        for page in pages[:4]:
            line = page.number_line()
            self.assertEqual(marks.text(line), f"—{page.number}—")
            self.assertEqual({g.size for g in line}, {14})
            if page.number % 2 == 1:
                self.near(line[-1].x + line[-1].width, RIGHT - 14, "right end")
            else:
                self.near(line[0].x, LEFT + 14, "left end")
            # Two dots at 1200 dpi are 0.12 pt.
            top = marks.ink_top(self.dir / "r.pdf", page.number, line[0].x, line[0].x + 12,
                                FOOT, FOOT + 40)
            self.near(top, FOOT + 7 * MM, "top of the dash", by=0.15)

    def test_text_is_within_the_text_area(self):
        for page in self.render({"overview": [paragraph(3)] * 30}):
            for line in page.lines():
                self.assertGreater(line[0].x, LEFT - NEAR)
                self.assertLess(line[-1].x + line[-1].width, RIGHT + SIZE - PITCH + NEAR)
                self.assertGreater(line[0].y - SIZE, TOP)
                self.assertLess(line[0].y, FOOT)


class Paragraphs(Pages):
    def test_paragraphs_and_headings_begin_two_characters_in(self):
        pages = self.render_prose(
            {"heading": "一、总体"}, paragraph(3), {"heading": "（一）主动公开"},
            {"heading": "1.信息"}, {"heading": "（1）情况"},
        )
        lines = pages[0].lines()
        # A bracket is there without its blank half.
        for start in FIRST, "一、总体", "1.信息", "（一）主动", "（1）情况":
            self.near(self.line_of(lines, start)[0].x, LEFT + 2 * PITCH, start, by=0.2)
        for line in lines:
            if marks.text(line).startswith(FILL * 5):
                self.near(line[0].x, LEFT, "a further line")

    def test_a_run_in_heading_has_its_own_face_and_tag(self):
        for overview in (
            [{"heading": "（一）主动公开。", "text": "政府信息公开工作"}],
            ["（一）主动公开。政府信息公开工作"],
        ):
            line = self.line_of(self.lines({"overview": overview}, layout=self.plain_faces()),
                                "（一）主动公开。政府")
            head, rest = line[:8], line[8:]
            self.assertEqual({g.tag for g in head}, {"H3"})
            self.assertEqual({g.tag for g in rest}, {"P"})
            self.assertTrue({g.font for g in head}.isdisjoint(g.font for g in rest))
            self.near(rest[0].x - head[-1].x, PITCH, "after the heading")

    def test_without_run_in_headings_it_is_a_plain_paragraph(self):
        layout = self.plain_faces()
        del layout["typography"]["run_in_headings"]
        lines = self.lines({"overview": ["（一）主动公开。政府信息"]}, layout=layout)
        line = self.line_of(lines, "（一）主动公开。政府")
        self.assertEqual({g.tag for g in line}, {"P"})
        self.assertEqual(len({g.font for g in line}), 1)

    def plain_faces(self):
        """Makes headings distinguishable: in the test fonts only 黑体 is a separate face."""
        layout = copy.deepcopy(SHIPPED)
        layout["styles"]["heading2"]["role"] = "黑体"
        return layout


class Breaks(Pages):
    """What a page must not begin or end with, after paragraphs of different lengths."""

    def assert_good_breaks(self, pages):
        for page, further in zip(pages, pages[1:]):
            last, first = marks.text(page.lines()[-1]), marks.text(further.lines()[0])
            where = f"{page.number}: {last} / {first}"
            self.assertFalse(page.lines()[-1][0].tag.startswith("H"), f"heading {where}")
            self.assertFalse(last.startswith(FIRST) and LAST not in last, f"first line {where}")
            self.assertFalse(first.endswith(LAST) and FIRST not in first, f"last line {where}")

    def test_no_heading_at_the_foot_no_widows_and_no_orphans(self):
        heads = [{"heading": "（一）主动公开"}, {"heading": "1.信息"}]
        for n in range(1, 24):
            for tail in ([paragraph(2)] * 3, [paragraph(3)] * 2, [paragraph(4), paragraph(2)]):
                blocks = [*heads, *tail, *heads, *tail, heads[0], paragraph(5)]
                self.assert_good_breaks(self.render_prose(paragraph(n), *blocks))

    def test_one_character_is_never_alone_on_the_last_page(self):
        seen = 0
        for n in range(1, 24):
            lines = self.render_prose(paragraph(24), paragraph(n), "无。")[-1].lines()
            self.assertGreater(len(lines), 1, f"{n} lines before it")
            seen += len(lines) == 3  # with the last two lines of the paragraph before it
        self.assertGreater(seen, 0, "no page break was there")


class Extraction(Pages):
    """A program that extracts text finds the lines that are on the page."""

    MARKS = (
        "收到申请12件（一）。《条例》（情况）、“公开”，《条例》、《条例》“第9条”3.5%；"
        "政府“《条例》”：（‘公开’），"
    )

    def test_a_line_with_punctuation_set_closely_is_one_line(self):
        halves = 0
        for n in range(28):
            pages = self.render_prose(FILL * n + self.MARKS * 12)
            lines = [line for page in pages for line in page.lines()]
            read = marks.lines_read(self.dir / "r.pdf")
            for line in lines:
                self.assertIn(marks.text(line), read)
                halves += sum(0.45 < g.width / g.size < 0.55 and g.char > "⺀" for g in line)
                for a, b in zip(line, line[1:]):
                    gap = (b.x - a.x - a.width) / a.size
                    self.assertTrue(-0.27 < gap < 0.0905, f"{a.char}{b.char}: {gap}")
        self.assertGreater(halves, 1000)


class Closing(Pages):
    def place(self, signature, **more):
        return self.lines({"signature": signature} | more)

    def test_the_date_begins_two_characters_right_of_the_organ(self):
        lines = self.place({"organ": "某某市人民政府办公室", "date": "2025-01-05"})
        organ, date = self.line_of(lines, "某某市人民政府办"), self.line_of(lines, "2025年1月5日")
        self.near(organ[-1].x + PITCH, RIGHT - 2 * PITCH, "the organ's end")
        self.near(date[0].x, organ[0].x + 2 * PITCH, "the date")
        self.near(date[0].y - organ[0].y, LINE, "the next line")

    def test_a_date_longer_than_the_organ_ends_two_characters_from_the_right(self):
        lines = self.place({"organ": "机关", "date": "2025-12-25"})
        organ, date = self.line_of(lines, "机关"), self.line_of(lines, "2025年12月25日")
        self.near(date[-1].x + PITCH, RIGHT - 2 * PITCH, "the date's end")
        self.near(organ[0].x, date[0].x - 2 * PITCH, "the organ")

    def test_organs_are_below_each_other_after_a_blank_line(self):
        organs = ["某某市人民政府办公室", "某某市机关"]
        lines = self.place({"organ": organs, "date": "2025-01-05"}, other_matters=["一二三四五"])
        text, one, two, date = (self.line_of(lines, s) for s in ("一二三四五", *organs, "2025年"))
        self.near(one[0].y - text[0].y, 2 * LINE, "a blank line")
        self.near(two[0].y - one[0].y, LINE, "the second")
        self.near(one[0].x, two[0].x, "one edge")
        self.near(date[0].x, two[0].x + 2 * PITCH, "the date")

    def test_an_organ_longer_than_a_line_is_wrapped_and_the_date_stays_on_the_page(self):
        lines = self.place({"organ": "某某市" + "人民政府" * 9, "date": "2025-01-05"})
        organ, date = self.line_of(lines, "某某市人民政府"), self.line_of(lines, "2025年1月5日")
        self.assertGreater(organ[0].x, LEFT + 2 * PITCH - NEAR)
        self.assertLess(organ[-1].x + PITCH, RIGHT - 2 * PITCH + 1)
        self.near(date[0].y - organ[0].y, 2 * LINE, "below both lines")
        self.assertLess(date[-1].x + PITCH, RIGHT)

    def test_an_organ_longer_than_a_line_has_even_lines(self):
        lines = self.place({"organ": "某某市" + "人民政府" * 6, "date": "2025-01-05"})
        first = next(i for i, line in enumerate(lines) if marks.text(line).startswith("某某市人"))
        longer, shorter = sorted(map(len, lines[first : first + 2]), reverse=True)
        self.assertEqual(longer + shorter, 27)
        self.assertLess(longer - shorter, 6)

    def test_a_single_attachment_has_no_number(self):
        lines = self.place({"date": "2025-01-05"}, attachments=["政府信息公开情况表"])
        line = self.line_of(lines, "附件：政府信息")
        self.near(line[0].x, LEFT + 2 * PITCH, "the label")
        self.near(line[3].x, LEFT + 5 * PITCH, "the title")

    def test_attachments_are_aligned_by_number_and_title(self):
        titles = ["政府信息" * 8, "公开情况", *["工作"] * 8, "年度报告"]
        lines = self.place({}, attachments=titles, other_matters=["一二三四五"])
        first, tenth = self.line_of(lines, "附件：1."), self.line_of(lines, "10.工作")
        second, last = self.line_of(lines, "2.公开"), self.line_of(lines, "11.年度")
        wrapped = lines[lines.index(first) + 1]
        title = first[5].x
        self.near(first[0].x, LEFT + 2 * PITCH, "the label")
        self.near(tenth[0].x, LEFT + 5 * PITCH, "the widest number")
        for line, at in (second, 2), (tenth, 3), (last, 3), (wrapped, 0):
            self.near(line[at].x, title, marks.text(line))
        self.near(second[1].x, first[4].x, "the points")
        self.near(first[0].y - self.line_of(lines, "一二三四五")[0].y, 2 * LINE, "a blank line")

    def test_a_note_is_in_brackets_below_the_date(self):
        for note in "主动公开", "（主动公开）":
            lines = self.place({"organ": "机关", "date": "2025-01-05"}, note=note)
            line, date = self.line_of(lines, "（主动公开）"), self.line_of(lines, "2025年1月5日")
            self.assertEqual(marks.text(line), "（主动公开）")
            self.near(line[1].x, LEFT + 2.5 * PITCH, "two characters in", by=0.2)
            self.near(line[0].y - date[0].y, LINE, "the next line")

    def render_imprint(self, imprint, **more):
        """With wording in characters that the test fonts have."""
        layout = copy.deepcopy(SHIPPED)
        layout["sections"][-1] |= {"copies": "公开：{text}。", "printed": "{date}公开"}
        imprint = {"organ": "某某市机关", "date": "2025-01-06"} | imprint
        return self.render({"imprint": imprint} | more, layout=layout)

    def test_the_imprint_ends_with_the_text_area_on_the_last_page(self):
        for copies in "某区机关，某市机关", "公开：某区机关，某市机关。":
            pages = self.render_imprint({"copies": copies})
            rules = sorted(pages[-1].rules, key=lambda r: r.y0)[-3:]
            for rule in rules:
                self.near(rule.x0, LEFT, "left end")
                self.near(rule.x1, RIGHT, "right end")
            self.near(rules[2].y0, FOOT, "the last rule")
            for rule, weight in zip(rules, (0.35, 0.25, 0.35)):
                self.near(rule.weight, weight * MM, "weight")
            copied, printed = pages[-1].lines()[-2:]
            self.assertEqual(marks.text(copied), "公开：某区机关，某市机关。")
            self.assertEqual(marks.text(printed), "某某市机关2025年1月6日公开")
            self.assertEqual({g.size for g in copied + printed}, {14})
            self.near(copied[0].x, LEFT + 14, "a character in")
            self.near(printed[0].x, LEFT + 14, "a character in")
            self.near(printed[-1].x + 14, RIGHT - 14, "a character from the right")
            self.assertLess(rules[0].y0, copied[0].y)
            self.assertLess(rules[1].y0, printed[0].y)

    def test_lines_of_copies_begin_after_the_label(self):
        pages = self.render_imprint({"copies": "某区机关，" * 12})
        first, *further = pages[-1].lines()[-4:-1]
        self.near(first[3].x, LEFT + 4 * 14, "after the label")
        for line in further:
            self.near(line[0].x, first[3].x, "the next lines")

    def test_an_imprint_taller_than_a_page_is_refused_with_its_place(self):
        imprint = {"copies": "一" * 700, "organ": "机关", "date": "2025-01-06"}
        layout = copy.deepcopy(SHIPPED) | {"layout": "own"}
        layout["sections"][-1] |= {"copies": "公开：{text}。", "printed": "{date}公开"}
        options = ["-o", "r.pdf", "--layout", self.write("own.json", layout)]
        path = self.write("r.json", report() | {"imprint": imprint})
        done = self.expect(1, "render", path, *options)
        self.assertIn("the imprint is taller than a page [FIT] (/imprint)", done.stderr)
        self.assertFalse((self.dir / "r.pdf").exists())

    def test_an_imprint_without_room_gets_a_page(self):
        last = []
        for n in range(1, 23):
            pages = self.render_imprint({}, other_matters=[paragraph(n)])
            lines = pages[-1].lines()
            self.assertEqual(marks.text(lines[-1]), "某某市机关2025年1月6日公开")
            self.assertGreater(FOOT - LINE, lines[-2][0].y if len(lines) > 1 else 0)
            last.append(len(lines))
        self.assertIn(1, last)


if __name__ == "__main__":
    unittest.main()
