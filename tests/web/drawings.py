# SPDX-License-Identifier: MIT
"""usage: drawings.py PROGRAM SOURCE_ROOT WORK_DIR

Pages as drawings (SVG) in Chromium: nothing is loaded or logged, the drawing has a name, each character of
its text stands where its glyph does, also beyond the BMP, and text is found and copied over the ends of
lines; and a click on a value, or into a blank cell, leads to its place in the report.

KANBEN_LIBRARY names the library, which makes the drawings with places.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from browser import Browser

LONG = "公开政府信息的机关应当及时公开" * 8  # several lines
REPORT = {
    "layout": "statistics",
    "title": "情况 <A&B>",
    "organ": "机关",
    "year": 2024,
    "date": "2025-01-01",
    "content": ["一\U00020164二\U00020164\U00020164三3.5%。", LONG],
}
# [character, where it starts as shown, where its glyph is used] for each character that has a glyph
PLACES = """
[...document.querySelectorAll("text")].flatMap(text => {
  const found = [];
  for (let i = 0; i < text.getNumberOfChars(); i++) {
    const c = text.textContent.codePointAt(i);
    if (c >= 0xdc00 && c < 0xe000) continue; // the second half of a character
    const p = text.getStartPositionOfChar(i);
    found.push([String.fromCodePoint(c), p.x, p.y]);
  }
  return found;
})
"""
# Where the uses of glyphs are, in user units.
GLYPHS = """
[...document.querySelectorAll("use")].map(use => {
  const m = use.parentNode.transform.baseVal.consolidate().matrix;
  return [m.e + m.a * use.x.baseVal.value, m.f + m.d * use.y.baseVal.value];
})
"""
# [the place of an element, that of what a click on its first character or in its middle meets]
CLICKS = """
[...document.querySelectorAll("[data-at]")].map(e => {
  const box = e.getExtentOfChar ? e.getExtentOfChar(0) : e.getBBox();
  const middle = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
  const {x, y} = middle.matrixTransform(e.getScreenCTM());
  const hit = document.elementFromPoint(x, y);
  return [e.dataset.at, hit?.closest("[data-at]")?.dataset.at ?? null];
})
"""
COPIED = "(getSelection().selectAllChildren(document.documentElement), getSelection().toString())"


def check(ok, what):
    if not ok:
        raise SystemExit(f"drawings.py: {what}")


def render(program, root, work):
    work.mkdir(parents=True, exist_ok=True)
    (work / "r.json").write_text(json.dumps(REPORT, ensure_ascii=False), "utf-8")
    fonts = root / "tests" / "fonts"
    env = {**os.environ, "KANBEN_FONTS": str(fonts), "KANBEN_LAYOUTS": str(root / "layouts")}
    command = [program, "render", "r.json", "--profile", "svg", "-o", "r.svg"]
    subprocess.run(command, cwd=work, env=env, check=True, capture_output=True)
    return work / "r-1.svg"


def check_clicks(browser, root, work):
    """Clicks on each text that comes from a value, and into each cell for one."""
    sys.path.append(str(root / "python"))
    import kanben

    report = json.loads((root / "examples" / "baodi-2024.json").read_text("utf-8"))
    report["requests"]["received"] = {}
    with kanben.Context(fonts=[root / "tests" / "fonts"], layouts=[root / "layouts"]) as context:
        pages = context.render(report, "svg", force=True, places=True).pages
    seen = set()
    for page in pages:
        path = work / "places.svg"
        path.write_bytes(page)
        browser.open(path.as_uri())
        found = browser.evaluate(CLICKS)
        for wanted, hit in found:
            check(wanted == hit, f"a click on {wanted} leads to {hit}")
        seen |= {wanted for wanted, _ in found}
    blank = {"/requests/received/natural_person", "/requests/received/total"}
    check(blank <= seen, f"no area for {blank - seen}")
    check({"/title", "/overview/0"} <= seen and len(seen) > 200, f"{len(seen)} places")


def name_of(browser):
    tree = browser.call("Accessibility.getFullAXTree")["nodes"]
    named = [
        (n["role"]["value"], n.get("name", {}).get("value")) for n in tree if not n.get("ignored")
    ]
    return next((name for role, name in named if role in ("img", "image")), None)


def check_page(browser, path):
    for event in browser.open(path.as_uri()):
        kind, request = event["method"], event.get("params", {}).get("request", {})
        check(kind not in ("Log.entryAdded", "Runtime.consoleAPICalled"), f"logged: {event}")
        check(kind != "Network.requestWillBeSent" or request["url"] == path.as_uri(),
              f"loaded: {request}")
    check(name_of(browser) == f"{REPORT['title']} – 1", f"its name is {name_of(browser)}")
    check_places(browser)
    text = browser.evaluate(COPIED)
    check(LONG in text, f"copied: {text}")
    check(REPORT["content"][0] in text, f"copied: {text}")
    # window.find() searches as a person does; the first line ends within these words.
    for words in (LONG, "\U00020164二\U00020164\U00020164三3.5%。"):
        found = browser.evaluate(f"(getSelection().removeAllRanges(), find({json.dumps(words)}))")
        check(found, f"not found: {words}")


def check_places(browser):
    glyphs = {(round(x), round(y)) for x, y in browser.evaluate(GLYPHS)}
    seen = [place for place in browser.evaluate(PLACES) if place[0].strip()]
    check(len(seen) > 100, f"{len(seen)} characters")
    for c, x, y in seen:
        near = any(abs(gx - x) <= 2 and abs(gy - y) <= 60 for gx, gy in glyphs)
        check(near, f"“{c}” is at {x}, {y}, where there is no glyph")


def main():
    program, root, work = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    path = render(program, root, work)
    with Browser() as browser:
        browser.call("Accessibility.enable")
        check_page(browser, path)
        browser.call("Emulation.setDeviceMetricsOverride", width=800, height=1130,
                     deviceScaleFactor=1, mobile=False)
        check_clicks(browser, root, work)
        # That it would be noticed: characters elsewhere, each word a text of its own.
        whole = path.read_text("utf-8")
        for what, damaged in (
            ("places", whole.replace('<tspan x="', '<tspan dx="9" x="')),
            ("texts", whole.replace("</tspan><tspan", "</tspan></text><text><tspan")),
            ("name", whole.replace("<title>", "<desc>").replace("</title>", "</desc>")),
        ):
            path.write_text(damaged, "utf-8")
            try:
                check_page(browser, path)
            except SystemExit:
                continue
            raise SystemExit(f"drawings.py: wrong {what} are not noticed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
