# SPDX-License-Identifier: MIT
"""The unmodified files of examples/batch make the same documents as a single process."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path

import yaml
from slurm import Slurm

from harness import PROGRAM, SOURCE, Case, faulty_report, report

EXAMPLES = SOURCE / "examples" / "batch"
PARTS = 3


class ClusterCase(Case):
    """Eleven good reports and a bad one, rendered by a single process for comparison."""

    def setUp(self):
        super().setUp()
        self.contents = {f"{i:02}.json": self.content(i) for i in range(12)}
        for name, content in self.contents.items():
            self.write(f"reports/{name}", content)
        self.run_plain("reports/", "-o", "plain/")

    def run_plain(self, *args):
        self.expect(1, "render", *args, "-j", "1")

    def content(self, i):
        if i == 8:
            return faulty_report()
        return report() | {"overview": [f"第{i}份。" * (i + 1)]}

    def cluster_environment(self, **change):
        return self.environment(KANBEN=str(PROGRAM), HOME=str(self.dir), **change)

    def assert_same(self):
        whole, made = self.dir / "plain", self.dir / "pdf"
        names = [p.name for p in sorted(made.glob("*.pdf"))]
        self.assertEqual(names, [p.name for p in sorted(whole.iterdir())])
        self.assertEqual(len(names), 11)
        for name in names:
            self.assertEqual((made / name).read_bytes(), (whole / name).read_bytes(), name)
        # No unfinished file is left under another name.
        self.assertEqual([p.name for p in made.iterdir() if p.name not in names], ["log"])

    def lines(self, part, parts=PARTS):
        path = self.dir / "pdf" / "log" / f"{part}-of-{parts}.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]

    def block(self, name):
        """Replaces a report by a pipe, so that whoever renders it has to wait."""
        path = self.dir / "reports" / name
        path.unlink()
        os.mkfifo(path)

    def wait_for_reader(self, name):
        """Returns when a process waits for the report; keeps it waiting."""
        end = time.monotonic() + 60
        while True:
            try:
                pipe = os.open(self.dir / "reports" / name, os.O_WRONLY | os.O_NONBLOCK)
                break
            except OSError:  # no reader yet
                self.assertLess(time.monotonic(), end, f"no process reads {name}")
                time.sleep(0.05)
        self.addCleanup(os.close, pipe)

    def wait_for_lines(self, part, count):
        """Returns when that many of its reports are on disc and logged."""
        end = time.monotonic() + 60
        while len(self.lines(part)) < count:
            self.assertLess(time.monotonic(), end, f"part {part} does not get on")
            time.sleep(0.05)

    def unblock(self, name):
        (self.dir / "reports" / name).unlink()
        self.write(f"reports/{name}", self.contents[name])

    def owner_of(self, part):
        """The process that distributes a part's reports to its workers."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes().split(b"\0")
                there = Path(os.readlink(folder / "cwd")) == self.dir.resolve()
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if there and command[0] == bytes(PROGRAM) and b"%d/%d" % (part, PARTS) in command:
                found[int(folder.name)] = parent
        (owner,) = [pid for pid, parent in found.items() if parent not in found]
        return owner


