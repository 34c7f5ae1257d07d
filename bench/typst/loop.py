# SPDX-License-Identifier: MIT
"""usage: loop.py TEMPLATE FONTS OUT PROCESSES REPORT.json...

Sets reports one after the other with Typst's Python binding, as its users would: with one Compiler,
which loads fonts once and caches what does not change between reports. Each report is copied to the
path where the template expects it; passing its name in sys_inputs takes a sixth more CPU time.
Prints a JSON line with the median, least and greatest time of a report.

Needs only the package typst. With N processes each takes every N-th report.
"""

import json
import os
import shutil
import statistics
import sys
import time

STANDARDS = ["a-2a", "ua-1"]


def work(template, fonts, out, number, reports):
    import typst  # here, so that each process imports its own

    current = os.path.join(out, f"report-{number}")
    compiler = typst.Compiler(
        template,
        root="/",
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"report": current},
    )
    times = []
    for report in reports:
        start = time.perf_counter()
        shutil.copyfile(report, current)
        name = os.path.splitext(os.path.basename(report))[0] + ".pdf"
        compiler.compile(output=os.path.join(out, name), pdf_standards=STANDARDS)
        times.append((time.perf_counter() - start) * 1000)
    os.unlink(current)
    return times


def main():
    template, fonts, out, processes, *reports = sys.argv[1:]
    n = int(processes)
    children = []
    for number in range(1, n):
        pid = os.fork()
        if pid == 0:
            work(template, fonts, out, number, reports[number::n])
            os._exit(0)
        children.append(pid)
    times = work(template, fonts, out, 0, reports[::n])
    for pid in children:
        if os.waitpid(pid, 0)[1] != 0:
            sys.exit("a process failed")
    said = {"median_ms": statistics.median(times), "min_ms": min(times), "max_ms": max(times)}
    print(json.dumps(said))


if __name__ == "__main__":
    main()
