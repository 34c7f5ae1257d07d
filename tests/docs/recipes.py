# SPDX-License-Identifier: MIT
"""For each rule a small input that shows it: the examples in docs/findings.md come from these.

Nearly all of them are report.json with a few pieces of its text replaced. Rules that a file cannot
show (a worker that dies, a report that takes too long) have a function that brings it about.
"""

import dataclasses
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
REPORT = (HERE / "report.json").read_text("utf-8")
FONTS = (SOURCE / "tests" / "fonts" / "fonts.json").read_text("utf-8")
BUDGET = (SOURCE / "examples" / "budget-2024.json").read_text("utf-8")

ROW_RECEIVED = '"received": [3, 0, 0, 0, 0, 0, 3]'
ROW_CARRIED_OUT = '"carried_out": [0, 0, 0, 0, 0, 0, 0]'
ROW_TOTAL = '"total": [3, 0, 0, 0, 0, 0, 3]'
ROW_DOCUMENTS = '"normative_documents": [2, 0, 14]'
ROW_REVIEW = '"reconsideration": [0, 0, 0, 0, 0]'
LAST_YEAR = (
    ("局2024年政府", "局2023年政府"),
    ('"year": 2024', '"year": 2023'),
    ('"date": "2025-01-24",', '"date": "2024-01-24",'),
)

RENDER = ("render", "report.json", "-o", "report.pdf")
PREVIOUS = ("check", "report.json", "--previous", "previous.json")


@dataclasses.dataclass
class Recipe:
    """Changes are pairs: what stands in the text, once, and what replaces it."""

    changes: tuple = ()
    args: tuple = ("check", "report.json")
    base: str = REPORT
    last_year: tuple | None = None  # changes that make previous.json, besides the year
    files: dict = dataclasses.field(default_factory=dict)  # more files: name and text or bytes
    env: dict = dataclasses.field(default_factory=dict)
    start: Callable = subprocess.Popen  # of the command
    shows: str = ""  # of several findings of the rule, the first with this in it

    def write(self, folder):
        texts = {"report.json": replace(self.base, self.changes)} | self.files
        if self.last_year is not None:
            texts["previous.json"] = replace(self.base, LAST_YEAR + self.last_year)
        for name, text in texts.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    def run(self, program, folder, env):
        """What the program says on standard error."""
        self.write(folder)
        env = env | {k: v.format(folder=folder) for k, v in self.env.items()}
        running = self.start(
            [program, *self.args], cwd=folder, env=env, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        return running.communicate(timeout=60)[1].decode()


def replace(text, changes):
    for old, new in changes:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} is not in the text exactly once")
        text = text.replace(old, new)
    return text


def first_paragraph(text):
    return (("全年主动公开政府信息210条。", text),)


def own_table(table):
    return (('"公开重点领域信息90条。"', json.dumps({"table": table}, ensure_ascii=False)),)


def carrying_nothing(command, cwd, **more):
    """A PDF of the usual kind, which has no report in it."""
    render = [command[0], *RENDER]
    subprocess.run(render, cwd=cwd, env=more["env"], check=True)
    return subprocess.Popen(command, cwd=cwd, **more)


def unending(command, cwd, **more):
    """A report that never arrives: a pipe into which nothing is written."""
    (cwd / "report.json").unlink()
    os.mkfifo(cwd / "report.json")
    end = os.open(cwd / "report.json", os.O_RDWR)
    try:
        return subprocess.Popen(command, cwd=cwd, pass_fds=(end,), **more)
    finally:
        os.close(end)


def children(pid):
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


def killed(command, cwd, **more):
    """The process that reads such a report dies."""
    running = unending(command, cwd, **more)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for worker in children(running.pid):
            os.kill(worker, signal.SIGKILL)
            return running
        time.sleep(0.05)
    running.kill()
    raise TimeoutError("no worker was started")


def change(old, new):
    return ((old, new),)


def with_previous(changes, last_year):
    return Recipe(changes, PREVIOUS, last_year=last_year)


def imported(*lines):
    title = "某区科技局2023年政府信息公开工作年度报告"
    text = "\n".join([title, "一、总体情况", "一段。", *lines])
    return Recipe((), ("import", "old.txt"), files={"old.txt": text})


CORRECTION = '"revision": {"number": 1, "date": "2025-01-02", "reason": "更正第三部分"}'
EXPENDITURE = '"carried_out": 35.60,\n      "total": 9146.00'
DATE = '  "date": "2025-01-24",\n'
OTHER_ORGAN = ('"organ": "某区科技局",\n', '"organ": "某区教育局",\n')
WIDE = {"columns": [{"text": "数量", "min_mm": 900}], "rows": [{"text": "甲区", "values": [1]}]}
VISITS = '{"layout": "visits", "sectoins": []}\n'

