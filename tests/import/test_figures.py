# SPDX-License-Identifier: MIT
"""kanben import: figures go where their labels, their number and their heads say, or are told."""

import unittest

from importing import ImportCase


class FiguresAndHeads(ImportCase):
    """As many figures as the form has columns go in order; heads confirm it, or rule."""

    COLUMNS = [1, 2, 3, 4, 5, 6, 21]
    HEADS = (
        "<tr><td colspan=3 rowspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
        "<td colspan=7>申请人情况"
        "<tr><td rowspan=2>自然人<td colspan=5>法人或其他组织<td rowspan=2>总计"
        "<tr><td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他"
    )

    def requests(self, rows, heads=HEADS, code=1):
        page = f"<h1>某局2024年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况<table>{heads}{rows}</table>"
        report, findings = self.take("a.html", page, code=code)
        return report["requests"], findings

    def row(self, *cells, label="<td colspan=3>一、本年新收政府信息公开申请数量"):
        return "<tr>" + label + "".join(c if c.startswith("<") else f"<td>{c}" for c in map(str, cells))

    def test_as_many_figures_as_columns_need_no_spans(self):
        for label in ("<td>一、本年新收政府信息公开申请数量", "<td colspan=5>一、本年新收政府信息公开申请数量"):
            data, findings = self.requests(self.row(*self.COLUMNS, label=label))
            self.assertEqual(data["received"], self.COLUMNS)
        data, _ = self.requests(self.row("", *self.COLUMNS[1:]), self.HEADS.replace("rowspan=3", "rowspan=9"))
        self.assertEqual(data["received"], [None, *self.COLUMNS[1:]])

    def test_edges_a_hair_apart(self):
        heads = self.HEADS.replace("<td>商业", "<td colspan=2>商业")
        for first in ("", 1):
            data, _ = self.requests(self.row(f"<td colspan=2>{first}", *self.COLUMNS[1:]), heads)
            self.assertEqual(data["received"], [first or None, *self.COLUMNS[1:]])

    def test_too_few_figures_stand_under_their_heads_or_are_told(self):
        heads = self.HEADS.replace("<td>法律服务机构", "").replace("=5", "=4").replace("=7", "=6")
        data, findings = self.requests(self.row(1, 2, 3, 4, 6, 21), heads)
        self.assertEqual(data["received"], [1, 2, 3, 4, None, 6, 21])
        self.assertIn("no figures for 1 columns of the table; the first is “法律服务机构”", findings)

    def test_a_row_with_a_cell_less_or_more_than_its_heads_is_told(self):
        for cells in ([1, 2, 3, 4, 5, 6], [1, 2, "", 3, 4, 5, 6, 21]):
            data, findings = self.requests(self.row(*cells))
            self.assertNotIn("received", data)
            self.assertIn("error: this row has more or fewer cells than the heads above it", findings)

    def test_a_figure_over_several_columns(self):
        for figure, want in (("0", [0] * 7), ("/", ["/"] * 7)):
            data, findings = self.requests(self.row(f"<td colspan=7>{figure}"))
            self.assertEqual(data["received"], want)
            self.assertIn(f"warning: “{figure}” spans several", findings)
        # Columns without a head are none of them.
        data, findings = self.requests(self.row(1, "<td colspan=5>0", "<td colspan=17>21"))
        self.assertEqual(data["received"], [1, 0, 0, 0, 0, 0, 21], findings)
        data, findings = self.requests(self.row(1, "<td colspan=5>9", 21))
        self.assertIn("error: “9” spans several", findings)
        self.assertEqual(data["received"], [1, None, None, None, None, None, 21])

    def test_a_figure_over_several_rows(self):
        second = "<td colspan=3>二、上年结转政府信息公开申请数量"
        data, findings = self.requests(
            self.row("<td rowspan=2>0", *self.COLUMNS[1:]) + self.row(*self.COLUMNS[1:], label=second))
        self.assertEqual(data["carried_in"], [0, *self.COLUMNS[1:]])
        data, findings = self.requests(
            self.row("<td rowspan=2>8", *self.COLUMNS[1:]) + self.row(*self.COLUMNS[1:], label=second))
        self.assertIn("error: “8” spans several", findings)

    def test_heads_in_another_order_rule(self):
        heads = self.HEADS.replace("自然人", "甲").replace("总计", "自然人").replace("甲", "总计")
        data, findings = self.requests(self.row(21, 2, 3, 4, 5, 6, 1), heads)
        self.assertEqual(data["received"], self.COLUMNS)
        self.assertIn("warning: the heads stand in another order", findings)

    def test_heads_split_over_two_rows_of_cells(self):
        heads = self.HEADS.replace("rowspan=3", "rowspan=4").replace("rowspan=2", "rowspan=3")
        heads = heads.replace("商业企业", "商业").replace("科研机构", "科研")
        for word in ("社会公益组织", "法律服务机构", "其他"):
            heads = heads.replace(f"<td>{word}", f"<td rowspan=2>{word}")
        data, findings = self.requests(self.row(*self.COLUMNS), heads + "<tr><td>企业<td>机构")
        self.assertEqual(data["received"], self.COLUMNS)
        self.assertNotIn("UNPLACED", findings)
        # Below heads that are whole nothing is of them.
        heads = heads.replace("商业", "商业企业").replace("科研", "科研机构")
        data, findings = self.requests(self.row(*self.COLUMNS), heads + "<tr><td>（个）<td>（个）")
        self.assertIn("cannot place this row: （个） | （个）", findings)

    def test_two_figures_in_a_cell(self):
        data, findings = self.requests(self.row("<td><p>5</p><p>7</p>", *self.COLUMNS[1:]))
        self.assertIsNone(data["received"][0])
        self.assertIn("error: “5 | 7” is not a figure", findings)

    def test_money_in_another_unit_is_converted(self):
        for head, figure, want in (
            ("（单位：元）", "920", "0.092"), ("（单位：万元）", "920元", "0.092"),
            ("（单位：千元）", "0.5", "0.05"), ("（单位：万元）", "0.092万元", "0.092"), ("", "920", 920),
        ):
            page = (
                "<h1>某局2024年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况<table><tr><td colspan=4>第二十条第（八）项"
                f"<tr><td>信息内容<td colspan=3>本年收费金额{head}<tr><td>行政事业性收费<td colspan=3>{figure}</table>"
            )
            with self.subTest(head, figure=figure):
                report, findings = self.take("a.html", page, code=1)
                self.assertEqual(report["disclosure"]["fees"], want)
                self.assertEqual("converted to" in findings, want != 920 and figure != "0.092万元")


if __name__ == "__main__":
    unittest.main()
