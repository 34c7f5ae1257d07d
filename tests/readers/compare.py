# SPDX-License-Identifier: MIT
"""Compares what a reader reads from a PDF with what the web edition says.

Two texts are equal if their characters are, blanks too, without any normalisation. A line end of the
reader stands for whatever the web edition has there: nothing, or a blank (as between Latin words).
Lines with a page number alone are left out.

Each comparison returns a Result: how much there is, and a fault for each thing that is wrong.
"""

import re
import sys
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "web"))

import tables
from webpage import GAP

PAGE_NUMBER = re.compile(r"(?m)^[^\S\n]*—[^\S\n]*\d+[^\S\n]*—[^\S\n]*$")
CONTINUED = "（续）"  # added to a label that is repeated on the next page
GROUPING = ("Document", "Root", "Sect", "L", "LI", "Table", "THead", "TBody", "TR")
SCOPES = {"": [""], "col": ["Column"], "colgroup": ["Column"], "row": ["Row"],
          "rowgroup": ["Row", "Column"]}  # PDF has no groups


@dataclass
class Result:
    total: int
    faults: list = field(default_factory=list)


@lru_cache(maxsize=None)
def characters(text):
    return "".join(text.split())


class Text:
    """A text without its blanks; `blanks` has what stood before a character, by its index."""

    def __init__(self, text):
        self.characters, self.blanks = "", {}
        for blank, characters in re.findall(r"([\s\0]*)([^\s\0]*)", text):
            if blank:
                self.blanks[len(self.characters)] = blank
            self.characters += characters

    def line_end(self, at):
        blank = self.blanks.get(at, "")
        return at in (0, len(self.characters)) or "\n" in blank or "\r" in blank

    def differing_blank(self, meant, at=0):
        """Where the blanks in this text, from a place on, are not those that are meant; or None."""
        for i in range(1, len(meant.characters)):
            wanted, found = meant.blanks.get(i, ""), self.blanks.get(at + i, "")
            if found != wanted and wanted != GAP and not self.line_end(at + i):
                return i
            if self.line_end(at + i) and wanted not in ("", " ", GAP):
                return i
        return None


@lru_cache(maxsize=None)
def same(read, meant):
    read, meant = Text(read or ""), Text(meant)
    return read.characters == meant.characters and read.differing_blank(meant) is None


def compare(page, reading, files, able):
    """{fact: Result} for the facts that the reader is able to read."""
    every = {
        "text": lambda: text(page, reading["pages"])[0],
        "order": lambda: text(page, reading["pages"])[1],
        "cells": lambda: cells(page, reading["tables"]),
        "tags": lambda: tags(page, reading["tags"]),
        "title": lambda: single(reading["title"], page.title),
        "author": lambda: single(reading["author"], page.author),
        "language": lambda: single(reading["language"], page.language),
        "files": lambda: single(reading["files"], files),
    }
    return {fact: every[fact]() for fact in able}


def single(read, meant):
    return Result(1, [] if read == meant else [f"{quoted(read)}, not {quoted(meant)}"])


def quoted(value):
    return f"“{value}”" if isinstance(value, str) else str(value)


def text(page, pages):
    """Two results: paragraphs that are not equal, and those that are not in order."""
    read = Text(PAGE_NUMBER.sub("", "\n".join(pages).replace("\r\n", "\n")))
    meant = [Text(paragraph) for paragraph in page.paragraphs]
    places = [found_at(read, paragraph) for paragraph in meant]
    wrong = Result(len(meant))
    for number, (paragraph, found) in enumerate(zip(meant, places), 1):
        fault = fault_of(read, paragraph, found)
        if fault:
            wrong.faults.append(f"paragraph {number}: {fault}")
    ordered = in_order(places)
    late = [n for n, found in enumerate(places) if found and n not in ordered]
    return wrong, Result(len(meant), [
        f"paragraph {n + 1} stands elsewhere: “{meant[n].characters[:12]}”" for n in late])


