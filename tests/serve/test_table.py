# SPDX-License-Identifier: MIT
"""The table of docs/serve.md that says what is kept out: each line names the tests that show it."""

import re
import unittest

from serving import SOURCE

HEAD = "| attempt | answer | tests |"
LEAST_ROWS = 20


class Table(unittest.TestCase):
    def test_each_line_names_tests_that_there_are(self):
        rows = (SOURCE / "docs/serve.md").read_text("utf-8").split(HEAD)[1].split("\n\n")[0].splitlines()[2:]
        self.assertGreaterEqual(len(rows), LEAST_ROWS)
        there = {
            name
            for folder in ("tests/serve", "tests/serve_web")
            for path in (SOURCE / folder).glob("*.py")
            for name in re.findall(r"def test_(\w+)\(", path.read_text("utf-8"))
        }
        for row in rows:
            named = re.findall(r"`(\w+)`", row.rstrip(" |").rpartition("|")[2])
            self.assertTrue(named, row)
            self.assertEqual([name for name in named if name not in there], [], row)


if __name__ == "__main__":
    unittest.main()
