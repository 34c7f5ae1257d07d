# SPDX-License-Identifier: MIT
"""The punctuation that faces draw badly, measured as ink on rendered pages, in every text role of the
shipped fonts.json with the real fonts.

A page has one paragraph per mark, each between two 国, whose frame spans the character without gaps.
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(os.environ["KANBEN_SOURCE"])
FONTS = SOURCE / "fonts"
sys.path.insert(0, str(SOURCE / "tests" / "cli"))
import harness  # noqa: E402

ROLES = ("小标宋", "仿宋", "楷体", "黑体", "宋体")
MARKS = ("——", "……", "·", "～", "⸺")
SIZE = 24  # pt
RESOLUTION = 300  # dots an inch
PITCH = SIZE + 1  # tracked out, which must not split any mark
EM = PITCH * RESOLUTION / 72


def layout_for(role, spaced):
    """The shipped layout with body text in a role; spaced: large and tracked out."""
    layout = json.loads((SOURCE / "layouts" / "annual-report-2021.json").read_text("utf-8"))
    layout["styles"]["body"]["role"] = role
    if not spaced:
        return layout
    layout["styles"]["body"] |= {"size": SIZE, "pitch": PITCH, "line": SIZE * 3 // 2}
    layout["styles"]["title"] |= {"size": 10, "pitch": 10}  # like the headings lower than the body
    return layout


def read_pgm(data):
    """Rows of a binary PGM, as bytes."""
    kind, size, depth, pixels = data.split(b"\n", 3)
    assert kind == b"P5" and depth == b"255"
    width, height = map(int, size.split())
    return [pixels[y * width : (y + 1) * width] for y in range(height)]


def stretches(flags):
    """(first, end) of each stretch of true values."""
    found, first = [], None
    for i, flag in enumerate([*flags, False]):
        if flag and first is None:
            first = i
        elif not flag and first is not None:
            found.append((first, i))
            first = None
    return found


def is_ink(value):
    return value < 128


class Pages(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kanben-fonts-")
        self.addCleanup(folder.cleanup)
        self.dir = Path(folder.name)

    def render(self, role, paragraphs, spaced):
        """A report with these paragraphs as x.pdf."""
        (self.dir / "layout.json").write_text(json.dumps(layout_for(role, spaced)), "utf-8")
        report = harness.report()
        report["overview"] = paragraphs
        (self.dir / "report.json").write_text(json.dumps(report), "utf-8")
        env = os.environ | {"KANBEN_FONTS": str(FONTS), "KANBEN_SYSTEM_FONTS": ""}
        subprocess.run(
            [harness.PROGRAM, "render", "report.json", "--layout", "./layout.json", "-o", "x.pdf"],
            cwd=self.dir, env=env, check=True, capture_output=True,
        )

    def lines(self, role):
        """For each paragraph the connected parts of its ink: (left, right, top, bottom) in em."""
        self.render(role, [f"国{mark}国" for mark in MARKS], spaced=True)
        pgm = subprocess.run(
            ["pdftoppm", "-gray", "-r", str(RESOLUTION), "-f", "1", "-l", "1", "x.pdf"],
            cwd=self.dir, check=True, capture_output=True,
        ).stdout
        rows = read_pgm(pgm)
        bands = [b for b in stretches([any(map(is_ink, row)) for row in rows])
                 if b[1] - b[0] > 0.7 * EM]
        self.assertGreaterEqual(len(bands), len(MARKS))
        return [self.parts(rows[top:bottom]) for top, bottom in bands[: len(MARKS)]]

    def parts(self, rows):
        columns = [any(is_ink(row[x]) for row in rows) for x in range(len(rows[0]))]
        found = []
        for left, right in stretches(columns):
            ys = [y for y, row in enumerate(rows) if any(map(is_ink, row[left:right]))]
            found.append([v / EM for v in (left, right, ys[0], ys[-1] + 1)])
        return found

    def test_text_is_read_back(self):
        """No space is inserted where the face changes or a mark is moved; selectors are kept."""
        paragraphs = ["张\U0002ce93李\U00020000王㑇繁體", "“引”问？好！又·一（三）",
                      "葛\U000e0100城don’t", "——好……的～到！"]
        for role in ROLES:
            with self.subTest(role=role):
                self.render(role, paragraphs, spaced=False)
                text = subprocess.run(
                    ["pdftotext", "x.pdf", "-"],
                    cwd=self.dir, check=True, capture_output=True,
                ).stdout.decode("utf-8")
                for paragraph in paragraphs:
                    self.assertIn(f"\n{paragraph}\n", text)

    def test_marks(self):
        for role in ROLES:
            with self.subTest(role=role):
                dash, dots, interpunct, wave, two_em_dash = self.lines(role)
                self.check_dash(dash)
                self.check_dash(two_em_dash)
                self.check_dots(dots)
                self.check_middle(interpunct, 0.5)
                self.check_middle(wave, 1)

    def assert_centred(self, part, line):
        square = line[0]
        self.assertAlmostEqual(part[2] + part[3], square[2] + square[3], delta=0.12)

    def check_dash(self, line):
        """A rule without a gap that spans two em squares."""
        self.assertEqual(len(line), 3, line)
        _, rule, after = line
        self.assertGreater(rule[1] - rule[0], 1.75)
        self.assertLess(rule[3] - rule[2], 0.1)
        self.assertAlmostEqual(after[0] - line[0][0], 3, delta=0.02)
        self.assert_centred(rule, line)

    def check_dots(self, line):
        """Six dots, evenly spaced, centred on the line."""
        self.assertEqual(len(line), 8, line)
        middles = [(left + right) / 2 for left, right, *_ in line[1:-1]]
        steps = [b - a for a, b in zip(middles, middles[1:])]
        self.assertAlmostEqual(max(steps), min(steps), delta=0.01)
        self.assertAlmostEqual(sum(steps), 5 / 3, delta=0.1)
        for part in line[1:-1]:
            self.assert_centred(part, line)

    def check_middle(self, line, advance):
        self.assertEqual(len(line), 3, line)
        before, mark, after = line
        self.assertAlmostEqual(after[0] - before[0], 1 + advance, delta=0.02)
        # The ink of 国 is not quite centred in its square.
        middle = (before[0] + before[1] + after[0] + after[1]) / 2
        self.assertAlmostEqual(mark[0] + mark[1], middle, delta=0.06)
        self.assert_centred(mark, line)


if __name__ == "__main__":
    if not (FONTS / "NotoSerifCJK-Regular.ttc").exists():
        sys.exit(77)  # fonts/fetch.sh was not run
    unittest.main()
