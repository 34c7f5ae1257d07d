# SPDX-License-Identifier: MIT
"""Runs programs and tells what they took: requests as JSON lines in, answers as JSON lines out.

A process of its own, and one that imports little: what Linux calls the peak of a child begins with
that of the process it was split off from, so whoever measures has to be smaller than what he
measures. Run as `python3 -I -S measure.py`; Gauge in gauge.py talks to it.
"""

import json
import os
import sys
import time

KIB_A_MIB = 1024


def run(argv, env, out, log):
    """CPU time is that of the process and of those it has waited for, its workers; memory that of
    the largest one among them."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    to_files = [
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, out, flags, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, log, flags, 0o600),
    ]
    start = time.perf_counter()
    pid = os.posix_spawn(argv[0], argv, env, file_actions=to_files)
    _, status, usage = os.wait4(pid, 0)
    return {
        "wall": time.perf_counter() - start,
        "status": status,
        "cpu": usage.ru_utime + usage.ru_stime,
        "mib": usage.ru_maxrss / KIB_A_MIB,
    }


def main():
    for line in sys.stdin:
        print(json.dumps(run(**json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
