# SPDX-License-Identifier: MIT
"""Blocks of prose that are more than text: pictures, charts, footnotes, tables, lists in lists."""

import base64
import shutil

from clerk import ALT, CONTROL, SHIFT

SEED = "baodi-2024.json"
PROSE = "一、总体情况"
RECEIVED = "一、本年新收政府信息公开申请数量"
PICTURE = "pictures/a.png"


def begin(clerk, server, blocks):
    shutil.copytree(server.root / "tests/golden/pictures/pictures", server.folder / "pictures")
    server.put(SEED, server.report(SEED) | {"overview": blocks})
    clerk.enter()
    clerk.edit(SEED)


def overview(clerk, server):
    clerk.saved()
    return server.report(SEED)["overview"]


def add(clerk, words):
    """With the button below the section."""
    clerk.press(words, "document.querySelector('[data-section=overview] .adders:last-of-type')")


def in_block(clerk, number, selector):
    """Focuses a field of a block, counted from 0."""
    found = clerk.evaluate(f"""(() => {{
      const block = document.querySelectorAll('[data-section=overview] .block')[{number}];
      const field = block?.querySelector({selector!r});
      field?.focus();
      return !!field;
    }})()""")
    assert found, (number, selector)


def label(words):
    """A field by its label."""
    return f"[...document.querySelectorAll('[data-section=overview] label')].find(l => l.textContent.startsWith({words!r}))"


def focus_label(clerk, words):
    assert clerk.evaluate(f"(l => {{ l?.control.focus(); return !!l; }})({label(words)})"), words


def test_picture_is_chosen_and_uploaded(clerk, server):
    """From the folder with the keys alone, then one of this computer; the PDF is that of kanben render."""
    begin(clerk, server, ["一段。"])
    clerk.focus(PROSE, "第 1 段")
    add(clerk, "图片")
    clerk.press("选择图片")
    clerk.wait("document.querySelectorAll('dialog[open] .gallery img').length === 4")
    clerk.key("Tab")
    clerk.wait("document.activeElement.type === 'radio'")
    while clerk.value() != PICTURE:
        clerk.key("ArrowDown")
    clerk.key("Enter")
    clerk.wait("!document.querySelector('dialog[open]')")
    # The next field says what the picture shows; without it there is an error.
    clerk.wait("document.activeElement.labels?.[0]?.textContent.startsWith('图片说明')")
    clerk.wait("document.querySelector('.block-picture .card.error')")
    clerk.type("公开渠道")
    clerk.wait("!document.querySelector('.block-picture .card.error')")
    focus_label(clerk, "图题")
    clerk.type("图1　渠道")
    assert clerk.value() == "图1　渠道"  # the focus has not gone after the first character
    focus_label(clerk, "宽度")
    clerk.type("40")
    made = {"picture": {"file": PICTURE, "alt": "公开渠道", "caption": "图1　渠道", "width_mm": 40}}
    assert overview(clerk, server) == ["一段。", made], overview(clerk, server)
    clerk.wait("[...document.querySelectorAll('.page')].some(p => p.shadowRoot.querySelector('image'))")
    clerk.wait("document.querySelector('.thumbnail:not(.no-picture) img').naturalWidth > 0")
    clerk.press("下载")
    clerk.evaluate("document.querySelector('.menu li button').click(); 0")
    ours = clerk.downloaded("baodi-2024.pdf").read_bytes()
    done = server.kanben("render", server.folder / SEED, "-o", f"{server.work}/made/")
    assert done.returncode == 0, done.stderr
    assert ours == (server.work / "made/baodi-2024.pdf").read_bytes()
    upload(clerk, server)


def upload(clerk, server):
    path = server.work / "secret name.png"
    path.write_bytes((server.root / "docs/pages.png").read_bytes())
    clerk.press("选择图片")
    clerk.wait("document.querySelector('dialog[open] input[type=file]')")
    clerk.choose_files(path)
    clerk.wait("document.querySelectorAll('dialog[open] .gallery img').length === 5")
    clerk.press("用这张图片")
    clerk.wait("!document.querySelector('dialog[open]')")
    name = overview(clerk, server)[1]["picture"]["file"]
    assert name != PICTURE and "secret" not in name, name
    assert (server.folder / name).read_bytes() == path.read_bytes()


