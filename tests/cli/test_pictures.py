# SPDX-License-Identifier: MIT
"""Pictures: out of the report's folder only; with the report in archive editions; in --resume's key."""

import json
import os
import shutil
import unittest
import zipfile

from harness import SOURCE, Case

PICTURES = SOURCE / "tests" / "golden" / "pictures"


class Pictures(Case):
    def setUp(self):
        super().setUp()
        shutil.copytree(PICTURES / "pictures", self.dir / "in" / "pictures")
        shutil.copy(PICTURES / "input.json", self.dir / "in" / "r.json")

    def test_what_is_extracted_renders_again(self):
        self.come_back("r.pdf", "archive")
        self.come_back("r.ofd", "ofd-archive")

    def come_back(self, archive, profile):
        self.expect(0, "render", "in/r.json", "-o", "a.pdf")
        self.expect(0, "render", "in/r.json", "-o", archive, "--profile", profile, "--verify")
        self.expect(0, "extract", archive, "-o", "out/")
        for file in ("r.json", "pictures/a.png", "pictures/b.jpg", "pictures/信息.png"):
            found = self.dir / "out" / file.replace("r.json", "report.json")
            self.assertEqual(found.read_bytes(), (self.dir / "in" / file).read_bytes())
        for again in ("out/report.json", archive):
            self.expect(0, "render", again, "-o", "b.pdf")
            self.assertEqual((self.dir / "b.pdf").read_bytes(), (self.dir / "a.pdf").read_bytes())

    def test_links_are_not_followed(self):
        (self.dir / "in" / "pictures" / "a.png").rename(self.dir / "a.png")
        (self.dir / "in" / "pictures" / "a.png").symlink_to(self.dir / "a.png")
        self.assertIn("it is a link", self.expect(1, "check", "in/r.json").stderr)
        (self.dir / "in" / "pictures").rename(self.dir / "pictures")
        (self.dir / "in" / "pictures").symlink_to(self.dir / "pictures")
        self.assertIn("it is a link", self.expect(1, "check", "in/r.json").stderr)

    def test_what_is_no_file_is_told(self):
        """Nobody writes into a pipe of that name, and nobody waits for it."""
        path = self.dir / "in" / "pictures" / "a.png"
        for make, told in ((lambda: None, "No such file or directory"), (path.mkdir, "it is not a file"),
                           (lambda: (path.rmdir(), os.mkfifo(path)), "it is not a file")):
            if path.is_file():
                path.unlink()
            make()
            done = self.expect(1, "check", "in/r.json")
            self.assertIn(told, done.stderr)

    def test_a_changed_picture_is_rendered_again(self):
        def status():
            self.expect(0, "render", "in/r.json", "-o", "o/", "--log", "log.jsonl", "--resume")
            return json.loads((self.dir / "log.jsonl").read_text("utf-8").splitlines()[-1])["status"]

        self.assertEqual([status(), status()], ["written", "kept"])
        shutil.copy(self.dir / "in" / "pictures" / "信息.png", self.dir / "in" / "pictures" / "a.png")
        self.assertEqual([status(), status()], ["written", "kept"])

    def test_other_pixels_are_a_change(self):
        shutil.copytree(self.dir / "in", self.dir / "new")
        shutil.copy(self.dir / "in" / "pictures" / "信息.png", self.dir / "new" / "pictures" / "a.png")
        done = self.expect(0, "diff", "in/r.json", "new/r.json")
        self.assertEqual(done.stdout.count(b"changed, but not its words"), 2)

    def test_the_press_prints_grey_and_warns(self):
        done = self.expect(0, "render", "in/r.json", "-o", "p.pdf", "--profile", "print", "--verify")
        self.assertIn("“pictures/a.png” has colours", done.stderr)
        self.assertIn("a press needs at least 150", done.stderr)

    def test_ofd_has_them(self):
        self.expect(0, "render", "in/r.json", "-o", "p.ofd", "--profile", "ofd", "--verify")
        with zipfile.ZipFile(self.dir / "p.ofd") as z:
            files = [z.read(n) for n in z.namelist() if n.endswith((".png", ".jpg"))]
        self.assertIn((self.dir / "in" / "pictures" / "c.jpg").read_bytes(), files)
        self.assertEqual(len(files), 4)  # one is shown twice


if __name__ == "__main__":
    unittest.main()
