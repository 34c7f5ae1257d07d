# SPDX-License-Identifier: MIT
"""Documents that kanben reads through another program: what LibreOffice and pdftotext make of them,
and how a program that misbehaves is kept within limits.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "cli")]

import documents
from harness import PROGRAM, SOURCE, Case

LAYOUT = documents.load(SOURCE / "layouts" / "annual-report-2021.json")
SEED = documents.load(SOURCE / "examples" / "baodi-2024.json")

# [MS-CFB] with a stream named WordDocument, as far as anybody looks.
OLD_WORD = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
)
UNTAGGED = b"%PDF-1.7\n"


def content():
    return list(documents.blocks(LAYOUT, SEED))


def needed(program):
    """The path of a program that ./check installs: without it there is nothing to test."""
    path = shutil.which(program)
    if path is None:
        raise AssertionError(f"{program} is not installed")
    return path


def gone(pid, within=10):
    """Whether a process ends within some seconds; one that nobody has collected has ended too."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            if " Z " in Path(f"/proc/{pid}/stat").read_text():
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


class Stand(Case):
    """kanben with a program of the test's own in place of LibreOffice."""

    def setUp(self):
        super().setUp()
        (self.dir / "bin").mkdir()
        (self.dir / "tmp").mkdir()
        documents.write_docx(self.dir / "good.docx", content())

    def put(self, script, name="soffice"):
        path = self.dir / "bin" / name
        path.write_text(f"#!/bin/sh\nGOOD={self.dir}/good.docx LOG={self.dir}/log\n{script}\n")
        path.chmod(0o755)

    def surroundings(self, path="bin"):
        tools = "" if path is None else f"{self.dir}/{path}:{os.environ['PATH']}"
        return self.environment(PATH=tools, TMPDIR=str(self.dir / "tmp"))

    def convert(self, code, *args, data=OLD_WORD, name="a.doc", path="bin"):
        self.write(name, data)
        done = self.expect(
            code, "import", name, "-o", "back.json", *args, env=self.surroundings(path)
        )
        self.assertEqual(self.names("tmp"), [])
        self.assertEqual(list((self.dir / "tmp").iterdir()), [])
        return done.stderr

    def refused(self, message, *args, **more):
        findings = self.convert(1, *args, **more)
        self.assertIn(message, findings)
        self.assertEqual(findings.count(": error: "), 1, findings)
        self.assertFalse((self.dir / "back.json").exists())
        return findings


COPY = 'for i; do last=$out; out=$i; done; cp "$GOOD" "${last}/document.docx"'


