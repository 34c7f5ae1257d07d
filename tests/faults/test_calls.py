# SPDX-License-Identifier: MIT
"""Every command while one call to the system fails, each time another one: it ends with what it makes
otherwise, or with status 3, a sentence, and of its files only whole ones. Prints how often which."""

import errno
import json
import os
import stat
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from harness import BUILD, SOURCE, Case, report

# A run for each call of a kind; of more than so many every second one, every third one …
EVERY = 200
REPORT = SOURCE / "examples" / "baodi-2024.json"
CALLS = {
    "write": errno.ENOSPC,
    "read": errno.EIO,
    "send": errno.EPIPE,
    "recv": errno.ECONNRESET,
    "sendmsg": errno.EPIPE,
    "recvmsg": errno.EIO,
    "pread64": errno.EIO,
    "fsync": errno.EIO,
    "ftruncate64": errno.EIO,
    "fchmod": errno.EPERM,
    "rename": errno.EIO,
    "linkat": errno.EDQUOT,
    "memfd_create": errno.EMFILE,
    "pipe2": errno.EMFILE,
    "fork": errno.EAGAIN,
    "mmap64": errno.ENOMEM,
    "close": errno.EIO,
    "open64": errno.EMFILE,
}


class Calls(Case):
    def run_without(self, call, number, args, folder, old):
        top = self.dir / folder
        top.mkdir()
        for name in old:
            (top / name).write_bytes(b"old")
            (top / name).chmod(0o600)
        env = self.environment(
            LD_PRELOAD=str(BUILD / "tests" / "faults" / "fail_call.so"),
            KANBEN_CALL=call,
            KANBEN_FAIL=str(number),
            KANBEN_ERRNO=str(CALLS[call]),
            KANBEN_COUNT=str(self.dir / f"{folder}.count"),
        )
        done = self.run_kanben(*args, env=env, cwd=top)
        files = {name: (top / name).read_bytes() for name in self.names(folder)}
        modes = {stat.S_IMODE((top / name).stat().st_mode) for name in old if (top / name).exists()}
        return done.returncode, done.stdout, files, done.stderr.decode("utf-8", "replace"), modes

    def sweep_call(self, call, args, old):
        want = self.run_without(call, 0, args, f"{call}-want", old)
        self.assertIn(want[0], (0, 1), want[3])
        counted = self.dir / f"{call}-want.count"  # it is not there if nothing was called
        count = int.from_bytes(counted.read_bytes(), sys.byteorder) if counted.exists() else 0
        stride = 1 + count // EVERY
        tried = range(1, count + 1, stride)
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            ends = pool.map(
                lambda n: self.run_without(call, n, args, f"{call}-{n}", old), tried
            )
        same = told = 0
        for n, (status, output, files, said, modes) in zip(tried, ends):
            with self.subTest(args[0], call=call, number=n, of=count, said=said):
                self.assertLessEqual(modes, {0o600})
                if (status, output, files, said) == want[:4]:
                    same += 1
                    continue
                told += 1
                self.assertEqual(status, 3)
                self.assertTrue(said)
                for name, data in files.items():
                    self.assertIn(data, (want[2].get(name), b"old" if name in old else None))
        print(
            f"{args[0]:8} {call:13} each of {count:5}, stride {stride:2}: "
            f"same {same:3}, told {told:3}, other 0"
        )

    def sweep(self, *args, old=()):
        for call in CALLS:
            self.sweep_call(call, args, old)

    def test_render(self):
        self.sweep("render", REPORT, "-o", "x.pdf", old=["x.pdf"])

    def test_render_web(self):
        self.sweep("render", REPORT, "--profile", "web", "-o", "x.pdf")

    def test_batch(self):
        other = self.write("other.json", report())
        self.sweep("render", REPORT, other, "-j", "2", "-o", ".")

    def test_log_of_a_batch(self):
        """A document is logged as what became of it, also where what was said of it cannot be read."""
        other = self.write("other.json", report())
        args = ("render", REPORT, other, "-j", "2", "-o", "out/", "--log", "log")
        want = self.run_without("pread64", 0, args, "log-want", [])
        made = {name: data for name, data in want[2].items() if name != "log"}
        self.assertEqual(len(made), 2)
        count = int.from_bytes((self.dir / "log-want.count").read_bytes(), sys.byteorder)
        tried = range(1, count + 1, 1 + count // EVERY)
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            ends = pool.map(
                lambda n: self.run_without("pread64", n, args, f"log-{n}", []), tried
            )
        lost = 0
        for n, (status, _, files, said, _) in zip(tried, ends):
            with self.subTest(number=n, of=count, said=said):
                lines = [json.loads(line) for line in files["log"].splitlines()]
                self.assertEqual(len(lines), 2)
                self.assertEqual(max(line["exit"] for line in lines), status)
                for line in lines:
                    (name,) = (m for m in made if Path(line["report"]).stem == Path(m).stem)
                    document = made[name] if line["status"] == "written" else None
                    self.assertEqual(files.get(name), document)
                    lost += document is not None and line["exit"] == 3
        self.assertGreater(lost, 0)

    def test_check(self):
        self.sweep("check", REPORT, "--json")

    def test_merge(self):
        other = self.write("other.json", report())
        self.sweep("merge", REPORT, other, "--organ", "某局", "--force", "-o", "x.json", old=["x.json"])

    def test_import(self):
        self.sweep(
            "import",
            self.write("x.html", "<h1>某局2024年政府信息公开工作年度报告</h1>" * 3),
            "-o",
            "x.json",
            old=["x.json"],
        )


if __name__ == "__main__":
    unittest.main()