def test_what_is_no_picture_is_told(clerk, server):
    begin(clerk, server, ["一段。", {"picture": {"file": PICTURE, "alt": "图"}}])
    path = server.work / "no.png"
    path.write_text("<svg onload='alert(1)'/>")
    clerk.press("选择图片")
    clerk.wait("document.querySelector('dialog[open] input[type=file]')")
    clerk.choose_files(path)
    clerk.wait("document.querySelector('.said').textContent.includes('印不出来')")
    clerk.key("Escape")
    assert overview(clerk, server)[1]["picture"]["file"] == PICTURE


def test_picture_is_pasted(clerk, server):
    begin(clerk, server, ["一段。"])
    clerk.focus(PROSE, "第 1 段")
    data = base64.b64encode((server.root / "docs/pages.png").read_bytes()).decode()
    clerk.evaluate(f"""(() => {{
      const bytes = Uint8Array.from(atob({data!r}), c => c.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], "image.png", {{type: "image/png"}}));
      return document.activeElement.dispatchEvent(
        new ClipboardEvent("paste", {{clipboardData: data, bubbles: true, cancelable: true}}));
    }})()""")
    clerk.wait("document.querySelector('.block-picture .thumbnail:not(.no-picture)')")
    blocks = overview(clerk, server)
    assert blocks[0] == "一段。" and blocks[1]["picture"]["file"].startswith("pictures/"), blocks


def test_chart_follows_its_figures(clerk, server):
    """Rows and columns of a table are ticked; what is inserted, moved or taken out above changes no chart."""
    table = {"table": {"columns": [{"text": "件数"}, {"text": "备注"}], "rows": [
        {"text": "网站", "values": [90, "甲"]}, {"text": "新媒体", "values": [120, "乙"]}]}}
    begin(clerk, server, ["一段。", table])
    add(clerk, "图表")
    clerk.wait("document.querySelector('.block-chart .card.error')")
    clerk.press("选择数据")
    clerk.wait("document.querySelector('dialog[open] .ticks')")
    # What is offered first is the table that stands first.
    clerk.evaluate("""(() => {
      for (const box of document.querySelectorAll('dialog[open] .ticks input'))
        if (box.checked !== ['件数', '网站', '新媒体'].includes(box.parentElement.textContent)) box.click();
    })()""")
    clerk.press("用这些数据")
    clerk.wait("!document.querySelector('.block-chart .card.error')")
    chart = {"kind": "bar", "rows": [
        {"text": "网站", "of": "/overview/1/table/rows/0/values/0"},
        {"text": "新媒体", "of": "/overview/1/table/rows/1/values/0"}]}
    assert overview(clerk, server)[2] == {"chart": chart}, overview(clerk, server)[2]
    clerk.wait("/新媒体，件数/.test(document.querySelectorAll('.chart-of')[1].textContent)")
    clerk.focus(PROSE, "第 1 段")
    clerk.key("Enter")
    clerk.type("又一段。")
    assert pointers(clerk, server) == ["/overview/2/table/rows/0/values/0", "/overview/2/table/rows/1/values/0"]
    # A row between, a column before; then the first row goes, and with it the figure.
    clerk.focus("网站，件数")
    clerk.press("加行")
    assert pointers(clerk, server)[1] == "/overview/2/table/rows/2/values/0"
    assert clerk.evaluate("document.activeElement.dataset.tool") == "add-row"
    clerk.focus("网站，件数")
    clerk.press("删行")
    assert pointers(clerk, server) == ["", "/overview/2/table/rows/1/values/0"], pointers(clerk, server)
    clerk.wait("document.querySelector('.block-chart .card.error')")
    clerk.wait("document.querySelector('.chart-of').textContent.includes('已不在')")
    clerk.key("z", CONTROL)
    assert pointers(clerk, server)[0] == "/overview/2/table/rows/0/values/0"
    clerk.focus("网站，件数")
    clerk.press("删列")
    assert pointers(clerk, server)[0] == ""


def pointers(clerk, server):
    return [row["of"] for block in overview(clerk, server) if "chart" in block for row in block["chart"]["rows"]]


