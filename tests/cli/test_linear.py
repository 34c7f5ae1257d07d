# SPDX-License-Identifier: MIT
"""The PDF of a web edition: linearised, if it is neither small nor too large."""

import subprocess
import unittest

from harness import Case, noise, report

LEAST = 512 * 1024  # bytes of a file that is linearised
CELLS = 9  # in a row


class Linear(Case):
    def is_linear(self, path):
        done = subprocess.run(["qpdf", "--check-linearization", self.dir / path],
                              capture_output=True, text=True)
        return done.returncode == 0 and "no linearization errors" in done.stdout

    def render(self, profile, lines, height=0, rows=0, options=(), text="一" * 28):
        """height: of a picture, 1000 pixels wide, a byte each; rows: of a table."""
        overview = [text] * lines
        if rows > 0:
            row = {"values": [1] * CELLS}
            overview.append({"table": {"columns": [{"text": "列"}] * CELLS, "rows": [row] * rows}})
        if height > 0:
            (self.dir / "a.png").write_bytes(noise(1000, height))
            overview.append({"picture": {"file": "a.png", "alt": "一图"}})
        self.write("r.json", report() | {"overview": overview})
        return self.expect(0, "render", "r.json", "--profile", profile, "-o", "r.pdf", *options)

    def size(self):
        return (self.dir / "r.pdf").stat().st_size

    def test_web_alone_is_linear(self):
        self.assertEqual(self.render("web", 3, 540).stderr, "")
        self.assertGreaterEqual(self.size(), LEAST)
        self.assertTrue(self.is_linear("r.pdf"))
        self.render("publish", 3, 540)
        self.assertFalse(self.is_linear("r.pdf"))

    def test_a_small_one_is_not_and_is_no_larger_than_publish(self):
        for height in (0, 450):
            self.assertEqual(self.render("web", 3, height).stderr, "")
            small = self.size()
            self.assertLess(small, LEAST)
            self.assertFalse(self.is_linear("r.pdf"))
            self.assert_pdf("r.pdf")
            self.render("publish", 3, height)
            self.assertLessEqual(small, self.size())

    def test_the_limit_is_the_size_of_the_file_that_is_not_linearised(self):
        low, high = 450, 540
        while high - low > 1:
            height = (low + high) // 2
            self.render("web", 1, height)
            if self.is_linear("r.pdf"):
                high = height
            else:
                low = height
        self.render("web", 1, low)
        self.assertLess(self.size(), LEAST)
        self.assertGreater(self.size(), LEAST - 3000)

    def test_the_same_bytes_each_time(self):
        self.render("web", 3, 540)
        first = (self.dir / "r.pdf").read_bytes()
        self.render("web", 3, 540)
        self.assertEqual((self.dir / "r.pdf").read_bytes(), first)

    def test_a_long_one_is_left_as_it_is_with_a_warning(self):
        done = self.render("web", 11 * 205)
        self.assertIn("pages; documents of more than 200 are not linearised [PDF]", done.stderr)
        self.assertFalse(self.is_linear("r.pdf"))
        self.assert_pdf("r.pdf")

    def test_one_with_many_cells_is_left_as_it_is_with_a_warning(self):
        """12,000 of them, and whatever else has a tag; a file that is small in any case needs no warning."""
        few, many = 9000 // CELLS, 12000 // CELLS
        self.assertEqual(self.render("web", 3, 540, few).stderr, "")
        self.assertTrue(self.is_linear("r.pdf"))
        done = self.render("web", 3, 540, many)
        self.assertRegex(done.stderr, "13[0-9]{3} cells, .*more than 12000 are not linearised \\[PDF\\]")
        self.assertFalse(self.is_linear("r.pdf"))
        self.assert_pdf("r.pdf")
        self.assertEqual(self.render("web", 3, 0, many).stderr, "")
        self.assertLess(self.size(), LEAST)

    def test_one_with_many_pieces_of_text_is_left_as_it_is_with_a_warning(self):
        """Each change of the font begins another."""
        self.assertEqual(self.render("web", 1000, 540, text="一A" * 14).stderr, "")
        self.assertTrue(self.is_linear("r.pdf"))
        done = self.render("web", 2000, 540, text="一A" * 14)
        self.assertRegex(done.stderr, "[0-9]{5} lines, .*more than 40000 are not linearised \\[PDF\\]")
        self.assertFalse(self.is_linear("r.pdf"))
        self.assert_pdf("r.pdf")

    def test_the_same_bytes_if_all_pages_are_kept(self):
        """--verify needs them all; else they are written while later ones are set."""
        for made in ((3,), (3, 540), (3, 540, 12000 // CELLS), (11 * 205,)):
            first = self.render("web", *made, options=["--hash"])
            pages = [(self.dir / name).read_bytes() for name in ("r.pdf", "r.html")]
            again = self.render("web", *made, options=["--hash", "--verify"])
            self.assertEqual([(self.dir / name).read_bytes() for name in ("r.pdf", "r.html")], pages)
            self.assertEqual((first.stdout, first.stderr), (again.stdout, again.stderr))

    def test_an_error_on_the_last_page(self):
        """By then most of the document has been written, or waits to be linearised."""
        for lines in 3, 11 * 205:
            r = report() | {"overview": ["一" * 28] * lines + ["\U0003001f"]}
            self.write("r.json", r)
            done = self.expect(1, "render", "r.json", "--profile", "web", "-o", "r.pdf")
            self.assertIn("[GLYPH]", done.stderr)
            self.assertEqual(self.names(), ["r.json"])

    def test_pages_are_not_kept(self):
        """All pages of so many tables take more than 96 MiB."""
        overview = [{"table": {"columns": [{"text": "列"}], "rows": [{"values": [1]}]}}] * 8000
        self.write("r.json", report() | {"overview": overview})
        self.expect(0, "render", "r.json", "--profile", "web", "-o", "r.pdf", "--max-memory", "64")
        self.write("f.json", report() | {"overview": overview[:1] * 15000})
        self.expect(0, "fonts", "f.json", "--max-memory", "64")


if __name__ == "__main__":
    unittest.main()
