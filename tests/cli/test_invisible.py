# SPDX-License-Identifier: MIT
"""Characters that nobody sees: no check is blinded by them and no document contains them."""

import json
import shutil
import struct
import unicodedata
import unittest

from harness import SOURCE, Case, report

# One of each kind: zero-width space, joiners, marks and isolates of direction, a filler of Hangul,
# a tag, selectors after a figure, a code point that is reserved.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u061c\u2060\u2064\u2066\u2068\u2069\u202a\u202c\u202d\u206f"
INVISIBLE += "\u00ad\u034f\u115f\u17b4\u180b\u180e\u3164\uffa0\ufeff\ufe00\ufe0f\U000e0001\U000e0100\U000e0fff"
BLANK = "\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"


def is_seen(c):
    return c not in INVISIBLE + BLANK and unicodedata.category(c) != "Cf"


def with_hebrew(font):
    """The font latin.ttf with its last character, U+030C, as U+05D0 (cmap, format 4)."""
    (table_n,) = struct.unpack_from(">H", font, 4)
    tables = {font[12 + 16 * i : 16 + 16 * i]: struct.unpack_from(">I", font, 20 + 16 * i)[0] for i in range(table_n)}
    cmap, data = tables[b"cmap"], bytearray(font)
    (subtable_n,) = struct.unpack_from(">H", font, cmap + 2)
    for i in range(subtable_n):
        at = cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * i)[0]
        format_, _, _, twice_n = struct.unpack_from(">4H", font, at)
        assert format_ == 4
        last = at + 14 + twice_n - 4  # its end; then 2 bytes, starts and differences
        start, delta = last + twice_n + 2, last + 2 * twice_n + 2
        if struct.unpack_from(">H", data, last) == (0x30C,):
            struct.pack_into(">H", data, last, 0x5D0)
            struct.pack_into(">H", data, start, 0x5D0)
            (difference,) = struct.unpack_from(">H", data, delta)
            struct.pack_into(">H", data, delta, (difference + 0x30C - 0x5D0) & 0xFFFF)
    return bytes(data)


