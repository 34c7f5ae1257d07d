# SPDX-License-Identifier: MIT
"""Importing one document, for the tests of this folder."""

import json
import re
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "cli")]

from harness import Case


def with_notes(report):
    """The same report with the notes right below its tables as the tables' own, as import makes it."""
    made = dict(report)
    for key, section in report.items():
        after = section.get("after", []) if isinstance(section, dict) else []
        if after and isinstance(after[0], str) and after[0].startswith("注："):
            made[key] = {**{k: v for k, v in section.items() if k != "after"}, "notes": after[:1]}
            made[key].update({"after": after[1:]} if after[1:] else {})
    return made


def without_words(findings):
    """Findings without the words for their places, which the pointers say too."""
    return re.sub(r" \((table|sheet|paragraph) \d[^()]*\)(?= \[)", "", findings)


class ImportCase(Case):
    def take(self, name, content, *args, code=0):
        """Imports a document; returns the report and the findings."""
        self.write(name, content)
        done = self.expect(code, "import", name, *args)
        return json.loads(done.stdout), done.stderr
