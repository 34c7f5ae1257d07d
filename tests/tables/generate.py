# SPDX-License-Identifier: MIT
"""usage: generate.py DIR [GROUP…]

Writes reports with many tables into DIR, as GROUP-N.json. The random ones are the same on every run;
those of the group `hard` are written by hand (hard.py).
"""

import json
import random
import shutil
import sys
from pathlib import Path

import hard

WORDS = (
    "本年 上年 结转 受理 办结 公开 申请 数量 自然人 法人 组织 科研 机构 社会 公益 法律 服务 企业"
    " 商业 其他 总计 行政 许可 处罚 强制 收费 金额 单位 规章 文件 制发 废止 现行 有效 件数 结果"
    " 维持 纠正 尚未 审结 复议 诉讼 直接 起诉 A PM2.5 GB/T CO2 2024 3%"
).split()
JOINTS = ["", "", "", "", "、", "，", "和", "（", "）", " ", "—"]
HEAD_CHARACTERS, LABEL_CHARACTERS = 12, 30  # maximum; most have fewer
FIGURE_CHARACTERS = 100  # of all columns together; few enough to fit a landscape page
TABLES_A_REPORT = 5
PICTURES = Path(__file__).resolve().parents[1] / "golden" / "pictures" / "pictures"
ROWS_OF_A_CHART, COLUMNS_OF_A_CHART = 8, 4

# The properties of each group's tables: number of reports, rows, leaf columns, depths of both trees,
# and how often there are spines (a node with one child), long labels and keep-together groups.
GROUPS = {
    "plain": {"reports": 5, "rows": (1, 15), "columns": (1, 8), "heads": 2, "labels": 2},
    "heads": {"reports": 5, "rows": (2, 25), "columns": (4, 14), "heads": 5, "labels": 1},
    "labels": {"reports": 5, "rows": (10, 60), "columns": (1, 6), "heads": 1, "labels": 5},
    "both": {"reports": 6, "rows": (10, 60), "columns": (3, 12), "heads": 5, "labels": 5},
    "spines": {"reports": 4, "rows": (1, 20), "columns": (1, 6), "heads": 5, "labels": 5,
               "spine": 0.6},
    "wide": {"reports": 4, "rows": (3, 40), "columns": (18, 24), "heads": 3, "labels": 2},
    "long": {"reports": 3, "rows": (80, 300), "columns": (2, 7), "heads": 2, "labels": 3},
    "longest": {"reports": 1, "rows": (500, 500), "columns": (3, 6), "heads": 3, "labels": 4,
                "tables": 2},
    "texts": {"reports": 4, "rows": (2, 25), "columns": (2, 5), "heads": 2, "labels": 3,
              "text": 0.2},
    "kept": {"reports": 4, "rows": (20, 60), "columns": (2, 5), "heads": 2, "labels": 3,
             "keep": 0.5},
}
GROUPS["remarks"] = {"reports": 5, "rows": (1, 60), "columns": (1, 6), "heads": 2, "labels": 3,
                     "remarks": 0.8}
# Too wide for any page: parted by columns.
GROUPS["parted"] = {"reports": 4, "rows": (2, 40), "columns": (60, 120), "heads": 3, "labels": 3,
                    "remarks": 0.5, "tables": 2}
GROUPS["figures"] = {"reports": 8, "rows": (1, 30), "columns": (1, 5), "heads": 2, "labels": 2,
                     "remarks": 0.3, "figures": 0.7}
# Headings before headings, most of them with a line or two before what they are about.
GROUPS["leads"] = {"reports": 6, "rows": (2, 24), "columns": (1, 4), "heads": 2, "labels": 2,
                   "remarks": 0.3, "figures": 0.5, "leads": 0.7, "tables": 12}
# Reports of other seeds that the program, or a check, was wrong about once.
SEEDS = {"both": (111,), "texts": (25, 123, 130), "kept": (6, 49, 108), "leads": (31,),
         "figures": (149,)}
DEFAULTS = {"leads": 0, "spine": 0.1, "text": 0, "keep": 0, "remarks": 0, "figures": 0, "tables": TABLES_A_REPORT}


