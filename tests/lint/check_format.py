# SPDX-License-Identifier: MIT
"""usage: check_format.py ROOT

Every C file is formatted by clang-format with .clang-format, in the version of requirements.txt: by the
one that ./check has fetched, or else the system's if it has this version.
"""

import re
import subprocess
from pathlib import Path

from lintlib import c_files, main

HERE = Path(__file__).resolve().parent
FETCHED = HERE.parents[1] / "build-check" / "format" / "clang_format" / "data" / "bin" / "clang-format"
PINS = HERE / "requirements.txt"


def check(root):
    program = FETCHED if FETCHED.exists() else "clang-format"
    wanted = re.search(r"^clang-format==(\d+)", PINS.read_text("utf-8"), re.MULTILINE)[1]
    if version(program) != wanted:
        yield root / "check", 1, f"{program} is not version {wanted}; ./check fetches it"
        return
    for path in c_files(root, "src", "tests", "examples", "bench"):
        done = subprocess.run(
            [program, "--style=file", "--dry-run", "-Werror", path],
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            place = done.stderr.partition(": ")[0].split(":")
            line = int(place[1]) if len(place) > 1 and place[1].isdigit() else 1
            yield path, line, "run clang-format -i on it"


def version(program):
    """The major version, or None if there is no such program."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True)
    except FileNotFoundError:
        return None
    found = re.search(r"version (\d+)\.", done.stdout)
    return found and found[1]


if __name__ == "__main__":
    main(check)
