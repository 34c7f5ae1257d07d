# SPDX-License-Identifier: MIT
"""kanben import: tables as text, in the forms in which people copy them."""

import unittest

from importing import ImportCase

BEGIN = "某局2024年政府信息公开工作年度报告\n一、总体情况\n一段。\n"
HEADS = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
ROWS = [["规章", "1", "2", "33"], ["行政规范性文件", "4", "5", "66"]]
WANT = {"rules": {"issued": 1, "repealed": 2, "in_force": 33},
        "normative_documents": {"issued": 4, "repealed": 5, "in_force": 66}}
REQUEST_HEADS = [
    ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"],
    ["自然人", "法人或其他组织", "总计"],
    ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
]
RECEIVED = ["一、本年新收政府信息公开申请数量", "1", "2", "3", "4", "5", "6", "21"]
CARRIED = ["二、上年结转政府信息公开申请数量", "0", "0", "1", "0", "0", "0", "1"]


class Copied(ImportCase):
    def disclosure(self, text):
        report, findings = self.take("a.txt", f"{BEGIN}二、主动公开政府信息情况\n{text}\n三、收到和处理政府信息公开申请情况\n", code=1)
        return report["disclosure"], findings

    def requests(self, text):
        report, findings = self.take("a.txt", f"{BEGIN}三、收到和处理政府信息公开申请情况\n{text}\n五、存在的主要问题及改进情况\n无。\n", code=1)
        return report["requests"], findings

    def test_a_cell_a_line(self):
        for end in ("\n", "\n\n", "\n\n\n", " |\n", "|\n", "｜\n"):
            with self.subTest(end):
                text = "".join(cell + end for row in [HEADS, *ROWS] for cell in row)
                self.assertEqual(self.disclosure(text)[0], WANT)
        text = "".join(f"| {cell}\n" for row in [HEADS, *ROWS] for cell in row)
        self.assertEqual(self.disclosure(text)[0], WANT)

    def test_covered_cells_are_bars(self):
        text = "第二十条第（一）项 |\n|||\n" + "".join(f"{cell} |\n" for row in [HEADS, *ROWS] for cell in row)
        self.assertEqual(self.disclosure(text)[0], WANT)

    def test_a_bar_alone_is_a_blank_cell(self):
        rows = [["规章", "", "2", "33"], ["行政规范性文件", "4", "", ""]]
        text = "".join(f"{cell} |\n" for row in [HEADS, *rows] for cell in row)
        data, _ = self.disclosure(text)
        self.assertEqual(data["rules"], {"issued": None, "repealed": 2, "in_force": 33})

    def test_a_row_a_line_with_bars(self):
        for row in ("{} | {} | {} | {} |", "{} | {} | {} | {}", "| {} | {} | {} | {}", "{}|{}|{}|{}|"):
            with self.subTest(row):
                text = "第二十条第（一）项 |\n" + "\n".join(row.format(*r) for r in [HEADS, *ROWS])
                self.assertEqual(self.disclosure(text)[0], WANT)

    def test_rules_between_rows_are_no_text(self):
        rows = [["渠道", "条数"], ["网站", "100"], ["微信", "20"]]
        for rule, row in (("+----+----+", "| {} | {} |"), ("├──┼──┤", "│ {} │ {} │"), ("|====|====|", "|{}|{}|"), ("| --- | ---: |", "| {} | {} |")):
            lines = [rule, *(line for r in rows for line in (row.format(*r), rule))]
            for text in (lines, [line for line in lines if line != rule or line is lines[2]], lines[1:2] + [rule] + lines[3::2]):
                report, findings = self.take("a.txt", "\n".join((f"{BEGIN}", *text, "", "二段。")), code=1)
                with self.subTest("\n".join(text)):
                    self.assertEqual(report["overview"], ["一段。", {"table": {
                        "corner": "渠道", "columns": [{"text": "条数"}],
                        "rows": [{"text": "网站", "values": [100]}, {"text": "微信", "values": [20]}]}}, "二段。"])

    def test_a_line_of_dashes_in_prose_is_no_table(self):
        for line in ("----------", "========", "——————"):
            report, _ = self.take("a.txt", f"{BEGIN}\n{line}\n\n二段。\n", code=1)
            self.assertEqual(report["overview"], ["一段。", line, "二段。"])

    def test_tabs_without_the_covered_cells(self):
        for separator in ("\t", " | "):
            text = "\n".join(separator.join(r) for r in [*REQUEST_HEADS, RECEIVED])
            self.assertEqual(self.requests(text)[0]["received"], [1, 2, 3, 4, 5, 6, 21])

    def test_tabs_with_blanks_for_the_covered_cells(self):
        for row, want in ((["行政许可", "12"], 12), (["行政许可", "", "12"], 12), (["行政许可", "", "", "12"], 12),
                          (["行政许可", "1", "2"], None)):
            text = "\n".join("\t".join(r) for r in [["第二十条第（五）项"], ["信息内容", "本年处理决定数量"], row])
            data, findings = self.disclosure(text)
            self.assertEqual(data.get("licensing"), want, findings)
        for figures in (["1", "", "3", "4", "5", "6", "19"], ["", "2", "3", "4", "5", "6", "20"], ["", "", "", "4", "5", "6", ""]):
            row = [RECEIVED[0], "", "", *figures]
            data, findings = self.requests("\n".join("\t".join(r) for r in [*REQUEST_HEADS, row]))
            self.assertEqual(data.get("received"), [int(f) if f else None for f in figures], findings)

    def test_cells_in_quotes_go_on_over_line_ends(self):
        rows = [["信息内容", '"本年\n制发件数"', "本年废止件数", '"现行""有效\r\n件数"'], *ROWS]
        text = "\n".join("\t".join(r) for r in rows)
        self.assertEqual(self.disclosure(text)[0], WANT)
        data, _ = self.disclosure('"甲\n乙"\t丙')
        self.assertEqual(self.disclosure('他说"好\n的"。')[0]["before"], ['他说"好', '的"。'])

    def test_blank_cells_that_are_blank_lines(self):
        heads = "\n".join(c for r in REQUEST_HEADS for c in r)
        for cells, want in (
            (RECEIVED, [1, 2, 3, 4, 5, 6, 21]),
            ([RECEIVED[0], "", *RECEIVED[2:]], [None, 2, 3, 4, 5, 6, 21]),
            ([*RECEIVED[:3], "", *RECEIVED[4:]], [1, 2, None, 4, 5, 6, 21]),
            ([*RECEIVED[:7], ""], [1, 2, 3, 4, 5, 6, None]),
        ):
            text = heads + "\n\n" + "\n".join(cells) + "\n\n" + "\n".join(CARRIED) + "\n\n四、结转下年度继续办理\n" + "\n".join(CARRIED[1:])
            # The same with a blank line behind every cell.
            spaced = "\n\n".join([*heads.split("\n"), *cells, *CARRIED, "四、结转下年度继续办理", *CARRIED[1:]])
            for typed in (text, spaced):
                with self.subTest(cells, typed=typed):
                    data, _ = self.requests(typed)
                    self.assertEqual(data["received"], want)

    def test_figures_whose_place_is_lost_are_told(self):
        heads = "\n".join(c for r in REQUEST_HEADS for c in r)
        text = heads + "\n" + "\n".join(RECEIVED[:7]) + "\n" + "\n".join(CARRIED)
        data, findings = self.requests(text)
        self.assertNotIn("received", data)
        self.assertIn("error: “一、本年新收政府信息公开申请数量”: the form has 7 columns and the document 6 figures", findings)

    def test_commas_in_prose_separate_no_values(self):
        lines = ["收到申请12,比上年多3。", "办结12,结转0。", "a, b", "c, d"]
        report, _ = self.take("a.txt", "\n".join(("一、总体情况", *lines)), code=1)
        self.assertEqual(report["overview"], lines)

    def test_a_sentence_above_a_table_is_none_of_its_rows(self):
        text = "单位为件,合计另列。\n" + "\n".join(",".join(row) for row in [HEADS, *ROWS])
        data, _ = self.disclosure(text)
        self.assertEqual(data, {"before": ["单位为件,合计另列。"], **WANT})

    def test_short_lines_do_not_hide_that_commas_separate_values(self):
        """Semicolons are tried first, as there are more of them; a line without any is no row of a table."""
        above = ["甲;乙;丙;丁;" * 4, "2024年起"]
        data, findings = self.disclosure("\n".join([*above, *(",".join(row) for row in [HEADS, *ROWS])]))
        self.assertEqual(data, {"before": above, **WANT}, findings)

    def test_commas_between_thousands_separate_no_values(self):
        head = "二、主动公开政府信息情况\n信息内容  本年制发件数  本年废止件数  现行有效件数\n"
        for rows in ("规章  1,234  2,345  3,456\n行政规范性文件  4,567  5,678  6,789\n",
                     "规章\n1,234  2,345  3,456\n行政规范性文件\n4,567  5,678  6,789\n"):
            report, _ = self.take("a.txt", head + rows, code=1)
            self.assertEqual([list(report["disclosure"][k].values()) for k in ("rules", "normative_documents")],
                             [[1234, 2345, 3456], [4567, 5678, 6789]])

    def test_heads_in_another_order_rule(self):
        heads = [REQUEST_HEADS[0], REQUEST_HEADS[1][::-1], REQUEST_HEADS[2][::-1]]
        text = "\n".join(c for r in heads for c in r) + "\n" + "\n".join([RECEIVED[0], "21", "6", "5", "4", "3", "2", "1"])
        data, findings = self.requests(text)
        self.assertEqual(data["received"], [1, 2, 3, 4, 5, 6, 21])
        self.assertIn("warning: the heads stand in another order", findings)

    def test_fifteen_figures_in_fifteen_columns(self):
        heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
        rows = [["行政复议", "行政诉讼"], [*heads, "未经复议直接起诉", "复议后起诉"], heads * 2, "1 2 3 4 10 5 6 7 8 26 9 1 2 3 15".split()]
        text = "\n".join(f"| {' | '.join(r)} |" for r in rows)
        report, _ = self.take("a.txt", f"{BEGIN}四、政府信息公开行政复议、行政诉讼情况\n{text}\n", code=1)
        self.assertEqual(report["review"], {
            "reconsideration": [1, 2, 3, 4, 10], "litigation_direct": [5, 6, 7, 8, 26],
            "litigation_after_reconsideration": [9, 1, 2, 3, 15]})

    def test_the_whole_report_in_one_line(self):
        table = " ".join(cell for row in [HEADS, *ROWS] for cell in row)
        overview = "一段。" + "长句，" * 40 + "二段。"
        text = (
            f"某局2024年政府信息公开工作年度报告 根据条例编制。 一、总体情况 {overview} 二、主动公开政府信息情况 "
            f"第二十条第（一）项 {table} 五、存在的主要问题及改进情况 问题一。 六、其他需要报告的事项 没有。 某局 2025年1月24日"
        )
        for blank in (" ", "\u3000", "\t", "\u00a0"):
            report, findings = self.take("a.txt", text.replace(" ", blank), code=1)
            self.assertIn("several sections stand in one line", findings)
            self.assertEqual(report["title"], "某局2024年政府信息公开工作年度报告")
            self.assertEqual(report["preamble"], ["根据条例编制。"])
            self.assertEqual(report["overview"], [overview])
            self.assertEqual(report["disclosure"]["rules"], WANT["rules"])
            self.assertEqual(report["other_matters"], ["没有。"])
            self.assertEqual(report["signature"], {"organ": "某局", "date": "2025-01-24"})
        # Headings in the layout's other wordings are headings too.
        other = text.replace("五、存在的主要问题及改进情况", "五、存在的主要问题及改进措施").replace("六、其他需要报告的事项", "六、其他需要报告事项")
        report, _ = self.take("a.txt", other, code=1)
        self.assertEqual((report["problems"], report["other_matters"]), (["问题一。"], ["没有。"]))
        report, findings = self.take("a.txt", text.replace(" ", ""), code=1)
        self.assertIn("the cells of the table for “二、主动公开政府信息情况” run together", findings)
        self.assertEqual(report["overview"], [overview])
        self.assertNotIn("33", str(report["disclosure"]))

    def test_labels_above_their_figures(self):
        """A row without figures does not give its label to the next one."""
        row = RECEIVED[0] + "\n" + CARRIED[0] + "\n" + "  ".join(RECEIVED[1:]) + "\n"
        heads = "\n".join(" ".join(line) for line in REQUEST_HEADS)
        data, _ = self.requests(f"{heads}\n{row}")
        self.assertEqual(data["carried_in"], [1, 2, 3, 4, 5, 6, 21])
        self.assertNotIn("received", data)


