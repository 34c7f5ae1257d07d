# SPDX-License-Identifier: MIT
"""kanben import: what a document says is what the report says; the rest is listed, not lost."""

import json
import re
import subprocess
import sys
import unittest
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "cli")]

import documents
from harness import SOURCE, Case

HERE = Path(__file__).resolve().parent
LAYOUTS = {
    name: documents.load(SOURCE / "layouts" / f"{name}.json")
    for name in ("annual-report-2021", "annual-report-2019")
}
SEED = documents.load(SOURCE / "examples" / "baodi-2024.json")
CITY = documents.load(SOURCE / "examples" / "city-2023.json")
LAYOUT = LAYOUTS["annual-report-2021"]


def same_shape(layout, report):
    """Rows as arrays in the order of their columns, figures as texts: for comparing."""
    report = json.loads(json.dumps(report))
    for section in layout["sections"]:
        if section["body"] == "table":
            flatten(section["table"], report[section["key"]])
    return report


def flatten(table, data):
    for part in table.get("parts") or [table]:
        columns = documents.paths(part["columns"])
        for path, node in documents.paths(part["rows"]):
            if "text" not in node:
                values = documents.put_vector_columns(data, part, columns)
                data["row"] = [str(v) for v in values]
                for column, _ in columns:
                    data.pop(column[0], None)
                continue
            parent = documents.lookup(data, path[:-1])
            values = parent[path[-1]]
            if isinstance(values, dict):
                values = [values[c[-1]] for c, _ in columns]
            parent[path[-1]] = [str(v) for v in values] if isinstance(values, list) else str(values)


class ImportCase(Case):
    def take(self, name, content, *args, code=0):
        """Imports a document; gives the report and the findings."""
        self.write(name, content)
        done = self.expect(code, "import", name, *args)
        return json.loads(done.stdout), done.stderr

    def forms(self, report):
        """The report as every kind of document: name, bytes or text."""
        layout = LAYOUTS[report["layout"]]
        content = list(documents.blocks(layout, report))
        documents.write_docx(self.dir / "made.docx", content)
        yield "a.docx", (self.dir / "made.docx").read_bytes()
        yield "a.html", documents.html_bytes(content)
        yield "gb.html", documents.html_bytes(content, "gb18030")
        for table in (documents.listed_table, documents.tabbed_table, documents.drawn_table):
            yield "a.txt", documents.text_string(content, table)


class WholeReports(ImportCase):
    maxDiff = None

    def test_the_district_bureau_as_it_was_published(self):
        report, findings = self.take("a.txt", (HERE / "as-found" / "baodi-2024.txt").read_bytes())
        self.assertEqual(report, SEED)
        self.assertEqual([line.split(": ", 2)[1] for line in findings.splitlines()], ["warning"] * 2)

    def test_every_example_comes_back_from_every_kind_of_document(self):
        for path in sorted((SOURCE / "examples").glob("*.json")):
            report = documents.load(path)
            layout = LAYOUTS.get(report["layout"])
            # A specimen has what no document says: where a heading ends within its line.
            if layout is None or path.stem == "specimen":
                continue
            for name, content in self.forms(report):
                with self.subTest(path.name, document=name):
                    back, findings = self.take(name, content, "--layout", report["layout"])
                    self.assertEqual(same_shape(layout, back), same_shape(layout, report))
                    self.assertNotIn("error", findings)

    def test_what_was_imported_passes_check(self):
        for name, content in self.forms(SEED):
            self.write(name, content)
            self.expect(0, "import", name, "-o", "back.json")
            self.expect(0, "check", "back.json")


class OtherPrograms(ImportCase):
    """Documents that LibreOffice made of ours."""

    maxDiff = None

    def convert(self, *names, to):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{self.dir}/profile", "--headless",
             "--convert-to", to, "--outdir", self.dir, *names],
            cwd=self.dir, check=True, capture_output=True, timeout=240,
        )

    def test_html_text_and_pdf_of_another_program(self):
        names = []
        for stem in ("baodi-2024", "city-2023", "annual-2019"):
            report = documents.load(SOURCE / "examples" / f"{stem}.json")
            content = documents.blocks(LAYOUTS[report["layout"]], report)
            documents.write_docx(self.dir / f"{stem}.docx", content)
            names.append(f"{stem}.docx")
        self.convert(*names, to="html")
        self.convert(*names, to="txt:Text (encoded):UTF8")
        for name in names:
            stem = name.removesuffix(".docx")
            report = documents.load(SOURCE / "examples" / f"{stem}.json")
            layout = LAYOUTS[report["layout"]]
            for ending in ("docx", "html", "txt"):
                with self.subTest(stem, ending=ending):
                    done = self.expect(
                        0, "import", f"{stem}.{ending}", "--layout", report["layout"]
                    )
                    back = same_shape(layout, json.loads(done.stdout))
                    self.assertEqual(back, same_shape(layout, report))


class Rendered(ImportCase):
    """What was imported, set in pages, and the text of the pages."""

    def render(self, report):
        self.write("a.json", report)
        self.expect(0, "render", "a.json", "-o", "a.pdf")

    def text(self, *options):
        done = subprocess.run(
            ["pdftotext", *options, self.dir / "a.pdf", "-"], check=True, capture_output=True
        )
        return done.stdout.decode()

    def test_pages_have_the_imported_text_in_its_order(self):
        seed = HERE / "as-found" / "baodi-2024.txt"
        report, _ = self.take("a.txt", seed.read_bytes())
        self.render(report)
        printed = re.sub(r"\s|— ?\d+ ?—", "", self.text("-raw"))
        at = 0
        for line in seed.read_text("utf-8").splitlines():
            line = re.sub(r"\s|\[bookmark: .*?\]", "", line)
            if not line or line.startswith("\t"):
                continue
            if len(line) > 20 or re.match("[一二三四五六]、.*(情况|事项)$", line):
                found = printed.find(line, at)
                self.assertGreaterEqual(found, at, line)
                at = found

    def test_tables_come_back_from_our_own_pages(self):
        report = report_that_prints_in_test_fonts(CITY)
        self.render(report)
        back, findings = self.take("a.txt", self.text("-layout"))
        self.assertNotIn("error", findings)
        for key in ("disclosure", "requests", "review"):
            want = same_shape(LAYOUT, report)[key]
            got = same_shape(LAYOUT, back)[key]
            self.assertEqual(figures_of(got), figures_of(want))


def report_that_prints_in_test_fonts(report):
    """Without the characters that the small fonts lack, and with all totals given."""
    report = json.loads(json.dumps(report))
    for key in ("preamble", "overview", "problems", "other_matters"):
        report[key] = SEED["problems"][:1]
    report["disclosure"].pop("before")
    report["requests"].pop("after")
    report["requests"]["results"]["total"][-1] = 12261
    report["review"]["reconsideration"][-1] = 288
    for key in ("title", "organ"):
        report[key] = report[key].replace(CITY["organ"], SEED["organ"])
    report.pop("signature")
    return report


def figures_of(data):
    """All rows of a table with their keys; prose around it left out."""
    return {k: v for k, v in data.items() if k not in ("before", "after")}


if __name__ == "__main__":
    unittest.main()
