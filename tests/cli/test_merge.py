# SPDX-License-Identifier: MIT
"""kanben merge: many reports added up into one."""

import csv
import io
import json
import random
import unittest
from decimal import Decimal

from harness import SOURCE, Case, faulty_report, report

SEED = 20240131
LEAVES = 6  # of a row of requests; the seventh is their total


def rows_of(requests):
    """The rows of requests as (keys, array), from top to bottom."""
    for key, value in requests.items():
        if isinstance(value, dict):
            for keys, row in rows_of(value):
                yield (key, *keys), row
        else:
            yield (key,), value


def values(tree, path=()):
    """Every value of a report with its path."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from values(value, (*path, key))
    elif isinstance(tree, list):
        for i, value in enumerate(tree):
            yield from values(value, (*path, i))
    else:
        yield path, tree


def child(rng, organ, scale=50):
    """A consistent report of random figures; some sums are left out."""
    r = report()
    r["organ"] = organ
    d = r["disclosure"]
    for key in ("rules", "normative_documents"):
        d[key] = {k: rng.choice([rng.randrange(scale), "/", None]) for k in d[key]}
    for key in ("licensing", "penalties", "coercion"):
        d[key] = rng.choice([rng.randrange(10**8), None, "/", 0])
    d["fees"] = rng.choice(
        [None, "/", "12.50", f"{rng.randrange(10**6)}.{rng.randrange(10**6):06}", 0.5, 7]
    )
    q = r["requests"]
    for _, row in rows_of(q["results"]):
        row[:LEAVES] = [rng.choice([0, 0, rng.randrange(scale), None, "/"]) for _ in range(LEAVES)]
        row[LEAVES] = sum(v for v in row[:LEAVES] if isinstance(v, int))
    total = [0] * (LEAVES + 1)
    for keys, row in rows_of(q["results"]):
        if keys != ("total",):
            total = [t + (v if isinstance(v, int) else 0) for t, v in zip(total, row)]
    q["results"]["total"] = total
    q["carried_out"] = [rng.randrange(5) for _ in range(LEAVES)]
    q["carried_out"].append(sum(q["carried_out"]))
    q["carried_in"] = [min(t, rng.randrange(5)) for t in total[:LEAVES]]
    q["carried_in"].append(sum(q["carried_in"]))
    q["received"] = [
        t + o - i for t, o, i in zip(total, q["carried_out"], q["carried_in"])
    ]
    for key in r["review"]:
        row = [rng.choice([0, rng.randrange(scale)]) for _ in range(4)]
        r["review"][key] = row + [rng.choice([sum(row), None])]
    return r


def figure(value):
    return Decimal(0) if value in (None, "/") else Decimal(str(value))


class MergeCase(Case):
    def merge(self, *args, code=0, organ="某区人民政府", **more):
        """Runs merge to standard output; returns the merged report, None if there is none."""
        done = self.expect(code, "merge", *args, "--organ", organ, **more)
        self.stderr = done.stderr
        return json.loads(done.stdout) if done.stdout else None

    def write_children(self, n, rng=None):
        rng = rng or random.Random(SEED)
        names = [f"{i}.json" for i in range(n)]
        children = [child(rng, f"局{i}") for i in range(n)]
        for name, r in zip(names, children):
            self.write(name, r)
        return names, children

    def example(self, name):
        return (SOURCE / "examples" / f"{name}.json").read_text("utf-8")


class Merge(MergeCase):
    def assert_sums(self, merged, children):
        """Every figure is the decimal sum of the children's, blanks and totals included."""
        for path, value in values({k: merged[k] for k in ("disclosure", "requests", "review")}):
            got = []
            for r in children:
                for key in path:
                    r = list(r.values())[key] if isinstance(r, dict) and isinstance(key, int) else r[key]
                got.append(r)
            if path[0] == "review" and path[2] == 4:
                got = [sum(r["review"][path[1]][:4]) for r in children]
            with self.subTest(path):
                if all(v == "/" for v in got):
                    self.assertEqual(value, "/")
                elif all(v in (None, "/") for v in got):
                    self.assertIsNone(value)
                else:
                    self.assertEqual(Decimal(str(value)), sum(map(figure, got)))

    def test_random_reports_add_up_to_their_decimal_sums(self):
        rng = random.Random(SEED)
        for n in (1, 2, 5, 12):
            names, children = self.write_children(n, rng)
            with self.subTest(n):
                self.assert_sums(self.merge(*names), children)

    def test_the_order_and_the_steps_do_not_matter(self):
        rng = random.Random(SEED)
        for _ in range(10):
            a, b, c = self.write_children(3, rng)[0]
            self.write("ab.json", self.merge(a, b, organ="甲乙"))
            self.write("bc.json", self.merge(b, c, organ="乙丙"))
            at_once = self.merge(a, b, c)
            self.assertEqual(self.merge("ab.json", c), at_once)
            self.assertEqual(self.merge(a, "bc.json"), at_once)
            self.assertEqual(self.merge(c, a, b), at_once)

    def test_decimals_are_kept_as_the_longest_has_them(self):
        cases = [
            (["12.50", "12.50"], "25.00"),
            (["0.1", "0.20"], "0.30"),
            ([7, "3"], 10),
            ([0.5, 0.5], "1.0"),
            (["0.000001", "999999.999999"], "1000000.000000"),
            ([None, "1.0"], "1.0"),
        ]
        for given, want in cases:
            for i, fee in enumerate(given):
                r = report()
                r["organ"] = f"局{i}"
                r["disclosure"]["fees"] = fee
                self.write(f"{i}.json", r)
            with self.subTest(given):
                merged = self.merge(*(f"{i}.json" for i in range(len(given))))
                self.assertEqual(merged["disclosure"]["fees"], want)

    def test_the_rest_is_for_a_person_to_write(self):
        merged = self.merge(*self.write_children(2)[0])
        self.assertEqual(
            {k: v for k, v in merged.items() if k not in ("disclosure", "requests", "review")},
            {
                "layout": "annual-report-2021",
                "title": "某区人民政府2024年政府信息公开工作年度报告",
                "organ": "某区人民政府",
                "year": 2024,
                "preamble": [],
                "overview": [],
                "problems": [],
                "other_matters": [],
                "signature": {"organ": "某区人民政府"},
            },
        )
        self.assertEqual(
            self.merge("0.json", "--title", "标题", "--year", "2024")["title"], "标题"
        )

    def test_the_merged_report_is_ready_to_be_set(self):
        rng = random.Random(SEED)
        for i in range(3):
            r = child(rng, f"局{i}")
            r["disclosure"] = report()["disclosure"]
            for _, row in rows_of(r["requests"]):
                row[:] = [0 if v in (None, "/") else v for v in row]
            self.write(f"{i}.json", r)
        self.merge("0.json", "1.json", "2.json", "-o", "all.json")
        done = self.expect(0, "check", "all.json", "--json")
        found = [json.loads(line) for line in done.stdout.splitlines()]
        # What has to be written by hand is reported, and nothing else.
        self.assertEqual({f["rule"] for f in found}, {"EMPTY"})
        self.assertEqual(
            [f["pointer"] for f in found], ["/overview", "/problems", "/other_matters"]
        )
        self.expect(0, "render", "all.json", "-o", "all.pdf")
        self.assert_pdf("all.pdf")

    def test_every_layout_with_figures_can_be_merged(self):
        for name in ("annual-2019", "budget-2024"):
            r = json.loads(self.example(name))
            self.write("a.json", r)
            self.write("b.json", r | {"organ": "别的局"})
            with self.subTest(name):
                merged = self.merge("a.json", "b.json")
                self.write("all.json", merged)
                self.assertEqual(self.merge("all.json"), merged)
                twice = dict(values(merged))
                for path, value in values(r):
                    if path in twice and path[-1] not in ("year",) and not isinstance(value, str):
                        self.assertEqual(figure(twice[path]), 2 * figure(value), path)

    def test_reports_without_figures_cannot_be_merged(self):
        self.write("a.json", self.example("statistics-2023"))
        self.assertIsNone(self.merge("a.json", code=1))
        self.assertIn("no figures to add up", self.stderr)

    def test_a_folder_stands_for_its_reports(self):
        names, _ = self.write_children(11)
        at_once = self.merge(*names)
        for name in names:
            (self.dir / "d").mkdir(exist_ok=True)
            (self.dir / name).rename(self.dir / "d" / name)
        self.write("d/.hidden.json", "no JSON")
        self.write("d/notes.txt", "no JSON")
        self.write("d/deeper/.x.json", "no JSON")
        self.assertEqual(self.merge("d"), at_once)
        self.assertEqual(self.merge("d/"), at_once)

    def test_standard_input_is_one_report(self):
        self.write_children(2)
        text = (self.dir / "0.json").read_bytes()
        self.assertEqual(self.merge("-", "1.json", input=text), self.merge("0.json", "1.json"))
        self.merge("-", "-", code=2, input=text)


