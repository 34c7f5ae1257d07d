# SPDX-License-Identifier: MIT
"""A finished PDF is read back before it gets its name, and does not reveal how it was made."""

import re
import shutil
import socket
import subprocess
import unittest

from harness import BUILD, PROGRAM, VERSION, Case, report

PROFILES = ("publish", "print", "archive", "archive2", "web")


class Verified(Case):
    def setUp(self):
        super().setUp()
        self.write("r.json", report())
        self.write("press.icc", b"\0" * 8 + b"\2\0\0\0prtrCMYK" + b"\0" * 16 + b"acsp" + b"\0" * 88)

    def render(self, profile, *options, name="r.pdf", code=0, **more):
        icc = ("--icc", "press.icc") if profile == "print" else ()
        return self.expect(
            code, "render", "r.json", "--profile", profile, "-o", name, *icc, *options, **more
        )

    def test_same_bytes(self):
        for profile in PROFILES:
            self.render(profile, "--verify")
            self.render(profile, name="again.pdf")
            self.assertEqual(
                (self.dir / "r.pdf").read_bytes(), (self.dir / "again.pdf").read_bytes(), profile
            )

    def test_draft_on_standard_output(self):
        r = report()
        r["overview"] = []
        self.write("r.json", r)
        done = self.run_kanben("render", "r.json", "--force", "--verify", "-o", "-")
        self.assert_pdf(done.stdout)

    def test_no_pdf(self):
        done = self.render("trace", "--verify", name="r.txt", code=2)
        self.assertIn("--verify: the profile “trace” is not a PDF", done.stderr)
        self.assertFalse((self.dir / "r.txt").exists())

    def program_alone(self):
        program = self.dir / "bin" / "kanben"
        program.parent.mkdir()
        shutil.copy(PROGRAM, program)
        return program

    def test_difference(self):
        """A file that differs from its pages is not written; an older file stays."""
        program = self.program_alone()
        (self.dir / "reread").mkdir()
        shutil.copy(BUILD / "tests" / "cli" / "liar.so", self.dir / "reread" / "kanben-reread.so")
        self.write("r.pdf", "as before")
        before = self.names()
        done = self.render("publish", "--verify", code=3, program=program)
        self.assertIn("%PDF-1.7, PDF/A-2a PDF/UA-1 [PDF]", done.stderr)
        self.assertEqual(self.names(), before)
        self.assertEqual((self.dir / "r.pdf").read_bytes(), b"as before")

    def test_without_the_module(self):
        """Without the module that reads PDFs, nothing that was to be verified is written."""
        program = self.program_alone()
        done = self.render("publish", "--verify", code=3, program=program)
        self.assertIn("a module of the program cannot be loaded", done.stderr)
        self.assertFalse((self.dir / "r.pdf").exists())
        self.render("publish", program=program)

    def test_a_module_that_is_damaged_is_named(self):
        """Not one of the other places, where it just is not."""
        program = self.program_alone()
        (self.dir / "reread").mkdir()
        self.write("reread/kanben-reread.so", "not a library")
        done = self.render("publish", "--verify", code=3, program=program)
        self.assertIn("reread/kanben-reread.so: ", done.stderr)

    def test_ofd_has_the_same_bytes(self):
        for profile in ("ofd", "ofd-archive"):
            files = []
            for name in ("a.ofd", "b.ofd"):
                self.expect(0, "render", "r.json", "--profile", profile, "-o", name)
                files.append((self.dir / name).read_bytes())
            self.assertEqual(files[0], files[1])

    def test_drawings_do_not_reveal_how_they_were_made(self):
        env = self.environment(HOME="/home/somebody", USER="somebody", LOGNAME="somebody")
        self.expect(0, "render", "r.json", "--profile", "svg", env=env)
        for path in (self.dir / "out").iterdir():
            text = path.read_text("utf-8")
            for word in ("somebody", "r.json", self.dir.name, str(BUILD), "<script", "href=\"http", "url("):
                self.assertNotIn(word, text)

    def test_does_not_reveal_how_it_was_made(self):
        env = self.environment(HOME="/home/somebody", USER="somebody", LOGNAME="somebody")
        private = ["somebody", "r.json", self.dir.name, str(BUILD), "press.icc"]
        if len(socket.gethostname()) > 4:
            private.append(socket.gethostname())
        for profile in PROFILES:
            self.render(profile, env=env)
            text = subprocess.run(
                ["qpdf", "--qdf", "--object-streams=disable", "--no-original-object-ids",
                 self.dir / "r.pdf", "-"],
                check=True,
                capture_output=True,
            ).stdout.decode("latin-1")
            for word in private:
                if (profile, word) != ("print", "press.icc"):  # that is what the intent tells
                    self.assertNotIn(word, text, profile)
                    self.assertNotIn(word.encode("utf-16-be").hex(), text, profile)
            # Between the programs in the comment of the copy and the fonts' own bytes.
            plain = re.sub(r"(?s)\bstream\n.*?endstream|^%.*$", "", text, flags=re.MULTILINE)
            packet = text[text.index("<?xpacket begin") : text.index("<?xpacket end")]
            for tool in ("haru", "qpdf", "harfbuzz", "freetype", "deflate", "linux"):
                self.assertNotIn(tool, (plain + packet).lower(), profile)
            self.assertEqual(
                set(re.findall(r"<(?:pdf:Producer|xmp:CreatorTool)>(.*?)<", packet)),
                {f"kanben {VERSION}"},
            )


if __name__ == "__main__":
    unittest.main()
