# SPDX-License-Identifier: MIT
"""usage: bench.py PROGRAM [--runs N] [--small] [-o RESULTS.json]

Renders tables of 100, 1,000 and 10,000 rows and one ordinary report, each in a process of its own
so that nothing is warm but the disc's cache, and prints medians: wall and CPU time, the most memory
that was resident, and the size of what came out. --small: only 100 rows, once.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import generate

ROOT = Path(__file__).resolve().parent.parent
ROWS = (100, 1000, 10000)
KIB_A_MIB = 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    sizes, runs = (ROWS[:1], 1) if options.small else (ROWS, options.runs)
    with tempfile.TemporaryDirectory() as folder:
        cases = write_cases(Path(folder), sizes)
        # Round after round, so that what disturbs the machine for a while meets every case.
        rounds = [{name: measure(options.program, r) for name, (r, _) in cases.items()}
                  for _ in range(runs)]
        results = [median(name, rows, [r[name] for r in rounds])
                   for name, (_, rows) in cases.items()]
    print_table(results)
    if options.output:
        options.output.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


def write_cases(folder, sizes):
    """{name: (report's path, rows of its table or None)}"""
    cases = {"baodi-2024": (ROOT / "examples" / "baodi-2024.json", None)}
    for rows in sizes:
        path = folder / f"rows-{rows}.json"
        path.write_text(json.dumps(generate.report(rows), ensure_ascii=False), "utf-8")
        cases[f"{rows} rows"] = (path, rows)
    return cases


def measure(program, report):
    """One run: seconds, MiB and bytes."""
    with tempfile.TemporaryDirectory() as folder:
        document, log = Path(folder, "out.pdf"), Path(folder, "log")
        env = os.environ | {"KANBEN_FONTS": str(ROOT / "fonts"),
                            "KANBEN_LAYOUTS": str(ROOT / "layouts")}
        command = [program, "render", str(report), "-o", str(document)]
        to_log = [(os.POSIX_SPAWN_OPEN, 2, str(log), os.O_WRONLY | os.O_CREAT, 0o600)]
        start = time.perf_counter()
        pid = os.posix_spawn(program, command, env, file_actions=to_log)
        _, status, usage = os.wait4(pid, 0)
        wall = time.perf_counter() - start
        if status != 0:
            sys.exit(f"{report}: status {status}\n{log.read_text('utf-8')[:2000]}")
        return {
            "wall": wall,
            "cpu": usage.ru_utime + usage.ru_stime,
            "mib": usage.ru_maxrss / KIB_A_MIB,
            "bytes": document.stat().st_size,
        }


def median(name, rows, runs):
    middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    spread = max(run["wall"] for run in runs) - min(run["wall"] for run in runs)
    return {"name": name, "rows": rows, "runs": len(runs), "spread": spread} | middle


def print_table(results):
    """Time a row, and time and memory against the smaller table before: 10 times is linear."""
    print("| case | wall s | ± | CPU s | MiB | bytes | µs/row | wall × | MiB × |")
    print("|---|---|---|---|---|---|---|---|---|")
    before = None
    for r in results:
        cells = [f"{r['wall']:.3f}", f"{r['spread'] / 2:.3f}", f"{r['cpu']:.3f}", f"{r['mib']:.1f}"]
        cells += [f"{r['bytes']:,}", f"{r['wall'] / r['rows'] * 1e6:.0f}" if r["rows"] else ""]
        if r["rows"] and before:
            cells += [f"{r['wall'] / before['wall']:.1f}", f"{r['mib'] / before['mib']:.1f}"]
        else:
            cells += ["", ""]
        print(f"| {r['name']} | {' | '.join(cells)} |")
        before = r if r["rows"] else before


if __name__ == "__main__":
    main()
