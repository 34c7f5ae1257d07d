# SPDX-License-Identifier: MIT
"""What GB/T 33190 asks of a package, in words of our own: which elements there are, in which order,
what they must have, how values are written; that identifiers are unique and what is referred to is
there; and what readers need beside it. `complaints(package)` says what is wrong.
"""

import re
import struct
import xml.etree.ElementTree as ET
import zipfile
from pathlib import PurePosixPath

OFD = "{http://www.ofdspec.org/2016}"
NUMBER = r"-?\d+(\.\d{1,3})?"
KINDS = {
    "id": r"[1-9]\d*",
    "number": NUMBER,
    "box": rf"{NUMBER}( {NUMBER}){{3}}",
    "matrix": r"-?[\d.]+( -?[\d.]+){5}",
    "steps": rf"(g [1-9]\d* {NUMBER}|{NUMBER})( {NUMBER})*",
    "colour": r"\d{1,3} \d{1,3} \d{1,3}",
    "alpha": r"\d{1,3}",
    "bool": "true|false",
    "date": r"\d{4}-\d\d-\d\d",
    "moment": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
    "text": ".+",
    "name": r"[A-Za-z_][\w.-]*",
    "hash": "[0-9a-f]{32}",
    "path": rf"M {NUMBER} {NUMBER}(( [ML]( {NUMBER}){{2}})|( Q( {NUMBER}){{4}})|( C))*",
}

# Element: ({attribute: kind}, ending in ? if it may be left out; children in order, each with ? or *).
ELEMENTS = {
    "OFD": ({"Version": "text", "DocType": "name"}, "DocBody"),
    "DocBody": ({}, "DocInfo DocRoot"),
    "DocInfo": ({}, "DocID Title Author? Subject? CreationDate ModDate Keywords? Creator CreatorVersion"),
    "Keywords": ({}, "Keyword*"),
    "Document": ({}, "CommonData Pages Outlines? CustomTags Attachments?"),
    "CommonData": ({}, "MaxUnitID PageArea PublicRes DocumentRes?"),
    "PageArea": ({}, "PhysicalBox"),
    "Pages": ({}, "Page*"),
    "Outlines": ({}, "OutlineElem*"),
    "OutlineElem": ({"Title": "text"}, "Actions OutlineElem*"),
    "Actions": ({}, "Action"),
    "Action": ({"Event": "name"}, "Goto"),
    "Goto": ({}, "Dest"),
    "Dest": ({"Type": "name", "PageID": "id", "Left": "number", "Top": "number", "Right": "number",
              "Bottom": "number", "Zoom": "number"}, ""),
    "Res": ({"BaseLoc": "text"}, "Fonts? MultiMedias?"),
    "MultiMedias": ({}, "MultiMedia*"),
    "MultiMedia": ({"ID": "id", "Type": "name", "Format": "name"}, "MediaFile"),
    "Fonts": ({}, "Font*"),
    "Font": ({"ID": "id", "FontName": "text", "FamilyName": "text"}, "FontFile"),
    "Area": ({}, "PhysicalBox"),
    "Content": ({}, "Layer"),
    "Layer": ({"ID": "id", "Type": "name"}, None),
    "TextObject": ({"ID": "id", "Boundary": "box", "Font": "id", "Size": "number", "CTM?": "matrix"},
                   "FillColor TextCode"),
    "TextCode": ({"X": "number", "Y": "number", "DeltaX?": "steps"}, ""),
    "PathObject": ({"ID": "id", "Boundary": "box", "Fill": "bool", "Stroke": "bool", "Rule?": "name"},
                   "FillColor AbbreviatedData"),
    "ImageObject": ({"ID": "id", "Boundary": "box", "ResourceID": "id", "CTM": "matrix"}, ""),
    "FillColor": ({"Value": "colour", "Alpha?": "alpha"}, ""),
    "CustomTags": ({}, "CustomTag"),
    "CustomTag": ({"NameSpace": "text"}, "FileLoc"),
    "Attachments": ({}, "Attachment*"),
    "Attachment": ({"ID": "name", "Name": "text", "Format": "name", "CreationDate": "moment",
                    "Size": "number"}, "FileLoc"),
}
TEXTS = {"DocID": "hash", "CreationDate": "date", "ModDate": "date", "MaxUnitID": "id",
         "PhysicalBox": "box", "AbbreviatedData": "path", "DocRoot": "text", "PublicRes": "text",
         "FileLoc": "text", "FontFile": "text", "MediaFile": "text", "DocumentRes": "text", "TextCode": "text", "Title": "text", "Keyword": "text"}