class BrokenFigures(ImportCase):
    def test_figures_broken_over_two_lines_are_not_taken(self):
        heads = "行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n"
        heads += "  ".join(["结果维持 结果纠正 其他结果 尚未审结 总计"] * 3)
        text = f"四、政府信息公开行政复议、行政诉讼情况\n{heads}\n"
        figures = [3939, *range(1234, 1248)]
        whole, _ = self.take("a.txt", text + " ".join(map(str, figures)) + "\n", code=1)
        self.assertEqual(sum(whole["review"].values(), []), figures)
        halves = (" ".join(str(f)[half] for f in figures) for half in (slice(2), slice(2, 4)))
        back, findings = self.take("a.txt", text + "\n".join(halves) + "\n", code=1)
        self.assertNotRegex(str(back["review"]), r"\d")
        self.assertIn("two different values in the document, “12” and “34”", findings)

    def test_two_values_for_a_cell_are_both_told(self):
        page = "<h2>二、主动公开政府信息情况</h2>" + "".join(
            f"<table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数"
            f"<tr><td>规章<td>{first}<td>2<td>3</table>" for first in ("1", "4")
        )
        back, findings = self.take("a.html", page, code=1)
        self.assertEqual(back["disclosure"]["rules"], {"issued": 1, "repealed": 2, "in_force": 3})
        self.assertIn("two different values in the document; 4 is not used", findings)


if __name__ == "__main__":
    unittest.main()
