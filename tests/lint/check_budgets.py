# SPDX-License-Identifier: MIT
"""usage: check_budgets.py ROOT

Sizes that keep the code readable: a file has at most 600 lines, a C function at most 60 (up to 100
with a comment `/* long: reason */` on the line above it) and at most 5 parameters.
"""

import json
import re
import subprocess

from lintlib import c_files, files, main

FILE_LINES = 600
FUNCTION_LINES = 60
LONG_FUNCTION_LINES = 100
PARAMETERS = 5

# Functions that a library calls have the parameters that it gives.
CALLBACK = re.compile(r"hb_draw_funcs_t \*|struct MHD_Connection \*|xmlChar \*\*")


def check(root):
    for path in files(root, ".c", ".h", ".py", ".sh", "meson.build"):
        n = len(path.read_text("utf-8").splitlines())
        if n > FILE_LINES:
            yield path, FILE_LINES, f"{n} lines; at most {FILE_LINES}"
    for path in c_files(root, "src", "tests", "examples", "bench"):
        lines = path.read_text("utf-8").splitlines()
        for name, first, last, signature in functions(path):
            reason = first > 1 and re.search(r"/\* long: \S.*\*/", lines[first - 2])
            limit = LONG_FUNCTION_LINES if reason else FUNCTION_LINES
            if last - first + 1 > limit:
                yield path, first, f"{name} has {last - first + 1} lines; at most {limit}"
            # A library decides what the functions that it calls back are given.
            if parameter_count(signature) > PARAMETERS and not CALLBACK.search(signature):
                n = parameter_count(signature)
                yield path, first, f"{name} has {n} parameters; at most {PARAMETERS}"


def functions(path):
    """(name, first line, last line, parameter list) of the functions, and of prototypes."""
    done = subprocess.run(
        ["ctags", "--output-format=json", "--languages=C", "--langmap=C:.c.h", "--kinds-C=fp",
         "--fields=+neS", "-f", "-", path],
        check=True,
        capture_output=True,
        text=True,
    )
    for line in done.stdout.splitlines():
        tag = json.loads(line)
        if tag["_type"] == "tag":
            first = tag["line"]
            yield tag["name"], first, tag.get("end", first), tag.get("signature", "()")


def parameter_count(signature):
    inside = signature.strip()[1:-1].strip()
    if inside in ("", "void"):
        return 0
    while "(" in inside:  # a parameter that is itself a function
        inside = re.sub(r"\([^()]*\)", "", inside)
    return sum(part.strip() != "..." for part in inside.split(","))


if __name__ == "__main__":
    main(check)
