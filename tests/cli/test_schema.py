# SPDX-License-Identifier: MIT
"""kanben new and kanben schema: the schema accepts the structures that kanben check accepts.

Structure is TYPE, KEY and MISSING. What a schema cannot say, and where it is therefore not asked:
 - a repeated key: a JSON library has dropped it before the schema looks;
 - how many values a row of a report's own table has, how many labels it describes, how deep its
   heads are: the numbers follow from other parts of the report (beyond_schema, or not made here);
 - a JSON number with more than 12 decimals, or a text whose exponent moves the point too far.
"""

import copy
import json
import random
import re
import sys
import unittest

try:
    import jsonschema
except ImportError:
    print("skipped: this Python has no jsonschema (Debian: python3-jsonschema)")
    sys.exit(77)

from harness import SOURCE, Case, report

STRUCTURE = {"TYPE", "KEY", "MISSING"}
MUTANTS = 3000
SEED = 20210330
LAYOUTS = sorted(path.stem for path in (SOURCE / "layouts").glob("*.json"))
DEFAULT = "annual-report-2021"


def examples():
    reports = [json.loads(p.read_text("utf-8")) for p in sorted((SOURCE / "examples").glob("*.json"))]
    return [*reports, report()]


def layout_of(r):
    return r.get("layout", DEFAULT)


def ecma_pattern(validator, pattern, instance, schema):
    """Python's $ accepts a trailing line feed, that of ECMA-262 does not."""
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


def remembered_ref():
    """The errors of a value by a part of one schema, which is not asked twice about a valid one: most of a report
    is as in the one before it."""
    valid = set()

    def ref_errors(validator, ref, instance, schema):
        key = (ref, json.dumps(instance, sort_keys=True))
        if key in valid:
            return
        errors = list(jsonschema.Draft202012Validator.VALIDATORS["$ref"](validator, ref, instance, schema))
        if not errors:
            valid.add(key)
        yield from errors

    return ref_errors


class SchemaCase(Case):
    validators = {}

    def validator(self, layout):
        if layout not in self.validators:
            kind = jsonschema.validators.extend(
                jsonschema.Draft202012Validator, {"pattern": ecma_pattern, "$ref": remembered_ref()}
            )
            self.validators[layout] = kind(
                json.loads(self.expect(0, "schema", layout).stdout), format_checker=jsonschema.FormatChecker(["date"])
            )
        return self.validators[layout]

    def structure_findings(self, reports):
        """The errors that kanben check finds in each report's structure: lists of JSON pointers."""
        found = []
        for first in range(0, len(reports), 500):
            names = []
            for number, r in enumerate(reports[first : first + 500]):
                names.append(f"r{number}.json")
                self.write(names[-1], json.dumps(r, ensure_ascii=False))
            done = self.run_kanben("check", "--json", *names)
            self.assertIn(done.returncode, (0, 1), done.stderr.decode())
            by_name = {name: [] for name in names}
            for line in done.stdout.splitlines():
                finding = json.loads(line)
                if finding["rule"] in STRUCTURE:
                    by_name[finding["file"]].append(finding["pointer"])
            found += by_name.values()
        return found


