# SPDX-License-Identifier: MIT
"""Reports as OFD, as other producers write it: text by lines with steps, tables as strokes. Nothing
here is how kanben writes OFD.
"""

import io
import zipfile
from xml.sax.saxutils import escape

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 210, 297, 28, 184, 37, 262
BODY, SMALL, TITLE = 5.6, 2.4, 7.8


def width(text, size):
    return sum(size if ord(c) >= 0x2000 else size / 2 for c in text)


class Pages:
    """Pages that fill from the top, and the ways in which producers differ."""

    def __init__(self, *, groups=True, matrix=False, split=False, numbers=True, template=False):
        self.groups, self.matrix, self.split, self.template = groups, matrix, split, template
        self.numbers = numbers
        self.pages, self.y, self.id = [], FOOT, 100

    def next(self):
        self.id += 1
        return self.id

    def new_page(self):
        self.pages.append([])
        self.y = TOP
        if self.numbers:
            self.text(100, 280, 5, f"— {len(self.pages)} —")

    def put(self, xml):
        self.pages[-1].append(xml)

    def text(self, x, y, size, text, extra=""):
        """A line whose baseline begins at (x, y)."""
        if self.split and len(text) > 4:
            self.text(x, y, size, text[:3])
            self.text(x + width(text[:3], size), y, size, text[3:])
            return
        steps = [width(c, size) for c in text[:-1]]
        deltas = " ".join(f"{s:g}" for s in steps)
        if self.groups and len(set(steps)) == 1 and len(steps) > 1:
            deltas = f"g {len(steps)} {steps[0]:g}"
        delta = f' DeltaX="{deltas}"' if steps else ""
        if self.matrix:
            place = f'Size="1" CTM="{size} 0 0 {size} 0 0"'
            scaled = " ".join(f"{s / size:g}" for s in steps)
            delta = f' DeltaX="{scaled}"' if steps else ""
            at = f'X="0" Y="{1:g}"'
        else:
            place, at = f'Size="{size}"', f'X="0" Y="{size}"'
        self.put(
            f'<ofd:TextObject ID="{self.next()}" Boundary="{x:g} {y - size:g} {width(text, size):g} '
            f'{size * 1.3:g}" Font="1" {place}{extra}><ofd:TextCode {at}{delta}>{escape(text)}'
            "</ofd:TextCode></ofd:TextObject>"
        )

    def line(self, x0, y0, x1, y1):
        w, h = max(x1 - x0, 0.1), max(y1 - y0, 0.1)
        self.put(
            f'<ofd:PathObject ID="{self.next()}" Boundary="{x0:g} {y0:g} {w:g} {h:g}" '
            f'LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L {x1 - x0:g} {y1 - y0:g}'
            "</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def room(self, height):
        if self.y + height > FOOT:
            self.new_page()

    def paragraph(self, text, size=BODY, indent=2):
        at = LEFT + indent * size
        while text:
            fit = 0
            while fit < len(text) and at + width(text[: fit + 1], size) <= RIGHT + 0.01:
                fit += 1
            self.room(size * 1.8)
            self.y += size * 1.8
            self.text(at, self.y, size, text[:fit])
            text, at = text[fit:], LEFT

    def beside(self, text):
        """A line of a signature."""
        self.room(BODY * 1.8)
        self.y += BODY * 1.8
        self.text(RIGHT - 2 * BODY - width(text, BODY), self.y, BODY, text)

    def title(self, text):
        """Centred, on as many lines as it takes."""
        per_line = int((RIGHT - LEFT) / TITLE)
        self.room(TITLE * 2)
        for first in range(0, len(text), per_line):
            part = text[first : first + per_line]
            self.y += TITLE * 1.5
            self.text((LEFT + RIGHT - width(part, TITLE)) / 2, self.y, TITLE, part)

    def table(self, grid):
        """Rows of one page are one table; columns have the same width, rows the height they need."""
        column = (RIGHT - LEFT) / grid.columns
        heights = [4.0] * grid.rows
        cut = {}
        for cell in grid.cells:
            row, _, rows, columns, text = cell
            per_line = max(1, int((column * columns - 1) / SMALL))
            lines = [line for piece in (text or "").split("\n")
                     for line in self.wrapped(piece, per_line)]
            cut[cell] = lines
            if rows == 1:
                heights[row] = max(heights[row], len(lines) * SMALL * 1.3 + 1)
        self.room(sum(heights) if sum(heights) < FOOT - TOP else FOOT)
        tops = [self.y + 3 + sum(heights[:i]) for i in range(grid.rows + 1)]
        for cell, lines in cut.items():
            row, left, rows, columns, _ = cell
            x0, x1 = LEFT + left * column, LEFT + (left + columns) * column
            y0, y1 = tops[row], tops[row + rows]
            self.line(x0, y0, x1, y0)
            self.line(x0, y0, x0, y1)
            self.line(x1, y0, x1, y1)
            self.line(x0, y1, x1, y1)
            y = (y0 + y1 - len(lines) * SMALL * 1.3) / 2
            for line in lines:
                y += SMALL * 1.3
                self.text((x0 + x1 - width(line, SMALL)) / 2, y - 0.6, SMALL, line)
        self.y = tops[-1] + 3

    @staticmethod
    def wrapped(text, per_line):
        lines, line = [], ""
        for c in text:
            if width(line + c, 1) > per_line and not (c.isascii() and line[-1:].isascii()):
                lines.append(line)
                line = ""
            line += c
        return [*lines, line] if line else lines

    def package(self, changes=None, **parts):
        """The bytes; `changes` replace files, None leaves one out."""
        files = {
            "OFD.xml": f'<ofd:OFD {NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": self.document(parts.get("document", "")),
            "Doc_0/PublicRes.xml": f'<ofd:Res {NS} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="1" '
            'FontName="宋体"/></ofd:Fonts></ofd:Res>',
        }
        for i, objects in enumerate(self.pages):
            template = '<ofd:Template TemplateID="2"/>' if self.template else ""
            files[f"Doc_0/Pages/Page_{i}/Content.xml"] = (
                f'<ofd:Page {NS}>{template}<ofd:Content><ofd:Layer ID="{10 + i}">{"".join(objects)}'
                "</ofd:Layer></ofd:Content></ofd:Page>"
            )
        if self.template:
            files["Doc_0/Tpls/T.xml"] = f"<ofd:Page {NS}><ofd:Content/></ofd:Page>"
        files.update(changes or {})
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
            for name, data in files.items():
                if data is not None:
                    z.writestr(name, data)
        return out.getvalue()

    def document(self, more):
        pages = "".join(
            f'<ofd:Page ID="{20 + i}" BaseLoc="Pages/Page_{i}/Content.xml"/>'
            for i in range(len(self.pages))
        )
        template = (
            '<ofd:TemplatePage ID="2" BaseLoc="/Doc_0/Tpls/T.xml"/>' if self.template else ""
        )
        return (
            f"<ofd:Document {NS}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea>"
            f"<ofd:PhysicalBox>0 0 {WIDTH} {HEIGHT}</ofd:PhysicalBox></ofd:PageArea>"
            f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{template}</ofd:CommonData>"
            f"<ofd:Pages>{pages}</ofd:Pages>{more}</ofd:Document>"
        )


def report(content, **ways):
    pages = Pages(**ways)
    for kind, value in content:
        if kind == "table":
            pages.table(value)
        elif kind == "title":
            pages.title(value)
        elif kind == "right":
            pages.beside(value)
        else:
            pages.paragraph(value)
    return pages


def ofd(content, **ways):
    return report(content, **ways).package()
