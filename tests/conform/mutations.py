# SPDX-License-Identifier: MIT
"""Damaged copies of a good PDF, each with one thing wrong, to prove that the validators notice.

qpdf turns the file into JSON and back; in between its objects are plain Python values.
"""

import base64
import json
import re
import subprocess

QPDF_OUT = ["--newline-before-endstream", "--compress-streams=n", "--object-streams=disable"]


class Document:
    def __init__(self, path):
        done = subprocess.run(
            ["qpdf", "--json-output", "--json-stream-data=inline", "--decode-level=generalized",
             path, "-"],
            check=True,
            capture_output=True,
        )
        self.json = json.loads(done.stdout)
        self.objects = self.json["qpdf"][1]

    def save(self, path):
        source = path.with_suffix(".json")
        source.write_text(json.dumps(self.json), "utf-8")
        subprocess.run(["qpdf", "--json-input", *QPDF_OUT, source, path], check=True)
        source.unlink()

    def resolve(self, value):
        """The object of a reference such as "12 0 R"; any other value unchanged."""
        if isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            return self.objects[f"obj:{value}"]["value"]
        return value

    def catalog(self):
        return self.resolve(self.objects["trailer"]["value"]["/Root"])

    def dictionaries(self):
        """Every dictionary at any depth, including those of streams."""
        stack = [o.get("value") or o["stream"]["dict"] for o in self.objects.values()]
        while stack:
            value = stack.pop()
            if isinstance(value, dict):
                yield value
            if isinstance(value, (dict, list)):
                stack += value.values() if isinstance(value, dict) else value

    def edit_stream(self, reference, edit):
        stream = self.objects[f"obj:{reference}"]["stream"]
        data = edit(base64.b64decode(stream["data"]))
        stream["data"] = base64.b64encode(data).decode()

    def drop(self, *keys):
        found = False
        for d in self.dictionaries():
            for key in keys:
                found |= d.pop(key, None) is not None
        assert found, f"the good file has no {keys}"


def no_language(doc):
    doc.drop("/Lang")


def wrong_widths(doc):
    """Every glyph of a CID font with the default width claims to be 100 units wider."""
    fonts = [d for d in doc.dictionaries() if d.get("/Subtype") == "/CIDFontType0"]
    assert fonts, "the good file has no CID fonts"
    for font in fonts:
        font["/DW"] = font.get("/DW", 1000) + 100


def untagged_text(doc):
    marks = rb"/[^\s/<]+\s*(<<.*?>>|/\S+)\s*BDC\b|/\S+\s+BMC\b|\bEMC\b"
    for d in list(doc.dictionaries()):
        if d.get("/Type") == "/Page":
            contents = d["/Contents"]
            for reference in contents if isinstance(contents, list) else [contents]:
                doc.edit_stream(reference, lambda data: re.sub(marks, b"", data, flags=re.DOTALL))


def no_structure(doc):
    doc.drop("/StructTreeRoot")


def headers_without_cells(doc):
    doc.drop("/Scope", "/Headers")


def unknown_part(doc):
    edit_metadata(doc, rb"(pdfaid:part(>|=['\"]))2", rb"\g<1>9")


def no_title(doc):
    edit_metadata(doc, rb"<dc:title>.*?</dc:title>", b"")


def edit_metadata(doc, pattern, replacement):
    def edit(data):
        changed, n = re.subn(pattern, replacement, data, flags=re.DOTALL)
        assert n == 1, f"{pattern} matches {n} times"
        return changed

    doc.edit_stream(doc.catalog()["/Metadata"], edit)


def no_output_intent(doc):
    doc.drop("/OutputIntents")


def no_to_unicode(doc):
    doc.drop("/ToUnicode")


def font_not_embedded(doc):
    doc.drop("/FontFile2", "/FontFile3")


def nothing(doc):
    """Going through qpdf does no damage by itself."""


def no_trim_box(doc):
    doc.drop("/TrimBox")


def no_press(doc):
    """Leaves only the output intent of PDF/A."""
    intents = doc.resolve(doc.catalog()["/OutputIntents"])
    kept = [i for i in intents if doc.resolve(i)["/S"] != "/GTS_PDFX"]
    assert len(kept) == len(intents) - 1
    doc.catalog()["/OutputIntents"] = kept


def mixed_black(doc):
    """Black as RGB, for a four-colour press."""
    for d in list(doc.dictionaries()):
        if d.get("/Type") == "/Page":
            doc.edit_stream(d["/Contents"], lambda data: data.replace(b"0 0 0 1 k", b"0 0 0 rg"))


def no_relation(doc):
    doc.drop("/AFRelationship")


def older_version(doc):
    doc.json["qpdf"][0]["pdfversion"] = "1.7"


def with_info(doc):
    doc.objects["trailer"]["value"]["/Info"] = {"/Title": "u:x"}


def no_namespaces(doc):
    doc.drop("/Namespaces", "/NS")


def no_structure_destinations(doc):
    doc.drop("/SD")


def no_year(doc):
    edit_metadata(doc, rb"<pdfaid:rev>2020</pdfaid:rev>", b"")


def no_year_of_access(doc):
    edit_metadata(doc, rb"<pdfuaid:rev>2024</pdfuaid:rev>", b"")


def other_accessibility(doc):
    edit_metadata(doc, rb"wtpdf#accessibility", b"wtpdf/#accessibility")


def other_reuse(doc):
    edit_metadata(doc, rb"wtpdf#reuse", b"wtpdf/#reuse")


def no_attachments(doc):
    doc.drop("/EmbeddedFiles")


def no_description(doc):
    doc.drop("/Desc")


def lost_line(doc):
    """Removes the first line of a page's text."""
    page = next(d for d in doc.dictionaries() if d.get("/Type") == "/Page")
    doc.edit_stream(page["/Contents"], lambda data: re.sub(rb"\[.*?\]TJ", b"[]TJ", data, count=1))


# The profile, the damage, and the flavours that must fail (2a, 3a, 4f: PDF/A; ua1, ua2: PDF/UA; wt1a,
# wt1r: WTPDF 1.0 for accessibility and for reuse; x4: PDF/X-4).
MUTATIONS = [
    ("publish", nothing, ""),
    ("publish", no_language, "ua1"),
    ("publish", wrong_widths, "2a ua1"),
    ("publish", untagged_text, "ua1"),
    ("publish", no_structure, "2a ua1"),
    ("publish", headers_without_cells, "ua1"),
    ("publish", unknown_part, "2a"),
    ("publish", no_title, "ua1"),
    ("publish", no_output_intent, "2a"),
    ("publish", no_to_unicode, "2a ua1"),
    ("publish", font_not_embedded, "2a ua1"),
    ("print", nothing, ""),
    ("print", no_trim_box, "x4"),
    ("print", no_press, "x4"),
    ("print", mixed_black, "2a"),
    ("archive", nothing, ""),
    ("archive", no_relation, "3a"),
    ("archive2", nothing, ""),
    ("archive2", older_version, "4f"),
    ("archive2", with_info, "4f"),
    ("archive2", no_namespaces, "ua2 wt1a wt1r"),
    ("archive2", no_structure_destinations, "ua2"),
    ("archive2", no_year, "4f"),
    ("archive2", no_year_of_access, "ua2"),
    ("archive2", other_accessibility, "wt1a"),
    ("archive2", other_reuse, "wt1r"),
    ("archive2", no_attachments, "4f"),
    ("archive2", no_description, "ua2"),
    ("archive2", no_relation, "4f"),
    ("archive2", no_language, "ua2"),
    ("archive2", untagged_text, "ua2"),
    ("archive2", no_title, "ua2"),
]