def found_at(read, paragraph):
    """Every place of a paragraph's characters; only whole lines, if there are such places."""
    places = [m.start() for m in re.finditer(f"(?={re.escape(paragraph.characters)})", read.characters)]
    end = len(paragraph.characters)
    whole = [at for at in places if read.line_end(at) and read.line_end(at + end)]
    return whole or places


def fault_of(read, meant, places):
    if not places:
        return f"is not in one piece: {first_difference(meant, read)}"
    differing = {at: read.differing_blank(meant, at) for at in places}
    at = next((at for at, differs in differing.items() if differs is None), places[0])
    i = differing[at]
    if i is not None:
        before, after = meant.characters[max(0, i - 6) : i], meant.characters[i : i + 6]
        return f"“{before}{read.blanks.get(at + i, '')}{after}”, not “{before}{meant.blanks.get(i, '')}{after}”"
    if not (read.line_end(at) and read.line_end(at + len(meant.characters))):
        return f"has not its own lines: “{meant.characters[:12]}”"
    return None


def first_difference(meant, read):
    whole, text = meant.characters, read.characters
    n = next((n for n in range(len(whole), 0, -1) if whole[:n] in text), 0)
    there = text.find(whole[:n]) + n
    return f"“{whole[max(0, n - 6) : n]}|{text[there : there + 6]}”, not “{whole[n : n + 6]}”"


def in_order(places):
    """The largest set of paragraphs (indices) that have places in increasing order."""
    ends, chain, before = [], [], {}  # of the chains of each length: the last place, the last item
    for n, found in enumerate(places):
        for at in sorted(found, reverse=True):
            length = bisect_left(ends, at)
            ends[length : length + 1] = [at]
            chain[length : length + 1] = [(n, at)]
            before[n, at] = chain[length - 1] if length > 0 else None
    ordered, item = set(), chain[-1] if chain else None
    while item:
        ordered.add(item[0])
        item = before[item]
    return ordered


def cells(page, read):
    """Every cell, by the rows that the reader found, in order; a table may be in several pieces with
    its head repeated."""
    meant = [row for table in page.tables for row in rows_of(table)]
    found = [[cell or "" for cell in row] for table in read for row in table]
    heads = [row for table in page.tables for row in rows_of(table)[: table.head_n]]
    result = Result(sum(len(row.cells) for row in meant))
    for row, cells in aligned(meant, found):
        if row is None:
            result.faults += min((r.faults(cells) for r in (NOTHING, *heads)), key=len)
        else:
            result.faults += row.faults(cells or [])
    return result


@dataclass
class Row:
    """`cells`: {column: text} of the cells that begin here; `others`: texts of those that only go on."""

    cells: dict
    others: dict
    width: int

    def texts(self):
        return list(self.cells.values())

    def faults(self, read):
        """For each cell that is not read, and each text that is read instead."""
        if len(read) == self.width:
            pairs = [(read[column], text) for column, text in self.cells.items()]
            rest = {c: text for c, text in enumerate(read) if text and c not in self.cells}
            more = [t for c, t in rest.items() if not self.goes_on(t, self.others.get(c, ""))]
        else:
            pairs, more = self.in_sequence([text for text in read if text])
        wrong = [f"“{a}”, not “{b}”" for a, b in pairs if not same(a, b)]
        return wrong + [f"“{text}” is too many" for text in more]

    def right(self, read):
        return len(self.cells) - sum(not fault.endswith("too many") for fault in self.faults(read))

    def goes_on(self, text, label):
        return same(text, label) or same(text, label + CONTINUED)

    def in_sequence(self, read):
        """Where the reader has another number of columns: texts in order, blank cells unseen."""
        pairs, more = [], list(read)
        for text in self.texts():
            at = next((i for i, other in enumerate(more) if same(other, text)), None) if text else None
            pairs.append((more.pop(at) if at is not None else "", text))
        return pairs, [t for t in more if not any(self.goes_on(t, label) for label in self.others.values())]


NOTHING = Row({}, {}, 0)


def rows_of(table):
    places, _ = tables.places_of(table.rows)
    width = max(column for _, column in places) + 1
    rows = [Row({}, {}, width) for _ in table.rows]
    for r, c in sorted(places):
        row, column, cell = places[r, c]
        (rows[r].cells if (r, c) == (row, column) else rows[r].others)[c] = cell["text"]
    return rows