class Schema(SchemaCase):
    def test_every_schema_is_one(self):
        for layout in LAYOUTS:
            with self.subTest(layout):
                schema = self.validator(layout).schema
                self.assertEqual(
                    schema["$schema"], "https://json-schema.org/draft/2020-12/schema"
                )
                jsonschema.Draft202012Validator.check_schema(schema)

    def test_every_object_in_a_schema_is_closed(self):
        def walk(node):
            if isinstance(node, dict):
                if "object" in node.get("type", ()):
                    self.assertIs(node["additionalProperties"], False)
                for value in node.values():
                    walk(value)
            elif isinstance(node, list):
                for value in node:
                    walk(value)

        for layout in LAYOUTS:
            walk(self.validator(layout).schema)

    def test_the_default_is_the_form_of_2021(self):
        self.assertEqual(
            self.expect(0, "schema").stdout, self.expect(0, "schema", DEFAULT).stdout
        )
        self.assertEqual(self.expect(0, "new").stdout, self.expect(0, "new", DEFAULT).stdout)

    def test_rows_and_columns_have_the_printed_wording(self):
        schema = self.validator(DEFAULT).schema
        results = schema["properties"]["requests"]["properties"]["results"]["properties"]
        self.assertEqual(
            results["refused"]["properties"]["state_secret"]["title"],
            "三、本年度办理结果 → （三）不予公开 → 1.属于国家秘密",
        )
        self.assertEqual(
            list(schema["properties"]["requests"]["properties"]),
            ["before", "unit", "notes", "received", "carried_in", "results", "carried_out", "after"],
        )
        row = schema["$defs"]["requests_row"]
        titles = [item["title"] for item in row["prefixItems"]]
        self.assertEqual(titles[1], "申请人情况 → 法人或其他组织 → 商业企业")
        self.assertEqual(titles, [item["title"] for item in row["properties"].values()])

    def test_explanations_are_in_the_users_language(self):
        done = self.expect(0, "schema", env=self.environment(LANGUAGE="zh_CN"))
        self.assertNotEqual(done.stdout, self.expect(0, "schema").stdout)
        for text in re.findall(r'"(?:title|description)": "(.*?)"', done.stdout.decode()):
            self.assertRegex(text, "[\u4e00-\u9fff]")

    def test_a_layout_of_ones_own(self):
        layout = json.loads((SOURCE / "layouts" / "statistics.json").read_text("utf-8"))
        layout |= {"layout": "我的 layout", "sections": [{"key": "s", "body": "signature"}]}
        self.write("mine.json", layout)
        schema = json.loads(self.expect(0, "schema", "./mine.json").stdout)
        self.assertRegex(schema["$id"], r"^urn:[\w:%-]+$")
        self.assertEqual(schema["properties"]["layout"]["const"], "我的 layout")
        self.assertIn("layout", schema["required"])


class Usage(Case):
    def test_output_goes_into_a_file(self):
        for command in ("new", "schema"):
            done = self.expect(0, command, "statistics", "-o", "x.json")
            self.assertEqual(done.stdout, b"")
            text = (self.dir / "x.json").read_bytes()
            self.assertEqual(text, self.expect(0, command, "statistics").stdout)
            self.assertEqual(text, self.expect(0, command, "statistics", "-o", "-").stdout)

    def test_what_goes_wrong(self):
        self.write("bad.json", "{}")
        for command in ("new", "schema"):
            for code, *args in (
                (2, "statistics", "statistics"),
                (2, "--json"),
                (3, "no-such-layout"),
                (3, "./bad.json"),
                (3, "statistics", "-o", "no/such/folder"),
            ):
                with self.subTest((command, args)):
                    done = self.expect(code, command, *args)
                    self.assertEqual(done.stdout, b"")
                    self.assertNotEqual(done.stderr, "")
        self.assertEqual(self.names(), ["bad.json"])

    def test_standard_output_that_cannot_be_written(self):
        for command in ("new", "schema"):
            with open("/dev/full", "wb") as full:
                self.expect(3, command, stdout=full)


def blank_tables(layout):
    """The tables that are an error while they are blank."""
    checks = json.loads((SOURCE / "layouts" / f"{layout}.json").read_bytes()).get("checks", [])
    return {check["table"] for check in checks if check["rule"] == "BLANK"}


def put_figure(table):
    """Fills in the first cell that is blank."""
    for key, value in list(table.items() if isinstance(table, dict) else enumerate(table)):
        if value is None:
            table[key] = 0
            return True
        if isinstance(value, (dict, list)) and put_figure(value):
            return True
    return False


class New(SchemaCase):
    def test_a_check_names_what_is_to_be_filled_in(self):
        for layout in LAYOUTS:
            with self.subTest(layout):
                r = json.loads(self.expect(0, "new", layout).stdout)
                (found,) = self.structure_findings([r])
                errors = self.validator(layout).iter_errors(r)
                marked = {"".join(f"/{step}" for step in e.absolute_path) for e in errors}
                tables = {f"/{key}" for key in blank_tables(layout)}
                self.assertEqual(set(found), marked | tables)
                self.assertEqual(len(found), len(set(found)))
                self.assertEqual({"/title", "/organ", "/year"}, marked)

    def test_filled_in_it_has_no_error(self):
        for layout in LAYOUTS:
            with self.subTest(layout):
                text = self.expect(0, "new", layout).stdout.decode()
                text = text.replace('"year": null', '"year": 2024').replace('""', '"文"')
                r = json.loads(text)
                for key in blank_tables(layout):
                    self.assertTrue(put_figure(r[key]))
                self.assertEqual(self.structure_findings([r]), [[]])
                self.assertTrue(self.validator(layout).is_valid(r))


