# SPDX-License-Identifier: MIT
"""--log: one line per report, whatever its result."""

import json
import os
import resource
import signal
import unittest

from harness import faulty_report, report
from runs import BatchCase, children

KEYS = {
    *("report", "profile", "outputs", "status", "exit", "milliseconds", "layout", "key"),
    *("pages", "bytes", "errors", "warnings", "findings"),
}


class LogCase(BatchCase):
    def lines(self, name="log"):
        text = (self.dir / name).read_text("utf-8")
        self.assertTrue(text == "" or text.endswith("\n"), text)
        found = [json.loads(line) for line in text.splitlines()]
        for line in found:
            self.assertLessEqual(KEYS, set(line))
            self.assertGreaterEqual(line["milliseconds"], 0)
        return found

    def statuses(self, name="log"):
        return {line["report"]: line["status"] for line in self.lines(name)}


class Lines(LogCase):
    def test_what_became_of_each(self):
        self.write("good.json", report())
        self.write("bad.json", faulty_report())
        self.write("none.json", "{")
        names = ("good.json", "bad.json", "none.json", "absent.json")
        done = self.expect(3, "render", *names, "--log", "log", "-j", "2")
        found = {line["report"]: line for line in self.lines()}
        self.assertEqual(set(found), set(names))
        good = found["good.json"]
        self.assertEqual((good["status"], good["exit"], good["errors"]), ("written", 0, 0))
        self.assertEqual(good["outputs"], ["out/good.pdf"])
        self.assertEqual(good["bytes"], (self.dir / "out/good.pdf").stat().st_size)
        self.assertEqual(good["layout"], "annual-report-2021")
        self.assertGreater(good["pages"], 1)
        self.assertRegex(good["key"], "^[0-9a-f]{16}$")
        bad = found["bad.json"]
        self.assertEqual((bad["status"], bad["exit"], bad["outputs"]), ("refused", 1, []))
        self.assertEqual(bad["errors"], 2)
        self.assertEqual(bad["bytes"], 0)
        none = found["none.json"]
        self.assertEqual((none["status"], none["layout"], none["key"]), ("refused", None, None))
        absent = found["absent.json"]
        self.assertEqual((absent["status"], absent["exit"]), ("failed", 3))
        self.assertEqual(absent["said"], "kanben: absent.json: No such file or directory\n")
        self.assertIn(absent["said"], done.stderr)

    def test_findings_are_those_of_check(self):
        for name, content in (("bad.json", faulty_report()), ("none.json", "{")):
            self.write(name, content)
            self.expect(1, "render", name, "--log", "log")
            done = self.run_kanben("check", "--json", name)
            expected = [json.loads(line) for line in done.stdout.splitlines()]
            (line,) = self.lines()
            self.assertEqual(line["findings"], expected)
            self.assertTrue(expected)

    def test_closed_standard_error(self):
        """No file opened later may get its descriptor."""
        for name in ("1.json", "2.json"):
            self.write(name, faulty_report())
        done = self.expect(
            1, "render", "1.json", "2.json", "--log", "log", preexec_fn=lambda: os.close(2)
        )
        self.assertEqual(self.statuses(), {"1.json": "refused", "2.json": "refused"})
        self.assertEqual(done.stdout, b"")

    def test_a_file_that_may_not_grow(self):
        for name in ("1.json", "2.json"):
            self.write(name, report())
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))  # noqa: E731
        self.expect(3, "render", "1.json", "2.json", "--log", "log", preexec_fn=limit)
        self.assertEqual(self.statuses(), {"1.json": "failed", "2.json": "failed"})
        self.assertEqual(self.names("out"), [])

    def test_draft(self):
        self.write("bad.json", faulty_report())
        self.expect(1, "render", "bad.json", "--force", "--log", "log")
        (line,) = self.lines()
        self.assertEqual((line["status"], line["exit"]), ("draft", 1))
        self.assertEqual(line["outputs"], ["out/bad.pdf"])

    def test_a_profile_of_two_files(self):
        self.write("a.json", report())
        self.expect(0, "render", "a.json", "--profile", "web", "--log", "log")
        (line,) = self.lines()
        self.assertEqual(line["outputs"], ["out/a.web.pdf", "out/a.html"])
        sizes = [(self.dir / name).stat().st_size for name in line["outputs"]]
        self.assertEqual(line["bytes"], sum(sizes))

    def test_standard_output(self):
        self.write("a.json", report())
        self.write("b.json", faulty_report())
        done = self.expect(1, "render", "a.json", "b.json", "--log", "-")
        reports = [json.loads(line)["report"] for line in done.stdout.splitlines()]
        self.assertEqual(sorted(reports), ["a.json", "b.json"])
        done = self.expect(0, "render", "a.json", "-o", "-", "--log", "log")
        self.assert_pdf(done.stdout)
        (line,) = self.lines()
        self.assertEqual((line["outputs"], line["bytes"]), (["-"], None))
        self.expect(2, "render", "a.json", "-o", "-", "--log", "-")

    def test_standard_input(self):
        done = self.expect(0, "render", "-", "--log", "log", input=json.dumps(report()).encode())
        self.assertNotIn("error", done.stderr)
        self.assertEqual(self.statuses(), {"-": "written"})
        text = "\n".join(json.dumps(r) for r in (report(), faulty_report(), report())).encode()
        self.expect(1, "render", "--jsonl", "--log", "log", "--shard", "2/2", input=text)
        self.assertEqual(self.statuses(), {"-:2": "refused"})
        self.expect(1, "render", "--jsonl", "--log", "log", input=text)
        self.assertEqual(
            self.statuses(), {"-:1": "written", "-:2": "refused", "-:3": "written"}
        )

    def test_lines_come_as_reports_are_done(self):
        self.fifo("1.json")
        self.write("2.json", report())
        self.fifo("3.json")
        run = self.start("1.json", "2.json", "3.json", "-j", "2", "--log", "log")
        first, last = self.reached("1.json"), self.reached("3.json")
        self.logged(1)
        self.assertEqual([line["report"] for line in self.lines()], ["2.json"])
        self.give(last, report())
        self.give(first, report())
        self.end(run, 0)
        self.assertEqual(sorted(self.statuses()), ["1.json", "2.json", "3.json"])

    def test_a_name_that_is_not_utf8(self):
        name = os.fsencode(self.dir) + b"/\xe5\x88.json"
        with open(name, "wb") as f:
            f.write(json.dumps(faulty_report()).encode())
        self.expect(1, "render", b"\xe5\x88.json", "--log", "log")
        (line,) = self.lines()
        self.assertEqual(line["report"], "\ufffd\ufffd.json")
        self.assertEqual(line["findings"][0]["file"], "\ufffd\ufffd.json")
        done = self.run_kanben("check", "--json", b"\xe5\x88.json")
        self.assertEqual(json.loads(done.stdout.splitlines()[0])["file"], "\ufffd\ufffd.json")


