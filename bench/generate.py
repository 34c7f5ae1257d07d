# SPDX-License-Identifier: MIT
"""usage: generate.py table ROWS > REPORT.json
       generate.py pages PAGES > REPORT.json
       generate.py reports COUNT FOLDER

Generates the benchmarks' inputs. A table like section 三 of the yearly report: row labels on three
levels, column headers on three levels, seven figures per row. A document of about PAGES pages: prose
under headings and a table every ten pages. Reports of the layout annual-report-2021, each with its
own organ, prose and figures, all of which add up (kanben check has no findings). The same arguments
produce the same bytes.
"""

import json
import random
import sys
from pathlib import Path

import phrases

YEAR = 2024

# ---- one large table ----

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


def table(rows):
    rng = random.Random(rows)
    return statistics_report(f"办理情况统计（{rows}行）", [{"table": districts(rng, rows)}])


def statistics_report(title, content):
    return {
        "layout": "statistics",
        "title": title,
        "organ": "某市统计局",
        "year": YEAR,
        "date": "2025-01-31",
        "content": content,
    }


def districts(rng, rows):
    return {
        "corner": "项目",
        "columns": HEADS,
        "rows": [
            {"text": f"第{first // DISTRICT_ROWS + 1}区", "children": matters(rng, first, rows)}
            for first in range(0, rows, DISTRICT_ROWS)
        ],
    }


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


# ---- a long document ----

CHAPTER_PAGES = 10
CHAPTER_PARTS, PART_PARAGRAPHS = 5, 5
PARTS = ["（一）", "（二）", "（三）", "（四）", "（五）"]


