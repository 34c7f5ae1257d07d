# SPDX-License-Identifier: MIT
"""Every command while memory runs out: one allocation of the whole process fails, then the run
is made again with another one. It ends with what it makes otherwise, or with status 3, one
sentence and no other file."""

import os
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor

from harness import BUILD, SOURCE, Case, report

# A run for each of so many allocations, evenly spread over all of a command's.
RUNS = 120
REPORT = SOURCE / "examples" / "baodi-2024.json"
DOCUMENTS = SOURCE / "tests" / "import"


class Memory(Case):
    def run_without(self, allocation, args, folder):
        """The outcome of a run in which this allocation fails (0: none): status, output, files."""
        top = self.dir / folder
        top.mkdir()
        env = self.environment(
            LD_PRELOAD=str(BUILD / "tests" / "faults" / "fail_nth.so"),
            KANBEN_FAIL=str(allocation),
            KANBEN_COUNT=str(self.dir / f"{folder}.count"),
        )
        done = self.run_kanben(*args, env=env, cwd=top)
        files = {name: (top / name).read_bytes() for name in self.names(folder)}
        return done.returncode, done.stdout, files, done.stderr.decode("utf-8", "replace")

    def sweep(self, *args):
        want = self.run_without(0, args, "want")
        self.assertIn(want[0], (0, 1), want[3])
        count = int.from_bytes((self.dir / "want.count").read_bytes(), sys.byteorder)
        self.assertGreater(count, 200)
        step = max(1, count // RUNS)
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            tried = range(1, count + 1, step)
            ends = pool.map(lambda n: self.run_without(n, args, f"without-{n}"), tried)
        told = 0
        for n, (status, output, files, said) in zip(tried, ends):
            with self.subTest(allocation=n, of=count):
                if status == 3:
                    told += 1
                    self.assertRegex(said.splitlines()[-1], "^kanben: (.*: )?out of memory")
                    # A document that has its name is whole.
                    self.assertIn(files, ({}, want[2]))
                    self.assertIn(output, (b"", want[1]))
                else:
                    self.assertEqual((status, output, files), want[:3])
        self.assertGreater(told, 0, "no allocation failed")

    def test_render(self):
        self.sweep("render", REPORT, "-o", "x.pdf")

    def test_render_print(self):
        self.sweep("render", REPORT, "--profile", "print", "-o", "x.pdf")

    def test_render_web(self):
        self.sweep("render", REPORT, "--profile", "web", "-o", "x.pdf")

    def test_render_ofd(self):
        self.sweep("render", REPORT, "--profile", "ofd-archive", "-o", "x.ofd")

    def test_render_and_verify(self):
        self.sweep("render", REPORT, "--profile", "archive2", "--verify", "-o", "x.pdf")

    def test_check(self):
        self.sweep("check", REPORT, "--json")

    def test_extract_and_check_an_archive_edition(self):
        archive = self.dir / "archive.pdf"
        self.expect(0, "render", REPORT, "--profile", "archive", "-o", str(archive))
        with self.subTest("extract"):
            self.sweep("extract", archive, "-o", "x.json")

    def test_merge(self):
        other = self.write("other.json", report())
        self.sweep("merge", REPORT, other, "--organ", "某局", "-o", "x.json")

    def test_import_html(self):
        self.sweep("import", self.write("x.html", "<h1>某局2024年政府信息公开工作年度报告</h1>" * 3))

    def test_import_text(self):
        self.sweep("import", self.write("x.txt", "某局2024年政府信息公开工作年度报告\n\n一、总体情况\n一段。\n"))


if __name__ == "__main__":
    unittest.main()
