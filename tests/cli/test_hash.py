# SPDX-License-Identifier: MIT
"""--hash: the SHA-256 of what a document contains, whatever its compressor made of it."""

import hashlib
import json
import re
import unittest
import zlib

from harness import faulty_report, noise, report
from runs import BatchCase

STREAM = re.compile(rb"(\d+ 0 obj\n<<)(.*?)(/Filter/FlateDecode)?/Length (\d+)>>\nstream\n", re.S)
TAIL = b"\nendstream\nendobj\n"


def content_hash(pdf):
    """As docs/editions.md defines it, of a PDF that is not linearised."""
    at = pdf.index(b"\n", pdf.index(b"\n") + 1) + 1
    content = pdf[:at]
    while True:
        found = STREAM.match(pdf, at)
        head, entries, packed, n = found.groups()
        if b"/Type/XRef" in entries:
            return hashlib.sha256(content).hexdigest()
        data = pdf[found.end() : found.end() + int(n)]
        at = found.end() + int(n) + len(TAIL)
        if packed:
            data = zlib.decompress(data)
        content += head + entries + b"/Length %d>>\nstream\n" % len(data) + data + TAIL


class Hash(BatchCase):
    def hashes(self, *args, code=0):
        """{name: hash} of the lines that a run prints, in their order."""
        lines = self.expect(code, "render", "--hash", *args).stdout.decode().splitlines()
        for line in lines:
            self.assertRegex(line, "^[0-9a-f]{64}  ")
        return {line[66:]: line[:64] for line in lines}

    def logged(self):
        return [json.loads(line) for line in (self.dir / "log").read_text("utf-8").splitlines()]

    def test_it_can_be_computed_from_the_file(self):
        self.write("r.json", report())
        for profile, name in (
            ("publish", "out/r.pdf"),
            ("print", "out/r.print.pdf"),
            ("archive", "out/r.archive.pdf"),
            ("archive2", "out/r.archive2.pdf"),
        ):
            found = self.hashes("r.json", "--profile", profile)
            self.assertEqual(found, {name: content_hash((self.dir / name).read_bytes())})

    def test_that_of_html_is_of_its_bytes(self):
        self.write("r.json", report())
        found = self.hashes("r.json", "--profile", "web")
        self.assertEqual(list(found), ["out/r.web.pdf", "out/r.html"])
        page = (self.dir / "out/r.html").read_bytes()
        self.assertEqual(found["out/r.html"], hashlib.sha256(page).hexdigest())

    def test_it_differs_when_the_content_does(self):
        self.write("1.json", report())
        self.write("2.json", report())
        self.write("3.json", report() | {"problems": ["本报告年度。"]})
        for profile in ("publish", "web"):
            one, two, three = (
                list(self.hashes(f"{i}.json", "--profile", profile).values()) for i in "123"
            )
            self.assertEqual(one[0], two[0])  # a page links to its PDF by name
            for a, b in zip(one, three):
                self.assertNotEqual(a, b)

    def test_lines_come_in_the_order_of_the_reports(self):
        names = [f"{i}.json" for i in range(9)]
        for name in names:
            self.write(name, report())
        self.write("4.json", faulty_report())
        found = self.hashes(*names, "-j", "3", code=1)
        self.assertEqual(list(found), [f"out/{i}.pdf" for i in range(9) if i != 4])
        self.assertEqual(len(set(found.values())), 1)
        self.assertEqual(len(self.hashes("4.json", "--force", code=1)), 1)

    def test_the_log_has_them_too(self):
        self.write("r.json", report())
        found = self.hashes("r.json", "--profile", "web", "--log", "log")
        (line,) = self.logged()
        self.assertEqual(dict(zip(line["outputs"], line["hashes"])), found)
        self.expect(0, "render", "r.json", "--log", "log")
        self.assertNotIn("hashes", self.logged()[0])
        done = self.expect(0, "render", "r.json", "--hash", "--log", "-")
        (line,) = done.stdout.decode().splitlines()
        self.assertEqual(len(json.loads(line)["hashes"]), 1)

    def test_what_was_kept_has_the_hash_of_the_log(self):
        self.write("r.json", report())
        again = ("r.json", "--profile", "web", "--log", "log", "--resume")
        self.expect(0, "render", *again)
        first = self.hashes(*again)  # the log had no hash
        self.assertEqual(self.hashes(*again), first)
        self.assertEqual(self.expect(0, "render", *again).stdout, b"")
        self.assertEqual(self.hashes(*again), first)
        self.assertEqual(
            [line["status"] for line in self.logged()],
            ["written", "written", "kept", "kept", "kept"],
        )

    def test_a_hash_in_the_log_that_is_none(self):
        self.write("r.json", report())
        again = ("r.json", "--log", "log", "--resume")
        first = self.hashes(*again)
        (line,) = self.logged()
        for wrong in ("", "x", ["A" * 64], ["0" * 63], [1], [], None, {}):
            (self.dir / "log").write_text(json.dumps(line | {"hashes": wrong}) + "\n", "utf-8")
            self.assertEqual(self.hashes(*again), first)
            self.assertEqual(self.logged()[-1]["status"], "written", wrong)

    def test_standard_output_is_taken(self):
        self.write("r.json", report())
        done = self.expect(2, "render", "r.json", "--hash", "-o", "-")
        self.assertEqual(done.stdout, b"")
        self.assertIn("--hash: standard output is already used for the document", done.stderr)

    def test_the_identifier_of_a_linearised_file(self):
        """qpdf's would be a hash of compressed bytes."""
        (self.dir / "a.png").write_bytes(noise(1000, 540))
        picture = {"picture": {"file": "a.png", "alt": "一图"}}
        self.write("r.json", report() | {"overview": ["一", picture]})
        self.hashes("r.json", "--profile", "web")
        data = (self.dir / "out/r.web.pdf").read_bytes()
        self.assertIn(b"/Linearized", data[:1024])
        found = set(re.findall(rb"/ID ?\[ ?<(\w{32})> ?<(\w{32})> ?\]", data))
        self.assertEqual(len(found), 1)
        ((first, second),) = found
        self.assertEqual(first, second)
        self.assertNotEqual(first, b"31415926535897932384626433832795")


if __name__ == "__main__":
    unittest.main()
