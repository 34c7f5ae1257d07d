# SPDX-License-Identifier: MIT
"""The text that a document must contain: the report's words and figures and the layout's wording.
Computed from the JSON files alone, independently of the program."""

import json
import re

TABLE = None  # represents a table in a list of elements
RUN_IN = re.compile("[（(][一二三四五六七八九十]+[）)][^。]{1,26}。(?=.)")
MARKS = {"bullets": ["•", "–"], "numbers": ["{n}.", "({n})"]}  # where the layout has none
PRINTED = ("text", "title", "corner", "caption")  # members of a table


def load(path):
    """Loads JSON; numbers stay as they are written."""
    return json.loads(path.read_text("utf-8"), parse_int=str, parse_float=str)


def looks_of(root, layout):
    """The layout that defines the style: this one, or the one it extends."""
    name = layout.get("extends")
    return load(root / "layouts" / f"{name}.json") if name else layout


def elements_of(layout, looks, report):
    """The text of each element of the document, in order, except those in tables."""
    found = [report["title"], *revision_of(looks, report)]
    for section in layout["sections"]:
        if section["key"] in report:
            found += [section["heading"]] if "heading" in section else []
            found += BODIES[section["body"]](section, looks, report[section["key"]])
    return set_notes_apart(looks, found)


def set_notes_apart(looks, found):
    """A text after a table that is its note stands so near to it that poppler may read a cell after it:
    it is a piece of its own."""
    openers = tuple(looks["table_style"].get("note_openers", "").split())
    apart, below = [], False
    for text in found:
        below = text is TABLE or (below and text.startswith(openers))
        apart += [text, TABLE] if below and text is not TABLE else [text]
    return apart


class Note(str):
    """A footnote's mark or text, which stands at the foot of a page."""


class Caption(str):
    """Below a picture; its tag is like that of a table's caption."""


def pieces_of(texts):
    """The text between two tables, each time as one string; empty if footnotes interrupt it."""
    pieces = [""]
    if any(isinstance(text, Note) for text in texts):
        return pieces
    for text in texts:
        if text is TABLE:
            pieces.append("")
        else:
            pieces[-1] += text
    return pieces


def prose_of(_, looks, blocks):
    found = []
    for block in blocks:
        run_in = isinstance(block, str) and looks["typography"].get("run_in_headings")
        head = RUN_IN.match(block) if run_in else None
        if head:
            found += [head[0], block[head.end() :]]
        elif isinstance(block, str):
            found.append(block)
        elif "picture" in block:
            found += [Caption(block["picture"]["caption"])] if "caption" in block["picture"] else []
        elif "chart" in block:
            found += chart_of(block["chart"])
        elif "notes" in block:
            found += noted_of(block, looks)
        elif "table" in block:
            found += [TABLE, *block["table"].get("notes", [])]
        elif "list" in block:
            found += list_of(looks, block, 0)
        else:
            found += [block[key] for key in ("heading", "text") if key in block]
    return found


def chart_of(chart):
    """Its caption; the texts of a drawing are in no order, like those of a table."""
    caption = [Caption(chart["caption"])] if "caption" in chart else []
    return [TABLE, *caption, TABLE]


def noted_of(block, looks):
    """Its heading and its text in pieces with their marks, then each note's mark and text."""
    texts = [block[key] for key in ("heading", "text") if key in block]
    pieces, notes = [re.split(r"\[\^(\d+)\]", text) for text in texts], block["notes"]
    order = [int(number) for parts in pieces for number in parts[1::2]]
    order += [i for i in range(1, len(notes) + 1) if i not in order]
    first = looks["note_n"] = looks.get("note_n", 0) + len(notes)
    marks = [chr(0x2460 + first - len(notes) + i) for i in range(len(notes))]
    left, found = iter(marks), []
    for parts in pieces:
        found.append(parts[0])
        for part in parts[2::2]:
            found += [next(left), part]
    found += left  # of notes without a place of their own
    for mark, number in zip(marks, order):
        found += [Note(mark), Note(notes[number - 1])]
    return [text for text in found if text]


