# SPDX-License-Identifier: MIT
"""kanben serve: every address of docs/serve.md, compared with the commands that do the same."""

import csv
import io
import json
import os
import threading
import unittest
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from serving import ServeCase, etag_of, faulty_report, last_year, report, text_of

GOOD, FAULTY = "科技局-2024.json", "faulty.json"


class ManyFindings(ServeCase):
    def test_of_very_many_findings_the_first_of_each_rule_are_listed_and_all_are_counted(self):
        body = report() | {"problems": [0] * 3000, "titel": "x"}
        server = self.serve(reports={"a.json": body, "b.json": report()})
        answer = server.post("/api/check", text_of(body)).json
        rules = [f["rule"] for f in answer["findings"]]
        self.assertEqual(rules.count("TYPE"), 1000)
        self.assertEqual(rules.count("KEY"), 1)
        self.assertEqual((answer["errors"], answer["untold"]), (3001, 2000))
        both = {"organ": "某区", "reports": ["a.json", "b.json"]}
        merged = server.post("/api/merge", both).json
        listed = [f for f in merged["findings"] if f["severity"] == "error"]
        self.assertEqual((merged["errors"] - len(listed), merged["untold"]), (2000, 2000))


class Reports(ServeCase):
    def test_list_tells_the_state_of_each_report(self):
        server = self.serve(
            reports={
                GOOD: report(),
                FAULTY: faulty_report(),
                "last.json": last_year(),
                "broken.json": "{",
                "no report.txt": "",
                "..json": "{}",
                "名,称.json": "{}",
            }
        )
        (server.folder / "link.json").symlink_to(server.folder / GOOD)
        (server.folder / "folder.json").mkdir()
        listed = server.known()
        by_name = {r["name"]: r for r in listed["reports"]}
        self.assertEqual(sorted(by_name), sorted([GOOD, FAULTY, "last.json", "broken.json"]))
        self.assertEqual(listed["unlisted"], 3)
        good = by_name[GOOD]
        self.assertEqual(good["etag"], etag_of((server.folder / GOOD).read_bytes()))
        self.assertEqual((good["organ"], good["year"]), (report()["organ"], 2024))
        self.assertEqual((good["errors"], good["draft"]), (0, False))
        self.assertGreater(good["pages"], 0)
        self.assertEqual((by_name[FAULTY]["errors"], by_name[FAULTY]["draft"]), (2, True))
        self.assertEqual(by_name["broken.json"]["title"], None)
        # The year before has one report of the organ.
        self.assertEqual(good["previous"], "last.json")
        self.assertIsNone(listed["organs"])

    def test_list_tells_whether_the_pdf_is_up_to_date(self):
        server = self.serve(reports={"a.json": report()})
        path = server.folder / "a.json"
        self.assertIsNone(server.known()["reports"][0]["pdf"])
        self.write("reports/out/a.pdf", b"")
        self.assertEqual(
            server.known()["reports"][0]["pdf"], {"name": "out/a.pdf", "current": True}
        )
        later = (server.folder / "out/a.pdf").stat().st_mtime + 10
        os.utime(path, (later, later))
        self.assertEqual(
            server.known()["reports"][0]["pdf"], {"name": "out/a.pdf", "current": False}
        )

    def test_list_names_organs_that_are_missing(self):
        server = self.serve(reports={"a.json": report(), "b.json": last_year()})
        self.write("reports/organs.txt", "# 2024\n某区教育局\n\n")
        organs = server.known()["organs"]
        self.assertEqual(organs["expected"], ["某区教育局"])
        self.assertEqual([y["year"] for y in organs["years"]], [2024, 2023])
        self.assertEqual(organs["years"][0]["missing"], ["某区教育局"])
        self.assertEqual(
            organs["years"][0]["unexpected"], [{"name": "a.json", "organ": report()["organ"]}]
        )
        self.write("reports/organs.txt", f"某区教育局\n{report()['organ']}\n")
        organs = server.known()["organs"]
        self.assertEqual(organs["years"][0]["missing"], ["某区教育局"])
        self.assertEqual(organs["years"][0]["unexpected"], [])

    def test_list_follows_the_folder(self):
        server = self.serve(reports={"a.json": report()})
        self.assertEqual(server.known()["reports"][0]["errors"], 0)
        self.write("reports/a.json", faulty_report())
        self.write("reports/b.json", report())
        self.assertEqual([r["errors"] for r in server.known()["reports"]], [2, 0])
        (server.folder / "a.json").unlink()
        self.assertEqual([r["name"] for r in server.known()["reports"]], ["b.json"])

    def test_report_is_read_as_it_is(self):
        server = self.serve(reports={GOOD: report()})
        data = (server.folder / GOOD).read_bytes()
        answer = server.get(f"/api/reports/{GOOD}")
        self.assertEqual((answer.status, answer.body), (200, data))
        self.assertEqual(answer.headers["ETag"], etag_of(data))
        again = server.get(f"/api/reports/{GOOD}", headers={"If-None-Match": etag_of(data)})
        self.assertEqual((again.status, again.body), (304, b""))
        head = server.ask("HEAD", f"/api/reports/{GOOD}")
        self.assertEqual((head.status, head.body), (200, b""))
        self.assertEqual(server.get("/api/reports/other.json").code, "unknown")

    def test_report_is_written_whole_and_logged(self):
        server = self.serve()
        first, second = text_of(report()), text_of(faulty_report())
        made = server.put(GOOD, first)
        self.assertEqual((made.status, made.json["etag"]), (201, etag_of(first)))
        changed = server.put(GOOD, second, match=etag_of(first))
        self.assertEqual(changed.status, 200)
        self.assertEqual(changed.headers["ETag"], etag_of(second))
        self.assertEqual((server.folder / GOOD).read_bytes(), second)
        self.assertEqual(self.names("reports"), [".kanben-writes.jsonl", GOOD])
        lines = server.log()
        self.assertEqual([line["report"] for line in lines], [GOOD, GOOD])
        self.assertEqual([line["old"] for line in lines], [None, etag_of(first)[1:-1]])
        self.assertEqual([line["new"] for line in lines],
                         [etag_of(first)[1:-1], etag_of(second)[1:-1]])
        self.assertEqual(server.known()["reports"][0]["errors"], 2)

    def test_owner_and_mode_of_a_report_are_kept_and_a_new_one_has_that_of_the_umask(self):
        server = self.serve(reports={"a.json": report()})
        path = server.folder / "a.json"
        owner = (12345, 23456) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
        umask = os.umask(0o077)
        os.umask(umask)
        for mode in (0o600, 0o666 & ~0o640):
            path.chmod(mode)
            os.chown(path, *owner)
            data = path.read_bytes()
            self.assertEqual(server.put("a.json", data + b"\n", match=etag_of(data)).status, 200)
            self.assertEqual(path.read_bytes(), data + b"\n")
            self.assertEqual(path.stat().st_mode & 0o777, mode)
            self.assertEqual((path.stat().st_uid, path.stat().st_gid), owner)
        self.assertEqual(server.put("b.json", text_of(last_year())).status, 201)
        self.assertEqual((server.folder / "b.json").stat().st_mode & 0o777, 0o666 & ~umask)

    def test_conflict_is_told_with_the_newer_etag(self):
        server = self.serve(reports={"a.json": report()})
        old = etag_of((server.folder / "a.json").read_bytes())
        newer = text_of(last_year())
        self.assertEqual(server.put("a.json", newer, match=old).status, 200)
        answer = server.put("a.json", text_of(faulty_report()), match=old)
        self.assertEqual((answer.status, answer.code), (412, "changed"))
        self.assertEqual(answer.headers["ETag"], etag_of(newer))
        self.assertEqual(answer.json["error"]["etag"], etag_of(newer))
        exists = server.put("a.json", text_of(report()))
        self.assertEqual((exists.status, exists.code), (412, "exists"))
        self.assertEqual(exists.headers["ETag"], etag_of(newer))
        (server.folder / "a.json").unlink()
        gone = server.put("a.json", newer, match=etag_of(newer))
        self.assertEqual((gone.status, gone.headers["ETag"]), (412, None))
        self.assertFalse((server.folder / "a.json").exists())
        self.assertEqual(len(server.log()), 1)

    def test_change_by_another_program_is_a_conflict(self):
        server = self.serve(reports={"a.json": report()})
        old = etag_of((server.folder / "a.json").read_bytes())
        self.write("reports/a.json", last_year())
        self.assertEqual(server.put("a.json", text_of(report()), match=old).status, 412)

    def test_write_needs_a_condition(self):
        server = self.serve()
        for headers, status in (
            ({}, 428),
            ({"If-None-Match": '"x"'}, 400),
            ({"If-None-Match": "*", "If-Match": '"x"'}, 400),
        ):
            answer = server.ask("PUT", "/api/reports/a.json", text_of(report()), headers)
            self.assertEqual(answer.status, status)
        self.assertEqual(self.names("reports"), [".kanben-writes.jsonl"])

    def test_only_objects_are_written(self):
        server = self.serve()
        pdf = b"%PDF-1.7\n"
        for body in (b"", b"{", b"[]", b"1", b'{"a":1}x', b"\xff", pdf):
            answer = server.put("a.json", body)
            self.assertEqual((answer.status, answer.code), (400, "request"), body)
        self.assertIn("findings", server.put("a.json", b"{").json)
        self.assertFalse((server.folder / "a.json").exists())


