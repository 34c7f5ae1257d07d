# SPDX-License-Identifier: MIT
"""--resume: what is up to date is left alone, and an interrupted run ends with the same files."""

import json
import os
import shutil
import signal
import time
import unittest
from pathlib import Path

from harness import BUILD, PROGRAM, SOURCE, faulty_report, report
from runs import BatchCase, children


class ResumeCase(BatchCase):
    def lines(self, name="log"):
        return [json.loads(line) for line in (self.dir / name).read_text("utf-8").splitlines()]

    def render(self, *names, code=0, env=None, **more):
        """Continues the log; returns {report: status} of this run only."""
        log = self.dir / "log"
        before = log.read_text("utf-8").count("\n") if log.exists() else 0
        done = self.expect(
            *(code, "render", *names, "--log", "log", "--resume"),
            env=self.environment(**env or {}),
            **more,
        )
        self.said = done.stderr
        return {line["report"]: line["status"] for line in self.lines()[before:]}

    def files(self, folder="out"):
        """{name: bytes} of all documents."""
        return {name: (self.dir / folder / name).read_bytes() for name in self.names(folder)}


class Kept(ResumeCase):
    def test_what_is_there_is_left_alone(self):
        names = ("1.json", "2.json", "3.json")
        for name in names:
            self.write(name, report())
        self.assertEqual(set(self.render(*names).values()), {"written"})
        self.assertEqual(self.said, "kanben: 3 reports: 3 written\n")
        before = {p: p.stat() for p in (self.dir / "out").iterdir()}
        for jobs in ("1", "2"):
            self.assertEqual(set(self.render(*names, "-j", jobs).values()), {"kept"})
            self.assertEqual(self.said, "kanben: 3 reports: 3 up to date\n")
        for path, stat in before.items():
            self.assertEqual(path.stat().st_mtime_ns, stat.st_mtime_ns)
            self.assertEqual(path.stat().st_ino, stat.st_ino)
        first, kept = self.lines()[0], self.lines()[-1]
        self.assertEqual(set(first), set(kept))
        for key in ("key", "layout", "pages", "warnings", "bytes", "exit"):
            self.assertEqual(first[key], kept[key], key)

    def test_findings_of_a_kept_report_stay_in_its_line(self):
        self.write("1.json", report() | {"title": "政府信息公开年度报告"})
        self.render("1.json")
        self.assertEqual(self.render("1.json"), {"1.json": "kept"})
        first, kept = self.lines()
        self.assertTrue(first["findings"])
        self.assertEqual(first["findings"], kept["findings"])

    def test_a_single_report(self):
        self.write("1.json", report())
        self.assertEqual(self.render("1.json"), {"1.json": "written"})
        self.assertEqual(self.said, "kanben: 1 report: 1 written\n")
        self.assertEqual(self.render("1.json"), {"1.json": "kept"})

    def test_lines_of_standard_input(self):
        text = [json.dumps(report() | {"overview": [f"第{i}份。"]}) for i in range(3)]
        self.render("--jsonl", input="\n".join(text).encode())
        text[1] = json.dumps(report())
        found = self.render("--jsonl", input="\n".join(text).encode())
        self.assertEqual(found, {"-:1": "kept", "-:2": "written", "-:3": "kept"})

    def test_failures_and_drafts_are_made_again(self):
        self.write("1.json", faulty_report())
        for code, options, status in ((1, (), "refused"), (1, ("--force",), "draft")):
            for _ in range(2):
                self.assertEqual(
                    self.render("1.json", *options, code=code), {"1.json": status}
                )
        for _ in range(2):
            self.assertEqual(self.render("none.json", code=3), {"none.json": "failed"})

    def test_a_stream_is_written_again(self):
        self.write("1.json", report())
        for _ in range(2):
            self.assertEqual(self.render("1.json", "-o", "-"), {"1.json": "written"})

    def test_the_last_line_counts(self):
        self.write("1.json", report())
        self.render("1.json")
        good = (self.dir / "1.json").read_bytes()
        self.write("1.json", faulty_report())
        self.render("1.json", code=1)
        self.write("1.json", good)
        self.assertEqual(self.render("1.json"), {"1.json": "written"})

    def test_profiles_share_a_log(self):
        self.write("1.json", report())
        for status in ("written", "kept"):
            for profile in ("publish", "web"):
                self.assertEqual(
                    self.render("1.json", "--profile", profile), {"1.json": status}, profile
                )

    def test_names_that_are_not_utf8(self):
        names = (b"\xe5\x88.json", b"\xe5\x89.json")
        for i, name in enumerate(names):
            with open(os.fsencode(self.dir) + b"/" + name, "wb") as f:
                f.write(json.dumps(report() | {"overview": [f"第{i}份。"]}).encode())
        self.render(*names)
        # Both have the same name in the log: at most the last one logged is kept, never a wrong one.
        before = self.files()
        self.render(*names)
        self.assertEqual(self.files(), before)

    def test_wrong_usage(self):
        self.write("1.json", report())
        for log in ((), ("--log", "-"), ("--log", "/dev/null")):
            done = self.expect(2, "render", "1.json", "--resume", *log)
            self.assertIn("--resume", done.stderr)
        self.assertFalse([name for name in self.names() if name.endswith(".pdf")])