def pointers(node, path=()):
    """Every place in a report, including the root."""
    yield path
    if isinstance(node, (dict, list)):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from pointers(value, (*path, key))


def lookup(node, path):
    for step in path:
        node = node[step]
    return node


def shortened(node):
    """Long lists in the report's own tables are cut short: the rest is alike."""
    if isinstance(node, list):
        return [shortened(v) for v in node]
    if not isinstance(node, dict):
        return node
    return {
        key: shortened(value[:3] if key in ("rows", "children") else value)
        for key, value in node.items()
    }


OWN_TABLE = {
    "columns": [{"text": "甲", "children": [{"text": "子"}, {"text": "丑", "align": "decimal"}]}],
    "rows": [
        {"text": "组", "keep": True, "children": [{"text": "一", "values": [1, "/"]}]},
        {"values": [{"value": None, "align": "end"}, "文"], "align": "centre"},
    ],
    "labels": [{"min_mm": 8.5}, {"weight": 2, "align": "start"}],
    "orientation": "auto",
    "corner": "角",
    "caption": "表1",
}
OWN_LIST = {
    "list": ["一", {"text": "二", "list": ["甲", "乙"], "ordered": False}, {"text": "三", "list": ["丙"]}],
    "ordered": True,
}
TEXTS = ("", " ", "　", "\u200b\ufeff", "\u2028\t", "文", "\u0001", "文" * 2000, "𠀀" * 2001)
DATES = [
    *("2024-02-29", "2023-02-29", "2024-02-30", "2024-04-31", "2024-06-30", "2024-12-31"),
    *(None, "2024-13-01", "2024-00-01", "2024-01-00", "2024-1-1", "20240101", "1948-12-31"),
    *("1949-01-01", "9999-12-31", "2024-01-01 ", "２０２４-01-01", "2024-01-01\n"),
]
CELLS = [
    *(None, True, 0, -1, 1.5, 10**18 - 1, 10**18, -(10**18) + 1, -(10**18), 1e300),
    *("", "/", "//", "-", "－", "12", "1,234", "１２", "+5", "-0", ".5", "5.", "0012", "12.50"),
    *("12\n", " 12", "1e3", "1E+2", "1e", "e1", "0x10", "一", "9" * 18, "9" * 19, "0" * 30 + "1"),
    *("0." + "1" * 12, "0." + "1" * 13, "1." + "0" * 20, [0], [], {}),
]
WORDS = ("start", "centre", "end", "decimal", "auto", "landscape", "Start", "")
NODES = [
    *([], [0], {}, [{"text": "文"}], [{"text": "文", "values": [1, 2]}], [{"values": [1, 2]}]),
    *([{}], [{"text": "文", "children": []}], [{"children": [{"values": [1, 2]}]}]),
]
BLOCKS = [
    *({"heading": "一、"}, {"heading": "1.5", "level": 4}, {"heading": "文", "level": 5}),
    *({"heading": "一、", "text": "文"}, {"heading": "一、", "text": " "}, {"text": "文"}),
    *({"level": 1}, {"heading": ""}, {"heading": "文", "table": None}, {"table": OWN_TABLE}),
    *({"table": OWN_TABLE, "heading": "文"}, {"table": OWN_TABLE, "level": 1}, {"table": []}),
    *(OWN_LIST, {"list": ["文"]}, {"list": []}, {"list": "文"}, {"list": ["文"], "ordered": 1}),
    *({"list": ["文"], "heading": "文"}, {"list": ["文"], "text": "文"}, {"ordered": True}),
    *({"list": ["文"], "table": OWN_TABLE}, {"lsit": ["文"]}, {"list": [["文"]]}),
    *({"table": {"columns": NODES[3]}}, {"table": {"rows": NODES[5]}}, {}, "文", "", 1, None, []),
]
ITEMS = [
    *({"text": "文", "list": ["文"]}, {"text": "文", "list": ["文"], "ordered": True}, {"text": "文"}),
    *({"text": "文", "list": []}, {"text": "文", "ordered": True}, {"list": ["文"]}, {}, ["文"]),
    *({"text": "文", "list": [{"text": "文"}]}, {"text": "", "list": ["文"]}, "文", "", "\t", None, 1),
    *({"text": "文", "list": ["文"], "level": 1}, {"text": "文", "list": [" "]}, {"heading": "文"}),
]
ROWS = [None, *([0] * n for n in range(9)), [None] * 7, {}, {"total": 1}, {"a": 1}, 0, "/"]
OTHERS = [
    *(None, True, False, 0, 1, "文", [], {}, ["文"], [""], "statistics", "no-such-layout"),
    *({"number": 1, "date": "2025-03-01", "reason": "文"}, {"number": 0}, {"reason": "文"}),
    *({"organ": "文", "date": "2024-01-01", "copies": "文"}, {"organ": ["文", "文"]}, {"organ": None}),
    *(DEFAULT, OWN_TABLE, {"value": 1}, {"organ": "文", "date": "2024-01-01"}, {"date": None}),
]
# What a member may be changed to, beside everything else, by its name or, in an array, the array's.
FITTING = {
    "organ": (*TEXTS, None, ["文"], [None], []),
    **dict.fromkeys("title text heading caption corner reason copies note $schema".split(), TEXTS),
    "date": DATES,
    "year": (1948, 1949, 2024, 2024.0, 2024.5, 9999, 10000, "2024", 1e3, 1e4),
    "level": (0, 1, 4, 5, 1.5, 2.0, "1", None),
    "number": (0, 1, 999, 1000, 1.5, "1", None),
    "min_mm": (0, -1, 0.001, 1000, 1000.5, "8", None),
    "weight": (0, 1, 1000, 1001, 2.5, 2.0, "1", None),
    "keep": (True, False, None, 0, "true"),
    **dict.fromkeys("align orientation".split(), WORDS),
    **dict.fromkeys("columns rows children".split(), NODES),
    "values": [*CELLS, {"value": 1}, {"value": [], "align": "end"}, {"align": "end"}]
    + [{"value": "", "align": "decimal"}, {"value": 10**18}, {"value": "文", "text": ""}],
    "attachments": TEXTS,
    "list": ITEMS,
    "ordered": (True, False, None, 1, "true"),
    "labels": ({}, {"align": "start"}, {"align": "decimal"}, {"text": "文"}, 1, None),
}
COLUMN_KEYS = {
    3: "issued repealed in_force",
    5: "upheld corrected otherwise pending total",
    7: "natural_person commercial research public_interest legal_service other total",
}
KEYS = [
    *("$schema", "layout", "title", "organ", "year", "date", "revision", "preamble", "overview", "before"),
    *("after", "heading", "level", "table", "columns", "rows", "text", "children", "values"),
    *("align", "min_mm", "weight", "keep", "labels", "caption", "corner", "orientation"),
    *("list", "ordered", "attachments", "signature", "note", "imprint", "copies", "organ", "value", "total", "other", "recieved", "", "Title", "foot"),
]


