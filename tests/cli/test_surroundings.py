# SPDX-License-Identifier: MIT
"""What around the program must not change the document, and what must."""

import itertools
import json
import os
import re
import subprocess
import unittest

from harness import BUILD, PROGRAM, SOURCE, Case, faulty_report, report


def language_of(findings):
    """The language of the first message, ignoring what it quotes from the report."""
    message = re.sub("“.*?”", "", findings.splitlines()[0].partition(": error: ")[2])
    return "zh" if re.search("[\u4e00-\u9fff]", message) else "en"


def without_gettext():
    """An environment in which gettext translates nothing, whatever the C library."""
    return {
        "LD_PRELOAD": str(BUILD / "tests" / "cli" / "no_gettext.so"),
        "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0",
    }


class SameBytes(Case):
    def setUp(self):
        super().setUp()
        self.write("a.json", report())
        self.expect(0, "render", "a.json", "-o", "first.pdf")
        self.first = (self.dir / "first.pdf").read_bytes()

    def assert_same(self, **more):
        done = self.expect(0, "render", str(self.dir / "a.json"), "-o", "-", **more)
        self.assertEqual(done.stdout, self.first)

    def test_twice(self):
        self.assert_same()

    def test_other_place_and_clock(self):
        self.assert_same(env=self.environment(TZ="America/New_York", HOME="/", USER="nobody"))
        self.assert_same(cwd="/")

    def test_other_language(self):
        self.assert_same(env=self.environment(LANGUAGE="zh_CN", LANG="zh_CN.UTF-8", LC_ALL=None))

    def test_decimal_comma(self):
        locales = self.dir / "locales"
        locales.mkdir()
        subprocess.run(
            ["localedef", "-i", "fr_FR", "-f", "UTF-8", locales / "fr_FR.UTF-8"], check=True
        )
        self.assert_same(env=self.environment(LOCPATH=str(locales), LC_ALL="fr_FR.UTF-8"))

    def test_jobs(self):
        names = [f"{i}.json" for i in range(6)]
        for name in names:
            self.write(name, report())
        for jobs in ("1", "4"):
            self.expect(0, "render", *names, "-j", jobs, "-o", f"jobs{jobs}/")
            for i in range(6):
                data = (self.dir / f"jobs{jobs}" / f"{i}.pdf").read_bytes()
                self.assertEqual(data, self.first)

    def test_a_layout_written_otherwise(self):
        """What the build has parsed, and the same typed in another way, which is parsed now."""
        name = "annual-report-2021.json"
        layout = (SOURCE / "layouts" / name).read_text("utf-8")
        self.write(f"layouts/{name}", layout)
        env = self.environment(KANBEN_LAYOUTS=str(self.dir / "layouts"))
        self.assert_same(env=env)
        self.write(f"layouts/{name}", layout + "\n")
        self.assert_same(env=env)
        self.write(f"layouts/{name}", json.dumps(json.loads(layout)))
        self.assert_same(env=env)

    def test_an_edited_layout_takes_effect(self):
        name = "annual-report-2021.json"
        layout = (SOURCE / "layouts" / name).read_text("utf-8")
        self.write(f"layouts/{name}", layout.replace("总体情况", "总体申请"))
        env = self.environment(KANBEN_LAYOUTS=str(self.dir / "layouts"))
        self.expect(0, "render", "a.json", "--profile", "web", "-o", "a.web.pdf", env=env)
        page = (self.dir / "a.web.html").read_text("utf-8")
        self.assertIn("总体申请", page)
        self.assertNotIn("总体情况", page)
        self.write(f"layouts/{name}", layout.replace("(?<year>", "(?<year", 1))
        said = self.expect(3, "render", "a.json", env=env).stderr
        self.assertIn("not a valid PCRE2 pattern", said)


