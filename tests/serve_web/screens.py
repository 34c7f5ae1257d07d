# SPDX-License-Identifier: MIT
"""Every screen: axe-core, widths, both languages, the time from keystroke to page."""

import base64
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
from pathlib import Path

from clerk import CONTROL, SPEAK

SEED = "baodi-2024.json"
PHONE, DESK = 360, 1440
LAYOUTS = ("baodi-2024.json", "annual-2019.json", "budget-2024.json", "statistics-2023.json")
# Pages are drawings of some ten thousand glyphs, with names of their own.
AXE = "axe.run({exclude: ['.page']}, {resultTypes: ['violations']}).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3).join(' | ')))"
TOO_WIDE = "document.scrollingElement.scrollWidth - window.innerWidth"
# Panes fill the window, and it does not scroll beside them.
LOW = """[...document.querySelectorAll('.workspace > *')].filter(
  e => e.offsetParent && (e.offsetHeight < innerHeight / 2 || e.getBoundingClientRect().bottom > innerHeight)).map(e => e.className).join()"""
KEYSTROKES = 15
# Every kind of block.
BLOCKS = [
    "一段。", {"heading": "（一）标题", "level": 2}, {"text": "有注[^1]。", "notes": ["注。"]},
    {"list": ["甲", {"text": "乙", "list": ["子"]}], "ordered": True},
    {"picture": {"file": "pictures/a.png", "alt": "图", "caption": "图1"}},
    {"table": {"caption": "表1", "unit": "件", "columns": [{"text": "数"}], "rows": [{"text": "甲", "values": [1]}, {"text": "乙", "values": [2]}]}},
    {"chart": {"kind": "pie", "rows": [
        {"text": "甲", "of": "/overview/5/table/rows/0/values/0"}, {"text": "乙", "of": "/overview/5/table/rows/1/values/0"}]}},
]


def test_every_screen_is_accessible(clerk, server):
    visit(clerk, server, words_of(server, "zh"))


def test_every_screen_in_english_is_accessible(clerk, server):
    clerk.call("Page.addScriptToEvaluateOnNewDocument", source=SPEAK.format("en"))
    visit(clerk, server, words_of(server, "en"))
    assert clerk.evaluate("document.documentElement.lang") == "en"


def words_of(server, language):
    texts = json.loads((server.root / f"share/kanben/serve/{language}.json").read_text("utf-8"))
    return lambda key, **values: re.sub(r"\{(\w+)\}", lambda m: str(values[m[1]]), texts[key])


def visit(clerk, server, t):
    shutil.copytree(server.root / "tests/golden/pictures/pictures", server.folder / "pictures")
    server.put("blocks.json", server.report(SEED) | {"overview": BLOCKS})
    clerk.enter()
    look(clerk, server, "list")
    clerk.press(t("new"))
    look(clerk, server, "new report")
    clerk.key("Escape")
    lists(clerk, server, t)
    for name in (*LAYOUTS, "blocks.json"):
        clerk.edit(name)
        look(clerk, server, name)
    for button in ("picture.choose", "chart.choose"):
        clerk.press(t(button))
        clerk.wait("document.querySelector('dialog[open]')")
        look(clerk, server, button)
        clerk.key("Escape")
    findings(clerk, server, t)
    conflict(clerk, server)


def lists(clerk, server, t):
    """The screens that begin at the list: next year, import, adding up."""
    clerk.press(t("next.label", name="宝坻区教育局", year=2025))
    look(clerk, server, "next year")
    clerk.key("Escape")
    source = server.work / "import.html"
    source.write_text("<h1>某局2023年政府信息公开工作年度报告</h1><h2>一、总体情况</h2><p>一段。</p>"
                      "<table><tr><th>机构</th><th>数</th></tr><tr><td>甲</td><td>3</td></tr></table>", "utf-8")
    clerk.choose_files(source)
    clerk.wait("document.querySelector('.import .taker')")
    look(clerk, server, "import")
    clerk.desk()
    clerk.evaluate("""[...document.querySelectorAll('.reports tbody tr')].filter(
      row => /^宝坻/.test(row.querySelector('a').textContent)).forEach(row => row.querySelector('input').click())""")
    clerk.evaluate("document.querySelector('.filters > button').click(); 0")
    clerk.wait("document.querySelector('.merge-screen form input')")
    look(clerk, server, "adding up")
    clerk.evaluate("document.querySelector('.merge-screen form input').focus(); 0")
    clerk.type("宝坻区人民政府")
    clerk.key("Enter")
    clerk.wait("document.querySelector('.merge-screen .figures, .merge-screen .card')")
    look(clerk, server, "added up")