class Failures(LogCase):
    def test_a_crash(self):
        self.write("1.json", report())
        self.fifo("2.json")
        self.write("3.json", report())
        run = self.start("1.json", "2.json", "3.json", "-j", "1", "--log", "log")
        self.reached("2.json")
        (worker,) = children(run.pid)
        os.kill(worker, signal.SIGKILL)
        self.end(run, 3)
        self.assertEqual(
            self.statuses(), {"1.json": "written", "2.json": "crashed", "3.json": "written"}
        )
        line = self.lines()[1]
        self.assertEqual((line["exit"], line["key"], line["outputs"]), (3, None, []))
        self.assertEqual([f["rule"] for f in line["findings"]], ["WORKER"])

    def test_a_report_that_is_late(self):
        self.fifo("1.json")
        end = os.open(self.dir / "1.json", os.O_RDWR)
        self.addCleanup(os.close, end)
        self.expect(1, "render", "1.json", "--timeout", "1", "--log", "log")
        (line,) = self.lines()
        self.assertEqual((line["status"], line["exit"], line["errors"]), ("late", 1, 1))
        self.assertEqual([f["rule"] for f in line["findings"]], ["TIMEOUT"])

    def test_an_interruption(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            with self.subTest(number.name):
                self.write("1.json", report())
                name = f"{number.name}.json"
                self.fifo(name)
                run = self.start("1.json", name, "0.json", "-j", "1", "--log", "log")
                self.reached(name)
                if number == signal.SIGKILL:  # of the others, it need not wait for the disc
                    self.logged(1)
                run.send_signal(number)
                run.communicate(timeout=120)
                self.assertEqual(self.statuses(), {"1.json": "written"})

    def test_a_full_disk(self):
        names = ("1.json", "2.json", "3.json")
        for name in names:
            self.write(name, report())
        done = self.expect(3, "render", *names, "--log", "/dev/full")
        self.assertEqual(done.stderr, "kanben: /dev/full: No space left on device\n")
        self.assertEqual(self.names("out"), ["1.pdf", "2.pdf", "3.pdf"])

    def test_a_log_that_cannot_be_opened(self):
        self.write("a.json", report())
        done = self.expect(3, "render", "a.json", "--log", "none/log")
        self.assertIn("none/log: No such file or directory", done.stderr)
        self.expect(2, "render", "a.json", "--log", "")
        self.assertNotIn("out/a.pdf", self.names())


class Files(LogCase):
    def test_a_log_is_replaced(self):
        self.write("a.json", report())
        self.write("log", "what was there\n" * 1000)
        self.expect(0, "render", "a.json", "--log", "log")
        self.assertEqual(self.statuses(), {"a.json": "written"})

    def test_an_empty_share_leaves_an_empty_log(self):
        self.write("a.json", report())
        self.write("log", "{}\n")
        self.expect(0, "render", "a.json", "--shard", "2/2", "--log", "log")
        self.assertEqual(self.lines(), [])

    def test_a_log_that_is_something_else(self):
        self.write("a.json", report())
        self.write("b.json", report())
        self.write("list", "b.json\n")
        self.write("layout.json", "{}")
        (self.dir / "link").symlink_to("a.json")
        os.link(self.dir / "b.json", self.dir / "hard")
        before = {name: (self.dir / name).read_bytes() for name in self.names()}
        for log in (
            *("a.json", "./b.json", "link", "hard", "list", "layout.json"),
            *("out/a.pdf", "out/../out/b.pdf"),
        ):
            with self.subTest(log):
                args = ("a.json", "--from", "list", "--layout", "layout.json")
                done = self.expect(2, "render", *args, "--log", log)
                self.assertIn(f"--log {log}: ", done.stderr)
                self.assertEqual(
                    {name: (self.dir / name).read_bytes() for name in self.names()}, before
                )
        self.expect(2, "render", "a.json", "-o", "x.pdf", "--log", "x.pdf")
        self.assertFalse((self.dir / "x.pdf").exists())

    def test_a_device_is_no_file_to_be_replaced(self):
        self.write("a.json", report())
        self.expect(0, "render", "a.json", "--log", "/dev/null")


if __name__ == "__main__":
    unittest.main()
