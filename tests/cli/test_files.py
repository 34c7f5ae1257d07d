# SPDX-License-Identifier: MIT
"""Where documents go: names, clashes, and files that appear completely or not at all."""

import json
import os
import stat
import subprocess
import unittest
from concurrent.futures import ThreadPoolExecutor

from harness import PROGRAM, Case, faulty_report, report


def read_terminal(master):
    """What its other end wrote; the end of the file is an error of Linux's."""
    try:
        return os.read(master, 4096)
    except OSError:
        return b""


class Names(Case):
    def setUp(self):
        super().setUp()
        self.write("a.json", report())
        self.before = self.names()

    def new_names(self):
        return sorted(set(self.names()) - set(self.before))

    def test_default_is_out(self):
        self.expect(0, "render", "a.json")
        self.assertEqual(self.new_names(), ["out/a.pdf"])
        self.assert_pdf("out/a.pdf")

    def test_stem_of_a_file_elsewhere(self):
        self.write("folder/年度.报告.json", report())
        self.expect(0, "render", "folder/年度.报告.json")
        self.assert_pdf("out/年度.报告.pdf")

    def test_given_file(self):
        self.expect(0, "render", "a.json", "-o", "x.pdf")
        self.assertEqual(self.new_names(), ["x.pdf"])

    def test_given_folder(self):
        self.write("b.json", report())
        self.expect(0, "render", "a.json", "b.json", "-o", "new/")
        self.assertEqual(self.names("new"), ["a.pdf", "b.pdf"])

    def test_an_ending_of_another_format_is_2(self):
        self.write("list.txt", "某局\n")
        self.before = self.names()
        for args, expected in (
            (["render", "a.json", "-o", "x.docx"], "“.pdf”"),
            (["render", "a.json", "-o", "X.DOC"], "“.pdf”"),
            (["render", "a.json", "-o", "x.json"], "“.pdf”"),
            (["render", "a.json", "--profile", "archive", "-o", "x.html"], "“.pdf”"),
            (["render", "a.json", "--profile", "web", "-o", "x.txt"], "“.pdf” or “.html”"),
            (["merge", "a.json", "--organ", "某", "-o", "x.pdf"], "“.json”"),
            (["import", "list.txt", "-o", "x.docx"], "“.json”"),
            (["new", "-o", "x.xlsx"], "“.json”"),
            (["new", "--table", "-o", "x.json"], "“.txt”"),
            (["schema", "-o", "x.txt"], "“.json”"),
            (["diff", "a.json", "a.json", "-o", "x.docx"], "“.txt” or “.json”"),
        ):
            with self.subTest(args):
                said = self.expect(2, *args).stderr
                self.assertIn(f"-o {args[-1]}: ", said)
                self.assertIn(f"; {expected} expected", said)
                self.assertEqual(self.new_names(), [])

    def test_endings_of_no_format_are_names(self):
        for name in ("报告", "年报.v2", "2024.1", "x.PDF"):
            self.expect(0, "render", "a.json", "-o", name)
            self.assert_pdf(name)

    def on_terminal(self, *args):
        """What the program says if its standard error is a terminal."""
        master, slave = os.openpty()
        done = subprocess.run(
            [PROGRAM, *args], env=self.environment(), cwd=self.dir, stderr=slave, stdout=subprocess.PIPE
        )
        os.close(slave)
        said = b""
        while chunk := read_terminal(master):
            said += chunk
        os.close(master)
        self.assertEqual(done.returncode, 0, said)
        return said.decode().replace("\r\n", "\n")

    def test_a_terminal_is_told_what_was_written(self):
        web = ["render", "a.json", "--profile", "web"]
        self.assertEqual(
            self.on_terminal(*web),
            "kanben: out/a.web.pdf is written\nkanben: out/a.html is written\n",
        )
        self.assertEqual(self.on_terminal("new", "-o", "n.json"), "kanben: n.json is written\n")
        self.assertEqual(self.on_terminal(*web, "-q"), "")
        self.assertEqual(self.on_terminal("render", "a.json", "-o", "-"), "")
        self.assertEqual(self.expect(0, *web).stderr, "")
        pages = self.on_terminal("render", "a.json", "--profile", "svg").splitlines()
        self.assertGreater(len(pages), 2)
        for i, line in enumerate(pages):
            self.assertEqual(line, f"kanben: out/a-{i + 1}.svg is written")

    def test_standard_output(self):
        done = self.expect(0, "render", "a.json", "-o", "-")
        self.assert_pdf(done.stdout)
        self.assertEqual(self.new_names(), [])

    def test_standard_input(self):
        text = json.dumps(report()).encode()
        done = self.expect(0, "render", "-", "-o", "-", input=text)
        self.expect(0, "render", "a.json", "-o", "x.pdf")
        self.assertEqual(done.stdout, (self.dir / "x.pdf").read_bytes())

    def test_clashes_are_2_before_anything_is_written(self):
        self.write("folder/a.json", report())
        self.write("b.json", report())
        self.before = self.names()
        for args in (
            ["a.json", "folder/a.json"],
            ["a.json", "folder/a.json", "-o", "new/"],
            ["a.json", "b.json", "-o", "x.pdf"],
            ["a.json", "b.json", "-o", "-"],
            ["-", "-", "-o", "new/"],
        ):
            with self.subTest(args):
                self.expect(2, "render", *args)
                self.assertEqual(self.new_names(), [])


