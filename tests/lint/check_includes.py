# SPDX-License-Identifier: MIT
"""usage: check_includes.py ROOT

Includes point one way. ALLOWED says which folders of src/ a folder may include besides itself,
THIRD_PARTY in which folders a foreign library is known. A .c file includes its own header first,
which proves that the header stands alone.
"""

import re

from lintlib import c_files, main

ALLOWED = {
    "base": "",
    "json": "base",
    "form": "base json",
    "report": "base json form",
    "schema": "base json form report",
    "check": "base json form report",
    "merge": "base json form report check",
    "diff": "base json form report check",
    "grid": "base json form report",
    "import": "base json form report",
    "style": "base json",
    "content": "base json form report check grid style",
    "font": "base json",
    "text": "base font",
    "page": "base",
    "layout": "base json form report grid style content font text page",
    "html": "base json form report grid style content",
    "write": "base page font",
    "write/pdf": "base page font write",
    "write/trace": "base page font write",
    "reread": "base page font write",
    "engine": "import reread base json form report check grid style content font text page layout html write",
    "kanben": "engine base schema font report json form write",
    "app": "engine import reread base json form report schema check merge diff grid style content font text page layout html write",
}
ALLOWED = {folder: set(names.split()) for folder, names in ALLOWED.items()}

THIRD_PARTY = [
    (r"cjson/.*|cJSON\.h", "json"),
    (r"pcre2\.h", "base"),
    (r"utf8proc\.h", "report"),
    (r"ft2build\.h|freetype/.*", "font"),
    (r"hb(-.*)?\.h", "font text"),
    (r"hpdf.*\.h", "write/pdf"),
    (r"libdeflate\.h", "write/pdf reread"),
    (r"qpdf/.*", "reread"),
    (r"dlfcn\.h", "engine kanben"),
    (r"libxml/.*|zip\.h", "import"),
    (r"iconv\.h", "import font"),
    (r"fts\.h", "font"),
    (r"libintl\.h", "base app kanben"),
    # C and POSIX
    (
        r"(assert|dirent|ctype|errno|fcntl|getopt|inttypes|limits|locale|math|poll|stdalign|stdarg|stdbool"
        r"|sched|search|signal|stddef|stdint|stdio|stdlib|string|strings|time|unistd|wchar|sys/\w+)\.h",
        " ".join(ALLOWED),
    ),
]

# Headers that the build makes.
GENERATED = {"write/pdf": {"srgb_icc.h"}}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.MULTILINE)


def check(root):
    yield from check_table(root)
    for path in c_files(root, "src"):
        folder = path.parent.relative_to(root / "src").as_posix()
        if folder not in ALLOWED:
            yield path, 1, f"src/{folder} is not in the table of check_includes.py"
            continue
        text = path.read_text("utf-8")
        includes = [
            (text.count("\n", 0, m.start()) + 1, m.group(1), m.group(2))
            for m in INCLUDE.finditer(text)
        ]
        own = path.with_suffix(".h").relative_to(root / "src").as_posix()
        if path.suffix == ".c" and path.with_suffix(".h").exists():
            if not includes or includes[0][1:] != ('"', own):
                yield path, 1, f'"{own}" must be included first'
        for line, quote, name in includes:
            fault = local_fault(root, folder, name) if quote == '"' else foreign_fault(folder, name)
            if fault:
                yield path, line, fault


def check_table(root):
    """Every folder of src/ is in the table, the table names no other, and it has no cycle."""
    table = root / "tests" / "lint" / "check_includes.py"
    for folder in sorted(p for p in (root / "src").iterdir() if p.is_dir()):
        if folder.name not in ALLOWED:
            yield folder, 1, "this folder is not in the table of check_includes.py"
    for folder, names in ALLOWED.items():
        if not (root / "src" / folder).is_dir():
            yield table, 1, f"the table names src/{folder}, which is not there"
        for name in names - {folder.split("/")[0]}:
            if folder in ALLOWED[name]:
                yield table, 1, f"{folder} and {name} may include each other"


def local_fault(root, folder, name):
    if name in GENERATED.get(folder, ()):
        return None
    if not (root / "src" / name).is_file():
        return f'"{name}" is not in src/'
    target = name.rpartition("/")[0]
    if target != folder and target not in ALLOWED[folder]:
        return f"{folder or 'src'} must not include {target}"
    return None


def foreign_fault(folder, name):
    for pattern, folders in THIRD_PARTY:
        if re.fullmatch(pattern, name):
            if folder in folders.split():
                return None
            return f"<{name}> belongs to {folders} only"
    return f"<{name}> is not in the table of check_includes.py"


if __name__ == "__main__":
    main(check)
