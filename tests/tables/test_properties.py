# SPDX-License-Identifier: MIT
"""usage: test_properties.py PROGRAM SOURCE_ROOT

Tests properties.py: damages a correct trace in different ways, and expects the right complaint each
time.
"""

import re
import sys
import unittest
from pathlib import Path

import hard
import pages
import properties

REPORT = hard.report("label cut", hard.group_of_60_rows())
PICTURE = {"file": "pictures/a.png", "alt": "情况", "caption": "其他情况", "width_mm": 60}
CHART = {"kind": "bar", "rows": [{"text": "行", "of": "/content/0/table/rows/0/values/0"}]}
FIGURES = hard.report(
    "figures",
    [hard.table(hard.heads("甲"), [hard.row("行", 7)]), {"chart": CHART}, {"picture": PICTURE}, "文字。"],
)


class Trace(unittest.TestCase):
    report = REPORT

    @classmethod
    def setUpClass(cls):
        cls.style = properties.page_style(ROOT)
        cls.text = properties.render(PROGRAM, ROOT, cls.report).stdout

    def damaged(self, pattern, new, complaint, nth=0):
        """Replaces the nth match; `complaint` is a regular expression."""
        match = [*re.finditer(pattern, self.text, re.MULTILINE)][nth]
        text = self.text[: match.start()] + match.expand(new) + self.text[match.end() :]
        found = [*properties.check_trace(text, self.report, self.style)]
        self.assertRegex("\n".join(found), complaint)

    def test_intact_trace(self):
        self.assertEqual([*properties.check_trace(self.text, self.report, self.style)], [])


class Damage(Trace):
    def test_rule_missing(self):
        self.damaged(r"^rule .* width 0.5\n", "", "missing", nth=20)

    def test_rule_drawn_twice(self):
        self.damaged(r"^(rule .* width 0.5\n)", r"\1\1", "2 times", nth=20)

    def test_rule_short_of_its_crossing(self):
        self.damaged(r"^(rule .*) 521.575,", r"\1 521.1,", "not end at crossings", nth=3)

    def test_outline_without_its_corner(self):
        self.damaged(r"^rule artifact 78.87,", "rule artifact 79.37,", "not end at crossings")

    def test_inner_rule_as_outline(self):
        self.damaged(r"(^rule .* width) 1$", r"\1 0.5", "as wide as", nth=2)

    def test_text_twice(self):
        self.damaged(r'^( +\d+ TH .*")第7行"', r'\1第7行第7行"', "should read “第7行”")

    def test_text_of_the_next_row(self):
        self.damaged(r'"第7行"$', '"第8行"', "should read “第7行”", nth=-1)

    def test_span_too_long(self):
        self.damaged(r"span 60x1", "span 61x1", "overlaps or sticks out")

    def test_span_too_short(self):
        self.damaged(r"span 60x1", "span 59x1", "hole")

    def test_cell_without_headers(self):
        self.damaged(r"TD headers [\d,]+", "TD", "has no headers", nth=5)

    def test_header_of_another_row(self):
        self.damaged(r"TD headers (\d+),\d+", r"TD headers \1,9", "has headers", nth=25)

    def test_repeated_header_incomplete(self):
        self.damaged(r'^run pagination .*"甲" end\n', "", "instead of “甲”")

    def test_repeated_header_as_content(self):
        number = re.search(r'(\d+) TH .*"甲"', self.text)[1]
        self.damaged(
            r'^run pagination (.*"甲" end\n)', rf"run {number} \1", "instead of “甲”"
        )

    def test_text_over_text(self):
        self.damaged(r'^(run \d+ .*"9" end\n)', r"\1\1", "overlap")

    def test_text_over_a_rule(self):
        self.damaged(r'^(run \d+ [\d.]+),[\d.]+( .*"9" end)', r"\1,500\2", "leaves its cell")

    def test_text_in_the_margin(self):
        self.damaged(r"^run (\d+) [\d.]+,", r"run \1 40,", "leaves the text area", nth=1)

    def test_figure_cut(self):
        self.damaged(r'"17" end', '"1" end', "is cut")

    def test_heading_last(self):
        number = re.search(r"(\d+) H1", self.text)[1]
        self.damaged(
            r'^run \d+ ([\d.]+),[\d.]+( .*"19" end)', rf"run {number} \1,729\2", "last on its page"
        )


class DamagedFigures(Trace):
    report = FIGURES

    def test_picture_over_text(self):
        self.damaged(r"^(picture \d+ [\d.]+),[\d.]+ ", r"\1,215 ", "is over it")

    def test_picture_beside_the_text_area(self):
        self.damaged(r"^(picture \d+) [\d.]+,", r"\1 400,", "leaves the text area")

    def test_picture_lost(self):
        self.damaged(r"^picture .*\n", "", "it is on 0 pages")

    def test_caption_far_away(self):
        self.damaged(r'^(run \d+ [\d.]+),[\d.]+( .*"其他情况" end)', r"\1,700\2", "pt below it")

    def test_other_caption(self):
        self.damaged(r'(Caption) "其他情况"', r'\1 "其他"', "its caption is “其他”")

    def test_no_alternative_text(self):
        self.damaged(r'alt "情况"', 'alt ""', "its alternative text is “”")

    def test_bar_outside(self):
        self.damaged(r"^(shape \d+) [\d.]+,", r"\1 20,", "leaves the text area")


class Widths(unittest.TestCase):
    def test_long_columns_of_many_rows(self):
        """Columns alike are about as wide as each other, however many rows there are to look at."""
        for columns in range(2, 5):
            for rows in (20, 129, 200, 300):
                with self.subTest(columns=columns, rows=rows):
                    body = [hard.row(str(i), *[hard.LONG * 3] * columns) for i in range(rows)]
                    report = hard.report("long", [hard.table(hard.heads(*"甲乙丙丁"[:columns]), body)])
                    page = pages.parse(properties.render(PROGRAM, ROOT, report).stdout)[0][0]
                    xs = sorted({rule.x0 for rule in page.rules if rule.x0 == rule.x1})
                    widths = [b - a for a, b in zip(xs[1:], xs[2:])]
                    self.assertEqual(len(widths), columns)
                    self.assertLess(max(widths), min(widths) * 1.3)


if __name__ == "__main__":
    PROGRAM, ROOT = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
