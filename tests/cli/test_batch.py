# SPDX-License-Identifier: MIT
"""Many reports in one run: several processes, failing workers, lists, shards."""

import json
import os
import resource
import signal
import unittest
from pathlib import Path

from harness import BUILD, faulty_report, report
from runs import BatchCase, children


class Workers(BatchCase):
    def test_findings_come_in_the_order_of_the_inputs(self):
        self.fifo("1.json")
        self.write("2.json", faulty_report())
        self.write("3.json", "{")
        self.fifo("4.json")
        run = self.start("1.json", "2.json", "3.json", "4.json", "-j", "2")
        first, last = self.reached("1.json"), self.reached("4.json")
        self.give(last, report())
        self.give(first, faulty_report())
        said = self.end(run, 1)
        files = [line.partition(":")[0] for line in said.splitlines() if ": error:" in line]
        self.assertEqual(files, ["1.json"] * 2 + ["2.json"] * 2 + ["3.json"], said)
        self.assertEqual(self.names("out"), ["4.pdf"])

    def test_findings_are_those_of_one_worker(self):
        names = [f"{i}.json" for i in range(12)]
        for i, name in enumerate(names):
            self.write(name, faulty_report() if i % 3 else report())
        one = self.expect(1, "render", *names, "-j", "1").stderr
        for _ in range(3):
            self.assertEqual(self.expect(1, "render", *names, "-j", "4").stderr, one)
        self.assertEqual(self.names("out"), ["0.pdf", "3.pdf", "6.pdf", "9.pdf"])

    def test_a_crash_costs_one_report(self):
        self.write("1.json", report())
        self.fifo("2.json")
        self.write("3.json", report())
        run = self.start("1.json", "2.json", "3.json", "-j", "1")
        self.reached("2.json")
        (worker,) = children(run.pid)
        os.kill(worker, signal.SIGKILL)
        said = self.end(run, 3)
        self.assertIn("the report 2.json: the worker was killed by signal 9", said)
        self.assertEqual(said.count("\n"), 1, said)
        self.assertEqual(self.names("out"), ["1.pdf", "3.pdf"])

    def test_the_end_of_an_idle_worker_costs_none(self):
        self.fifo("1.json")
        self.fifo("2.json")
        run = self.start("1.json", "2.json", "-j", "2", "--log", "log")
        first, second = self.reached("1.json"), self.reached("2.json")
        self.give(second, report())
        self.logged(1)
        idle = [pid for pid in children(run.pid) if not self.has_open(pid, "1.json")]
        for pid in idle:
            os.kill(pid, signal.SIGKILL)
        self.assertEqual(len(idle), 1)
        self.give(first, report())
        self.assertEqual(self.end(run, 0), "")
        self.assertEqual(self.names("out"), ["1.pdf", "2.pdf"])

    def test_interruption(self):
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            with self.subTest(number.name):
                self.write("1.json", report())
                name = f"{number.name}.json"
                self.fifo(name)
                run = self.start("1.json", name, "0.json", "-j", "1", "-o", f"{code}/")
                self.reached(name)
                workers = children(run.pid)
                self.assertEqual(len(workers), 1)
                # As a terminal or the end of a job does: every process gets the signal at once.
                for pid in (*workers, run.pid):
                    os.kill(pid, number)
                said = self.end(run, code)
                self.assertEqual(said, "kanben: interrupted; 1 of 3 reports were done\n")
                self.assertEqual(self.names(str(code)), ["1.pdf"])
                self.assertFalse([p for p in workers if Path(f"/proc/{p}").exists()])

    def test_what_is_done_is_printed_though_one_before_it_is_interrupted(self):
        self.fifo("1.json")
        self.write("2.json", faulty_report())
        self.fifo("3.json")
        run = self.start("1.json", "2.json", "3.json", "-j", "2")
        self.reached("1.json")
        self.reached("3.json")
        run.terminate()
        said = self.end(run, 143)
        self.assertEqual(said.count("2.json:"), 2, said)

    def test_a_hangup_that_is_ignored_stays_so(self):
        self.fifo("1.json")
        self.write("2.json", report())
        run = self.start(
            "1.json", "2.json", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)
        )
        pipe = self.reached("1.json")
        run.send_signal(signal.SIGHUP)
        self.give(pipe, report())
        self.end(run, 0)
        self.assertEqual(self.names("out"), ["1.pdf", "2.pdf"])

    def test_without_j_there_is_a_worker_for_each_core(self):
        cores = sorted(os.sched_getaffinity(0))
        for some in (cores, cores[:1]):
            with self.subTest(len(some)):
                names = [f"{len(some)}-{i}.json" for i in range(len(some) + 1)]
                for name in names:
                    self.fifo(name)
                run = self.start(*names, preexec_fn=lambda: os.sched_setaffinity(0, some))
                for name in names[:-1]:
                    self.reached(name)
                self.assertEqual(len(children(run.pid)), len(some))
                run.terminate()
                self.end(run, 143)

    def test_fewer_workers_where_files_are_short(self):
        names = [f"{i:02}.json" for i in range(60)]
        for name in names:
            self.write(name, report())
        self.expect(
            0, "render", *names, "-j", "100",
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40)),
        )
        self.assertEqual(self.names("out"), [f"{i:02}.pdf" for i in range(60)])
        self.expect(
            0, "render", *names[:2], "-j", "100", "-o", "two/",
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40)),
        )

    def test_none_where_there_is_no_file_for_any(self):
        for name in ("1.json", "2.json"):
            self.write(name, report())
        done = self.expect(
            3, "render", "1.json", "2.json",
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (6, 6)),
        )
        self.assertIn("kanben: fork: ", done.stderr)

    def test_a_worker_that_speaks_of_other_reports_ends_the_run(self):
        for name in ("1.json", "2.json"):
            self.write(name, report())
        # A run that is broken off gives no memory back.
        options = ":verify_asan_link_order=0:detect_leaks=0"
        loaded = self.environment(
            LD_PRELOAD=str(BUILD / "tests" / "cli" / "lying_worker.so"),
            ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "") + options,
        )
        # The next after the last one, and one that is far away.
        for report_number in ("2", "0x3F3F3F3F3F3F3F3F"):
            for jobs in ("1", "2"):
                lying = loaded | {"LIE": report_number}
                done = self.expect(3, "render", "1.json", "2.json", "-j", jobs, env=lying)
                self.assertIn("kanben: ", done.stderr)
                self.assertEqual(self.names("out"), [])

    def test_reports_that_fail_leave_no_files_open(self):
        names = [f"{i:02}.json" for i in range(60)]
        for name in names:
            self.write(name, report())
        for more in ((), ("--profile", "svg")):
            done = self.expect(
                1, "render", *names, "-j", "1", "--max-pages", "1", *more,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40)),
            )
            self.assertEqual(done.stderr.count("[PAGES]"), 60)
            self.assertEqual(self.names("out"), [])

    def test_workers_end_with_their_owner(self):
        self.fifo("1.json")
        self.fifo("2.json")
        run = self.start("1.json", "2.json", "-j", "2")
        self.reached("1.json")
        self.reached("2.json")
        workers = children(run.pid)
        self.assertEqual(len(workers), 2)
        run.kill()
        run.wait()
        for pid in workers:
            self.wait_for_end(pid)


