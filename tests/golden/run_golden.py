# SPDX-License-Identifier: MIT
"""usage: run_golden.py PROGRAM SOURCE_ROOT CASE
       run_golden.py --list
       run_golden.py --configured CASE...

--list prints the cases; --configured fails if they are not those that meson knows. Otherwise this
runs one case, a folder next to this file, and compares the output with its folder expect/:

  input.json           the report; or
  args                 the whole command line, one argument per line
  images               if this (empty) file exists, the pages are also compared as images
  html                 if this (empty) file exists, the HTML of the web edition is also compared
  expect/exit          the exit code (absent: 0)
  expect/diag.txt      standard error (absent: empty)
  expect/pages.txt     standard output of a case with input.json: the pages as text
  expect/stdout.txt    standard output of a case with args (either absent: empty)
  expect/report.html   the HTML
  expect/page-N.png    page N of the PDF, five greys, 50 dpi

Everything except images is compared byte for byte. Images must have the same size, and at most three
pixels of a page may differ by more than one of the five greys; a missing figure or rule makes a
greater difference. Wrong figures are found by comparing the texts.

The program runs in the case's folder, with the fonts of tests/fonts and English messages. With
GOLDEN_UPDATE=1 in the environment expect/ is rewritten; review git diff before you commit it.
"""

import difflib
import os
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
DEFAULT_ARGS = ["render", "input.json", "--profile", "trace", "-o", "-"]
MAX_GREY_STEP = 64
MAX_ODD_PIXELS = 3
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
PNG_GREY = b"\x08\0\0\0\0"


def run(program, root, case):
    """{name of the golden file: its bytes}, without files that would be empty or have the default."""
    args_file = case / "args"
    args = args_file.read_text("utf-8").splitlines() if args_file.exists() else DEFAULT_ARGS
    env = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS") or k == "PATH"}
    env |= {
        "LANGUAGE": "en",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "KANBEN_FONTS": str(root / "tests" / "fonts"),
        "KANBEN_LAYOUTS": str(root / "layouts"),
    }
    done = subprocess.run(
        [program, *args], cwd=case, env=env, stdin=subprocess.DEVNULL, capture_output=True
    )
    out_name = "stdout.txt" if args_file.exists() else "pages.txt"
    found = {"diag.txt": done.stderr, out_name: done.stdout}
    if done.returncode != 0:
        found["exit"] = b"%d\n" % done.returncode
    if (case / "images").exists():
        found |= page_images([program, *args], case, env)
    if (case / "html").exists():
        found |= web_page([program, *args], case, env)
    return {name: data for name, data in found.items() if data}


def page_images(command, case, env):
    """The pages of the PDF that the same command line makes: {"page-N.png": its bytes}."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        run_changed(command, case, env, {"--profile": "publish", "-o": str(pdf)})
        must_exist(pdf)
        raster = ["pdftoppm", "-r", "50", "-gray", pdf, Path(folder) / "page"]
        subprocess.run(raster, check=True)
        # pdftoppm pads page numbers to the length of the last one.
        return {
            f"page-{int(p.stem.removeprefix('page-'))}.png": png_from_pgm(p.read_bytes())
            for p in Path(folder).glob("page-*.pgm")
        }


def web_page(command, case, env):
    """The HTML that the same command line makes with the profile web."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        run_changed(command, case, env, {"--profile": "web", "-o": str(pdf)})
        page = pdf.with_suffix(".html")
        must_exist(page)
        return {page.name: page.read_bytes()}


def must_exist(path):
    """Pages to compare must be there, also when expected files are rewritten."""
    if not path.exists():
        sys.exit(f"the program has not made {path.name}, which the case compares")


def run_changed(command, case, env, changed):
    """Runs the command line with the values of some options changed."""
    pairs = zip([""] + command, command)
    command = [changed.get(before, word) for before, word in pairs]
    subprocess.run(command, cwd=case, env=env, stdin=subprocess.DEVNULL, capture_output=True)


def update(expect, found):
    expect.mkdir(exist_ok=True)
    for old in expect.iterdir():
        old.unlink()
    for name, data in found.items():
        (expect / name).write_bytes(data)


def png_chunk(kind, body):
    size, check = len(body), zlib.crc32(kind + body)
    return size.to_bytes(4, "big") + kind + body + check.to_bytes(4, "big")


