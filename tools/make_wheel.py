# SPDX-License-Identifier: MIT
"""usage: make_wheel.py PYTHON INSTALLED PLATFORM LICENCE... OUT

Puts the Python package of the folder PYTHON, the library and the data of an installation (the folder
INSTALLED has lib/ and share/) and the licences into a wheel for PLATFORM (manylinux_2_36_x86_64, …) in the
folder OUT, and prints its path. What is the same gives the same bytes.
"""

import base64
import hashlib
import re
import sys
import zipfile
from pathlib import Path

# What the library loads, by the names that it is loaded under.
WANTED = (
    "lib/libkanben.so.0",
    "lib/kanben/*.so",
    "lib/bundled/*",
    "share/kanben/layouts/*",
    "share/kanben/fonts/fonts.json",
    "share/kanben/fetch/**/*",
    "share/locale/**/*",
)


def members(python, installed, licences, info):
    for path in sorted(python.glob("kanben/*.py")) + [python / "kanben" / "py.typed"]:
        yield f"kanben/{path.name}", path.read_bytes(), 0o644
    for pattern in WANTED:
        found = sorted(p for p in installed.glob(pattern) if p.is_file())
        if not found:
            sys.exit(f"make_wheel: there is no {pattern} in {installed}")
        for path in found:
            name = path.relative_to(installed).as_posix()
            yield f"kanben/{name}", path.read_bytes(), path.stat().st_mode & 0o755
    for path in licences:
        yield f"{info}/licenses/{path.name}", path.read_bytes(), 0o644


def metadata(project, readme):
    def field(name):
        return re.search(rf'^{name} = "(.*)"$', project, re.MULTILINE)[1]

    return field("version"), (
        "Metadata-Version: 2.1\n"
        f"Name: {field('name')}\nVersion: {field('version')}\nSummary: {field('description')}\n"
        f"License: {field('license')}\nRequires-Python: {field('requires-python')}\n"
        f"Description-Content-Type: text/markdown\n\n{readme}"
    )


def main(python, installed, platform, *rest):
    *licences, out = map(Path, rest)
    python, installed = Path(python), Path(installed)
    project = (python / "pyproject.toml").read_text("utf-8")
    version, described = metadata(project, (python / "README.md").read_text("utf-8"))
    tag = f"py3-none-{platform}"
    info = f"kanben-{version}.dist-info"
    content = [
        *members(python, installed, licences, info),
        (f"{info}/METADATA", described.encode(), 0o644),
        (
            f"{info}/WHEEL",
            f"Wheel-Version: 1.0\nGenerator: kanben\nRoot-Is-Purelib: false\nTag: {tag}\n".encode(),
            0o644,
        ),
    ]
    record = ""
    for name, data, _ in content:
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        record += f"{name},sha256={digest},{len(data)}\n"
    content.append((f"{info}/RECORD", (record + f"{info}/RECORD,,\n").encode(), 0o644))
    path = out / f"kanben-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, data, mode in content:
            entry = zipfile.ZipInfo(name)  # dated 1980
            entry.external_attr = (0o100000 | mode) << 16
            wheel.writestr(entry, data, zipfile.ZIP_DEFLATED)
    print(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
