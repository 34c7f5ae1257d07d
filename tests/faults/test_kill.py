# SPDX-License-Identifier: MIT
"""kill -9 over a batch, a hundred times: what has a name is whole, nothing else is there, and the run that
continues ends with the bytes of one that nobody disturbed."""

import json
import os
import random
import shutil
import signal
import time
import unittest

from harness import report
from runs import BatchCase, children

KILLED = 100
REPORTS = 40  # documents get their names by sixteens, so that there are moments with a part of them
LEAST = 10  # rounds of these in which there is a part of the documents


class Killed(BatchCase):
    def setUp(self):
        super().setUp()
        self.names_of_all = [f"{i:02}.json" for i in range(REPORTS)]
        for i, name in enumerate(self.names_of_all):
            self.write(name, report() | {"overview": [f"第{i}份。" * (i + 1)] * 20})
        began = time.monotonic()
        self.render_all("whole")
        self.whole_takes = time.monotonic() - began
        self.whole = self.files("whole")

    def render_all(self, folder):
        self.expect(0, "render", *self.names_of_all, "-j", "2", "--profile", "web", "-o", folder + "/")

    def files(self, folder):
        return {name: (self.dir / folder / name).read_bytes() for name in self.names(folder)}

    def begin(self):
        return self.start(
            *self.names_of_all,
            *("-j", "2", "--profile", "web", "-o", "out/", "--log", "log", "--resume"),
            start_new_session=True,
        )

    def kill(self, run, everything):
        """Ends the program by a signal that it cannot see: with its workers, or alone."""
        workers = children(run.pid)
        if everything:
            os.killpg(run.pid, signal.SIGKILL)
        else:
            run.kill()
        run.communicate(timeout=120)
        for worker in workers:
            self.wait_for_end(worker)

    def look(self, finished):
        """Both files of each report are named in turn, so that one may be missing."""
        found = self.files("out") if (self.dir / "out").exists() else {}
        self.assertLessEqual(set(found), set(self.whole), "left over")
        torn = [name for name in found if found[name] != self.whole[name]]
        self.assertEqual(torn, [])
        here = {f"{i:02}.json" for i in range(REPORTS)} | {"out", "whole", "log"}
        self.assertLessEqual({p.name for p in self.dir.iterdir()}, here)
        log = self.dir / "log"
        for line in log.read_bytes().splitlines() if log.exists() else ():
            self.assertIn("status", json.loads(line))
        if finished:
            self.assertEqual(set(found), set(self.whole))
        return len(found)

    def test_a_hundred_times(self):
        chance = random.Random(20)
        most = self.whole_takes  # waits longer if too few runs reach their end, and the other way round
        killed = parts = finished = 0
        while killed < KILLED:
            run = self.begin()
            time.sleep(chance.random() * most)
            ended = run.poll() is not None
            if ended:
                self.end(run, 0)
            else:
                self.kill(run, everything=killed % 2 == 0)
                killed += 1
            count = self.look(ended)
            most *= 0.9 if ended else 1.03
            parts += 0 < count < len(self.whole)
            if ended:
                finished += 1
                shutil.rmtree(self.dir / "out")
                (self.dir / "log").unlink()
        self.end(self.begin(), 0)
        self.look(finished=True)
        print(f"{killed} killed, {parts} of them amid the documents; {finished} reached their end")
        self.assertGreaterEqual(parts, LEAST)


if __name__ == "__main__":
    unittest.main()
