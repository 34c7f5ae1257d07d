# SPDX-License-Identifier: MIT
"""docs/findings.md and docs/findings.zh-CN.md explain the rules that there are, each once, and the
examples in them are what the program says. GOLDEN_UPDATE=1 writes the examples anew.

An entry begins with a heading, ### `RULE`, and the severity; its example is the first text block.
"""

import os
import re
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from recipes import RECIPES, SOURCE

PROGRAM = os.environ["KANBEN"]
DOCUMENTS = {
    "en": SOURCE / "docs" / "findings.md",
    "zh_CN": SOURCE / "docs" / "findings.zh-CN.md",
}
SEVERITIES = {
    "en": {"error": "error", "warning": "warning", "note": "note"},
    "zh_CN": {"error": "错误", "warning": "警告", "note": "提示"},
}
# These come from no command: OFD and SVG are faults of the program itself; USAGE is libkanben's, for options that are wrong.
WITHOUT_EXAMPLE = {"OFD", "SVG", "USAGE"}

ENTRY = re.compile(r"^### `([^`]+)` (.*)\n((?:(?!^##).*\n)*)", re.MULTILINE)
EXAMPLE = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ID = re.compile(r'"([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)"')
# No report that is checked can have these, so SARIF needs no description of them.
NOT_OF_A_CHECK = {"ENV", "IMPORT", "MERGE", "OFD", "PAGES", "PDF", "SVG", "TIMEOUT", "UNPLACED", "USAGE"}
# What a rule's name stands beside in C, within one statement.
MAKES_FINDING = re.compile(
    r"\.rule\s*=|RULE|UNPLACED|diag_place|\w+_add\(|json_(?:key_)?error|_reader\b.*\{|\(rd\)"
)
STATEMENT_END = re.compile(r";|\)\s+\{|\b(?:else|do)\s+\{|^\}", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def rules_in_c():
    rules = set()
    for path in sorted((SOURCE / "src").rglob("*.[ch]")):
        text = COMMENT.sub("", path.read_text("utf-8"))
        for statement in STATEMENT_END.split(text):
            if MAKES_FINDING.search(statement):
                rules |= set(ID.findall(statement))
    return rules


def rules_in_layouts():
    texts = [p.read_text("utf-8") for p in (SOURCE / "layouts").glob("*.json")]
    return set(re.findall(r'"rule": "([^"]+)"', "".join(texts)))


def entries(path):
    """[(rule, severity, text)] in the document's order."""
    return ENTRY.findall(path.read_text("utf-8"))


def say(rule, language):
    """What the program says about the rule's recipe: the line that the documents show."""
    env = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS") or k == "PATH"}
    env |= {
        "LANGUAGE": language,
        "LC_ALL": "C.UTF-8",
        "KANBEN_FONTS": str(SOURCE / "tests" / "fonts"),
        "KANBEN_LAYOUTS": str(SOURCE / "layouts"),
        "KANBEN_SYSTEM_FONTS": "",
    }
    with tempfile.TemporaryDirectory(prefix="kanben-docs-") as folder:
        out = RECIPES[rule].run(PROGRAM, Path(folder), env)
    # Where fonts are differs from one machine to the next, and so do the C library's words.
    out = re.sub(r"(not found in: |均未找到：).*?( ?[(（])", r"\1fonts/local, fonts\2", out)
    out = out.replace("已杀死", "Killed")
    for line in out.splitlines():
        if f" [{rule}]" in line and RECIPES[rule].shows in line:
            return line
    return out


class Rules(unittest.TestCase):
    def test_every_rule_is_explained_once(self):
        made = rules_in_c() | rules_in_layouts()
        for path in DOCUMENTS.values():
            explained = [rule for rule, _, _ in entries(path)]
            self.assertEqual(sorted(explained), sorted(made), path.name)

    def test_sarif_describes_the_rules_of_the_program(self):
        text = (SOURCE / "src" / "app" / "sarif.c").read_text("utf-8")
        described = re.findall(r'\{"([A-Z0-9-]+)", +N_\(', text)
        self.assertEqual(sorted(described), sorted(rules_in_c() - NOT_OF_A_CHECK))

    def test_both_languages_have_the_same_order(self):
        orders = [[rule for rule, _, _ in entries(path)] for path in DOCUMENTS.values()]
        self.assertEqual(orders[0], orders[1])

    def test_every_rule_has_a_recipe(self):
        made = rules_in_c() | rules_in_layouts()
        self.assertEqual(set(RECIPES) | WITHOUT_EXAMPLE, made)


class Examples(unittest.TestCase):
    maxDiff = None

    def test_the_program_says_so(self):
        for language, path in DOCUMENTS.items():
            with ThreadPoolExecutor(max_workers=2) as pool:
                said = dict(zip(RECIPES, pool.map(lambda r: say(r, language), RECIPES)))
            if os.environ.get("GOLDEN_UPDATE") == "1":
                update(path, said)
            for rule, severity, text in entries(path):
                with self.subTest(rule=rule, language=language):
                    self.compare(rule, severity, text, said, language)

    def compare(self, rule, severity, text, said, language):
        blocks = EXAMPLE.findall(text)
        if rule in WITHOUT_EXAMPLE:
            self.assertEqual(blocks, [])
            return
        self.assertTrue(blocks, "no example")
        self.assertEqual(blocks[0], said[rule] + "\n")
        found = re.search(r": (error|warning|note): ", said[rule])[1]
        self.assertEqual(severity, SEVERITIES[language][found])


def update(path, said):
    def entry(match):
        if match[1] not in said:
            return match[0]
        block = f"```text\n{said[match[1]]}\n```"
        return EXAMPLE.sub(lambda _: block, match[0], count=1)

    path.write_text(ENTRY.sub(entry, path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    unittest.main()
