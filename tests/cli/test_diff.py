# SPDX-License-Identifier: MIT
"""kanben diff: what changed between two reports."""

import copy
import json
import random
import shutil
import unittest
from decimal import Decimal

from harness import SOURCE, Case, faulty_report, report

SEED = 20250302


def cells(tree, path=""):
    """Every cell of a report's tables with its pointer."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from cells(value, f"{path}/{key}")
    elif isinstance(tree, list):
        for i, value in enumerate(tree):
            yield from cells(value, f"{path}/{i}")
    else:
        yield path, tree


def put(tree, pointer, value):
    *path, last = pointer.split("/")[1:]
    for key in path:
        tree = tree[int(key)] if isinstance(tree, list) else tree[key]
    tree[int(last) if isinstance(tree, list) else last] = value


class Diff(Case):
    def setUp(self):
        super().setUp()
        self.old = report()
        self.new = report()

    def diff(self, *args, code=0, **more):
        """The lines that diff writes of self.old and self.new."""
        self.write("old.json", self.old)
        self.write("new.json", self.new)
        done = self.expect(code, "diff", "old.json", "new.json", *args, **more)
        self.stderr = done.stderr
        return done.stdout.decode("utf-8").splitlines()

    def changes(self, **more):
        return [json.loads(line) for line in self.diff("--json", **more)]

    def test_equal_reports_have_no_changes(self):
        self.assertEqual(self.diff(), [])
        self.assertEqual(self.stderr, "")

    def test_a_cell_has_its_names_and_its_difference(self):
        put(self.new, "/requests/received/0", 5)
        put(self.new, "/disclosure/fees", "12.50")
        put(self.new, "/disclosure/rules/issued", None)
        put(self.new, "/review/litigation_direct/3", "/")
        self.assertEqual(
            self.diff(),
            [
                "/disclosure/rules/issued: “二、主动公开政府信息情况”, row “规章”, "
                "column “本年制发件数”: 0 → (blank)",
                "/disclosure/fees: “二、主动公开政府信息情况”, row “行政事业性收费”, "
                "column “本年收费金额（单位：万元）”: 0 → 12.50 (+12.5)",
                "/requests/received/0: “三、收到和处理政府信息公开申请情况”, "
                "row “一、本年新收政府信息公开申请数量”, column “自然人”: 0 → 5 (+5)",
                "/review/litigation_direct/3: “四、政府信息公开行政复议、行政诉讼情况”, "
                "“行政诉讼 未经复议直接起诉 尚未审结”: 0 → /",
            ],
        )

    def test_a_cell_as_json_has_all_that_a_line_has(self):
        put(self.new, "/requests/received/0", 5)
        self.assertEqual(self.changes(), [{
            "kind": "cell", "change": "changed", "pointer": "/requests/received/0",
            "section": "三、收到和处理政府信息公开申请情况", "row": "一、本年新收政府信息公开申请数量", "column": "自然人",
            "old": "0", "new": "5", "difference": "5"}])

    def test_every_changed_cell_is_found_and_no_other(self):
        rng = random.Random(SEED)
        places = [p for key in ("disclosure", "requests", "review")
                  for p, _ in cells(self.old[key], f"/{key}")]
        for _ in range(20):
            self.new = copy.deepcopy(self.old)
            chosen = rng.sample(places, rng.randrange(1, 40))
            want = {}
            for pointer in chosen:
                value = rng.choice([rng.randrange(1, 99), "/", "0.50", None, -3])
                put(self.new, pointer, value)
                want[pointer] = value
            # An omitted total counts as computed: left to the unit tests.
            for pointer in [p for p, v in want.items() if v is None]:
                put(self.new, pointer, "/")
                want[pointer] = "/"
            found = {c["pointer"]: c for c in self.changes()}
            self.assertEqual(set(found), set(want))
            for pointer, value in want.items():
                c = found[pointer]
                self.assertEqual((c["kind"], c["new"]), ("cell", str(value)))
                if value != "/":
                    before = Decimal(c["old"])
                    self.assertEqual(Decimal(c["difference"]), Decimal(str(value)) - before)
                else:
                    self.assertNotIn("difference", c)

    def test_paragraphs(self):
        self.old["overview"] = ["甲段共64件。", "乙段不变。", "丙段要删去。"]
        self.new["overview"] = ["新的一段。", "甲段共65件。", "乙段不变。"]
        self.assertEqual(
            self.diff(),
            [
                "/overview/0: “一、总体情况”, paragraph 1 added: 新的一段。",
                "/overview/1: “一、总体情况”, paragraph 2 changed: 甲段共[-64-]{+65+}件。",
                "/overview/2: “一、总体情况”, paragraph 3 removed: 丙段要删去。",
            ],
        )
        self.assertEqual(
            self.changes()[1],
            {
                "kind": "paragraph",
                "change": "changed",
                "pointer": "/overview/1",
                "section": "一、总体情况",
                "old_number": 1,
                "new_number": 2,
                "old": "甲段共64件。",
                "new": "甲段共65件。",
            },
        )

    def test_every_kind_of_block_has_a_name_in_the_users_language(self):
        schema = json.loads(self.expect(0, "schema").stdout)
        blocks = [
            ("paragraph", "一段。"),
            ("paragraph", {"text": "一段。", "notes": ["注。"]}),
            ("heading", {"heading": "（一）小标题"}),
            ("list", {"list": ["一项。"]}),
            ("table", {"table": {"caption": "表1", "columns": [{"text": "件"}], "rows": [{"text": "甲", "values": [1]}]}}),
            ("chart", {"chart": {"kind": "bar", "rows": [{"text": "许可", "of": "/disclosure/licensing"}]}}),
            ("picture", {"picture": {"file": "a.png", "alt": "一图"}}),
        ]
        shutil.copy(SOURCE / "tests" / "golden" / "pictures" / "pictures" / "a.png", self.dir)
        kinds = schema["$defs"]["prose"]["items"]["anyOf"]
        self.assertEqual(len(kinds), len(blocks))
        self.old["overview"] = ["不变。"]
        for kind, block in blocks:
            self.new["overview"] = ["不变。", block]
            (change,) = self.changes()
            self.assertEqual(change["kind"], kind)
            (line,) = self.diff()
            self.assertRegex(line, ", paragraph 2(, a [a-z]+,)? added: ")
            env = self.environment(LANGUAGE="zh_CN")
            done = self.expect(0, "diff", "old.json", "new.json", env=env)
            self.assertNotRegex(done.stdout.decode().partition("：")[2], "[a-z]")

    def test_footnotes(self):
        noted = {"text": "公开60件[^1]，其中网上50件。", "notes": ["不含转载。"]}
        self.old["overview"] = [noted]
        for new, line in (
            (noted | {"notes": ["不含转发。"]}, "changed: …，其中网上50件。 不含转[-载-]{+发+}。"),
            (noted | {"text": "公开60件，其中网上50件[^1]。"}, "changed, but not its words"),
        ):
            self.new["overview"] = [new]
            (found,) = self.diff()
            self.assertTrue(found.endswith(line), found)

    def test_lists(self):
        self.old["overview"] = ["段。", {"list": ["甲项共64件。", {"text": "乙项。", "list": ["子项。"]}]}]
        for new, line in (
            ({"list": ["甲项共65件。", {"text": "乙项。", "list": ["子项。"]}]},
             "changed: 甲项共[-64-]{+65+}件。"),
            ({"list": ["甲项共64件。", {"text": "乙项。", "list": ["子项。", "丑项。"]}]},
             "changed: …{+ 丑项。+}"),
            ({"list": ["甲项共64件。", "乙项。", "子项。"]}, "changed, but not its words"),
            ({"list": ["甲项共64件。", {"text": "乙项。", "list": ["子项。"]}], "ordered": True},
             "changed, but not its words"),
            ({"list": ["甲项共64件。", {"text": "乙项。", "list": ["子项。"], "ordered": True}]},
             "changed, but not its words"),
            ({"list": [{"text": "乙项。", "list": ["子项。"]}, "甲项共64件。"]},
             "changed: [-甲项共64件。 乙-]{+乙项。 子+}项。 [-子项-]{+甲项共64件+}。"),
        ):
            with self.subTest(new):
                self.new["overview"] = ["段。", new]
                (found,) = self.diff()
                self.assertIn("/overview/1/list: “一、总体情况”, paragraph 2, a list, " + line, found)
        self.new["overview"] = self.old["overview"]
        self.assertEqual(self.diff(), [])
        self.new["overview"] = ["段。", {"list": ["甲项共65件。", {"text": "乙项。", "list": ["子项。"]}]}]
        self.assertEqual(
            self.changes(),
            [
                {
                    "kind": "list",
                    "change": "changed",
                    "pointer": "/overview/1/list",
                    "section": "一、总体情况",
                    "old_number": 2,
                    "new_number": 2,
                    "old": "甲项共64件。 乙项。 子项。",
                    "new": "甲项共65件。 乙项。 子项。",
                }
            ],
        )
        self.new["overview"] = ["段。"]
        self.assertEqual([(c["kind"], c["change"]) for c in self.changes()], [("list", "removed")])

    def test_the_head_and_the_foot(self):
        self.old["title"] = "宝坻区科技局政府信息公开工作年度报告"
        self.new |= {"title": "宝坻区科技局政府信息公开年度报告", "year": 2023}
        self.new["signature"] = {"organ": "科技局", "date": "2025-03-02"}
        self.assertEqual(
            self.diff(),
            [
                "/title: title changed: 宝坻区科技局政府信息公开[-工作-]年度报告",
                "/year: year changed: [-2024-]{+2023+}",
                "/signature: “signature”, section added",
                "/signature/organ: “signature”, organ added: 科技局",
                "/signature/date: “signature”, date added: 2025-03-02",
            ],
        )

    def test_every_random_edit_is_listed(self):
        """Applying the changes to the old paragraphs yields the new ones."""
        rng = random.Random(SEED)
        words = "公开 申请 信息 政务 平台 发布 受理 答复 更新 培训 监督 整改 制度 群众 解读".split()
        for _ in range(20):
            old = ["".join(rng.choices(words, k=12)) for _ in range(rng.randrange(12))]
            new = [p for p in old if rng.random() < 0.8]
            new = [p + "，改" if rng.random() < 0.2 else p for p in new]
            for _ in range(rng.randrange(3)):
                new.insert(rng.randrange(len(new) + 1), "".join(rng.choices(words, k=12)))
            self.old["problems"], self.new["problems"] = old, new
            rest = [p for i, p in enumerate(old, 1)
                    if i not in {c.get("old_number") for c in self.changes()}]
            for c in self.changes():
                if "new_number" in c:
                    rest.insert(c["new_number"] - 1, c["new"])
            self.assertEqual(rest, new)

    def test_lines_are_one_line(self):
        self.new["overview"] = ["甲\n乙\x9b\x1b[31m"]
        lines = self.diff()
        self.assertEqual(len(lines), 1 + 1)  # removed, added
        self.assertIn("甲\\x0A乙\\u{009B}\\x1B[31m", "".join(lines))

    def test_sums_are_not_judged(self):
        self.old = faulty_report()
        self.assertEqual(len(self.diff()), 2)
        self.assertEqual(self.stderr, "")

    def test_errors_of_form_are_listed_and_the_rest_is_compared(self):
        put(self.new, "/requests/received/0", "x")
        put(self.new, "/requests/received/1", 7)
        lines = self.diff(code=1)
        self.assertIn("[TYPE] (/requests/received/0)", self.stderr)
        self.assertIn("0 → 7 (+7)", "".join(lines))

    def test_a_correction_needs_its_reason_and_a_higher_number(self):
        revision = {"number": 1, "date": "2025-03-02", "reason": "由"}
        self.new["revision"] = {k: v for k, v in revision.items() if k != "reason"}
        self.diff(code=1)
        self.assertIn("[MISSING] (/revision/reason)", self.stderr)
        self.old["revision"] = self.new["revision"] = revision
        self.diff()
        self.assertIn("warning: correction number 1 follows number 1", self.stderr)
        self.new["revision"] = revision | {"number": 2}
        self.diff()
        self.assertEqual(self.stderr, "")

    def test_an_output_file(self):
        self.new["title"] = "题"
        lines = self.diff()
        self.assertEqual(self.diff("-o", "changes.txt"), [])
        self.assertEqual((self.dir / "changes.txt").read_text("utf-8").splitlines(), lines)
        self.diff("-o", "old.json", code=2)
        self.diff("-o", "/dev/full", code=3)

    def test_standard_input(self):
        self.new["title"] = "题"
        lines = self.diff()
        text = (self.dir / "old.json").read_bytes()
        done = self.expect(0, "diff", "-", "new.json", input=text)
        self.assertEqual(done.stdout.decode("utf-8").splitlines(), lines)
        self.expect(2, "diff", "-", "-", input=text)

    def test_what_cannot_be_compared(self):
        self.write("a.json", self.old)
        self.write("bad.json", "{")
        self.write("budget.json", self.old | {"layout": "budget-summary"})
        for args, code, message in (
            (["a.json"], 2, "2 arguments expected"),
            (["a.json", "a.json", "a.json"], 2, "unexpected argument"),
            (["a.json", "none.json"], 3, "none.json"),
            (["bad.json", "a.json"], 1, "[SYN]"),
            (["a.json", "budget.json"], 1, "[TYPE] (/layout)"),
        ):
            with self.subTest(args):
                done = self.expect(code, "diff", *args)
                self.assertIn(message, done.stderr)
                self.assertEqual(done.stdout, b"")


if __name__ == "__main__":
    unittest.main()