def png_from_pgm(pgm):
    """Converts pdftoppm's output ("P5", width, height, 255, pixels) to a PNG without filters."""
    magic, width, height, most = pgm.split(maxsplit=4)[:4]
    width, height = int(width), int(height)
    pixels = pgm[-width * height :]
    if magic != b"P5" or most != b"255":
        raise ValueError("not 8-bit grey")
    # With few greys the files, which are in the repository, are small.
    steps = bytes(min(255, (v + 32) // 64 * 64) for v in range(256))
    rows = (pixels[y * width : (y + 1) * width] for y in range(height))
    raw = b"".join(b"\0" + row.translate(steps) for row in rows)
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + PNG_GREY
    chunks = {b"IHDR": head, b"IDAT": zlib.compress(raw, 9), b"IEND": b""}
    return PNG_MAGIC + b"".join(png_chunk(kind, body) for kind, body in chunks.items())


def png_rows(data):
    """The rows of a PNG made by png_from_pgm(); ValueError for anything else."""
    head, at, chunks = data[16:29], len(PNG_MAGIC), {}
    while at < len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        chunks[kind] = data[at + 8 : at + 8 + size]
        if png_chunk(kind, chunks[kind]) != data[at : at + 12 + size]:
            raise ValueError("damaged PNG")
        at += 12 + size
    if not data.startswith(PNG_MAGIC) or head[8:] != PNG_GREY or b"IDAT" not in chunks:
        raise ValueError("not a PNG of 8-bit grey")
    width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    try:
        raw = zlib.decompress(chunks[b"IDAT"])
    except zlib.error as e:
        raise ValueError(str(e)) from e
    if len(raw) != (width + 1) * height or any(raw[:: width + 1]):
        raise ValueError("pixels missing, or filtered")
    return [raw[i + 1 : i + 1 + width] for i in range(0, len(raw), width + 1)]


def compare_images(name, want, got):
    """True if the images are similar enough; otherwise prints what differs."""
    if want == got:
        return True
    try:
        pages = png_rows(want), png_rows(got)
    except ValueError as e:
        print(f"{name}: {e}")
        return False
    sizes = [f"{len(page[0])}×{len(page)}" for page in pages]
    if sizes[0] != sizes[1]:
        print(f"{name}: {sizes[0]} pixels expected, {sizes[1]} found")
        return False
    odd = [
        (x, y)
        for y, rows in enumerate(zip(*pages))
        if rows[0] != rows[1]
        for x, (a, b) in enumerate(zip(*rows))
        if abs(a - b) > MAX_GREY_STEP
    ]
    if len(odd) <= MAX_ODD_PIXELS:
        return True
    (left, *_, right), (top, *_, bottom) = (sorted(side) for side in zip(*odd))
    print(f"{name}: {len(odd)} pixels differ, from {left},{top} to {right},{bottom}")
    return False


def compare(expect, found):
    """Prints what is not as expected, texts as a diff; returns whether everything is."""
    wanted = {p.name: p.read_bytes() for p in expect.iterdir()} if expect.is_dir() else {}
    same = bool(wanted)
    if not wanted:
        print(f"{expect} is missing or empty; run with GOLDEN_UPDATE=1")
    for name in sorted(wanted.keys() | found.keys()):
        want, got = wanted.get(name, b""), found.get(name, b"")
        if name.endswith(".png"):
            if not want or not got:
                print(f"{name}: not {'found' if want else 'expected'}")
                same = False
            elif not compare_images(name, want, got):
                same = False
        elif want != got:
            same = False
            lines = [b.decode("utf-8", "backslashreplace").splitlines(True) for b in (want, got)]
            diff = difflib.unified_diff(*lines, f"expect/{name}", "found")
            sys.stdout.writelines(line if line.endswith("\n") else line + "\n" for line in diff)
    return same


def main():
    if sys.argv[1:] == ["--list"]:
        print("\n".join(cases()))
        return 0
    if sys.argv[1:2] == ["--configured"]:
        missing = sorted(set(cases()) ^ set(sys.argv[2:]))
        if missing:
            print("run meson setup --reconfigure for", *missing, file=sys.stderr)
        return 1 if missing else 0
    program, root, name = sys.argv[1:]
    found = run(program, Path(root), HERE / name)
    if os.environ.get("GOLDEN_UPDATE") == "1":
        update(HERE / name / "expect", found)
        return 0
    return 0 if compare(HERE / name / "expect", found) else 1


def cases():
    return sorted(p.name for p in HERE.iterdir() if (p / "input.json").exists() or (p / "args").exists())


if __name__ == "__main__":
    sys.exit(main())
