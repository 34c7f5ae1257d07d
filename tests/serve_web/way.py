# SPDX-License-Identifier: MIT
"""What a clerk does from a new report to the document."""

import json
import zipfile

from clerk import CONTROL, SHIFT

RECEIVED = "一、本年新收政府信息公开申请数量"
SEED = "baodi-2024.json"
NEW = "宝坻区民政局-2024.json"
SPREADSHEET = "3\t1\t0\t0\t0\t0\t\r\n0\t0\t0\t0\t0\t0\t\r\n"
# With its heads and labels, as it is copied from a web page.
WEB_TABLE = (
    "<table><tr><th colspan=2>项目</th><th>自然人</th><th>企业</th><th>科研</th><th>公益</th><th>法律</th><th>其他</th><th>总计</th></tr>"
    "<tr><td rowspan=2>本年</td><td>新收</td><td>1,203</td><td>２</td><td>0</td><td>0</td><td>0</td><td>0</td><td>1205</td></tr>"
    "<tr><td>结转</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>1</td></tr></table>"
)


def test_whole_way(clerk, server):
    """New, typed, pasted, a wrong sum shown and mended, downloaded: the bytes of kanben render."""
    clerk.enter()
    clerk.press("新建")
    clerk.type("宝坻区民政局")
    clerk.key("Enter")
    clerk.wait("document.querySelector('.report-screen .form')")
    clerk.wait_for_pages()
    clerk.focus("一、总体情况", "第一段")
    clerk.type("2024年，全年收到政府信息公开申请4件。")
    clerk.key("Enter")
    clerk.type("工作有序开展。")
    clerk.focus(RECEIVED, "自然人")
    clerk.paste(plain=SPREADSHEET)
    clerk.saved()
    received = server.report(NEW)["requests"]["received"]
    assert list(values_of(received))[:6] == [3, 1, 0, 0, 0, 0], received
    mend_wrong_sum(clerk, server)
    look_at_page(clerk)
    fill_rest(clerk)
    download(clerk, server)


def values_of(row):
    return row.values() if isinstance(row, dict) else row


def mend_wrong_sum(clerk, server):
    clerk.wait("document.querySelector('.found .finding.error')")
    clerk.focus(RECEIVED, "总计")
    # The total was left out: it is shown, and not written into the report.
    clerk.wait("document.activeElement.placeholder === '4'")
    assert clerk.value() == ""
    clerk.type("5")
    clerk.wait("document.activeElement.getAttribute('aria-invalid') === 'true'")
    # Both sides stand beside the cell.
    clerk.wait("[...document.querySelectorAll('.bubble:not([hidden]) .sides')].some(s => /5.*≠.*4/.test(s.textContent))")
    clerk.press("清空此格，由系统计算")
    clerk.wait("document.activeElement.placeholder === '4'")
    clerk.saved()
    assert list(values_of(server.report(NEW)["requests"]["received"]))[6:] in ([None], []), server.report(NEW)["requests"]


def look_at_page(clerk):
    """What is typed stands on the page; a click there leads back to its field."""
    clerk.wait(page_has("工作有序开展"))
    clerk.evaluate("document.activeElement.blur(); 0")
    clerk.evaluate(f"({RUN_WITH}('工作有序开展')).dispatchEvent(new MouseEvent('click', {{bubbles: true, composed: true}})); 0")
    assert clerk.value() == "工作有序开展。", clerk.value()
    clerk.wait("document.querySelector('.here-box')")


RUN_WITH = """(text => [...document.querySelectorAll('.page')].flatMap(
  p => [...p.shadowRoot.querySelectorAll('[data-at]')]).find(run => run.textContent.includes(text)))"""


def page_has(text):
    return f"[...document.querySelectorAll('.page')].some(p => p.shadowRoot.textContent.includes({json.dumps(text)}))"