def reports(groups=()):
    """(group, name, report) for the named groups, or for all of them."""
    for group in groups or [*GROUPS, "hard"]:
        made = hard.reports() if group == "hard" else random_reports(group)
        for name, report in made:
            yield group, f"{group}-{name}", report


def random_reports(group):
    look = DEFAULTS | GROUPS[group]
    for n in sorted({*range(look["reports"]), *SEEDS.get(group, ())}):
        rng = random.Random(f"{group} {n}")
        prose = []
        for _ in range(look["tables"]):
            prose += random_prose(rng)
            prose += random_leads(rng, look["leads"])
            prose.append({"table": random_table(rng, look)})
            if look["figures"]:
                prose += random_figures(rng, look, len(prose) - 1, prose[-1]["table"])
        yield n, hard.report(f"{group} {n}", prose + ["表后文字。"])


def random_prose(rng):
    """The prose between two tables, sometimes none."""
    blocks = []
    if rng.random() < 0.3:
        blocks.append({"heading": f"（一）{words(rng, rng.randint(2, 12))}"})
    for _ in range(rng.choice([0, 1, 1, 2])):
        blocks.append(words(rng, rng.choice([8, 40, 120])) + "。")
    return blocks


def random_leads(rng, often):
    """Up to two headings, and perhaps a text of a line or two below them; none if they are not asked for."""
    if not often:
        return []
    made = [{"heading": f"（一）{words(rng, rng.randint(2, 30))}"} for _ in range(rng.choice([0, 1, 2, 2]))]
    if made and rng.random() < often:
        made.append(words(rng, rng.choice([8, 35])) + "。")
    return made