class Work(ServeCase):
    def test_check_is_that_of_the_command(self):
        server = self.serve(reports={"a.json": faulty_report(), "last.json": last_year()})
        path = server.folder / "a.json"
        answer = server.post("/api/check", path.read_bytes(), name="a.json").json
        told = self.expect(
            1, "check", "a.json", "--json", "--previous", "last.json", cwd=server.folder
        ).stdout
        expected = [json.loads(line) for line in told.splitlines()]
        self.assertEqual(answer["findings"], expected)
        self.assertEqual(answer["errors"], 2)
        self.assertEqual(answer["previous"], {"name": "last.json", "year": 2023})
        self.assertIn("XY-CARRY", {f["rule"] for f in answer["findings"]})
        none = server.post("/api/check", path.read_bytes(), name="a.json", previous="").json
        self.assertIsNone(none["previous"])
        self.assertNotIn("XY-CARRY", {f["rule"] for f in none["findings"]})

    def test_check_has_the_totals_that_were_left_out(self):
        server = self.serve()
        r = report()
        r["requests"]["received"] = [2, 0, 0, 0, 0, 0, None]
        r["requests"]["results"]["granted"] = {"natural_person": 2}
        del r["requests"]["results"]["total"]
        answer = server.post("/api/check", r).json
        self.assertEqual(answer["computed"]["/requests/received/6"], "2")
        self.assertEqual(answer["computed"]["/requests/results/granted/total"], "2")
        self.assertEqual(answer["computed"]["/requests/results/total/0"], "2")
        self.assertNotIn("/requests/carried_in/6", answer["computed"])

    def test_check_of_what_is_no_report(self):
        server = self.serve()
        answer = server.post("/api/check", b"{").json
        self.assertEqual([f["rule"] for f in answer["findings"]], ["SYN"])
        self.assertEqual((answer["page_count"], answer["layout"]), (0, None))

    def test_pages_are_drawn_and_only_changed_ones_sent(self):
        server = self.serve()
        r = report()
        r["overview"] = ["字" * 300] * 12
        first = server.post("/api/check", r, pages=1).json
        numbers = list(range(1, first["page_count"] + 1))
        self.assertEqual([p["number"] for p in first["pages"]], numbers)
        self.assertGreater(first["page_count"], 2)
        for page in first["pages"]:
            ElementTree.fromstring(page["svg"])
        self.assertIn('data-at="/overview/0"', first["pages"][0]["svg"])
        known = ",".join(p["hash"] for p in first["pages"])
        again = server.post("/api/check", r, pages=1, known=known).json
        self.assertEqual(
            again["pages"], [{k: p[k] for k in ("number", "hash")} for p in first["pages"]]
        )
        r["other_matters"] = ["度报告。"]
        changed = server.post("/api/check", r, pages=1, known=known).json
        sent = [p["number"] for p in changed["pages"] if "svg" in p]
        self.assertEqual(sent, [first["page_count"]])
        # Findings are the same with and without pages.
        self.assertEqual(server.post("/api/check", r).json["findings"], changed["findings"])
        self.assertNotIn("pages", server.post("/api/check", r).json)

    def test_pages_of_a_report_with_errors_are_a_draft(self):
        server = self.serve()
        pages = server.post("/api/check", faulty_report(), pages=1).json["pages"]
        sound = server.post("/api/check", report(), pages=1).json["pages"]
        self.assertNotEqual([p["hash"] for p in pages], [p["hash"] for p in sound])
        self.assertTrue(all("svg" in p for p in pages))

    def test_svg_documents_come_in_a_zip(self):
        server = self.serve(reports={GOOD: report()})
        answer = server.get(f"/api/reports/{GOOD}/document?profile=svg")
        self.expect(0, "render", GOOD, "--profile", "svg", cwd=server.folder)
        made = {p.name: p.read_bytes() for p in (server.folder / "out").iterdir()}
        with zipfile.ZipFile(io.BytesIO(answer.body)) as z:
            self.assertEqual({n: z.read(n) for n in z.namelist()}, made)

    def test_messages_are_in_the_language_that_is_asked_for(self):
        server = self.serve()
        zh = server.post("/api/check", b"{", lang="zh").json["findings"][0]["message"]
        en = server.post("/api/check", b"{", lang="en").json["findings"][0]["message"]
        self.assertNotEqual(zh, en)
        self.assertTrue(en.startswith("the text ends"), en)
        accepted = server.get("/api/x", headers={"Accept-Language": "fr, zh-CN;q=0.9, en;q=0.8"})
        self.assertFalse(accepted.json["error"]["message"].isascii())
        self.assertTrue(server.get("/api/x?lang=en").json["error"]["message"].isascii())

    def test_documents_are_those_of_the_command(self):
        server = self.serve(reports={GOOD: report()})
        data = (server.folder / GOOD).read_bytes()
        for profile, ending, part in (
            ("publish", ".pdf", None),
            ("print", ".print.pdf", None),
            ("archive", ".archive.pdf", None),
            ("web", ".web.pdf", None),
            ("web", ".html", "html"),
            ("ofd", ".ofd", None),
        ):
            params = {"profile": profile} | ({"part": part} if part else {})
            posted = server.post("/api/document", data, name=GOOD, **params)
            saved = server.get(f"/api/reports/{GOOD}/document", **params)
            self.expect(0, "render", GOOD, "--profile", profile, cwd=server.folder)
            made = (server.folder / "out" / GOOD.replace(".json", ending)).read_bytes()
            self.assertEqual(posted.status, 200)
            self.assertTrue(posted.body == made, profile)
            self.assertTrue(saved.body == made, profile)
            self.assertTrue(
                posted.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
            )
            self.assertTrue(posted.headers["Content-Disposition"].endswith(ending))
        shown = server.get(f"/api/reports/{GOOD}/document?inline=1")
        self.assertTrue(shown.headers["Content-Disposition"].startswith("inline"))
        page = server.get(f"/api/reports/{GOOD}/document?inline=1&profile=web&part=html")
        self.assertTrue(page.headers["Content-Disposition"].startswith("attachment"))

    def test_no_document_with_errors_but_a_draft(self):
        server = self.serve()
        answer = server.post("/api/document", faulty_report())
        self.assertEqual((answer.status, answer.code), (422, "report"))
        self.assertEqual(len([f for f in answer.json["findings"] if f["severity"] == "error"]), 2)
        self.assertEqual(server.post("/api/document", faulty_report(), force=1).body[:5], b"%PDF-")
        self.assertEqual(server.post("/api/document", report(), profile="trace").status, 400)
        self.assertEqual(server.post("/api/document", report(), part="html").status, 400)

    def test_zip_has_every_edition(self):
        server = self.serve(reports={GOOD: report(), FAULTY: faulty_report()})
        answer = server.get(f"/api/reports/{GOOD}/zip")
        profiles = self.expect(0, "--profiles").stdout.decode().split()
        with zipfile.ZipFile(io.BytesIO(answer.body)) as z:
            self.assertIsNone(z.testzip())
            names = z.namelist()
            self.assertEqual(z.read(GOOD), (server.folder / GOOD).read_bytes())
            for profile in profiles:
                self.expect(0, "render", GOOD, "--profile", profile, cwd=server.folder)
            rendered = {p.name: p.read_bytes() for p in (server.folder / "out").iterdir()}
            self.assertEqual(set(names) - {GOOD}, set(rendered))
            for name, data in rendered.items():
                self.assertTrue(z.read(name) == data, name)
        self.assertEqual(server.get(f"/api/reports/{FAULTY}/zip").status, 422)
        self.assertEqual(server.get(f"/api/reports/{FAULTY}/zip?force=1").status, 200)

    def test_session_lists_profiles_and_layouts(self):
        server = self.serve()
        session = server.get("/api/session").json
        profiles = self.expect(0, "--profiles").stdout.decode().split()
        self.assertEqual([p["name"] for p in session["profiles"]], profiles)
        self.assertIn("annual-report-2021", [x["name"] for x in session["layouts"] if x["default"]])
        self.assertEqual((session["role"], session["folder"]), ("editor", "reports"))