def fill_rest(clerk):
    """Leads from finding to finding until there is no error left."""
    clerk.focus("（一）予以公开", "自然人")
    clerk.type("3")
    clerk.focus("（一）予以公开", "商业企业")
    clerk.type("1")
    # A table without any figure is an error.
    for table in (("行政许可",), ("行政复议", "结果维持")):
        clerk.focus(*table)
        clerk.type("0")
    clerk.wait("!document.querySelector('.found .finding.error')")
    clerk.saved()


def download(clerk, server):
    clerk.press("下载")
    clerk.wait("document.querySelector('.menu[open]')")
    clerk.evaluate("document.querySelector('.menu li button').click(); 0")
    stem = NEW.removesuffix(".json")
    ours = clerk.downloaded(f"{stem}.pdf").read_bytes()
    made = server.work / "made"
    done = server.kanben("render", server.folder / NEW, "-o", f"{made}/")
    assert done.returncode == 0, done.stderr
    assert ours == (made / f"{stem}.pdf").read_bytes(), "another document than kanben render makes"


def test_keys_of_a_spreadsheet(clerk, server):
    clerk.enter()
    clerk.edit("baodi-2024.json")
    clerk.focus(RECEIVED, "自然人")
    clerk.key("ArrowRight")
    assert "商业企业" in clerk.focused()
    clerk.key("ArrowDown")
    assert "二、上年结转" in clerk.focused()
    clerk.key("ArrowUp")
    clerk.key("7")
    clerk.key("Enter")
    assert "二、上年结转" in clerk.focused()
    clerk.key("Tab")
    assert "科研机构" in clerk.focused()
    clerk.key("Enter", SHIFT)
    assert RECEIVED in clerk.focused() and "科研机构" in clerk.focused()
    clerk.key("ArrowRight", CONTROL)
    assert "总计" in clerk.focused()
    clerk.saved()
    assert server.report("baodi-2024.json")["requests"]["received"][1] == 7
    # A block: selected with the keys, emptied at once, taken back at once.
    clerk.focus(RECEIVED, "自然人")
    for _ in range(2):
        clerk.key("ArrowRight", SHIFT)
    assert clerk.evaluate("document.querySelectorAll('td.selected').length") == 3
    clerk.key("Delete")
    clerk.saved()
    assert server.report("baodi-2024.json")["requests"]["received"][:3] == [None] * 3
    clerk.key("z", CONTROL)
    clerk.saved()
    assert server.report("baodi-2024.json")["requests"]["received"][:3] == [0, 7, 0]
    clerk.key("z", CONTROL | SHIFT)
    clerk.saved()
    assert server.report("baodi-2024.json")["requests"]["received"][:3] == [None] * 3


def test_without_a_mouse(clerk, server):
    """From the list to a figure and back, with keys alone."""
    clerk.enter()
    clerk.evaluate("document.querySelector('.reports a').focus(); 0")
    clerk.key("Enter")
    clerk.wait("document.querySelector('.report-screen .form')")
    clerk.key("Tab")
    assert clerk.evaluate("document.activeElement.className") == "skip"
    clerk.key("Enter")
    assert "标题" in clerk.focused(), clerk.focused()
    seen = set()
    for _ in range(60):
        clerk.key("Tab")
        seen.add(clerk.evaluate("document.activeElement.closest('.grid') ? 'grid' : document.activeElement.tagName"))
    assert "grid" in seen, seen


