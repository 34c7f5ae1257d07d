# SPDX-License-Identifier: MIT
"""Tables written by hand, each for something that is hard to set."""

# Titles of reports that may end with a finding because their tables do not fit on any page.
MAY_BE_REFUSED = ("统计 deep_rows", "统计 group_label_taller_than_page")

LONG = "本机关受理的政府信息公开申请，经审查认为属于公开范围的，应当告知申请人获取的方式和内容；"


def reports():
    """(name, report)"""
    for name, make in CASES.items():
        yield name, report(name, make())


def report(title, prose):
    return {
        "layout": "statistics",
        "title": f"统计 {title}",
        "organ": "某市统计局",
        "year": 2024,
        "date": "2025-01-31",
        "content": prose,
    }


def table(columns, rows, **more):
    return {"table": {"columns": columns, "rows": rows} | more}


def heads(*texts, **looks):
    return [{"text": text} | looks for text in texts]


def row(text, *values, **looks):
    return {"text": text, "values": list(values)} | looks


def rows(n, width=2, text="第{}行"):
    return [row(text.format(i + 1), *[i] * width) for i in range(n)]


def group(text, children, **looks):
    return {"text": text, "children": children} | looks


def paragraphs(n):
    return ["一段文字。"] * n


def one_by_one():
    return [table(heads("数"), [row("量", 1)]), table(heads("数"), [row("量", None)], caption="一格")]


def head_of_12_rows():
    node = {"text": "第12层"}
    for level in range(11, 0, -1):
        node = group(f"第{level}层", [node, {"text": "另"}])
    return paragraphs(10) + [table([node], rows(40, 12))]


def group_of_60_rows():
    return paragraphs(4) + [table(heads("甲", "乙"), [group("六十行都在这里", rows(60))])]


def label_cut_twice():
    inner = [group(f"第{i + 1}组", rows(40)) for i in range(3)]
    return [table(heads("甲", "乙"), [group(LONG * 2, inner)], corner="项目")]


def long_label_of_two_rows():
    """The label is taller than its rows, and page breaks may cut it."""
    return [
        block
        for n in range(1, 7)
        for block in [*paragraphs(n), table(heads("甲"), [group(LONG * 3, rows(2, 1))] + rows(3, 1))]
    ]


def last_row_alone():
    """Tables of about a page's length: none leaves its last row alone on the next page."""
    return [table(heads("甲", "乙"), rows(n)) for n in range(26, 36)]


def row_taller_than_page():
    high = rows(3) + [row(LONG * 40, 1, 2)] + rows(3)
    return [*paragraphs(3), table(heads("甲", "乙"), high, corner="项目")]


def only_row_taller_than_page():
    return [table(heads("甲", "乙"), [row(LONG * 40, 1, 2)])]


def first_row_taller_than_page():
    """A heading and a caption must not be left alone before it."""
    high = [group("外", [row(LONG * 40, 1, 2), *rows(2)]), row("最后", 1, 2)]
    return [*paragraphs(18), {"heading": "（一）小标题"}, table(heads("甲", "乙"), high, caption="表")]


def value_taller_than_page():
    return [table(heads("甲", "乙"), [*rows(2), row("文", LONG * 30, "/"), *rows(2)])]


def group_label_taller_than_page():
    return [table(heads("甲", "乙"), [group(LONG * 40, rows(2))] + rows(2))]


def narrow_label_goes_on():
    """Two rows continue under a label whose continuation mark takes more lines than they have."""
    body = [group("申", [row("行", *[123456789012] * 6) for _ in range(28)])]
    return [table(heads(*["数量"] * 6), body)]


def deep_rows():
    node = row("最后", 1)
    for _ in range(39):
        node = group("层", [node])
    return [table(heads("数"), [node])]