class Date(Case):
    def date(self, *args, given=None, epoch=None):
        """The document's date, and the findings about it."""
        r = report()
        del r["date"]
        if given:
            r["date"] = given
        self.write("a.json", r)
        env = self.environment(SOURCE_DATE_EPOCH=epoch)
        done = self.expect(0, "render", "a.json", "-o", "-", *args, env=env)
        found = set(re.findall(rb"<xmp:CreateDate>([^<T]+)T", done.stdout))
        self.assertEqual(len(found), 1, found)
        return found.pop().decode(), done.stderr

    def test_of_the_report_comes_first(self):
        date, said = self.date("--date", "2025-02-02", given="2025-01-24", epoch="1740830400")
        self.assertEqual((date, said), ("2025-01-24", ""))

    def test_of_the_command_line_comes_second(self):
        self.assertEqual(self.date("--date", "2025-02-02", epoch="1740830400")[0], "2025-02-02")

    def test_of_source_date_epoch_comes_third(self):
        self.assertEqual(self.date(epoch="1740830400")[0], "2025-03-01")  # 12:00 UTC
        # The last second before the years have five digits.
        self.assertEqual(self.date(epoch="253402300799")[0], "9999-12-31")
        self.assertEqual(self.date(epoch="253402300800")[0], "2025-01-31")

    def test_statutory_day_comes_last_and_is_noted(self):
        date, said = self.date()
        self.assertEqual(date, "2025-01-31")
        self.assertIn("2025-01-31", said)
        self.assertNotIn("error", said)


    def test_years_at_the_end_and_unknown_stay_in_the_calendar(self):
        r = report() | {"year": 9999}
        del r["date"]
        self.write("a.json", r)
        self.assertIn("9999-01-31", self.expect(0, "render", "a.json").stderr)
        del r["year"]
        self.write("a.json", r)
        done = self.expect(1, "render", "a.json", "--force")
        self.assertIn("1970-01-01", done.stderr)
        self.assertNotIn("statutory", done.stderr)
        env = self.environment(SOURCE_DATE_EPOCH="1740830400")
        done = self.expect(1, "render", "a.json", "--force", env=env)
        self.assertIn("2025-03-01", done.stderr)


class Folders(Case):
    """A variable that leads nowhere is reported once per run."""

    def setUp(self):
        super().setUp()
        self.write("a.json", report())
        self.write("b.json", report())
        (self.dir / "empty").mkdir()

    def said(self, *args, **env):
        done = self.expect(0, *args, "a.json", "b.json", env=self.environment(**env))
        return [line for line in done.stderr.splitlines() if "[ENV]" in line]

    def test_folder_without_what_is_wanted(self):
        for name, good in (
            ("KANBEN_FONTS", SOURCE / "tests" / "fonts"),
            ("KANBEN_LAYOUTS", SOURCE / "layouts"),
        ):
            self.assertEqual(self.said("check", **{name: str(good)}), [])
            for folder in ("empty", "none"):
                with self.subTest(name, folder=folder):
                    (line,) = self.said("check", **{name: f"{folder}:{good}"})
                    self.assertTrue(line.startswith(f"kanben: warning: {name}: "), line)
                    self.assertIn(folder, line)

    def test_json(self):
        env = self.environment(KANBEN_FONTS=f"none:{SOURCE / 'tests' / 'fonts'}")
        done = self.expect(0, "check", "--json", "a.json", env=env)
        found = json.loads(done.stdout)
        self.assertEqual((found["rule"], found["severity"]), ("ENV", "warning"))


