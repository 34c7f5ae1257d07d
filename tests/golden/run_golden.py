# SPDX-License-Identifier: MIT
"""usage: run_golden.py PROGRAM SOURCE_ROOT CASE
       run_golden.py --list

Runs one case, a folder beside this file, and compares what comes out with its folder expect/:

  input.json           the report; or
  args                 the whole command line, an argument a line
  expect/exit          the exit code (absent: 0)
  expect/diag.txt      standard error (absent: empty)
  expect/pages.txt     standard output of a case with input.json: the pages as text
  expect/stdout.txt    standard output of a case with args (either absent: empty)

The program runs in the case's folder, with the fonts of tests/fonts and English messages. With
GOLDEN_UPDATE=1 in the environment expect/ is written anew; read git diff before keeping it.
"""

import difflib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DEFAULT_ARGS = ["render", "input.json", "--profile", "trace", "-o", "-"]


def run(program, root, case):
    """Gives {name of the golden file: its bytes}; nothing for what is as it is when absent."""
    args_file = case / "args"
    args = args_file.read_text("utf-8").splitlines() if args_file.exists() else DEFAULT_ARGS
    env = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS") or k == "PATH"}
    env |= {
        "LANGUAGE": "en",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "KANBEN_FONTS": str(root / "tests" / "fonts"),
        "KANBEN_LAYOUTS": str(root / "layouts"),
    }
    done = subprocess.run(
        [program, *args], cwd=case, env=env, stdin=subprocess.DEVNULL, capture_output=True
    )
    out_name = "stdout.txt" if args_file.exists() else "pages.txt"
    found = {"diag.txt": done.stderr, out_name: done.stdout}
    if done.returncode != 0:
        found["exit"] = b"%d\n" % done.returncode
    return {name: data for name, data in found.items() if data}


def update(expect, found):
    expect.mkdir(exist_ok=True)
    for old in expect.iterdir():
        old.unlink()
    for name, data in found.items():
        (expect / name).write_bytes(data)


def compare(expect, found):
    """Prints a diff for each file that is not byte for byte as expected; tells if none was."""
    wanted = {p.name: p.read_bytes() for p in expect.iterdir()} if expect.is_dir() else {}
    same = bool(wanted)
    if not wanted:
        print(f"{expect}: nothing is expected yet; run with GOLDEN_UPDATE=1")
    for name in sorted(wanted.keys() | found.keys()):
        want, got = wanted.get(name, b""), found.get(name, b"")
        if want != got:
            same = False
            lines = [b.decode("utf-8", "backslashreplace").splitlines(True) for b in (want, got)]
            diff = difflib.unified_diff(*lines, f"expect/{name}", "found")
            sys.stdout.writelines(line if line.endswith("\n") else line + "\n" for line in diff)
    return same


def main():
    if sys.argv[1:] == ["--list"]:
        print("\n".join(sorted(p.name for p in HERE.iterdir() if has_input(p))))
        return 0
    program, root, name = sys.argv[1:]
    found = run(program, Path(root), HERE / name)
    if os.environ.get("GOLDEN_UPDATE") == "1":
        update(HERE / name / "expect", found)
        return 0
    return 0 if compare(HERE / name / "expect", found) else 1


def has_input(folder):
    return (folder / "input.json").exists() or (folder / "args").exists()


if __name__ == "__main__":
    sys.exit(main())
