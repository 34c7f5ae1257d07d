# SPDX-License-Identifier: MIT
"""usage: web.py PROGRAM SOURCE_ROOT WORK_DIR JARS

Renders every example, some golden cases and a draft as web editions and checks the pages with
third-party programs: the Nu Html Checker, and Chromium with axe-core, in a phone's window and in
dark mode. A page must load nothing, log nothing and never be wider than its window or the paper; in a
narrow window labels stay while figures scroll; words of titles, heads and labels are not broken, no line
begins with a closing mark, figures are aligned at their points, and contrast is that of WCAG's level AA;
its tables must equal those of its PDF cell by cell, the words and figures of its charts be in those of
the PDF, and its text be that of the PDF. Then damages a page in several ways and expects the right
complaint each time.
"""

import base64
import collections
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import tables
from browser import Browser
from damages import DAMAGES

PHONE, DESK = 360, 1200
A4 = (595, 842)
# What the text area of a printed page leaves a table, in CSS pixels.
PAPER = 590
LOOKS = ("net", "log", "tables", "text", "axe", "width", "labels", "words", "points", "contrast",
         "paper", "groups")
AXE = "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 200)))"
TOO_WIDE = "document.scrollingElement.scrollWidth - window.innerWidth"
# Shows what the examples do not have: tests/golden/NAME.
GOLDEN = ("charts", "footnotes", "line-breaks", "pictures", "revision", "table-parted", "web-breaks")
# In page order, without what the PDF does not have; footnotes, which have another place there, last.
TEXT = """
(marks => {
  const article = document.querySelector("article").cloneNode(true);
  article.querySelectorAll("nav, .kb-pdf, .kb-draft, .kb-figure table").forEach(e => e.remove());
  article.querySelectorAll(".kb-list > li").forEach(e => e.prepend(marks.shift() ?? "?"));
  article.querySelectorAll(".kb-notes").forEach(e => article.append(e));
  return article.textContent + marks.join("");
})
"""
# What each figure shows: the words and figures of a chart, nothing of a picture.
FIGURES = """
[...document.querySelectorAll(".kb-figure")].map(f => [...f.querySelectorAll("th, td")].map(c => c.textContent))
"""
# The rule around a table scrolls away; labels may not move by more. The caption and the unit stay in view.
LABELS = """
[...document.querySelectorAll(".kb-table")].flatMap((box, i) => {
  const table = box.querySelector("table");
  const places = () =>
    [...table.querySelectorAll(".kb-s0, .kb-s1, .kb-s2")].map(c => [c, c.getBoundingClientRect()]);
  const found = [], before = places();
  box.scrollLeft = table.scrollWidth;
  if (box.scrollLeft === 0) return [];
  for (const [n, [cell, place]] of places().entries())
    if (Math.abs(place.left - before[n][1].left) > 2)
      found.push(`“${cell.textContent}” moves by ${before[n][1].left - place.left} pixels`);
  const room = box.getBoundingClientRect();
  for (const part of table.querySelectorAll("caption, caption span")) {
    const place = part.getBoundingClientRect();
    if (place.left < room.left - 2 || place.right > room.right + 2)
      found.push(`“${part.textContent}” is not in view`);
  }
  const right = Math.max(room.left, ...places().map(([, place]) => place.right));
  if (right - room.left > 0.6 * room.width) found.push("labels take more than 60 % of the window");
  if (getComputedStyle(box, "::before").content === "none") found.push("nothing says that it scrolls");
  box.scrollLeft = 0;
  return found.map(words => `table ${i + 1}: ${words}`);
})
"""
# Puts a number into the last cell of each row; returns what must be true of the printed rows.
GROUPS = """
(() => {
  const rows = [...document.querySelectorAll("tbody tr")];
  rows.forEach((row, n) => row.cells[row.cells.length - 1].textContent = `q${n}q`);
  const last = label => rows.indexOf(label.closest("tr")) + label.closest("th").rowSpan - 1;
  return {
    labels: [...document.querySelectorAll(".kb-again")].map(
      label => [label.textContent, rows.indexOf(label.closest("tr")), last(label)]),
    text: document.querySelector("article").textContent.replace(/\\s/g, ""),
    joined: rows.flatMap((row, n) => row.classList.contains("kb-join") ? [n] : []),
  };
})()
"""
# Letters in a row without <wbr> stand in one line, if they fit one.
WORDS = """
[...document.querySelectorAll("h1, h2, h3, h4, h5, th, caption, .kb-contents a")].flatMap(e => {
  const style = getComputedStyle(e), found = [];
  const box = style.display === "inline" ? e.parentElement : e;
  const room = box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    for (const word of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(place => Math.round(place.top)));
      if (lines.size > 1 && word[0].length * parseFloat(style.fontSize) <= room)
        found.push(`“${word[0]}” is broken in “${e.textContent}”`);
    }
  return found;
})
"""
# No line begins with a closing mark.
MARKS = """
[...document.querySelectorAll("h1, h2, h3, h4, h5, p, li, th, td, caption, figcaption")].flatMap(e => {
  const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), range = document.createRange(), found = [];
  let before = null;
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    for (let i = 0; i < node.length; i++) {
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const place = range.getClientRects()[0];
      if (!place || !place.width) continue;
      if (/[）》〉」』】〕”’，。、；：！？]/.test(node.data[i]) && before !== null && place.top > before - 2)
        found.push(`“${node.data[i]}” begins a line of “${e.textContent}”`);
      before = place.bottom;
    }
  return found;
})
"""
CELLS = """
[...document.querySelectorAll("th, td, caption")].map(e => e.textContent.replace(/\\s/g, ""))
"""
# Where figures that are aligned have their points, or would have them.
POINTS = """
(() => {
  const columns = new Map();
  for (const cell of document.querySelectorAll("td.kb-decimal")) {
    if (!cell.textContent) continue;
    const range = document.createRange(), text = cell.firstChild;
    range.setStart(text, 0);
    range.setEnd(text, (text.data + ".").indexOf("."));
    const edge = Math.round(cell.getBoundingClientRect().right), at = range.getBoundingClientRect().right;
    columns.set(edge, [...(columns.get(edge) ?? []), [at, text.data]]);
  }
  return [...columns.values()].flatMap(cells =>
    cells.filter(([at]) => Math.abs(at - cells[0][0]) > 0.5)
      .map(([at, text]) => `“${text}” has its point ${at - cells[0][0]} pixels from that of “${cells[0][1]}”`));
})()
"""
# WCAG 2.2, 1.4.3 (text) and 1.4.11 (the rules of tables), level AA.
CONTRAST = """
(() => {
  const parts = color => color.match(/[\\d.]+/g).map(Number);
  const luminance = color => parts(color).slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => {
    const [x, y] = [luminance(a), luminance(b)];
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  };
  const behind = e => {
    const color = e ? getComputedStyle(e).backgroundColor : "rgb(255, 255, 255)";
    return parts(color)[3] === 0 ? behind(e.parentElement) : color;
  };
  return [...document.querySelectorAll("body *")].flatMap(e => {
    const style = getComputedStyle(e), size = parseFloat(style.fontSize), found = [];
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const said = [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
    const check = (what, color, least) => {
      const r = ratio(color, behind(e));
      if (r < least) found.push(`${what} of “${e.textContent.slice(0, 20)}”: ${r.toFixed(2)}, less than ${least}`);
    };
    if (said && e.getClientRects().length > 0) check("text", style.color, large ? 3 : 4.5);
    if (e.matches("th, td")) check("rule", style.borderTopColor, 3);
    return found;
  });
})()
"""
HEADINGS = """
[...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(h => h.tagName + h.textContent)
"""