class Layouts(ServeCase):
    def test_schema_and_blank_are_those_of_the_commands(self):
        server = self.serve()
        for layout in ("annual-report-2019", "annual-report-2021", "statistics", "budget-summary"):
            for what, command in (("schema", "schema"), ("blank", "new")):
                answer = server.get(f"/api/layouts/{layout}/{what}")
                self.assertEqual(answer.body, self.expect(0, command, layout).stdout, layout)
        filled = server.get("/api/layouts/annual-report-2021/blank", organ="某局", year=2024).json
        self.assertEqual((filled["organ"], filled["year"]), ("某局", 2024))
        self.assertTrue(filled["title"].startswith("某局2024"))
        for name in ("other", "..", "../x", "/etc/passwd", "a.json"):
            self.assertEqual(server.get(f"/api/layouts/{name}/form").status, 404, name)

    def test_form_is_as_documented(self):
        server = self.serve()
        for layout in ("annual-report-2019", "annual-report-2021", "statistics", "budget-summary"):
            wanted = json.loads((Path(os.environ["KANBEN_SOURCE"]) / "layouts" / f"{layout}.json").read_text("utf-8"))
            form = server.get(f"/api/layouts/{layout}/form").json
            self.assertEqual((form["name"], form["title"]), (layout, wanted["name"]["zh"]))
            self.assertEqual(form["title_en"], wanted["name"]["en"])
            for key in ("language", "title_format"):
                self.assertEqual(form.get(key), wanted.get(key), key)
            self.assertEqual(
                [(s["key"], s["body"]) for s in form["sections"]],
                [(s["key"], s["body"]) for s in wanted["sections"]],
            )
            for section, given in zip(form["sections"], wanted["sections"]):
                words = {key: given[key] for key in ("label", "number", "note", "copies", "printed") if key in given}
                self.assertEqual(section.get("wording", {}), words)
            self.assertIn("title", [member["key"] for member in form["envelope"]])
            formulas = {}
            for check in wanted.get("checks", []):
                of = check.get("formula", [])
                formulas.setdefault(check["rule"], []).append([of] if isinstance(of, str) else of)
            told = {}
            for check in form["checks"]:
                told.setdefault(check["rule"], []).append(check.get("formulas", []))
            self.assertEqual(told, formulas)

    def test_form_is_a_regular_grid_with_every_cell(self):
        server = self.serve()
        for layout in ("annual-report-2019", "annual-report-2021", "statistics", "budget-summary"):
            form = server.get(f"/api/layouts/{layout}/form").json
            blank = server.get(f"/api/layouts/{layout}/blank").json
            for section in form["sections"]:
                if section["body"] == "table":
                    self.check_table(section, blank)

    def check_table(self, section, blank):
        table, covered, pointers = section["table"], set(), []
        for cell in table["cells"]:
            for row in range(cell["row"], cell["row"] + cell.get("row_span", 1)):
                for column in range(cell["column"], cell["column"] + cell.get("column_span", 1)):
                    self.assertNotIn((row, column), covered)
                    covered.add((row, column))
            if cell["role"] == "value":
                pointers.append(cell["pointer"])
                self.assertTrue(cell["headers"], cell)
                self.check_path(cell, blank)
        self.assertEqual(len(covered), table["rows"] * table["columns"])
        self.assertEqual(len(pointers), len(set(pointers)))

    def check_path(self, cell, blank):
        """The path leads to a blank cell of an empty report, which has rows as arrays."""
        at, path = blank, list(cell["path"])
        if cell["index"] is not None:
            path[-1] = cell["index"]
        for key in path:
            at = at[key]
        self.assertIsNone(at)

    def test_form_tells_what_a_cell_may_be(self):
        server = self.serve()
        form = server.get("/api/layouts/annual-report-2021/form").json
        cells = {
            c["pointer"]: c
            for s in form["sections"]
            if s["body"] == "table"
            for c in s["table"]["cells"]
            if c["role"] == "value"
        }
        self.assertTrue(cells["/requests/received/6"]["computed"])
        self.assertFalse(cells["/requests/received/0"]["computed"])
        self.assertEqual(cells["/disclosure/licensing"]["decimals"], 0)
        self.assertEqual(cells["/disclosure/fees"]["decimals"], 6)
        self.assertTrue(cells["/disclosure/rules/issued"]["slash"])
        self.assertFalse(cells["/disclosure/licensing"]["slash"])


