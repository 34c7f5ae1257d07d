# SPDX-License-Identifier: MIT
"""Print editions, measured: sheets for two-sided printing, and the colours for a press."""

import re
import subprocess
import unittest

import marks
from marks import MM
from test_pages import FOOT, LEFT, PITCH, RIGHT, TOP, WIDTH, Pages, paragraph

SHEET_WIDTH, SHEET_HEIGHT = 210 * MM, 297 * MM
OUTER = SHEET_WIDTH - RIGHT  # the margin away from the binding
DOTS = 150  # per inch
DOT = 72 / DOTS + 0.5 + 0.1  # tolerance when measuring ink: a dot, half a rule


def ink_box(path, page, below):
    """(left, top, right, bottom) of the ink above `below`, in points."""
    done = subprocess.run(
        ["pdftoppm", "-r", str(DOTS), "-gray", "-f", str(page), "-l", str(page), path],
        capture_output=True,
        check=True,
    )
    size = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", done.stdout)
    width, pixels = int(size[1]), done.stdout[size.end():]
    rows = [pixels[i * width : (i + 1) * width] for i in range(int(below * DOTS / 72))]
    inked = [i for i, row in enumerate(rows) if min(row) < 200]
    columns = [i for i in range(width) if any(rows[k][i] < 200 for k in inked)]
    edges = columns[0], inked[0], columns[-1] + 1, inked[-1] + 1
    return tuple(edge * 72 / DOTS for edge in edges)


class Press(Pages):
    def setUp(self):
        super().setUp()
        # A minimal profile of a press: kanben only reads its header.
        header = bytearray(132)
        header[8], header[12:20], header[36:40] = 2, b"prtrCMYK", b"acsp"
        self.profile = self.write("press.icc", bytes(header))

    def render(self, changed, *options, **more):
        return super().render(
            changed, "--profile", "print", "--icc", self.profile, *options, **more
        )

    def test_left_hand_pages_have_the_binding_on_the_right(self):
        for page in self.render({"overview": [paragraph(80)]})[1:3]:
            left = LEFT if page.number % 2 == 1 else OUTER
            line = page.lines()[0]
            self.near(line[0].x, left, "left edge")
            self.near(line[-1].x + PITCH, left + WIDTH, "right edge")
            number = page.number_line()
            if page.number % 2 == 1:
                self.near(number[-1].x + number[-1].width, RIGHT - 14, "number")
            else:
                self.near(number[0].x, OUTER + 14, "number")

    def test_a_landscape_table_has_its_header_at_the_left_of_a_portrait_sheet(self):
        """GB/T 9704-2012, 8: at the binding of an odd page, at the outer edge of an even one."""
        table = {
            "orientation": "landscape",
            "columns": [{"text": "数量"}],
            "rows": [{"text": "一", "values": [1]}] * 3,
        }
        for before in 1, 2:
            blocks = [paragraph(3)] if before == 1 else [paragraph(40)]
            pages = self.render({"overview": [*blocks, {"table": table}, paragraph(2)]})
            turned = next(page for page in pages if page.turned)
            self.near(turned.width, SHEET_WIDTH, "width", by=0.01)
            self.near(turned.height, SHEET_HEIGHT, "height", by=0.01)
            left, top, right, bottom = ink_box(self.dir / "r.pdf", turned.number, FOOT + 10)
            edge = LEFT if turned.number % 2 == 1 else OUTER
            self.near(left, edge, "the head's rule", by=DOT)
            self.near(top, TOP, "the end of its rows", by=DOT)
            self.near(bottom, FOOT, "their beginning", by=DOT)
            self.assertLess(right, edge + WIDTH)
            # The page number is in the same place as on other pages.
            number = turned.number_line()
            self.assertEqual(marks.text(number), f"—{turned.number}—")
            if turned.number % 2 == 1:
                self.near(number[-1].x + number[-1].width, RIGHT - 14, "number")
            else:
                self.near(number[0].x, OUTER + 14, "number")

    def test_everything_is_printed_with_black_ink_only(self):
        self.render({"overview": [paragraph(3)]})
        done = subprocess.run(
            ["qpdf", "--qdf", "--object-streams=disable", self.dir / "r.pdf", "-"],
            capture_output=True,
            check=True,
        )
        operators = re.findall(rb"([\d. ]+) (g|G|rg|RG|k|K)\n", done.stdout)
        self.assertTrue(operators)
        for values, operator in operators:
            self.assertIn(operator, (b"k", b"K"))
            self.assertEqual(values.split()[:3], [b"0", b"0", b"0"])


class Colours(Pages):
    def test_wrong_profiles_are_refused_before_anything_is_written(self):
        self.write("r.json", {})
        rgb = bytearray(132)
        rgb[8], rgb[12:20], rgb[36:40] = 2, b"prtrRGB ", b"acsp"
        for content in b"", b"no profile", bytes(128), bytes(rgb):
            self.write("x.icc", content)
            done = self.expect(2, "render", "r.json", "--profile", "print", "--icc", "x.icc")
            self.assertIn("x.icc is not an ICC profile of a four-colour press", done.stderr)
        self.expect(3, "render", "r.json", "--profile", "print", "--icc", "not-there.icc")
        done = self.expect(2, "render", "r.json", "--icc", "x.icc")
        self.assertIn("is not for a press", done.stderr)
        self.assertEqual(self.names(), ["r.json", "x.icc"])

    def test_a_profile_of_ones_own_is_named_without_its_folder(self):
        header = bytearray(132)
        header[8], header[12:20], header[36:40] = 4, b"prtrCMYK", b"acsp"
        icc = self.write("folder/报业.icc", bytes(header))
        self.render({}, "--profile", "print", "--icc", icc)
        done = subprocess.run(
            ["qpdf", "--json", self.dir / "r.pdf"], capture_output=True, check=True
        )
        self.assertIn('"/Info": "u:报业.icc"', done.stdout.decode("utf-8"))
        self.assertNotIn(b"folder", (self.dir / "r.pdf").read_bytes())


if __name__ == "__main__":
    unittest.main()
