# SPDX-License-Identifier: MIT
"""docs/report.md names exactly the keys that a report can have, and its examples are right.

The keys are those of `kanben schema`. <!-- keys: OBJECT --> is above the table of an object's keys,
<!-- cells: OBJECT --> where the layout has them; the third column says which are required, or the second what is printed for them. An example
says after ```json what it is: a whole report, members of one, a section, rows of 三, or prose.
"""

import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
DOCUMENT = (SOURCE / "docs" / "report.md").read_text("utf-8")
REPORT = (HERE / "report.json").read_text("utf-8")

TABLE = re.compile(r"^<!-- (?:keys|cells): (.+) -->\n\n((?:\|.*\n)+)", re.MULTILINE)
HEADS = re.compile(r"^<!-- (?:keys|cells): (.+) -->\n\n(\|.*)\n", re.MULTILINE)
EXAMPLE = re.compile(r"^```json (\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# The limits of the document, and where they are in the source.
LIMITS = {
    "64 MiB": ("json/json.h", "JSON_MAX_BYTES = 64 << 20"),
    "1 MiB": ("json/json.h", "JSON_MAX_STRING = 1 << 20"),
    "4,194,304": ("json/json.h", "JSON_MAX_VALUES = 4 << 20"),
    "200 nested": ("json/json.h", "JSON_MAX_DEPTH = 200"),
    "2,000": ("report/report.h", "REPORT_MAX_LINE = 2000"),
    "18 and 12": ("base/dec.h", "DEC_INT_DIGITS = 18, DEC_FRAC_DIGITS = 12"),
    "200": ("report/report.h", "REPORT_TABLE_MAX_COLUMNS = 200"),
    "100,000": ("report/report.h", "REPORT_TABLE_MAX_ROWS = 100000"),
    "40": ("form/form.h", "FORM_MAX_DEPTH = 40"),
}


def run(*args, cwd=None):
    env = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS") or k == "PATH"}
    env |= {
        "LANGUAGE": "en",
        "LC_ALL": "C.UTF-8",
        "KANBEN_FONTS": str(SOURCE / "tests" / "fonts"),
        "KANBEN_LAYOUTS": str(SOURCE / "layouts"),
        "KANBEN_SYSTEM_FONTS": "",
    }
    return subprocess.run(
        [os.environ["KANBEN"], *args], cwd=cwd, env=env, capture_output=True, text=True
    )


def document_objects():
    """{object: [the cells of each row below the heads]}"""
    objects = {}
    for name, table in TABLE.findall(DOCUMENT):
        rows = [[c.strip() for c in line.strip("|").split("|")] for line in table.splitlines()[2:]]
        objects.setdefault(name, []).extend([row[0].strip("`"), *row[1:]] for row in rows)
    return objects


def schema_objects(schema):
    """{object: (its keys in order, the required ones, {key: title})}"""
    objects = {}

    def visit(name, node):
        members = node.get("properties")
        if members is None:
            return
        titles = {key: m["title"] for key, m in members.items() if "title" in m}
        objects[name] = list(members), node.get("required", []), titles
        for key, member in members.items():
            visit(key, member)

    visit("report", {k: v for k, v in schema.items() if k != "$defs"})
    for name, node in schema["$defs"].items():
        # Rows of one section that differ only in which of their cells are totals have one table.
        visit(re.sub(r"_row(_\d+)?$", " row", name), node)
    return objects


class Keys(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.schema = schema_objects(json.loads(run("schema", "annual-report-2021").stdout))
        cls.document = document_objects()

    def test_objects(self):
        self.assertEqual(sorted(self.document), sorted(self.schema))

    def test_keys(self):
        for name, (keys, _, _) in self.schema.items():
            with self.subTest(object=name):
                self.assertEqual(sorted(r[0] for r in self.document[name]), sorted(keys))

    def test_required(self):
        for name, (_, required, _) in self.schema.items():
            with self.subTest(object=name):
                said = [r[0] for r in self.document[name] if "required" in r[1:3]]
                self.assertEqual(sorted(said), sorted(required))

    def test_what_is_printed(self):
        """The last labels on the way to the cell; rows and columns are in the layout's order."""
        for name, heads in HEADS.findall(DOCUMENT):
            if "printed" not in heads:
                continue
            keys, _, titles = self.schema[name]
            rows = self.document[name]
            with self.subTest(object=name):
                self.assertEqual([r[0] for r in rows], keys)
                for key, printed, *_ in rows:
                    if key not in ("before", "after", "unit", "notes"):
                        self.assertTrue(f" → {titles[key]}".endswith(f" → {printed}"), key)


class Examples(unittest.TestCase):
    def check(self, text, *expected):
        with tempfile.TemporaryDirectory(prefix="kanben-docs-") as folder:
            (Path(folder) / "report.json").write_text(text, "utf-8")
            done = run("check", "report.json", cwd=folder)
            # The fonts of the tests have few characters.
            expected = expected or ("[GLYPH]",)
            said = [x for x in done.stderr.splitlines() if not any(e in x for e in expected)]
            self.assertEqual(said, [])

    def examples(self, kind):
        found = [text for name, text in EXAMPLE.findall(DOCUMENT) if name == kind]
        self.assertTrue(found)
        return found

    def test_other_documents(self):
        """A short report leaves rows blank, which is no error; the guide shows one member."""
        for name in ("README.md", "README.zh-CN.md", "docs/guide.zh-CN.md"):
            text = (SOURCE / name).read_text("utf-8")
            (block,) = re.findall(r"^```json\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
            if not block.startswith("{"):
                block = self.with_members(REPORT, json.loads("{" + block + "}"))
            self.check(block, "[GLYPH]", "[BLANK]")

    def with_members(self, text, members):
        report = json.loads(text) | members
        return json.dumps(report, ensure_ascii=False, indent=1)

    def test_kinds(self):
        kinds = {name for name, _ in EXAMPLE.findall(DOCUMENT)}
        self.assertEqual(kinds, {"report", "members", "section", "rows", "prose"})
        self.assertEqual(len(EXAMPLE.findall(DOCUMENT)), DOCUMENT.count("```json"))

    def test_whole_report(self):
        """It is also the one that the examples of docs/findings.md change."""
        (text,) = self.examples("report")
        self.assertEqual(text, REPORT)
        self.check(text)

    def test_members(self):
        for text in self.examples("members") + self.examples("section"):
            self.check(self.with_members(REPORT, json.loads("{" + text + "}")))

    def test_prose(self):
        for text in self.examples("prose"):
            self.check(self.with_members(REPORT, {"overview": json.loads(text)}))

    def test_rows(self):
        """They make one and the same row: printed alike but for what is only computed."""
        for text in self.examples("rows"):
            pages = set()
            for line in text.splitlines():
                old = '"received": [3, 0, 0, 0, 0, 0, 3]'
                self.assertIn(old, REPORT)
                with tempfile.TemporaryDirectory(prefix="kanben-docs-") as folder:
                    path = Path(folder) / "report.json"
                    path.write_text(REPORT.replace(old, line), "utf-8")
                    done = run("render", path, "--profile", "trace", "-o", "-")
                    self.assertEqual(done.returncode, 0, done.stderr)
                    pages.add(done.stdout)
            self.assertEqual(len(pages), 1)


class Limits(unittest.TestCase):
    def test_limits(self):
        (table,) = re.findall(r"^\| at most \|.*\n\|.*\n((?:\|.*\n)+)", DOCUMENT, re.MULTILINE)
        said = [line.strip("|").split("|")[0].strip() for line in table.splitlines()]
        self.assertEqual(said, [x.removesuffix(" nested") for x in LIMITS] + ["64 KiB"])
        for path, value in LIMITS.values():
            self.assertIn(value, (SOURCE / "src" / path).read_text("utf-8"))


if __name__ == "__main__":
    unittest.main()
