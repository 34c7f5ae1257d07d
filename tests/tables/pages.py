# SPDX-License-Identifier: MIT
"""Parses the program's trace: pages with runs and rules, and the tag tree."""

import re
from dataclasses import dataclass, field

TEXT = r'"((?:[^"\\]|\\.)*)"'
NUMBER = r"(-?\d+(?:\.\d+)?)"
RUN = re.compile(
    rf"run (\S+) {NUMBER},{NUMBER}(?: to {NUMBER})? (\S+) {NUMBER}(?: rotate (\d+))?"
    rf"(?: gray \d+)? {TEXT}"
)
RULE = re.compile(rf"rule (\S+) {NUMBER},{NUMBER} {NUMBER},{NUMBER} width {NUMBER}")
FILL = re.compile(rf"fill (\S+) {NUMBER},{NUMBER} {NUMBER},{NUMBER}")
# What belongs to a picture or a chart has the number of its tag.
PICTURE = re.compile(rf"picture (\d+) {NUMBER},{NUMBER} {NUMBER},{NUMBER} ")
SHAPE = re.compile(r"shape (\d+) ((?:-?[\d.]+,-?[\d.]+ ?)+)(?:gray \d+)?$")
PAGE = re.compile(rf"page \d+ (?:{TEXT} )?{NUMBER},{NUMBER}")
TAG = re.compile(
    r"( *)(\d+) (\w+)(?: (row|column|both))?(?: span (\d+)x(\d+))?(?: headers ([\d,]+))?"
    rf"(?: alt {TEXT})?(?: of \d+)?(?: {TEXT})?(?: bookmark {TEXT})?$"
)
ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")

# The em box of Han characters is 880/1000 above the baseline and 120/1000 below it.
ABOVE, BELOW = 0.88, 0.12
# Punctuation one em wide with ink in one half only: the blank half may be trimmed.
LEFT_BLANK, RIGHT_BLANK = "（《“「『【〔〈‘", "，。、；：）》”」』】〕〉’！？"


@dataclass
class Run:
    """A run's text and position; `owner` is a tag's number or the kind of artifact."""

    owner: object
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    baseline: float

    def ink(self):
        """(left, right) without the blank parts of the outermost glyphs."""
        text, left, right = self.text, self.x0, self.x1
        blank = {" ": 0.25, "\u3000": 1}
        while text and text[0] in blank:
            left, text = left + blank[text[0]] * self.size, text[1:]
        while text and text[-1] in blank:
            right, text = right - blank[text[-1]] * self.size, text[:-1]
        if not text:
            return self.x0, self.x0
        left += self.size / 2 if text[0] in LEFT_BLANK else 0
        right -= self.size / 2 if text[-1] in RIGHT_BLANK else 0
        return left, max(left, right)


@dataclass
class Rule:
    x0: float
    y0: float
    x1: float
    y1: float
    width: float


@dataclass
class Drawn:
    """What the picture or chart with the tag `owner` draws."""

    owner: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass
class Page:
    number: int
    width: float
    height: float
    runs: list = field(default_factory=list)
    rules: list = field(default_factory=list)
    fills: list = field(default_factory=list)
    drawn: list = field(default_factory=list)
    notes: list = field(default_factory=list)  # runs of footnotes


@dataclass
class Tag:
    number: int
    kind: str
    scope: str
    rows: int
    columns: int
    headers: list
    text: str
    alt: str
    children: list = field(default_factory=list)


def parse(text):
    """(pages, the root tag, {number: tag})"""
    pages, tags, path, in_tags = [], {}, [], False
    for line in text.split("\n"):
        if in_tags:
            read_tag(line, tags, path)
        elif line == "tags":
            in_tags = True
        elif line.startswith("page "):
            _, width, height = PAGE.match(line).groups()
            pages.append(Page(len(pages) + 1, float(width), float(height)))
        elif line.startswith("run "):
            read_run(line, pages[-1])
        elif line.startswith("rule "):
            read_rule(line, pages[-1])
        elif line.startswith("picture "):
            owner, x, y, width, height = PICTURE.match(line).groups()
            x, y = float(x), float(y)
            pages[-1].drawn.append(Drawn(int(owner), x, y, x + float(width), y + float(height)))
        elif line.startswith("shape "):
            owner, points = SHAPE.match(line).groups()
            xs, ys = zip(*(map(float, point.split(",")) for point in points.split()))
            pages[-1].drawn.append(Drawn(int(owner), min(xs), min(ys), max(xs), max(ys)))
        elif line.startswith("fill "):
            pages[-1].fills.append(tuple(map(float, FILL.match(line).groups()[1:])))
    in_notes = {t.number for note in tags.values() if note.kind == "Note" for t in inside(note)}
    for page in pages:
        take_notes(page, in_notes)
    return pages, tags[0], tags


def inside(tag):
    yield tag
    for child in tag.children:
        yield from inside(child)


def take_notes(page, in_notes):
    """Takes the footnotes of a page out of its text, with the rule above them."""
    page.notes = [run for run in page.runs if run.owner in in_notes]
    page.runs = [run for run in page.runs if run.owner not in in_notes]
    if page.notes:
        top = min(run.top for run in page.notes)
        page.rules.remove(max((r for r in page.rules if r.y0 < top), key=lambda rule: rule.y0))


def read_rule(line, page):
    owner, *places = RULE.match(line).groups()
    rule = Rule(*map(float, places))
    if not owner.isdigit():
        page.rules.append(rule)
        return
    xs, ys = sorted((rule.x0, rule.x1)), sorted((rule.y0, rule.y1))
    page.drawn.append(Drawn(int(owner), xs[0], ys[0], xs[1], ys[1]))


def read_run(line, page):
    owner, x, y, to, _, size, rotate, text = RUN.match(line).groups()
    if to is None or rotate is not None:
        return  # invisible, or the draft mark, which is beneath everything
    y, size = float(y), float(size)
    page.runs.append(
        Run(
            owner=int(owner) if owner.isdigit() else owner,
            text=unescape(text),
            x0=float(x),
            x1=float(to),
            top=y - ABOVE * size,
            bottom=y + BELOW * size,
            size=size,
            baseline=y,
        )
    )


def read_tag(line, tags, path):
    if not line:
        return
    indent, number, kind, scope, rows, columns, headers, alt, text, _ = TAG.match(line).groups()
    del path[len(indent) // 2 :]
    if kind == "Caption" and path[-1].kind == "Figure":
        kind = "Figcaption"  # stands below what it names
    tag = Tag(
        number=int(number),
        kind=kind,
        scope=scope,
        rows=int(rows or 1),
        columns=int(columns or 1),
        headers=[int(h) for h in headers.split(",")] if headers else [],
        text=unescape(text or ""),
        alt=unescape(alt or ""),
    )
    if path:
        path[-1].children.append(tag)
    path.append(tag)
    tags[tag.number] = tag


def unescape(text):
    return ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], text)