def kept_group_taller_than_page():
    """A heading and a caption must not be left alone before it."""
    kept = [group("一页放不下的组", rows(50), keep=True), *rows(3)]
    return [
        *paragraphs(17),
        {"heading": "（一）小标题"},
        table(heads("甲", "乙"), kept, caption="表题"),
    ]


def kept_group_of_a_page_and_a_row():
    """A group that cannot be kept together still gets good breaks."""
    return [
        table(heads("甲", "乙"), [group("组", rows(n), keep=True)], caption=f"{n}行")
        for n in range(28, 35)
    ]


def kept_group_of_a_page_below_a_row():
    """The row before it stands alone: it goes neither with the group nor, below a title, to another page."""
    body = [row("总计", 1, 2), group("组", rows(29), keep=True), *rows(3)]
    return [{"heading": "（一）小标题"}, "一段文字。", table(heads("甲", "乙"), body)]


def kept_group_that_misses_a_page_by_its_title():
    """It would fit below its heads on a page without the title, but not below it."""
    body = [group("组", [*rows(19), *rows(2, text=LONG)], keep=True), *rows(20)]
    return ["一段文字。", table(heads("甲", "乙"), body, caption="表题")]


def keep_groups():
    many = [group(f"第{i + 1}组", rows(5 + i % 4), keep=True) for i in range(14)]
    too_many = [group("一页放不下的组", rows(50), keep=True)]
    nested = [group("外", [group(f"内{i + 1}", rows(9), keep=True) for i in range(4)], keep=True)]
    return [
        *paragraphs(7),
        table(heads("甲", "乙"), many, caption="各组不分开"),
        *paragraphs(5),
        table(heads("甲", "乙"), too_many + many[:3]),
        table(heads("甲", "乙"), nested + rows(4)),
    ]


def decimal_points():
    values = ["1", "12.5", "-3.25", "1234567.890123", "0.5", None, "/", 7, "100.00", "99999"]
    body = [row(f"第{i + 1}行", *[v] * 4) for i, v in enumerate(values)]
    columns = [
        {"text": "一个很长的表头要分好几行放", "align": "decimal"},
        {"text": "短", "align": "decimal", "min_mm": 30},
        {"text": "右", "align": "end"},
        {"text": "左", "align": "start"},
    ]
    return [table(columns, body), table(columns, body * 6, caption="分页")]


def wide_columns():
    """Portrait at a smaller size, landscape, landscape at the smallest size."""
    return [
        block
        for n in (14, 20, 26, 30)
        for block in ("前文。", table(heads(*["数量"] * n), rows(6, n), caption=f"{n}栏"))
    ]


def rows_without_label():
    lone = {"values": [1, 2]}
    return [
        table(heads("甲", "乙"), [lone], caption="无行标"),
        table(heads("甲", "乙"), [lone, row("行", 1, 2), group("组", [lone, row("行", 3, 4)])]),
    ]


def white_space():
    """White space is shown unchanged."""
    return [
        table(
            heads("甲 乙", "甲  乙", "甲\u3000乙"),
            [row("两  格", 1, 2, 3), row("Two  words here", 1, 2, 3), row("字|字", 1, 2, 3)],
            caption="表  题",
            corner="|角|",
        )
    ]


def deep_spines():
    column = {"text": "数"}
    for level in range(5):
        column = group(f"单{level}", [column])
    line = row("数", 1)
    for level in range(5):
        line = group(f"单{level}", [line])
    return [table([column], [line]), table([column], [line, *rows(3, 1)])]


def heading_at_foot():
    """A heading before a table, at different heights of a page."""
    return [
        block
        for n in range(14, 22)
        for block in [
            *paragraphs(n),
            {"heading": "（一）小标题"},
            table(heads("甲"), rows(6, 1), caption="表题"),
        ]
    ]


def footnotes_of_headings():
    """A heading with a long footnote before a table, at different heights of a page."""
    return [
        block
        for n in range(7, 17)
        for block in [
            *paragraphs(n),
            {"heading": "（一）小标题[^1]", "notes": ["文件" * (100 * (n % 4) + 3)]},
            table(heads("甲", "乙"), rows(40 if n % 3 else 8), caption="表"),
        ]
    ]