class Parallel(ClusterCase):
    def run_parallel(self, code):
        done = subprocess.run(
            [EXAMPLES / "parallel.sh", "reports", "pdf", str(PARTS)],
            cwd=self.dir,
            env=self.cluster_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stderr

    def test_all_parts(self):
        said = self.run_parallel(1)
        self.assert_same()
        self.assertEqual(said.count("error: "), 2, said)
        self.assertEqual([line["report"] for line in self.lines(2)][:1], ["reports/01.json"])
        self.run_parallel(1)
        statuses = [line["status"] for part in (1, 2, 3) for line in self.lines(part)[4:]]
        self.assertEqual(sorted(statuses), ["kept"] * 11 + ["refused"])
        self.assert_same()

    def test_a_part_that_was_killed(self):
        self.block("07.json")  # the third of the second part
        run = subprocess.Popen(
            [EXAMPLES / "parallel.sh", "reports", "pdf", str(PARTS)],
            cwd=self.dir,
            env=self.cluster_environment(),
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(run.kill)
        self.wait_for_reader("07.json")
        self.wait_for_lines(2, 2)
        os.kill(self.owner_of(2), signal.SIGKILL)
        said = run.communicate(timeout=120)[1]
        self.assertEqual(run.returncode, 128 + signal.SIGKILL, said)
        self.unblock("07.json")
        self.run_parallel(1)
        self.assertEqual([x["status"] for x in self.lines(2)[2:]], ["kept"] * 2 + ["written"] * 2)
        self.assert_same()

    def test_a_missing_program(self):
        done = subprocess.run(
            [EXAMPLES / "parallel.sh", "reports", "pdf", "2"],
            cwd=self.dir,
            env=self.cluster_environment() | {"KANBEN": "./none"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
        self.assertEqual(done.returncode, 127, done.stderr)


class SlurmArray(ClusterCase):
    def setUp(self):
        super().setUp()
        folder = self.dir / "slurm"
        folder.mkdir()
        self.slurm = Slurm(folder)
        self.addCleanup(self.slurm.stop)
        self.slurm.start()

    def submit(self, *options, **change):
        return self.slurm.submit(
            *(*options, EXAMPLES / "kanben.sbatch", "reports", "pdf"),
            cwd=self.dir,
            env=self.cluster_environment(**change),
        )

    def test_an_array_and_parts_of_it_again(self):
        # The third of the second and of the third part wait.
        self.block("07.json")
        self.block("05.json")
        job = self.submit(f"--array=1-{PARTS}")
        self.wait_for_reader("07.json")
        self.wait_for_reader("05.json")
        self.wait_for_lines(2, 2)
        self.wait_for_lines(3, 1)
        os.kill(self.owner_of(2), signal.SIGKILL)
        self.slurm.cancel(f"{job}_3")
        self.slurm.wait(job)
        self.unblock("07.json")
        self.unblock("05.json")
        self.assertEqual([x["status"] for x in self.lines(1)], ["written"] * 4, self.output(job))
        self.assertEqual([x["status"] for x in self.lines(2)], ["written"] * 2)
        self.assertEqual([x["status"] for x in self.lines(3)], ["written"])
        again = self.submit("--array=2-3", SHARDS=str(PARTS))
        self.slurm.wait(again)
        self.assertEqual(
            [x["status"] for x in self.lines(2)[2:]], ["kept"] * 2 + ["written"] * 2
        )
        self.assertEqual(
            [x["status"] for x in self.lines(3)[1:]], ["kept", "written", "refused", "written"]
        )
        self.assertIn("reports/08.json:", self.output(again))
        self.assert_same()

    def output(self, job):
        paths = sorted(self.dir.glob(f"kanben-{job}_*.txt"))
        return "".join(path.read_text("utf-8") for path in paths)


class Kubernetes(ClusterCase):
    """Without a cluster: checks the Job and runs its command as a cluster would."""

    def setUp(self):
        super().setUp()
        self.job = yaml.safe_load((EXAMPLES / "job.yaml").read_text("utf-8"))["spec"]
        self.pod = self.job["template"]["spec"]
        (self.container,) = self.pod["containers"]
        self.env = {e["name"]: e["value"] for e in self.container["env"]}

    def test_the_job_is_consistent(self):
        whole = yaml.safe_load((EXAMPLES / "job.yaml").read_text("utf-8"))
        self.assertEqual((whole["apiVersion"], whole["kind"]), ("batch/v1", "Job"))
        self.assertEqual(self.job["completionMode"], "Indexed")
        self.assertEqual(str(self.job["completions"]), self.env["SHARDS"])
        self.assertLessEqual(self.job["parallelism"], self.job["completions"])
        # Required by podFailurePolicy and backoffLimitPerIndex.
        self.assertEqual(self.pod["restartPolicy"], "Never")
        for rule in self.job["podFailurePolicy"]["rules"]:
            codes = rule.get("onExitCodes")
            if codes is not None:
                self.assertEqual(codes["containerName"], self.container["name"])
                self.assertNotIn(0, codes["values"])
        mounts = {m["name"]: m["mountPath"] for m in self.container["volumeMounts"]}
        self.assertEqual(set(mounts), {v["name"] for v in self.pod["volumes"]})
        self.assertEqual(set(mounts.values()), {self.env["REPORTS"], self.env["OUT"]})

    def run_index(self, index):
        path = self.dir / "bin" / "kanben"
        if not path.is_symlink():
            path.parent.mkdir()
            path.symlink_to(PROGRAM)
        env = self.env | {"REPORTS": "reports", "OUT": "pdf", "JOB_COMPLETION_INDEX": str(index)}
        path_variable = f"{path.parent}:{os.environ['PATH']}"
        return subprocess.run(
            [*self.container["command"], *self.container["args"]],
            cwd=self.dir,
            env=self.cluster_environment() | env | {"PATH": path_variable},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def test_its_command(self):
        for _ in range(2):
            for index in range(self.job["completions"]):
                done = self.run_index(index)
                self.assertEqual(done.returncode, 1 if index == 8 else 0, done.stderr)
        self.assert_same()
        self.assertEqual([x["status"] for x in self.lines(3, 16)], ["written", "kept"])


class Document(ClusterCase):
    def test_the_command_that_lists_what_was_not_written(self):
        text = (SOURCE / "docs" / "batch.md").read_text("utf-8")
        (command,) = re.findall(r"^jq .*$", text, re.MULTILINE)
        for code in (1, 1):
            self.expect(code, "render", "reports/", "--log", "log.jsonl", "--resume")
        done = subprocess.run(
            command, shell=True, cwd=self.dir, capture_output=True, text=True, check=True
        )
        (line,) = done.stdout.splitlines()
        name, profile, status, *reasons = line.split("\t")
        self.assertEqual((name, profile, status), ("reports/08.json", "publish", "refused"))
        self.assertEqual(len(reasons), 2)

    def test_the_files_it_names(self):
        text = (SOURCE / "docs" / "batch.md").read_text("utf-8")
        named = set(re.findall(r"\.\./examples/batch/([\w.]+)", text))
        self.assertEqual(named, {p.name for p in EXAMPLES.iterdir()})
        for name in ("parallel", "jq"):
            self.assertIsNotNone(shutil.which(name), f"{name} is not installed")


if __name__ == "__main__":
    # So that daemons are stopped when the test runner times out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    unittest.main()
