# SPDX-License-Identifier: MIT
"""The library produces what the program writes: bytes, findings and status.

The host is examples/library/render.c as the build has compiled it.
"""

import os
import unittest
from pathlib import Path

from harness import SOURCE, Case, faulty_report, report

HOST = os.environ["KANBEN_HOST"]
PROFILES = ("publish", "print", "archive", "archive2", "web")
EXAMPLES = sorted((SOURCE / "examples").glob("*.json"))


class SameAsTheProgram(Case):
    def setUp(self):
        super().setUp()
        # Both find layouts and fonts relative to their files, and the same system fonts.
        self.env = self.environment(
            KANBEN_FONTS=None, KANBEN_LAYOUTS=None, KANBEN_SYSTEM_FONTS=None
        )

    def both(self, path, profile):
        """(status, stderr, {name: bytes}) of the program and of the library."""
        runs = []
        for folder, *command in (
            ("program", None, "render", path, "--profile", profile, "-o", "program/x.pdf"),
            ("library", HOST, path, profile, "library/x.pdf", "library/x.html"),
        ):
            (self.dir / folder).mkdir(exist_ok=True)
            program, *arguments = command
            options = {"program": program} if program else {}
            done = self.run_kanben(*arguments, env=self.env, **options)
            made = {}
            for file in (self.dir / folder).iterdir():
                made[file.name] = file.read_bytes()
                file.unlink()
            # Findings without a place bear the program's name.
            said = done.stderr.decode().replace("kanben: ", "")
            runs.append((done.returncode, said, made))
        return runs

    def assert_same(self, path, profile, status):
        program, library = self.both(path, profile)
        self.assertEqual(program[0], status, program[1])
        self.assertEqual(library, program)
        return library

    def test_examples(self):
        self.assertGreater(len(EXAMPLES), 4)
        for path in EXAMPLES:
            for profile in PROFILES:
                with self.subTest(path.name, profile=profile):
                    *_, made = self.assert_same(path, profile, 0)
                    names = {"x.pdf", "x.html"} if profile == "web" else {"x.pdf"}
                    self.assertEqual(set(made), names)

    def test_findings_and_their_order(self):
        every_rule = SOURCE / "tests" / "golden" / "every-rule" / "input.json"
        _, said, made = self.assert_same(every_rule, "publish", 1)
        self.assertGreater(len(said.splitlines()), 20)
        self.assertEqual(made, {})

    def test_unhappy_reports(self):
        undated = report()
        del undated["date"]
        for status, name, content in (
            (0, "undated.json", undated),
            (1, "faulty.json", faulty_report()),
            (1, "not-json.json", "{\n"),
            (1, "empty.json", ""),
            (1, "no-layout.json", '{"layout": "of-nobody"}'),
            (1, "hollow.pdf", "%PDF-1.7\n"),
            (1, "stray\x1b[31m.json", '{"title": "\\u202e", "organ": 1}'),
        ):
            with self.subTest(name):
                path = self.write(name, content)
                if "\x1b" in name:  # the program keeps a terminal from harm, the host does not
                    program, library = self.both(path, "publish")
                    self.assertEqual(program[0], library[0])
                    self.assertIn("\x1b", library[1])
                    self.assertNotIn("\x1b", program[1])
                else:
                    self.assert_same(path, "publish", status)

    def test_archive_is_read(self):
        *_, made = self.assert_same(EXAMPLES[0], "archive", 0)
        self.write("again.pdf", made["x.pdf"])
        *_, again = self.assert_same(Path("again.pdf"), "archive", 0)
        self.assertEqual(again, made)


if __name__ == "__main__":
    unittest.main()
