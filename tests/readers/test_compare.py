# SPDX-License-Identifier: MIT
"""usage: test_compare.py

What a reader reads right has no fault; each way of reading it wrong has one, of the right fact. The
record notices faults that come and go, other versions, and reasons that are missing or too many.
"""

import contextlib
import copy
import io
import os
import sys
import tempfile
import unittest.mock
from pathlib import Path

import compare
import record
import webpage

HTML = """<!DOCTYPE html><html lang="zh-CN"><head><title>报告</title><meta name="author" content="某局">
<style>
@counter-style kb-n1{system:extends decimal;prefix:"（";suffix:"）"}
.kanben ol.kb-list{list-style-type:kb-n1}
</style></head><body><article><h1>报告</h1>
<nav><ul><li>目录</li></ul></nav>
<p>全年公开信息12条，见PDF/A and PDF/UA。</p>
<ol class="kb-list"><li>第一项；</li><li>第二项。</li></ol>
<table><thead><tr><th id="a" scope="col">项目</th><th id="b" scope="col">数量</th></tr></thead>
<tbody><tr><th id="c" scope="row" rowspan="2" headers="a">合计</th><td headers="b c">1</td></tr>
<tr><td headers="b c">2</td></tr></tbody></table>
<div class="kb-run"><h2>一、问题。</h2><p>无。</p></div>
</article></body></html>"""


def tag(kind, text="", **members):
    empty = {"id": "", "page": 0, "scope": "", "headers": [], "rows": 1, "columns": 1}
    return {"kind": kind, "text": text, **empty, **members}


GOOD = {
    "pages": ["报告\n全年公开信息\n12条，见PDF/A and\nPDF/UA。\n（1） 第一项；\n（2）第二\n— 1 —\n",
              "项。\n项目 数量\n合计 1\n2\n一、问题。无。\n — 2 — \n"],
    "tables": [[["项目", "数量"], ["合\n计", "1"]], [["项目", "数量"], ["合计（续）", "2"]]],
    "title": "报告",
    "author": "某局",
    "language": "zh-CN",
    "files": {"report.json": "00"},
    "tags": [
        tag("Document"), tag("H1", "报告"), tag("P", "全年公开信息12条，见PDF/A and", page=1),
        tag("P", "PDF/UA。", page=2), tag("L"), tag("LI"), tag("Lbl", "（1）"), tag("LBody", "第一项；"),
        tag("LI"), tag("Lbl", "（2）"), tag("LBody", "第二项。"), tag("Table"), tag("TR"),
        tag("TH", "项目", id="1", scope="Column"), tag("TH", "数量", id="2", scope="Column"), tag("TR"),
        tag("TH", "合计", id="3", scope="Row", headers=["1"], rows=2), tag("TD", "1", headers=["2", "3"]),
        tag("TR"), tag("TD", "2", headers=["2", "3"]), tag("H2", "一、问题。"), tag("P", "无。"),
    ],
}
FILES = {"report.json": "00"}


def replaced(page, old, new):
    def change(reading):
        assert old in reading["pages"][page]
        reading["pages"][page] = reading["pages"][page].replace(old, new, 1)

    return change


def moved(reading):
    reading["pages"][1] = reading["pages"][1].replace("一、问题。无。\n", "")
    reading["pages"][0] = "一、问题。无。\n" + reading["pages"][0]


def cell(table, row, column, text):
    return lambda reading: reading["tables"][table][row].__setitem__(column, text)


def swapped(reading):
    reading["tables"][0][1].reverse()


def row_lost(reading):
    del reading["tables"][1][1]


def row_added(reading):
    reading["tables"][1].append(["另一行", "3"])


def column_lost(reading):
    for table in reading["tables"]:
        for row in table:
            del row[1]


def tag_changed(at, **members):
    return lambda reading: reading["tags"][at].update(members)


def tag_lost(at):
    return lambda reading: reading["tags"].pop(at)


def tags_swapped(reading):
    tags = reading["tags"]
    tags[7], tags[10] = tags[10], tags[7]


def other(fact, value):
    return lambda reading: reading.__setitem__(fact, value)


