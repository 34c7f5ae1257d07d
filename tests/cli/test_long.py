# SPDX-License-Identifier: MIT
"""A long document is written while its later pages are set; that changes nothing else."""

import functools
import hashlib
import json
import os
import random
import re
import struct
import subprocess
import unittest
import zlib

from harness import PROGRAM, Case

PARAGRAPH = "本年度报告。" * 40
SANITIZED = b"__asan_init" in PROGRAM.read_bytes()  # which looks for leaks in a thread
NOTED = 5  # parts: the small fonts have no marks beyond ⑩


def document(parts=12):
    content = []
    for part in range(parts):
        content.append({"heading": f"{part + 1}", "level": 1})
        noted = {"text": PARAGRAPH, "notes": [PARAGRAPH * 3, PARAGRAPH * 12]}
        content += [PARAGRAPH, noted if part < NOTED else PARAGRAPH, PARAGRAPH]
        content.append({"list": ["本年度报告。", {"text": PARAGRAPH, "list": ["本年度。", "报告。"]}]})
        content.append({"table": table(part * 9 + 3)})
    return {
        "layout": "statistics",
        "title": "本年度报告",
        "organ": "本年度报告",
        "year": 2024,
        "date": "2025-01-31",
        "content": content,
    }


def table(rows):
    return {
        "caption": "本年度报告",
        "columns": [{"text": "本年"}, {"text": "年度"}],
        "rows": [
            {"text": "本年度报告", "children": [{"text": f"{i}", "values": [i, part]} for i in range(4)]}
            for part in range(rows)
        ],
        "notes": ["注：本年度报告。"],
    }


