# SPDX-License-Identifier: MIT
"""A whole report from nothing, by the keyboard alone: no element is looked up to be focused or clicked."""

from clerk import SHIFT

NEW = "宝坻区民政局-2024.json"
MOST_STEPS = 500
# What a screen reader would say first of where one is.
NAME = """(e => e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent.trim())(document.activeElement)"""


def tab_to(clerk, *parts, back=False):
    """Tab until the name of what has the focus has all these words."""
    for _ in range(MOST_STEPS):
        clerk.key("Tab", SHIFT if back else 0)
        name = clerk.evaluate(NAME)
        if all(part in name for part in parts):
            return
    raise AssertionError(f"Tab does not lead to {parts}")


def test_whole_report_by_keys(clerk, server):
    clerk.enter()
    tab_to(clerk, "新建")
    clerk.key("Enter")
    clerk.wait("document.querySelector('dialog[open]')")
    clerk.type("宝坻区民政局")
    clerk.key("Enter")
    clerk.wait("document.querySelector('.report-screen .form')")
    clerk.wait_for_pages()
    tab_to(clerk, "跳到表单")
    clerk.key("Enter")
    assert "标题" in clerk.focused(), clerk.focused()
    write_prose(clerk)
    fill_tables(clerk)
    for section in ("五、", "六、"):
        tab_to(clerk, section, "第一段")
        clerk.type("无。")
    clerk.wait("document.querySelector('.summary:not(.error)') && document.querySelector('.found .error') === null")
    clerk.saved()
    report = server.report(NEW)
    assert report["overview"] == ["全年收到申请3件。", {"heading": "（一）主动公开"}, "公开信息90条。"], report["overview"]
    tab_to(clerk, "下载", back=True)
    clerk.key("Enter")
    tab_to(clerk, "公开版")
    clerk.key("Enter")
    ours = clerk.downloaded(NEW.replace(".json", ".pdf")).read_bytes()
    done = server.kanben("render", server.folder / NEW, "-o", f"{server.work}/made/")
    assert done.returncode == 0, done.stderr
    assert ours == (server.work / "made" / NEW.replace(".json", ".pdf")).read_bytes()


def write_prose(clerk):
    tab_to(clerk, "一、总体情况", "第一段")
    clerk.type("全年收到申请3件。")
    tab_to(clerk, "标题")
    while clerk.evaluate("document.activeElement.tagName") != "BUTTON":
        tab_to(clerk, "标题")
    clerk.key("Enter")
    clerk.type("（一）主动公开")
    clerk.key("Enter")
    clerk.type("公开信息90条。")


def fill_tables(clerk):
    """As in a spreadsheet: arrows and Enter lead from cell to cell."""
    tab_to(clerk, "规章", "制发")
    for row in range(2):
        for _ in range(3):
            clerk.type("0")
            clerk.key("ArrowRight")
        clerk.key("Enter")
        if row == 0:
            clerk.key("ArrowLeft")
            clerk.key("ArrowLeft")
    for words in ("行政许可", "行政处罚", "行政强制", "行政事业性收费"):
        if words not in clerk.focused():
            tab_to(clerk, words)
        clerk.type("0")
    tab_to(clerk, "一、本年新收", "自然人")
    clerk.type("3")
    clerk.key("Enter")
    clerk.type("0")
    clerk.key("Enter")
    assert "（一）予以公开" in clerk.focused(), clerk.focused()
    clerk.type("3")
    tab_to(clerk, "行政复议", "结果维持")
    clerk.type("0")
