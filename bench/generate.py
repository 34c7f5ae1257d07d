# SPDX-License-Identifier: MIT
"""usage: generate.py ROWS > REPORT.json

A report of one table in the shape of section 三 of the yearly report: labels on three levels, seven
figures a row under heads on three levels.
"""

import json
import random
import sys

HEADS = [
    {
        "text": "申请人情况",
        "children": [
            {"text": "自然人"},
            {
                "text": "法人或其他组织",
                "children": [
                    {"text": name}
                    for name in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
                ],
            },
            {"text": "总计"},
        ],
    }
]
LABELS = ["属于国家秘密", "其他法律行政法规禁止公开", "保护第三方合法权益", "属于三类内部事务信息",
          "没有现成信息需要另行制作", "重复申请", "无正当理由大量反复申请", "其他"]
DISTRICT_ROWS, MATTER_ROWS = 40, 8


def report(rows):
    rng = random.Random(rows)
    return {
        "layout": "statistics",
        "title": f"办理情况统计（{rows}行）",
        "organ": "某市统计局",
        "year": 2024,
        "date": "2025-01-31",
        "content": [{"table": {"corner": "项目", "columns": HEADS, "rows": districts(rng, rows)}}],
    }


def districts(rng, rows):
    return [
        {"text": f"第{first // DISTRICT_ROWS + 1}区", "children": matters(rng, first, rows)}
        for first in range(0, rows, DISTRICT_ROWS)
    ]


def matters(rng, first, rows):
    end = min(first + DISTRICT_ROWS, rows)
    return [
        {
            "text": f"（{(start - first) // MATTER_ROWS + 1}）办理结果",
            "children": [row(rng, i) for i in range(start, min(start + MATTER_ROWS, end))],
        }
        for start in range(first, end, MATTER_ROWS)
    ]


def row(rng, i):
    number, values = i % MATTER_ROWS, [rng.randint(0, 999) for _ in range(6)]
    return {"text": f"{number + 1}.{LABELS[number]}", "values": [*values, sum(values)]}


if __name__ == "__main__":
    json.dump(report(int(sys.argv[1])), sys.stdout, ensure_ascii=False)
