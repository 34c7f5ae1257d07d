# SPDX-License-Identifier: MIT
"""Every screen: axe-core, widths, both languages, the time from keystroke to page."""

import base64
import re
import statistics
import subprocess

from clerk import SPEAK

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


def test_every_screen_is_accessible(clerk, server):
    clerk.enter()
    look(clerk, server, "list")
    clerk.press("新建")
    look(clerk, server, "new report")
    clerk.key("Escape")
    for name in LAYOUTS:
        clerk.edit(name)
        look(clerk, server, name)
    clerk.edit("jiaoyu-2024.json")
    clerk.wait("document.querySelector('td.has-error input')")
    clerk.evaluate("document.querySelector('td.has-error input').focus(); 0")
    look(clerk, server, "finding at a cell")
    clerk.edit(SEED)
    clerk.press("上年数")
    clerk.wait("document.querySelector('.with-last-year')")
    clerk.press("下载")
    look(clerk, server, "last year, downloads")
    clerk.press("下载")
    server.put(SEED, server.report(SEED) | {"title": "别人改的"})
    clerk.focus("标题")
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
    for n in range(KEYSTROKES):
        clerk.type(str(n % 10))
        clerk.wait(f"performance.getEntriesByName('kanben.painted').length > {n}")
    times = clerk.evaluate("""Object.fromEntries(['findings', 'pages', 'painted'].map(
      name => [name, performance.getEntriesByName('kanben.' + name).map(m => m.duration)]))""")
    changed = clerk.evaluate("performance.getEntriesByName('kanben.pages').map(m => m.detail.changed)")
    # Only the page that changed is replaced, unless text flows on to the next.
    assert statistics.median(changed) == 1, changed
    print("        ms from keystroke (least, median, most): " + ", ".join(
        f"{name} {min(t):.0f} {statistics.median(t):.0f} {max(t):.0f}" for name, t in times.items()))
