# SPDX-License-Identifier: MIT
"""usage: check_headers.py ROOT COMPILE_COMMANDS.json

Every C file begins with the SPDX line; every header of src/ has a guard KANBEN_PATH_H and compiles
on its own with the options of its folder.
"""

import json
import re
import shlex
import subprocess
from pathlib import Path

from lintlib import c_files, main

SPDX = {".h": "/* SPDX-License-Identifier: MIT */", ".c": "/* SPDX-License-Identifier: MIT */"}


def check(root, commands):
    for path in c_files(root, "src", "tests", "examples", "bench"):
        first = path.read_text("utf-8").partition("\n")[0]
        if first != SPDX[path.suffix]:
            yield path, 1, f"the first line must be {SPDX[path.suffix]}"
    options = compile_options(Path(commands))
    for path in c_files(root, "src"):
        if path.suffix == ".h":
            yield from check_guard(root, path)
            yield from check_alone(path, options)


def check_guard(root, path):
    name = path.relative_to(root / "src").as_posix()
    guard = "KANBEN_" + re.sub(r"[^A-Z0-9]", "_", name.upper())
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL).strip()
    if not text.startswith(f"#ifndef {guard}\n#define {guard}\n") or not text.endswith("#endif"):
        yield path, 1, f"the guard must be {guard} and enclose everything"


def check_alone(path, options):
    known = options.get(path.parent.resolve())
    if not known:
        yield path, 1, "no file in this folder is compiled"
        return
    compiler, build = known
    done = subprocess.run(
        [*compiler, "-Wno-pragma-once-outside-header", "-fsyntax-only", "-x", "c", path],
        cwd=build,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        yield path, 1, "does not compile on its own:\n" + done.stderr


def compile_options(commands):
    """{folder: (compiler and options, working directory)} from compile_commands.json."""
    options = {}
    for entry in json.loads(commands.read_text("utf-8")):
        build = Path(entry["directory"])
        words = shlex.split(entry["command"])
        if Path(words[0]).name == "ccache":  # added by meson if it is installed
            del words[0]
        kept = [words[0]] + [w for w in words if re.match(r"-[IDWf]|-std|-isystem", w)]
        options.setdefault((build / entry["file"]).resolve().parent, (kept, build))
    return options


if __name__ == "__main__":
    main(check)
