#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""usage: tools/mutate.py [--seed N] [--count N] [--fresh] [--suites LIST] [FOLDER[=WEIGHT]...]

Puts single faults into a copy of the sources, drawn at random from the folders of src/ (all of them
unless some are named; a folder with weight 2 gets twice its share), runs the quick suites with each, and
lists those that no test notices. The copy is build-mutate/tree, built once with all the faults in it
(tools/mutants/sites.py); each test is run once without a fault to see which places it reaches, and with a
fault only the tests that reach it are run, the quickest first, until one fails.

The same seed and sources draw the same faults. A second run tries only those that were not noticed in the
first (--fresh: all), so add a test and run it again; with --suites unit,golden a run is quicker, and leaves
more to the next. Faults that change nothing anybody could see are listed with the reason in
tools/mutants/equivalent.txt and not counted.

Exit: 0 if at least 95 % are noticed, 1 if not, 3 if something is missing or does not build.
"""

import argparse
import collections
import json
import mmap
import os
import random
import resource
import shutil
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build-mutate"
TREE, BUILD, STATE, HEADER = OUT / "tree", OUT / "build", OUT / "state", OUT / "mutant.h"
SUITES = "unit,golden,tables,cli,docs,library,measure,ofd-structure,serve,fonts,fuzz"
GOAL = 95  # % noticed
MEMORY_MAX = 8 << 30

sys.path.insert(0, str(ROOT / "tools" / "mutants"))


def give_up(*lines):
    print(*lines, sep="\n", file=sys.stderr)
    sys.exit(3)


def run(*command, **options):
    result = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if result.returncode != 0:
        give_up(f"{' '.join(map(str, command))} failed:", result.stdout[-3000:], result.stderr[-3000:])
    return result.stdout


def copy_tree():
    """The files of the repository, as they are; those that have not changed keep their time."""
    names = run("git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, names):
        source, copy = ROOT / name, TREE / name
        if not source.is_file():
            continue
        content = source.read_bytes()
        if not (copy.exists() and copy.read_bytes() == content):
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
            shutil.copymode(source, copy)
    known = set(names)
    for path in TREE.rglob("*"):
        if path.is_file() and not path.is_symlink() and str(path.relative_to(TREE)) not in known:
            if "__pycache__" not in path.parts:
                path.unlink()
    for font in (ROOT / "fonts").iterdir():
        if not (TREE / "fonts" / font.name).exists():
            (TREE / "fonts" / font.name).symlink_to(font)


def configure(count):
    header = f'#define MUTANTS {count}\n#define MUTANT_STATE "{STATE}"\n#include "tree/tools/mutants/mutant.h"\n'
    if not (HEADER.exists() and HEADER.read_text() == header):
        HEADER.write_text(header)
    if not (BUILD / "build.ninja").exists():
        run("meson", "setup", BUILD, TREE, "-Dtests=enabled", f"-Dc_args=-include {HEADER} -w")


def arguments_of(path):
    """What clang needs to find the headers."""
    if not arguments_of.known:
        for entry in json.loads((BUILD / "compile_commands.json").read_text()):
            file = (BUILD / entry["file"]).resolve()
            words = entry["command"].split()
            flags = [word for word in words if word.startswith("-I") and not word.startswith("-Isrc/")]
            flags = [f"-I{(BUILD / flag[2:]).resolve()}" for flag in flags]
            arguments_of.known[file] = [*flags, "-D_GNU_SOURCE", '-DKANBEN_VERSION="0"', "-std=c11"]
    return arguments_of.known.get((TREE / path).resolve())


arguments_of.known = {}


def draw(folders, count, seed):
    """Sites, none within another."""
    from sites import sites_of

    by_folder = {}
    for folder in folders:
        paths = sorted(str(path.relative_to(TREE)) for path in (TREE / "src" / folder).rglob("*.c"))
        by_folder[folder] = [
            site for path in paths if arguments_of(path) for site in sites_of(TREE, path, arguments_of(path))
        ]
        by_folder[folder].sort(key=lambda site: (site.path, site.start, site.end, site.after))
    chance = random.Random(seed)
    total = sum(len(by_folder[folder]) * weight for folder, weight in folders.items())
    drawn = []
    for folder, weight in folders.items():
        sites, wanted = by_folder[folder], max(1, round(count * weight * len(by_folder[folder]) / total))
        chosen = []
        for site in chance.sample(sites, len(sites)):
            if len(chosen) == wanted:
                break
            if all(site.path != other.path or site.end <= other.start or other.end <= site.start for other in chosen):
                if compiles(site):
                    chosen.append(site)
        drawn += [(folder, site) for site in chosen]
    return drawn


def compiles(site):
    """An expression may have to be a constant, or an operator may not suit its operands."""
    from sites import woven

    text = woven((TREE / site.path).read_bytes(), [(0, site)])
    flags = [*arguments_of(site.path), f"-I{(TREE / site.path).parent}"]
    flags += ["-include", str(HEADER)]
    return (
        subprocess.run(
            ["gcc", "-fsyntax-only", "-w", "-Werror=vla", "-x", "c", *flags, "-"],
            input=text,
            capture_output=True,
            check=False,
        ).returncode
        == 0
    )


def weave(drawn):
    from sites import woven

    by_path = collections.defaultdict(list)
    for number, (_, site) in enumerate(drawn):
        by_path[site.path].append((number, site))
    for path, sites in by_path.items():
        file = TREE / path
        file.write_bytes(woven(file.read_bytes(), sites))


class State:
    """Which fault is on, and which places have been reached; mutants/mutant.h maps it too."""

    def __init__(self, count):
        STATE.write_bytes(struct.pack("i", -1) + bytes(count))
        with STATE.open("r+b") as file:
            self.map = mmap.mmap(file.fileno(), 4 + count)

    def start(self, number):
        self.map[:] = struct.pack("i", number) + bytes(len(self.map) - 4)

    def reached(self):
        return {number for number, byte in enumerate(self.map[4:]) if byte}


def limit():
    os.setsid()
    # Ignored if this runs in the background of a shell, and then in all that the tests start.
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def passes(test, seconds):
    """Whether a test passes in time."""
    with (OUT / "test.log").open("wb") as log:
        process = subprocess.Popen(
            test["cmd"],
            env={**os.environ, **test["env"], "MALLOC_PERTURB_": "85"},
            cwd=test["workdir"] or BUILD,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=limit,
        )
        try:
            return process.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()


def tests_to_run(suites):
    tests = []
    for test in json.loads(run("meson", "introspect", "--tests", BUILD)):
        if any(suite.partition(":")[2] in suites for suite in test["suite"]):
            tests.append(test)
    return tests


def measure(tests, state):
    """Runs each test without a fault: its seconds and which places it reaches. Quickest first."""
    sound = []
    for test in tests:
        state.start(-1)
        start = time.monotonic()
        if passes(test, 2 * test["timeout"]):
            test["seconds"] = time.monotonic() - start
            test["reaches"] = state.reached()
            sound.append(test)
        else:
            print(f"left out, as it fails without a fault: {test['name']}", flush=True)
    return sorted(sound, key=lambda test: test["seconds"])


def noticed_by(number, tests, state):
    state.start(number)
    for test in tests:
        if number in test["reaches"] and not passes(test, max(20, 5 * test["seconds"])):
            return test["name"]
    return None


def equivalents():
    """key: reason"""
    listed = {}
    for line in (ROOT / "tools" / "mutants" / "equivalent.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            key, _, reason = line.partition("  # ")
            listed[key] = reason
    return listed


def print_table(drawn, outcomes, equal):
    counts = collections.defaultdict(lambda: [0, 0, 0])
    for folder, site in drawn:
        row = counts[folder]
        row[0] += 1
        row[1] += outcomes[site.key()] is not None
        row[2] += outcomes[site.key()] is None and site.key() in equal
    rows = [*sorted(counts.items()), ("all", [sum(column) for column in zip(*counts.values())])]
    print(f"{'folder':12} {'faults':>6} {'noticed':>7} {'equivalent':>10} {'%':>4}")
    for folder, (n, noticed, same) in rows:
        print(f"{folder:12} {n:6} {noticed:7} {same:10} {100 * noticed // max(1, n - same):4}")
    n, noticed, same = rows[-1][1]
    return 100 * noticed >= GOAL * (n - same)


def read_arguments():
    parser = argparse.ArgumentParser(usage=__doc__.partition("\n")[0].removeprefix("usage: "))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--suites", default=SUITES)
    parser.add_argument("folders", nargs="*")
    options = parser.parse_args()
    names = options.folders or sorted(path.name for path in (ROOT / "src").iterdir() if path.is_dir())
    folders = {name.partition("=")[0]: int(name.partition("=")[2] or 1) for name in names}
    for name in folders:
        if not (ROOT / "src" / name).is_dir():
            parser.error(f"src/{name} is no folder")
    return options, folders


def main():
    options, folders = read_arguments()
    try:
        import clang.cindex  # noqa: F401
    except ImportError:
        give_up("clang's Python module is missing; its Debian package is python3-clang.")
    OUT.mkdir(exist_ok=True)
    copy_tree()
    room = 2 * options.count + 100
    configure(room)
    drawn = draw(folders, options.count, options.seed)
    weave(drawn)
    print(f"{len(drawn)} faults; building", flush=True)
    run("ninja", "-C", BUILD, "all", "meson-test-prereq")
    record = OUT / f"seed-{options.seed}.json"
    known = json.loads(record.read_text()) if record.exists() and not options.fresh else {}
    state = State(room)
    tests = measure(tests_to_run(options.suites.split(",")), state)
    print(f"{len(tests)} tests, {sum(test['seconds'] for test in tests):.0f} s without a fault", flush=True)
    equal = equivalents()
    outcomes = {}
    for number, (_, site) in enumerate(drawn):
        key = site.key()
        outcomes[key] = known.get(key) or noticed_by(number, tests, state)
        known[key] = outcomes[key]
        record.write_text(json.dumps(known, ensure_ascii=False, indent=1))
        if outcomes[key] is None:
            reached = "not noticed" if any(number in test["reaches"] for test in tests) else "reached by no test"
            reason = f" (equivalent: {equal[key]})" if key in equal else ""
            print(f"{reached}{reason}: {site.path}:{site.line}: {key.partition(': ')[2]}", flush=True)
    sys.exit(0 if print_table(drawn, outcomes, equal) else 1)


if __name__ == "__main__":
    main()