class Waiting(ServeCase):
    def test_everybody_is_answered(self):
        """Who has to wait for a worker is not forgotten while others come."""
        server = self.serve("-j", "1")
        answers = []

        def ask():
            for _ in range(12):
                answers.append(server.post("/api/check", report()).status)

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(answers, [200] * 96)


class Years(ServeCase):
    def test_last_years_figures_are_given(self):
        server = self.serve(reports={"a.json": report(), "last.json": last_year()})
        answer = server.get("/api/reports/a.json/previous").json
        self.assertEqual((answer["name"], answer["year"]), ("last.json", 2023))
        self.assertEqual(answer["figures"]["/requests/received/0"], "5")
        self.assertEqual(server.get("/api/reports/last.json/previous").code, "unknown")
        named = server.get("/api/reports/last.json/previous", previous="a.json").json
        self.assertEqual(named["year"], 2024)

    def test_next_year_begins_with_what_was_carried_over(self):
        last = last_year()
        last["signature"] = {"organ": "某局", "date": "2024-01-24"}
        server = self.serve(reports={"last.json": last})
        new = server.get("/api/reports/last.json/next").json
        self.assertEqual((new["year"], new["organ"]), (2024, last["organ"]))
        self.assertEqual(new["title"], report()["title"])
        self.assertEqual(new["requests"]["carried_in"], [2, 0, 0, 0, 0, 0, 2])
        self.assertEqual(set(new["requests"]), {"carried_in"})
        self.assertEqual(new["overview"], last["overview"])
        self.assertEqual(new["signature"], {"organ": "某局"})
        self.assertNotIn("date", new)
        bare = server.get("/api/reports/last.json/next", prose=0).json
        self.assertEqual(bare["overview"], [])

    def test_diff_is_that_of_the_command(self):
        server = self.serve(reports={"a.json": report(), "last.json": last_year()})
        data = (server.folder / "a.json").read_bytes()
        answer = server.post("/api/diff", data, name="a.json").json
        told = self.expect(0, "diff", "last.json", "a.json", "--json", cwd=server.folder).stdout
        self.assertEqual(answer["changes"], [json.loads(line) for line in told.splitlines()])
        self.assertEqual(answer["name"], "last.json")
        same = server.post("/api/diff", data, **{"name": "a.json", "with": "a.json"}).json
        self.assertEqual(same["changes"], [])


