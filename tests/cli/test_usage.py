# SPDX-License-Identifier: MIT
"""Exit codes: 0 success, 1 a report has errors, 2 wrong usage, 3 the surroundings failed."""

import re
import unicodedata
import unittest

from harness import PROGRAM, SOURCE, VERSION, Case, faulty_report, report


def columns(text):
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def texts_begin(line):
    """The column in which an option's description begins."""
    option = re.match(r"  (-\w, |    )--\S+( \S+)?  +", line)
    return option and option.end()


class Help(Case):
    def test_help(self):
        for args in (["--help"], ["render", "--help"], ["check", "--help"]):
            with self.subTest(args):
                done = self.expect(0, *args)
                self.assertIn(b"kanben", done.stdout)
                self.assertEqual(done.stderr, "")

    def test_help_of_every_command_fits_a_terminal(self):
        commands = re.findall(r"^  kanben (\w+)", self.expect(0, "--help").stdout.decode(), re.M)
        self.assertGreater(len(commands), 8)
        for command in commands:
            for language in ("en", "zh_CN"):
                done = self.expect(0, command, "--help", env={**self.environment(), "LANGUAGE": language})
                lines = done.stdout.decode().splitlines()
                with self.subTest((command, language)):
                    self.assertLess(max(map(columns, lines)), 80)
                    self.assertEqual(len({texts_begin(line) for line in lines} - {None}), 1)

    def test_help_as_a_command(self):
        for words, options in (
            (["help"], ["--help"]),
            (["-h"], ["--help"]),
            (["help", "render"], ["render", "--help"]),
        ):
            self.assertEqual(self.expect(0, *words).stdout, self.expect(0, *options).stdout)
        self.assertIn("unknown command “frobnicate”", self.expect(2, "help", "frobnicate").stderr)

    def test_a_report_in_place_of_a_command(self):
        self.write("a.json", report())
        self.assertIn("“kanben render a.json”", self.expect(2, "a.json").stderr)

    def test_version(self):
        done = self.expect(0, "--version")
        self.assertIn(VERSION.encode(), done.stdout)

    def test_profiles_one_a_line(self):
        done = self.expect(0, "--profiles")
        self.assertIn(b"publish\n", done.stdout)
        for name in done.stdout.split():
            self.write("a.json", report())
            self.expect(0, "render", "a.json", "--profile", name)

    def test_help_that_cannot_be_written(self):
        with open("/dev/full", "wb") as full:
            self.expect(3, "--help", stdout=full)


class WrongUsage(Case):
    def setUp(self):
        super().setUp()
        self.write("a.json", report())

    def test_wrong_usage_is_2_and_writes_nothing(self):
        for args in (
            [],
            ["frobnicate"],
            ["--frobnicate"],
            ["render"],
            ["check"],
            ["render", "--frobnicate", "a.json"],
            ["render", "a.json", "-o"],
            ["render", "a.json", "-o", ""],
            ["render", "a.json", "--profile", "glossy"],
            ["render", "a.json", "--date", "2025-02-29"],
            ["render", "a.json", "--date", "2025-1-2"],
            ["render", "a.json", "--empty", "perhaps"],
            ["render", "a.json", "-j", "0"],
            ["render", "a.json", "-j", "many"],
            ["check", "a.json", "--force"],
            ["check", "-", "-"],
            ["check", "a.json", "-", "a.json", "-"],
        ):
            with self.subTest(args):
                done = self.expect(2, *args)
                self.assertNotEqual(done.stderr, "")
                self.assertEqual(done.stdout, b"")
                self.assertEqual(self.names(), ["a.json"])

    def test_the_wrong_option_is_named(self):
        for args, named in (
            (["a.json", "-xyz"], "“-x”"),
            (["--frobnicate", "a.json"], "“--frobnicate”"),
            (["--force=1", "a.json"], "--force takes no value"),
            (["a.json", "-o"], "-o needs a value"),
            (["a.json", "--output"], "--output needs a value"),
            (["a.json", "-o", ""], "-o: the value is empty"),
            (["a.json", "--from", b"\xff"], "--from: the value is not UTF-8"),
            (["a.json", "--empty", "kee"], "--empty: one of keep|zero expected, found “kee”"),
            (["a.json", "--jobs", "1025"], "-j: a number from 1 to 1024 expected, found “1025”"),
            (["a.json", "--timeout", "1x"], "--timeout: a number from 1 to 1000000 expected"),
            (["a.json", "--date", "2025-1-2"], "--date: a date as YYYY-MM-DD expected"),
            (["a.json", "--shard", "3/2"], "--shard: I/N with I from 1 to N expected"),
            (["a.json", "--profile", "glossy"], "--profile: there is no profile “glossy”; “publish”, “print”, "),
        ):
            with self.subTest(args):
                done = self.expect(2, "render", *args)
                self.assertIn(named, done.stderr.splitlines()[0])

    def test_no_command_writes_over_its_input(self):
        self.expect(0, "render", "a.json", "--profile", "archive", "-o", "a.pdf")
        self.write("a.txt", "某局2024年政府信息公开工作年度报告")
        (self.dir / "link.json").symlink_to("a.json")
        before = {name: (self.dir / name).read_bytes() for name in self.names()}
        for args in (
            ["render", "a.json", "-o", "a.json"],
            ["render", "a.json", "-o", "link.json"],
            ["import", "a.txt", "-o", "a.txt"],
            ["extract", "a.pdf", "-o", "./a.pdf"],
            ["diff", "a.json", "a.pdf", "-o", "a.pdf"],
            ["merge", "a.json", "--organ", "某区", "-o", "a.json"],
        ):
            with self.subTest(args):
                done = self.expect(2, *args)
                self.assertIn("is an input and would be overwritten", done.stderr)
                self.assertEqual(before, {n: (self.dir / n).read_bytes() for n in self.names()})

    def test_options_may_follow_the_files(self):
        self.expect(0, "render", "a.json", "-o", "x.pdf")
        self.expect(0, "render", "-o", "y.pdf", "a.json")
        self.assertEqual((self.dir / "x.pdf").read_bytes(), (self.dir / "y.pdf").read_bytes())

    def test_file_that_looks_like_a_flag(self):
        self.write("-a.json", report())
        self.expect(0, "render", "--", "-a.json")
        self.assert_pdf("out/-a.pdf")