class MadeAgain(ResumeCase):
    """A change of anything that a document is made from is noticed, and of nothing else."""

    def setUp(self):
        super().setUp()
        self.write("1.json", report() | {"date": None})
        shutil.copytree(SOURCE / "tests" / "fonts", self.dir / "fonts")
        shutil.copytree(SOURCE / "layouts", self.dir / "layouts")
        self.env = {
            "KANBEN_FONTS": str(self.dir / "fonts"),
            "KANBEN_LAYOUTS": str(self.dir / "layouts"),
        }

    def again(self, *options, env=None, status="written", **more):
        self.assertEqual(
            self.render("1.json", *options, env=self.env | (env or {}), **more),
            {"1.json": status},
        )

    def test_the_report(self):
        self.again()
        with open(self.dir / "1.json", "a") as f:
            f.write("\n")
        self.again()
        self.again(status="kept")

    def test_options(self):
        self.again()
        for options in (
            ("--date", "2025-02-03"),
            ("--empty", "zero"),
            ("--force",),
            ("--verify",),
            ("--max-pages", "99"),
            ("--layout", "annual-report-2021"),
        ):
            with self.subTest(options):
                self.again(*options)
                self.again(*options, status="kept")
        self.again("--profile", "web")
        self.again("--profile", "web", "--fragment")
        self.again(env={"SOURCE_DATE_EPOCH": "1738368000"})
        self.again(env={"SOURCE_DATE_EPOCH": "1738368000"}, status="kept")
        self.again()

    def test_what_does_not_matter(self):
        self.again()
        self.again("-j", "2", "--timeout", "100", status="kept")
        self.again(env={"LANGUAGE": "zh_CN", "TZ": "Asia/Shanghai"}, status="kept")
        self.again("-o", "out/", status="kept")
        self.write("layouts/other.json", "{}")
        self.again(status="kept")

    def test_the_press(self):
        head = b"\0" * 8 + b"\2\0\0\0prtrCMYK" + b"\0" * 16 + b"acsp"
        self.write("press.icc", head + b"\0" * 88)
        press = ("--profile", "print", "--icc", "press.icc")
        self.again(*press)
        self.again(*press, status="kept")
        self.write("press.icc", head + b"\0" * 87 + b"\1")
        self.again(*press)

    def test_the_website(self):
        self.write("site.json", {"SiteName": "a"})
        web = ("--profile", "web", "--site", "site.json")
        self.again(*web)
        self.again(*web, status="kept")
        self.write("site.json", {"SiteName": "b"})
        self.again(*web)

    def test_layouts(self):
        self.again()
        layout = self.dir / "layouts" / "annual-report-2021.json"
        with layout.open("a") as f:
            f.write("\n")
        self.again()
        self.again(status="kept")

    def test_a_layout_that_takes_anothers_looks(self):
        base = self.dir / "layouts" / "annual-report-2021.json"
        other = self.dir / "layouts" / "annual-report-2019.json"
        self.assertEqual(json.loads(other.read_text("utf-8"))["extends"], base.stem)
        example = json.loads((SOURCE / "examples" / "annual-2019.json").read_text("utf-8"))
        plain = ["本年度报告。"]  # as much as the fonts of the tests can print
        self.write("1.json", example | {"overview": plain, "problems": plain})
        self.again()
        self.again(status="kept")
        with base.open("a") as f:
            f.write("\n")
        self.again()

    def test_fonts(self):
        self.again()
        with (self.dir / "fonts" / "fonts.json").open("a") as f:
            f.write("\n")
        self.again()
        font = self.dir / "fonts" / "serif.otf"
        os.utime(font, ns=(1, font.stat().st_mtime_ns + 1))
        self.again()
        self.again(status="kept")
        local = self.dir / "fonts" / "local"
        local.mkdir(exist_ok=True)
        shutil.copy(font, local / font.name)
        self.again()

    def test_modules(self):
        modules = ("reread/kanben-reread.so", "reread/kanben-reread-ofd.so")
        for name, part in ("app/kanben", PROGRAM), *((m, BUILD / "src" / m) for m in modules):
            (self.dir / name).parent.mkdir(exist_ok=True)
            shutil.copy(part, self.dir / name)
        more = {"program": self.dir / "app/kanben"}
        self.again(**more)
        self.again(status="kept", **more)
        for module in modules:
            with (self.dir / module).open("ab") as f:
                f.write(b"built again")
            self.again(**more)

    def test_ofd(self):
        """Each profile has a file of its own, which is made again if it is damaged."""
        self.again("--profile", "ofd")
        self.again("--profile", "ofd", status="kept")
        self.again("--profile", "ofd-archive")
        path = self.dir / "out" / "1.archive.ofd"
        path.write_bytes(path.read_bytes()[:-1])
        self.again("--profile", "ofd-archive", status="written")

    def test_documents(self):
        self.again("--profile", "web")
        for name in ("1.web.pdf", "1.html"):
            path = self.dir / "out" / name
            good = path.read_bytes()
            path.write_bytes(good[:-1])
            self.again("--profile", "web")
            self.assertEqual(path.read_bytes(), good)
            path.unlink()
            self.again("--profile", "web")
            self.assertEqual(path.read_bytes(), good)
            self.again("--profile", "web", status="kept")
        self.again("--profile", "web", "-o", "elsewhere/")