class Faults(MergeCase):
    """Errors are named, and nothing is written."""

    def setUp(self):
        super().setUp()
        self.write_children(2)

    def refuse(self, *args, code=1, message, **more):
        before = self.names()
        self.assertIsNone(self.merge(*args, code=code, **more))
        self.assertIsNone(self.merge(*args, "-o", "all.json", code=code, **more))
        self.assertEqual(self.names(), before)
        self.assertIn(message, self.stderr)

    def test_a_report_that_fails_its_checks(self):
        self.write("bad.json", faulty_report())
        self.refuse("0.json", "bad.json", "1.json", message="[T3-ID] (/requests/received/0)")
        self.assertIn("bad.json:", self.stderr)
        self.assertIn("--force", self.stderr)

    def test_force_adds_it_anyway(self):
        bad = faulty_report()
        bad["requests"]["received"] = [3, 0, 0, 0, 0, 0, 5]
        self.write("bad.json", bad)
        merged = self.merge("0.json", "bad.json", "--force", code=1)
        one = self.merge("0.json")
        got, first = (m["requests"]["received"] for m in (merged, one))
        self.assertEqual(got, [first[0] + 3, *first[1:6], first[6] + 3])

    def test_a_total_is_computed_anew_and_its_child_is_named(self):
        for difference in (2, -1):
            bad = report() | {"organ": "错局"}
            bad["requests"]["results"]["granted"] = [0, 0, 0, 0, 0, 0, difference]
            self.write("bad.json", bad)
            merged = self.merge("0.json", "bad.json", "1.json", "--force", code=1)
            granted = merged["requests"]["results"]["granted"]
            self.assertEqual(granted[6], sum(figure(v) for v in granted[:6]))
            self.assertIn(f"difference {-difference}, from: bad.json ({-difference})", self.stderr)
            self.assertIn("row “（一）予以公开”, column “总计”", self.stderr)
            self.assertNotIn("0.json (", self.stderr)

    def test_many_children_of_one_difference_are_counted(self):
        bad = report()
        bad["review"]["reconsideration"] = [0, 0, 0, 0, 1]
        for i in range(13):
            self.write(f"bad/{i:02}.json", bad | {"organ": f"错局{i}"})
        self.merge("bad", "--force", code=1)
        self.assertIn("bad/09.json (-1), and 3 more [MERGE]", self.stderr)
        self.assertNotIn("bad/10.json (-1)", self.stderr)

    def test_the_same_organ_twice(self):
        r = json.loads((self.dir / "0.json").read_text("utf-8"))
        self.write("again.json", r | {"organ": " 局0　"})
        self.refuse("0.json", "again.json", message="“局0” has a report already: 0.json")

    def test_the_same_file_twice(self):
        (self.dir / "link.json").symlink_to("0.json")
        for name in ("0.json", "./0.json", "link.json"):
            self.refuse("0.json", name, message="this is the same file as 0.json")
            self.assertNotIn("has a report already", self.stderr)

    def test_another_year(self):
        r = json.loads((self.dir / "1.json").read_text("utf-8"))
        self.write("1.json", r | {"year": 2023})
        self.refuse("0.json", "1.json", message="year 2024 expected, found one of 2023")
        self.refuse("0.json", "1.json", "--force", message="[MERGE] (/year)")
        self.refuse("0.json", "--year", "2023", message="year 2023 expected, found one of 2024")

    def test_another_layout(self):
        self.write("b.json", self.example("budget-2024"))
        self.refuse("0.json", "b.json", "--force", message="[MERGE] (/layout)")

    def test_a_file_that_is_not_a_report(self):
        self.write("bad.json", "{")
        self.refuse("0.json", "bad.json", message="[SYN]")
        self.refuse("bad.json", "--force", message="there is no report to add")
        merged = self.merge("0.json", "bad.json", "--force", code=1)
        self.assertEqual(merged, self.merge("0.json"))

    def test_a_file_that_is_not_there(self):
        said = "1 of 3 files cannot be read as reports (none.json); --force adds the others up"
        self.refuse("0.json", "none.json", "1.json", code=3, message=said)
        merged = self.merge("0.json", "none.json", "1.json", "--force", code=3)
        self.assertIn("note: the merged report is written without none.json [MERGE]", self.stderr)
        self.assertEqual(merged, self.merge("0.json", "1.json"))

    def test_many_files_that_are_not_there(self):
        names = [f"none{i:02}" for i in range(13)]
        self.refuse("0.json", *names, code=3, message="none08, none09 and 3 more); --force")

    def test_the_list_of_organs(self):
        cases = [
            ("局0\n局1\n", 0, []),
            ("\ufeff# all of them\r\n\r\n 局1 # the second\r\n局0　\r\n局0\r\n", 0, []),
            ("局0\n局1\n局2\n局3", 1, ["list:3:1: error: “局2” has no", "list:4:1: error: “局3” has"]),
            ("局1\n", 1, ["0.json:1:1: error: “局0” is not in the list list"]),
            ("", 1, ["“局0” is not in", "“局1” is not in"]),
        ]
        for text, code, messages in cases:
            self.write("list", text)
            with self.subTest(text):
                self.merge("0.json", "1.json", "--organs", "list", code=code)
                for message in messages:
                    position = message.replace("0.json:1:1", "0.json:3:11")
                    self.assertIn(position, self.stderr)
                self.assertEqual(self.stderr.count("[MERGE]"), len(messages) + (code > 0))

    def test_a_list_that_cannot_be_read(self):
        self.write("list", "局\n".encode("gb18030"))
        self.refuse("0.json", "--organs", "list", message="list:1:1: error: byte 0xBE is not UTF-8")
        self.refuse("0.json", "--organs", "none", code=3, message="none")

    def test_an_earlier_sum_among_the_reports(self):
        self.merge("0.json", "1.json", organ="局0")
        self.assertIn("0.json:3:11: warning: “局0” is the organ of the merged", self.stderr)

    def test_wrong_usage(self):
        cases = [
            (["merge", "0.json"], "--organ"),
            (["merge", "--organ", "x"], "no report given"),
            (["merge", "0.json", "--organ", ""], "empty"),
            (["merge", "0.json", "--organ", b"\xff"], "UTF-8"),
            (["merge", "0.json", "--organ", "x", "--year", "24"], "--year"),
            (["merge", "0.json", "--organ", "x", "-o", "0.json"], "is an input"),
            (["merge", ".", "--organ", "x", "-o", "./1.json"], "is an input"),
            (["merge", ".", "--organ", "x", "--contributions", "1.json"], "is an input"),
            (["merge", "0.json", "--organ", "x", "--contributions", "-"], "standard output"),
            (
                ["merge", "0.json", "--organ", "x", "-o", "y", "--contributions", "y"],
                "the same file",
            ),
            (["merge", "empty", "--organ", "x"], "no .json file"),
        ]
        (self.dir / "empty").mkdir()
        before = self.names()
        for args, message in cases:
            with self.subTest(args):
                self.assertIn(message, self.expect(2, *args).stderr)
                self.assertEqual(self.names(), before)

    def test_a_sum_that_no_report_can_hold(self):
        for i in range(2):
            r = report() | {"organ": f"局{i}"}
            r["disclosure"]["licensing"] = 999999999999999999
            self.write(f"{i}.json", r)
        self.refuse("0.json", "1.json", message="[TYPE] (/disclosure/licensing)")

    def test_a_full_device(self):
        self.merge("0.json", "-o", "/dev/full", code=3)
        self.merge("0.json", "-o", "x.json", "--contributions", "/dev/full", code=3)

    def test_a_full_disk_leaves_nothing(self):
        self.merge("0.json", "-o", "x.json", "--contributions", "t.csv", code=3, limit=100)
        self.assertEqual(self.names(), ["0.json", "1.json"])