class Mutator:
    """Changes reports at random places, mostly in ways that affect their structure."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def mutate(self, original):
        r = copy.deepcopy(original)
        for block in ({"table": OWN_TABLE}, OWN_LIST):
            if self.random.random() < 0.4:
                self.add_block(r, block)
        if self.random.random() < 0.1:
            r["revision"] = {"number": 1, "date": "2025-03-01", "reason": "文"}
        if self.random.random() < 0.2:
            r["attachments"] = ["文", "题"]
            r["note"] = "文"
            r["imprint"] = {"copies": "文", "organ": "文", "date": "2025-03-01"}
            r["signature"] = {"organ": ["文", "题"], "date": "2025-03-01"}
        for _ in range(self.random.choice((1, 1, 1, 2))):
            path = self.pick(r)
            change = self.random.choice(
                [self.replace] * 5 + [self.remove, self.add, self.rename, self.wrap, self.turn]
            )
            r = change(r, path) if path else self.add(r, path)
        return r

    def pick(self, r):
        """A place; those that differ only in their positions in arrays share one chance."""
        shapes = {}
        for path in pointers(r):
            shape = tuple("*" if isinstance(step, int) else step for step in path)
            shapes.setdefault(shape, []).append(path)
        return self.random.choice(self.random.choice(list(shapes.values())))

    def value(self, path):
        """A value that is valid there, or nearly so; now and then any value."""
        names = [step for step in path if isinstance(step, str)]
        pool = FITTING.get(names[-1])
        if pool is None and len(names) == 1:
            pool = BLOCKS
        elif pool is None:
            pool = CELLS if isinstance(path[-1], int) else [*ROWS, *CELLS]
        if self.random.random() < 0.2:
            pool = self.random.choice((TEXTS, DATES, CELLS, WORDS, NODES, BLOCKS, ITEMS, ROWS, OTHERS))
        return copy.deepcopy(self.random.choice(pool))

    def add_block(self, r, block):
        prose = [v for v in r.values() if isinstance(v, list)]
        prose += [
            v.setdefault(self.random.choice(("before", "after")), [])
            for v in r.values()
            if isinstance(v, dict) and "organ" not in v
        ]
        self.random.choice(prose).append(copy.deepcopy(block))

    def replace(self, r, path):
        lookup(r, path[:-1])[path[-1]] = self.value(path)
        return r

    def remove(self, r, path):
        del lookup(r, path[:-1])[path[-1]]
        return r

    def add(self, r, path):
        node = lookup(r, path)
        if isinstance(node, list):
            item = copy.deepcopy(self.random.choice(node)) if node else None
            node.insert(
                self.random.randrange(len(node) + 1), self.random.choice((item, self.value((*path, 0))))
            )
        elif isinstance(node, dict):
            key = self.random.choice(KEYS)
            node[key] = self.value((*path, key))
        return r

    def rename(self, r, path):
        parent = lookup(r, path[:-1])
        if isinstance(parent, dict):
            parent[self.random.choice(KEYS)] = parent.pop(path[-1])
        return r

    def wrap(self, r, path):
        parent, node = lookup(r, path[:-1]), lookup(r, path)
        parent[path[-1]] = self.random.choice(
            ([node], {path[-1]: node}, {"value": node}, [node] * 7)
        )
        return r

    def turn(self, r, path):
        """A row as an array becomes an object by the columns' keys, with one value changed."""
        node = lookup(r, path)
        if isinstance(node, list) and len(node) in COLUMN_KEYS:
            node = dict(zip(COLUMN_KEYS[len(node)].split(), node))
            node[self.random.choice(list(node))] = self.value((*path, 0))
            lookup(r, path[:-1])[path[-1]] = node
        return r


