# SPDX-License-Identifier: MIT
"""kanben import: a report in the form of 2019 under the layout of 2021, and the other way round, in every writing. What
the forms have in common comes over, nothing else does, and one finding names the other layout.
"""

import sys
import unittest
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "cli")]

import corpus
import documents
from harness import SOURCE
from importing import ImportCase

EXAMPLES = {"2019": "annual-2019.json", "2021": "baodi-2024.json"}
LAYOUTS = {year: documents.load(SOURCE / "layouts" / f"annual-report-{year}.json") for year in EXAMPLES}


class Forms(ImportCase):
    def check(self, own, other):
        want = corpus.truth(LAYOUTS[own], documents.load(SOURCE / "examples" / EXAMPLES[own]))
        cells = corpus.cells(LAYOUTS[own], want)
        for writer, (ending, write) in corpus.WRITERS.items():
            with self.subTest(writer, own=own):
                data = write(list(documents.blocks(LAYOUTS[own], want)))
                report, findings = self.take(f"a{ending}", data, "--layout", f"annual-report-{other}", code=1)
                found = {k: v for k, v in corpus.cells(LAYOUTS[other], report).items() if v is not None}
                self.assertEqual([k for k in found if k[0] == "disclosure"], [])
                if writer not in ("docx: raised marks",):
                    self.assertGreater(len(found), 150)
                self.assertEqual([(k, v) for k, v in found.items() if str(cells.get(k)) != str(v)], [], findings)
                self.assertEqual(findings.count(f"--layout annual-report-{own}"), 1, findings)

    def test_the_form_of_2019_under_the_layout_of_2021(self):
        self.check("2019", "2021")

    def test_the_form_of_2021_under_the_layout_of_2019(self):
        self.check("2021", "2019")


if __name__ == "__main__":
    unittest.main()
