# SPDX-License-Identifier: MIT
"""Runs programs and measures time and memory: JSON lines with requests in, with answers out.

This is a separate process that imports little, because on Linux the peak memory of a child starts at
that of the process that forked it: the measuring process must be smaller than what it measures. Run
as `python3 -I -S measure.py` by Gauge in gauge.py.
"""

import json
import os
import sys
import time

KIB_PER_MIB = 1024


def run(argv, env, out, log):
    """CPU time is the sum of the process and the workers it has waited for; memory is that of the
    largest of them."""
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
        "mib": usage.ru_maxrss / KIB_PER_MIB,
    }


def main():
    for line in sys.stdin:
        print(json.dumps(run(**json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