class TornLogs(ResumeCase):
    def test_a_last_line_without_an_end(self):
        for name in ("1.json", "2.json"):
            self.write(name, report())
        self.render("1.json", "2.json", "-j", "1")
        text = (self.dir / "log").read_bytes()
        first = text.index(b"\n") + 1
        for end in (first + 1, len(text) // 2 + 100, len(text) - 2, len(text) - 1):
            with self.subTest(end=end):
                self.write("log", text[:end])
                self.expect(0, "render", "1.json", "2.json", "--log", "log", "--resume", "-j", "1")
                lines = (self.dir / "log").read_bytes().split(b"\n")
                self.assertEqual(lines[0], text[: first - 1])
                self.assertEqual(lines[1], text[first:end].rstrip())
                found = [json.loads(line)["status"] for line in lines[2:4]]
                whole = end == len(text) - 1
                self.assertEqual(found, ["kept", "kept" if whole else "written"])
                self.assertEqual(lines[4:], [b""])

    def test_lines_of_others(self):
        self.write("1.json", report())
        self.render("1.json")
        (line,) = self.lines()
        for change in (
            {"key": "0" * 16},
            {"key": line["key"][:15] + "x"},
            {"key": None},
            {"status": "refused"},
            {"exit": 1},
            {"bytes": line["bytes"] + 1},
            {"bytes": None},
            {"outputs": []},
            {"layout": "none"},
            {"layout": 1},
            {"pages": "x"},
            {"findings": None},
        ):
            with self.subTest(change):
                self.write("log", json.dumps(line | change, separators=(",", ":")) + "\n")
                self.assertEqual(self.render("1.json"), {"1.json": "written"})
        good = json.dumps(line, separators=(",", ":"))
        for before in (b"\n", b"[]\n", b"{}\n", b"\xff\0\n", b'{"report":1}\n', b'{"report":"1.json"}\n', b"null\n" * 9):
            with self.subTest(before):
                self.write("log", before + good.encode() + b"\n")
                self.expect(0, "render", "1.json", "--log", "log", "--resume")
                last = (self.dir / "log").read_bytes().splitlines()[-1]
                self.assertEqual(json.loads(last)["status"], "kept")


class Interrupted(ResumeCase):
    """A run that was ended and resumed leaves the same files as one that was not."""

    def setUp(self):
        super().setUp()
        self.names_of_all = [f"{i:02}.json" for i in range(12)]
        self.contents = {}
        for i, name in enumerate(self.names_of_all):
            self.contents[name] = report() | {"overview": [f"第{i}份。" * (i + 1)]}
            self.write(name, self.contents[name])
        self.expect(0, "render", *self.names_of_all, "-j", "1", "-o", "whole/")

    def assert_same(self):
        self.assertEqual(self.files(), self.files("whole"))

    def test_at_a_report(self):
        """Both workers are waiting for a report each; those before are done."""
        for number, at in (
            (signal.SIGINT, 0),
            (signal.SIGTERM, 3),
            (signal.SIGKILL, 5),
            (signal.SIGKILL, 10),
        ):
            with self.subTest(number=number.name, at=at):
                shutil.rmtree(self.dir / "out", ignore_errors=True)
                (self.dir / "log").unlink(missing_ok=True)
                two = self.names_of_all[at : at + 2]
                for name in two:
                    (self.dir / name).unlink()
                    self.fifo(name)
                run = self.start(*self.names_of_all, "-j", "2", "--log", "log", "--resume")
                for name in two:
                    self.reached(name)
                if number == signal.SIGKILL:  # of the others, it need not wait for the disc
                    self.logged(at)
                run.send_signal(number)
                run.communicate(timeout=120)
                for name in two:
                    (self.dir / name).unlink()
                    self.write(name, self.contents[name])
                found = self.render(*self.names_of_all, "-j", "2")
                kept = [name for name in found if found[name] == "kept"]
                self.assertEqual(sorted(kept), self.names_of_all[:at])
                self.assert_same()

    def test_a_worker(self):
        name = self.names_of_all[4]
        (self.dir / name).unlink()
        self.fifo(name)
        run = self.start(*self.names_of_all, "-j", "1", "--log", "log")
        self.reached(name)
        (worker,) = children(run.pid)
        os.kill(worker, signal.SIGKILL)
        self.end(run, 3)
        (self.dir / name).unlink()
        self.write(name, self.contents[name])
        found = self.render(*self.names_of_all)
        self.assertEqual([n for n in found if found[n] != "kept"], [name])
        self.assert_same()

    def test_at_any_moment(self):
        """Ended as soon as the log has that many lines, whatever the workers are doing."""
        for count in (1, 2, 5, 9):
            with self.subTest(count):
                shutil.rmtree(self.dir / "out", ignore_errors=True)
                (self.dir / "log").unlink(missing_ok=True)
                run = self.start(*self.names_of_all, "-j", "2", "--log", "log", "--resume")
                log = Path(self.dir, "log")
                while run.poll() is None and not (
                    log.exists() and log.read_bytes().count(b"\n") >= count
                ):
                    time.sleep(0.001)
                run.kill()
                run.communicate(timeout=120)
                self.render(*self.names_of_all, "-j", "2")
                self.assert_same()

    def test_shares(self):
        name = self.names_of_all[6]  # the fourth of the first share
        (self.dir / name).unlink()
        self.fifo(name)
        run = self.start(
            *self.names_of_all, *("-j", "1", "--shard", "1/2", "--log", "log", "--resume")
        )
        self.reached(name)
        self.logged(3)
        self.expect(
            0, "render", *self.names_of_all, "--shard", "2/2", "--log", "log2", "--resume"
        )
        run.kill()
        run.communicate(timeout=120)
        (self.dir / name).unlink()
        self.write(name, self.contents[name])
        found = self.render(*self.names_of_all, "--shard", "1/2")
        self.assertEqual(
            [n for n in sorted(found) if found[n] == "kept"], self.names_of_all[0:6:2]
        )
        self.assert_same()


if __name__ == "__main__":
    unittest.main()
