# SPDX-License-Identifier: MIT
"""usage: check_shell.py ROOT

Every shell script passes shellcheck.
"""

import re
import subprocess

from lintlib import files, main


def check(root):
    for path in files(root):
        with path.open("rb") as f:
            first = f.readline()
        if not re.match(rb"#!.*\b(sh|bash)\b", first) and path.suffix != ".sh":
            continue
        done = subprocess.run(
            ["shellcheck", "-x", "-P", "SCRIPTDIR", "-f", "gcc", path],
            capture_output=True,
            text=True,
        )
        for line in done.stdout.splitlines():
            _, number, column_and_message = line[len(str(path)) :].split(":", 2)
            yield path, int(number), column_and_message.partition(":")[2].strip()


if __name__ == "__main__":
    main(check)