class Invisible(Case):
    def rules(self, r, code=0, name="a.json"):
        """{rule: messages}"""
        self.write(name, r)
        done = self.expect(code, "check", "--json", name)
        found = {}
        for line in done.stdout.splitlines():
            f = json.loads(line)
            found.setdefault(f["rule"], []).append(f["message"])
        return found

    def test_no_check_of_the_prose_is_blinded(self):
        for c in INVISIBLE:
            with self.subTest(f"{ord(c):04X}"):
                r = report()
                r["overview"] = [f"全年收到政府信息公开申请3{c}7件。", f"身份证号码110105{c}19491231002X。"]
                found = self.rules(r)
                self.assertEqual(set(found), {"TXT-NUM", "TXT-PERSON", "NORM"}, found)
                self.assertEqual(len(found["NORM"]), 2)
                self.assertIn(f"U+{ord(c):04X} is removed", found["NORM"][0])

    def test_a_space_of_any_width_is_a_blank(self):
        for c in BLANK + "\u00a0\u3000":
            with self.subTest(f"{ord(c):04X}"):
                r = report()
                r["overview"] = [f"全年收到政府信息公开申请37{c}件。"]
                self.assertEqual(
                    set(self.rules(r)), {"TXT-NUM", "NORM"} if c in BLANK else {"TXT-NUM"}
                )

    def test_what_turns_the_order_of_reading_is_one_error(self):
        r = report()
        r["overview"] = ["共公开信息\u202e123\u202c条。"]
        found = self.rules(r, code=1)
        self.assertEqual(set(found), {"GLYPH"})
        self.assertIn("(U+202E, U+202C)", found["GLYPH"][0])
        self.expect(1, "render", "a.json", "--force", "--profile", "web", "-o", "a.pdf")
        self.assertNotIn("\u202e", (self.dir / "a.html").read_text("utf-8"))

    def test_white_space_at_the_ends_of_any_text(self):
        for end in ("\n", "\r\n", "\t", "\u3000", "\u00a0", "\u2028", "\u0085", "\n\u200b", "\u200b \ufeff"):
            with self.subTest(end.encode("unicode_escape").decode()):
                r = report()
                for key in ("title", "organ"):
                    r[key] += end
                r["layout"] = "annual-report-2021" + end
                r["date"] = "2025-01-24" + end
                r["overview"] = [end + "本年度报告。" + end]
                r["disclosure"]["licensing"] = "0" + end
                found = self.rules(r)
                self.assertEqual(set(found), {"NORM"}, found)
                self.assertEqual(len(found["NORM"]), 6)

    def test_no_document_contains_any(self):
        r = report()
        r["revision"] = {"number": 1, "date": "2025-02-24", "reason": "更\u2060正"}
        r["signature"] = {"organ": "某\u200e局", "date": "2025-01-24"}
        r["title"] = "某局\u20662024\u2069年政府信息公开工作年度报告"
        r["organ"] = "某\u200e局\ufeff"
        r["attachments"] = ["名\u00ad录"]
        r["note"] = "附\u034f注"
        r["overview"] = [
            "一\u2009二",
            {"heading": "（一）三\u200d四", "text": "五\u180e"},
            {"list": ["六\u3164七"]},
            {"table": {"caption": "八\u200c", "columns": [{"text": "九\u2064"}], "rows": [
                {"text": "十\u061c", "values": ["百\U000e0001千"]}]}},
        ]  # fmt: skip
        self.write("a.json", r)
        done = self.expect(0, "render", "a.json", "--profile", "web", "-o", "a.pdf")
        self.assertEqual(done.stderr.count("[NORM]"), 14, done.stderr)
        html = (self.dir / "a.html").read_text("utf-8")
        self.assertEqual([c for c in html if not is_seen(c)], [])
        trace = self.expect(0, "render", "a.json", "--profile", "trace", "-o", "-").stdout.decode()
        self.assertEqual([c for c in trace if not is_seen(c)], [])
        clean = json.dumps(r, ensure_ascii=False).replace("\u2009", " ")
        self.write("b.json", "".join(c for c in clean if is_seen(c)))
        self.assertEqual(self.expect(0, "diff", "a.json", "b.json").stdout, b"")

    def test_a_word_from_right_to_left_is_an_error_even_if_a_font_has_it(self):
        fonts = shutil.copytree(SOURCE / "tests" / "fonts", self.dir / "fonts")
        (fonts / "latin.ttf").write_bytes(with_hebrew((fonts / "latin.ttf").read_bytes()))
        chains = json.loads((fonts / "fonts.json").read_text("utf-8"))
        chains["sets"]["latin"].append("U+05D0")
        (fonts / "fonts.json").write_text(json.dumps(chains), "utf-8")
        self.write("a.json", report() | {"overview": ["本年度\u05d0报告。"]})
        done = self.expect(1, "check", "a.json", env=self.environment(KANBEN_FONTS=str(fonts)))
        self.assertIn("U+05D0 belongs to a script that is written from right to left", done.stderr)

    def test_a_key_is_named_with_its_invisible_characters(self):
        r = report()
        r["over\u200bview"] = r.pop("overview")
        found = self.rules(r, code=1)
        self.assertEqual(len(found["KEY"]), 1)
        self.assertIn("(U+200B); “overview” expected", found["KEY"][0])

    def test_a_layout_with_invisible_characters(self):
        layout = (SOURCE / "layouts" / "annual-report-2021.json").read_text("utf-8")
        self.write("a.json", report())
        # A head, a key, a pattern and a piece of patterns.
        for text in ("规章", "issued", "MERGEFORMAT", "(?:[0-9０-９]{1,3}"):
            with self.subTest(text):
                changed = layout.replace('"' + text, '"' + text[:1] + "\u200b" + text[1:], 1)
                self.assertNotEqual(changed, layout)
                (self.dir / "my.json").write_text(changed, "utf-8")
                done = self.expect(3, "check", "a.json", "--layout", "my.json")
                said = [line for line in done.stderr.splitlines() if "U+200B" in line]
                self.assertEqual(len(said), 1, done.stderr)
                self.assertNotIn("a key may only", done.stderr)
                self.assertIn("without invisible characters expected, found U+200B [LAYOUT]", said[0])

    def test_names_given_on_the_command_line(self):
        self.write("a.json", report() | {"organ": "甲\u2060局"})
        self.write("organs.txt", "\ufeff甲局 \n")
        done = self.expect(
            0, "merge", "a.json", "--organ", " 某\u200b区 ", "--title", "某区\u200e2024年政府信息公开工作年度报告",
            "--organs", "organs.txt",
        )  # fmt: skip
        merged = json.loads(done.stdout)
        self.assertEqual(merged["organ"], "某区")
        self.assertEqual(merged["title"], "某区2024年政府信息公开工作年度报告")


if __name__ == "__main__":
    unittest.main()
