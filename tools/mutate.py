#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""usage: tools/mutate.py [--seed N] [--count N] [--fresh] [--suites LIST] [--longest SECONDS] [--only LIST]
                       [--keep] [--sanitize] [FOLDER[=WEIGHT]...]

Puts single faults into a copy of the sources, drawn at random from the folders of src/ (all of them
unless some are named; a folder with weight 2 gets twice its share), runs the quick suites with each, and
lists those that no test notices. The copy is build-mutate/tree, built once with all the faults in it
(tools/mutants/sites.py); each test is run once without a fault to see which places it reaches, and with a
fault only the tests that reach it are run, the quickest first, until one fails.

The same seed and sources draw the same faults. A second run tries only those that were not noticed in the
first, with the tests that have changed since (--fresh: all), so add a test and run it again. A run that was
ended goes on where it was. With --suites 'unit,import *' (suites or tests), or with --longest 5, which leaves out
tests that take more seconds, a run is quicker, and leaves more to the next. --only tries the faults of some
of the folders alone. --keep has the faults and results of the last run stand though the sources have changed
since. --sanitize builds once more with the sanitizers of ./check and runs the tests there, for faults that only
they see, such as memory that is kept or read past its end. Faults that change nothing anybody could see are listed with the reason in
tools/mutants/equivalent.txt and not counted.

