# SPDX-License-Identifier: MIT
"""The report embedded in an archive edition, there and back; and PDFs without one."""

import json
import resource
import subprocess
import unittest
import zlib

from harness import Case, faulty_report, report


def pdf_with(data, *, relation="/Source", entries=b"/Filter/FlateDecode"):
    """A PDF whose catalog names one associated file with this raw stream."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/AF[3 0 R]>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Type/Filespec/F(report.json)/AFRelationship%s/EF<</F 4 0 R>>>>" % relation.encode(),
        b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data),
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(out))
    )


class Archive(Case):
    profile = "archive"

    def archive(self, content, *options, code=0):
        self.write("r.json", content)
        self.expect(code, "render", "r.json", "--profile", self.profile, "-o", "r.pdf", *options)

    def attachment(self, name):
        return subprocess.run(
            ["qpdf", f"--show-attachment={name}", self.dir / "r.pdf"],
            check=True,
            stdout=subprocess.PIPE,
        ).stdout

    def test_default_name(self):
        self.write("r.json", report())
        self.expect(0, "render", "r.json", "--profile", self.profile)
        self.assert_pdf(f"out/r.{self.profile}.pdf")

    def test_every_byte_comes_back(self):
        text = json.dumps(report(), ensure_ascii=False, indent=3).replace("\n", "\r\n") + " \n\t\n"
        self.archive(text)
        done = self.expect(0, "extract", "r.pdf")
        self.assertEqual(done.stdout, text.encode())
        self.expect(0, "extract", "r.pdf", "-o", "back.json")
        self.assertEqual((self.dir / "back.json").read_bytes(), text.encode())

    def test_pdf_stands_for_its_report(self):
        self.archive(report())
        self.expect(0, "check", "r.pdf")
        self.expect(0, "render", "r.pdf", "--profile", self.profile, "-o", "again.pdf")
        self.assertEqual(
            (self.dir / "again.pdf").read_bytes(), (self.dir / "r.pdf").read_bytes()
        )

    def test_pdf_is_an_input_of_every_command(self):
        self.archive(report())
        merged = [
            self.expect(0, "merge", name, "--organ", "某区").stdout for name in ("r.json", "r.pdf")
        ]
        self.assertEqual(*merged)
        self.assertEqual(self.expect(0, "diff", "r.json", "r.pdf").stdout, b"")

    def test_findings_go_with_it(self):
        r = report()
        r["requests"]["received"][0] = None
        self.archive(r)
        (finding,) = json.loads(self.attachment("findings.json"))
        self.assertEqual(finding["rule"], "BLANK")
        self.assertEqual(finding["severity"], "warning")
        self.assertIn("/requests/received", finding["pointer"])
        self.archive(report())
        self.assertEqual(json.loads(self.attachment("findings.json")), [])

    def test_a_draft_says_what_is_wrong_in_numbers(self):
        self.archive(faulty_report(), "--force", code=1)
        finding = json.loads(self.attachment("findings.json"))[0]
        self.assertEqual((finding["rule"], finding["left"], finding["right"]), ("T3-ID", "3", "0"))

    def test_language_of_the_user_does_not_change_a_byte(self):
        self.archive(faulty_report(), "--force", code=1)
        first = (self.dir / "r.pdf").read_bytes()
        env = self.environment(LANGUAGE="zh_CN")
        self.expect(
            1, "render", "r.json", "--profile", self.profile, "--force", "-o", "r.pdf", env=env
        )
        self.assertEqual((self.dir / "r.pdf").read_bytes(), first)


class ArchiveOfd(Case):
    profile = "ofd-archive"

    def archive(self, content, *options, code=0):
        self.write("r.json", content)
        self.expect(code, "render", "r.json", "--profile", self.profile, "-o", "r.ofd", *options)

    def test_every_byte_comes_back(self):
        text = json.dumps(report(), ensure_ascii=False, indent=3).replace("\n", "\r\n") + " \n\t\n"
        self.archive(text)
        done = self.expect(0, "extract", "r.ofd")
        self.assertEqual(done.stdout, text.encode())

    def test_it_stands_for_its_report(self):
        self.archive(report())
        self.expect(0, "check", "r.ofd")
        self.expect(0, "render", "r.ofd", "--profile", self.profile, "-o", "again.ofd")
        self.assertEqual((self.dir / "again.ofd").read_bytes(), (self.dir / "r.ofd").read_bytes())
        merged = [
            self.expect(0, "merge", name, "--organ", "某区").stdout for name in ("r.json", "r.ofd")
        ]
        self.assertEqual(*merged)
        self.assertEqual(self.expect(0, "diff", "r.json", "r.ofd").stdout, b"")
        self.expect(0, "check", "r.json", "--previous", "r.ofd")

    def test_without_a_report(self):
        self.write("r.json", report())
        self.expect(0, "render", "r.json", "--profile", "ofd", "-o", "r.ofd")
        done = self.expect(1, "extract", "r.ofd")
        self.assertIn("no report is attached to the OFD document", done.stderr)
        self.assertIn("“kanben import” makes a report", self.expect(1, "check", "r.ofd").stderr)

    def test_damaged(self):
        self.archive(report())
        whole = (self.dir / "r.ofd").read_bytes()
        for n in range(100, len(whole), len(whole) // 40):
            self.write("x.ofd", whole[:n])
            done = self.expect(1, "extract", "x.ofd")
            self.assertIn("[OFD]" if b"OFD.xml" in whole[:n] else "[PDF]", done.stderr)


class Archive2(Archive):
    profile = "archive2"

    def pages(self, name):
        """What is drawn on each page."""
        done = subprocess.run(
            ["qpdf", "--json-output", "--json-stream-data=inline", "--decode-level=generalized",
             self.dir / name, "-"],
            check=True,
            stdout=subprocess.PIPE,
        )
        objects = json.loads(done.stdout)["qpdf"][1]
        values = [o["value"] for o in objects.values() if "value" in o]
        pages = [v for v in values if isinstance(v, dict) and v.get("/Type") == "/Page"]
        return [objects[f"obj:{page['/Contents']}"]["stream"]["data"] for page in pages]

    def test_pages_are_those_of_archive(self):
        self.archive(report())
        self.expect(0, "render", "r.json", "--profile", "archive", "-o", "x.pdf")
        self.assertGreater(len(self.pages("r.pdf")), 1)
        self.assertEqual(self.pages("r.pdf"), self.pages("x.pdf"))

    def test_version(self):
        self.archive(report(), "--verify")
        self.assertEqual((self.dir / "r.pdf").read_bytes()[:8], b"%PDF-2.0")


class Others(Case):
    def test_other_profiles_carry_nothing(self):
        self.write("r.json", report())
        self.expect(0, "render", "r.json", "-o", "r.pdf")
        done = self.expect(1, "extract", "r.pdf")
        self.assertIn("r.pdf:1:1: error: no report is embedded in the PDF", done.stderr)
        self.assertIn("[PDF]", done.stderr)


class Strangers(Case):
    def extract(self, content, code):
        self.write("x.pdf", content)
        return self.expect(code, "extract", "x.pdf")

    def test_made_by_another_program(self):
        text = b'{"a": 1}'
        for content in (
            pdf_with(zlib.compress(text)),
            pdf_with(text, entries=b""),
        ):
            self.assertEqual(self.extract(content, 0).stdout, text)

    def test_an_empty_file_comes_back_empty(self):
        self.write("x.pdf", pdf_with(zlib.compress(b"")))
        self.expect(0, "extract", "x.pdf", "-o", "x.json")
        self.assertEqual((self.dir / "x.json").read_bytes(), b"")

    def test_refused(self):
        good = zlib.compress(b"{}")
        cases = {
            "not a PDF": (b"{}", "cannot be read as a PDF"),
            "empty": (b"", "cannot be read as a PDF"),
            "cut off": (pdf_with(good)[:60], "cannot be read as a PDF"),
            "other relation": (pdf_with(good, relation="/Data"), "no report is embedded"),
            "damaged data": (pdf_with(good[:-3] + b"abc"), "cannot be decompressed"),
            "other filter": (pdf_with(good, entries=b"/Filter/LZWDecode"), "cannot be decompressed"),
            "two filters": (
                pdf_with(good, entries=b"/Filter[/FlateDecode/FlateDecode]"),
                "cannot be decompressed",
            ),
        }
        for name, (content, message) in cases.items():
            with self.subTest(name):
                done = self.extract(content, 1)
                self.assertIn(message, done.stderr)
                self.assertEqual(done.stdout, b"")

    def test_refused_in_the_place_of_a_report(self):
        for content, message in ((b"%PDF-1.7\n", "cannot be read as a PDF"), (pdf_with(b""), "cannot be")):
            self.write("x.pdf", content)
            done = self.expect(1, "check", "x.pdf")
            self.assertRegex(done.stderr, f"^x.pdf:1:1: error: .*{message}")

    def test_nothing_else_is_said(self):
        """qpdf prints errors that nobody has fetched."""
        self.write("x.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 5 0 R>>\n")
        done = self.expect(1, "check", "x.pdf")
        self.assertRegex(done.stderr, r"\Ax.pdf:1:1: error: .*\n\Z")

    def test_bomb_is_not_inflated(self):
        squeeze = zlib.compressobj(9)
        bomb = b"".join(squeeze.compress(bytes(1 << 20)) for _ in range(1000)) + squeeze.flush()
        self.assertLess(len(bomb), 2 << 20)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        done = self.extract(pdf_with(bomb), 1)
        self.assertIn("the streams of the PDF inflate to more", done.stderr)
        after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.assertLess(after, max(before, 0) + 600 * 1024)  # KiB; inflated it has 1000 MiB

    def test_bomb_of_objects_is_not_inflated(self):
        bomb = zlib.compress(bytes(32 << 20), 9)
        holder = b"<</Type/ObjStm/N 1/First 4/Length %d/Filter/FlateDecode>>" % len(bomb)
        pdf = b"%%PDF-1.7\n1 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (holder, bomb)
        self.assertIn("the streams of the PDF inflate to more", self.extract(pdf, 1).stderr)
        # Nobody insists that it says so.
        nameless = pdf.replace(b"/Type/ObjStm", b"/Subtype/Image")
        self.assertIn("the streams of the PDF inflate to more", self.extract(nameless, 1).stderr)
        # The data of a picture is not inflated by anybody here.
        picture = nameless.replace(b"/N 1/First 4", b"/Width 1")
        self.assertNotIn("inflate to more", self.extract(picture, 1).stderr)

    def test_many_small_objects_are_not_read(self):
        many = zlib.compress(b"1 0 [" + b"0 " * 400000, 9)
        pdf = b"%%PDF-1.7\n1 0 obj\n<<%s/Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream\nendobj\n"
        for keys, told in ((b"/Type/ObjStm/N 1/First 4", True), (b"/Type/#4fbjStm/N 1", True), (b"/N 1", False)):
            with self.subTest(keys):
                said = self.extract(pdf % (keys, len(many), many), 1).stderr
                self.assertEqual("the streams of the PDF inflate to more" in said, told)

    def test_a_report_is_no_larger_than_its_edition_could_hold(self):
        self.assertIn("inflate to more", self.extract(pdf_with(zlib.compress(b" " * (3 << 20), 9)), 1).stderr)

    def test_wrong_usage(self):
        self.expect(2, "extract")
        self.expect(2, "extract", "a.pdf", "b.pdf")
        self.expect(3, "extract", "not-there.pdf")


if __name__ == "__main__":
    unittest.main()
