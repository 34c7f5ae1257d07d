# SPDX-License-Identifier: MIT
"""usage: check_style.py ROOT

House rules that no compiler checks: no floating point in output; only app/ ends the program, prints
or reads the environment; no report wording in the code; nothing unfinished; no reference to anything
outside the project.
"""

import re

from lintlib import c_files, c_tokens, files, main

# Calls for app/ only, and exceptions with their reasons.
APP_CALLS = set(
    "exit _exit abort getenv secure_getenv setenv setlocale time clock_gettime gettimeofday"
    " localtime localtime_r printf vprintf puts putchar perror".split()
)
EXEMPT = {
    "src/base/mem.c": {"_exit", "exit", "abort"},  # out of memory: cannot return
    # A server: it has worker processes, time limits and a log with times.
    "src/serve/journal.c": {"clock_gettime"},
    "src/serve/links.c": {"clock_gettime"},
    "src/serve/pool.c": {"_exit", "clock_gettime"},
    "src/serve/server.c": {"clock_gettime"},
}

WORDLESS = ("src/form", "src/report", "src/check", "src/grid", "src/layout", "src/import",
            "src/app", "src/serve", "src/desk")
TYPOGRAPHY = set("“”‘’–—…→×")  # allowed in English messages
NUMBERING = set("〇零一二三四五六七八九十百（）、．")  # from which report/ finds a heading's level
FLOAT_FORMAT = re.compile(r"%[-+ #0]*(\d+|\*)?(\.(\d+|\*)?)?(l|L)?[aAeEfFgG]")
# Written so that this file does not find itself.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
UPWARDS = re.compile(r"(?<![\w./])(?:\.\./)+[\w.-]*")
EXACT = {"expect", "as-found", "corpus"}  # files that must be kept byte for byte
COMMON_FOLDERS = {"/", "/home", "/root", "/tmp", "/usr", "/usr/src", "/var", "/opt", "/srv", "/mnt"}


def check(root):
    for path in c_files(root, "src"):
        yield from check_c(root, path)
    for path in files(root):
        if is_text(path):
            yield from check_text(root, path)


def check_c(root, path):
    name = path.relative_to(root).as_posix()
    tokens = [t for t in c_tokens(path.read_text("utf-8")) if t[0] not in ("space", "comment")]
    for i, (kind, text, line) in enumerate(tokens):
        if kind == "string":
            if FLOAT_FORMAT.search(text.replace("%%", "")):
                yield path, line, "numbers are printed with lu_put_pt, num_put_milli or dec_put"
            if name.startswith(WORDLESS) and wording(name, text):
                yield path, line, "wording belongs to layouts/, Chinese messages to po/"
        elif kind == "word" and not name.startswith("src/app/"):
            called = i + 1 < len(tokens) and tokens[i + 1][1] == "("
            if called and text in ("strtod", "atof", "strtof"):
                yield path, line, f"{text}() reads what the locale of a host says; num_read() does not"
            if called and text in APP_CALLS - EXEMPT.get(name, set()):
                yield path, line, f"{text}() is for app/ only"
            if text in ("stdout", "stderr", "environ") and name not in EXEMPT:
                yield path, line, f"{text} is for app/ only"


def wording(name, text):
    signs = TYPOGRAPHY | NUMBERING if name.startswith("src/report/") else TYPOGRAPHY
    return {c for c in text if ord(c) > 126} - signs


def is_text(path):
    if path.suffix in (".ttf", ".otf", ".ttc", ".pdf", ".png", ".gz", ".mo"):
        return False
    return b"\0" not in path.read_bytes()[:4096]


def check_text(root, path):
    data = path.read_bytes()
    if data and not data.endswith(b"\n") and not (EXACT | {"golden"}) & set(path.parts):
        yield path, data.count(b"\n") + 1, "no newline at the end of the file"
    head = data[:200].decode("utf-8", "replace").split("\n")[:3]
    if (path.suffix == ".py" or head[0].startswith("#!")) and not any("SPDX-" in h for h in head):
        yield path, 1, "no SPDX line"
    parent = str(root.parent)
    for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
        if line != line.rstrip() and path.suffix != ".patch" and not EXACT & set(path.parts):
            yield path, number, "white space at the end of the line"
        if re.match(r" +\t", line):
            yield path, number, "blanks before a tab"
        if UNFINISHED.search(line):
            yield path, number, "unfinished"
        if parent not in COMMON_FOLDERS and parent + "/" in line:
            yield path, number, f"refers to {parent}, which is outside the project"
        for match in UPWARDS.finditer(line):
            if match.group().count("../") >= len(path.relative_to(root).parts):
                yield path, number, f"{match.group()} is outside the project"


if __name__ == "__main__":
    main(check)