class WorstWins(Case):
    def test_good_report_is_0(self):
        self.write("a.json", report())
        self.assertEqual(self.expect(0, "check", "a.json").stderr, "")
        self.expect(0, "render", "a.json")

    def test_warnings_are_0(self):
        r = report()
        r["requests"]["results"]["granted"] = [None] * 7
        self.write("a.json", r)
        done = self.expect(0, "check", "a.json")
        self.assertIn("[BLANK]", done.stderr)

    def test_errors_are_1(self):
        self.write("a.json", faulty_report())
        self.expect(1, "check", "a.json")

    def test_check_writes_no_file(self):
        self.write("a.json", report())
        self.expect(0, "check", "a.json")
        self.assertEqual(self.names(), ["a.json"])

    def test_report_with_errors_is_not_written_and_the_others_are(self):
        self.write("bad.json", faulty_report())
        self.write("good.json", report())
        self.expect(1, "render", "bad.json", "good.json")
        self.assertEqual(self.names("out"), ["good.pdf"])

    def test_missing_file_is_3_and_the_others_are_written(self):
        self.write("bad.json", faulty_report())
        self.write("good.json", report())
        done = self.expect(3, "render", "none.json", "bad.json", "good.json")
        self.assertIn("none.json", done.stderr)
        self.assertEqual(self.names("out"), ["good.pdf"])

    def test_folder_without_reports_is_2(self):
        (self.dir / "folder.json").mkdir()
        for command in ("check", "render"):
            self.assertIn("no .json file", self.expect(2, command, "folder.json").stderr)

    def test_missing_fonts_are_3_and_named(self):
        self.write("a.json", report())
        faces = (SOURCE / "fonts" / "fonts.json").read_text("utf-8")
        self.write("fonts/fonts.json", faces.replace('"file": "', '"file": "absent-'))
        before = self.names()
        env = self.environment(KANBEN_FONTS=str(self.dir / "fonts"))
        done = self.expect(3, "render", "a.json", env=env)
        self.assertIn("absent-NotoSerifCJK-Bold.ttc", done.stderr)
        self.assertEqual(self.names(), before)

    def test_unknown_layout_is_an_error_of_the_report(self):
        r = report()
        r["layout"] = "annual-report-1921"
        self.write("a.json", r)
        done = self.expect(1, "render", "a.json")
        self.assertIn("annual-report-1921", done.stderr)

    def test_layout_of_the_program_that_is_not_there_is_3(self):
        (self.dir / "empty").mkdir()
        env = self.environment(KANBEN_LAYOUTS=str(self.dir / "empty"))
        program = self.dir / "bin" / "kanben"
        program.parent.mkdir()
        program.write_bytes(PROGRAM.read_bytes())
        program.chmod(0o755)
        named = report() | {"layout": "annual-report-2021"}
        other = report() | {"layout": "annual-report-1921"}
        self.write("a.json", report())
        self.write("b.json", named)
        self.write("c.json", other)
        for name in ("a.json", "b.json"):
            done = self.expect(3, "check", name, program=program, env=env)
            self.assertIn(str(self.dir / "empty"), done.stderr)
        self.expect(1, "check", "c.json", program=program, env=env)
        for layouts in (None, str(self.dir / "none")):
            env = self.environment(KANBEN_LAYOUTS=layouts)
            for name in ("a.json", "b.json", "c.json"):
                done = self.expect(3, "check", name, program=program, env=env)
                self.assertIn("KANBEN_LAYOUTS" if layouts is None else layouts, done.stderr)

    def test_layout_in_no_language_is_3(self):
        text = (SOURCE / "layouts" / "annual-report-2021.json").read_text("utf-8")
        self.assertIn('"language": "zh-CN"', text)
        self.write("a.json", report())
        for tag, code in (
            ("zh-CN", 0), ("zh", 0), ("zh-Hans-CN", 0), ("es-419", 0),
            ("zh_CN", 3), ("z", 3), ("zh-", 3), ("-zh", 3), ("zh--CN", 3), ("中文", 3),
            ("chinesische", 3), ("zh-abcdefghi", 3), ("1zh", 3),
        ):
            with self.subTest(tag):
                self.write("l.json", text.replace('"language": "zh-CN"', f'"language": "{tag}"'))
                done = self.expect(code, "check", "a.json", "--layout", "./l.json")
                self.assertEqual("[LAYOUT] (/language)" in done.stderr, code == 3)

    def test_force_writes_with_errors_and_is_still_1(self):
        self.write("a.json", faulty_report())
        self.expect(1, "render", "a.json", "--force")
        self.assert_pdf("out/a.pdf")


if __name__ == "__main__":
    unittest.main()