def random_table(rng, look):
    rows, columns = rng.randint(*look["rows"]), rng.randint(*look["columns"])
    table = {
        "columns": tree(rng, look, columns, look["heads"], HEAD_CHARACTERS),
        "rows": tree(rng, look, rows, look["labels"], LABEL_CHARACTERS),
    }
    if rng.random() < 0.5:
        table["caption"] = words(rng, rng.randint(3, 30))
    if rng.random() < 0.6:
        table["corner"] = words(rng, rng.randint(2, 15))
    if look["remarks"]:
        add_remarks(rng, table, look["remarks"])
    digits = max(2, FIGURE_CHARACTERS // columns)
    kinds = [random_column(rng, digits, leaf) for leaf in leaves(table["columns"])]
    for leaf in leaves(table["rows"]):
        leaf["values"] = [figure(rng, *kind) for kind in kinds]
        if rng.random() < look["text"]:
            leaf["text"] = words(rng, rng.randint(60, 400))
    if look["keep"]:
        for node in groups_of(table["rows"]):
            if rng.random() < look["keep"]:
                node["keep"] = True
    return table


def add_remarks(rng, table, often):
    if "caption" in table and rng.random() < often:
        table["caption"] = f"表{rng.randint(1, 12)} {table['caption']}"
    if rng.random() < often:
        table["unit"] = rng.choice(["", "单位："]) + words(rng, rng.randint(1, 10))
    if rng.random() < often:
        lengths = [rng.choice([5, 30, 120]) for _ in range(rng.choice([1, 1, 2, 4]))]
        table["notes"] = [f"注：{words(rng, n)}。" for n in lengths]


def random_figures(rng, look, place, table):
    """Pictures and a chart of the table, which is the report's block at `place`."""
    made = []
    for _ in range(rng.choice([0, 1, 1, 2])):
        picture = {"file": f"pictures/{rng.choice(sorted(p.name for p in PICTURES.iterdir()))}"}
        if rng.random() < 0.7:
            picture["width_mm"] = rng.randint(10, 156)
        made.append({"picture": picture | {"alt": words(rng, 6)}})
    rows = list(figures_of(table["rows"], f"/content/{place}/table/rows"))[:ROWS_OF_A_CHART]
    n = min(len(list(leaves(table["columns"]))), rng.randint(1, COLUMNS_OF_A_CHART))
    if rng.random() < look["figures"] and all(is_drawn(v) for _, _, values in rows for v in values[:n]):
        made.append({"chart": random_chart(rng, rows, n)})
    for block in made:
        if rng.random() < look["figures"]:
            next(iter(block.values()))["caption"] = words(rng, rng.choice([4, 12, 40, 90]))
    rng.shuffle(made)
    return [
        part
        for block in made
        for part in (*random_leads(rng, look["leads"]), block, *random_prose(rng))
    ]


def random_chart(rng, rows, n):
    pie = n == 1 and all(float(values[0]) >= 0 for _, _, values in rows if values[0] not in (None, "/"))
    chart = {"kind": rng.choice(["bar", "line", "pie"] if pie else ["bar", "line", "line"]), "rows": []}
    for text, pointer, _ in rows:
        of = [f"{pointer}/values/{k}" for k in range(n)]
        chart["rows"].append({"text": text, "of": of if n > 1 else of[0]})
    if n > 1:
        chart["columns"] = [words(rng, rng.choice([2, 4, 8])) for _ in range(n)]
    return chart


def figures_of(nodes, pointer):
    """(label, pointer, values) of each row."""
    for i, node in enumerate(nodes):
        if "children" in node:
            yield from figures_of(node["children"], f"{pointer}/{i}/children")
        else:
            yield node["text"], f"{pointer}/{i}", node["values"]


def is_drawn(value):
    return value is None or value == "/" or str(value).replace(".", "", 1).lstrip("-").isdigit()


def tree(rng, look, n, depth, longest):
    """Nodes with n leaves in total, at most `depth` levels deep."""
    nodes = []
    while n > 0:
        part = min(n, rng.choice([1, 1, 1, 2, 3, 5, 9, 20])) if depth > 1 else 1
        n -= part
        node = {"text": label(rng, longest)}
        if part > 1 or (depth > 1 and rng.random() < look["spine"]):
            node["children"] = tree(rng, look, part, depth - 1, longest)
        nodes.append(node)
    return nodes


def leaves(nodes):
    for node in nodes:
        if "children" in node:
            yield from leaves(node["children"])
        else:
            yield node


def groups_of(nodes):
    for node in nodes:
        if "children" in node:
            yield node
            yield from groups_of(node["children"])


def label(rng, longest):
    return words(rng, rng.choice([1, 2, 4, 4, 6, 6, 8, rng.randint(1, longest)]))


def words(rng, length):
    """Text of about that many characters, without white space at its ends."""
    text = rng.choice(WORDS[:40])
    while len(text) < length:
        text += rng.choice(JOINTS) + rng.choice(WORDS)
    return text[:length].strip() or "数"


def random_column(rng, room, leaf):
    """(digits, decimals, odd) for a leaf column's figures; sets the leaf's alignment and widths."""
    digits = rng.randint(1, min(12, room))
    decimals = rng.randint(1, min(6, room - 2)) if room > 4 and rng.random() < 0.4 else 0
    if rng.random() < 0.5:
        leaf["align"] = "decimal" if decimals else rng.choice(["start", "centre", "end", "decimal"])
    if rng.random() < 0.1:
        leaf["min_mm"] = rng.randint(5, 15)
    if rng.random() < 0.1:
        leaf["weight"] = rng.randint(1, 4)
    return digits, decimals, rng.random() < 0.3


def figure(rng, digits, decimals, odd):
    """A figure as a JSON value; in an odd column sometimes a blank, a slash or a word."""
    if odd and rng.random() < 0.3:
        return rng.choice([None, None, "/", "/", "约数"])
    whole = rng.randint(0, 10 ** rng.randint(1, digits) - 1)
    sign = "-" if odd and rng.random() < 0.1 and whole else ""
    places = rng.randint(0, decimals) if odd else decimals
    if places == 0:
        return int(f"{sign}{whole}")
    return f"{sign}{whole}.{rng.randint(0, 10**places - 1):0{places}}"


def main(folder, *groups):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(PICTURES, folder / "pictures", dirs_exist_ok=True)
    for _, name, report in reports(groups):
        text = json.dumps(report, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
