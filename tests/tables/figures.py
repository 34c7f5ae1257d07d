# SPDX-License-Identifier: MIT
"""Checks pictures and charts: each is on one page, inside the text area and over nothing else, and its
caption is right below it. Checks yield complaints."""

from geometry import OVERLAP, text_area

CAPTION_GAP = 18  # at most between a figure and the first line of its caption


def check(pages, document, report, style):
    figures = [tag for tag in document.children if tag.kind == "Figure"]
    blocks = [b for b in report["content"] if isinstance(b, dict) and ("picture" in b or "chart" in b)]
    if len(figures) != len(blocks):
        yield f"{len(figures)} figures, not {len(blocks)}"
        return
    for tag, block in zip(figures, blocks):
        wanted = block.get("picture", block.get("chart"))
        for complaint in check_figure(pages, tag, wanted, style):
            yield f"figure {tag.number}: {complaint}"


def check_figure(pages, tag, wanted, style):
    caption = "".join(child.text for child in tag.children)
    if caption != wanted.get("caption", ""):
        yield f"its caption is “{caption}”, not “{wanted.get('caption', '')}”"
    if not tag.alt or ("alt" in wanted and tag.alt != wanted["alt"]):
        yield f"its alternative text is “{tag.alt}”"
    at = [page for page in pages if page_box(page, tag.number)]
    if len(at) != 1:
        yield f"it is on {len(at)} pages"
        return
    box = page_box(at[0], tag.number)
    left, top, right, bottom = text_area(at[0], style)
    if box[0] < left - 1 or box[1] < top - 2 or box[2] > right + 1 or box[3] > bottom + 2:
        yield f"{box} leaves the text area"
    yield from check_over(at[0], tag, box)
    yield from check_caption(at[0], tag, box)


def page_box(page, number):
    """(left, top, right, bottom) of what a figure draws on a page, and of its words there, or None."""
    places = [(d.x0, d.y0, d.x1, d.y1) for d in page.drawn if d.owner == number]
    places += [(r.ink()[0], r.top, r.ink()[1], r.bottom) for r in page.runs if r.owner == number]
    if not places:
        return None
    x0, y0, x1, y1 = zip(*places)
    return min(x0), min(y0), max(x1), max(y1)


def check_over(page, tag, box):
    """Nothing else is where the figure is."""
    for run in page.runs:
        if run.owner != tag.number and overlap(box, (run.ink()[0], run.top, run.ink()[1], run.bottom)):
            yield f"“{run.text[:20]}” is over it"
    for rule in page.rules:
        if overlap(box, (rule.x0 - 1, rule.y0 - 1, rule.x1 + 1, rule.y1 + 1)):
            yield f"{rule} is over it"
    for other in page.drawn:
        if other.owner != tag.number and overlap(box, (other.x0, other.y0, other.x1, other.y1)):
            yield f"figure {other.owner} is over it"


def overlap(a, b):
    across = min(a[2], b[2]) - max(a[0], b[0])
    return across > OVERLAP and min(a[3], b[3]) - max(a[1], b[1]) > OVERLAP


def check_caption(page, tag, box):
    """Its first line is right below the figure, all of it on the same page."""
    for child in tag.children:
        runs = [run for run in page.runs if run.owner == child.number]
        if "".join(run.text for run in runs).replace(" ", "") != child.text.replace(" ", ""):
            yield f"its caption “{child.text[:20]}” is not on its page"
        elif not -2 < min(run.top for run in runs) - box[3] < CAPTION_GAP:
            yield f"its caption is {min(run.top for run in runs) - box[3]:.1f} pt below it"
