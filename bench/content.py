# SPDX-License-Identifier: MIT
"""Does a document contain everything in its report? Two programs can only be compared if both have
set the same titles, labels, figures and paragraphs.
"""

import json
import re
import subprocess
import unicodedata
from pathlib import Path

LAYOUTS = Path(__file__).resolve().parent.parent / "layouts"
PAGE_NUMBER = re.compile(r"[—―–]\d+[—―–]")


def text_of(document):
    """A PDF's text in drawing order, normalised by plain(), without page numbers."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", document, "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    pages = done.stdout.decode("utf-8").split("\f")
    return "".join(PAGE_NUMBER.sub("", plain(page)) for page in pages)


def plain(text):
    """The text without white space and break hints, variants of a character made equal."""
    text = unicodedata.normalize("NFKC", re.sub(r"[\s|\u200b]", "", text))
    return text.replace("“", '"').replace("”", '"')


def missing(report, text):
    """The pieces of the report that are not in a document's text."""
    return [piece for piece in pieces(report) if plain(piece) not in text]


def pieces(report):
    layout = json.loads((LAYOUTS / f"{report['layout']}.json").read_text("utf-8"))
    yield report["title"]
    for section in layout["sections"]:
        data = report.get(section["key"])
        if data is None:
            continue
        yield section.get("heading", "")
        match section["body"]:
            case "prose":
                yield from of_prose(data)
            case "table":
                yield from of_prose(data.get("before", []))
                for part in section["table"].get("parts", [section["table"]]):
                    yield from of_part(part, data)
                yield from of_prose(data.get("after", []))
            case "signature":
                year, month, day = (int(n) for n in data["date"].split("-"))
                yield from (data["organ"], f"{year}年{month}月{day}日")


def of_prose(items):
    for item in items:
        if isinstance(item, str):
            yield item
        elif "table" in item:
            yield from of_own_table(item["table"])
        else:
            yield item["heading"]


def of_own_table(table):
    yield table.get("caption", "")
    yield table.get("corner", "")
    yield from texts(table["columns"])
    yield from own_rows(table["rows"])


def own_rows(nodes):
    for node in nodes:
        yield node["text"]
        if "children" in node:
            yield from own_rows(node["children"])
        else:
            yield node["text"] + figures(node["values"])


def of_part(part, data):
    """A part of a layout's table: its headers, and each row label together with its figures."""
    yield part.get("title", "")
    yield part.get("corner", "")
    yield from texts(part["columns"])
    if part["rows"] == [{}]:  # the columns have the keys
        yield figures([v for node in keyed(part["columns"]) for v in data[node["key"]]])
    else:
        yield from rows(part["rows"], data)


def rows(nodes, data):
    for node in nodes:
        here = data.get(node["key"])
        yield node["text"]
        if "children" in node:
            yield from rows(node["children"], here or {})
        else:
            yield node["text"] + figures(here)


def keyed(nodes):
    """The outermost nodes that have a key."""
    for node in nodes:
        if "key" in node:
            yield node
        else:
            yield from keyed(node["children"])


def texts(nodes):
    for node in nodes:
        yield node["text"]
        yield from texts(node.get("children", []))


def figures(values):
    """A row's figures as one string."""
    if values is None:
        return ""
    if isinstance(values, dict):
        values = list(values.values())
    return "".join(str(v) for v in (values if isinstance(values, list) else [values]))