RECIPES = {
    # JSON and structure
    "SYN": Recipe(change('"year": 2024,', '"year": 2024，')),
    "KEY": Recipe(change('"licensing"', '"lisencing"')),
    "TYPE": Recipe(change(ROW_DOCUMENTS, '"normative_documents": [2, 14]')),
    "MISSING": Recipe(change('"organ": "某区科技局",\n', "")),
    "NORM": Recipe(change('"licensing": 120', '"licensing": "１２０"')),
    "EMPTY": Recipe(change('["没有需要报告的其他事项。"]', "[]")),
    "PICTURE": Recipe(
        (('{"heading": "（一）主动公开"}', '{"picture": {"file": "hall.png", "alt": "政务服务大厅"}}'),)
    ),
    "PRESS": Recipe(
        (('{"heading": "（一）主动公开"}', '{"picture": {"file": "hall.png", "alt": "政务服务大厅"}}'),),
        args=(*RENDER, "--profile", "print"),
        files={"hall.png": (SOURCE / "tests/golden/pictures/pictures/a.png").read_bytes()},
    ),
    "REVISION": Recipe(change(DATE, f"{DATE}  {CORRECTION},\n")),
    "DATE": Recipe(change(DATE, ""), RENDER),
    # arithmetic
    "T3-ID": Recipe(change(ROW_RECEIVED, '"received": [5, 0, 0, 0, 0, 0, 5]')),
    "T3-SUM": Recipe(change(ROW_TOTAL, '"total": [4, 0, 0, 0, 0, 0, 4]')),
    "T3-ROW": Recipe(change(ROW_RECEIVED, '"received": [3, 0, 0, 0, 0, 0, 4]')),
    "T4-SUM": Recipe(change(ROW_REVIEW, '"reconsideration": [2, 1, 0, 0, 2]')),
    "T2-NEG": Recipe(change('"penalties": 3', '"penalties": 2.5')),
    "T2-VALID": Recipe(change(ROW_DOCUMENTS, '"normative_documents": [20, 0, 14]')),
    "COUNT": Recipe(change(ROW_REVIEW, '"reconsideration": [1.5, 0, 0, 0, 1.5]')),
    "BLANK": Recipe(change(ROW_DOCUMENTS, '"normative_documents": [2, null, 14]')),
    "BUD-IN": Recipe(change('"current": 8900.82', '"current": 8900.28'), base=BUDGET),
    "BUD-OUT": Recipe(change('"current": 9110.40', '"current": 9110.04'), base=BUDGET),
    "BUD-EQ": Recipe(change(EXPENDITURE, EXPENDITURE.replace("9146.00", "9146.60")), base=BUDGET),
    "BUD-DEC": Recipe(change('"undertakings": 126.50', '"undertakings": 126.504'), base=BUDGET),
    # prose
    "TXT-NUM": Recipe(first_paragraph("全年收到政府信息公开申请5件。")),
    "TXT-YEAR": Recipe(change("局2024年政府", "局2023年政府")),
    "TXT-TITLE": Recipe(change("局2024年政府", "局政府")),
    "TXT-EMPTY": Recipe(change("公开内容不够丰富，形式较为单一，将进一步加强培训。", "无。")),
    "TXT-FEE": Recipe(change('"fees": 0', '"fees": "12.50"')),
    "TXT-LEFT": Recipe(first_paragraph("全年主动公开[bookmark: _GoBack]政府信息210条。")),
    "TXT-HALF": Recipe(first_paragraph("全年主动公开政府信息210条,较为及时。")),
    "TXT-STOP": Recipe(first_paragraph("全年主动公开政府信息210条，较为及时")),
    "TXT-LEVEL": Recipe(change('"公开重点领域信息90条。"', '{"heading": "（三）依申请公开"}')),
    "TXT-PERSON": Recipe(first_paragraph("申请人身份证号码为11010519491231002X。")),
    "TXT-LONG": Recipe(first_paragraph("公开政府信息。" * 3200)),
    # two years
    "XY-CARRY": with_previous((), change(ROW_CARRIED_OUT, ROW_CARRIED_OUT.replace("[0", "[2"))),
    "XY-VALID": with_previous((), change(ROW_DOCUMENTS, '"normative_documents": [0, 0, 10]')),
    "XY-FACTOR": with_previous((), change('"licensing": 120', '"licensing": 12')),
    "XY-FEE": with_previous(change('"fees": 0', '"fees": 41000'), change('"fees": 0', '"fees": 4')),
    "TXT-SAME": with_previous((), ()),
    "XY-PREVIOUS": Recipe(
        args=("check", "report.json", "--previous", "last-year"),
        files={"last-year/other.json": replace(REPORT, (*LAST_YEAR, OTHER_ORGAN))},
    ),
    # printing
    "GLYPH": Recipe(first_paragraph("全年主动公开政府信息210条，龘。")),
    "FONT": Recipe(args=RENDER, files={"fonts.json": FONTS}, env={"KANBEN_FONTS": "{folder}"}),
    "FIT": Recipe(own_table(WIDE)),
    "PAGES": Recipe(args=(*RENDER, "--max-pages", "1")),
    # surroundings
    "LAYOUT": Recipe(
        args=("check", "report.json", "--layout", "visits.json"),
        files={"visits.json": VISITS},
        shows="sectoins",
    ),
    "PDF": Recipe(args=("extract", "report.pdf"), start=carrying_nothing),
    "ENV": Recipe(files={"fonts/none.txt": ""}, env={"KANBEN_LAYOUTS": "fonts"}),
    "TIMEOUT": Recipe(args=(*RENDER, "--timeout", "1"), start=unending),
    "WORKER": Recipe(args=(*RENDER, "--timeout", "60"), start=killed),
    # import and merge
    "UNPLACED": imported(
        "三、收到和处理政府信息公开申请情况",
        "一、本年新收政府信息公开申请数量\t3\t0\t0\t0\t0\t0\t若干",
    ),
    "IMPORT": imported("— 1 —"),
    "MERGE": Recipe(
        args=("merge", "report.json", "copy.json", "--organ", "某区", "-o", "sum.json"),
        files={"copy.json": REPORT},
    ),
}