class Limits(BatchCase):
    def test_timeout(self):
        self.fifo("1.json")
        self.write("2.json", report())
        # Held open for reading and writing: a report that never begins.
        end = os.open(self.dir / "1.json", os.O_RDWR)
        self.addCleanup(os.close, end)
        done = self.expect(1, "render", "1.json", "2.json", "--timeout", "1")
        self.assertEqual(
            done.stderr, "1.json:1:1: error: not finished within the 1 s of --timeout [TIMEOUT] ()\n"
        )
        self.assertEqual(self.names("out"), ["2.pdf"])

    def test_timeout_of_a_single_report(self):
        self.fifo("1.json")
        end = os.open(self.dir / "1.json", os.O_RDWR)
        self.addCleanup(os.close, end)
        self.expect(1, "render", "1.json", "--timeout", "1")
        self.write("2.json", report())
        done = self.expect(0, "render", "2.json", "--timeout", "100", "-o", "-")
        self.assert_pdf(done.stdout)

    def test_pages(self):
        self.write("1.json", report())
        self.write("2.json", report() | {"overview": ["本年度报告。" * 900]})
        done = self.expect(1, "render", "1.json", "2.json", "--max-pages", "4")
        self.assertRegex(done.stderr, r"^2\.json:1:1: error: there are more pages than the 4 that ")
        self.assertEqual(self.names("out"), ["1.pdf"])
        self.expect(1, "render", "2.json", "--max-pages", "4", "--force", "-o", "forced/")
        self.assertEqual(self.names("forced"), [])
        self.expect(0, "render", "1.json", "2.json", "--max-pages", "99", "-o", "all/")
        self.assertEqual(self.names("all"), ["1.pdf", "2.pdf"])