class Contributions(MergeCase):
    def table(self, *args, code=0, **more):
        """Heads, pointers, the rows of the children, the row of the sum."""
        self.merge(*args, "--contributions", "t.csv", code=code, **more)
        data = (self.dir / "t.csv").read_bytes()
        self.assertTrue(data.startswith(b"\xef\xbb\xbf"))
        self.assertNotIn(b"\n", data.replace(b"\r\n", b""))
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        return rows[0], rows[1], rows[2:-1], rows[-1]

    def test_each_column_adds_up_to_the_sum(self):
        names, _ = self.write_children(6)
        heads, pointers, rows, total = self.table(*names)
        self.assertEqual([row[:2] for row in rows], [[f"{i}.json", f"局{i}"] for i in range(6)])
        self.assertEqual(total[:2], ["sum", "某区人民政府"])
        self.assertEqual(len([p for p in pointers if p]), 10 + 25 * 7 + 15)
        for i, pointer in enumerate(pointers):
            if pointer:
                given = [figure(row[i] or None) for row in rows]
                self.assertEqual(figure(total[i] or None), sum(given), pointer)

    def test_pointers_lead_to_the_merged_cells(self):
        names, _ = self.write_children(3)
        merged = self.merge(*names)
        heads, pointers, _, total = self.table(*names)
        for i, pointer in enumerate(pointers):
            if not pointer:
                continue
            at = merged
            for key in pointer.split("/")[1:]:
                at = at[int(key)] if isinstance(at, list) else at[key]
            self.assertEqual(total[i], "" if at is None else str(at), pointer)
        self.assertEqual(
            heads[pointers.index("/requests/received/0")],
            "三、收到和处理政府信息公开申请情况 / 一、本年新收政府信息公开申请数量 / 自然人",
        )

    def test_the_table_shows_who_failed_what(self):
        self.write("good.json", report())
        self.write("bad.json", faulty_report() | {"organ": "错局"})
        blank = report() | {"organ": "空局"}
        blank["review"] = {}
        self.write("blank.json", blank)
        heads, _, rows, total = self.table("good.json", "bad.json", "blank.json", "--force", code=1)
        outcomes = [dict(zip(heads, row)) for row in (*rows, total)]
        for rule, want in {
            "T3-ID": ["PASS", "FAIL", "PASS", "FAIL"],
            "T3-SUM": ["PASS"] * 4,
            "T4-SUM": ["PASS", "PASS", "—", "PASS"],
            "BLANK": ["PASS", "PASS", "FAIL", "PASS"],
        }.items():
            self.assertEqual([row[rule] for row in outcomes], want, rule)

    def test_names_are_quoted_and_are_no_formulas(self):
        cases = {
            'a,"b".json': ('甲,"乙"', '甲,"乙"'),
            "c.json": ("=1+1", "'=1+1"),
            "d.json": ("+1", "'+1"),
            "e.json": ("@x", "'@x"),
            "=f.json": ("-2", "'-2"),
            "g.json": ("＝1+1", "'＝1+1"),
            "h.json": ("＋1", "'＋1"),
            "i.json": ("－1", "'－1"),
            "j.json": ("＠x", "'＠x"),
        }
        for name, (organ, _) in cases.items():
            self.write(name, report() | {"organ": organ})
        _, _, rows, _ = self.table(*cases, organ="区")
        self.assertEqual([row[1] for row in rows], [shown for _, shown in cases.values()])
        self.assertEqual(rows[0][0], 'a,"b".json')
        self.assertEqual(rows[4][0], "'=f.json")

    def test_the_table_is_written_even_if_the_sum_is_refused(self):
        self.write("bad.json", faulty_report())
        self.write("good.json", report() | {"organ": "甲局"})
        self.write("broken.json", "{")
        names = ["none.json", "good.json", "broken.json", "bad.json"]
        heads, _, rows, total = self.table(*names, "-o", "all.json", code=3)
        self.assertNotIn("all.json", self.names())
        self.assertEqual(sorted(row[0] for row in rows), sorted(names))
        outcome = {row[0]: row[heads.index("T3-ID")] for row in rows}
        self.assertEqual(
            outcome,
            {"none.json": "UNREAD", "good.json": "PASS", "broken.json": "UNREAD", "bad.json": "FAIL"},
        )
        received = heads.index("三、收到和处理政府信息公开申请情况 / 一、本年新收政府信息公开申请数量 / 自然人")
        self.assertEqual([row[received] for row in rows if row[0] == "none.json"], [""])
        self.assertEqual((total[0], total[received]), ("sum", "3"))

    def test_the_table_of_files_none_of_which_can_be_read(self):
        _, _, rows, last = self.table("none.json", "no.json", code=3)
        self.assertEqual([row[:2] for row in (*rows, last)], [["none.json", ""], ["no.json", ""]])

    def test_the_table_may_go_to_standard_output(self):
        self.write("a.json", report())
        done = self.expect(
            0, "merge", "a.json", "--organ", "x", "-o", "all.json", "--contributions", "-"
        )
        self.assertTrue(done.stdout.startswith(b"\xef\xbb\xbffile,organ,"))
        self.assertTrue(json.loads((self.dir / "all.json").read_text("utf-8")))


if __name__ == "__main__":
    unittest.main()