def main(program, root, work, jars):
    root, work = Path(root), Path(work)
    jars = root / jars
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    pages = render_all(program, root, work)
    fragment = render_fragment(program, root, work)
    good = {page.stem: page for page in pages}
    damaged = [
        (expected, damage(work, good[stem], edit), good[stem])
        for stem, damages in DAMAGES.items()
        for expected, edit in damages
    ]
    with zipfile.ZipFile(next(jars.glob("selenium-*.jar"))) as jar:
        axe = jar.read("axe.min.js").decode("utf-8")
    markup = check_markup(jars, [*pages, fragment, *(page for _, page, _ in damaged)])
    with Browser() as browser:
        checker = Checker(browser, axe)
        verdicts = [report_on(p, markup[p] | checker.complaints(p)) for p in pages]
        # Printing is up to the site that contains the fragment.
        parts = checker.complaints(fragment, looks=set(LOOKS) - {"paper", "groups"})
        verdicts.append(report_on(fragment, markup[fragment] | parts))
        for expected, page, original in damaged:
            found = checker.complaints(page, original.with_suffix(".web.pdf"), looks=expected[:1])
            verdicts.append(is_noticed(page, expected, markup[page] | found))
    return all(verdicts)


def render_all(program, root, work):
    reports = [*sorted((root / "examples").glob("*.json")), *golden_reports(root, work)]
    render(program, root, 0, *reports, "-o", f"{work}/")
    draft = json.loads((root / "examples" / "baodi-2024.json").read_text("utf-8"))
    draft["requests"]["received"] = [1, 0, 0, 0, 0, 0, 2]
    (work / "draft.json").write_text(json.dumps(draft), "utf-8")
    render(program, root, 1, work / "draft.json", "--force", "-o", f"{work}/")
    return [work / f"{path.stem}.html" for path in [*reports, work / "draft.json"]]


