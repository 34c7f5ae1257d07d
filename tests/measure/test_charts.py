# SPDX-License-Identifier: MIT
"""Charts as a reader sees them: each figure is printed, and no label or figure lies on another."""

import random
import re
import subprocess
import sys
import unittest
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "cli"))

from harness import Case

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
LABELS = "一二三"


class Charts(Case):
    def words(self, kind, rows, columns=(), **more):
        """The words of a chart, which is alone on the second page, with their boxes."""
        n = len(rows[0][1])
        table = {"columns": [{"text": "一"}] * n, "rows": [{"text": "一", "values": v} for _, v in rows]}
        of = lambda i: [f"/content/0/table/rows/{i}/values/{k}" for k in range(n)]
        chart = {"kind": kind, "rows": [{"text": t, "of": of(i)} for i, (t, _) in enumerate(rows)], **more}
        if columns:
            chart["columns"] = list(columns)
        # A heading that a page of lines goes before begins the next one.
        fill = ["一" * 28] * 40
        path = self.write("r.json", {
            "layout": "statistics", "title": "一", "organ": "一", "year": 2024, "date": "2025-01-01",
            "content": [{"table": table}, *fill, {"chart": chart}],
        })
        self.expect(0, "render", path, "-o", "r.pdf", "--verify")
        page = str(self.page_of_figure())
        done = subprocess.run(["pdftotext", "-bbox", "-f", page, "-l", page, self.dir / "r.pdf", "-"],
                              capture_output=True, text=True, check=True)
        found = [(tuple(map(float, m[:4])), m[4]) for m in WORD.findall(done.stdout)]
        self.assertTrue(found)
        return [w for w in found if len(w[1]) < 20]  # without the lines before it

    def page_of_figure(self):
        """Of the last page, which has the chart: it is the last block."""
        done = subprocess.run(["pdfinfo", self.dir / "r.pdf"], capture_output=True, text=True, check=True)
        return int(re.search(r"Pages: *(\d+)", done.stdout)[1])

    def check(self, kind, rows, columns=()):
        words = self.words(kind, rows, columns)
        want = Counter(str(v) for _, values in rows for v in values if v not in ("/", None))
        got = Counter(text for _, text in words)
        for figure, n in want.items():
            self.assertGreaterEqual(got[figure], n, f"{kind}: {figure} of {rows}")
        for i, (a, one) in enumerate(words):
            for b, other in words[i + 1 :]:
                # The boxes have the font's full height; the ink of figures takes half of it.
                quarter = (a[3] - a[1]) / 4
                apart = (a[2] <= b[0] + 0.1 or b[2] <= a[0] + 0.1
                         or a[3] - quarter <= b[1] + quarter or b[3] - quarter <= a[1] + quarter)
                self.assertTrue(apart, f"{kind}: {one} {a} and {other} {b} of {rows}")

    def test_twelve_months_of_three_lines(self):
        for seed in range(4):
            r = random.Random(seed)
            middle = r.choice((30, 400))
            self.check("line", [(str(90000 + m), [r.randint(middle - 25, middle + 25) for _ in range(3)])
                                for m in range(12)], LABELS)

    def test_many_small_parts_of_a_pie(self):
        for seed in range(4):
            r = random.Random(seed)
            parts = [r.choice((1, 2, 3, 700)) * 1000 + 100 + i for i in range(16)]
            self.check("pie", [(LABELS[i % 3], [v]) for i, v in enumerate(parts)] + [("一", [0]), ("二", ["/"])])

    def test_thirty_bars(self):
        r = random.Random(1)
        self.check("bar", [(LABELS[i % 3] * (i % 4 + 1), [r.randint(100, 999)]) for i in range(30)])

    def test_bars_below_zero_blanks_and_a_single_one(self):
        self.check("bar", [("一", [90, -12, "/", 0]), ("二", [None, 30.5, 41, 7])], LABELS + "四")
        for kind in ("bar", "line", "pie"):
            self.check(kind, [("一", [5])])
            self.check(kind, [("一", [0])])


if __name__ == "__main__":
    unittest.main()