def test_downloads(clerk, server):
    """Each edition of the menu is that of kanben render, byte for byte; and all of them in one file."""
    clerk.enter()
    clerk.edit(SEED)
    stem = SEED.removesuffix(".json")
    for words, name in (
        ("公开版", f"{stem}.pdf"), ("印刷版", f"{stem}.print.pdf"), ("归档版 PDF", f"{stem}.archive.pdf"),
        ("归档版（PDF 2.0）", f"{stem}.archive2.pdf"), ("网站版", f"{stem}.web.pdf"), ("网页 HTML", f"{stem}.html"),
        ("OFD 版", f"{stem}.ofd"), ("OFD 归档版", f"{stem}.archive.ofd"), ("逐页图片", f"{stem}.svg.zip"),
        ("全部版本", f"{stem}.zip"),  # more than ten Chromium would not allow without asking
    ):
        clerk.press("下载")
        found = clerk.evaluate(f"(b => {{ b?.click(); return !!b; }})([...document.querySelectorAll('.menu button')].find(b => b.textContent.startsWith({json.dumps(words)})))")
        assert found, words
        clerk.downloaded(name)
    assert clerk.evaluate("document.querySelectorAll('.menu li').length") == 12  # with the comparison
    made = server.work / "made"
    for profile in server.kanben("--profiles").stdout.decode().split():
        done = server.kanben("render", server.folder / SEED, "--profile", profile, "-o", f"{made}/")
        assert done.returncode == 0, done.stderr
    files = {path.name: path.read_bytes() for path in made.iterdir()}
    for name in sorted(name for name in files if not name.endswith(".svg")):
        assert clerk.downloaded(name).read_bytes() == files[name], name
    with zipfile.ZipFile(clerk.downloaded(f"{stem}.svg.zip")) as drawings:
        assert {n: drawings.read(n) for n in drawings.namelist()} == {n: b for n, b in files.items() if n.endswith(".svg")}
    with zipfile.ZipFile(clerk.downloaded(f"{stem}.zip")) as editions:
        data = {SEED: (server.folder / SEED).read_bytes()}
        assert {n: editions.read(n) for n in editions.namelist()} == files | data


def test_download_of_the_data(clerk, server):
    clerk.enter()
    clerk.edit(SEED)
    clerk.press("下载")
    clerk.evaluate("[...document.querySelectorAll('.menu button')].find(b => b.textContent.startsWith('数据 JSON')).click(); 0")
    assert json.loads(clerk.downloaded(SEED).read_text("utf-8")) == server.report(SEED)


def test_pasted_web_table_leaves_heads_out(clerk, server):
    clerk.enter()
    clerk.edit("baodi-2024.json")
    clerk.focus(RECEIVED, "自然人")
    clerk.paste(html=WEB_TABLE, plain="x")
    clerk.wait("document.querySelector('.said').textContent.includes('14')")
    clerk.saved()
    requests = server.report("baodi-2024.json")["requests"]
    assert requests["received"] == [1203, 2, 0, 0, 0, 0, 1205], requests["received"]
    assert requests["carried_in"] == [1, 0, 0, 0, 0, 0, 1], requests["carried_in"]


def test_figures_keep_their_digits(clerk, server):
    """An edit changes its own place and no other byte of meaning."""
    before = json.loads((server.folder / "budget-2024.json").read_text("utf-8"), parse_float=str)
    clerk.enter()
    clerk.edit("budget-2024.json")
    clerk.focus("六、科学技术支出")
    clerk.type("12.50")
    clerk.saved()
    after = json.loads((server.folder / "budget-2024.json").read_text("utf-8"), parse_float=str)
    before["budget"]["expenditure"]["science_and_technology"] = "12.50"
    assert after == before


def test_prose(clerk, server):
    """Paragraphs are split and joined, pasted text becomes paragraphs and lists."""
    clerk.enter()
    clerk.edit("jiaoyu-2024.json")
    old = server.report("jiaoyu-2024.json")["problems"]
    clerk.focus("五、", "第 1 段")
    clerk.evaluate("document.activeElement.setSelectionRange(6, 6); 0")
    clerk.key("Enter")
    clerk.saved()
    assert server.report("jiaoyu-2024.json")["problems"][:2] == [old[0][:6], old[0][6:]]
    clerk.key("Backspace")
    clerk.saved()
    assert server.report("jiaoyu-2024.json")["problems"] == old
    clerk.focus("六、", "第 1 段")
    clerk.evaluate("document.activeElement.select(); 0")
    clerk.paste(html="<h2>（一）收费</h2><p>没有收费。</p><ol><li>甲</li><li>乙</li></ol>", plain="x")
    clerk.saved()
    assert server.report("jiaoyu-2024.json")["other_matters"] == [
        {"heading": "（一）收费"}, "没有收费。", {"list": ["甲", "乙"], "ordered": True},
    ], server.report("jiaoyu-2024.json")["other_matters"]