def aligned(meant, found):
    """Pairs of rows, or None beside one: the alignment in order with the most cells that are right."""
    texts = [{characters(text) for text in row.texts() if text} for row in meant]
    score = [[0] * (len(found) + 1) for _ in range(len(meant) + 1)]
    right = {}
    for i, row in enumerate(meant, 1):
        for k, cells in enumerate(found, 1):
            alike = any(characters(cell) in texts[i - 1] for cell in cells)
            right[i, k] = row.right(cells) if alike else 0
            score[i][k] = max(score[i - 1][k], score[i][k - 1], score[i - 1][k - 1] + right[i, k])
    pairs, i, k = [], len(meant), len(found)
    while i or k:
        if i and k and right[i, k] and score[i][k] == score[i - 1][k - 1] + right[i, k]:
            i, k = i - 1, k - 1
            pairs.append((meant[i], found[k]))
        elif k and (not i or score[i][k] == score[i][k - 1]):
            k -= 1
            pairs.append((None, found[k]))
        else:
            i -= 1
            pairs.append((meant[i], None))
    return pairs[::-1]


def tags(page, read):
    """The elements outside tables, and every cell with its kind, spans, scope and headers."""
    outside, rows = sorted_out(page, read)
    result = Result(len(page.elements) + sum(len(row) for table in page.tables for row in table.rows))
    for kind, text in page.elements:
        at = next((i for i, tag in enumerate(outside) if is_element(tag, kind, text)), None)
        if at is None:
            result.faults.append(f"no {kind} “{text[:30]}” here")
        else:
            outside = outside[at + 1 :]
    for number, table in enumerate(page.tables, 1):
        mine, rows = rows[: len(table.rows)], rows[len(table.rows) :]
        result.faults += [f"table {number}, {fault}" for fault in cell_tags(table.rows, mine)]
    return result


def is_element(tag, kind, text):
    return tag["kind"] == kind and same(tag["text"], text)


def sorted_out(page, read):
    """The elements outside tables, and the cells of each row."""
    outside, rows = [], []
    for tag in whole_elements(page, read):
        if tag["kind"] == "TR":
            rows.append([])
        elif tag["kind"] in ("TH", "TD"):
            rows[-1].append(tag)
        elif tag["kind"] not in GROUPING or tag["text"]:
            outside.append(tag)
    return outside, rows


def whole_elements(page, read):
    """Joins the two parts of an element that is in the trees of two pages."""
    texts = [text for _, text in page.elements]
    whole, last = [], None
    for tag in read:
        if tag["text"]:
            if last and tag["page"] > last["page"] and tag["kind"] == last["kind"]:
                joined = last["text"] + "\n" + tag["text"]
                if any(same(joined, text) for text in texts):
                    last["text"] = joined
                    continue
            last = tag = dict(tag)
        whole.append(tag)
    return whole


def cell_tags(meant, read):
    try:
        want, have = cells_of(meant), cells_of(read)
    except ValueError as error:
        return [str(error)] * sum(map(len, meant))
    faults = []
    for at, (cell, *wanted) in sorted(want.items()):
        other, *found = have.get(at, ({"scope": ""}, "nothing", ""))
        if found[0] != wanted[0] or not same(found[1], wanted[1]) or found[2:] != wanted[2:]:
            faults.append(f"{at}: {found}, not {wanted}")
        elif other["scope"] not in SCOPES[cell["scope"]]:
            faults.append(f"{at}: scope “{other['scope']}”, not “{cell['scope']}”")
    return faults


def cells_of(rows):
    """{first place: (cell, kind, text, spans, first places of its headers)}"""
    places, first = tables.places_of(rows)
    return {
        (r, c): (cell, cell["kind"], cell["text"], (cell["rows"], cell["columns"]),
                 sorted(map(str, tables.headers_of(places, first, r, c, cell))))
        for spot, (r, c, cell) in places.items()
        if spot == (r, c)
    }