def golden_reports(root, work):
    """The golden cases under names of their own, beside their pictures."""
    for name in GOLDEN:
        folder = work / "reports" / name
        shutil.copytree(root / "tests" / "golden" / name, folder, ignore=shutil.ignore_patterns("expect"))
        yield (folder / "input.json").rename(folder / f"{name}.json")


def render_fragment(program, root, work):
    """The article of a report, embedded in a page of a website."""
    folder = work / "fragment"
    report = root / "examples" / "city-2023.json"
    render(program, root, 0, report, "--fragment", "-o", f"{folder}/")
    page = folder / f"{report.stem}.html"
    article = page.read_text("utf-8")
    style, article = re.fullmatch(r"(<style>.*</style>\n)(<article.*</article>\n)", article, re.S).groups()
    page.write_text(
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>A site</title>\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"{style}</head><body><main>\n{article}</main></body></html>\n",
        "utf-8",
    )
    return page


def render(program, root, code, *args):
    done = subprocess.run(
        [program, "render", "--profile", "web", *args],
        env={
            "KANBEN_FONTS": str(root / "fonts"),
            "KANBEN_LAYOUTS": str(root / "layouts"),
            "LANGUAGE": "en",
        },
        capture_output=True,
        text=True,
    )
    if done.returncode != code:
        sys.exit(f"the program ended with {done.returncode}\n{done.stderr[:2000]}")


def check_markup(jars, pages):
    """{page: {"markup": errors and warnings of the Nu Html Checker}}"""
    done = subprocess.run(
        ["java", "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", f"{jars}/*",
         "nu.validator.client.SimpleCommandLineValidator", "--format", "json", *pages],
        capture_output=True,
        text=True,
    )
    found = {page: {"markup": []} for page in pages}
    by_url = {page.resolve().as_uri().replace("file:///", "file:/"): page for page in pages}
    for message in json.loads(done.stderr)["messages"]:
        found[by_url[message["url"]]]["markup"].append(message["message"])
    return found


