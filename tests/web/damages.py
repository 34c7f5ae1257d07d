# SPDX-License-Identifier: MIT
"""What web.py does to pages, so that it is seen to notice."""

import re


def no_language(html):
    return html.replace('<html lang="zh-CN">', "<html>")


def image_without_alt(html):
    return html.replace("<section>", '<section><img src="data:,">', 1)


def header_without_scope(html):
    return html.replace(' scope="col"', ' scope="cell"', 1)


def missing_header(html):
    return html.replace('headers="kb-t1-0"', 'headers="kb-t9-9"', 1)


def other_header(html):
    return html.replace('headers="kb-t1-0 kb-t1-2 kb-t1-5"', 'headers="kb-t1-0 kb-t1-3 kb-t1-5"', 1)


def other_figure(html):
    return html.replace(">0</td>", ">1</td>", 1)


def other_figure_in_chart(html):
    return html.replace("<td>70.5<svg", "<td>71.5<svg")


def picture_lost(html):
    return re.sub(r"<figure.*?</figure>", "", html, count=1, flags=re.S)


def footnote_lost(html):
    return re.sub(r'<p id="kb-n2">.*?</p>', "", html, count=1)


def header_as_cell(html):
    return re.sub(r"<th([^>]*) scope=\"row\"(.*?)</th>", r"<td\1\2</td>", html, count=1)


def level_skipped(html):
    return html.replace("<h2", "<h4", 1).replace("</h2>", "</h4>", 1)


def paragraph_lost(html):
    return re.sub(r"<p>.*?</p>", "", html, count=1)


def no_scrolling(html):
    return html.replace(".kb-table{overflow-x:auto;", ".kb-table{")


def no_keyboard_focus(html):
    return html.replace(' tabindex="0"', "")


def labels_scroll_too(html):
    return html.replace("position:sticky;left:0;z-index:1;", "", 1)


def caption_scrolls_away(html):
    return html.replace("width:calc(100vw - 3rem)", "", 1)


def label_in_a_wrong_place(html):
    return html.replace("{left:calc(6.0em", "{left:calc(2.0em", 1)


def labels_too_wide(html):
    return re.sub(r"(\.kb-stub3 \.kb-s2:not.*?min-width:)calc\(5", r"\1calc(9", html, count=1)


def hint_lost(html):
    return html.replace("kb-table kb-scrolls", "kb-table", 1)


def columns_cut(html):
    return html.replace(" kb-wide kb-p4 kb-tight", "", 1)


def label_not_repeated(html):
    return html.replace(".kb-again>span{display:table-header-group", ".kb-again>span{display:block", 1)


def groups_cut(html):
    return html.replace(".kb-join{break-before:avoid}", ".kb-join{}", 1)


def pale_text(html):
    return html.replace("<section>", '<section style="color:#bbb;background:#fff">', 1)


def dark_on_dark(html):
    return html.replace("color:CanvasText}", "color:#333}", 1)


def words_broken(html):
    return html.replace("nav a){word-break:keep-all}", "nav a){}", 1)


def fine_breaks_lost(html):
    return html.replace(".kb-fine{display:inline}", ".kb-fine{}", 1)


def mark_at_a_beginning(html):
    return html.replace("</style>", ".kanben p{line-break:anywhere}</style>", 1)


def points_uneven(html):
    return html.replace("[data-kb-rest]::after", "[data-kb-none]::after", 1)


def external_image(html):
    return html.replace("<section>", '<section><img alt="" src="http://127.0.0.1:9/x.png">', 1)


def failing_script(html):
    return html.replace("</body>", "<script>nothing()</script></body>")


def number_lost(html):
    return html.replace("list-style-type:kb-n2", "list-style-type:kb-n1", 1)


def bullet_lost(html):
    return html.replace('ul.kb-list{list-style-type:"•"}', "ul.kb-list{list-style-type:none}", 1)


# What must be seen, and by which look at which page.
DAMAGES = {
    "baodi-2024": [
        (("axe", "html-has-lang"), no_language),
        (("axe", "image-alt"), image_without_alt),
        (("markup", "scope"), header_without_scope),
        (("axe", "td-headers-attr"), missing_header),
        (("tables", "table 1"), other_header),
        (("tables", "table 1"), other_figure),
        (("tables", "table 1"), header_as_cell),
        (("axe", "heading-order"), level_skipped),
        (("text", "text of the PDF"), paragraph_lost),
        (("width", "wider"), no_scrolling),
        (("axe", "scrollable-region-focusable"), no_keyboard_focus),
        (("labels", "moves by"), labels_scroll_too),
        (("labels", "moves by"), label_in_a_wrong_place),
        (("labels", "60 %"), labels_too_wide),
        (("labels", "nothing says"), hint_lost),
        (("axe", "color-contrast"), pale_text),
        (("contrast", "text of"), dark_on_dark),
        (("words", "is broken"), words_broken),
        (("words", "is broken"), fine_breaks_lost),
        (("words", "begins a line"), mark_at_a_beginning),
        (("groups", "is cut"), groups_cut),
        (("net", "x.png"), external_image),
        (("log", "Uncaught"), failing_script),
    ],
    "charts": [(("tables", "71.5"), other_figure_in_chart)],
    "city-2023": [(("groups", "is not on page"), label_not_repeated)],
    "footnotes": [(("text", "text of the PDF"), footnote_lost)],
    "pictures": [(("tables", "figures in the page"), picture_lost)],
    "statistics-2023": [(("points", "pixels from"), points_uneven)],
    "table-parted": [
        (("paper", "not on the paper"), columns_cut),
        (("labels", "is not in view"), caption_scrolls_away),
    ],
    "specimen": [(("text", "text of the PDF"), number_lost), (("text", "text of the PDF"), bullet_lost)],
}
