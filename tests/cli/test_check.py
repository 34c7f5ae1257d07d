# SPDX-License-Identifier: MIT
"""kanben check for many reports: folders, lists, and findings as tables and SARIF."""

import csv
import io
import json
import unittest
from urllib.parse import unquote

from harness import Case, faulty_report, report

CSV_HEADS = "file organ severity rule line column place pointer left right difference message".split()
FORMATS = ("--json", "--csv", "--sarif", "--summary")


class CheckCase(Case):
    def check(self, *args, code=1, **more):
        return self.expect(code, "check", *args, **more)

    def json_of(self, *args, code=1):
        return [json.loads(line) for line in self.check("--json", *args, code=code).stdout.splitlines()]

    def csv_of(self, *args, code=1):
        data = self.check("--csv", *args, code=code).stdout
        self.assertTrue(data.startswith(b"\xef\xbb\xbf"))
        self.assertNotIn(b"\n", data.replace(b"\r\n", b""))
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
        self.assertEqual(rows[0], CSV_HEADS)
        self.assertEqual({len(row) for row in rows}, {len(CSV_HEADS)})
        return [dict(zip(CSV_HEADS, row)) for row in rows[1:]]


class Folders(CheckCase):
    def setUp(self):
        super().setUp()
        for name in ("乙局/年报.json", "甲局/年报.json", "甲局/旧/b.json", "甲局/旧/a.json", "a.json"):
            self.write(f"区/{name}", faulty_report())
        self.expected = [
            "区/a.json", "区/乙局/年报.json", "区/甲局/年报.json", "区/甲局/旧/a.json", "区/甲局/旧/b.json",
        ]  # fmt: skip

    def files(self, *args, code=1):
        return list(dict.fromkeys(f["file"] for f in self.json_of(*args, code=code)))

    def test_a_folder_stands_for_all_reports_below_it_in_order(self):
        self.assertEqual(self.files("区"), self.expected)
        self.assertEqual(self.files("区//"), self.expected)

    def test_hidden_files_and_other_files_are_skipped(self):
        for name in (".git/x.json", "甲局/.x.json", "甲局/x.txt", "甲局/.json"):
            self.write(f"区/{name}", "no JSON")
        self.assertEqual(self.files("区"), self.expected)

    def test_links_cannot_make_a_folder_endless(self):
        (self.dir / "区/甲局/旧/up").symlink_to("../..")
        (self.dir / "区/self").symlink_to(".")
        (self.dir / "区/none.json").symlink_to("nowhere")
        self.assertEqual(self.files("区", code=3), self.expected)
        self.write("elsewhere/x.json", faulty_report())
        (self.dir / "区/none.json").unlink()
        (self.dir / "区/甲局/link").symlink_to("../../elsewhere")
        found = self.files("区")
        self.assertEqual(found[2], "区/甲局/link/x.json")
        self.assertEqual(len(found), len(self.expected) + 1)

    def test_a_folder_without_reports_is_2(self):
        (self.dir / "leer/tief").mkdir(parents=True)
        self.assertIn("no .json file in the folder leer", self.check("leer", code=2).stderr)

    def test_a_list_of_reports_and_folders(self):
        text = "区/甲局/旧/b.json\r\n区/乙局\r\n"
        for start in ("", "\ufeff"):  # as Windows' editor begins a file
            self.write("list.txt", start + text)
            self.assertEqual(
                self.files("区/a.json", "--from", "list.txt"),
                ["区/a.json", "区/甲局/旧/b.json", "区/乙局/年报.json"],
            )
        self.assertIn("list.txt", self.check("--from", "none/list.txt", code=3).stderr)

    def test_the_order_is_the_same_with_any_number_of_workers(self):
        self.write("区/z.json", "{")
        self.write("区/bom.json", b"\xef\xbb\xbf" + json.dumps(report()).encode())
        for form in ([], *([f] for f in FORMATS)):
            runs = {
                (done.stdout, done.stderr)
                for jobs in ("1", "2", "7")
                for done in [self.check("区", "none.json", "-j", jobs, *form, code=3)]
            }
            self.assertEqual(len(runs), 1, form)

    def test_documents_mirror_the_folders(self):
        for name in self.expected:
            self.write(name, report())
        self.expect(0, "render", "区", "-o", "pdf/")
        self.assertEqual(
            self.names("pdf"),
            sorted(name[2:].replace(".json", ".pdf") for name in self.expected),
        )
        said = self.expect(2, "render", "区", "区/", "-o", "other/").stderr
        self.assertIn("two documents would both be written to other/a.pdf", said)
        self.assertFalse((self.dir / "other").exists())

    def test_last_years_reports_in_folders(self):
        self.write("2024/甲局/年报.json", report())
        before = report() | {"year": 2023, "title": "宝坻区科技局2023年政府信息公开年度报告"}
        before["requests"]["carried_out"] = [2, 0, 0, 0, 0, 0, 2]
        self.write("2023/甲局/年报.json", before)
        found = self.json_of("2024", "--previous", "2023", code=0)
        self.assertIn("XY-CARRY", {f["rule"] for f in found})
        self.assertFalse([f for f in found if "has no report of" in f["message"]])


