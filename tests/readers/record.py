# SPDX-License-Identifier: MIT
"""The record of what readers get wrong: faults.txt, which is written by the test and compared exactly,
and docs/readers.md, with a table of figures (written by the test) and by hand, below a heading
"### READER VERSION", a line "- FACT: reason" for each fact that the reader gets wrong.

A reader that comes with the system (poppler) has another version on another release. Its faults are then not
compared but limited, a note says so, and its record stays as it is."""

import difflib
import hashlib
import os
import re

FACTS = {"text": "paragraphs", "order": "in order", "cells": "cells", "tags": "tags", "title": "title",
         "author": "author", "language": "language", "files": "attachments"}
SHOWN, LONGEST = 3, 150
MORE = 20  # one fault in so many things more than on record, of a reader that has another version
FIGURES = re.compile(r"(?s)(<!-- figures -->\n).*?(<!-- end of figures -->\n)")


def check(results, versions, faults, document, system=()):
    """Complaints about what is not as recorded. With GOLDEN_UPDATE, writes first what it can.
    system: the readers that may have another version than the record."""
    text = document.read_text("utf-8")
    recorded = faults.read_text("utf-8") if faults.exists() else ""
    rows = rows_of(text)
    others = {r for r in system if r in rows and version_of(rows[r]) != versions[r]}
    limited = list(limit(results, versions, others, rows))
    results = {key: result for key, result in results.items() if key[0] not in others}
    groups = groups_of("".join(listing(results)))
    groups += [g for g in groups_of(recorded) if g.partition(":")[0] in others]
    listed = "".join(sorted(groups, key=lambda g: g.partition("\n")[0].split(": ")))
    table = "".join(figures(results, versions, {r: rows[r] for r in others}))
    if "GOLDEN_UPDATE" in os.environ:
        faults.write_text(listed, "utf-8")
        text = FIGURES.sub(lambda m: m[1] + table + m[2], text)
        document.write_text(text, "utf-8")
        recorded = listed
    complaints = limited + differences(recorded, listed, faults.name)
    shown = FIGURES.search(text)
    complaints += differences(shown[0] if shown else "", f"<!-- figures -->\n{table}<!-- end of figures -->\n",
                              document.name)
    return complaints + list(reasons(results, versions, text, others))


def rows_of(text):
    """{reader: its row} of the table of figures."""
    shown = FIGURES.search(text)
    rows = re.findall(r"(?m)^\| ([^|]+) \|.*\n", shown[0]) if shown else []
    return {row: re.search(rf"(?m)^\| {re.escape(row)} \|.*\n", shown[0])[0] for row in rows}


def version_of(row):
    return row.split("|")[2].strip()


def faults_of(row, fact):
    """How many faults a row has of a fact."""
    return int("0" + row.split("|")[3 + list(FACTS).index(fact)].partition("−")[2].strip())


def groups_of(listed):
    """The parts of the list of faults, one for each reader and fact."""
    return re.findall(r"(?m)^\S.*\n(?:\s.*\n)*", listed)


def limit(results, versions, others, rows):
    """Complaints about readers with another version than recorded that get much wrong."""
    for reader in sorted(others):
        print(f"Note: {reader} {versions[reader]} is not {version_of(rows[reader])}, the version on record:"
              " its faults are not compared, only limited")
        for fact in FACTS:
            found = [r for key, r in results.items() if key[:2] == (reader, fact)]
            total, n = sum(r.total for r in found), sum(len(r.faults) for r in found)
            if found:
                print(f"Note: {reader} {versions[reader]}, {FACTS[fact]}: {figure(found)}")
            known = faults_of(rows[reader], fact)
            if (n - known) * MORE > total:
                yield (f"{reader} {versions[reader]}: {n} faults of {total} ({fact}), {known} are on record,"
                       f" more than one in {MORE} besides")


def differences(recorded, found, name):
    lines = difflib.unified_diff(recorded.splitlines(), found.splitlines(), name, "found", "", n=0)
    return [line.rstrip("\n") for line in lines]


def listing(results):
    """Reader and fact; below, for each example the profiles with the same faults, and the first few."""
    grouped = {}
    for (reader, fact, example, profile), result in results.items():
        if result.faults:
            same = grouped.setdefault((reader, fact), {}).setdefault(example, {})
            same.setdefault((result.total, *result.faults), []).append(profile)
    for (reader, fact), examples in sorted(grouped.items()):
        yield f"{reader}: {fact}\n"
        for example, groups in sorted(examples.items()):
            for (total, *faults), profiles in sorted(groups.items(), key=lambda group: group[1]):
                yield f"  {example} ({', '.join(profiles)}): {len(faults)} of {total}\n"
                yield from lines_of(faults)


def lines_of(faults):
    for fault in faults[:SHOWN]:
        line = re.sub(r"\s", " ", fault)
        yield f"    {line if len(line) <= LONGEST else line[:LONGEST] + '…'}\n"
    if len(faults) > SHOWN:
        digest = hashlib.sha256("\n".join(faults).encode()).hexdigest()[:8]
        yield f"    and {len(faults) - SHOWN} more, {digest}\n"


def figures(results, versions, kept=()):
    """A table: of how many things of a kind how many are right, in all documents together.
    kept: {reader: its row as it was}."""
    yield f"| reader | version | {' | '.join(FACTS.values())} |\n"
    yield "|---" * (2 + len(FACTS)) + "|\n"
    for reader, version in versions.items():
        if reader in kept:
            yield kept[reader]
            continue
        cells = [figure([r for key, r in results.items() if key[:2] == (reader, fact)]) for fact in FACTS]
        yield f"| {reader} | {version} | {' | '.join(cells)} |\n"


def figure(found):
    if not found:
        return "–"
    total = sum(result.total for result in found)
    faults = sum(len(result.faults) for result in found)
    return f"{total}" if faults == 0 else f"{total} − {faults}"


def reasons(results, versions, text, others):
    """Complaints if the reasons are not exactly one for each fact that a reader gets wrong."""
    wrong = {key[:2] for key, result in results.items() if result.faults}
    wanted = {(reader, versions[reader], fact) for reader, fact in wrong}
    given = []
    for section in re.split(r"(?m)^### ", text)[1:]:
        name, _, version = section.partition("\n")[0].rpartition(" ")
        facts = re.findall(r"(?m)^- (\w+): \S", section)
        given += [(name, version, fact) for fact in facts if name not in others]
    for entry in sorted(wanted - set(given)):
        yield "docs/readers.md has no reason: ### {} {}, - {}: …".format(*entry)
    for entry in sorted(set(given) - wanted):
        yield "docs/readers.md has a reason for what is right now: ### {} {}, - {}: …".format(*entry)
    for entry in sorted({e for e in given if given.count(e) > 1}):
        yield "docs/readers.md has two reasons: ### {} {}, - {}: …".format(*entry)
