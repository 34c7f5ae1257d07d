# SPDX-License-Identifier: MIT
"""The conditions of a measurement: machine, versions and command."""

import datetime
import json
import os
import platform
import shlex
import subprocess
import sys
from pathlib import Path

LIBRARIES = ("harfbuzz", "libdeflate", "libcjson", "libpcre2-8", "libqpdf")
PACKAGES = ("libfreetype-dev", "libhpdf-dev")  # pkg-config does not have their versions
KIB_PER_GIB = 1 << 20


def facts(setup, place):
    """{what: text}, in the order of printing."""
    found = {
        "Date": datetime.date.today().isoformat(),
        "Machine": f"{processor()}, {len(os.sched_getaffinity(0))} cores, {memory()} GiB",
        "System": f"{distribution()}, Linux {platform.release()}",
        "Load at the end": " ".join(f"{load:.1f}" for load in os.getloadavg()),
        "Output on": f"{file_system(place)} (“in memory”: tmpfs)",
        "kanben": f"{first_line(setup.program, '--version')}, {build(setup.program)}",
        "Compiler": first_line("cc", "--version"),
        "Libraries": ", ".join(libraries()),
    }
    if setup.typst:
        found["Typst"] = first_line(setup.typst, "--version")
    if setup.typst_python:
        say = "import typst; print(typst.__version__)"
        found["Typst's Python binding"] = first_line(setup.typst_python, "-c", say)
    if setup.valgrind:
        found["valgrind"] = first_line(setup.valgrind, "--version")
    found["Skipped"] = "; ".join(skipped(setup)) or "nothing"
    found["Command"] = f"`{command(setup)}`"
    return found


def first_line(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    return (done.stdout.splitlines() or ["unknown"])[0]


def command(setup):
    """The command as typed, but with the program at the end."""
    words = sys.argv[1:]
    last = next(i for i, w in enumerate(words) if Path(w).name == Path(setup.program).name)
    words.append(words.pop(last))
    typed = shlex.join(["python3", "bench/bench.py", *words])
    return typed.replace(str(Path.home()) + "/", "~/")


def processor():
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def memory():
    kib = int(Path("/proc/meminfo").read_text("utf-8").split()[1])
    return round(kib / KIB_PER_GIB)


def distribution():
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()


def file_system(place):
    """The type of the file system that contains a folder, that is, with the longest mount point above
    it; in a chroot there may be none."""
    mounts = [line.split() for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
    above = [m for m in mounts if place.is_relative_to(m[1])]
    return max(above, key=lambda m: len(m[1]))[2] if above else "an unknown file system"


def build(program):
    """The options of the build folder that the program is in, if it is in one."""
    for folder in Path(program).parents:
        info = folder / "meson-info" / "intro-buildoptions.json"
        if info.exists():
            options = {o["name"]: o["value"] for o in json.loads(info.read_text("utf-8"))}
            lto = " -Db_lto=true" if options["b_lto"] else ""
            return f"`--buildtype {options['buildtype']}{lto}`"
    return "installed"


def libraries():
    for name in LIBRARIES:
        yield f"{name} {first_line('pkg-config', '--modversion', name)}"
    for name in PACKAGES:
        yield f"{name} {first_line('dpkg-query', '-W', '-f', '${Version}', name)}"


def skipped(setup):
    if not setup.warm.exists() and "warm" in setup.only:
        yield f"warm cases ({setup.warm.name} is not built)"
    if not setup.valgrind and "instructions" in setup.only:
        yield "instructions (no valgrind)"
    if not setup.typst:
        yield "Typst’s command (`--typst`)"
    elif not setup.fonts_all:
        yield "Typst with the system’s fonts (`--fonts-all`)"
    if not setup.typst_python:
        yield "Typst in one process (`--typst-python`)"