class Notes(CheckCase):
    def notes(self):
        return self.expect(0, "render", "d", "-o", "o/", "--log", "log").stderr.splitlines()

    def test_a_note_of_many_reports_is_printed_once(self):
        r = report()
        del r["date"]
        for i in range(5):
            self.write(f"d/{i}.json", r)
        said, *more = self.notes()
        self.assertEqual(more, [])
        self.assertRegex(
            said, r"^kanben: note: .*2025-01-31.* \[DATE\] \(5 reports: d/0.json, d/1.json, d/2.json…\)$"
        )
        for line in (self.dir / "log").read_text("utf-8").splitlines():
            self.assertEqual([f["rule"] for f in json.loads(line)["findings"]], ["DATE"])
        for i in (1, 2, 3):
            self.write(f"d/{i}.json", report())
        (said,) = self.notes()
        self.assertRegex(said, r"\[DATE\] \(2 reports: d/0.json, d/4.json\)$")
        self.write("d/0.json", report())
        (said,) = self.notes()
        self.assertRegex(said, r"^d/4.json:\d+:\d+: note: .* \[DATE\] \(/date\)$")


class Formats(CheckCase):
    def setUp(self):
        super().setUp()
        self.write("good.json", report())
        self.write("a,b:c 甲.json", faulty_report() | {"organ": "=甲局"})
        broken = report()
        broken["disclosure"]["licensing"] = "120件"
        broken["overview"] = ["全年共收到政府信息公开申请5件。"]
        self.write("d/broken.json", broken)
        self.write("d/syn.json", '{"title": "甲",\n}')
        self.inputs = ("good.json", "a,b:c 甲.json", "d")

    def test_only_one_format(self):
        for x in FORMATS:
            for y in FORMATS:
                if x < y:
                    self.assertIn("only one of", self.check("good.json", x, y, code=2).stderr)

    def test_a_line_a_finding(self):
        rows, objects = self.csv_of(*self.inputs), self.json_of(*self.inputs)
        self.assertGreater(len(rows), 4)
        self.assertEqual(len(rows), len(objects))
        for row, o in zip(rows, objects):
            for key in ("file", "severity", "rule", "pointer", "message"):
                self.assertEqual(row[key], o[key])
            for key in ("line", "column"):
                self.assertEqual(row[key], str(o[key]))
            for key in ("left", "right", "difference"):
                self.assertEqual(row[key], o.get(key, ""))
        first = rows[0]
        self.assertEqual(first["organ"], "'=甲局")
        self.assertEqual(
            first["place"],
            "三、收到和处理政府信息公开申请情况 / 一、本年新收政府信息公开申请数量 / 自然人",
        )
        places = {row["pointer"]: row["place"] for row in rows}
        self.assertTrue(places["/requests/received/6"].endswith(" / 总计"), places)
        self.assertEqual(places["/disclosure/licensing"], "二、主动公开政府信息情况 / 行政许可")
        self.assertEqual(places["/overview/0"], "一、总体情况 / block 1")
        self.assertEqual(rows[-1]["rule"], "SYN")
        self.assertEqual((rows[-1]["organ"], rows[-1]["place"]), ("", ""))

    def test_a_report_without_findings_has_only_heads(self):
        self.assertEqual(self.csv_of("good.json", code=0), [])

    def sarif_of(self, *args, code=1):
        log = json.loads(self.check("--sarif", *args, code=code).stdout)
        self.assertEqual(set(log), {"$schema", "version", "runs"})
        self.assertEqual(log["version"], "2.1.0")
        (run,) = log["runs"]
        self.assertEqual(set(run), {"tool", "columnKind", "invocations", "results"})
        self.assertEqual(run["columnKind"], "unicodeCodePoints")
        driver = run["tool"]["driver"]
        self.assertEqual(set(driver), {"name", "version", "rules"})
        for rule in driver["rules"]:
            self.assertEqual(set(rule), {"id", "shortDescription"})
            self.assertGreater(len(rule["shortDescription"]["text"]), 10)
        self.assertEqual(len({rule["id"] for rule in driver["rules"]}), len(driver["rules"]))
        return run

    def test_sarif_says_what_json_says(self):
        run, objects = self.sarif_of(*self.inputs), self.json_of(*self.inputs)
        self.assertEqual(run["invocations"][0]["executionSuccessful"], True)
        rules = run["tool"]["driver"]["rules"]
        self.assertEqual({r["id"] for r in rules}, {o["rule"] for o in objects})
        self.assertEqual(len(run["results"]), len(objects))
        for result, o in zip(run["results"], objects):
            self.assertLessEqual(
                set(result), {"ruleId", "ruleIndex", "level", "message", "locations", "properties"}
            )
            self.assertEqual(result["ruleId"], o["rule"])
            self.assertEqual(rules[result["ruleIndex"]]["id"], o["rule"])
            self.assertEqual(result["level"], o["severity"])
            self.assertEqual(result["message"], {"text": o["message"]})
            (location,) = result["locations"]
            physical = location["physicalLocation"]
            uri = physical["artifactLocation"]["uri"]
            self.assertEqual(unquote(uri).removeprefix("./"), o["file"])
            self.assertRegex(uri, r"^[A-Za-z0-9._~/:%-]+$")
            self.assertFalse(":" in uri and not uri.startswith("./"), uri)
            self.assertEqual(
                physical["region"], {"startLine": o["line"], "startColumn": o["column"]}
            )
            names = [n["fullyQualifiedName"] for n in location.get("logicalLocations", [])]
            self.assertEqual(names, [o["pointer"]] if o["pointer"] else [])
            sums = {k: o[k] for k in ("left", "right", "difference", "cells") if k in o}
            self.assertEqual(result.get("properties", {}), sums)

    def test_sarif_of_what_cannot_be_read(self):
        run = self.sarif_of("good.json", "none.json", code=3)
        self.assertEqual(run["results"], [])
        (invocation,) = run["invocations"]
        self.assertEqual(invocation["executionSuccessful"], False)
        (note,) = invocation["toolExecutionNotifications"]
        self.assertEqual(note["level"], "error")
        (location,) = note["locations"]
        self.assertEqual(location["physicalLocation"]["artifactLocation"], {"uri": "none.json"})

    def test_the_summary_counts_reports_by_rules(self):
        objects = self.json_of(*self.inputs)
        lines = self.check("--summary", *self.inputs, "none.json", code=3).stdout.decode().splitlines()
        heads = lines[0].split()
        self.assertEqual(heads, [*sorted({o["rule"] for o in objects}), "report"])
        total = lines[-1].split(maxsplit=len(heads) - 1)
        self.assertEqual(total[-1], "5 reports")
        names = ["good.json", "a,b:c 甲.json", "d/broken.json", "d/syn.json", "none.json"]
        for name, line in zip(names, lines[1:-1], strict=True):
            *counts, shown = line.split(maxsplit=len(heads) - 1)
            unread = " (could not be checked)" if name == "none.json" else ""
            self.assertEqual(shown, name + unread)
            for rule, count in zip(heads, counts):
                want = sum(o["file"] == name and o["rule"] == rule for o in objects)
                self.assertEqual(count, str(want) if want else ".", (name, rule))
        for rule, count in zip(heads[:-1], total):
            self.assertEqual(int(count), sum(o["rule"] == rule for o in objects))

    def test_the_summary_of_reports_without_findings(self):
        lines = self.check("--summary", "good.json", code=0).stdout.decode()
        self.assertEqual(lines, "report\ngood.json\n1 report\n")


if __name__ == "__main__":
    unittest.main()
