# SPDX-License-Identifier: MIT
"""Drawings (SVG) beside the pages of the PDF: the same ink, the same text, as third-party programs see them.

librsvg reads the drawings, poppler the PDF; libxml2 says whether they are well-formed.
"""

import re
import subprocess
import unittest
from xml.etree import ElementTree

from test_pages import SOURCE, Pages, paragraph  # which knows where harness is
from harness import faulty_report

DOTS = 144  # per inch
BLOCK = 16  # dots
# Of 255: how far the ink of a block may be apart, on the average of its dots. Glyphs are smoothed in
# another way than outlines, which makes it up to 30; a missing character makes it 70. A rule is
# faint in its blocks, but many of them differ then: by more than MAX_ODD hardly any do otherwise.
MAX_BLOCK = 40
MAX_ODD = 12
MAX_ODD_SHARE = 0.05  # of the blocks with ink
MAX_INK = 0.08  # how far the sums of all ink may be apart
SPACE = re.compile("[\\s\u200b]+")
SVG = "{http://www.w3.org/2000/svg}"


def run(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout


def drawn(svg):
    """What librsvg makes of it, as a PDF, so that the same program draws the dots of both."""
    pdf = svg.with_suffix(".drawn.pdf")
    run("rsvg-convert", "-f", "pdf", "-o", pdf, svg)
    return printed(pdf, 1)


def printed(pdf, page):
    data = run("pdftoppm", "-r", str(DOTS), "-gray", "-f", str(page), "-l", str(page), pdf)
    size = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    width, pixels = int(size[1]), data[size.end() :]
    return [pixels[i : i + width] for i in range(0, len(pixels), width)]


def blocks(rows):
    """The mean ink of each block of dots, {(column, row): 0 … 255}."""
    sums = {}
    for y, row in enumerate(rows):
        for x in range(0, len(row), BLOCK):
            part = row[x : x + BLOCK]
            ink = 255 * len(part) - sum(part)
            place = x // BLOCK, y // BLOCK
            sums[place] = sums.get(place, 0) + ink
    return {place: ink / BLOCK**2 for place, ink in sums.items()}


def compare_ink(a, b):
    """(the greatest difference of a block, the share of odd ones, the difference of the sums)"""
    width, height = (min(n) for n in ((len(a[0]), len(b[0])), (len(a), len(b))))
    one, two = (blocks([row[:width] for row in rows[:height]]) for rows in (a, b))
    apart = {place: abs(ink - two[place]) for place, ink in one.items()}
    inked = sum(1 for place, ink in one.items() if ink > 0 or two[place] > 0)
    sums = sum(one.values()), sum(two.values())
    odd = sum(1 for value in apart.values() if value > MAX_ODD)
    return max(apart.values()), odd / inked, abs(sums[0] - sums[1]) / sums[1]


def text_of(svg):
    return "".join(
        "".join(text.itertext()) for text in ElementTree.parse(svg).getroot().iter(f"{SVG}text")
    )


class Drawings(Pages):
    def make(self, report, *options, code=0):
        """[(drawing, page number)] of a report, beside r.pdf."""
        path = self.write("r.json", report) if isinstance(report, dict) else report
        self.expect(code, "render", path, "-o", "r.pdf", *options)
        self.expect(code, "render", path, "-o", "r.svg", "--profile", "svg", *options)
        n = int(re.search(rb"Pages:\s+(\d+)", run("pdfinfo", self.dir / "r.pdf"))[1])
        pages = [(self.dir / f"r-{i}.svg", i) for i in range(1, n + 1)]
        self.assertTrue(all(svg.exists() for svg, _ in pages))
        self.assertFalse((self.dir / f"r-{n + 1}.svg").exists())
        for svg, _ in pages:
            run("xmllint", "--noout", "--nonet", svg)
        return pages

    def assert_same_ink(self, svg, number):
        a, b = drawn(svg), printed(self.dir / "r.pdf", number)
        self.assertLessEqual(abs(len(a) - len(b)), 1)
        self.assertLessEqual(abs(len(a[0]) - len(b[0])), 1)
        most, odd, ink = compare_ink(a, b)
        self.assertLess(most, MAX_BLOCK, svg.name)
        self.assertLess(odd, MAX_ODD_SHARE, svg.name)
        self.assertLess(ink, MAX_INK, svg.name)

    def assert_same_text(self, svg, number, raw=True):
        """In order; what lies across the page is not in that of pdftotext."""
        page = "-f", str(number), "-l", str(number)
        printed_text = run("pdftotext", *page, "-raw", "-nopgbrk", self.dir / "r.pdf", "-")
        a, b = (SPACE.sub("", text) for text in (text_of(svg), printed_text.decode("utf-8")))
        if raw:
            self.assertEqual(a, b)
        else:
            self.assertEqual(sorted(a), sorted(b))

    def test_an_example(self):
        for svg, number in self.make(SOURCE / "examples" / "baodi-2024.json"):
            self.assert_same_ink(svg, number)
            self.assert_same_text(svg, number)

    def test_a_landscape_page(self):
        table = {
            "orientation": "landscape", "caption": "表一",
            "columns": [{"text": "数量"}, {"text": "比例"}],
            "rows": [{"text": "一", "values": [1, 2.5]}] * 3,
        }
        pages = self.make(self.with_blocks(paragraph(3), {"table": table}, paragraph(2)))
        heights = [len(drawn(svg)) for svg, _ in pages]
        self.assertEqual(sorted(set(heights)), [1191, 1684])  # 210 mm, 297 mm
        for svg, number in pages:
            self.assert_same_ink(svg, number)
            self.assert_same_text(svg, number)

    def with_blocks(self, *blocks):
        return {
            "layout": "statistics", "title": "情况", "organ": "机关", "year": 2024,
            "date": "2025-01-01", "content": list(blocks),
        }

    def test_characters_beyond_the_bmp_and_marks(self):
        report = self.with_blocks("一\U00020164二《三》、（一）“三”。No. 12, e\u0302 5%" * 9)
        for svg, number in self.make(report):
            self.assert_same_ink(svg, number)
            self.assert_same_text(svg, number)

    def test_a_draft(self):
        for svg, number in self.make(faulty_report(), "--force", code=1):
            self.assert_same_ink(svg, number)
            self.assert_same_text(svg, number, raw=False)

    def test_that_differences_are_noticed(self):
        (svg, number), *_ = self.make(SOURCE / "examples" / "baodi-2024.json")
        whole = svg.read_text("utf-8")
        uses = list(re.finditer("<use .*?/>\n", whole))
        rules = re.findall(r"m-?\d+[ -]\d+h\d+", "".join(re.findall("<path stroke.*", whole)))
        rule = max(rules, key=lambda r: int(r.partition("h")[2]))
        for name, damaged in (
            ("a character is missing", whole.replace(uses[200][0], "", 1)),
            ("a rule is missing", whole.replace(rule, rule.replace("h", "m") + " 0", 1)),
            ("everything is lower", re.sub("viewBox=.0 0", 'viewBox="0 -90', whole)),
        ):
            with self.subTest(name):
                svg.write_text(damaged, "utf-8")
                self.assertNotEqual(whole, damaged)
                with self.assertRaises(AssertionError):
                    self.assert_same_ink(svg, number)
        drawing, mark, text = whole.partition("<g fill-opacity")
        svg.write_text(drawing + mark + text.replace("公开", "公布", 1), "utf-8")
        with self.assertRaises(AssertionError):
            self.assert_same_text(svg, number)


if __name__ == "__main__":
    unittest.main()
