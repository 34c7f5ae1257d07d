# SPDX-License-Identifier: MIT
"""usage: check_keys.py ROOT PRINT_KEYS

The tables of keys in docs/ are those that kanben reads by. Above such a table stands a comment

    <!-- keys: NAME -->

with the name of the object, or of several that share the table. The first column holds the keys in
backticks, one or more a row; of several tables with one comment each has a part of the keys. If the
table has a third column, "required" stands there just where no object goes without the key.

Every object with more than two keys needs such a table, once the first of its group (layout, report)
has one.
"""

import re
import subprocess
from collections import defaultdict

from lintlib import main

MARKER = re.compile(r"<!-- keys: ([\w ]+) -->")
KEY = re.compile(r"`(\$?\w+)`")
TOLD_IN_A_SENTENCE = 2  # keys


def check(root, program):
    objects, groups = read_objects(program)
    tables = defaultdict(list)
    for path in sorted((root / "docs").glob("*.md")):
        for names, number, rows in marked_tables(path.read_text("utf-8").splitlines()):
            tables[names].append((path, number, rows))
    for names, found in tables.items():
        path, number, _ = found[0]
        unknown = [name for name in names if name not in objects]
        if unknown:
            yield path, number, f"there is no object {unknown[0]}; known: {', '.join(objects)}"
        else:
            yield from compare(found, [objects[name] for name in names])
    yield from undocumented(root, groups, objects, {name for names in tables for name in names})


def read_objects(program):
    """{name: {key: is it required}}, {group: names}."""
    objects, groups = {}, defaultdict(list)
    for line in subprocess.run(
        [program], check=True, capture_output=True, text=True
    ).stdout.splitlines():
        word, *rest = line.split()
        if word == "object":
            group, name = rest
            groups[group].append(name)
            members = objects.setdefault(name, {})
        else:
            members[rest[0]] = rest[1:] == ["required"]
    return objects, groups


def marked_tables(lines):
    """(names, line number, [(line number, cells)]) of each table with a marker; heads left out."""
    for number, line in enumerate(lines, 1):
        marker = MARKER.fullmatch(line.strip())
        if not marker:
            continue
        first = number
        while first < len(lines) and not lines[first].strip():
            first += 1
        rows = []
        for n, row in enumerate(lines[first:], first + 1):
            if not row.startswith("|"):
                break
            cells = re.split(r"(?<!\\)\|", row)[1:-1]
            rows.append((n, [cell.strip() for cell in cells]))
        yield tuple(marker.group(1).split()), number, rows[2:]


def compare(found, objects):
    path, number, _ = found[0]
    known = {key: required for members in objects for key, required in members.items()}
    told = set()
    for path, _, rows in found:
        for line, cells in rows:
            keys = KEY.findall(cells[0])
            for key in keys:
                if key not in known:
                    yield path, line, f"the object has no key {key}"
                elif key in told:
                    yield path, line, f"{key} stands here twice"
                told.add(key)
            needed = [known.get(key, False) for key in keys]
            if len(cells) > 2 and len(objects) == 1 and keys:
                if all(needed) != (cells[2] == "required") or any(needed) != all(needed):
                    yield path, line, "“required” stands where it should not, or is missing"
    for key in known:
        if key not in told:
            yield path, number, f"the key {key} is missing below"


def undocumented(root, groups, objects, told):
    for group, names in groups.items():
        for name in names if names[0] in told else ():
            if name not in told and len(objects[name]) > TOLD_IN_A_SENTENCE:
                yield root / "docs", 1, f"no table <!-- keys: {name} --> ({group})"


if __name__ == "__main__":
    main(check)