# What must be noticed: {fact: number of faults}.
DAMAGES = [
    ({}, lambda reading: None),
    ({}, replaced(0, "见PDF/A and\n", "见PDF/A \nand ")),
    ({"text": 1}, replaced(0, "12条", "12 条")),
    ({"text": 1}, replaced(0, "PDF/A and", "PDF/Aand")),
    ({"text": 1}, replaced(0, "PDF/A and", "PDF/A  and")),
    ({"text": 1}, replaced(0, "全年", "全半")),
    ({"text": 1}, replaced(0, "，", ",")),
    ({"text": 2}, replaced(0, "；\n", "；")),
    ({"text": 1}, replaced(0, "（2）第二\n", "（2）第二\n附")),
    ({"text": 1}, replaced(1, "一、问题。无。\n", "")),
    ({"order": 1}, moved),
    ({"cells": 1}, cell(0, 1, 1, "7")),
    ({"cells": 1}, cell(0, 1, 0, "合 计")),
    ({"cells": 1}, cell(1, 1, 0, "小计")),
    ({"cells": 4}, swapped),
    ({"cells": 1}, row_lost),
    ({"cells": 2}, row_added),
    ({"cells": 5}, column_lost),
    ({"tags": 1}, tag_changed(1, kind="H2")),
    ({"tags": 1}, tag_changed(9, text="（3）")),
    ({"tags": 1}, tag_changed(2, page=2)),
    ({"tags": 2}, tags_swapped),
    ({"tags": 1}, tag_lost(6)),
    ({"tags": 1}, tag_changed(13, scope="Row")),
    ({"tags": 1}, tag_changed(16, scope="")),
    ({"tags": 1}, tag_changed(16, headers=[])),
    ({"tags": 1}, tag_changed(17, headers=["1", "3"])),
    ({"tags": 1}, tag_changed(17, kind="TH")),
    ({"tags": 1}, tag_changed(17, text="2")),
    ({"tags": 1}, tag_changed(17, columns=2)),
    ({"tags": 1}, tag_lost(19)),
    ({"title": 1}, other("title", "")),
    ({"author": 1}, other("author", "某局 ")),
    ({"language": 1}, other("language", "zh")),
    ({"files": 1}, other("files", {})),
    ({"files": 1}, other("files", {"report.json": "01"})),
]


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        path.write_text(HTML, "utf-8")
        page = webpage.read(path)
        wrong = list(comparisons(page))
        wrong += records(page, Path(folder))
    print(*wrong, sep="\n")
    return not wrong


def comparisons(page):
    for number, (expected, damage) in enumerate(DAMAGES):
        reading = copy.deepcopy(GOOD)
        damage(reading)
        results = compare.compare(page, reading, FILES, record.FACTS)
        found = {fact: result.faults for fact, result in results.items() if result.faults}
        if {fact: len(faults) for fact, faults in found.items()} != expected:
            yield f"damage {number}: expected {expected}, found {found}"


def records(page, folder):
    """What record.check complains about: (words that must be in it, change of faults or documents)."""
    results = compare.compare(page, GOOD | {"title": "另"}, FILES, record.FACTS)
    results = {("r", fact, "example", "publish"): result for fact, result in results.items()}
    better = results | {("r", "title", "example", "publish"): compare.Result(1)}
    faults, document = folder / "faults.txt", folder / "readers.md"
    table = "".join(record.figures(results, {"r": "1"}))
    text = f"<!-- figures -->\n{table}<!-- end of figures -->\n\n### r 1\n\n- title: it errs.\n"
    faults.write_text("".join(record.listing(results)), "utf-8")
    cases = [
        (None, results, "1", text),
        ("-r: title", better, "1", text),
        ("reason for what is right", better, "1", text),
        ("no reason: ### r 2", results, "2", text),
        ("no reason: ### r 1, - title", results, "1", text.replace("- title", "- text")),
        ("right now: ### r 1, - text", results, "1", text.replace("- title", "- text")),
        ("two reasons", results, "1", text + "- title: again.\n"),
        ("+| r | 1 |", results, "1", text.replace("1 − 1", "1")),
    ]
    for words, found, version, words_of_document in cases:
        document.write_text(words_of_document, "utf-8")
        complaints = record.check(found, {"r": version}, faults, document)
        if not any(words in c for c in complaints) if words else complaints:
            yield f"expected “{words}”, found {complaints}"
    yield from records_of_the_system(results, faults, document, text)


def records_of_the_system(results, faults, document, text):
    """A reader of another version than on record: its faults are limited, and what is on record stays."""
    document.write_text(text, "utf-8")
    before = faults.read_text("utf-8")
    few = {key: compare.Result(100, ["x"] * 5) for key in results}
    few |= {("r", "title", "example", "publish"): compare.Result(1, ["x"])}  # as on record
    many = few | {("r", "tags", "example", "publish"): compare.Result(100, ["x"] * 6)}
    for words, found, version in (
        (None, few, "2"),
        ("r 2: 6 faults of 100 (tags)", many, "2"),
        ("+r: text", few, "1"),
    ):
        with contextlib.redirect_stdout(io.StringIO()) as said:
            complaints = record.check(found, {"r": version}, faults, document, ["r"])
        if ("Note: r 2 is not 1" in said.getvalue()) != (version == "2"):
            yield f"system: said {said.getvalue()}"
        if not any(words in c for c in complaints) if words else complaints:
            yield f"system: expected “{words}”, found {complaints}"
    with (
        unittest.mock.patch.dict(os.environ, {"GOLDEN_UPDATE": "1"}),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        record.check(few, {"r": "2"}, faults, document, ["r"])
    if document.read_text("utf-8") != text or faults.read_text("utf-8") != before:
        yield "an update has changed what is on record for another version"


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
