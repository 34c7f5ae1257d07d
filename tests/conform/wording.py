# SPDX-License-Identifier: MIT
"""What a document must say: the report's own words and figures, and its layout's wording. Read
from the JSON files alone, so that it stands against the program's own reading of them."""

import json

PRINTED = ("text", "title", "corner", "heading", "caption")  # members of a layout or a table


def load(path):
    """Numbers stay as they are written."""
    return json.loads(path.read_text("utf-8"), parse_int=str, parse_float=str)


def prose_of(report):
    """The paragraphs and sub-headings of a report."""
    blocks = [b for b in blocks_of(report) if not isinstance(b, dict) or "heading" in b]
    return [b["heading"] if isinstance(b, dict) else b for b in blocks]


def blocks_of(report):
    """Everything that stands in a report's prose arrays."""
    sections = [v for v in report.values() if isinstance(v, list)]
    tables = [v for v in report.values() if isinstance(v, dict)]
    sections += [t[k] for t in tables for k in ("before", "after") if k in t]
    return [b for s in sections for b in s]


def own_tables(report):
    """The tables that a report brings with their heads."""
    return [b["table"] for b in blocks_of(report) if isinstance(b, dict) and "table" in b]


def figures_of(report):
    """Every cell that prints something, as it is written."""
    figures = []

    def collect(value):
        if isinstance(value, dict):
            for key, member in value.items():
                if key not in ("before", "after"):
                    collect(member)
        elif isinstance(value, list):
            for item in value:
                collect(item)
        elif value is not None:
            figures.append(value)

    def collect_own(nodes):
        for node in nodes:
            collect(node.get("values", []))
            collect_own(node.get("children", []))

    for key, value in report.items():
        if isinstance(value, dict) and key != "signature":
            collect(value)
    for table in own_tables(report):
        collect_own(table["rows"])
    return figures


def labels_of(layout, report):
    """Headings of the sections the report has, and every head of its tables."""
    labels = []

    def collect(node):
        if isinstance(node, list):
            for item in node:
                collect(item)
        elif isinstance(node, dict):
            for key, value in node.items():
                if key in PRINTED and isinstance(value, str):
                    labels.append(value.replace("|", ""))
                else:
                    collect(value)

    for section in layout["sections"]:
        if section["key"] in report:
            collect(section)
    collect(own_tables(report))
    return labels


def signature_of(report):
    signature = report.get("signature", {})
    return [signature["organ"]] if "organ" in signature else []