def large_table(column_n, words):
    """So many cells that their texts are not kept: some wrap, some have figures or lines of their own."""
    align = ["decimal", "start", "end", "centre"]
    values = [words, "本年\n年度", "12.5", "1,234.25", "", "年", "本年度报告 2024"]
    return {
        "caption": "本年度报告",
        "unit": "年",
        "corner": "年度",
        "columns": [
            {"text": "本年度报告", "children": [{"text": words[: 4 + i % 9], "align": align[i % 4]}]}
            for i in range(column_n)
        ],
        "rows": [
            {
                "text": f"{part}{words}",
                "keep": part % 3 == 0,
                "children": [
                    {"text": words[: 3 + i], "values": [values[(part * i + k) % 7] for k in range(column_n)]}
                    for i in range(5)
                ],
            }
            for part in range(900 // column_n)
        ],
    }


def noise(side):
    """A PNG that cannot be compressed."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + random.Random(y).randbytes(side) for y in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


class Long(Case):
    def render(self, code, name, *options):
        return self.expect(code, "render", "r.json", "-o", name, *options)

    def test_same_bytes(self):
        """--verify needs all pages at once."""
        self.write("r.json", document())
        for profile in "publish", "print", "archive", "archive2", "ofd", "ofd-archive":
            names = [f"{stem}.{'ofd' if 'ofd' in profile else 'pdf'}" for stem in "ab"]
            first = self.render(0, names[0], "--profile", profile, "--hash")
            again = self.render(0, names[1], "--profile", profile, "--hash", "--verify")
            self.assertEqual(*(self.digest(name) for name in names), profile)
            self.assertEqual(first.stdout.split()[0], again.stdout.split()[0])
            done = self.render(0, "-", "--profile", profile)
            self.assertEqual(hashlib.sha256(done.stdout).hexdigest(), self.digest(names[0]))

    def threads(self, *args, **more):
        """Runs the program; returns the largest number of threads that was seen in it."""
        child = subprocess.Popen(
            [PROGRAM, *args], env=self.environment(), cwd=self.dir, stderr=subprocess.PIPE, **more
        )
        seen = 0
        while child.poll() is None:
            try:
                seen = max(seen, len(os.listdir(f"/proc/{child.pid}/task")))
            except FileNotFoundError:
                break
        self.assertEqual(child.wait(), 0, child.communicate())
        return seen

    def test_second_thread(self):
        """It compresses streams and makes subsets; whether there is one cannot be seen in the document."""
        (self.dir / "noise.png").write_bytes(noise(700))
        picture = {"picture": {"file": "noise.png", "alt": "本年度"}}
        self.write("r.json", {**document(), "content": document()["content"] + [PARAGRAPH] * 500 + [picture]})
        one_core = {"preexec_fn": functools.partial(os.sched_setaffinity, 0, {min(os.sched_getaffinity(0))})}
        for profile in "publish", "print", "archive", "archive2", "web", "svg":
            here = "render", "r.json", "--profile", profile
            seen = [
                self.threads(*here, "-o", "a/", "-j", "1"),
                self.threads(*here, "-o", "b/", **one_core),
                self.threads(*here, "-o", "c/"),
            ]
            if profile == "publish" and len(os.sched_getaffinity(0)) > 1 and not SANITIZED:
                self.assertEqual(seen, [1, 1, 2])
        self.assertGreater(len(self.names("a")), 9)
        for name in self.names("a"):
            self.assertEqual(*(self.digest(f"{folder}/{name}") for folder in "ab"), name)
            self.assertEqual(*(self.digest(f"{folder}/{name}") for folder in "ac"), name)

    def test_same_drawings(self):
        """--force needs all pages at once: a draft is marked on each."""
        self.write("r.json", document())
        first = self.render(0, "a.svg", "--profile", "svg", "--hash")
        again = self.render(0, "b.svg", "--profile", "svg", "--hash", "--force")
        pages = sorted(name for name in self.names() if name.startswith("a-"))
        self.assertGreater(len(pages), 9)
        for name in pages:
            self.assertEqual(*(self.digest(n) for n in (name, "b" + name[1:])), name)
        self.assertEqual(first.stdout.split()[0], again.stdout.split()[0])

    def test_large_tables(self):
        """On portrait and landscape pages, and parted by columns."""
        for column_n in 2, 5, 40:
            content = [{"table": large_table(column_n, PARAGRAPH[: 6 * 4])}]
            self.write("r.json", {**document(), "content": content})
            self.render(0, "a.pdf")
            self.render(0, "b.pdf", "--verify")
            self.assertEqual(*(self.digest(name) for name in ("a.pdf", "b.pdf")), column_n)

    def test_large_tables_are_measured_as_small_ones(self):
        """Beyond 512 cells their texts are not kept, and what equal values need is found once."""
        columns = [{"text": "本年", "align": align} for align in ("end", "decimal", "start", "decimal")]
        values = ["1234.5", "7.125", "12", "本年", "/", ""]

        def table(row_n):
            rows = [{"text": "年度", "values": [values[(i + k // 2) % 6] for k in range(4)]} for i in range(row_n)]
            return {"columns": columns, "rows": rows}

        def places(row_n):
            self.write("r.json", {**document(), "content": [{"table": table(row_n)}]})
            self.render(0, "a.txt", "--profile", "trace")
            trace = (self.dir / "a.txt").read_text("utf-8")
            first_page = trace[: trace.index("page 2")].splitlines()
            return [line for line in first_page if "1234.5" in line or "7.125" in line or "rule" in line]

        self.assertEqual(places(90), places(150))

    def test_a_character_that_no_font_has_is_told_of_each_cell(self):
        rows = [{"text": "年度", "values": [text] * 4} for text in ["1", "\U0003001f"] * 100]
        content = [{"table": {"columns": [{"text": "本年"}] * 4, "rows": rows}}]
        self.write("r.json", {**document(), "content": content})
        for options in (), ("--force",):
            told = self.expect(1, "render", "r.json", "-o", "a.pdf", *options).stderr
            self.assertEqual(told.count("[GLYPH]"), 400)

    def test_long_texts(self):
        """Beyond some thousand characters, lines are chosen with less care."""
        content = [PARAGRAPH * 50 + "a" * 10000, {"table": {"columns": [{"text": "年"}],
                   "rows": [{"text": PARAGRAPH * 20, "values": [PARAGRAPH * 50]}]}}]
        self.write("r.json", {**document(), "content": content})
        self.render(0, "a.pdf", "--verify")

    def test_a_figure_of_any_length_fits_no_page(self):
        """Widths are added in 32 bits."""
        for n in 5000, 900000:
            rows = [{"text": "年", "values": ["1." * (n // 2)]}]
            content = [{"table": {"columns": [{"text": "本年"}], "rows": rows}}]
            self.write("r.json", {**document(), "content": content})
            done = self.render(1, "a.pdf")
            self.assertIn("the table does not fit on a page", done.stderr)

    @unittest.skipIf(SANITIZED, "a sanitizer keeps what is freed")
    def test_memory_of_paragraphs(self):
        """They are shaped in memory that is used again, also where --force keeps all pages."""
        few, many = (self.memory(n) for n in (2000, 4000))
        self.assertLess(many - few, 2000 * 18)

    def memory(self, paragraphs):
        """KiB for a document with so many: of one that takes less than this process, that of this process."""
        self.write("r.json", {**document(), "content": [PARAGRAPH] * paragraphs})
        args = [PROGRAM, "render", self.dir / "r.json", "-o", self.dir / "a.pdf", "--force"]
        child = os.posix_spawn(PROGRAM, args, self.environment())
        _, status, used = os.wait4(child, 0)
        self.assertEqual(status, 0)
        print(f"{paragraphs} paragraphs: {used.ru_maxrss} KiB")
        return used.ru_maxrss

    def digest(self, name):
        return hashlib.sha256((self.dir / name).read_bytes()).hexdigest()

    def test_error_on_the_last_page(self):
        """By then most of the document has been written, but nobody has seen it."""
        r = document()
        r["content"].append("\U0003001f")
        self.write("r.json", r)
        (self.dir / "old.pdf").write_text("as before")
        before = self.names()
        for name in "new.pdf", "old.pdf":
            self.assertIn("[GLYPH]", self.render(1, name).stderr)
        self.assertIn("[GLYPH]", self.render(1, "new.ofd", "--profile", "ofd").stderr)
        self.assertEqual(self.names(), before)
        self.assertEqual((self.dir / "old.pdf").read_text(), "as before")
        self.assertEqual(self.render(1, "-").stdout, b"")
        self.assertIn("[GLYPH]", self.render(1, "a.svg", "--profile", "svg").stderr)
        self.assertEqual(self.names(), before)

    def test_no_place_to_write(self):
        self.write("r.json", document())
        self.assertIn("nowhere", self.render(3, "/nowhere/a.pdf").stderr)

    def test_too_many_pages(self):
        self.write("r.json", document())
        self.assertIn("--max-pages", self.render(1, "a.pdf", "--max-pages", "3").stderr)
        self.assertFalse((self.dir / "a.pdf").exists())

    def lines(self, *more):
        """A report of so many pages that its size does not account for them: a letter in each line."""
        return {**document(), "content": ["本\n" * 11999 + "本", *more]}

    def test_far_more_pages_than_the_report_is_large(self):
        """They are not made, and what would be on later ones is not looked at."""
        self.write("r.json", self.lines("\U0003001f"))
        before = self.names()
        for profile in "publish", "print", "archive2", "web", "ofd", "svg":
            done = self.expect(1, "render", "r.json", "--profile", profile, "-o", "out/")
            self.assertRegex(done.stderr, "r.json:1:1: error: there are more than 4[0-9]{2} pages")
            self.assertNotIn("GLYPH", done.stderr)
            self.assertEqual(self.names("out"), [])
        for args in ("render", "r.json", "-o", "-"), ("check", "r.json"), ("fonts", "r.json"):
            self.assertIn("[PAGES]", self.expect(1, *args).stderr)
        self.assertIn("[PAGES]", self.render(1, "a.pdf", "--force").stderr)
        self.assertEqual([n for n in self.names() if n != "out"], before)

    def test_far_more_cells_than_the_report_is_large(self):
        """Two bytes for a cell: they are not even laid out, unless they are asked for, or the file is larger."""
        row = '{"values":[' + ",".join(["1"] * 200) + "]}"
        columns = ",".join(['{"text":"\U0003001f"}'] * 200)
        table = '{"table":{"columns":[%s],"rows":[%s]}}' % (columns, ",".join([row] * 700))
        text = json.dumps({**document(), "content": ["@"]}, ensure_ascii=False).replace('"@"', table)
        (self.dir / "r.json").write_text(text, "utf-8")
        before = self.names()
        for args in (
            ("render", "r.json", "--profile", "web", "-o", "a.pdf"),
            ("render", "r.json", "-o", "a.pdf", "--max-pages", "9999", "--force"),
            ("check", "r.json"),
            ("fonts", "r.json"),
        ):
            done = self.expect(1, *args)
            self.assertRegex(done.stderr, r"r.json:1:1: error: the tables have 140000 cells, .* \[PAGES\]")
            self.assertNotIn("GLYPH", done.stderr)
            self.assertEqual(self.names(), before)
        self.assertNotIn("[PAGES]", self.expect(1, "check", "r.json", "--max-pages", "0").stderr)
        (self.dir / "r.json").write_text(text + " " * 60000, "utf-8")
        self.assertNotIn("[PAGES]", self.expect(1, "check", "r.json").stderr)

    def test_drawings_are_files(self):
        """No more than five hundred, unless they are asked for."""
        self.write("r.json", {**document(), "content": [PARAGRAPH] * 1300})
        done = self.expect(1, "render", "r.json", "--profile", "svg", "-o", "out/")
        self.assertIn("more than 500 pages, each of which would be a file", done.stderr)
        self.assertEqual(self.names("out"), [])
        self.render(0, "a.pdf")

    def test_characters_that_an_ofd_has_as_outlines(self):
        """Those beyond U+FFFF, and variants; many of them are refused, unless they are asked for."""
        self.write("r.json", {**document(), "content": ["\U00020000一\U000e0100", "\U00020000\U000e0100"]})
        self.expect(0, "render", "r.json", "--profile", "ofd", "--verify", "-o", "a.ofd")
        self.write("r.json", {**document(), "content": ["\U00020000" * 20001]})
        for more in (), ("--verify",), ("--force",):
            done = self.expect(1, "render", "r.json", "--profile", "ofd", "-o", "b.ofd", *more)
            self.assertRegex(done.stderr, "more than 20000 characters that an OFD .*[PAGES]")
            self.assertFalse((self.dir / "b.ofd").exists())
        self.expect(0, "render", "r.json", "-o", "b.pdf")
        self.expect(0, "render", "r.json", "--profile", "ofd", "-o", "b.ofd", "--max-pages", "900")

    def test_far_more_on_the_pages_than_the_report_is_large(self):
        """A head of many runs of text on each page."""
        head = {"text": "a字" * 600}
        rows = [{"values": ["a\na\na\na\na\na"]}] * 3000
        self.write("r.json", {**document(), "content": [{"table": {"columns": [head], "rows": rows}}]})
        for profile in "publish", "web", "ofd", "svg":
            done = self.expect(1, "render", "r.json", "--profile", profile, "-o", "out/")
            self.assertRegex(done.stderr, "more than [0-9]{6} lines, links and pieces of text on the pages")
            self.assertEqual(self.names("out"), [])
        self.assertIn("[PAGES]", self.expect(1, "check", "r.json").stderr)
        self.render(0, "a.pdf", "--max-pages", "5000")

    def test_far_more_footnotes_than_the_report_is_large(self):
        """They are counted before any is set; that of a press has no links and as many."""
        self.write("r.json", {**document(), "content": [{"text": "本", "notes": ["注𰀟"] * 12000}]})
        for profile in "publish", "print", "web", "ofd":
            done = self.expect(1, "render", "r.json", "--profile", profile, "-o", "out/")
            self.assertRegex(done.stderr, "more than [0-9]{6} lines, links and pieces of text on the pages")
            self.assertNotIn("GLYPH", done.stderr)
        self.write("r.json", {**document(), "content": [{"text": "本", "notes": ["注"] * 1000}]})
        self.assertNotIn("[PAGES]", self.expect(1, "check", "r.json").stderr)  # of numbers without a glyph

    def again(self, caption):
        """What stands above the heads on the table's last page."""
        self.write("r.json", {**document(), "content": [{"table": {**table(40), "caption": caption}}]})
        trace = self.expect(0, "render", "r.json", "--profile", "trace", "-o", "-").stdout.decode()
        last = trace[trace.rindex("\npage ") :]
        texts = re.findall(r'^run pagination .* "(.*)"( end)?$', last[: last.index("本年")], re.M)
        return "".join(text for text, _ in texts)

    def test_captions_go_on(self):
        """A short one, or its number; of a long one without a number nothing."""
        self.assertEqual(self.again("报告"), "报告（续）")
        self.assertEqual(self.again("报告" * 90), "报告" * 90 + "（续）")
        self.assertEqual(self.again("报告" * 130), "")
        self.assertEqual(self.again("报告1  " + "报告" * 130), "报告1（续）")

    def test_any_number_of_pages(self):
        self.write("r.json", self.lines())
        self.render(0, "a.pdf", "--max-pages", "0")
        self.render(0, "b.pdf", "--max-pages", "600")
        self.assertEqual(self.digest("a.pdf"), self.digest("b.pdf"))

    def test_pictures_are_a_part_of_the_report(self):
        (self.dir / "noise.png").write_bytes(noise(200))
        self.write("r.json", self.lines({"picture": {"file": "noise.png", "alt": "本年度"}}))
        self.render(0, "a.pdf")

    def test_too_many_pages_of_footnotes_and_tables(self):
        """Whatever fills the pages, and also behind a table that fits none."""
        tall = {"text": "本\n" * 99 + "本", "values": [1]}
        for content in (
            [{"text": "本", "notes": ["本\n" * 999 + "本"]}],
            [{"table": {"columns": [{"text": "年"}], "rows": [tall] * 9}}],
            [{"table": {"columns": [{"text": "本\n" * 99 + "本"}], "rows": [{"values": [1]}]}}]
            + [PARAGRAPH] * 99,
        ):
            self.write("r.json", {**document(), "content": content})
            self.assertIn("[PAGES]", self.render(1, "a.pdf", "--max-pages", "9").stderr)


if __name__ == "__main__":
    unittest.main()
