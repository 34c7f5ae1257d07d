# SPDX-License-Identifier: MIT
"""usage: check_tests.py ROOT

Every test is run: test_NAME.c, test_NAME.py and check_NAME.py are named, whole or as 'NAME', in the
meson.build beside them or above.
"""

import re

from lintlib import files, main

TEST = re.compile(r"(test|check)_(.+)\.(c|py)$")


def check(root):
    for path in files(root / "tests", ".c", ".py"):
        name = TEST.match(path.name)
        if name and not named(path, root, name[2]):
            yield path, 1, "no meson.build runs it"


def named(path, root, name):
    folder = path.parent
    while not (folder / "meson.build").exists() and folder != root:
        folder = folder.parent
    if folder == root:
        return False
    text = re.sub(r"#.*", "", (folder / "meson.build").read_text("utf-8"))
    return f"'{name}'" in text or path.name in text


if __name__ == "__main__":
    main(check)
