# SPDX-License-Identifier: MIT
"""The positions of glyphs and rules in a finished PDF, as read by MuPDF, independent of kanben.

Lengths are in points; y runs down from the page's top.
"""

import re
import subprocess
from collections import namedtuple
from xml.etree import ElementTree

MM = 72 / 25.4

Glyph = namedtuple("Glyph", "char x y size width font tag")
Rule = namedtuple("Rule", "x0 y0 x1 y1 weight")


class Page:
    def __init__(self, number, element, tags):
        self.number = number
        _, _, self.width, self.height = map(float, element.get("mediabox").split())
        self.glyphs, self.rules = [], []
        self.tags = iter(tags)
        # Is any content turned? The positions of its marks are those before turning.
        self.turned = any(e.get("transform", "").startswith("0 ") for e in element.iter())
        for child in element:
            self.read(child)
        if next(self.tags, None) is not None:
            raise ValueError(f"page {number}: MuPDF shows fewer glyphs than the page has")

    def read(self, element):
        if element.tag == "fill_text":
            self.read_text(element)
        elif element.tag == "stroke_path":
            self.read_path(element)
        else:  # from 1.25 on what is drawn is within elements <structure>
            for child in element:
                self.read(child)

    def read_text(self, element):
        # Slanted text is the draft mark, which is ignored.
        for span in element.iter("span"):
            size, slant = map(float, span.get("trm").split()[:2])
            for g in span.iter("g"):
                if g.get("glyph") != "-1":  # a further character of the same glyph
                    tag = next(self.tags)
                x, y, width = (float(g.get(k)) for k in ("x", "y", "adv"))
                if slant != 0 or g.get("unicode") is None:
                    continue
                self.glyphs.append(
                    Glyph(g.get("unicode"), x, self.height - y, size, width * size,
                          span.get("font"), tag)
                )

    def read_path(self, element):
        points = [(float(p.get("x")), self.height - float(p.get("y"))) for p in element
                  if p.tag in ("moveto", "lineto")]
        for (x0, y0), (x1, y1) in zip(points[::2], points[1::2]):
            self.rules.append(Rule(x0, y0, x1, y1, float(element.get("linewidth"))))

    def lines(self, tag=None):
        """The content's glyphs as one list per baseline, top to bottom, left to right."""
        found = {}
        for g in self.glyphs:
            if g.tag != "Artifact" and (tag is None or g.tag == tag):
                found.setdefault(round(g.y, 2), []).append(g)
        return [sorted(found[y], key=lambda g: g.x) for y in sorted(found)]

    def number_line(self):
        """The page number: the lowest line on the page."""
        glyphs = [g for g in self.glyphs if g.tag == "Artifact" and g.char != " "]
        lowest = max((g.y for g in glyphs), default=0)
        return sorted((g for g in glyphs if g.y == lowest), key=lambda g: g.x)


def text(line):
    return "".join(g.char for g in line)


def pages(path):
    done = subprocess.run(["mutool", "trace", path], capture_output=True, check=True)
    # MuPDF writes references to characters that XML does not allow.
    xml = re.sub(rb"&#x?0*[0-8bBcCeEfF];", b"", done.stdout)
    root = ElementTree.fromstring(xml)
    return [
        Page(int(p.get("number")), p, tags)
        for p, tags in zip(root.iter("page"), tags_of(path), strict=True)
    ]


def qpdf(*args):
    return subprocess.run(["qpdf", *args], capture_output=True, check=True).stdout.decode("latin-1")


def tags_of(path):
    """For each page the outermost tag of each of its glyphs, in the order in which they are shown.

    They are read from the pages' own operators, since MuPDF from 1.25 on tells artifacts no more from what
    stands before them.
    """
    for page in re.findall(r"(?:\n +\d+ 0 R)+", qpdf("--show-pages", path)):
        open_tags, tags = [], []
        for stream in re.findall(r"(\d+) 0 R", page):
            content = qpdf(f"--show-object={stream}", "--filtered-stream-data", path)
            for begun, ended, shown in re.findall(
                r"/(\w+)\s*(?:<<.*?>>\s*BDC|BMC)|\b(EMC)\b|(\[[^\]]*\]\s*TJ|<[0-9a-fA-F]*>\s*Tj)", content
            ):
                if begun:
                    open_tags.append(begun)
                elif ended:
                    open_tags.pop()
                else:
                    n = sum(len(codes) for codes in re.findall(r"<(\w*)>", shown)) // 4
                    tags += [open_tags[0] if open_tags else None] * n
        yield tags


def ink_top(path, page, x0, x1, y0, y1):
    """The y of the first ink in a rectangle of the page, measured at 1200 dpi."""
    dots = 1200 / 72
    left, top = int(x0 * dots), int(y0 * dots)
    done = subprocess.run(
        ["pdftoppm", "-r", "1200", "-gray", "-f", str(page), "-l", str(page), "-x", str(left),
         "-y", str(top), "-W", str(int((x1 - x0) * dots)), "-H", str(int((y1 - y0) * dots)), path],
        capture_output=True,
        check=True,
    )
    size = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", done.stdout)
    width, pixels = int(size[1]), done.stdout[size.end():]
    for row in range(int(size[2])):
        if min(pixels[row * width : (row + 1) * width]) < 128:
            return (top + row) / dots
    return None


def lines_read(path):
    """The lines that poppler finds, without white space."""
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    return [re.sub(r"\s", "", line) for line in done.stdout.decode("utf-8").splitlines()]
