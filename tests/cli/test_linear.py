# SPDX-License-Identifier: MIT
"""The PDF of a web edition: linearised, if it is not too long."""

import subprocess
import unittest

from harness import Case, report


class Linear(Case):
    def is_linear(self, path):
        done = subprocess.run(["qpdf", "--check-linearization", self.dir / path],
                              capture_output=True, text=True)
        return done.returncode == 0 and "no linearization errors" in done.stdout

    def render(self, profile, lines):
        self.write("r.json", report() | {"overview": ["一" * 28] * lines})
        return self.expect(0, "render", "r.json", "--profile", profile, "-o", "r.pdf")

    def test_web_alone_is_linear(self):
        self.assertEqual(self.render("web", 3).stderr, "")
        self.assertTrue(self.is_linear("r.pdf"))
        self.render("publish", 3)
        self.assertFalse(self.is_linear("r.pdf"))

    def test_the_same_bytes_each_time(self):
        self.render("web", 3)
        first = (self.dir / "r.pdf").read_bytes()
        self.render("web", 3)
        self.assertEqual((self.dir / "r.pdf").read_bytes(), first)

    def test_a_long_one_is_left_as_it_is_with_a_warning(self):
        done = self.render("web", 11 * 205)
        self.assertIn("pages; documents of more than 200 are not linearised [PDF]", done.stderr)
        self.assertFalse(self.is_linear("r.pdf"))
        self.assert_pdf("r.pdf")


if __name__ == "__main__":
    unittest.main()