def list_of(looks, block, level):
    """Marks are the level's own, or the last that there is; those left out are the program's."""
    kind = "numbers" if block.get("ordered") else "bullets"
    marks = looks.get("list_style", {}).get(kind, MARKS[kind])
    mark = marks[min(level, len(marks) - 1)]
    found = []
    for i, item in enumerate(block["list"], 1):
        found.append(mark.replace("{n}", str(i)) if block.get("ordered") else mark)
        if isinstance(item, str):
            found.append(item)
        else:
            found += noted_of(item, looks) if "notes" in item else [item["text"]]
        if not isinstance(item, str) and "list" in item:
            found += list_of(looks, item, level + 1)
    return found


def table_of(section, looks, table):
    before, after = (prose_of(section, looks, table.get(key, [])) for key in ("before", "after"))
    return [*before, TABLE, *table.get("notes", []), *after]


def attachments_of(section, _, titles):
    found = [section["label"]] if titles else []
    for i, title in enumerate(titles, 1):
        found += [section["number"].replace("{n}", str(i))] if len(titles) > 1 else []
        found.append(title)
    return found


def signature_of(_, looks, signature):
    organs = signature.get("organ", [])
    organs = [organs] if isinstance(organs, str) else organs
    return organs + ([date_of(looks, signature["date"])] if "date" in signature else [])


def note_of(section, _, text):
    return [section["note"].replace("{text}", text)]


def imprint_of(section, looks, imprint):
    copies = [section["copies"].replace("{text}", imprint["copies"])] if "copies" in imprint else []
    printed = section["printed"].replace("{date}", date_of(looks, imprint["date"]))
    return [*copies, imprint["organ"] + printed]


BODIES = {
    "prose": prose_of,
    "table": table_of,
    "attachments": attachments_of,
    "signature": signature_of,
    "note": note_of,
    "imprint": imprint_of,
}


def revision_of(looks, report):
    if "revision" not in report:
        return []
    revision, typography = report["revision"], looks["typography"]
    date = date_of(looks, revision["date"])
    note = typography["revision_note"].replace("{date}", date)
    note = note.replace("{n}", str(revision["number"])).replace("{reason}", revision["reason"])
    return [typography["revision_mark"], note]


def date_of(looks, date):
    """A date in the layout's format, without leading zeros."""
    text = looks["typography"]["date_format"]
    for name, part in zip("ymd", date.split("-")):
        text = text.replace("{" + name + "}", str(int(part)))
    return text


def blocks_of(report):
    """All items of a report's arrays."""
    sections = [v for v in report.values() if isinstance(v, list)]
    tables = [v for v in report.values() if isinstance(v, dict)]
    sections += [t[k] for t in tables for k in ("before", "after") if k in t]
    return [b for s in sections for b in s]


def own_tables(report):
    """The tables that a report defines itself."""
    return [b["table"] for b in blocks_of(report) if isinstance(b, dict) and "table" in b]


def figures_of(report):
    """Every cell that is not blank, as it is written."""
    figures = []

    def collect(value):
        if isinstance(value, dict):
            for key, member in value.items():
                if key not in ("before", "after", "unit", "notes"):
                    collect(member)
        elif isinstance(value, list):
            for item in value:
                collect(item)
        elif value is not None:
            figures.append(value)

    def collect_own(nodes):
        for node in nodes:
            for value in node.get("values", []):
                collect(value["value"] if isinstance(value, dict) else value)
            collect_own(node.get("children", []))

    for key, value in report.items():
        if isinstance(value, dict) and key not in ("signature", "imprint", "revision"):
            collect(value)
    for table in own_tables(report):
        collect_own(table["rows"])
    return figures


def printed_unit(looks, unit):
    before, after = looks["table_style"].get("unit", "{text}").split("{text}")
    return unit if unit.startswith(before) and before else before + unit + after


def labels_of(layout, looks, report):
    """Every header and unit in the tables of the report's sections."""
    labels = []

    def collect(node, into):
        if isinstance(node, list):
            for item in node:
                collect(item, into)
        elif isinstance(node, dict):
            for key, value in node.items():
                if key in PRINTED and isinstance(value, str):
                    into.append(value)
                elif key == "unit":
                    into.append(printed_unit(looks, value))
                else:
                    collect(value, into)

    for section in layout["sections"]:
        if section["key"] in report:
            collect(section.get("table", {}), labels)
    # "|" is a break hint in the layout only; in a report it is printed.
    labels = [label.replace("|", "") for label in labels]
    collect(own_tables(report), labels)
    return labels