Exit: 0 if at least 95 % are noticed, 1 if not, 3 if something is missing or does not build.
"""

import argparse
import collections
import dataclasses
import fnmatch
import hashlib
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
WOVEN, DRAWN, MEASURED = OUT / "woven.json", OUT / "drawn.json", OUT / "measured.json"
SANITIZED = "b_sanitize=address,undefined"
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


def put(name, content):
    """A file of the copy; one that does not change keeps its time."""
    copy = TREE / name
    if not (copy.exists() and copy.read_bytes() == content):
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
        shutil.copymode(ROOT / name, copy)


def copy_tree(woven):
    """The files of the repository, as they are, but for those that have faults."""
    names = run("git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file() and name not in woven:
            put(name, (ROOT / name).read_bytes())
    known = set(names)
    for path in TREE.rglob("*"):
        if path.is_file() and not path.is_symlink() and str(path.relative_to(TREE)) not in known:
            if "__pycache__" not in path.parts:
                path.unlink()
    for font in (ROOT / "fonts").iterdir():
        if not (TREE / "fonts" / font.name).exists():
            (TREE / "fonts" / font.name).symlink_to(font)


def read_json(path, otherwise):
    return json.loads(path.read_text()) if path.exists() else otherwise


def write_json(path, value):
    """At once: a run may be ended at any time."""
    new = path.with_suffix(".new")
    new.write_text(json.dumps(value, ensure_ascii=False, indent=1))
    new.replace(path)


def digest(paths, *more):
    """Of the contents of files, in the order of their names."""
    made = hashlib.sha256(repr(more).encode())
    for path in sorted(paths):
        made.update(str(path).encode() + b"\0" + path.read_bytes())
    return made.hexdigest()


def use_sanitizers():
    global BUILD, MEASURED, MEMORY_MAX
    BUILD, MEASURED, MEMORY_MAX = OUT / "sanitized", OUT / "measured-sanitized.json", resource.RLIM_INFINITY
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
        os.environ[name] = "halt_on_error=1:abort_on_error=1:print_stacktrace=1"


def configure(count, sanitize):
    header = f'#define MUTANTS {count}\n#define MUTANT_STATE "{STATE}"\n#include "tree/tools/mutants/mutant.h"\n'
    if not (HEADER.exists() and HEADER.read_text() == header):
        HEADER.write_text(header)
    if not (BUILD / "build.ninja").exists():
        more = [f"-D{SANITIZED}"] if sanitize else []
        run("meson", "setup", BUILD, TREE, "-Dtests=enabled", f"-Dc_args=-include {HEADER} -w", *more)


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


def draw(folders, count, seed, keep):
    """Sites, none within another, and a key; those of the last run, if the sources are the same or `keep`."""
    from sites import Site

    sources = [path for path in (ROOT / "src").rglob("*") if path.suffix in (".c", ".h")]
    tools = [ROOT / "tools" / "mutants" / name for name in ("mutant.h", "sites.py")]
    key = digest([*sources, *tools], folders, count, seed)
    kept = read_json(DRAWN, {})
    if kept.get("key") != key and not (keep and kept):
        drawn = [(folder, dataclasses.asdict(site)) for folder, site in draw_anew(folders, count, seed)]
        kept = {"key": key, "drawn": drawn}
        kept["files"] = {site["path"]: digest([ROOT / site["path"]]) for _, site in drawn}
        write_json(DRAWN, kept)
    drawn = [(folder, Site(**site)) for folder, site in kept["drawn"]]
    return found_again(drawn, kept["files"]), kept["key"]


def found_again(drawn, files):
    """The same faults where sources have changed since they were drawn; None for those that are gone."""
    from sites import sites_of

    changed = {path for path, made in files.items() if digest([ROOT / path]) != made}
    now = collections.defaultdict(list)
    for path in changed:
        for site in sites_of(ROOT, path, arguments_of(path)):
            now[site.key()].append(site)
    found = []
    for folder, site in drawn:
        if site.path in changed:
            places = now[site.key()]  # a function may have the same words twice
            site = min(places, key=lambda other: abs(other.start - site.start), default=None)
            if site is not None:
                places.remove(site)
        found.append((folder, site))
    return found


def draw_anew(folders, count, seed):
    from sites import sites_of

    by_folder = {}
    for folder in folders:
        paths = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "src" / folder).rglob("*.c"))
        by_folder[folder] = [
            site for path in paths if arguments_of(path) for site in sites_of(ROOT, path, arguments_of(path))
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

    text = woven((ROOT / site.path).read_bytes(), [(0, site)])
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


def weave(drawn, before):
    """Puts the faults in, and takes those of an earlier run out."""
    from sites import woven

    by_path = collections.defaultdict(list)
    for number, (_, site) in enumerate(drawn):
        if site is not None:
            by_path[site.path].append((number, site))
    WOVEN.write_text(json.dumps(sorted({*by_path, *before})))
    for path in {*by_path, *before}:
        if (ROOT / path).exists():
            put(path, woven((ROOT / path).read_bytes(), by_path[path]))
    WOVEN.write_text(json.dumps(sorted(by_path)))


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
        names = [test["name"], *(suite.partition(":")[2] for suite in test["suite"])]
        if any(fnmatch.fnmatch(name, pattern) for name in names for pattern in suites):
            tests.append(test)
    return tests


def fingerprint(test, key):
    """Changes with the faults, and with the test's program, script, data and the modules that lie beside them."""
    paths = set()
    for word in test["cmd"]:
        path = Path(word).resolve()
        folder = path if path.is_dir() else path.parent
        if TREE / "tests" in folder.parents:
            files = (p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
            paths |= {p for p in files if p == path or not p.name.startswith("test_")}
        elif BUILD / "tests" in path.parents and path.is_file():
            paths.add(path)
    return digest(paths, key, test["cmd"])


def measure(tests, state, key, longest):
    """Runs each test without a fault: its seconds and which places it reaches. Quickest first."""
    known, sound = read_json(MEASURED, {}), []
    for test in tests:
        mark = fingerprint(test, key)
        found = known.get(test["name"], {})
        if found.get("mark") != mark or not (found["passed"] or found["tried"] >= longest):
            state.start(-1)
            start = time.monotonic()
            passed = passes(test, longest)
            known[test["name"]] = {"mark": mark, "passed": passed, "tried": longest}
            known[test["name"]] |= {"seconds": time.monotonic() - start, "reaches": sorted(state.reached())}
        found = known[test["name"]]
        test |= {"mark": mark, "seconds": found["seconds"], "reaches": set(found["reaches"])}
        if found["passed"]:
            sound += [test] if found["seconds"] <= longest else []
        elif found["seconds"] < found["tried"]:
            print(f"left out, as it fails without a fault: {test['name']}", flush=True)
        else:
            print(f"left out, as it takes more than {found['tried']} s: {test['name']}", flush=True)
        if not found["passed"] and found["seconds"] < found["tried"]:
            del known[test["name"]]
        write_json(MEASURED, known)
    return sorted(sound, key=lambda test: test["seconds"])


def noticed_by(number, tests, state, passed):
    """The test that fails; None: none does. passed: those that are known not to, {name: mark}."""
    state.start(number)
    for test in tests:
        if number not in test["reaches"] or passed.get(test["name"]) == test["mark"]:
            continue
        if not passes(test, max(60, 10 * test["seconds"])):
            return test["name"]
        passed[test["name"]] = test["mark"]
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
    parser = argparse.ArgumentParser(usage=__doc__.partition("\n\n")[0].removeprefix("usage: "))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--suites", default=SUITES)
    parser.add_argument("--longest", type=int, default=600)
    parser.add_argument("--only", default="*")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--sanitize", action="store_true")
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
    if options.sanitize:
        use_sanitizers()
    before = read_json(WOVEN, [])
    copy_tree(before)
    room = 2 * options.count + 100
    configure(room, options.sanitize)
    drawn, key = draw(folders, options.count, options.seed, options.keep)
    weave(drawn, before)
    print(f"{len(drawn)} faults; building", flush=True)
    run("ninja", "-j", str(os.cpu_count()), "-C", BUILD, "all", "meson-test-prereq")
    record = OUT / f"seed-{options.seed}.json"
    known = {} if options.fresh else read_json(record, {})
    noticed, passed = known.setdefault("noticed", {}), known.setdefault("passed", {})
    if options.sanitize:
        passed = known.setdefault("passed sanitized", {})
    state = State(room)
    tests = measure(tests_to_run(options.suites.split(",")), state, key, options.longest)
    print(f"{len(tests)} tests, {sum(test['seconds'] for test in tests):.0f} s without a fault", flush=True)
    equal = equivalents()
    outcomes = {}
    tried = [
        site is not None and any(fnmatch.fnmatch(folder, only) for only in options.only.split(","))
        for folder, site in drawn
    ]
    for number, (_, site) in enumerate(drawn):
        if not tried[number]:
            continue
        name = site.key()
        outcomes[name] = noticed.get(name) or noticed_by(number, tests, state, passed.setdefault(name, {}))
        if outcomes[name] is not None:
            noticed[name] = outcomes[name]
        write_json(record, known)
        if outcomes[name] is None:
            reached = "not noticed" if any(number in test["reaches"] for test in tests) else "reached by no test"
            reason = f" (equivalent: {equal[name]})" if name in equal else ""
            print(f"{reached}{reason}: {site.path}:{site.line}: {name.partition(': ')[2]}", flush=True)
    sys.exit(0 if print_table([fault for fault, yes in zip(drawn, tried) if yes], outcomes, equal) else 1)


if __name__ == "__main__":
    main()