class Inputs(BatchCase):
    def test_list(self):
        for name in ("a.json", "b c.json", "d/e.json", "d/f.json"):
            self.write(name, report())
        self.write("list", "b c.json\r\n\nd\n")
        self.expect(0, "render", "a.json", "--from", "list")
        self.assertEqual(self.names("out"), ["a.pdf", "b c.pdf", "e.pdf", "f.pdf"])
        self.expect(0, "render", "--from", "-", "-o", "one/", input=b"b c.json")
        self.assertEqual(self.names("one"), ["b c.pdf"])

    def test_list_refused(self):
        self.write("a.json", report())
        for args, text in (
            (["--from", "-"], b"\n\n"),
            (["--from", "-", "a.json"], b"-\n"),
            (["--from", "-"], b"a\0.json\n"),
            (["--from", "-"], b"a.json\na.json\n"),
            (["--jsonl"], b""),
            (["--jsonl", "a.json"], b"{}\n"),
        ):
            with self.subTest(args):
                self.expect(2, "render", *args, input=text)
        done = self.expect(2, "render", "--from", "-", "-", input=b"a\0.json\n")
        self.assertIn("contains a NUL", done.stderr)
        self.assertNotIn("already used", done.stderr)
        self.expect(3, "render", "--from", "none")
        self.assertEqual(self.names("out") if (self.dir / "out").exists() else [], [])

    def test_jsonl(self):
        lines = [json.dumps(report()), "", json.dumps(faulty_report()), "{", json.dumps(report())]
        done = self.expect(1, "render", "--jsonl", "-j", "2", input="\n".join(lines).encode())
        self.assertEqual(self.names("out"), ["000001.pdf", "000005.pdf"])
        files = [line.split(":")[:3] for line in done.stderr.splitlines()]
        self.assertEqual([f[:2] for f in files], [["-", "3"]] * 2 + [["-", "4"]])
        self.write("a.json", json.dumps(report()))
        self.expect(0, "render", "a.json")
        self.assertEqual(
            (self.dir / "out/000001.pdf").read_bytes(), (self.dir / "out/a.pdf").read_bytes()
        )

    def test_shards_are_a_partition(self):
        names = [f"{i}.json" for i in range(7)]
        for name in names:
            self.write(name, report())
        found = []
        for i in range(1, 4):
            self.expect(0, "render", *names, "--shard", f"{i}/3", "-o", f"s{i}/")
            found.append(self.names(f"s{i}"))
        self.assertEqual(
            found, [["0.pdf", "3.pdf", "6.pdf"], ["1.pdf", "4.pdf"], ["2.pdf", "5.pdf"]]
        )
        self.expect(0, "render", "0.json", "--shard", "2/2", "-o", "none/")
        self.assertEqual(self.names("none"), [])

    def test_numbers_refused(self):
        for option, values in {
            "--shard": ("0/2", "3/2", "1", "1/", "/2", "1/2/3", "-1/2", "a/b", ""),
            "--timeout": ("0", "-1", "1s", "", "99999999999999999999"),
            "--max-pages": ("-1", "x"),
            "-j": ("0", "1025", "2x"),
        }.items():
            for value in values:
                with self.subTest(option=option, value=value):
                    self.expect(2, "render", "a.json", option, value)


if __name__ == "__main__":
    unittest.main()
