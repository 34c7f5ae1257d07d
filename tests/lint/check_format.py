# SPDX-License-Identifier: MIT
"""usage: check_format.py ROOT

Every C file is formatted by clang-format with .clang-format.
"""

import subprocess

from lintlib import c_files, main


def check(root):
    for path in c_files(root, "src", "tests", "examples", "bench"):
        done = subprocess.run(
            ["clang-format", "--style=file", "--dry-run", "-Werror", path],
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            place = done.stderr.partition(": ")[0].split(":")
            line = int(place[1]) if len(place) > 1 and place[1].isdigit() else 1
            yield path, line, "run clang-format -i on it"


if __name__ == "__main__":
    main(check)