def test_last_year_beside(clerk, _):
    clerk.enter()
    clerk.edit("baodi-2024.json")
    clerk.press("上年数")
    clerk.wait("document.querySelector('.with-last-year')")
    clerk.focus(RECEIVED, "自然人")
    clerk.wait("document.activeElement.parentElement.querySelector('.last-year').textContent === '上年 3'")


def test_findings_lead_to_their_places(clerk, _):
    clerk.enter()
    clerk.edit("jiaoyu-2024.json")
    clerk.wait("document.querySelector('.found .finding.error')")
    clerk.evaluate("[...document.querySelectorAll('.found .finding.error')].find(f => f.textContent.includes('T3-ROW')).click(); 0")
    assert "总计" in clerk.focused() and clerk.value() == "14", clerk.focused()


def test_import_shows_what_found_no_place(clerk, server):
    source = server.work / "last.html"
    done = server.kanben("render", server.folder / "city-2023.json", "--profile", "web", "-o", f"{server.work}/")
    assert done.returncode == 0, done.stderr
    page = (server.work / "city-2023.html").read_text("utf-8")
    source.write_text(page.replace("</article>", "<table><tr><th>机构</th><th>数</th></tr><tr><td>甲</td><td>3</td></tr></table></article>"), "utf-8")
    clerk.enter()
    clerk.choose_files(source)
    clerk.wait("document.querySelector('.import .taker')")
    clerk.wait("document.querySelector('.source .marked .why p') || document.querySelector('.unplaced li')")
    clerk.press("存为报告")
    clerk.wait("document.querySelector('.report-screen .form')")
    clerk.wait("document.querySelector('.import-notes li')")
    name = clerk.evaluate("decodeURIComponent(location.hash.split('/').at(-1))")
    assert server.report(name)["organ"] == server.report("city-2023.json")["organ"]


def test_merge_and_missing(clerk, server):
    server.put("jiaoyu-2024.json", server.report("baodi-2024.json") | {"organ": "宝坻区教育局", "title": "宝坻区教育局2024年政府信息公开工作年度报告"})
    clerk.enter()
    clerk.wait("document.querySelector('.missing').textContent.includes('宝坻区民政局')")
    clerk.evaluate("""[...document.querySelectorAll('.reports tbody tr')].filter(
      row => /^宝坻/.test(row.querySelector('a').textContent) && row.cells[2].textContent === '2024').forEach(
      row => row.querySelector('input').click())""")
    clerk.press("汇总所选 2 份")
    clerk.wait("document.querySelector('.merge-screen form input')")
    clerk.evaluate("document.querySelector('.merge-screen form input').focus(); 0")
    clerk.type("宝坻区人民政府")
    clerk.key("Enter")
    clerk.wait("document.querySelector('.merge-screen .figures')")
    clerk.press("存为报告")
    clerk.wait("document.querySelector('.report-screen .form')")
    assert server.report("宝坻区人民政府-2024.json")["organ"] == "宝坻区人民政府"


def test_next_year(clerk, server):
    clerk.enter()
    clerk.press("由 宝坻区教育局 续编 2025 年报告")
    clerk.press("带上年文字")
    clerk.wait("document.querySelector('.report-screen .form')")
    report = server.report("宝坻区教育局-2025.json")
    assert report["year"] == 2025 and report["problems"], report


def test_field_entered_before_its_page_is_shown_with_it(clerk, _):
    clerk.enter()
    # As early as can be: the page is there, but not yet its text.
    clerk.evaluate("""new MutationObserver((_, observer) => {
      if (!document.querySelector('.page-pane .page')) return;
      observer.disconnect();
      [...document.querySelectorAll('.form textarea')].findLast(field => field.value).focus();
    }).observe(document, {subtree: true, childList: true}); location.hash = '#/report/baodi-2024.json'; 0""")
    clerk.wait("document.querySelector('.here-box')")
    clerk.wait("""(() => {
      const box = document.querySelector('.here-box').getBoundingClientRect();
      return box.top > 0 && box.bottom < innerHeight;
    })()""", 10)
