# SPDX-License-Identifier: MIT
"""Documents that ask for more than they bring (hostile.py), in every command that takes them: each is
answered, within the memory that is promised. Prints what each took; the time is printed and not tested."""

import multiprocessing
import os
import resource
import shutil
import unittest

import hostile
import hostile_pdf
import hostile_sheets
import hostile_words
from harness import BUILD, PROGRAM, SOURCE, Case, report

MEMORY = 256 * 1024  # KiB, of an input of less than a megabyte
MEMORY_OF_ANY = 1024 * 1024


def make(path, build):
    path.write_bytes(build())


class Hostile(Case):
    def build(self, path, build):
        """In a process of its own: what this one needed once would count for those that it starts."""
        process = multiprocessing.get_context("fork").Process(target=make, args=(path, build))
        process.start()
        process.join()
        self.assertEqual(process.exitcode, 0)

    def ask(self, size, *args, inputs=1):
        """Runs a command; returns what it said."""
        with self.subTest(args):
            with open(self.dir / "said", "w+b") as said, open(os.devnull, "r+b") as null:
                child = os.fork()
                if child == 0:
                    try:
                        os.chdir(self.dir)
                        for number, file in enumerate((null, null, said)):
                            os.dup2(file.fileno(), number)
                        os.execve(PROGRAM, [PROGRAM, *args], self.environment(KANBEN_FONTS=str(SOURCE / "fonts")))
                    finally:
                        os._exit(127)
                _, status, used = os.wait4(child, 0)
                said.seek(0)
                lines = said.read().decode("utf-8", "replace").splitlines()
            code = os.waitstatus_to_exitcode(status)
            print(
                f"{args[0]:8} {args[1]:26} {size >> 10:6} KiB {used.ru_utime + used.ru_stime:6.2f} s "
                f"{used.ru_maxrss >> 10:5} MiB  exit {code}  {lines[0][-90:] if lines else ''}",
                flush=True,
            )
            most = MEMORY * inputs if size < hostile.MEGABYTE else MEMORY_OF_ANY
            self.assertLess(used.ru_maxrss, most)
            self.assertIn(code, (0, 1))
            self.assertTrue(code == 0 or lines)
            # The kernel's limits are for what the budgets do not foresee.
            self.assertFalse([line for line in lines if "[TIMEOUT]" in line])

    def test_documents(self):
        kinds = (hostile_pdf, hostile_sheets, hostile_words)
        for name, build in hostile.documents(report()) + [d for kind in kinds for d in kind.documents()]:
            path = self.dir / name
            self.build(path, build)
            self.ask(path.stat().st_size, "import", name, "-o", "o.json")
            if name.endswith((".pdf", ".ofd")):
                self.ask(path.stat().st_size, "extract", name, "-o", "o.json")
                self.ask(path.stat().st_size, "extract", name, "-o", "files/")
            path.unlink()

    def test_reports(self):
        self.write("good.json", report())
        for name, build in hostile.reports(report()):
            path = self.dir / name
            self.build(path, build)
            size = path.stat().st_size
            self.ask(size, "check", name)
            self.ask(size, "render", name, "-o", "x.pdf")
            for profile in ("web", "ofd-archive", "svg"):
                self.ask(size, "render", name, "--profile", profile, "-o", "pages/")
            self.ask(size, "merge", name, name, "--organ", "某局", "-o", "y.json", inputs=2)
            self.ask(size, "diff", "good.json", name)
            self.ask(size, "fonts", name)
            self.ask(size, "import", name, "-o", "z.json")
            path.unlink()

    def test_pictures(self):
        for name, build in hostile.pictures():
            self.build(self.dir / "x.png", build)
            self.write("r.json", hostile.with_picture(report()))
            self.ask((self.dir / "x.png").stat().st_size, "check", "r.json")
            self.ask((self.dir / "x.png").stat().st_size, "render", "r.json", "-o", "x.pdf")


class Limits(Case):
    """What the kernel's limits say if they are reached, and that they are limits of one document."""

    def test_memory(self):
        self.write("large.txt", "一、总体情况\n" + "段\n" * 2000000)
        self.write("small.txt", "一、总体情况\n段\n")
        done = self.expect(
            3, "import", "large.txt", "small.txt", "-o", "out/", "--max-memory", "64"
        )
        self.assertEqual(
            done.stderr.splitlines()[0],
            "kanben: large.txt: out of memory; --max-memory allows 64 MiB",
        )
        self.assertEqual(self.names("out"), ["small.json"])

    def test_limits_grow_with_the_document(self):
        """A module that takes what it is given, in place of the one that reads PDFs."""
        program = self.dir / "bin" / "kanben"
        for path, source in ((program, PROGRAM), (self.dir / "reread" / "kanben-reread.so",
                                                  BUILD / "tests" / "faults" / "glutton.so")):
            path.parent.mkdir()
            shutil.copy(source, path)
        for mebibytes, seconds, memory in (0, 1, 256), (1, 3, 384), (9, None, 1024):
            for what in "MT" if seconds else "M":
                spaces = b" " * (mebibytes << 20)
                (self.dir / "a.pdf").write_bytes(b"%PDF-1.7\n" + spaces + what.encode())
                done = self.expect(
                    3 if what == "M" else 1, "extract", "a.pdf", "-o", "a.json", program=program
                )
                self.assertEqual(done.stderr, {
                    "M": f"kanben: a.pdf: out of memory; --max-memory allows {memory} MiB\n",
                    "T": f"a.pdf:1:1: error: not finished within the {seconds} s of --timeout [TIMEOUT] ()\n",
                }[what])

    def test_memory_of_a_report(self):
        self.write("r.json", hostile.wide(report(), '"段"', 170000))
        done = self.expect(3, "render", "r.json", "-o", "x.pdf", "--max-memory", "64")
        self.assertEqual(
            done.stderr, "kanben: r.json: out of memory; --max-memory allows 64 MiB\n"
        )
        self.assertEqual(self.names(), ["r.json"])


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    unittest.main()