class Converter(Stand):
    def test_what_it_makes_is_imported(self):
        self.put(COPY)
        for name, data in (("a.doc", OLD_WORD), ("a.wps", OLD_WORD), ("a.docx", b"{\\rtf1 x}")):
            with self.subTest(name):
                self.convert(0, name=name, data=data)
                self.assertEqual(documents.load(self.dir / "back.json"), SEED)

    def test_libreoffice_is_also_known_by_its_other_name(self):
        self.put(COPY, name="libreoffice")
        self.write("a.doc", OLD_WORD)
        shutil.copy(needed("cp"), self.dir / "bin" / "cp")
        env = self.environment(PATH=str(self.dir / "bin"), TMPDIR=str(self.dir / "tmp"))
        self.expect(0, "import", "a.doc", env=env)

    def test_without_it_one_sentence_says_what_to_do(self):
        for data, what, way in (
            (OLD_WORD, "a Word or WPS document (.doc, .wps)", "save it as .docx"),
            (b"{\\rtf1 x}", "an RTF document", "save it as .docx"),
            (UNTAGGED, "a PDF file", "import the .docx, .html or .txt it was made from"),
        ):
            with self.subTest(what):
                findings = self.refused("that is not installed: " + way, data=data, path=None)
                self.assertIn(what, findings)
                self.assertEqual(len(findings.splitlines()), 1)

    def test_only_programs_of_absolute_folders_are_run(self):
        self.put(COPY)
        self.write("a.doc", OLD_WORD)
        env = self.environment(PATH="bin:.:", TMPDIR=str(self.dir / "tmp"))
        done = self.expect(1, "import", "a.doc", env=env)
        self.assertIn("not installed", done.stderr)

    def test_it_is_given_little(self):
        os.environ["KANBEN_SECRET"] = "x"
        self.addCleanup(os.environ.pop, "KANBEN_SECRET")
        self.put('env >"$LOG"; pwd >>"$LOG"; ls -l /proc/self/fd >>"$LOG"; ulimit -a >>"$LOG"\n'
                 'cat /proc/net/dev >"$LOG.net"; ls -A >"$LOG.ls"; stat -c %a . >>"$LOG.ls"\n' + COPY)
        with open(self.dir / "open", "w") as held:
            os.set_inheritable(held.fileno(), True)
            self.write("a.doc", OLD_WORD)
            done = self.expect(0, "import", "a.doc", "-o", "back.json", close_fds=False,
                               env=self.surroundings() | {"KANBEN_SECRET": "x"})
        log = (self.dir / "log").read_text()
        self.assertNotIn("KANBEN", log)
        self.assertIn(f"HOME={self.dir}/tmp/kanben-", log)
        self.assertNotIn(f"{self.dir}/open", log)
        for limit in ("time(", "file(", "data(", "coredump(", "vmemory("):
            lines = [line for line in log.splitlines() if line.startswith(limit)]
            self.assertEqual(len(lines), 1, limit)
            self.assertNotIn("unlimited", lines[0])
        self.assertEqual(sorted((self.dir / "log.ls").read_text().split()),
                         ["700", "document.doc", "out", "profile"])
        devices = [l.split(":")[0].strip() for l in (self.dir / "log.net").read_text().splitlines()[2:]]
        if devices != ["lo"]:
            self.assertIn("cut off from the network", done.stderr)

    def test_one_that_fails(self):
        for script in ("exit 1", "kill -9 $$", COPY + "; exit 3", "exit 0", "> out/document.docx"):
            with self.subTest(script):
                self.put(script)
                self.refused("LibreOffice could not read: save it as .docx")
        self.put("x")
        (self.dir / "bin" / "soffice").write_text("#!/none\n")
        self.refused("LibreOffice could not read")

    def test_output_that_is_a_link_is_not_followed(self):
        for link in ('ln -s "$GOOD" out/document.docx', 'rmdir out; ln -s "$PWD" out/document.docx'):
            with self.subTest(link):
                self.put(link)
                self.refused("could not read")

    def test_a_link_in_its_folder_empties_no_other(self):
        (self.dir / "kept").mkdir()
        self.write("kept/file", "x")
        self.put(f'ln -s {self.dir}/kept profile/x; ln -s {self.dir}/kept kept\n' + COPY)
        self.convert(0)
        self.assertEqual(self.names("kept"), ["file"])

    def test_one_that_does_not_end_is_killed_with_all_it_started(self):
        self.put('sleep 300 & echo $! >"$LOG"; (sleep 301 & echo $! >>"$LOG"; wait) & wait')
        findings = self.refused("did not finish in time; allow more with --timeout", "--timeout", "1")
        self.assertIn("save it as .docx", findings)
        pids = (self.dir / "log").read_text().split()
        self.assertEqual(len(pids), 2)
        for pid in pids:
            self.assertTrue(gone(pid), pid)

    def test_pdftotext_has_ten_seconds_of_a_processor(self):
        late = "did not finish in time; allow more with --timeout"
        for args, seconds in (((), "10"), (("--timeout", "50"), "50")):
            with self.subTest(args):
                self.put('ulimit -S -t >"$LOG"; kill -XCPU $$', name="pdftotext")
                self.refused(late, *args, data=UNTAGGED, name="a.pdf")
                self.assertEqual((self.dir / "log").read_text().strip(), seconds)
        self.put("sh -c 'kill -XCPU $$'; exit $?")
        self.refused(late)

    def test_what_it_left_running_is_killed(self):
        self.put('sleep 300 >/dev/null & echo $! >"$LOG"\n' + COPY)
        self.convert(0)
        self.assertTrue(gone((self.dir / "log").read_text().strip()))

    def test_it_cannot_fill_disk_or_memory(self):
        self.put("truncate -s 300M out/document.docx")
        self.refused("could not read")
        python = needed("python3")
        self.put(f"{python} -c 'bytearray(1 << 31)' || exit 1\n" + COPY)
        self.refused("could not read")

    def test_a_signal_ends_it_too(self):
        self.put('sleep 300 & echo $! >"$LOG"; wait')
        self.write("a.doc", OLD_WORD)
        for s in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(s):
                (self.dir / "log").unlink(missing_ok=True)
                run = subprocess.Popen(
                    [PROGRAM, "import", "a.doc"], cwd=self.dir, env=self.surroundings(),
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )
                log = self.dir / "log"
                while not (log.exists() and log.read_text().endswith("\n")):
                    time.sleep(0.02)
                run.send_signal(s)
                self.assertEqual(run.wait(60), -s)
                self.assertTrue(gone(log.read_text().strip()))
                self.assertEqual(list((self.dir / "tmp").iterdir()), [])

    def test_no_room_for_its_folder(self):
        self.put(COPY)
        self.write("a.doc", OLD_WORD)
        env = self.surroundings() | {"TMPDIR": str(self.dir / "none")}
        done = self.expect(3, "import", "a.doc", env=env)
        self.assertIn("temporary folder", done.stderr)

    def test_chinese_messages(self):
        self.write("a.doc", OLD_WORD)
        env = self.surroundings(None) | {"LANGUAGE": "zh_CN"}
        self.assertIn("未安装", self.expect(1, "import", "a.doc", env=env).stderr)


