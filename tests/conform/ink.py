# SPDX-License-Identifier: MIT
"""Compares poppler's and MuPDF's rendering of a document: is the ink on every page the same?"""

import re
import subprocess
import tempfile
from pathlib import Path

DOTS = 200  # per inch; with fewer, poppler draws rules too thick
CELL = 40  # dots: ink is compared in cells 5 mm wide
# Tolerance for anti-aliasing and hinting: the total ink of a page, and a cell's mean gray out of 255.
PAGE_RATIO = 0.06
CELL_GRAY = 16


def complaints(path, other=None):
    """Where poppler's pages of a document differ from MuPDF's pages of it, or of `other`."""
    with tempfile.TemporaryDirectory() as folder:
        poppler = rendered(folder, "poppler", ["pdftoppm", "-r", str(DOTS), "-gray", path])
        mupdf = rendered(
            folder, "mupdf", ["mutool", "draw", "-q", "-r", str(DOTS), "-c", "gray", "-o"],
            "-%d.pgm", other or path,
        )
        if len(poppler) != len(mupdf):
            return [f"{len(poppler)} pages in poppler, {len(mupdf)} in MuPDF"]
        return [
            f"page {n}: {fault}"
            for n, pair in enumerate(zip(poppler, mupdf), 1)
            if (fault := difference(*map(cells, pair)))
        ]


def rendered(folder, name, command, suffix="", *more):
    subprocess.run([*command, f"{folder}/{name}{suffix}", *more], check=True, capture_output=True)
    pages = Path(folder).glob(f"{name}-*.pgm")
    return sorted(pages, key=lambda page: int(page.stem.rpartition("-")[2]))


def cells(path):
    """{(column, row): ink}, the ink of a cell from 0 to 255."""
    data = path.read_bytes()
    size = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    width, height, pixels = int(size[1]), int(size[2]), data[size.end():]
    found = {}
    for y in range(0, height - CELL + 1, CELL):
        rows = [pixels[(y + k) * width : (y + k + 1) * width] for k in range(CELL)]
        for x in range(0, width - CELL + 1, CELL):
            gray = sum(sum(row[x : x + CELL]) for row in rows)
            found[x // CELL, y // CELL] = 255 - gray / CELL**2
    return found


def difference(a, b):
    if a.keys() != b.keys():
        return "the pages differ in size"
    whole, other = sum(a.values()), sum(b.values())
    if abs(whole - other) > PAGE_RATIO * max(whole, other):
        return f"ink {whole:.0f} in poppler, {other:.0f} in MuPDF"
    worst = max(a, key=lambda k: abs(a[k] - b[k]))
    if abs(a[worst] - b[worst]) > CELL_GRAY:
        return f"cell {worst}: ink {a[worst]:.0f} in poppler, {b[worst]:.0f} in MuPDF"
    return None
