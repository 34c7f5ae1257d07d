# SPDX-License-Identifier: MIT
"""debian/*.install: every file that is installed is in a package, or dpkg-buildpackage would end in an error."""

import fnmatch
import json
import os
import unittest
from pathlib import Path

SOURCE = Path(os.environ["KANBEN_SOURCE"])
BUILD = Path(os.environ["KANBEN_BUILD"])


class Installed(unittest.TestCase):
    def test_every_file_is_in_a_package(self):
        patterns = [
            line
            for path in sorted((SOURCE / "debian").glob("*.install"))
            for line in path.read_text("utf-8").split()
        ]
        installed = json.loads((BUILD / "meson-info/intro-installed.json").read_text("utf-8"))
        self.assertGreater(len(installed), 50)
        left = [name for name in map(in_package, installed.values()) if not is_matched(name, patterns)]
        self.assertEqual(left, [])


def in_package(path):
    """As Debian has it: below usr/, libraries in a folder of the architecture."""
    parts = Path(path).parts
    below = next(i for i, part in enumerate(parts) if part in ("bin", "lib", "share", "include"))
    name = "usr/" + "/".join(parts[below:])
    return name.replace("usr/lib/", "usr/lib/x86_64-linux-gnu/", 1)


def is_matched(name, patterns):
    """A pattern that is a folder has everything below it."""
    return any(fnmatch.fnmatchcase(name, p) or fnmatch.fnmatchcase(name, f"{p}/*") for p in patterns)


if __name__ == "__main__":
    unittest.main()