def rows_that_grow_when_cut():
    """Rows grow when a long label beside them is cut; what is kept with them moves along."""
    return [
        block
        for n in range(13, 20)
        for block in [
            *paragraphs(n),
            table(heads("甲"), [group(LONG * 2, rows(3, 1)), *rows(2, 1)], caption="表题"),
        ]
    ]


def notes_stay():
    """Notes that only just fit, or not, below a table at the foot of a page or a page long."""
    return [
        block
        for n in (*range(11, 22), 27, 28, 29, 31)
        for block in [
            *paragraphs(8),
            table(
                heads("甲"), rows(n, 1), caption="表1 数量", unit="件", notes=["注：" + LONG] * (n % 3 + 1)
            ),
        ]
    ]


def two_rows_at_foot():
    return [
        block for n in range(10, 20) for block in [*paragraphs(n), table(heads("甲"), rows(12, 1))]
    ]


def row_of_most_of_a_page():
    """It begins where the table is, with three lines or more, and no fewer go to the next page."""
    high = [*rows(2, 1), row("文", LONG * 30), *rows(3, 1)]
    return [block for n in range(4, 12) for block in [*paragraphs(n), table(heads("甲"), high)]]


def short_tables_at_foot():
    """A short table goes to the next page whole, where the page before is nearly full."""
    return [
        block for n in range(12, 20) for block in [*paragraphs(n), table(heads("甲"), rows(9, 1))]
    ]


def short_table_with_many_notes():
    """Notes do not count for how short it is."""
    return [
        block
        for n in range(10, 20)
        for block in [
            *paragraphs(n),
            table(heads("甲"), rows(13, 1), caption="表1", notes=["注：" + LONG] * 3),
        ]
    ]


def first_and_last_rows_of_a_page():
    """A row that takes all of its pages is not alone."""
    return [
        block
        for n in (30, 34, 38)
        for block in [
            *paragraphs(14),
            table(heads("甲"), [row("文", LONG * n), group("组", rows(2, 1), keep=True), row("文", LONG * 32)]),
        ]
    ]


def tall_rows_of_large_tables():
    """Texts of so many cells are not kept, but those of a row that goes on to the next page are."""
    some = [*rows(260), row("甲文", LONG * 40, LONG * 70), *rows(3), row("乙文", LONG * 33, "/")]
    tall = [row(f"第{n}件", LONG * (30 + n % 3 * 20), LONG * 30) for n in range(12)]
    return [
        table(heads("甲", "乙"), some, caption="表1"),
        table(heads("甲", "乙"), tall + rows(260), caption="表2"),
        table(heads("甲", "乙"), tall[:2] + rows(260), caption="表3"),
    ]


CASES = {
    case.__name__: case
    for case in (
        one_by_one,
        head_of_12_rows,
        group_of_60_rows,
        label_cut_twice,
        long_label_of_two_rows,
        last_row_alone,
        row_taller_than_page,
        only_row_taller_than_page,
        first_row_taller_than_page,
        value_taller_than_page,
        narrow_label_goes_on,
        group_label_taller_than_page,
        kept_group_taller_than_page,
        kept_group_of_a_page_and_a_row,
        kept_group_of_a_page_below_a_row,
        kept_group_that_misses_a_page_by_its_title,
        keep_groups,
        decimal_points,
        wide_columns,
        rows_without_label,
        white_space,
        deep_spines,
        heading_at_foot,
        footnotes_of_headings,
        rows_that_grow_when_cut,
        notes_stay,
        two_rows_at_foot,
        row_of_most_of_a_page,
        short_tables_at_foot,
        short_table_with_many_notes,
        first_and_last_rows_of_a_page,
        tall_rows_of_large_tables,
        deep_rows,
    )
}