class Many(ServeCase):
    def test_import_tells_what_found_no_place_beside_the_text(self):
        server = self.serve()
        text = "一、总体情况\n一段。\n\n二、没有这样的一节\n剩下的。\n"
        answer = server.post("/api/import", text.encode()).json
        self.write("a.txt", text)
        done = self.run_kanben("import", "a.txt")
        self.assertEqual(answer["report"], json.loads(done.stdout))
        self.assertEqual(answer["errors"] > 0, done.returncode == 1)
        shown = [f for f in answer["findings"] if f["source"] is not None]
        self.assertTrue(shown)
        self.assertIn("总体情况", answer["sources"][shown[0]["source"]]["text"])
        self.assertEqual([source["name"] for source in answer["sources"]], ["upload"])  # once
        self.assertEqual(self.names("reports"), [".kanben-writes.jsonl"])

    def test_merge_is_that_of_the_command(self):
        other = last_year() | {"organ": "某区教育局", "year": 2024}
        server = self.serve(reports={"a.json": report(), "b.json": other})
        body = {"organ": "某区人民政府", "reports": ["a.json", "b.json"]}
        answer = server.post("/api/merge", body).json
        self.expect(
            0, "merge", "a.json", "b.json", "--organ", "某区人民政府", "-o", "../sum.json",
            "--contributions", "../sum.csv", cwd=server.folder,
        )  # fmt: skip
        self.assertEqual(answer["report"], json.loads((self.dir / "sum.json").read_text("utf-8")))
        table = (self.dir / "sum.csv").read_bytes().decode("utf-8")
        self.assertEqual(answer["contributions"]["csv"], table)
        rows = list(csv.reader(io.StringIO(table.lstrip("\ufeff"))))
        self.assertEqual(answer["contributions"]["rows"], rows)
        self.assertEqual(answer["errors"], 0)

    def test_merge_tells_what_does_not_fit(self):
        server = self.serve(reports={"a.json": report(), "b.json": last_year()})
        self.write("reports/organs.txt", "某区教育局\n")
        answer = server.post("/api/merge", {"organ": "某区", "reports": ["a.json", "b.json"]}).json
        self.assertIsNone(answer["report"])
        twice = server.post("/api/merge", {"organ": "某区", "reports": ["a.json", "a.json"]}).json
        messages = " ".join(f["message"] for f in twice["findings"] if f["rule"] == "MERGE")
        self.assertIn("has a report already", messages)
        self.assertIn("某区教育局", messages)
        for body in ({}, {"organ": "x"}, {"organ": "x", "reports": [1]}, {"reports": ["a.json"]}):
            self.assertEqual(server.post("/api/merge", body).status, 400, body)
        missing = server.post("/api/merge", {"organ": "x", "reports": ["no.json"]})
        self.assertEqual(missing.status, 404)


if __name__ == "__main__":
    unittest.main()