class Language(Case):
    def said(self, **env):
        self.write("a.json", faulty_report())
        unset = {"LANGUAGE": None, "LC_ALL": None, "LANG": None}
        done = self.expect(1, "check", "a.json", env=self.environment(**(unset | env)))
        self.assertIn("[T3-ID] (/requests/", done.stderr)
        self.assertRegex(done.stderr, r"a\.json:\d+:\d+: error: ")
        return language_of(done.stderr)

    # What each value asks for: a language, or nothing ("").
    LISTS = {
        None: "", "": "", "zh_CN": "zh", "zh": "zh", "zh_CN:en": "zh", "zh_TW:zh_CN": "zh",
        "fr:zh_CN": "zh", "en": "en", "en_GB:en": "en", "en:zh_CN": "en", "fr:en": "en", "fr": "en",
    }
    LOCALES = {
        None: "", "": "", "C": "en", "POSIX": "en", "C.UTF-8": "en", "en_US.UTF-8": "en",
        "fr_FR.UTF-8": "en", "zh_CN.UTF-8": "zh", "zh_CN.utf8": "zh", "zh_CN.GB18030": "zh",
        "zh_CN": "zh", "zh": "zh", "zh_TW.UTF-8": "zh",
    }

    def test_each_pair_of_variables(self):
        """LANGUAGE comes before LC_ALL, LC_MESSAGES and LANG, in this order; a locale "C" does not
        overrule it."""
        order = {"LANGUAGE": self.LISTS, "LC_ALL": self.LOCALES, "LC_MESSAGES": self.LOCALES,
                 "LANG": self.LOCALES}
        for first, second in itertools.combinations(order, 2):
            for one, its in order[first].items():
                for other, others in order[second].items():
                    env = dict.fromkeys(order) | {first: one, second: other}
                    with self.subTest(f"{first}={one} {second}={other}"):
                        done = self.expect(0, "--help", env=self.environment(**env))
                        said = "zh" if re.search("[\u4e00-\u9fff]", done.stdout.decode()) else "en"
                        self.assertEqual(said, its or others or "en")

    def test_the_same_where_gettext_does_not_translate(self):
        """The program and a module say the same by a catalogue of our own; English stays English."""
        self.write("a.json", faulty_report())
        self.write("b.txt", "没有标题的一段文字\n")
        for args in (["--help"], ["render", "--help"], ["check", "a.json"], ["import", "b.txt"]):
            said = {
                (language, without): self.run_kanben(*args, env=self.environment(
                    LANGUAGE=language, **(without_gettext() if without else {})))
                for language in ("zh_CN", "en") for without in (False, True)
            }
            said = {key: (done.stdout, done.stderr) for key, done in said.items()}
            with self.subTest(args):
                self.assertEqual(said["zh_CN", False], said["zh_CN", True])
                self.assertEqual(said["en", False], said["en", True])
                self.assertNotEqual(said["zh_CN", False], said["en", False])

    def test_what_the_system_says_too(self):
        done = self.run_kanben("check", "no/such.json", env=self.environment(LANGUAGE="zh_CN"))
        # In the C library's own Chinese, or else in ours.
        self.assertRegex(done.stderr.decode(), "^kanben: no/such.json: 没有[^a-z]*\n$")

    def test_chinese_without_any_chinese_locale(self):
        for env in (
            {"LANG": "zh_CN.UTF-8"},
            {"LANG": "zh"},
            {"LANGUAGE": "zh_CN", "LANG": "C.UTF-8"},
            {"LANGUAGE": "zh_CN:en", "LANG": "en_US.UTF-8"},
        ):
            with self.subTest(env):
                self.assertEqual(self.said(**env), "zh")

    def test_english(self):
        for env in (
            {},
            {"LANG": "C"},
            {"LANG": "en_US.UTF-8"},
            {"LANGUAGE": "en", "LANG": "zh_CN.UTF-8"},
            {"LANGUAGE": "fr:en", "LANG": "C.UTF-8"},
        ):
            with self.subTest(env):
                self.assertEqual(self.said(**env), "en")


class Places(Case):
    """The program finds its layouts and messages from the folder of its file."""

    def setUp(self):
        super().setUp()
        self.write("a.json", report())
        self.write("bad.json", faulty_report())

    def assert_works(self, program):
        env = self.environment(KANBEN_LAYOUTS=None)
        self.expect(0, "render", "a.json", "-o", "x.pdf", program=program, env=env)
        self.assert_pdf("x.pdf")
        env |= {"LANGUAGE": "zh_CN"}
        done = self.expect(1, "check", "bad.json", program=program, env=env)
        self.assertEqual(language_of(done.stderr), "zh")

    def test_through_a_link(self):
        (self.dir / "bin").mkdir()
        (self.dir / "bin" / "link").symlink_to(PROGRAM)
        self.assert_works(self.dir / "bin" / "link")

    def assert_survives_damage(self, program):
        """A catalogue of our own that is damaged, or is none, is not used."""
        (path,) = program.parent.parent.rglob("zh_CN/LC_MESSAGES/kanben.mo")
        good = path.read_bytes()
        damaged = [good, b"", good[:2000], good[:-1], good[:12] + b"\xff" * 8 + good[20:], b"x" * 9999]
        for data in damaged:
            path.write_bytes(data)
            env = self.environment(LANGUAGE="zh_CN", **without_gettext())
            done = self.expect(1, "check", "bad.json", program=program, env=env)
            self.assertEqual(language_of(done.stderr), "zh" if data == good else "en")

    def test_installed_under_another_root(self):
        subprocess.run(
            ["meson", "install", "-C", BUILD, "--no-rebuild", "--destdir", self.dir / "root"],
            check=True,
            capture_output=True,
        )
        (program,) = (self.dir / "root").rglob("bin/kanben")
        self.assert_works(program)
        self.assert_survives_damage(program)
        (fonts,) = (self.dir / "root").rglob("fonts.json")
        self.assertEqual(fonts.read_bytes(), (SOURCE / "fonts" / "fonts.json").read_bytes())


if __name__ == "__main__":
    unittest.main()
