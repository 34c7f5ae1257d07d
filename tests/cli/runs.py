# SPDX-License-Identifier: MIT
"""Runs of the program that a test observes while they are in progress."""

import json
import os
import select
import subprocess
import time
from pathlib import Path

from harness import PROGRAM, Case


def children(pid):
    """The processes that a process has started and that are still alive."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


class BatchCase(Case):
    def fifo(self, name):
        """A report that makes its reader wait: opening it to write waits for the reader."""
        os.mkfifo(self.dir / name)

    def start(self, *args, **more):
        process = subprocess.Popen(
            [PROGRAM, "render", *args],
            env=self.environment(),
            cwd=self.dir,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            **more,
        )
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def reached(self, name):
        """Waits until a worker reads the pipe; returns the other end."""
        pipe = open(self.dir / name, "wb", buffering=0)
        self.addCleanup(pipe.close)
        return pipe

    def give(self, pipe, content):
        pipe.write(json.dumps(content).encode())
        pipe.close()

    def has_open(self, pid, name):
        return any(os.path.realpath(fd) == str(self.dir / name) for fd in Path(f"/proc/{pid}/fd").iterdir())

    def wait_for_end(self, pid):
        """Returns when a process that is not our child has ended; the test's timeout is the limit."""
        try:
            watch = os.pidfd_open(pid)
        except ProcessLookupError:
            return
        self.addCleanup(os.close, watch)
        self.assertTrue(select.select([watch], [], [], 100)[0], f"{pid} lives on")

    def logged(self, count, name="log"):
        """Waits until that many reports are on disc, named and logged."""
        for _ in range(10000):
            if (self.dir / name).exists():
                if (self.dir / name).read_bytes().count(b"\n") >= count:
                    return
            time.sleep(0.01)
        self.fail(f"{name} does not get {count} lines")

    def end(self, process, code):
        said = process.communicate(timeout=120)[1]
        self.assertEqual(process.returncode, code, said)
        return said
