# SPDX-License-Identifier: MIT
"""The progress of a run: one line redrawn on a terminal, plain lines elsewhere."""

import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import unicodedata
import unittest

from harness import PROGRAM, faulty_report, report
from runs import BatchCase

ERASE = "\r\033[K"


def columns(text):
    """How many terminal columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Screen(BatchCase):
    """Runs of the program whose standard error is a terminal."""

    def run_there(self, *names, size=80, env=None, log=False):
        self.master, slave = pty.openpty()
        self.addCleanup(os.close, self.master)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, size, 0, 0))
        self.seen = b""
        self.process = subprocess.Popen(
            [PROGRAM, "render", *names],
            env=self.environment(**({"TERM": "xterm"} | (env or {}))),
            cwd=self.dir,
            stdin=subprocess.DEVNULL,
            stdout=slave if log else None,
            stderr=slave,
        )
        os.close(slave)
        self.addCleanup(self.process.wait)
        self.addCleanup(self.process.kill)

    def read(self):
        """Reads more output; False: there will be no more."""
        try:
            more = os.read(self.master, 65536)
        except OSError:  # the other side is closed
            more = b""
        self.seen += more
        return more != b""

    def read_until(self, pattern):
        while not re.search(pattern, self.seen.decode("utf-8", "ignore")):
            self.assertTrue(self.read(), self.seen)

    def end_there(self, code):
        while self.read():
            pass
        self.assertEqual(self.process.wait(timeout=120), code, self.seen)
        return self.seen.decode("utf-8")

    def drawn(self, text):
        """Each of the lines that were drawn and erased again."""
        return [part for part in re.findall(r"\r\033\[K([^\r\n]*)", text) if part]

    def left(self, text):
        """What remains on the screen."""
        lines = [line.rpartition(ERASE)[2] for line in text.replace("\r\n", "\n").split("\n")]
        return "\n".join(lines)


class Terminal(Screen):
    def test_a_line_comes_and_goes(self):
        self.write("1.json", report())
        self.fifo("2.json")
        self.write("3.json", report())
        self.run_there("1.json", "2.json", "3.json", "-j", "2")
        pipe = self.reached("2.json")
        self.read_until(r"\[=+ +\] 2/3, 66%, [0-9.]+/s, \d+:\d\d left, 0 failed")
        self.give(pipe, report())
        text = self.end_there(0)
        self.assertRegex(
            self.left(text),
            r"\A(kanben: out/\d\.pdf is written\n){3}kanben: 3 reports: 3 written(; \d+ s, [0-9.]+/s)?\n\Z",
        )

    def test_findings_stand_alone(self):
        self.write("1.json", report())
        self.fifo("2.json")
        self.write("3.json", faulty_report())
        self.fifo("4.json")
        self.run_there("1.json", "2.json", "3.json", "4.json", "-j", "2", "-q")
        first, last = self.reached("2.json"), self.reached("4.json")
        self.read_until("1 failed")
        self.give(first, faulty_report())
        self.read_until(r"\[T3-ID\].*\n.*\n.*\n[^\n]*\n?[^\n]*2 failed")
        self.give(last, report())
        text = self.left(self.end_there(1))
        lines = text.splitlines()
        self.assertEqual(len(lines), 5, text)
        for line, name in zip(lines, ("2.json",) * 2 + ("3.json",) * 2):
            self.assertRegex(line, rf"\A{name}:\d+:\d+: error: .*\)\Z")
        self.assertRegex(lines[4], r"\Akanben: 4 reports: 2 written, 2 refused")

    def test_a_log_on_the_same_terminal_stands_alone(self):
        self.write("1.json", report())
        self.fifo("2.json")
        self.write("3.json", report())
        self.fifo("4.json")
        self.run_there("1.json", "2.json", "3.json", "4.json", "-j", "2", "-q", "--log", "-", log=True)
        first, last = self.reached("2.json"), self.reached("4.json")
        self.read_until("2/4")
        self.give(first, report())
        self.read_until("3/4")
        self.give(last, report())
        lines = self.left(self.end_there(0)).splitlines()
        reports = [json.loads(line)["report"] for line in lines if line.startswith("{")]
        self.assertEqual(reports, ["1.json", "3.json", "2.json", "4.json"], lines)

    def test_never_wider_than_the_terminal(self):
        for language in ("en", "zh_CN"):
            for size in (1, 2, 9, 20, 41, 60, 79, 200):
                with self.subTest(language=language, size=size):
                    name = f"{language}-{size}.json"
                    self.write("1.json", report())
                    self.fifo(name)
                    self.run_there("1.json", name, "-q", size=size, env={"LANGUAGE": language})
                    pipe = self.reached(name)
                    self.read_until(r"\033\[K[^\r]*\r" if size == 1 else r"\033\[K[^\r]+")
                    self.give(pipe, report())
                    text = self.end_there(0)
                    for line in self.drawn(text)[:-1]:
                        self.assertLess(columns(line), size, line)
                    bar = "[" in "".join(self.drawn(text)[:-1])
                    self.assertEqual(bar, size >= 60, text)

    def test_an_interruption_takes_it_away(self):
        self.write("1.json", report())
        self.fifo("2.json")
        self.run_there("1.json", "2.json", "-j", "1", "-q")
        self.reached("2.json")
        self.read_until("1/2")
        self.process.send_signal(signal.SIGTERM)
        text = self.end_there(143)
        self.assertEqual(self.left(text), "kanben: interrupted; 1 of 2 reports were done\n")

    def test_no_line(self):
        """A single report, a short run, a terminal that cannot move the cursor."""
        self.write("1.json", report())
        for names, env in (
            (("1.json",), {}),
            (("1.json", "--timeout", "100"), {}),
        ):
            self.run_there(*names, env=env)
            self.assertEqual(self.end_there(0), "kanben: out/1.pdf is written\r\n")
        for env in ({"TERM": "dumb"}, {"TERM": None}):
            with self.subTest(env):
                name = f"{env['TERM']}.json"
                self.fifo(name)
                self.run_there("1.json", name, "-q", env=env)
                self.give(self.reached(name), report())
                self.assertEqual(self.end_there(0), "")


class Elsewhere(BatchCase):
    def test_a_short_run_says_nothing(self):
        self.write("1.json", report())
        self.write("2.json", report())
        done = self.expect(0, "render", "1.json", "2.json", env=self.environment(TERM="xterm"))
        self.assertEqual(done.stderr, "")

    def test_a_line_every_ten_seconds(self):
        self.write("1.json", faulty_report())
        self.fifo("2.json")
        run = self.start("1.json", "2.json", "--shard", "1/1")
        pipe = self.reached("2.json")
        lines = [run.stderr.readline() for _ in range(3)]
        self.assertRegex(
            lines[2], r"\Akanben: 1 of 2 reports, [0-9.]+/s, \d+:\d\d left, 1 failed\n\Z"
        )
        self.give(pipe, report())
        said = self.end(run, 1)
        self.assertRegex(
            said, r"\Akanben: 2 reports: 1 written, 1 refused; \d+ s, [0-9.]+/s\n\Z"
        )


if __name__ == "__main__":
    unittest.main()