def test_chart_of_the_layouts_table(clerk, server):
    """Several columns, as lines; computed totals too. The page shows their figures."""
    begin(clerk, server, ["一段。", {"chart": {"kind": "bar", "rows": []}}])
    clerk.press("选择数据")
    clerk.wait("document.querySelector('dialog[open] .ticks')")
    clerk.evaluate(f"""(() => {{
      const select = document.querySelector('dialog[open] select');
      select.value = [...select.options].find(o => o.textContent.startsWith('三、')).value;
      select.dispatchEvent(new Event('change'));
      for (const box of document.querySelectorAll('dialog[open] .ticks input')) {{
        const words = box.parentElement.textContent;
        if (box.checked !== (/自然人|总计$/.test(words) || words === {RECEIVED!r})) box.click();
      }}
    }})()""")
    clerk.press("用这些数据")
    clerk.evaluate("(s => { s.value = 'line'; s.dispatchEvent(new Event('change')); })(document.querySelector('.block-chart select:not(.kind)')); 0")
    chart = overview(clerk, server)[1]["chart"]
    assert chart["kind"] == "line" and len(chart["columns"]) == 2 and len(chart["rows"][0]["of"]) == 2, chart
    clerk.wait("!document.querySelector('.block-chart .card.error')")


def test_footnotes(clerk, server):
    begin(clerk, server, ["公开90条，收到3件。"])
    clerk.evaluate("(s => { s.value = 'noted'; s.dispatchEvent(new Event('change')); })(document.querySelector('[data-section=overview] .kind')); 0")
    in_block(clerk, 0, ".footnote textarea")
    clerk.type("不含转载。")
    in_block(clerk, 0, "textarea.para")
    clerk.evaluate("document.activeElement.setSelectionRange(5, 5); 0")
    clerk.press("加脚注")
    clerk.type("按条计。")
    noted = {"text": "公开90条[^2]，收到3件。", "notes": ["不含转载。", "按条计。"]}
    assert overview(clerk, server) == [noted], overview(clerk, server)
    clerk.evaluate("document.querySelector('.footnote button').click(); 0")
    assert overview(clerk, server) == [{"text": "公开90条[^1]，收到3件。", "notes": ["按条计。"]}]
    clerk.evaluate("document.querySelector('.footnote button').click(); 0")
    assert overview(clerk, server) == ["公开90条，收到3件。"]


def test_lists_in_lists(clerk, server):
    begin(clerk, server, [{"list": ["甲", "乙", "丙"]}])
    in_block(clerk, 0, "li:nth-child(2) textarea")
    clerk.key("]", CONTROL)
    in_block(clerk, 0, ".block-body > .items > li:nth-child(2) textarea")
    assert clerk.value() == "丙" or clerk.value() == "乙"
    clerk.saved()
    assert overview(clerk, server) == [{"list": [{"text": "甲", "list": ["乙"]}, "丙"]}], overview(clerk, server)
    in_block(clerk, 0, ".block-body > .items > li:last-child > .field textarea")
    clerk.press("降一级: 一、总体情况 第 1 段")
    nested = [{"list": [{"text": "甲", "list": ["乙", "丙"]}]}]
    assert overview(clerk, server) == nested, overview(clerk, server)
    assert clerk.value() == "丙"
    clerk.key("End")
    clerk.key("Enter")
    clerk.type("丁")
    clerk.key("[", CONTROL)
    assert overview(clerk, server) == [{"list": [{"text": "甲", "list": ["乙", "丙"]}, "丁"]}], overview(clerk, server)
    assert clerk.value() == "丁"
    # The first of the inner list takes what follows along.
    in_block(clerk, 0, ".items .items textarea")
    clerk.key("[", CONTROL)
    assert overview(clerk, server) == [{"list": ["甲", {"text": "乙", "list": ["丙"]}, "丁"]}], overview(clerk, server)


