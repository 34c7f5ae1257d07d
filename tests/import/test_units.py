# SPDX-License-Identifier: MIT
"""kanben import: the units that a document names, wherever they stand. A figure is in the form's unit, or told."""

import io
import unittest

import documents
import formats
from importing import ImportCase

MONEY = "本年收费金额"
AS_PRINTED = "本年收费金额（单位：万元）"


def docx(content):
    made = io.BytesIO()
    documents.write_docx(made, content)
    return made.getvalue()


WRITERS = {
    "docx": docx,
    "html": documents.html_bytes,
    "mht": lambda c: formats.mhtml(documents.html_bytes(c)),
    "odt": formats.odt,
    "xlsx": lambda c: formats.xlsx(formats.sheet_of(c)),
    "ods": lambda c: formats.ods(formats.sheet_of(c)),
    "tabs.txt": lambda c: documents.text_string(c, documents.tabbed_table).encode(),
    "bars.txt": lambda c: documents.text_string(c, documents.drawn_table).encode(),
}


def grid(rows):
    made = documents.Grid()
    for r, row in enumerate(rows):
        for c in range(4):
            made.put(r, c, 1, 1, row[c] if c < len(row) else "")
    return made


def content(figure="920", head=MONEY, above=(), below=(), title="第二十条第（八）项", label="行政事业性收费",
            heading="二、主动公开政府信息情况", first=(), between=None):
    """The table of disclosure, whose only money is the fees; `between`: two tables, with these lines between them."""
    counts = [*([t] for t in first), ("第二十条第（一）项",), ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
              ("规章", "1", "2", "3")]
    fees = [(title,), ("信息内容", head), (label, figure)]
    tables = [("table", grid(counts + fees))] if between is None else [
        ("table", grid(counts)), *(("para", t) for t in between), ("table", grid(fees))]
    return [("heading", "某局2024年政府信息公开工作年度报告"), ("heading", heading), *(("para", t) for t in above), *tables,
            *(("para", t) for t in below), ("heading", "五、存在的主要问题及改进情况"), ("para", "无。")]


class Units(ImportCase):
    def expect_all(self, want, finding, counts=(1, 2, 3), names=WRITERS, **made):
        for name in names:
            with self.subTest(name=name, **made):
                report, findings = self.take(f"a.{name}", WRITERS[name](content(**made)), code=1)
                found = report["disclosure"]
                self.assertEqual((found["fees"], tuple(found["rules"].values())), (want, counts))
                self.assertEqual(finding in findings if finding else "920" not in findings, True, findings)

    def test_a_line_above_the_table(self):
        converted = "warning: “920” is in 元, but the form wants 万元; it is converted to 0.092"
        for line in ("单位：元", "单位：元、件", "单位：件、元", "（单位：件/元）", "金额单位：元", "数量单位：件　金额单位：元", "单位：元（人民币）",
                     "填报单位：某局　　单位：元"):
            names = WRITERS if line == "单位：元、件" else ("html", "tabs.txt")
            self.expect_all("0.092", converted, names=names, above=[line])
            self.expect_all("0.092", converted, names=names, above=[line], head=MONEY + "（元）")
            self.expect_all(None, "error: the document names two units for “920”, 万元 and 元", names=names, above=[line],
                            head=AS_PRINTED)
            self.expect_all(0, None, names=names, above=[line], head=AS_PRINTED, figure="0")
        self.expect_all(920, None, above=["单位：万元"])
        self.expect_all(920, None, above=["单位：件"], head=AS_PRINTED)
        self.expect_all(920, None, above=["单位：元氏县某局"], head=AS_PRINTED)
        self.expect_all(None, "two units for “920”, 元 and 万元", above=["单位：万元"], head=MONEY + "（元）")

    def test_a_count_is_no_money(self):
        told = "error: “920” is in 件, which cannot be converted"
        self.expect_all(None, told, above=["单位：件"])
        self.expect_all(None, told, head=MONEY + "（单位：件）")
        self.expect_all(None, told, above=["单位：件"], between=[])
        self.expect_all(None, "error: “920件” is not a figure", figure="920件", head=AS_PRINTED)

    def test_units_elsewhere(self):
        converted = "it is converted to 0.092"
        for made in (
            {"heading": "二、主动公开政府信息情况（单位：元）"}, {"first": ["单位：元"]}, {"title": "第二十条第（八）项（单位：元）"},
            {"label": "行政事业性收费（元）"}, {"below": ["注：单位：元"]}, {"below": ["注：1.甲。", "注：2.金额单位：元。"]},
            {"head": MONEY + "（单位元）"}, {"above": ["单位：件"], "between": ["单位：元"]},
            {"above": ["单位：元"], "between": ["单位：某局"]},
        ):
            self.expect_all("0.092", converted, **made)

    def test_units_that_nobody_converts(self):
        self.expect_all(None, "“920” is in 美元, which cannot be converted", head=MONEY + "（美元）")
        self.expect_all(None, "“920” is in 人民币元, which cannot be converted", above=["单位：人民币元"])
        self.expect_all(920, "“1” is in 万件, which cannot be converted", (None,) * 3, above=["单位：万件"], head=AS_PRINTED)

    def test_what_is_too_long_to_be_converted_is_told(self):
        for long in ("9" * 36, "0.000000000001"):
            report, findings = self.take("a.html", documents.html_bytes(content(figure=long, above=["单位：元"])), code=1)
            self.assertIsNone(report["disclosure"]["fees"])
            self.assertIn(f"“{long}” is not a figure", findings)

    def test_no_unit_at_all_is_told(self):
        self.expect_all(920, "warning: the document does not say in what unit “920” is; it is taken as 万元")
        self.expect_all(0, None, figure="0")


if __name__ == "__main__":
    unittest.main()