def findings(clerk, server, t):
    clerk.edit("jiaoyu-2024.json")
    clerk.wait("document.querySelector('td.has-error .value')")
    clerk.evaluate("document.querySelector('td.has-error .value').focus(); 0")
    look(clerk, server, "finding at a cell")
    clerk.press(t("download"))
    clerk.evaluate("document.querySelector('.menu li button').click(); 0")
    clerk.wait("document.querySelector('dialog[open]')")
    look(clerk, server, "draft")
    clerk.key("Escape")
    clerk.edit(SEED)
    clerk.press(t("last-year"))
    clerk.wait("document.querySelector('.with-last-year')")
    clerk.press(t("download"))
    look(clerk, server, "last year, downloads")
    clerk.evaluate("[...document.querySelectorAll('.menu li button')].at(-1).click(); 0")
    clerk.wait("document.querySelector('dialog[open] table')")
    look(clerk, server, "compared with last year")
    clerk.key("Escape")


def conflict(clerk, server):
    server.put(SEED, server.report(SEED) | {"title": "别人改的"})
    clerk.evaluate("document.querySelector('.form textarea').focus(); 0")
    clerk.type("我改的")
    clerk.wait("document.querySelector('dialog[open] .choices')")
    look(clerk, server, "conflict")


def look(clerk, server, screen):
    """Light, dark and on a phone; half the width is what 200 % leaves of a desk's window."""
    for width in (DESK, DESK // 2, PHONE):
        clerk.look(width)
        wider = clerk.evaluate(TOO_WIDE)
        assert wider <= 0, f"{screen}: {wider} pixels wider than a window of {width}"
        low = clerk.evaluate(LOW)
        assert not low, f"{screen}: {low} is too low in a window of {width}"
    for width, dark in ((DESK, False), (DESK, True), (PHONE, True)):
        clerk.look(width, dark=dark)
        found = inspect(clerk, server)
        assert not found, f"{screen}, {width} pixels{', dark' if dark else ''}:\n" + "\n".join(found)
    clerk.look(DESK)


def inspect(clerk, server):
    if not clerk.evaluate("'axe' in window"):
        clerk.evaluate(server.axe + "; 0")
    return clerk.evaluate(AXE)


def test_english(clerk, _):
    """No text is left in the other language, and no key without one."""
    clerk.call("Page.addScriptToEvaluateOnNewDocument", source=SPEAK.format("en"))
    clerk.enter()
    clerk.edit(SEED)
    words = clerk.evaluate("""[...document.querySelectorAll('button, summary, label, legend, .save-state, .summary')]
      .filter(e => !e.closest('[lang=zh-CN], .pages') && e.offsetParent !== null).map(e => e.innerText).join('\\n')""")
    ours = [line for line in words.splitlines() if any("\u4e00" <= c <= "\u9fff" for c in line)]
    assert not [line for line in ours if line in ("保存", "下载", "打印", "上年数", "核对", "填写")], ours
    assert clerk.evaluate("document.documentElement.lang") == "en"


def test_form_shows_every_value(clerk, server):
    """The form is made from the layout alone: what the report has stands in it, of every layout."""
    clerk.enter()
    for name in LAYOUTS:
        clerk.edit(name)
        shown = set(clerk.evaluate("[...document.querySelectorAll('.form input, .form textarea')].map(f => f.value)"))
        missing = [text for text in texts_of(server.report(name)) if text not in shown]
        assert not missing, f"{name}: {missing[:5]}"


def texts_of(value, key=""):
    if key in ("layout", "level", "orientation", "align", "min_mm", "weight", "keep", "ordered", "labels") or value is None:
        return []
    if isinstance(value, dict):
        return [text for k, v in value.items() for text in texts_of(v, k)]
    if isinstance(value, list):
        return [text for v in value for text in texts_of(v, key)]
    return [value] if isinstance(value, str) else [str(value)] if isinstance(value, int) else []


def test_printing_gives_the_same_pages(clerk, server):
    """As many, as large, upright or on their side, with the same text."""
    clerk.enter()
    for name in ("baodi-2024.json", "budget-2024.json"):
        clerk.edit(name)
        printed = server.work / "printed.pdf"
        data = clerk.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
        printed.write_bytes(base64.b64decode(data))
        done = server.kanben("render", server.folder / name, "-o", server.work / "rendered.pdf")
        assert done.returncode == 0, done.stderr
        assert pages_of(printed) == pages_of(server.work / "rendered.pdf"), name


def pages_of(path):
    """(upright?, its text without white space) of each page."""
    info = subprocess.run(["pdfinfo", "-l", "-1", path], capture_output=True, text=True, check=True).stdout
    sizes = re.findall(r"size: +([\d.]+) x ([\d.]+) pts", info)
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
    texts = ["".join(sorted(re.sub(r"\s", "", page))) for page in text.split("\f")[:-1]]
    return [(float(w) < float(h), words) for (w, h), words in zip(sizes, texts, strict=True)]


def test_time_from_keystroke_to_page(clerk, _):
    """Printed, not asserted: the machine may be busy."""
    clerk.enter()
    clerk.edit(SEED)
    clerk.focus("一、总体情况", "第 1 段")
    clerk.evaluate("performance.clearMeasures(); 0")
    # The browser tells when it is ready: asking again and again would take time from it.
    clerk.evaluate("""window.painted = n => new Promise(done => {
      const isThere = () => performance.getEntriesByName('kanben.painted').length > n && !done();
      if (!isThere()) new PerformanceObserver(isThere).observe({type: 'measure'});
    }); 0""")
    for n in range(KEYSTROKES):
        clerk.type(str(n % 10))
        clerk.evaluate(f"window.painted({n})")
    times = clerk.evaluate("""Object.fromEntries(['findings', 'pages', 'painted'].map(
      name => [name, performance.getEntriesByName('kanben.' + name).map(m => m.duration)]))""")
    changed = clerk.evaluate("performance.getEntriesByName('kanben.pages').map(m => m.detail.changed)")
    # Only the page that changed is replaced, unless text flows on to the next.
    assert statistics.median(changed) == 1, changed
    print("        ms from keystroke (least, median, most): " + ", ".join(
        f"{name} {min(t):.0f} {statistics.median(t):.0f} {max(t):.0f}" for name, t in times.items()))


def test_page_after_edits_is_that_of_a_new_window(clerk, _):
    """Only what changed is exchanged: what stands there in the end is what would be made anew."""
    clerk.enter()
    clerk.edit(SEED)
    fresh = settled(clerk)
    clerk.focus("行政许可")
    for text in ("1234", "0"):
        clerk.evaluate("document.activeElement.select(); 0")
        clerk.type(text)
        clerk.wait(f"{RUNS}.some(r => r.dataset.at.endsWith('licensing') && r.textContent === {text!r})")
    clerk.focus("一、总体情况", "第 1 段")
    clerk.evaluate("document.activeElement.setSelectionRange(3, 3); 0")
    # Enough that lines flow on to the next page.
    clerk.type("又" * 400)
    clerk.wait(f"{RUNS}.some(r => r.textContent.includes('又又又'))")
    changed = settled(clerk)
    clerk.key("z", CONTROL)
    clerk.wait(f"!{RUNS}.some(r => r.textContent.includes('又又又'))")
    assert settled(clerk) == fresh
    assert changed != fresh


def test_outlines_come_once_whoever_answers(clerk, server):
    """A page of outlines that came one by one, of workers that were killed meanwhile, is that of a new window."""
    clerk.enter()
    clerk.evaluate("""window.came = []; window.fetched = window.fetch; window.fetch = async (...asked) => {
      const answer = await window.fetched(...asked);
      if (String(asked[0]).includes('/api/check')) {
        const { symbols } = await answer.clone().json();
        window.came.push(Object.keys(symbols).length);
      }
      return answer;
    }; 0""")
    clerk.edit(SEED)
    settled(clerk)
    assert clerk.evaluate("window.came[0]") > 300
    clerk.focus("一、总体情况", "第 1 段")
    typed = ""
    for text in ("鹤", "龟", "鹤龟"):
        for child in Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)
        clerk.type(text)
        typed += text
        clerk.wait(f"{RUNS}.map(r => r.textContent).join('').includes({typed!r})")
    drawn = settled(clerk)
    came = clerk.evaluate("window.came.slice(1)")
    assert sum(came) == 2, came
    clerk.enter()
    clerk.edit(SEED)
    assert settled(clerk) == drawn


RUNS = "[...document.querySelectorAll('.page')].flatMap(p => [...p.shadowRoot.querySelectorAll('[data-at]')])"


def settled(clerk):
    """The drawings, once the text lies above them."""
    clerk.saved()
    clerk.wait("[...document.querySelectorAll('.page')].every(p => p.shadowRoot.querySelector('g[fill-opacity] text'))")
    clerk.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))")
    return clerk.evaluate("[...document.querySelectorAll('.page')].map(p => p.shadowRoot.firstChild.outerHTML.replace(/>\\n+</g, '><'))")