class Installed(Stand):
    """The programs themselves."""

    def office(self, name, form):
        """good.docx as LibreOffice saves it."""
        subprocess.run(
            [needed("soffice"), "--headless", f"-env:UserInstallation=file://{self.dir}/profile",
             "--convert-to", form, "--outdir", str(self.dir / "made"), str(self.dir / "good.docx")],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120,
        )
        return (self.dir / "made" / name).read_bytes()

    def same(self, data, name):
        findings = self.convert(0, data=data, name=name)
        back = documents.load(self.dir / "back.json")
        for key in ("disclosure", "requests", "review"):
            self.assertEqual(shown(back[key]), shown(SEED[key]), findings)
        return back

    def test_word_and_rtf(self):
        for form in ("doc", "rtf"):
            with self.subTest(form):
                data = self.office(f"good.{form}", form)
                self.assertEqual(self.same(data, "a.wps")["overview"], SEED["overview"])

    def test_a_pdf_without_tags(self):
        options = '{"UseTaggedPDF":{"type":"boolean","value":"false"}}'
        data = self.office("good.pdf", f"pdf:writer_pdf_Export:{options}")
        self.assertNotIn(b"/StructTreeRoot", data)
        needed("pdftotext")
        self.same(data, "a.pdf")
        self.assertIn("does not say what its tables are", self.convert(0, data=data, name="a.pdf"))

    def test_what_is_no_document(self):
        self.refused("LibreOffice could not read", data=OLD_WORD)
        self.refused("pdftotext (poppler-utils) could not read", data=UNTAGGED, name="a.pdf")


def shown(table):
    """Figures as texts, without the texts around the table."""
    if isinstance(table, dict):
        return {k: shown(v) for k, v in table.items() if k not in ("before", "after")}
    return [str(v) for v in table] if isinstance(table, list) else str(table)


if __name__ == "__main__":
    unittest.main()
