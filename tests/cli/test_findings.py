# SPDX-License-Identifier: MIT
"""Findings: their form, their places, and all of them in one run."""

import io
import json
import os
import re
import unittest
import zipfile

from harness import Case, faulty_report, report

FINDING = re.compile(
    r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning): "
    r"(?P<message>.+) \[(?P<rule>[A-Z0-9-]+)\] \((?P<pointer>(/.*)?)\)"
)


class Findings(Case):
    def findings(self, name, content, code=1):
        self.write(name, content)
        lines = self.expect(code, "check", name).stderr.splitlines()
        matches = [FINDING.fullmatch(line) for line in lines]
        self.assertTrue(matches and all(matches), lines)
        return [m.groupdict() for m in matches]

    def test_form(self):
        for f in self.findings("a.json", faulty_report()):
            self.assertEqual(f["file"], "a.json")
            self.assertEqual((f["severity"], f["rule"]), ("error", "T3-ID"))
            self.assertTrue(f["pointer"].startswith("/requests/"), f)

    def test_file_is_named_as_given(self):
        path = self.write("folder/a.json", faulty_report())
        for name in ("folder/a.json", "./folder/a.json", str(path)):
            done = self.expect(1, "check", name)
            self.assertTrue(done.stderr.startswith(name + ":"), done.stderr)

    def test_standard_input_is_named_with_a_dash(self):
        text = json.dumps(faulty_report()).encode()
        done = self.expect(1, "check", "-", input=text)
        self.assertTrue(done.stderr.startswith("-:1:"), done.stderr)

    def test_column_counts_code_points(self):
        text = json.dumps(report(), ensure_ascii=False).replace('"year"', '"yaer": 1, "year"')
        (found,) = self.findings("a.json", text)
        self.assertEqual(found["rule"], "KEY")
        self.assertEqual(found["pointer"], "/yaer")
        self.assertEqual(int(found["line"]), 1)
        self.assertEqual(int(found["column"]), text.index('"yaer"') + 1)
        self.assertIn("year", found["message"].replace("yaer", ""))

    def test_line_of_a_finding(self):
        r = report()
        r["requests"]["received"] = [0] * 6
        text = json.dumps(r, ensure_ascii=False, indent=1)
        (found,) = self.findings("a.json", text)
        self.assertEqual((found["rule"], found["pointer"]), ("TYPE", "/requests/received"))
        lines = text.splitlines()
        at = int(found["line"])
        self.assertIn('"received"', lines[at - 1])
        self.assertEqual(lines[at - 1][int(found["column"]) - 1], "[")

    def test_one_run_names_every_fault(self):
        r = faulty_report()
        r["yaer"] = 2024
        r["year"] = "MMXXIV"
        del r["problems"]
        r["disclosure"]["licensing"] = -1
        r["review"]["reconsideration"] = [1, 0, 0, 0, 0]
        rules = {f["rule"] for f in self.findings("a.json", r)}
        self.assertLessEqual({"KEY", "TYPE", "MISSING", "T2-NEG", "T3-ID", "T4-SUM"}, rules)

    def test_what_is_not_json_stops_at_its_first_fault(self):
        (found,) = self.findings("a.json", '{"title": "a",\n "organ": tru, "x": 01}\n')
        self.assertEqual((found["rule"], found["severity"]), ("SYN", "error"))
        self.assertEqual((found["line"], found["column"]), ("2", "11"))

    def test_what_json_forbids(self):
        good = json.dumps(report(), ensure_ascii=False)
        for name, text in {
            "empty": b"",
            "blank": b" \n",
            "cut off": good.encode()[:-1],
            "trailing comma": good.replace("]}", "],}").encode(),
            "comment": b"// a\n" + good.encode(),
            "second value": good.encode() + b"{}",
            "UTF-16": good.encode("utf-16"),
            "not UTF-8": good.encode("gb18030"),
            "overlong UTF-8": good.encode().replace(b"2025-01-24", b"2025-01-\xc0\xb2"),
            "lone surrogate": good.replace("本年", "\\ud800").encode(),
            "NUL": good.encode() + b"\0",
            "deep": b"[" * 100000,
        }.items():
            with self.subTest(name):
                (found,) = self.findings("a.json", text)
                self.assertEqual(found["rule"], "SYN")

    def test_a_byte_order_mark_is_no_error(self):
        good = json.dumps(report(), ensure_ascii=False).encode()
        (found,) = self.findings("a.json", b"\xef\xbb\xbf" + good, code=0)
        self.assertEqual((found["severity"], found["rule"]), ("warning", "NORM"))

    def test_a_key_in_the_words_of_the_form_gets_its_key(self):
        def says(change):
            r = report()
            change(r)
            (found,) = [f for f in self.findings("a.json", r) if f["rule"] == "KEY"]
            return found["message"]

        for section, typed, key in (
            ("disclosure", "行政许可", "licensing"),
            ("disclosure", "规范性文件", "normative_documents"),
            ("disclosure", "收费", "fees"),
            ("requests", "一、本年新收政府信息公开申请数量", "received"),
            ("requests", "上年结转", "carried_in"),
        ):
            with self.subTest(typed):
                said = says(lambda r: r[section].update({typed: r[section].pop(key)}))
                self.assertTrue(said.endswith(f" is “{key}”"), said)
        for typed, key in (("标题", "title"), ("发布机关", "organ"), ("年份", "year"), ("日期", "date")):
            said = says(lambda r: r.update({typed: r.pop(key)}))
            self.assertTrue(said.endswith(f" is “{key}”"), said)
        said = says(lambda r: r.update({"总体情况": r["overview"]}))
        self.assertTrue(said.endswith(" is “overview”"), said)
        said = says(lambda r: r["requests"]["results"].update({"予以公开": [0] * 7}))
        self.assertTrue(said.endswith(" is “granted”"), said)
        for typed in ("行政检查", "公开", "xyz"):
            said = says(lambda r: r["disclosure"].update({typed: 1}))
            self.assertEqual(said, f"unknown key “{typed}”; “kanben new --table” lists all keys")

    def test_a_document_is_named_and_sent_to_import(self):
        for name, content, word in (
            ("a.docx", zipped("word/document.xml"), "a Word document"),
            ("a.xlsx", zipped("xl/workbook.xml"), "an Excel workbook"),
            ("a.odt", zipped("mimetype", "application/vnd.oasis.opendocument.text"), "OpenDocument text"),
            ("a.ofd", zipped("OFD.xml"), "an OFD document"),
            ("a.zip", zipped("年报.json"), "a ZIP archive"),
            ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "a Word or WPS document"),
            ("a.xls", OLE + "Workbook".encode("utf-16-le"), "an Excel workbook (.xls)"),
            ("a.rtf", b"{\\rtf1}", "an RTF document"),
            ("a.html", b"\xef\xbb\xbf\n<!DOCTYPE html><p>", "a web page"),
            ("a.json", zipped("word/document.xml"), "a Word document"),
        ):
            with self.subTest(name):
                (found,) = self.findings(name, content)
                self.assertEqual((found["rule"], found["line"], found["column"]), ("SYN", "1", "1"))
                self.assertIn(word, found["message"])
                self.assertIn("“kanben import”", found["message"])
                self.assertIn(word, self.expect(1, "render", name).stderr)
        self.assertEqual([n for n in self.names() if n.endswith(".pdf")], [])

    def test_a_short_sum_lists_its_zeros_too(self):
        content = report()
        content["review"]["reconsideration"] = [0, 3, 0, 0, 4]
        (found,) = self.findings("a.json", content)
        self.assertIn("sum of 4 columns (“行政复议 结果维持” 0 + “行政复议 结果纠正” 3 + “行政复议 其他结果” 0 + “行政复议 尚未审结” 0) = 3",
                      found["message"])

    def test_totals_that_are_left_out_are_no_fault(self):
        r = report()
        r["requests"]["results"].pop("total")
        self.write("a.json", r)
        self.assertEqual(self.expect(0, "check", "a.json").stderr, "")

    def test_a_required_section_without_text_is_warned_of(self):
        r = report() | {"preamble": [], "problems": []}
        (found,) = self.findings("a.json", r, code=0)
        self.assertEqual((found["severity"], found["rule"]), ("warning", "EMPTY"))
        self.assertEqual(found["pointer"], "/problems")

    def test_null_is_no_date_and_nobodys_signature(self):
        r = report() | {"date": None, "signature": {"organ": None, "date": None}}
        self.write("a.json", r)
        self.assertEqual(self.expect(0, "check", "a.json").stderr, "")
        for wrong in ({"title": None}, {"organ": None}, {"signature": None}):
            self.assertEqual(self.findings("a.json", r | wrong)[0]["rule"], "TYPE")

    def test_character_without_a_glyph(self):
        r = report()
        r["overview"] = ["\U0001f600"]
        self.write("a.json", r)
        done = self.expect(1, "render", "a.json")
        self.assertIn("[GLYPH] (/overview/0)", done.stderr)
        self.assertIn("U+1F600", done.stderr)
        self.assertEqual(self.names(), ["a.json"])

    def test_a_missing_character_of_a_correction_is_found_where_it_was_typed(self):
        r = report()
        r["revision"] = {"number": 1, "date": "2025-03-02", "reason": "年\U0001f600报"}
        (found,) = self.findings("a.json", json.dumps(r, ensure_ascii=False, indent=1))
        self.assertEqual((found["rule"], found["pointer"]), ("GLYPH", "/revision/reason"))
        line = (self.dir / "a.json").read_text("utf-8").splitlines()[int(found["line"]) - 1]
        self.assertEqual(line[int(found["column"]) - 1], "\U0001f600")

    def test_the_root_has_an_empty_pointer(self):
        (found,) = self.findings("a.json", "[]")
        self.assertEqual(found["pointer"], "")

    def test_titles_too_long_for_a_document_are_found_by_both_commands(self):
        long, most = "题" * 2001, "题" * 2000
        cases = {
            "/title": lambda r, s: r.update(title=s),
            "/organ": lambda r, s: r.update(organ=s),
            "/revision/reason": lambda r, s: r.update(
                revision={"number": 1, "date": "2025-03-02", "reason": s}
            ),
            "/problems/0/heading": lambda r, s: r.update(problems=[{"heading": s}, "段"]),
            "/requests/after/0/heading": lambda r, s: r["requests"].update(
                after=[{"heading": s}, "段"]
            ),
            "/signature/organ": lambda r, s: r.update(signature={"organ": s}),
        }
        for pointer, change in cases.items():
            r = report()
            change(r, most)
            self.write("a.json", r)
            self.assertNotIn("[TYPE]", self.run_kanben("check", "a.json").stderr.decode())
            change(r, long)
            self.write("a.json", r)
            for command in ("check", "render"):
                with self.subTest(pointer, command=command):
                    said = self.expect(1, command, "a.json").stderr.splitlines()
                    (found,) = [FINDING.fullmatch(line) for line in said if "[TYPE]" in line]
                    self.assertEqual(found["pointer"], pointer)
                    self.assertIn("2000", found["message"])

    def test_what_could_steer_a_terminal_is_escaped(self):
        for c in "\x85\x9b\u2028\u202e\u2066\u200e\u200f\ufeff":
            with self.subTest(f"{ord(c):04X}"):
                r = report()
                r["key" + c] = 1
                (found,) = self.findings(f"a{c}.json", r)
                escaped = f"\\u{{{ord(c):04X}}}"
                self.assertEqual(found["file"], f"a{escaped}.json")
                self.assertEqual(found["pointer"], f"/key{escaped}")
                self.assertNotIn(c, found["message"])
        for args in (["check", "none\x9b.json"], ["check", "--\u202e"]):
            done = self.run_kanben(*args)
            self.assertRegex(done.stderr.decode(), r"\\u\{(009B|202E)\}")

    def test_a_name_that_is_not_utf8(self):
        name = b"a\x9b.json"
        (self.dir / os.fsdecode(name)).write_text("[]")
        done = self.expect(1, "check", name)
        self.assertTrue(done.stderr.startswith("a\\x9B.json:1:1: "), done.stderr)

    def test_of_very_many_faults_the_first_are_shown_and_the_rest_counted(self):
        r = report()
        r["problems"] = [0] * 30000
        self.write("a.json", r)
        for args, shown in (((), 1000), (("--max-findings", "7"), 7)):
            for command in ("check", "render"):
                said = self.expect(1, command, "a.json", *args).stderr.splitlines()
                self.assertEqual(len(said), shown + 1)
                self.assertTrue(said[0].endswith("(/problems/0)"), said[0])
                self.assertEqual(said[-1], f"kanben: {30000 - shown} more findings are not shown")
        # One of the other rules is not lost among them, and a summary counts all.
        r["titel"] = "x"
        self.write("b.json", r)
        self.assertIn("[KEY]", self.expect(1, "check", "b.json", "--max-findings", "7").stderr)
        summary = self.expect(1, "check", "b.json", "--summary", "--max-findings", "7")
        self.assertRegex(summary.stdout.decode(), r"\b30000\b")
        self.assertEqual(summary.stderr, "")
        said = self.expect(1, "diff", "a.json", "a.json", "--max-findings", "7").stderr
        self.assertEqual(len(said.splitlines()), 2 * 8)
        done = self.expect(1, "check", "a.json", "--max-findings", "30000")
        self.assertEqual(len(done.stderr.splitlines()), 30000)
        self.expect(2, "check", "a.json", "--max-findings", "0")


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def zipped(name, content="x"):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as z:
        z.writestr(name, content)
    return data.getvalue()


