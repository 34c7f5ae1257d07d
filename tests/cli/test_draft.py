# SPDX-License-Identifier: MIT
"""Whether a document is a draft is decided once, for all its forms."""

import unittest

from harness import Case, faulty_report, report

MARK = "草稿"


class Draft(Case):
    def documents(self, name, code):
        """The report's pages as text, and its HTML."""
        trace = self.expect(code, "render", name, "--force", "--profile", "trace", "-o", "-")
        self.expect(code, "render", name, "--force", "--profile", "web", "-o", "web.pdf")
        return trace.stdout.decode("utf-8"), (self.dir / "web.html").read_text("utf-8")

    def assert_draft(self, name):
        pages, html = self.documents(name, 1)
        page_n = pages.count("\npage ") + pages.startswith("page ")
        self.assertGreater(page_n, 1)
        self.assertEqual(pages.count("run watermark"), page_n)
        self.assertIn(f'<p class="kb-draft"><strong>{MARK}</strong></p>', html)
        self.assertIn('<meta name="robots" content="noindex">', html)

    def test_a_report_without_errors_is_none_however_it_is_forced(self):
        self.write("sound.json", report())
        pages, html = self.documents("sound.json", 0)
        self.assertNotIn("watermark", pages)
        self.assertNotIn(MARK, html)

    def test_a_sum_that_does_not_hold_makes_one(self):
        self.write("faulty.json", faulty_report())
        self.assert_draft("faulty.json")

    def test_a_character_that_no_font_has_makes_one(self):
        """This is found while the pages are laid out, after the checks."""
        r = report()
        r["overview"] = ["一\U0001f984"]
        self.write("unicorn.json", r)
        self.assert_draft("unicorn.json")


if __name__ == "__main__":
    unittest.main()
