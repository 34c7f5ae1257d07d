# SPDX-License-Identifier: MIT
"""Runs programs and measures them, each in a fresh folder on disk or in memory."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
MEMORY = Path("/dev/shm")
LOG_SHOWN = 2000


class Failed(Exception):
    """A measured program failed; the message has its output."""


class Gauge:
    """Measures with measure.py. The places are folders: {"disc": …, "memory": …}."""

    def __init__(self, folder):
        self.places = {"disc": Path(tempfile.mkdtemp(prefix="bench-", dir=folder))}
        if os.access(MEMORY, os.W_OK):
            self.places["memory"] = Path(tempfile.mkdtemp(prefix="bench-", dir=MEMORY))
        self.server = subprocess.Popen(
            [sys.executable, "-I", "-S", HERE / "measure.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.stdin.close()
        self.server.wait()
        for place in self.places.values():
            shutil.rmtree(place)

    def run(self, case, keep=None):
        """Runs a case once. keep: a function that is called with the output folder."""
        out = self.places[case.place] / "out"
        out.mkdir()
        os.sync()  # flush what others have written, so that this run does not wait for it
        try:
            answer = self.ask(case.command(out), case.env)
            answer["bytes"] = sum(f.stat().st_size for f in out.iterdir())
            if keep:
                keep(out)
        finally:
            shutil.rmtree(out)
        if case.speaks:
            answer["said"] = json.loads(self.file("said").read_text("utf-8"))
        return answer

    def ask(self, argv, env):
        request = {
            "argv": [str(word) for word in argv],
            "env": base_env() | env,
            "out": str(self.file("said")),
            "log": str(self.file("log")),
        }
        print(json.dumps(request), file=self.server.stdin, flush=True)
        answer = json.loads(self.server.stdout.readline())
        if answer.pop("status") != 0:
            raise Failed(f"{' '.join(request['argv'])}\n{self.log()[:LOG_SHOWN]}")
        return answer

    def instructions(self, case, valgrind):
        """The number of instructions of a case, of one of n reports; it varies by a few parts per million."""
        out = self.places[case.place] / "out"
        tool = [valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null"]
        counts = []
        for command in filter(None, (case.argv, case.less)):
            out.mkdir()
            try:
                self.ask([*tool, *case.command(out, command)], case.env)
            finally:
                shutil.rmtree(out)
            counts.append(int(re.search(r"Collected : (\d+)", self.log())[1]))
        return counts[0] if len(counts) == 1 else (counts[0] - counts[1]) / case.n

    def log(self):
        return self.file("log").read_text("utf-8", "replace")

    def file(self, name):
        return self.places["disc"] / name


def base_env():
    """The caller's paths and sanitizer options only: results must not depend on the environment."""
    kept = re.compile("PATH|HOME|TMPDIR|[A-Z]*SAN_OPTIONS")
    return {k: v for k, v in os.environ.items() if kept.fullmatch(k)} | {"LC_ALL": "C.UTF-8"}