class Json(Case):
    def test_what_is_not_shown_is_counted_on_standard_error(self):
        self.write("a.json", "[" + "0," * 9 + "0]")
        self.assertEqual(self.expect(1, "check", "--json", "a.json").stderr, "")
        r = report()
        r["problems"] = [0] * 200050
        self.write("a.json", json.dumps(r, separators=(",", ":")))
        done = self.expect(1, "check", "--json", "--max-findings", "1000000", "a.json")
        self.assertEqual(done.stdout.count(b"\n"), 200000)
        self.assertEqual(done.stderr, "kanben: 50 more findings are not shown\n")

    def test_one_object_a_finding(self):
        self.write("a.json", faulty_report())
        done = self.expect(1, "check", "--json", "a.json")
        found = [json.loads(line) for line in done.stdout.decode().splitlines()]
        self.assertEqual({f["rule"] for f in found}, {"T3-ID"})
        for f in found:
            self.assertEqual(f["file"], "a.json")
            self.assertIsInstance(f["line"], int)
            self.assertIsInstance(f["column"], int)
            self.assertEqual(f["severity"], "error")
            self.assertTrue(f["message"])
            self.assertTrue(f["pointer"].startswith("/requests/"))
            self.assertEqual([f[k] for k in ("left", "right", "difference")], ["3", "0", "3"])
            self.assertTrue(all(cell.startswith("/requests/") for cell in f["cells"]))

    def test_no_finding_is_no_output(self):
        self.write("a.json", report())
        self.assertEqual(self.expect(0, "check", "--json", "a.json").stdout, b"")

    def test_output_that_cannot_be_written(self):
        self.write("a.json", faulty_report())
        with open("/dev/full", "wb") as full:
            self.expect(3, "check", "--json", "a.json", stdout=full)


if __name__ == "__main__":
    unittest.main()
