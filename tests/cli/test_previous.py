# SPDX-License-Identifier: MIT
"""check --previous: last year's report, given as a file, or found in a folder by organ and year."""

import json
import unittest

from harness import SOURCE, Case, report


def consistent(year, organ="甲局", came_in=0, went_out=0):
    """A report of a year with these numbers of requests carried in and out."""
    r = report()
    r |= {"year": year, "organ": organ, "title": f"{organ}{year}年政府信息公开工作年度报告"}
    del r["date"]
    r["requests"]["carried_in"] = [came_in] + [0] * 5 + [came_in]
    done = max(came_in - went_out, 0)
    received = max(went_out - came_in, 0)
    r["requests"]["received"] = [received] + [0] * 5 + [received]
    r["requests"]["results"]["granted"] = [done] + [0] * 5 + [done]
    r["requests"]["results"]["total"] = [done] + [0] * 5 + [done]
    r["requests"]["carried_out"] = [went_out] + [0] * 5 + [went_out]
    return r


class Previous(Case):
    def found(self, *args, code=0, **env):
        env = self.environment(**env) if env else None
        done = self.expect(code, "check", "--json", *args, env=env)
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    def rules(self, *args, code=0):
        return sorted({f["rule"] for f in self.found(*args, code=code)})

    def test_what_agrees_with_last_year_has_no_finding(self):
        self.write("now.json", consistent(2024, came_in=3))
        self.write("last.json", consistent(2023, went_out=3))
        self.assertEqual(self.found("now.json", "--previous", "last.json"), [])

    def test_requests_carried_over(self):
        self.write("now.json", consistent(2024, came_in=2))
        self.write("last.json", consistent(2023, went_out=3))
        found = self.found("now.json", "--previous", "last.json")
        self.assertEqual([f["rule"] for f in found], ["XY-CARRY", "XY-CARRY"])
        one = found[0]
        self.assertEqual(one["file"], "now.json")
        self.assertEqual(one["severity"], "warning")
        self.assertEqual(one["pointer"], "/requests/carried_in/0")
        self.assertEqual((one["left"], one["right"], one["difference"]), ("2", "3", "-1"))
        self.assertEqual(
            one["cells"], ["/requests/carried_in/0", "last.json#/requests/carried_out/0"]
        )
        self.assertIn("last year's “四、结转下年度继续办理” 3", one["message"])
        self.assertEqual(self.found("now.json"), [])

    def test_documents_in_force(self):
        now, last = consistent(2024), consistent(2023)
        last["disclosure"]["normative_documents"] = [0, 0, 10]
        now["disclosure"]["normative_documents"] = [3, 1, 12]
        self.write("now.json", now)
        self.write("last.json", last)
        self.assertEqual(self.found("now.json", "--previous", "last.json"), [])
        now["disclosure"]["normative_documents"] = [3, 1, 13]
        self.write("now.json", now)
        (one,) = self.found("now.json", "--previous", "last.json")
        self.assertEqual(one["rule"], "XY-VALID")
        self.assertEqual((one["left"], one["right"]), ("13", "12"))

    def test_leaps(self):
        for now_figure, last_figure, rules in (
            (501, 100, ["XY-FACTOR"]),
            (500, 100, []),
            (19, 100, ["XY-FACTOR"]),
            (20, 100, []),
            (0, 100, ["XY-FACTOR"]),
            (49, 1, []),
        ):
            now, last = consistent(2024), consistent(2023)
            now["disclosure"]["licensing"] = now_figure
            last["disclosure"]["licensing"] = last_figure
            self.write("now.json", now)
            self.write("last.json", last)
            with self.subTest(now=now_figure, last=last_figure):
                self.assertEqual(self.rules("now.json", "--previous", "last.json"), rules)

    def test_fees_in_yuan(self):
        now, last = consistent(2024), consistent(2023)
        now["other_matters"] = last["other_matters"] = ["收费情况见表。"]
        now["disclosure"]["fees"], last["disclosure"]["fees"] = "125000", "12.5"
        self.write("now.json", now)
        self.write("last.json", last)
        (one,) = self.found("now.json", "--previous", "last.json")
        self.assertEqual(one["rule"], "XY-FEE")
        self.assertIn("check whether yuan was entered", one["message"])
        (one,) = self.found("now.json", "--previous", "last.json", LANGUAGE="zh_CN")
        self.assertIn("；单位是万元，请核对是否误填为元", one["message"])

    def test_fees_in_yuan_without_last_year(self):
        now = consistent(2024)
        now["other_matters"] = ["收费情况见表。"]
        for organ, fees, rules in (
            ("某区科技局", "50000", []),
            ("某区科技局", "50000.5", ["XY-FEE"]),
            ("某县人民政府", 125000, ["XY-FEE"]),
            ("某街道办事处", 125000, ["XY-FEE"]),
            ("宿迁市人民政府", "59237.2449", []),
            ("某自治区人民政府", 125000, []),
            ("甲省", 1000000, []),
        ):
            with self.subTest(organ=organ, fees=fees):
                now["organ"], now["disclosure"]["fees"] = organ, fees
                self.write("now.json", now)
                self.assertEqual(self.rules("now.json"), rules)

    def test_the_same_words_as_last_year(self):
        now, last = consistent(2024), consistent(2023)
        words = "%d年，公开工作仍有不足：一是公开不够及时；二是解读形式单一。我局将改进。"
        now["problems"], last["problems"] = [words % 2024], [words % 2023]
        self.write("now.json", now)
        self.write("last.json", last)
        (one,) = self.found("now.json", "--previous", "last.json")
        self.assertEqual((one["rule"], one["pointer"]), ("TXT-SAME", "/problems"))
        last["problems"] = ["上年另有问题。"]
        self.write("last.json", last)
        self.assertEqual(self.found("now.json", "--previous", "last.json"), [])

    def test_a_folder_is_searched_by_body_and_year(self):
        self.write("now/a.json", consistent(2024, "甲局", came_in=1))
        self.write("now/b.json", consistent(2024, "乙局（本级）", came_in=2))
        self.write("old/x.json", consistent(2023, "甲 局", went_out=1))
        self.write("old/y.json", consistent(2023, "乙局(本级)", went_out=3))
        self.write("old/z.json", consistent(2022, "甲局", went_out=9))
        self.write("old/broken.json", "{")
        self.write("old/notes.txt", "{}")
        found = self.found("now/a.json", "now/b.json", "--previous", "old")
        self.assertEqual({f["file"] for f in found}, {"now/b.json"})
        self.assertEqual({f["rule"] for f in found}, {"XY-CARRY"})
        self.assertIn("old/y.json#/requests/carried_out/0", found[0]["cells"])

    def test_none_or_several_in_the_folder(self):
        self.write("now.json", consistent(2024))
        self.write("old/broken.json", "{")
        (one,) = self.found("now.json", "--previous", "old/")
        self.assertEqual((one["rule"], one["pointer"]), ("XY-PREVIOUS", "/year"))
        self.assertIn("no report of “甲局” for 2023 (1 files", one["message"])
        self.write("old/a.json", consistent(2023))
        self.write("old/b.json", consistent(2023))
        (one,) = self.found("now.json", "--previous", "old/")
        self.assertIn("2 reports of “甲局” for 2023 were found (old/a.json, old/b.json)",
                      one["message"])

    def test_a_file_of_another_year_or_body(self):
        self.write("now.json", consistent(2024, came_in=1))
        self.write("last.json", consistent(2022))
        (one,) = self.found("now.json", "--previous", "last.json")
        self.assertIn("a report for 2022, not for 2023", one["message"])
        self.write("last.json", consistent(2023, "乙局"))
        self.assertEqual(
            self.rules("now.json", "--previous", "last.json"), ["XY-CARRY", "XY-PREVIOUS"]
        )

    def test_a_file_that_is_no_good(self):
        self.write("now.json", consistent(2024))
        self.write("last.json", "{")
        (one,) = self.found("now.json", "--previous", "last.json")
        self.assertEqual(one["rule"], "XY-PREVIOUS")
        self.write("last.json", consistent(2023) | {"requests": []})
        self.assertEqual(self.rules("now.json", "--previous", "last.json"), ["XY-PREVIOUS"])
        done = self.expect(3, "check", "now.json", "now.json", "--previous", "absent.json")
        self.assertEqual(done.stderr.count("absent.json"), 1)

    def test_the_form_of_2019_before_that_of_2021(self):
        last = json.loads((SOURCE / "examples" / "annual-2019.json").read_text("utf-8"))
        now = consistent(last["year"] + 1, last["organ"], came_in=1)
        self.write("last.json", last)
        self.write("now.json", now)
        found = self.found("now.json", "--previous", "last.json")
        self.assertTrue(found)
        self.assertEqual({f["rule"] for f in found} - {"XY-FACTOR"}, {"XY-CARRY"})

    def test_only_check_knows_it(self):
        self.write("now.json", consistent(2024))
        self.expect(2, "render", "now.json", "--previous", "now.json")
        self.expect(2, "check", "now.json", "--previous")


if __name__ == "__main__":
    unittest.main()
