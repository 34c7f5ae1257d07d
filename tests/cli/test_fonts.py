# SPDX-License-Identifier: MIT
"""kanben fonts: which file serves which role; and how fonts affect a document."""

import json
import shutil
import subprocess
import time
import unittest

from harness import SOURCE, Case, faulty_report, report

FONTS = SOURCE / "tests" / "fonts"
RARE = "\U0002ce93"  # in rare.ttf alone
NOWHERE = "龘"  # in no face at all
OFFICIAL = {"names": ["方正小标宋简体", "FZXBSJW--GB1-0"], "system": True, "optional": True}


class Fonts(Case):
    def setUp(self):
        super().setUp()
        self.chains = json.loads((FONTS / "fonts.json").read_text("utf-8"))
        (self.dir / "fonts" / "local").mkdir(parents=True)

    def put(self, name, folder):
        """Copies a font of tests/fonts."""
        (self.dir / folder).mkdir(parents=True, exist_ok=True)
        shutil.copy(FONTS / name, self.dir / folder)

    def with_chains(self, **change):
        """An environment in which fonts.json is self.chains."""
        self.write("fonts/fonts.json", self.chains)
        folders = f"{self.dir}/fonts:{FONTS}"
        return self.environment(KANBEN_FONTS=folders, **change)

    def text_of(self, pdf):
        done = subprocess.run(
            ["pdftotext", pdf, "-"], cwd=self.dir, capture_output=True, check=True
        )
        return done.stdout.decode("utf-8")

    def test_roles(self):
        told = self.expect(0, "fonts").stdout.decode("utf-8")
        self.assertEqual(told.splitlines()[0], f"{FONTS}/fonts.json")
        for role in ("小标宋", "仿宋", "楷体", "黑体", "宋体", "digits"):
            self.assertIn(f"\n{role}\n", "\n" + told)
        body = told[told.index("仿宋\n") : told.index("楷体\n")]
        self.assertIn("  face: Noto Serif CJK SC\n", body)
        self.assertIn(f"  file: {FONTS}/serif.otf\n", body)
        self.assertIn("  version: Version 2.001", body)
        self.assertIn("licensed under the SIL Open Font License, Version 1.1.\n", body)
        self.assertIn("  preferred for some characters: latin.ttf\n", body)
        self.assertIn("  fallbacks: rare.ttf\n", body)
        self.assertIn("  replaces (not found): nowhere.ttf\n", told)

    def test_messages_are_translated(self):
        told = self.expect(0, "fonts", env=self.environment(LANGUAGE="zh_CN")).stdout.decode()
        self.assertIn(f"{FONTS}/serif.otf", told)
        self.assertNotIn("fallbacks", told)
        self.assertNotIn("stands in", told)

    def test_needed_file_is_missing(self):
        self.chains["roles"]["仿宋"].append({"file": "gone.ttf"})
        told = self.expect(3, "fonts", env=self.with_chains()).stdout.decode("utf-8")
        self.assertIn("  missing: gone.ttf (kanben-fetch-fonts or fonts/fetch.sh fetches it)\n", told)
        self.assertIn("  face: Noto Serif CJK SC\n", told)

    def test_needed_file_forbids_embedding(self):
        self.chains["roles"]["仿宋"].append({"file": "restricted.ttf"})
        told = self.expect(3, "fonts", env=self.with_chains()).stdout.decode("utf-8")
        self.assertIn("forbids embedding (fsType 0x0002)", told)

    def test_official_face_in_local(self):
        self.chains["roles"]["小标宋"].insert(0, OFFICIAL)
        env = self.with_chains()
        self.assertIn("not found): 方正小标宋简体", self.expect(0, "fonts", env=env).stdout.decode())
        self.put("named.ttf", "fonts/local/deep")
        told = self.expect(0, "fonts", env=env).stdout.decode("utf-8")
        self.assertIn("  face: 方正小标宋简体 (FZXiaoBiaoSong-B05S)\n", told)
        self.assertIn(f"  font in local/: {self.dir}/fonts/local/deep/named.ttf\n", told)
        self.assertNotIn("not found): 方正小标宋简体", told)

    def test_official_face_of_the_system(self):
        self.chains["roles"]["小标宋"].insert(0, OFFICIAL)
        self.put("named.ttf", "system/truetype")
        r = self.write("r.json", report())
        for folder, found in ((f"/nonexistent:{self.dir}/system", True), ("", False)):
            env = self.with_chains(KANBEN_SYSTEM_FONTS=folder)
            told = self.expect(0, "fonts", env=env).stdout.decode("utf-8")
            self.assertEqual("  system font: " in told, found)
            done = self.expect(0, "render", r, "-o", f"{found}.pdf", env=env)
            self.assertEqual("the system font" in done.stderr, found, done.stderr)
            self.assertEqual("KANBEN_SYSTEM_FONTS: /nonexistent" in done.stderr, found)
        # Whether found in the system or given, the same fonts produce the same bytes.
        self.put("named.ttf", "fonts/local")
        self.expect(0, "render", r, "-o", "local.pdf", env=env)
        self.assertEqual(
            (self.dir / "local.pdf").read_bytes(), (self.dir / "True.pdf").read_bytes()
        )
        self.assertNotEqual(
            (self.dir / "local.pdf").read_bytes(), (self.dir / "False.pdf").read_bytes()
        )

    def test_names_of_system_faces_are_kept(self):
        self.chains["roles"]["小标宋"].insert(0, OFFICIAL)
        self.put("named.ttf", "system/truetype")
        file = self.dir / "system" / "truetype" / "named.ttf"
        kept = self.dir / "cache" / "faces"
        r = self.write("r.json", report())
        env = self.with_chains(KANBEN_SYSTEM_FONTS=f"{self.dir}/system", KANBEN_CACHE=str(kept.parent))

        def is_found():
            done = self.expect(0, "render", r, "-o", "a.pdf", env=env)
            return "the system font" in done.stderr

        self.assertTrue(is_found())
        time.sleep(3)  # a folder that has just changed may change again in the same tick of the clock
        self.assertTrue(is_found())
        whole, made = kept.read_bytes(), kept.stat()
        self.assertTrue(is_found())
        self.assertEqual(kept.stat().st_ino, made.st_ino, "kept anew although nothing changed")

        other = whole.replace("方正小标宋简体".encode(), "方正小标宋繁体".encode()).replace(b"fzxbs", b"fzxbx")
        self.assertNotEqual(other, whole)
        kept.write_bytes(other)
        self.assertFalse(is_found(), "what is kept is not used")
        kept.chmod(0o622)
        self.assertTrue(is_found(), "anybody may have written it")
        self.assertEqual(kept.stat().st_mode & 0o022, 0)
        for damaged in (b"", whole[:-1], whole + b"x", whole[: len(whole) // 2], b"x" * len(whole)):
            kept.write_bytes(damaged)
            self.assertTrue(is_found(), "damaged")
            self.assertEqual(len(kept.read_bytes()), len(whole))

        shutil.copyfile(FONTS / "latin.ttf", file)  # its folder does not notice
        self.assertFalse(is_found())
        shutil.copyfile(FONTS / "named.ttf", file)
        (file.parent / "more.ttf").write_bytes(b"")
        self.assertTrue(is_found())
        file.unlink()
        self.assertFalse(is_found())

        kept.unlink()
        env["KANBEN_CACHE"] = ""
        self.expect(0, "render", r, "-o", "a.pdf", env=env)
        self.assertEqual(self.names("cache"), [])
        env["KANBEN_CACHE"] = "/proc/nowhere"  # where nothing can be kept
        self.expect(0, "render", r, "-o", "a.pdf", env=env)

    def test_a_missing_character_is_taken_from_no_face(self):
        content = report()
        content["overview"] = [f"本机关{NOWHERE}{RARE}{NOWHERE}"]
        r = self.write("r.json", content)
        told = self.run_kanben("fonts", r).stdout.decode("utf-8")
        self.assertIn("(U+2CE93), 1 time in 仿宋", told)
        self.assertNotIn("U+9F98) is taken", told.replace(", 1 time in 仿宋,", ""))

    def test_characters_from_fallbacks(self):
        content = report()
        content["overview"] = [
            f"本机关{RARE}。{RARE}",
            {"heading": f"（一）{RARE}"},
            {"heading": f"（二）{RARE}", "text": "公开。"},  # they share a paragraph
        ]
        r = self.write("r.json", content)
        lines = self.expect(0, "fonts", r).stdout.decode("utf-8").splitlines()
        rare = [line for line in lines if "U+2CE93" in line]
        line = next(
            n for n, text in enumerate(r.read_text("utf-8").splitlines(), 1) if RARE in text
        )
        self.assertEqual(
            rare[0],
            f"{r}:{line}:7: note: “{RARE}” (U+2CE93), 2 times in 仿宋, is taken from "
            "Kanben Test Rare, rare.ttf [FONT] (/overview/0)",
        )
        self.assertIn("2 times in 楷体", rare[1])
        self.assertIn("(/overview/1/heading)", rare[1])
        self.assertEqual(len(rare), 2)
        self.assertTrue(any("黑体 is set in" in line and "nowhere.ttf" in line for line in lines))

    def test_as_many_as_their_list_has_room_for(self):
        """A sanitizer sees whether one more is looked at."""
        content = report()
        content["overview"] = [RARE * 16]
        done = self.expect(0, "fonts", self.write("r.json", content))
        self.assertIn("16 times in 仿宋", done.stdout.decode("utf-8"))

    def test_cells_that_are_set_again_smaller_count_once(self):
        content = report()
        content["overview"] = [
            {"table": {
                "columns": [{"text": "情况"} for _ in range(12)],
                "rows": [{"text": "机关", "values": [RARE] + ["1" * 12] * 11}],
            }}
        ]
        done = self.expect(0, "fonts", self.write("r.json", content))
        self.assertIn("1 time in 宋体", done.stdout.decode("utf-8"))

    def test_report_with_faulty_figures_is_listed_too(self):
        content = faulty_report()
        content["overview"] = [RARE]
        done = self.expect(0, "fonts", self.write("r.json", content))
        self.assertIn("1 time in 仿宋", done.stdout.decode("utf-8"))
        self.assertNotIn("T3-ID", done.stderr)

    def test_missing_character(self):
        content = report()
        content["overview"] = [NOWHERE]
        done = self.expect(1, "fonts", self.write("r.json", content))
        self.assertIn("U+9F98", done.stderr)
        self.assertIn("[GLYPH] (/overview/0)", done.stderr)

    def test_several_reports_and_no_report(self):
        content = report()
        content["overview"] = [RARE]
        a, b = self.write("a.json", report()), self.write("b.json", content)
        done = self.expect(1, "fonts", a, b, self.write("c.json", "{"))
        self.assertIn(f"{b}:", done.stdout.decode("utf-8"))
        self.assertIn("c.json:1:2: error:", done.stderr)
        self.expect(3, "fonts", "gone.json")
        self.expect(2, "fonts", "--json")

    def test_variation_selector_is_read_back(self):
        content = report()
        content["overview"] = ["机、\ufe01关"]
        self.expect(0, "render", self.write("r.json", content), "-o", "x.pdf")
        self.assertIn("机、\ufe01关", self.text_of("x.pdf"))

    def test_apostrophe_and_quotation_marks_are_read_back(self):
        content = report()
        content["overview"] = ["机don’t“关”——……·"]
        self.expect(0, "render", self.write("r.json", content), "-o", "x.pdf")
        self.assertIn("机don’t“关”——……·", self.text_of("x.pdf"))

    def test_face_that_allows_no_subset_is_embedded_whole(self):
        self.chains["sets"]["h"] = ["U+0048"]
        content = report()
        content["overview"] = ["H"]
        r = self.write("r.json", content)
        for name in ("whole.ttf", "whole.otf", "bars.otf"):
            self.chains["roles"]["仿宋"][0] = {"file": name, "only": ["h"]}
            self.expect(0, "render", r, "-o", "x.pdf", env=self.with_chains())
            listed = subprocess.run(
                ["pdffonts", "x.pdf"], cwd=self.dir, capture_output=True, text=True, check=True
            ).stdout
            line = next(line for line in listed.splitlines() if "KanbenTestBars" in line)
            # emb sub uni
            self.assertIn("yes yes yes" if name == "bars.otf" else "yes no  yes", line)
            self.assertEqual(line.startswith("KanbenTestBars"), name != "bars.otf", line)
            self.assertIn("\nH\n", "\n" + self.text_of("x.pdf"))


if __name__ == "__main__":
    unittest.main()