class Checker:
    """Checks pages; every look is one column of the output."""

    def __init__(self, browser, axe):
        self.browser = browser
        self.axe = axe

    def complaints(self, page, pdf=None, looks=LOOKS):
        pdf = pdf or page.with_suffix(".web.pdf")
        self.browser.window(DESK)
        events = self.browser.open(page.resolve().as_uri())
        every = {
            "net": lambda: requests(events, page),
            "log": lambda: logged(events),
            "tables": lambda: tables.compare(tables.of_page(self.browser), tables.of_pdf(pdf))
            + differing_figures(self.browser, pdf),
            "text": lambda: differing_text(self.browser, pdf),
            "axe": self.inaccessible,
            "width": self.too_wide,
            "labels": self.moving_labels,
            "words": self.broken_words,
            "points": self.uneven_points,
            "contrast": self.pale,
            "paper": self.cut_off,
            "groups": self.cut_groups,
        }
        return {name: look() for name, look in every.items() if name in looks}

    def inaccessible(self):
        """Checks light mode in a narrow window, where tables scroll, and dark mode in a wide one."""
        self.browser.evaluate(self.axe + "; 0")
        found = []
        for window in ({"width": PHONE}, {"width": DESK, "dark": True}):
            self.browser.window(**window)
            found += self.browser.evaluate(AXE)
        return found

    def too_wide(self):
        found = []
        for width in (PHONE, DESK):
            self.browser.window(width)
            wider = self.browser.evaluate(TOO_WIDE)
            if wider > 0:
                found.append(f"{wider} pixels wider than a window of {width}")
        return found

    def moving_labels(self):
        """In a phone's window the figures scroll, and their labels stay."""
        self.browser.window(PHONE)
        return self.browser.evaluate(LABELS)

    def broken_words(self):
        found = []
        for window in ({"width": PHONE}, {"width": DESK}, {"width": PAPER, "media": "print"}):
            self.browser.window(**window)
            found += self.browser.evaluate(WORDS) + self.browser.evaluate(MARKS)
        return found

    def uneven_points(self):
        found = []
        for width in (PHONE, DESK):
            self.browser.window(width)
            found += self.browser.evaluate(POINTS)
        return found

    def pale(self):
        """On screen, light and dark."""
        found = []
        for dark in (False, True):
            self.browser.window(DESK, dark=dark)
            found += self.browser.evaluate(CONTRAST)
        return found

    def cut_off(self):
        """Printed on A4, portrait or landscape, every word is on the paper, and every character of a table."""
        self.browser.window(DESK)
        # Without the slanted draft mark, for which poppler reports a wrong box.
        self.browser.evaluate("document.querySelectorAll('.kb-draft').forEach(e => e.remove())")
        said = collections.Counter("".join(self.browser.evaluate(CELLS)))
        lost = said - collections.Counter(self.printed("-raw"))
        found = [f"of the tables {sum(lost.values())} characters are not on the paper"] if lost else []
        words, width = self.printed("-bbox"), 0
        for kind, right in re.findall(r'<(page width|word .*?xMax)="([\d.]+)"', words):
            if kind == "page width":
                width = float(right)
                if round(width) not in A4:
                    found.append(f"a page is {width} pt wide")
            elif float(right) > width:
                found.append(f"a word ends {right} pt from the left, the paper {width}")
        return found


    def printed(self, form):
        """The text of the printed page, as poppler reads it."""
        done = self.browser.call("Page.printToPDF", preferCSSPageSize=True)
        return subprocess.run(
            ["pdftotext", form, "-", "-"],
            input=base64.b64decode(done["data"]),
            capture_output=True,
            check=True,
        ).stdout.decode("utf-8")

    def cut_groups(self):
        """In print small groups of rows stay together, and a larger one has its label on each page. The
        browser may leave it out on the last, if there are few rows or the group began two pages before."""
        self.browser.window(DESK)
        groups = self.browser.evaluate(GROUPS)
        pages = [squeeze(page) for page in self.printed("-raw").split("\f")]
        place = {int(n): i for i, page in enumerate(pages) for n in re.findall(r"q(\d+)q", page)}
        found = []
        for label, first, last in groups["labels"]:
            due = sorted({place[n] for n in range(first, last + 1)})
            has = [i for i, page in enumerate(pages) if squeeze(label) in page]
            ends = sum(place[n] == due[-1] for n in range(first, last + 1))
            lost = set(due[:-1] if ends < 3 or len(due) > 2 else due) - set(has)
            found += [f"“{label}” is not on page {i + 1}" for i in sorted(lost)]
            if groups["text"].count(squeeze(label)) == 1:
                found += [f"“{label}” is on page {i + 1}" for i in has if i not in due]
        found += [f"row {n} is cut from the one above" for n in groups["joined"] if place[n] != place[n - 1]]
        return found