# A page's own element in its file; in the list of pages it is another.
PAGE_FILE = ({}, "Area Content")
LEAVES = {"Page": ({"ID": "id", "BaseLoc": "text"}, ""), "CustomTags": ({}, ""), "Attachments": ({}, "")}
ROOTS = {"OFD.xml": "OFD", "Doc_0/Document.xml": "Document", "Doc_0/PublicRes.xml": "Res", "Doc_0/DocumentRes.xml": "Res",
         "Doc_0/Tags/CustomTags.xml": "CustomTags", "Doc_0/Attachs/Attachments.xml": "Attachments"}
TABLES = {"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap", "name", "OS/2", "post"}


class Package:
    def __init__(self, path):
        self.said, self.ids, self.refs, self.wanted = [], {}, [], []
        self.fonts, self.used = {}, {}
        with zipfile.ZipFile(path) as z:
            self.infos = z.infolist()
            self.files = {i.filename: z.read(i) for i in self.infos}
        self.trees = {}

    def say(self, where, what):
        self.said.append(f"{where}: {what}")


def complaints(path, doc_type="OFD"):
    p = Package(path)
    look_at_zip(p)
    for name, data in p.files.items():
        if not name.endswith(".xml") or "/Attachs/" in name and name not in ROOTS:
            continue
        try:
            p.trees[name] = ET.fromstring(data)
        except ET.ParseError as fault:
            p.say(name, fault)
            continue
        if not data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>'):
            p.say(name, "no XML declaration")
        look_at_file(p, name, p.trees[name])
    entry = p.trees.get("OFD.xml")
    if entry is None or entry.get("DocType") != doc_type:
        p.say("OFD.xml", f"the DocType is not {doc_type}")
    look_at_references(p)
    look_at_fonts(p)
    return p.said


def look_at_zip(p):
    names = [i.filename for i in p.infos]
    if len(set(names)) != len(names):
        p.say("ZIP", "two entries have one name")
    for i in p.infos:
        if i.date_time != (1980, 1, 1, 0, 0, 0) or i.extra or i.comment or i.flag_bits & 1:
            p.say(i.filename, "has a time, extra fields or a password")


def look_at_file(p, name, root):
    if name.endswith("/Structure.xml"):
        for ref in root.iter(f"{OFD}ObjectRef"):
            p.refs += [(name, ref.get("PageRef")), (name, ref.text)]
        return
    expected = ROOTS.get(name, "Page")
    if root.tag != OFD + expected:
        p.say(name, f"the root is not ofd:{expected}")
        return
    look_at_element(p, name, root, PAGE_FILE if expected == "Page" else None)
    if expected == "Page":
        look_at_page(p, name, root)


def look_at_element(p, where, element, rule=None):
    name = element.tag.removeprefix(OFD)
    # What only names a file, in Document.xml, is another element than the root of that file.
    if name == "Page" or (name in LEAVES and len(element) == 0):
        rule = rule or LEAVES[name]
    attributes, children = rule or ELEMENTS.get(name, ({}, ""))
    for key, kind in attributes.items():
        value = element.get(key.rstrip("?"))
        if value is None and not key.endswith("?"):
            p.say(where, f"{name} without {key}")
        elif value is not None and not re.fullmatch(KINDS[kind], value):
            p.say(where, f"{name} {key}: “{value}”")
    for key in element.keys():
        if key not in attributes and f"{key}?" not in attributes:
            p.say(where, f"{name} has {key}")
    if name in TEXTS and not re.fullmatch(KINDS[TEXTS[name]], element.text or ""):
        p.say(where, f"{name}: “{element.text}”")
    found = [c.tag.removeprefix(OFD) for c in element]
    if children is not None and not re.fullmatch(order(children), "".join(f"{f} " for f in found)):
        p.say(where, f"{name} has {' '.join(found)}; expected {children}")
    take_identifiers(p, where, name, element)
    for child in element:
        look_at_element(p, where, child)


def order(children):
    return "".join(
        f"({c.rstrip('?*')} ){c[-1] if c[-1] in '?*' else ''}" for c in children.split()
    )