def test_headings_get_a_level(clerk, server):
    begin(clerk, server, ["一段。"])
    clerk.focus(PROSE, "第 1 段")
    add(clerk, "标题")
    clerk.type("几点说明")
    clerk.evaluate("(s => { s.focus(); s.value = '3'; s.dispatchEvent(new Event('change')); })(document.querySelector('.block-heading .level')); 0")
    assert overview(clerk, server)[1] == {"heading": "几点说明", "level": 3}
    assert clerk.evaluate("document.activeElement.className") == "level"


def test_table_in_prose(clerk, server):
    begin(clerk, server, ["一段。"])
    clerk.focus(PROSE, "第 1 段")
    add(clerk, "表格")
    focus_label(clerk, "表题")
    clerk.type("表1")
    clerk.type("　情况")
    assert clerk.value() == "表1　情况"
    focus_label(clerk, "单位")
    clerk.type("件")
    focus_label(clerk, "注")
    clerk.type("注：一。\n二。")
    in_block(clerk, 1, "td .value")
    clerk.type("甲")
    clerk.key("Enter", ALT)
    clerk.type("乙")
    in_block(clerk, 1, "th textarea")
    table = overview(clerk, server)[1]["table"]
    assert (table["caption"], table["unit"], table["notes"]) == ("表1　情况", "件", ["注：一。", "二。"]), table
    assert table["rows"][0]["values"][0] == "甲\n乙", table["rows"]


def test_unit_and_notes_of_a_table_of_the_layout(clerk, server):
    clerk.enter()
    clerk.edit(SEED)
    clerk.evaluate("(d => { d.open = true; d.querySelector('input').focus(); })(document.querySelector('[data-section=requests] .remarks')); 0")
    clerk.type("件")
    clerk.saved()
    assert server.report(SEED)["requests"]["unit"] == "件"


def test_shift_enter_is_a_line_break(clerk, server):
    begin(clerk, server, ["一段。"])
    clerk.focus(PROSE, "第 1 段")
    clerk.key("End")
    clerk.key("Enter", SHIFT)
    clerk.type("另一行。")
    assert overview(clerk, server) == ["一段。\n另一行。"]


def test_item_keeps_what_was_typed_below_it(clerk, server):
    """Enter in an item that has a list: the list stays as it is now."""
    begin(clerk, server, [{"list": [{"text": "甲", "list": ["乙"]}]}])
    in_block(clerk, 0, ".items .items textarea")
    clerk.key("End")
    clerk.type("丙")
    in_block(clerk, 0, ".block-body > .items > li > .field textarea")
    clerk.key("End")
    clerk.key("Enter")
    clerk.type("丁")
    assert overview(clerk, server) == [{"list": [{"text": "甲", "list": ["乙丙"]}, "丁"]}], overview(clerk, server)


def test_edition_that_cannot_be_made_says_so(clerk, server):
    """It is no fault of the report, and no draft is offered."""
    server.stop()
    server.fonts = server.work / "fonts"
    server.fonts.mkdir()
    for path in (server.root / "fonts").iterdir():
        (server.fonts / path.name).symlink_to(path)
    (server.fonts / "FOGRA39L_coated.icc").unlink()
    (server.fonts / "FOGRA39L_coated.icc").write_text("no profile")
    server.start()
    clerk.enter()
    clerk.edit(SEED)
    clerk.wait("document.querySelector('.found').children.length > 0")
    clerk.press("下载")
    clerk.evaluate("[...document.querySelectorAll('.menu li button')].find(b => b.textContent.startsWith('印刷版')).click(); 0")
    clerk.wait("document.querySelector('dialog[open] .card.error')?.textContent.includes('ICC')")
    assert not clerk.evaluate("[...document.querySelectorAll('dialog[open] button')].some(b => b.textContent === '生成草稿')")
    clerk.key("Escape")


def test_comparison_names_its_places(clerk, server):
    clerk.enter()
    clerk.edit(SEED)
    clerk.press("下载")
    clerk.evaluate("[...document.querySelectorAll('.menu li button')].at(-1).click(); 0")
    clerk.wait("document.querySelector('dialog[open] table')")
    places = clerk.evaluate("[...document.querySelectorAll('dialog[open] tbody th')].map(th => th.textContent)")
    assert "基本信息 · 年度" in places or "年度" in places, places
    assert not any(place.startswith("/") for place in places), places
    clerk.key("Escape")
