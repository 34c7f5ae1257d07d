# SPDX-License-Identifier: MIT
"""The Python package as a user has it: bytes, findings, errors, and where fonts are looked for.

KANBEN_LIBRARY names the library under test, if it is not the wheel's own.
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import kanben

SOURCE = Path(os.environ["KANBEN_SOURCE"])
PROGRAM = os.environ["KANBEN"]
FONTS = SOURCE / "tests" / "fonts"
REPORT = SOURCE / "examples" / "baodi-2024.json"


def context(**more):
    return kanben.Context(**{"fonts": [FONTS, SOURCE / "fonts"], "system_fonts": [], **more})


class Kanben(unittest.TestCase):
    def setUp(self):
        self.context = context()
        self.addCleanup(self.context.close)
        self.report = json.loads(REPORT.read_bytes())

    def test_same_bytes_as_the_program(self):
        env = {"KANBEN_FONTS": str(FONTS), "KANBEN_SYSTEM_FONTS": "", "PATH": os.environ["PATH"]}
        for profile in kanben.profiles():
            if profile == "svg":
                continue
            with self.subTest(profile), tempfile.TemporaryDirectory() as folder:
                made = self.context.render(
                    REPORT.read_bytes(), profile, source_name="x.json", document_name="x.pdf", hashes=True
                )
                self.assertEqual(made.status, 0, made.findings)
                out = Path(folder) / ("x.ofd" if profile.startswith("ofd") else "x.pdf")
                subprocess.run(
                    [PROGRAM, "render", REPORT, "--profile", profile, "-o", out],
                    check=True, env=env, stderr=subprocess.DEVNULL,
                )
                self.assertEqual(made.document, out.read_bytes())
                html = out.with_suffix(".html")
                self.assertEqual(made.html, html.read_bytes() if html.exists() else None)
                self.assertRegex(made.document_hash, "^[0-9a-f]{64}$")
                self.assertEqual(made.html_hash is None, made.html is None)

    def test_pages_are_those_of_the_program(self):
        env = {"KANBEN_FONTS": str(FONTS), "KANBEN_SYSTEM_FONTS": "", "PATH": os.environ["PATH"]}
        made = self.context.render(self.report, "svg", hashes=True)
        self.assertIsNone(made.document)
        self.assertEqual(len(made.pages), made.page_count)
        self.assertRegex(made.document_hash, "^[0-9a-f]{64}$")
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                [PROGRAM, "render", REPORT, "--profile", "svg", "-o", Path(folder) / "x.svg"],
                check=True, env=env, stderr=subprocess.DEVNULL,
            )
            for i, page in enumerate(made.pages):
                self.assertEqual(page, (Path(folder) / f"x-{i + 1}.svg").read_bytes())
        self.assertNotIn(b"data-at", made.pages[0])
        placed = self.context.render(self.report, "svg", places=True)
        self.assertIn(b'data-at="/title"', placed.pages[0])
        self.assertEqual(self.context.render(self.report).pages, ())

    def test_report_as_bytes_text_and_object(self):
        text = REPORT.read_text("utf-8")
        documents = {
            self.context.render(report, source_name="x").document
            for report in (text.encode(), text, json.loads(text))
        }
        self.assertEqual(len(documents), 1)
        self.assertTrue(documents.pop().startswith(b"%PDF-"))

    def test_findings_have_their_place_and_their_sum(self):
        self.report["requests"]["received"] = [3, 0, 0, 0, 0, 0, 3]
        made = self.context.check(self.report, source_name="x.json")
        self.assertEqual((made.status, made.document), (1, None))
        errors = [f for f in made.findings if f.severity == "error"]
        self.assertEqual(made.error_count, len(errors))
        found = next(f for f in errors if f.rule == "T3-ID")
        self.assertTrue(found.pointer.startswith("/requests/"))
        self.assertGreater(found.line, 0)
        self.assertEqual(float(found.left) - float(found.right), float(found.difference))
        self.assertGreater(len(found.cells), 1)
        self.assertEqual(
            str(found),
            f"x.json:{found.line}:{found.column}: error: {found.message} [T3-ID] ({found.pointer})",
        )

    def test_draft_only_if_forced(self):
        del self.report["requests"]["received"]
        self.report["requests"]["carried_in"] = [9] * 7
        self.assertIsNone(self.context.render(self.report).document)
        made = self.context.render(self.report, force=True)
        self.assertEqual(made.status, 1)
        self.assertTrue(made.document.startswith(b"%PDF-"))

    def test_options_reach_the_library(self):
        web = self.context.render(self.report, "web", fragment=True, verify=True)
        self.assertIn(b"<article", web.html)
        self.assertNotIn(b"<html", web.html)
        self.assertEqual(self.context.render(self.report, max_pages=1).status, 1)
        self.report["date"] = None
        dated = {self.context.render(self.report, date=d).document for d in ("2025-01-02", None)}
        self.assertEqual(len(dated), 2)

    def test_metadata_of_the_website(self):
        page = self.context.render(self.report, "web", site={"SiteName": "某区政府", "robots": "noindex"}).html
        self.assertIn('<meta name="SiteName" content="某区政府">', page.decode())
        self.assertIn('<meta name="robots" content="noindex">', page.decode())
        for profile, more in (("publish", {}), ("web", {"fragment": True})):
            with self.subTest(profile), self.assertRaises(kanben.UsageError):
                self.context.render(self.report, profile, site={"SiteName": "x"}, **more)
        with self.assertRaises(kanben.UsageError) as caught:
            self.context.render(self.report, "web", site={"no name": "x"})
        self.assertIn("no name", str(caught.exception))

    def test_wrong_usage_is_an_exception(self):
        for arguments in ({"profile": "nosuch"}, {"date": "yesterday"}):
            with self.subTest(arguments), self.assertRaises(kanben.UsageError) as caught:
                self.context.render(self.report, **arguments)
            self.assertIn(next(iter(arguments.values())), str(caught.exception))

    def test_layout_that_cannot_be_read(self):
        made = self.context.render(self.report, layout="no/such.json")
        self.assertEqual((made.status, made.document), (3, None))
        self.assertIn("no/such.json", made.findings[0].message)

    def test_blank_and_schema(self):
        blank = self.context.blank()
        self.assertIn("requests", blank)
        self.assertNotEqual(self.context.blank("statistics"), blank)
        self.assertEqual(self.context.schema()["type"], "object")

    def test_messages_are_in_the_language_asked_for(self):
        def is_chinese(**arguments):
            with context(**arguments) as other:
                (found,) = other.check("{").findings
                return any("\u4e00" <= c <= "\u9fff" for c in found.message)

        for language in ("zh", "zh_CN.UTF-8", "zh-Hans-CN"):
            self.assertTrue(is_chinese(language=language), language)
        self.assertFalse(is_chinese(language="en"))
        for language in ("fr", "zhx", "english"):
            with self.subTest(language), self.assertRaises(kanben.UsageError) as caught:
                context(language=language)
            self.assertIn(language, str(caught.exception))
        unset = {"LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}
        for given, chinese in (
            ({}, False), ({"LANG": "zh_CN.UTF-8"}, True), ({"LANGUAGE": "fr:zh_CN:en"}, True),
            ({"LANGUAGE": "en:zh", "LANG": "zh_CN.UTF-8"}, False), ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN"}, False),
        ):
            with self.subTest(given), mock.patch.dict(os.environ, {**unset, **given}):
                self.assertEqual(is_chinese(), chinese)

    def test_no_fonts(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "fonts.json").write_text("{}", "utf-8")
            with self.assertRaises(kanben.SurroundingsError) as caught:
                context(fonts=[folder])
        self.assertIn("fonts.json", str(caught.exception))

    def test_a_closed_context_is_not_used(self):
        self.context.close()
        with self.assertRaises(ValueError):
            self.context.render(self.report)

    def test_font_folders(self):
        with tempfile.TemporaryDirectory() as folder:
            fonts = Path(folder) / "kanben" / "fonts"
            fonts.mkdir(parents=True)
            given = {"KANBEN_FONTS": f"{FONTS}:/nonexistent", "XDG_DATA_HOME": folder}
            with mock.patch.dict(os.environ, given):
                self.assertEqual(kanben.font_folders()[:2], [FONTS, fonts])

    def test_version(self):
        self.assertEqual(kanben.version(), os.environ["KANBEN_VERSION"])

    def test_command(self):
        done = subprocess.run([sys.executable, "-m", "kanben"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("fetch-fonts", done.stderr)


if __name__ == "__main__":
    unittest.main()
