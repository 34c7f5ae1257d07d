# SPDX-License-Identifier: MIT
"""usage: test_symbols.py HEADER MANUAL LIBRARY MODULE...

The library defines what kanben.h declares with KB_API and nothing else; the manual names each of
them. It and the modules that it loads have no data that a thread could write, but what is named
here.
"""

import re
import subprocess
import sys
import unittest
from pathlib import Path

HEADER, MANUAL, LIBRARY, *MODULES = sys.argv[1:]
del sys.argv[1:]

# base/mem: what to do without memory, an atomic setting of the process; base/tr: where messages are, of
# each thread its own.
WRITABLE = {"oom_handler", "own_catalogue"}
# Of the module that reads PDF: documents open in this thread, and the host's handler for operator new.
WRITABLE_IN_READER = {"open_n", "before"}
# The C library's and the linker's own, in every shared object; what sanitizers add.
FOREIGN = re.compile(
    r"completed\.\d+|_?_?(dso_handle|TMC_END__|bss_start|edata|end)"
    r"|__(a|t|ub)san_.*|__odr_asan.*|__unnamed_\d+|\.L.*"
)


WRITABLE_SECTION = re.compile(r"\.(data|bss|tdata|tbss)(\.(?!rel\.ro).*)?")


def declared():
    text = re.sub(r"/\*.*?\*/", "", Path(HEADER).read_text("utf-8"), flags=re.DOTALL)
    return set(re.findall(r"^KB_API [^;(]*?\b(\w+)\(", text, re.MULTILINE))


def defined(path):
    done = subprocess.run(
        ["nm", "-D", "--defined-only", "--format=posix", path],
        check=True, capture_output=True, text=True,
    )
    names = {line.split()[0] for line in done.stdout.splitlines()}
    return {name for name in names if not FOREIGN.fullmatch(name)}


def writable(path):
    """The names of a shared object's variables in sections that stay writable."""
    done = subprocess.run(
        ["nm", "--format=sysv", path], check=True, capture_output=True, text=True
    )
    found = set()
    for line in done.stdout.splitlines():
        fields = [field.strip() for field in line.split("|")]
        if len(fields) == 7 and WRITABLE_SECTION.fullmatch(fields[6]):
            found.add(fields[0])
    return {name for name in found if not FOREIGN.fullmatch(name)}


class Symbols(unittest.TestCase):
    def test_library_exports_what_its_header_declares(self):
        self.assertIn("kb_render", declared())
        self.assertEqual(defined(LIBRARY), declared())

    def test_names_have_the_prefix(self):
        self.assertEqual({name for name in declared() if not name.startswith("kb_")}, set())

    def test_modules_export_one_table(self):
        self.assertEqual(
            [defined(path) for path in MODULES], [{"kanben_import"}, {"kanben_reread"}]
        )

    def test_nothing_is_written_that_threads_share(self):
        for path in (LIBRARY, *MODULES):
            own = WRITABLE_IN_READER if path == MODULES[1] else set()
            self.assertEqual(writable(path), WRITABLE | own, path)

    def test_manual_names_every_function(self):
        manual = Path(MANUAL).read_text("utf-8")
        named = set(re.findall(r"^\.F[no] (\w+)", manual[: manual.index(".Sh DESCRIPTION")], re.M))
        self.assertEqual(named, declared())


if __name__ == "__main__":
    unittest.main()
