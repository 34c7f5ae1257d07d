# SPDX-License-Identifier: MIT
"""Shared by the checks in this folder: listing files, splitting C into tokens, printing findings. A
check is a function from the source root to findings (path, line, message); as a script,
`check_x.py ROOT [ARGUMENT...]` prints them and exits with 1 if there are any.
"""

import os
import re
import sys
from pathlib import Path

LEFT_OUT = re.compile(r"^(\.git|build.*|out|__pycache__|licenses|\..*cache)$")


def files(root, *suffixes):
    """The project's own files with one of the suffixes (default: all files), sorted."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [f for f in folders if not LEFT_OUT.match(f)]
        found += [Path(folder) / n for n in names if not suffixes or n.endswith(suffixes)]
    return sorted(found)


def c_files(root, *folders):
    """The .c and .h files under some folders of the root."""
    return [path for folder in folders for path in files(root / folder, ".c", ".h")]


TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)
      | (?P<string>"(?:\\.|[^"\\\n])*")
      | (?P<char>'(?:\\.|[^'\\\n])*')
      | (?P<word>[A-Za-z_]\w*)
      | (?P<space>\s+)
      | (?P<other>.)""",
    re.DOTALL | re.VERBOSE,
)


def c_tokens(text):
    """Yields (kind, text, line) for each token of C source; kinds are TOKEN's group names."""
    line = 1
    for match in TOKEN.finditer(text):
        yield match.lastgroup, match.group(), line
        line += match.group().count("\n")


def main(check):
    root = Path(sys.argv[1]).resolve()
    findings = list(check(root, *sys.argv[2:]))
    for path, line, message in findings:
        name = path.relative_to(root) if path.is_relative_to(root) else path
        print(f"{name}:{line}: {message}")
    sys.exit(1 if findings else 0)