def pages(count):
    rng = random.Random(count)
    content = []
    for chapter in range(max(1, count // CHAPTER_PAGES)):
        content.append({"heading": f"第{chapter + 1}部分 {rng.choice(phrases.TOPICS)}", "level": 1})
        for part in range(CHAPTER_PARTS):
            content.append({"heading": PARTS[part] + rng.choice(phrases.TOPICS), "level": 2})
            content += [paragraph(rng, rng.randint(160, 280)) for _ in range(PART_PARAGRAPHS)]
        content.append({"table": districts(rng, MATTER_ROWS)})
    return statistics_report(f"工作情况汇编（约{count}页）", content)


def paragraph(rng, characters):
    """Different sentences with at least that many characters in total."""
    sentences = rng.sample(phrases.SENTENCES, len(phrases.SENTENCES))
    text = ""
    while len(text) < characters:
        text += sentence(rng, sentences.pop())
    return text


def sentence(rng, pattern):
    return pattern.format(
        month=rng.randint(1, 12),
        day=rng.randint(1, 28),
        n=rng.randint(2, 480),
        m=rng.randint(2, 96),
        percent=f"{rng.uniform(60, 99.9):.1f}",
        field=rng.choice(phrases.FIELDS),
        place=rng.choice(phrases.PLACES),
    )


# ---- many different reports ----

APPLICANTS = 6
OUTCOMES = {
    "granted": None,
    "partly_granted": None,
    "refused": ["state_secret", "barred_by_law", "security_and_stability", "third_party_rights",
                "internal_affairs", "process_information", "enforcement_files",
                "administrative_enquiry"],
    "unavailable": ["not_held", "needs_compiling", "still_unclear"],
    "not_handled": ["petition", "repeated", "publication", "excessive", "reissue"],
    "otherwise": ["not_corrected_in_time", "fee_unpaid", "misc"],
}
# Weights of the outcomes: most applications are granted, or the information is not held.
LIKELY = {"granted": 40, "partly_granted": 6, "not_held": 24}


def yearly_report(number):
    rng = random.Random(number)
    organ = organ_name(number)
    requests, received, carried_out = applications(rng)
    counted = {"received": received, "carried_out": carried_out}
    issued, in_force = rng.randint(0, 9), rng.randint(10, 120)
    day = f"{YEAR + 1}-01-{rng.randint(6, 31):02d}"
    return {
        "layout": "annual-report-2021",
        "title": f"{organ}{YEAR}年政府信息公开工作年度报告",
        "organ": organ,
        "year": YEAR,
        "date": day,
        "preamble": [phrases.PREAMBLE.format(organ=organ, year=YEAR)],
        "overview": overview(rng, counted),
        "disclosure": {
            "rules": [0, 0, rng.randint(0, 3)],
            "normative_documents": [issued, rng.randint(0, 4), in_force],
            "licensing": rng.randint(0, 9000),
            "penalties": rng.randint(0, 900),
            "coercion": rng.randint(0, 60),
            "fees": "0",
        },
        "requests": requests,
        "review": {
            key: outcome_of_review(rng)
            for key in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
        },
        "problems": problems(rng),
        "other_matters": [rng.choice(phrases.OTHER_MATTERS).format(year=YEAR)],
        "signature": {"organ": organ, "date": day},
    }


def organ_name(number):
    """A different name for every number up to some thousands."""
    number, office = divmod(number, len(phrases.OFFICES))
    second, first = divmod(number, len(phrases.PLACES))
    return phrases.PLACES[first] + phrases.DISTRICTS[second] + phrases.OFFICES[office]


def overview(rng, counted):
    items = []
    for heading, key in zip(phrases.OVERVIEW, ("", "received", "", "", "")):
        items.append({"heading": heading})
        text = paragraph(rng, rng.randint(40, 260))
        items.append(phrases.COUNTED.format(**counted) + text if key else text)
    return items


def problems(rng):
    faults = rng.sample(phrases.FAULTS, 3)
    remedies = rng.sample(phrases.REMEDIES, 3)
    return [
        "存在的主要问题：" + "".join(f"{n}是{text}" for n, text in zip("一二三", faults)),
        "改进情况：" + "".join(f"{n}是{text}" for n, text in zip("一二三", remedies)),
    ]


def outcome_of_review(rng):
    values = [rng.choice((0, 0, 0, 1, rng.randint(1, 40))) for _ in range(4)]
    return [*values, sum(values)]


def applications(rng):
    """Table 三: every application, new or carried in, is counted in one row of the results."""
    leaves = [(group, key) for group, keys in OUTCOMES.items() for key in keys or [None]]
    weights = [LIKELY.get(key or group, 1) for group, key in leaves]
    columns = [rng.choice((0, 3, 30, 300)) if i else rng.randint(5, 400) for i in range(APPLICANTS)]
    received = [rng.randint(0, most) for most in columns]
    carried_in = [rng.randint(0, n // 10) for n in received]
    carried_out = [rng.randint(0, n // 10) for n in received]
    done = [a + b - c for a, b, c in zip(received, carried_in, carried_out)]
    rows = {leaf: [0] * APPLICANTS for leaf in leaves}
    for column, n in enumerate(done):
        for leaf in rng.choices(leaves, weights, k=n):
            rows[leaf][column] += 1
    results = {group: {} if keys else None for group, keys in OUTCOMES.items()}
    for (group, key), values in rows.items():
        if key:
            results[group][key] = with_sum(values)
        else:
            results[group] = with_sum(values)
    results["total"] = with_sum(done)
    requests = {
        "received": with_sum(received),
        "carried_in": with_sum(carried_in),
        "results": results,
        "carried_out": with_sum(carried_out),
    }
    return requests, sum(received), sum(carried_out)


def with_sum(values):
    return [*values, sum(values)]


# ---- files ----


def write(report, path):
    path.write_text(json.dumps(report, ensure_ascii=False), "utf-8")


def write_reports(count, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        write(yearly_report(number), folder / f"{number + 1:06d}.json")


def main():
    match sys.argv[1:]:
        case ["table", rows]:
            json.dump(table(int(rows)), sys.stdout, ensure_ascii=False)
        case ["pages", count]:
            json.dump(pages(int(count)), sys.stdout, ensure_ascii=False)
        case ["reports", count, folder]:
            write_reports(int(count), Path(folder))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