def take_identifiers(p, where, name, element):
    if "ID" in element.keys() and name != "Attachment":
        if element.get("ID") in p.ids:
            p.say(where, f"the identifier {element.get('ID')} is given twice")
        p.ids[element.get("ID")] = name
    if name == "Dest":
        p.refs.append((where, element.get("PageID")))
    folder = PurePosixPath(where).parent
    if name == "Page" and element.get("BaseLoc"):
        p.wanted.append((where, folder / element.get("BaseLoc")))
    if name in ("DocRoot", "PublicRes", "DocumentRes", "FileLoc") or (name in ("CustomTags", "Attachments") and element.text):
        p.wanted.append((where, folder / (element.text or "")))
    if name == "ImageObject":
        p.refs.append((where, element.get("ResourceID")))
    if name == "MultiMedia":
        p.wanted.append((where, folder / "Res" / (element.findtext(f"{OFD}MediaFile") or "")))
    if name == "Font":
        file = folder / "Res" / (element.findtext(f"{OFD}FontFile") or "")
        p.wanted.append((where, file))
        p.fonts[element.get("ID")] = str(file)


def look_at_page(p, where, root):
    box = [float(v) for v in (root.findtext(f"{OFD}Area/{OFD}PhysicalBox") or "0 0 0 0").split()]
    for o in root.iter():
        if o.tag not in (f"{OFD}TextObject", f"{OFD}PathObject", f"{OFD}ImageObject"):
            continue
        x, y, w, h = (float(v) for v in o.get("Boundary", "0 0 0 0").split())
        if x < 0 or y < 0 or w <= 0 or h <= 0 or x + w > box[2] + 0.0005 or y + h > box[3] + 0.0005:
            p.say(where, f"object {o.get('ID')} is not on the page")
        if o.tag == f"{OFD}TextObject":
            look_at_text(p, where, o)


def look_at_text(p, where, o):
    code = o.find(f"{OFD}TextCode")
    text = code.text or "" if code is not None else ""
    steps = re.sub(r"g (\d+) ", lambda m: "0 " * (int(m[1]) - 1), code.get("DeltaX", "")).split()
    seen = o.find(f"{OFD}FillColor").get("Alpha") is None
    units = len(text.encode("utf-16-le")) // 2
    if seen and len(steps) != units - 1:
        p.say(where, f"object {o.get('ID')}: {len(steps)} steps for {units} units")
    if text != text.strip() or "\n" in text:
        p.say(where, f"object {o.get('ID')}: blanks at an end")
    p.refs.append((where, o.get("Font")))
    if seen:
        p.used.setdefault(o.get("Font"), set()).update(text)


def look_at_references(p):
    for where, name in p.wanted:
        if str(name) not in p.files:
            p.say(where, f"{name} is missing")
    for where, number in p.refs:
        if number not in p.ids:
            p.say(where, f"{number} is no identifier")
    tree = p.trees.get("Doc_0/Document.xml")
    most = int(tree.findtext(f"{OFD}CommonData/{OFD}MaxUnitID", "0")) if tree is not None else 0
    if p.ids and max(int(i) for i in p.ids if i.isdigit()) > most:
        p.say("Doc_0/Document.xml", "an identifier is greater than MaxUnitID")


def look_at_fonts(p):
    for number, name in p.fonts.items():
        data = p.files.get(name, b"")
        tables = sfnt(data)
        if set(tables) != TABLES:
            p.say(name, f"has the tables {sorted(tables)}")
            continue
        locations = struct.unpack(">2I", data[tables["loca"][0] :][:8])
        if locations[0] != locations[1]:
            p.say(name, "the glyph for what is missing is not empty")
        lost = p.used.get(number, set()) - characters(data, tables["cmap"][0])
        if lost:
            p.say(name, f"has no glyph for {''.join(sorted(lost))[:9]}")


def sfnt(data):
    if len(data) < 12 or data[:4] != b"\0\1\0\0":
        return {}
    entries = [data[12 + 16 * i :][:16] for i in range(struct.unpack(">H", data[4:6])[0])]
    return {e[:4].decode("latin-1"): struct.unpack(">2I", e[8:16]) for e in entries}


def characters(data, at):
    """Those of a cmap of one subtable in format 4, without glyph arrays."""
    cmap = data[at + 12 :]
    n = struct.unpack(">H", cmap[6:8])[0] // 2
    numbers = struct.unpack(f">{4 * n + 1}H", cmap[14 : 14 + 8 * n + 2])
    ends, starts, deltas = numbers[:n], numbers[n + 1 : 2 * n + 1], numbers[2 * n + 1 : 3 * n + 1]
    return {
        chr(c)
        for end, start, delta in zip(ends, starts, deltas, strict=True)
        for c in range(start, end + 1)
        if (c + delta) & 0xFFFF and c < 0xFFFF
    }
