# SPDX-License-Identifier: MIT
"""The profile svg has a file for each page: the set is written, replaced, logged as one."""

import hashlib
import json
import os
import signal
import unittest
from xml.etree import ElementTree

from harness import faulty_report, report
from runs import BatchCase, children

SVG = ["--profile", "svg"]
NAMESPACE = {"svg": "http://www.w3.org/2000/svg"}


def long_report(paragraphs):
    """A report of about a page for every four paragraphs."""
    return report() | {"overview": ["一" * 150] * paragraphs}


class Drawings(BatchCase):
    def setUp(self):
        super().setUp()
        self.write("a.json", report())
        self.before = self.names()

    def new_names(self):
        return sorted(set(self.names()) - set(self.before))

    def refused(self, *args, word):
        said = self.expect(2, "render", *args, *SVG).stderr
        self.assertIn(word, said)
        self.assertEqual(self.new_names(), [])

    # ---- names ----

    def test_a_file_for_each_page(self):
        self.expect(0, "render", "a.json", *SVG)
        names = self.new_names()
        self.assertGreater(len(names), 2)
        self.assertEqual(names, [f"out/a-{i + 1}.svg" for i in range(len(names))])
        for i, name in enumerate(names):
            root = ElementTree.parse(self.dir / name).getroot()
            self.assertEqual(root.tag, "{http://www.w3.org/2000/svg}svg")
            self.assertEqual(root.get("role"), "img")
            title = root.find("svg:title", NAMESPACE).text
            self.assertEqual(title, f"{report()['title']} – {i + 1}")
            self.assertNotIn("data-at", (self.dir / name).read_text("utf-8"))

    def test_a_given_name_is_that_of_the_set(self):
        for given, first in (
            ("x.svg", "x-1.svg"),
            ("y", "y-1.svg"),
            ("z.SVG", "z-1.SVG"),
            ("u.1.svg", "u.1-1.svg"),
            ("v-1.svg", "v-1-1.svg"),
            ("./.w.svg", ".w-1.svg"),
        ):
            with self.subTest(given):
                self.before = self.names()
                self.expect(0, "render", "a.json", "-o", given, *SVG)
                self.assertEqual(self.new_names()[0], first)

    def test_what_is_no_set_of_files_is_2(self):
        self.refused("a.json", "-o", "-", word="a file for each page")
        self.refused("a.json", "-o", "/dev/null", word="a file for each page")
        self.refused("a.json", "-o", "x.pdf", word="“.svg” expected")
        self.refused("a.json", "a.json", "-o", "x.svg", word="several reports")
        self.refused("a.json", "--verify", word="--verify")
        self.refused("a.json", "--fragment", word="--fragment")

    def test_pages_of_two_reports_never_have_one_name(self):
        self.write("b/a.json", report())
        self.before = self.names()
        self.refused("a.json", "b/a.json", word="would both be written to out/a.svg")
        # The pages of a-1.json are a-1-1.svg …
        self.write("a-1.json", report())
        self.expect(0, "render", "a.json", "a-1.json", *SVG)

    def test_inputs_are_neither_replaced_nor_removed(self):
        """Not even as the seventh page of a document that has three."""
        self.write("a-7.svg", report())
        (self.dir / "link").symlink_to("a-7.svg")
        self.before = self.names()
        self.refused("a-7.svg", "-o", "a.svg", word="a-7.svg is an input")
        self.refused("a-7.svg", "-o", f"{self.dir}/a.svg", word="a-7.svg is an input")
        self.refused("a.json", "a-7.svg", "-o", "./", word="a-7.svg is an input")
        self.expect(0, "render", "a.json", "a-7.svg", *SVG)

    def test_the_log_is_none_of_them(self):
        self.refused("a.json", "-o", "x.svg", "--log", "x-12.svg", word="--log x-12.svg")

    # ---- the set ----

    def test_pages_of_a_longer_edition_are_removed(self):
        self.write("long.json", long_report(40))
        self.before = self.names()
        self.expect(0, "render", "long.json", *SVG, "-o", "x.svg")
        many = len(self.new_names())
        self.assertGreater(many, 9)
        self.expect(0, "render", "a.json", *SVG, "-o", "x.svg")
        few = self.new_names()
        self.assertLess(len(few), many)
        self.assertIn("x-1.svg", few)
        self.assertNotIn(f"x-{len(few) + 1}.svg", few)

    def test_what_is_not_ours_stays_and_is_told(self):
        self.expect(0, "render", "a.json", *SVG, "-o", "x.svg")
        n = len(self.new_names())
        for strange in ("<svg/>", None):
            name = f"x-{n + 1}.svg"
            if strange:
                self.write(name, strange)
            else:
                (self.dir / name).unlink()
                (self.dir / name).symlink_to("x-1.svg")
            said = self.expect(0, "render", "a.json", *SVG, "-o", "x.svg").stderr
            self.assertEqual(
                said, f"kanben: {name} is not a page of this document; it was left\n"
            )
            self.assertTrue((self.dir / name).exists())

    def test_a_full_disk_leaves_the_old_set(self):
        self.write("long.json", long_report(8))
        self.expect(0, "render", "a.json", *SVG, "-o", "x.svg")
        before = {name: (self.dir / name).read_bytes() for name in self.names()}
        sizes = sorted(len(data) for name, data in before.items() if name.startswith("x-"))
        for limit in (0, sizes[0] - 1, sizes[-1] - 1):
            said = self.expect(3, "render", "a.json", *SVG, "-o", "x.svg", limit=limit).stderr
            self.assertIn("kanben: x-", said)
            self.expect(3, "render", "long.json", *SVG, "-o", "y.svg", limit=limit)
            now = {name: (self.dir / name).read_bytes() for name in self.names()}
            self.assertEqual(now, before)

    def test_more_pages_than_are_kept_open(self):
        self.write("long.json", long_report(1000))
        args = ("render", "long.json", *SVG, "-o", "x/")
        for _ in range(2):
            self.expect(0, *args)
            names = self.names("x")
            self.assertGreater(len(names), 210)
            numbers = sorted(int(n[len("long-") : -len(".svg")]) for n in names)
            self.assertEqual(numbers, list(range(1, len(names) + 1)))
        self.expect(3, *args, limit=10000)
        self.assertEqual(self.names("x"), names)

    def test_same_report_same_bytes(self):
        self.expect(0, "render", "a.json", *SVG, "-o", "x/")
        self.write("b.json", long_report(3))
        elsewhere = self.environment(LANGUAGE="zh", TZ="Asia/Tokyo")
        self.expect(0, "render", "b.json", "a.json", *SVG, "-o", "y/", "-j1", env=elsewhere)
        for name in self.names("x"):
            self.assertEqual(
                (self.dir / "x" / name).read_bytes(), (self.dir / "y" / name).read_bytes()
            )

    def test_draft(self):
        self.write("f.json", faulty_report())
        self.before = self.names()
        self.expect(1, "render", "f.json", *SVG)
        self.assertEqual(self.new_names(), [])
        self.expect(1, "render", "f.json", *SVG, "--force")
        for name in self.new_names():
            self.assertIn("rotate(-45", (self.dir / name).read_text("utf-8"))

    # ---- many ----

    def logged(self):
        return [json.loads(line) for line in (self.dir / "log").read_text("utf-8").splitlines()]

    def test_log_and_resume(self):
        run = ("render", "a.json", *SVG, "--log", "log", "--resume")
        self.expect(0, *run)
        names = [name for name in self.new_names() if name != "log"]
        (line,) = self.logged()
        self.assertEqual(line["outputs"], names)
        self.assertEqual(line["pages"], len(names))
        self.assertEqual(line["bytes"], sum((self.dir / n).stat().st_size for n in names))
        self.expect(0, *run)
        self.assertEqual(self.logged()[-1]["status"], "kept")
        self.assertEqual(self.logged()[-1]["outputs"], names)
        (self.dir / names[-1]).unlink()
        self.expect(0, *run)
        self.assertEqual(self.logged()[-1]["status"], "written")
        self.assertTrue((self.dir / names[-1]).exists())

    def test_one_hash_for_all_pages(self):
        for more in ([], ["--log", "log"]):
            found = self.expect(0, "render", "a.json", *SVG, "--hash", *more).stdout.decode()
            data = b""
            while (self.dir / (name := f"out/a-{data.count(b'</svg>') + 1}.svg")).exists():
                data += (self.dir / name).read_bytes()
            want = hashlib.sha256(data).hexdigest()
            self.assertEqual(found, f"{want}  out/a.svg\n")
        self.assertEqual(self.logged()[0]["hashes"], [want])

    def test_what_a_killed_worker_left_is_removed(self):
        self.fifo("1.json")
        (self.dir / "out").mkdir()
        run = self.start("1.json", "a.json", "-j", "1", *SVG)
        self.reached("1.json")
        (worker,) = children(run.pid)
        ours = [f".1-{page}.svg.{worker}-0~" for page in (1, 2, 250)]
        others = [f".1-1.svg.{worker + 1}-0~", f".2-1.svg.{worker}-0~", f".1-x.svg.{worker}-0~"]
        for name in ours + others:
            self.write(f"out/{name}", "unfinished")
        os.kill(worker, signal.SIGKILL)
        self.end(run, 3)
        left = [name for name in self.names("out") if name.startswith(".")]
        self.assertEqual(left, sorted(others))


if __name__ == "__main__":
    unittest.main()
