# SPDX-License-Identifier: MIT
"""usage: make_specimen.py > examples/specimen.json
       make_specimen.py --check

Makes a report that shows how prose is set: the 8105 characters of the General Standard
Chinese Characters (通用规范汉字表, 2013), the rules of line breaking by name, every level of heading,
run-in headings, lists, attachments, several signing organs, a note and an imprint. The conform tests check
that the document contains this text character for character. --check compares the file in examples/
with the output of this script.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHARACTERS = ROOT / "tests" / "fonts" / "tgh2013.txt"
GRADES = ("一级字", 3500), ("二级字", 3000), ("三级字", 1605)
CHINESE = "一二三四五六七八九十"

# What CLREQ and GB/T 15834-2011 require of a line, each stated in a text to which it applies.
RULES = (
    ("行首禁则", "句号、逗号、顿号、分号、冒号、问号、叹号和后引号、后括号、后书名号不出现在一行之首"),
    ("行末禁则", "前引号、前括号、前书名号不出现在一行之末：如“公开为常态、不公开为例外”（总则）、《条例》"),
    ("行首行末的半字", "“公开”位于行首时前引号缩去左边的半个字，位于行末的句号、逗号缩去右边的半个字"),
    ("相邻标点", "《政府信息公开条例》（2019年修订）、《行政许可法》《行政处罚法》，（“条例”），“《格式》”："),
    ("破折号和省略号", "政府信息公开——特别是重点领域——占两个字的位置，不拆成两行；规章、规范性文件、许可、处罚……"),
    ("间隔号和分隔号", "卡尔·马克思、“一带一路”·信息公开；行政许可/行政处罚/行政强制"),
    ("连接号", "2020—2024年，北京—上海，GB/T 9704-2012，100～150件，"),
    ("数字和年份", "2024年12月31日，共收到12520件，收费1,234.50元，增长3.5%，占比98.25%，第3.1.2条，−5℃"),
    ("数与单位", "第二十条第（一）项，560件，24.25万元，18.6平方千米，300米，"),
    ("文号", "国办公开办函〔2021〕30号，国令第711号，津政公开〔2024〕第1号，"),
    ("引号套用", "他说：“报告里写着‘依法公开’四个字。”"),
    ("书名号套用", "《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"),
    ("问号和叹号", "公开了吗？为什么！真的？！确实！！"),
    ("各种括号", "（圆括号）〔六角括号〕【方头括号】［方括号］｛花括号｝「直角引号」『双直角引号』"),
    ("西文和网址", "kanben 把 JSON 变成 PDF/A-2a，见 https://www.example.org/xxgk/2024/index.html"
              "，信箱 xxgk@example.org，"),
    ("孤字", "段落的末行不只留一个字"),
)


def characters():
    text = CHARACTERS.read_text("utf-8").split()
    assert len(text) == sum(n for _, n in GRADES), f"{CHARACTERS} has {len(text)} characters"
    return text


def table_of_characters():
    rest = characters()
    for i, (name, n) in enumerate(GRADES):
        yield {"heading": f"（{CHINESE[i]}）{name}（{n}字）"}
        grade, rest = rest[:n], rest[n:]
        for start in range(0, n, 500):
            yield "".join(grade[start : start + 500])


def rules():
    """Each rule three times in a paragraph, so that it also applies at the ends of lines."""
    for i, (name, text) in enumerate(RULES):
        stop = "" if text[-1] in "。？！”）" else "。"
        text = text[:-1] if text[-1] in "，：" else text
        number = f"{i + 1}.{name}。"
        yield {"heading": number, "text": f"{text}{stop}又，{text}{stop}本条说的是{text}{stop}"}


def headings():
    return [
        "标题的层次依次为“一、”“（一）”“1.”“（1）”，前两层用黑体、楷体，后两层用仿宋体。",
        {"heading": "（一）第二层标题"},
        "下接正文。",
        {"heading": "1.第三层标题"},
        {"heading": "（1）第四层标题"},
        "下接正文。",
        {"heading": "（二）接排的第二层标题。", "text": "标题用楷体，与正文排在一段里。"},
        "（三）自动识别的接排标题。段落以编号和一个短句开头，短句也用楷体。",
        {"heading": "1.接排的第三层标题。", "text": "标题用仿宋体。"},
        {"heading": "（1）接排的第四层标题。", "text": "标题用仿宋体。"},
        {"heading": "没有编号而写明层次的标题", "level": 2},
        "一是“一是……”不是标题；二是1.5万件这样的数字也不是标题的编号。",
        "①圈码，②全角数字１２３，③罗马数字Ⅰ、Ⅱ、Ⅲ，④单位符号㎡、℃、‰、№。",
    ]


def lists():
    """Both kinds, within each other, with items of one line and of several."""
    long = "一项不止一行，从第二行起与首行的文字左端对齐，不退到项目符号之下：“引号”、《书名号》和（括号）照样避开行首行末"
    return [
        "列表分两级，各级有各自的项目符号或编号：",
        {
            "list": [
                "一行的项目；",
                f"{long}；",
                {"text": "下有编号的：", "list": [f"{long}；", "第二项；"], "ordered": True},
                {"text": "下有符号的：", "list": ["第一项；", f"{long}；"]},
                "末项。",
            ]
        },
        "编号到两位数时，各编号右端对齐：",
        {
            "list": [
                *(f"第{CHINESE[i]}项；" for i in range(8)),
                {"text": "第九项，下有编号的：", "list": ["其一；", "其二；"], "ordered": True},
                f"第十项，{long}。",
            ],
            "ordered": True,
        },
        "列表之后的正文。",
    ]


def tables():
    """The three tables of the form, all zeros."""
    seven, five = [0] * 7, [0] * 5
    refused = (
        "state_secret barred_by_law security_and_stability third_party_rights internal_affairs"
        " process_information enforcement_files administrative_enquiry"
    )
    results = {
        "refused": refused,
        "unavailable": "not_held needs_compiling still_unclear",
        "not_handled": "petition repeated publication excessive reissue",
        "otherwise": "not_corrected_in_time fee_unpaid misc",
    }
    groups = {group: dict.fromkeys(keys.split(), seven) for group, keys in results.items()}
    return {
        "disclosure": {
            "rules": [0, 0, 0], "normative_documents": [0, 0, 0],
            "licensing": 0, "penalties": 0, "coercion": 0, "fees": 0,
        },
        "requests": {
            "received": seven, "carried_in": seven,
            "results": {"granted": seven, "partly_granted": seven, **groups, "total": seven},
            "carried_out": seven,
        },
        "review": {
            "reconsideration": five, "litigation_direct": five,
            "litigation_after_reconsideration": five,
        },
    }


def specimen():
    return {
        "layout": "annual-report-2021",
        "title": "样张市人民政府办公室（样张市大数据管理局）2024年政府信息公开工作年度报告",
        "organ": "样张市人民政府办公室",
        "year": 2024,
        "date": "2025-01-05",
        "preamble": ["本样张列出版式能排的一切：字、标点、标题、列表、附件说明、署名、附注、版记。"],
        "overview": list(table_of_characters()),
        **tables(),
        "problems": list(rules()),
        "other_matters": headings() + lists(),
        "attachments": [
            "样张市2024年政府信息公开工作情况统计表",
            "样张市2024年重点领域政府信息公开任务完成情况及2025年工作安排一览表（含各区人民政府、市级各部门）",
        ],
        "signature": {"organ": ["样张市人民政府办公室", "样张市司法局"], "date": "2025-01-05"},
        "note": "此件主动公开",
        "imprint": {
            "copies": "市委办公室，市人大常委会办公室，市政协办公室，市监委，市中级人民法院，"
            "市人民检察院，各区人民政府",
            "organ": "样张市人民政府办公室",
            "date": "2025-01-05",
        },
    }


def put(value, indent=1):
    """JSON with one paragraph or one row of figures per line."""
    inner, outer = "  " * indent, "  " * (indent - 1)
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or (indent > 1 and "[" not in flat and len(flat) < 60):
        return flat
    if isinstance(value, list):
        if all(isinstance(v, int) for v in value):
            return flat
        return "[\n" + ",\n".join(inner + json.dumps(v, ensure_ascii=False) for v in value) + f"\n{outer}]"
    members = (f"{inner}{json.dumps(k)}: {put(v, indent + 1)}" for k, v in value.items())
    return "{\n" + ",\n".join(members) + f"\n{outer}}}"


if __name__ == "__main__":
    made = put(specimen()) + "\n"
    if sys.argv[1:] == ["--check"]:
        if (ROOT / "examples" / "specimen.json").read_text("utf-8") != made:
            sys.exit("examples/specimen.json differs from the output of tools/make_specimen.py")
    else:
        sys.stdout.write(made)
