# SPDX-License-Identifier: MIT
"""usage: check_switch.py ROOT COMPILE_COMMANDS

A switch that forgets a value of its enum does not compile, with the options of this build but
without -Werror: so it is in every build.
"""

import subprocess
from pathlib import Path

from check_headers import compile_options
from lintlib import main

GOOD = "enum e { A, B };\nint f(enum e e);\nint f(enum e e)\n{\n\tswitch (e) {\n\tcase A:\n\t\treturn 1;\n%s\t}\n\treturn 0;\n}\n"
CASES = (
    ("with all values", "\tcase B:\n\t\tbreak;\n", True),
    ("without one", "", False),
    ("without one, but with a default", "\tdefault:\n\t\tbreak;\n", False),
)


def check(root, commands):
    compiler, build = next(iter(compile_options(Path(commands)).values()))
    compiler = [word for word in compiler if word != "-Werror"]
    for name, rest, wanted in CASES:
        done = subprocess.run(
            [*compiler, "-fsyntax-only", "-x", "c", "-"],
            cwd=build,
            input=GOOD % rest,
            capture_output=True,
            text=True,
        )
        if (done.returncode == 0) != wanted:
            verb = "does not compile" if wanted else "compiles"
            yield root / "meson.build", 1, f"a switch {name} {verb}\n{done.stderr}"


if __name__ == "__main__":
    main(check)
