# SPDX-License-Identifier: MIT
"""python3 -m kanben fetch-fonts [FOLDER]: the free fonts, without root, into the user's folder."""

from __future__ import annotations

import subprocess
import sys
from typing import List

from . import _library, user_fonts


def main(arguments: List[str]) -> int:
    if not arguments or arguments[0] != "fetch-fonts" or len(arguments) > 2:
        print(__doc__, file=sys.stderr)
        return 2
    script = _library.own_folder() / "share" / "kanben" / "fetch" / "fonts" / "fetch.sh"
    folder = arguments[1] if len(arguments) > 1 else str(user_fonts())
    if not script.exists():
        print("this is not the wheel; use kanben-fetch-fonts or fonts/fetch.sh", file=sys.stderr)
        return 3
    return subprocess.run(["sh", str(script), folder]).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