def requests(events, page):
    """The URLs that were loaded, except the page's own, and its pictures, which are in the page."""
    urls = [
        e["params"]["request"]["url"]
        for e in events
        if e.get("method") == "Network.requestWillBeSent"
    ]
    return [u for u in urls if u != page.resolve().as_uri() and not u.startswith("data:image/")]


def logged(events):
    kinds = ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")
    return [json.dumps(e["params"])[:200] for e in events if e.get("method") in kinds]


def differing_text(browser, document):
    """The page and the PDF's tags must have the same text and the same headings, in order."""
    elements = tables.elements(document)
    said = squeeze(spoken(elements))
    headings = headings_of(elements)
    found = []
    text = browser.evaluate(f"({TEXT})({json.dumps(marks_of_lists(browser))})")
    if squeeze(text) != said:
        found.append("the page does not have the text of the PDF")
    if [squeeze(h) for h in browser.evaluate(HEADINGS)] != headings:
        found.append("the page does not have the headings of the PDF")
    return found


def headings_of(elements):
    """Kind and text of each heading; with the marks of footnotes, without these."""
    found, inside = [], []  # the depths at which a heading and a note in it begin
    for kind, e in elements:
        while inside and e["depth"] <= inside[-1]:
            inside.pop()
        if re.fullmatch(r"H\d", kind):
            inside.append(e["depth"])
            found.append(kind)
        elif inside and kind == "Note":
            inside.append(e["depth"])
        if len(inside) == 1:
            found[-1] += squeeze(e["text"])
    return found


def spoken(elements):
    """The text of a PDF's tags without what is drawn in charts; footnotes are last."""
    body, notes, depth = [], [], None
    for kind, e in elements:
        if depth is not None and e["depth"] <= depth:
            depth = None
        if kind == "Note" and depth is None:
            depth = e["depth"]
        if kind != "Figure":
            (body if depth is None else notes).append(e["text"])
    return "".join(body + notes)


def differing_figures(browser, document):
    """The PDF must have as many figures as the page, and the words and figures of each chart."""
    drawn = [squeeze(e["text"]) for kind, e in tables.elements(document) if kind == "Figure"]
    shown = browser.evaluate(FIGURES)
    if len(shown) != len(drawn):
        return [f"{len(shown)} figures in the page, {len(drawn)} in the PDF"]
    return [
        f"figure {n}: “{text}” is not in “{there}”"
        for n, (texts, there) in enumerate(zip(shown, drawn), 1)
        for text in texts
        if squeeze(text) not in there
    ]


def marks_of_lists(browser):
    """Bullets and numbers, which are in no text of the page, as the browser tells a screen reader."""
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def collect(node):
        if node.get("role", {}).get("value") == "ListMarker":
            return [node["name"]["value"]]
        children = (by_id[i] for i in node.get("childIds", []) if i in by_id)
        return [mark for child in children for mark in collect(child)]

    return collect(nodes[0])


def squeeze(text):
    return re.sub(r"\s", "", text)


def report_on(page, found):
    """Prints a line of the table and the complaints below it; returns whether there are none."""
    print(f"{page.stem:30}" + " ".join(f"{k} {len(v):<3}" for k, v in found.items()))
    for kind, complaints in found.items():
        for complaint in complaints[:5]:
            print(f"    {kind}: {complaint}")
    return not any(found.values())


def is_noticed(page, expected, found):
    kind, words = expected
    noticed = any(words in complaint for complaint in found[kind])
    print(f"damage {page.stem:28}must be seen by {kind}: {'yes' if noticed else 'NOT SEEN'}")
    if not noticed:
        report_on(page, found)
    return noticed


def damage(work, page, edit):
    text = page.read_text("utf-8")
    changed = edit(text)
    assert changed != text, f"{edit.__name__} changes nothing"
    path = work / "damaged" / f"{edit.__name__}.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text(changed, "utf-8")
    return path


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
