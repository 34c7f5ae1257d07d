# SPDX-License-Identifier: MIT
"""usage: test_structure.py PROGRAM SOURCE_ROOT

structure.py has nothing to say about a package of ours, and something about each in which one thing is
wrong.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import structure

PROGRAM, ROOT = sys.argv[1], Path(sys.argv[2])
PAGE = "Doc_0/Pages/Page_0/Content.xml"
DOCUMENT = "Doc_0/Document.xml"

WRONG = (
    ("OFD.xml", 'DocType="OFD-A"', 'DocType="OFD"', "the DocType is not OFD-A"),
    ("OFD.xml", "<ofd:Creator>kanben</ofd:Creator>", "", "DocInfo has"),
    ("OFD.xml", "<ofd:DocID>", "<ofd:DocID>x", "DocID"),
    ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Documents.xml", "Doc_0/Documents.xml is missing"),
    (DOCUMENT, "<ofd:MaxUnitID>", "<ofd:MaxUnitID>-", "MaxUnitID"),
    (DOCUMENT, 'PageID="1"', 'PageID="999999"', "999999 is no identifier"),
    (DOCUMENT, 'Page ID="1"', 'Page ID="2"', "the identifier 2 is given twice"),
    (DOCUMENT, "<ofd:Outlines>", "<ofd:Outlines><ofd:X/>", "Outlines has X"),
    (DOCUMENT, "Pages/Page_1/", "Pages/Page_9/", "Doc_0/Pages/Page_9/Content.xml is missing"),
    ("Doc_0/PublicRes.xml", "<ofd:FontFile>", "<ofd:FontFile>x", "is missing"),
    ("Doc_0/PublicRes.xml", ' FontName="', ' Fontname="', "Font without FontName"),
    (PAGE, 'Boundary="', 'Boundary="-', "is not on the page"),
    (PAGE, 'Boundary="', 'Boundary="9', "is not on the page"),
    (PAGE, 'Boundary="', 'boundary="', "without Boundary"),
    (PAGE, ' Size="', ' Size="a', "TextObject Size"),
    (PAGE, 'DeltaX="', 'DeltaX="1 ', "steps for"),
    (PAGE, 'DeltaX="g ', 'DeltaX="G ', "TextCode DeltaX"),
    (PAGE, "</ofd:TextCode>", " </ofd:TextCode>", "blanks at an end"),
    (PAGE, "</ofd:TextCode>", "龘</ofd:TextCode>", "has no glyph for 龘"),
    (PAGE, ' Font="', ' Font="9999', "is no identifier"),
    (PAGE, "<ofd:FillColor", "<ofd:CGTransform/><ofd:FillColor", "TextObject has CGTransform"),
    (PAGE, 'Value="0 0 0"', 'Value="#000"', "FillColor Value"),
    (PAGE, "</ofd:Layer>", "", "mismatched tag"),
    ("Doc_0/Tags/Structure.xml", 'PageRef="1"', 'PageRef="99999"', "99999 is no identifier"),
    ("Doc_0/Attachs/Attachments.xml", 'CreationDate="', 'Created="', "without CreationDate"),
    ("Doc_0/Attachs/Attachments.xml", "report.json</", "reports.json</", "is missing"),
    (DOCUMENT, ">DocumentRes.xml<", ">Document1.xml<", "Doc_0/Document1.xml is missing"),
    ("Doc_0/DocumentRes.xml", "c.jpg<", "d.jpg<", "d.jpg is missing"),
    ("Doc_0/DocumentRes.xml", ' Type="Image"', "", "MultiMedia without Type"),
    (PAGE, ' ResourceID="', ' ResourceID="9999', "is no identifier"),
    (PAGE, ' CTM="', ' CTM="x', "ImageObject CTM"),
    ("font_", b"\0\1\0\0", b"OTTO", "has the tables"),
)


class Structure(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.whole = Path(cls.folder.name) / "a.ofd"
        env = os.environ | {"KANBEN_FONTS": str(ROOT / "tests" / "fonts"),
                            "KANBEN_LAYOUTS": str(ROOT / "layouts")}
        report = Path(cls.folder.name) / "a.json"
        data = json.loads((ROOT / "examples" / "baodi-2024.json").read_text("utf-8"))
        for name in ("c.jpg", "a.png"):
            shutil.copy(ROOT / "tests" / "golden" / "pictures" / "pictures" / name, report.parent)
            data["overview"].append({"picture": {"file": name, "alt": "a", "width_mm": 5}})
        report.write_text(json.dumps(data), "utf-8")
        command = [PROGRAM, "render", report, "--profile", "ofd-archive", "-q", "-o", cls.whole]
        subprocess.run(command, env=env, check=True, capture_output=True)

    def changed(self, change, **zip_options):
        path = Path(self.folder.name) / "b.ofd"
        with zipfile.ZipFile(self.whole) as a, zipfile.ZipFile(path, "w", **zip_options) as b:
            for info in a.infolist():
                b.writestr(zipfile.ZipInfo(info.filename), change(info.filename, a.read(info)))
        return structure.complaints(path, "OFD-A")

    def test_our_packages(self):
        self.assertEqual(structure.complaints(self.whole, "OFD-A"), [])
        self.assertEqual(self.changed(lambda name, data: data), [])

    def test_whatever_is_wrong_is_said(self):
        for part, old, new, message in WRONG:
            old, new = (t if isinstance(t, bytes) else t.encode() for t in (old, new))
            done = []

            def change(name, data):
                if (name == part or part in name and part == "font_") and not done:
                    done.append(old in data)
                    return data.replace(old, new, 1)
                return data

            with self.subTest(part=part, to=new):
                said = self.changed(change)
                self.assertEqual(done, [True])
                self.assertIn(message, "\n".join(said))

    def test_a_time_in_the_zip(self):
        path = Path(self.folder.name) / "c.ofd"
        with zipfile.ZipFile(self.whole) as a, zipfile.ZipFile(path, "w") as b:
            for name in a.namelist():
                b.writestr(name, a.read(name))
        self.assertIn("has a time", structure.complaints(path, "OFD-A")[0])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