class WholeOrNotAtAll(Case):
    def setUp(self):
        super().setUp()
        self.write("a.json", report())

    def test_full_device(self):
        self.expect(3, "render", "a.json", "-o", "/dev/full")

    def test_full_device_as_standard_output(self):
        with open("/dev/full", "wb") as full:
            done = self.expect(3, "render", "a.json", "-o", "-", stdout=full)
        self.assertNotEqual(done.stderr, "")

    def test_closed_standard_output(self):
        self.expect(3, "render", "a.json", "-o", "-", preexec_fn=lambda: os.close(1))

    def test_full_disk_leaves_nothing(self):
        done = self.expect(3, "render", "a.json", "-o", "x.pdf", limit=1000)
        self.assertIn("x.pdf", done.stderr)
        self.assertEqual(self.names(), ["a.json"])

    def test_full_disk_leaves_the_older_file(self):
        self.write("x.pdf", "older")
        self.expect(3, "render", "a.json", "-o", "x.pdf", limit=1000)
        self.assertEqual((self.dir / "x.pdf").read_text(), "older")
        self.assertEqual(self.names(), ["a.json", "x.pdf"])

    def test_one_full_disk_does_not_hide_the_other_files(self):
        self.write("b.json", faulty_report())
        done = self.expect(3, "render", "a.json", "b.json", limit=1000)
        self.assertIn("[T3-ID]", done.stderr)
        self.assertEqual(self.names(), ["a.json", "b.json"])

    def test_a_report_of_nothing_is_no_draft(self):
        self.write("empty.json", "{}")
        done = self.expect(1, "render", "empty.json", "--force", "-o", "x.pdf")
        self.assertIn("[MISSING]", done.stderr)
        self.assertNotIn("[PDF]", done.stderr)
        self.assertEqual(self.names(), ["a.json", "empty.json"])

    def test_errors_leave_the_older_file(self):
        self.write("b.json", faulty_report())
        self.write("x.pdf", "older")
        self.expect(1, "render", "b.json", "-o", "x.pdf")
        self.assertEqual((self.dir / "x.pdf").read_text(), "older")

    def test_older_file_is_replaced_not_written_into(self):
        self.write("x.pdf", "older")
        os.link(self.dir / "x.pdf", self.dir / "link")
        self.expect(0, "render", "a.json", "-o", "x.pdf")
        self.assert_pdf("x.pdf")
        self.assertEqual((self.dir / "link").read_text(), "older")
        self.assertEqual(self.names(), ["a.json", "link", "x.pdf"])

    def test_file_where_a_folder_is_needed(self):
        self.write("x", "older")
        done = self.expect(3, "render", "a.json", "-o", "x/y.pdf")
        self.assertEqual(done.stderr, "kanben: x/y.pdf: Not a directory\n")  # said once
        self.expect(3, "render", "a.json", "-o", "x/")
        self.assertEqual(self.names(), ["a.json", "x"])

    def test_folder_where_a_file_is_needed(self):
        (self.dir / "x.pdf").mkdir()
        done = self.run_kanben("render", "a.json", "-o", "x.pdf")
        # Either an error, or the folder is meant; never a file of that name, never silence.
        self.assertTrue((self.dir / "x.pdf").is_dir())
        self.assertIn(done.returncode, (0, 3))
        self.assertEqual(done.returncode == 0, self.names("x.pdf") == ["a.pdf"])

    def test_link_to_no_file_yet_is_written_through(self):
        (self.dir / "folder").mkdir()
        (self.dir / "link.pdf").symlink_to("folder/x.pdf")
        self.expect(0, "render", "a.json", "-o", "link.pdf")
        self.assertTrue((self.dir / "link.pdf").is_symlink())
        self.assert_pdf("folder/x.pdf")

    def test_pipe_without_a_reader(self):
        read, write = os.pipe()
        os.close(read)
        with open(write, "wb") as pipe:
            done = self.expect(3, "render", "a.json", "-o", "-", stdout=pipe)
            self.assertIn("kanben: -: ", done.stderr)
            self.write("b.json", faulty_report())
            self.expect(3, "check", "--json", "b.json", stdout=pipe)
            self.expect(3, "--help", stdout=pipe)

    def test_reader_of_one_document_that_goes_away_does_not_stop_the_others(self):
        self.write("b.json", report())
        (self.dir / "out").mkdir()
        os.mkfifo(self.dir / "out" / "a.pdf")
        with ThreadPoolExecutor(1) as pool:
            pool.submit(lambda: os.close(os.open(self.dir / "out" / "a.pdf", os.O_RDONLY)))
            done = self.run_kanben("render", "a.json", "b.json")
        self.assertIn(done.returncode, (0, 3))  # 0: the pipe took it all before
        self.assert_pdf("out/b.pdf")

    def test_pipe_is_written_directly(self):
        os.mkfifo(self.dir / "pipe")
        with subprocess.Popen(["cat", self.dir / "pipe"], stdout=subprocess.PIPE) as reader:
            with ThreadPoolExecutor(1) as pool:
                data = pool.submit(reader.stdout.read)
                self.expect(0, "render", "a.json", "-o", "pipe")
                self.assert_pdf(data.result(timeout=60))
        self.assertTrue(stat.S_ISFIFO(os.stat(self.dir / "pipe").st_mode))

    def test_mode_follows_the_umask(self):
        for umask, mode in ((0o022, 0o644), (0o027, 0o640), (0o077, 0o600), (0o002, 0o664)):
            with self.subTest(oct(umask)):
                (self.dir / "x.pdf").unlink(missing_ok=True)  # one that is there keeps its own
                self.expect(0, "render", "a.json", "-o", "x.pdf", umask=umask)
                self.assertEqual(stat.S_IMODE((self.dir / "x.pdf").stat().st_mode), mode)

    def test_a_file_that_is_written_over_keeps_owner_and_rights_and_a_new_one_has_those_of_the_umask(self):
        """At once: of two documents in one folder, made alone and in a batch, one was there."""
        self.write("b.json", report())
        owner = (12345, 23456) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
        for args in (["a.json"], ["a.json", "b.json", "-j", "2"], ["a.json", "--profile", "web"]):
            for umask, old, fresh in ((0o000, 0o600, 0o666), (0o077, 0o664, 0o600)):
                with self.subTest(args, umask=oct(umask)):
                    names = [f"{a[0]}.pdf" for a in args if a.endswith(".json")]
                    if "web" in args:
                        names = ["a.web.pdf", "a.html"]
                    for name in names:
                        (self.dir / "out" / name).unlink(missing_ok=True)
                    before = self.write(f"out/{names[0]}", "old")
                    before.chmod(old)
                    os.chown(before, *owner)
                    self.expect(0, "render", *args, umask=umask)
                    now = before.stat()
                    self.assertGreater(now.st_size, 3)
                    self.assertEqual(stat.S_IMODE(now.st_mode), old)
                    self.assertEqual((now.st_uid, now.st_gid), owner)
                    for name in names[1:]:
                        mode = (self.dir / "out" / name).stat().st_mode
                        self.assertEqual(stat.S_IMODE(mode), fresh)


if __name__ == "__main__":
    unittest.main()
