# SPDX-License-Identifier: MIT
"""The web edition is two files: either both are written or neither."""

import json
import os
import re
import unittest

from harness import Case, faulty_report, report

WEB = ["--profile", "web"]


class Web(Case):
    def setUp(self):
        super().setUp()
        self.write("a.json", report())
        self.before = self.names()

    def new_names(self):
        return sorted(set(self.names()) - set(self.before))

    def text(self, name):
        return (self.dir / name).read_text("utf-8")

    def test_two_files_by_default(self):
        self.expect(0, "render", "a.json", *WEB)
        self.assertEqual(self.new_names(), ["out/a.html", "out/a.web.pdf"])
        self.assert_pdf("out/a.web.pdf")
        self.assertTrue(self.text("out/a.html").startswith("<!DOCTYPE html>\n"))
        self.assertTrue(self.text("out/a.html").endswith("</html>\n"))

    def test_a_given_name_is_that_of_both(self):
        for given, names in (
            ("x.pdf", ["x.html", "x.pdf"]),
            ("x.html", ["x.html", "x.pdf"]),
            ("y.web.PDF", ["y.web.PDF", "y.web.html"]),
            ("z", ["z", "z.html"]),
        ):
            with self.subTest(given):
                self.before = self.names()
                for name in names:
                    (self.dir / name).unlink(missing_ok=True)
                self.expect(0, "render", "a.json", "-o", given, *WEB)
                self.assert_pdf(next(n for n in names if not n.endswith(".html")))
                page = next(n for n in names if n.endswith(".html"))
                self.assertIn("</html>", self.text(page))
                self.assertLessEqual(set(self.new_names()), set(names))

    def test_the_page_links_to_the_pdf(self):
        for args, name in (
            ([], "a.web.pdf"),
            (["-o", "x.html"], "x.pdf"),
            (["-o", "folder/年 报.pdf"], "%E5%B9%B4%20%E6%8A%A5.pdf"),
            (["-o", "other/"], "a.web.pdf"),
        ):
            with self.subTest(name):
                (self.dir / "folder").mkdir(exist_ok=True)
                before = set(self.names())
                self.expect(0, "render", "a.json", *WEB, *args)
                page = next(n for n in set(self.names()) - before if n.endswith(".html"))
                self.assertEqual(re.findall(r'href="\./([^"]*)"', self.text(page)), [name, name])
        self.expect(0, "render", "a.json", *WEB, "--fragment", "-o", "part/")
        self.assertNotIn("href", self.text("part/a.html"))

    def test_a_website_adds_its_metadata(self):
        self.write("site.json", {"SiteName": "某区", "ColumnName": "年报"})
        self.expect(0, "render", "a.json", *WEB, "--site", "site.json")
        page = self.text("out/a.html")
        self.assertIn('<meta name="SiteName" content="某区">\n<meta name="ColumnName" content="年报">', page)
        self.write("bad.json", {"SiteName": 1, "Column Name": "x"})
        before = self.names()
        done = self.expect(2, "render", "a.json", *WEB, "--site", "bad.json", "-o", "bad/")
        self.assertIn("bad.json:2:14: error: a string expected, found a number [TYPE] (/SiteName)", done.stderr)
        self.assertIn("found “Column Name” [KEY]", done.stderr)
        self.expect(3, "render", "a.json", *WEB, "--site", "none.json", "-o", "bad/")
        self.expect(2, "render", "a.json", "--site", "site.json", "-o", "bad/")
        self.expect(2, "render", "a.json", *WEB, "--fragment", "--site", "site.json", "-o", "bad/")
        self.assertEqual(self.names(), before)

    def test_one_stream_for_two_files_is_2(self):
        os.mkfifo(self.dir / "pipe")
        for out in ("-", "/dev/null", "/dev/stdout", "pipe"):
            with self.subTest(out):
                done = self.expect(2, "render", "a.json", "-o", out, *WEB)
                self.assertIn("two files", done.stderr)
                self.assertEqual(done.stdout, b"")
        self.assertFalse(os.path.exists("/dev/null.html"))

    def test_clashes_are_2_before_anything_is_written(self):
        self.write("folder/a.json", report())
        self.before = self.names()
        for args in (
            ["a.json", "folder/a.json"],
            ["a.json", "folder/a.json", "-o", "new/"],
            ["a.json", "folder/a.json", "-o", "x.pdf"],
        ):
            with self.subTest(args):
                self.expect(2, "render", *args, *WEB)
                self.assertEqual(self.new_names(), [])

    def test_the_report_is_not_written_over(self):
        self.write("r.html", report())
        before = self.text("r.html")
        self.expect(2, "render", "r.html", "-o", "r.pdf", *WEB)
        self.assertEqual(self.text("r.html"), before)

    def test_neither_file_if_one_cannot_be(self):
        (self.dir / "x.html").mkdir()
        (self.dir / "y.pdf").mkdir()
        self.expect(3, "render", "a.json", "-o", "x.pdf", *WEB)
        self.assertFalse((self.dir / "x.pdf").exists())
        self.expect(3, "render", "a.json", "-o", "y.html", *WEB)
        self.assertFalse((self.dir / "y.html").exists())
        self.assertEqual(self.new_names(), [])

    def test_neither_file_if_there_is_no_room_for_one(self):
        """The page is the larger one with these fonts' subsets, or the PDF: one of them fails."""
        self.expect(0, "render", "a.json", "-o", "x.pdf", *WEB)
        sizes = sorted((self.dir / name).stat().st_size for name in ("x.pdf", "x.html"))
        self.assertLess(sizes[0], sizes[1])
        self.expect(3, "render", "a.json", "-o", "y.pdf", *WEB, limit=sizes[1] - 1)
        self.expect(3, "render", "a.json", "-o", "y.pdf", *WEB, limit=sizes[0] - 1)
        self.assertEqual(self.new_names(), ["x.html", "x.pdf"])

    def test_same_report_same_bytes(self):
        self.expect(0, "render", "a.json", "-o", "x/", *WEB)
        elsewhere = self.environment(LANGUAGE="zh", TZ="Asia/Tokyo")
        self.expect(0, "render", "a.json", "-o", "y/", *WEB, env=elsewhere)
        for name in ("a.web.pdf", "a.html"):
            self.assertEqual(
                (self.dir / "x" / name).read_bytes(), (self.dir / "y" / name).read_bytes()
            )

    def test_the_page_can_be_imported(self):
        self.expect(0, "render", "a.json", *WEB)
        (self.dir / "back").mkdir()
        done = self.expect(0, "import", "out/a.html", "-o", "b.json")
        self.assertEqual(done.stderr, "")
        # The date is in the head only.
        date = report()["date"]
        self.expect(0, "render", "b.json", *WEB, "--date", date, "-o", "back/a.web.pdf")
        self.assertEqual(self.text("back/a.web.html"), self.text("out/a.html"))

    def test_fragment(self):
        self.expect(0, "render", "a.json", "-o", "x.pdf", *WEB, "--fragment")
        page = self.text("x.html")
        self.assertTrue(page.startswith("<style>\n"))
        self.assertTrue(page.endswith("</article>\n"))
        self.assertNotIn("<html", page)

    def test_fragment_of_what_is_no_page_is_2(self):
        done = self.expect(2, "render", "a.json", "--fragment")
        self.assertIn("--fragment", done.stderr)
        self.assertEqual(self.new_names(), [])

    def test_draft(self):
        self.write("f.json", faulty_report())
        self.before = self.names()
        self.expect(1, "render", "f.json", *WEB)
        self.assertEqual(self.new_names(), [])
        self.expect(1, "render", "f.json", *WEB, "--force")
        self.assertEqual(self.new_names(), ["out/f.html", "out/f.web.pdf"])
        self.assertIn("<strong>草稿</strong>", self.text("out/f.html"))

    def test_blanks_as_zero(self):
        r = report()
        r["disclosure"]["rules"] = ["/", None, "/"]
        self.write("b.json", r)
        for empty, cells in (("keep", ["/", "", "/"]), ("zero", ["0", "0", "0"])):
            self.expect(0, "render", "b.json", "-o", "b.pdf", *WEB, "--empty", empty)
            row = self.text("b.html").partition(">规章</th>\n")[2].splitlines()[:3]
            self.assertEqual([c.partition(">")[2].removesuffix("</td>") for c in row], cells)

    def test_names_that_are_read_from_right_to_left_are_isolated(self):
        """They are an error; a draft has them so that they turn nothing. What only turns is left out."""
        r = report() | {"title": "某局אבג2024年政府信息公开工作年度报告", "signature": {"organ": "某局אבג"}}
        self.write("a.json", r)
        said = self.expect(1, "render", "a.json", *WEB, "--force").stderr
        self.assertEqual(said.count("[GLYPH]"), 2)
        page = self.text("out/a.html").replace("<wbr>", "")
        self.assertIn("><bdi>某局אבג2024年政府信息公开工作年度报告</bdi></h1>", page)
        self.assertIn("<p><bdi>某局אבג</bdi></p>", page)
        drawn = json.loads(self.run_kanben("import", "out/a.html").stdout)
        self.assertEqual((drawn["title"], drawn["organ"]), (r["title"], "某局אבג"))
        r = report()
        r["title"] = "\u202e" + r["title"]
        self.write("a.json", r)
        self.assertIn("U+202E", self.expect(1, "render", "a.json", *WEB, "--force").stderr)
        page = self.text("out/a.html")
        self.assertNotIn("\u202e", page)
        self.assertNotIn("<bdi>", page)


if __name__ == "__main__":
    unittest.main()