def beyond_schema(r, pointer):
    """Is it about the length of a list that another part of the report determines?"""
    path = pointer.split("/")[1:]
    if not path or path[-1] not in ("values", "labels"):
        return False
    for step in path:
        r = r[int(step)] if isinstance(r, list) else r.get(step)
    return isinstance(r, list)


def is_mended(node):
    """Has it a text that is read in another form, with a warning? The schema rejects it."""
    if isinstance(node, str):
        return node != node.strip() or any("＋" <= c <= "９" for c in node)
    if isinstance(node, dict):
        node = list(node.values())
    return isinstance(node, list) and any(map(is_mended, node))


class Agreement(SchemaCase):
    def assert_agree(self, reports):
        """Returns how many are right, wrong, and not comparable."""
        counts = {True: 0, False: 0, None: 0}
        validator = self.validator(self.layout)
        for r, found in zip(reports, self.structure_findings(reports)):
            if found and all(beyond_schema(r, pointer) for pointer in found):
                counts[None] += 1
                continue
            error = next(validator.iter_errors(r), None)
            if error and not found and is_mended(r):
                counts[None] += 1
                continue
            if bool(error) != bool(found):
                self.fail(
                    f"kanben check: {found}\nschema: {error and error.message[:200]}\n"
                    + json.dumps(r, ensure_ascii=False)
                )
            counts[not found] += 1
        return counts

    def test_examples_are_valid(self):
        for r in examples():
            self.layout = layout_of(r)
            self.assertEqual(self.assert_agree([r]), {True: 1, False: 0, None: 0})

    def test_what_is_no_object_is_no_report(self):
        self.layout = DEFAULT
        wrong = [None, True, 2024, "", [], [report()]]
        self.assertEqual(self.assert_agree(wrong)[False], len(wrong))

    def test_mutated_reports(self):
        mutator = Mutator(SEED)
        originals = [shortened(r) for r in examples()]
        for original in originals:
            self.layout = layout_of(original)
            mutants = [mutator.mutate(original) for _ in range(MUTANTS // len(originals))]
            counts = self.assert_agree(mutants)
            with self.subTest(original["title"]):
                self.assertGreater(counts[True], len(mutants) // 20)
                self.assertGreater(counts[False], len(mutants) // 3, counts)
                self.assertLess(counts[None], len(mutants) // 10)


if __name__ == "__main__":
    unittest.main()
