# SPDX-License-Identifier: MIT
"""What a report says, from its web edition: every paragraph, cell and tag, in reading order."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

GAP = "\0"  # in a paragraph: here a reader may have a blank, a line end, or nothing
VOID = ("meta", "wbr", "br", "link", "img")
KINDS = {"p": "P", "caption": "Caption"}
NUMBERS = re.compile(r'@counter-style (\S+)\{system:extends decimal;prefix:"(.*?)";suffix:"(.*?)"\}')
MARKS = re.compile(r'^\.kanben ((?:\.kb-list )*)(ol|ul)\.kb-list\{list-style-type:"?([^"}]*)"?\}', re.M)


@dataclass
class WebPage:
    """`paragraphs` are the texts outside the cells of tables; `elements` (kind, text) are their tags;
    `tables` are the rows of each table, as tests/web/tables.py has them."""

    title: str = ""
    author: str = ""
    language: str = ""
    paragraphs: list = field(default_factory=list)
    elements: list = field(default_factory=list)
    tables: list = field(default_factory=list)


def read(path):
    text = path.read_text("utf-8")
    tree = Tree(text).root
    page = WebPage(language=find(tree, "html").attributes["lang"])
    page.title = find(tree, "title").text()
    page.author = find(tree, "meta", name="author").attributes["content"]
    Walk(page, text).children(find(tree, "article"))
    return page


class Node:
    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.children = tag, attributes, []

    def text(self, without=()):
        parts = (
            child if isinstance(child, str) else child.text(without)
            for child in self.children
            if isinstance(child, str) or child.tag not in without
        )
        return "".join(parts)

    def is_a(self, name):
        return name in self.attributes.get("class", "").split()


class Tree(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.root = Node("", {})
        self.path = [self.root]
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.path[-1].children.append(node)
        if tag not in VOID:
            self.path.append(node)

    def handle_endtag(self, tag):
        assert self.path.pop().tag == tag

    def handle_data(self, data):
        self.path[-1].children.append(data)


def elements(node):
    for child in node.children:
        if not isinstance(child, str):
            yield child
            yield from elements(child)


def find(tree, tag, **attributes):
    return next(n for n in elements(tree) if n.tag == tag and attributes.items() <= n.attributes.items())


class Walk:
    """Goes through an article; a run-in heading and its text are one paragraph and two tags."""

    def __init__(self, page, text):
        self.page = page
        self.numbers = {name: (before, after) for name, before, after in NUMBERS.findall(text)}
        self.marks = {
            (kind, selectors.count(".kb-list") + 1): mark for selectors, kind, mark in MARKS.findall(text)
        }

    def children(self, node):
        for child in node.children:
            if not isinstance(child, str):
                self.node(child)

    def node(self, node):
        if node.tag == "nav" or node.is_a("kb-pdf"):
            return
        if node.is_a("kb-run"):
            parts = [n for n in node.children if not isinstance(n, str)]
            self.add("".join(self.tagged(part) for part in parts))
        elif node.is_a("kb-list"):
            self.list(node, 1)
        elif node.is_a("kb-attached"):
            self.attached(node)
        elif node.tag == "table":
            self.table(node)
        elif node.tag in KINDS or re.fullmatch(r"h\d", node.tag):
            self.add(self.tagged(node))
        else:
            self.children(node)

    def add(self, text):
        self.page.paragraphs.append(text)

    def tagged(self, node):
        spans = [n for n in node.children if not isinstance(n, str) and n.tag == "span"]
        text = GAP.join(n.text() for n in spans) if spans else node.text()
        self.page.elements.append((KINDS.get(node.tag, node.tag.upper()), text.replace(GAP, "")))
        return text

    def list(self, node, level):
        items = [n for n in node.children if not isinstance(n, str)]
        for n, item in enumerate(items, 1):
            self.item(self.mark(node.tag, level, n), item.text(("ol", "ul")).strip())
            for child in item.children:
                if not isinstance(child, str) and child.tag in ("ol", "ul"):
                    self.list(child, level + 1)

    def item(self, mark, text, before=""):
        self.page.elements += [("Lbl", mark)] if mark else []
        self.page.elements.append(("LBody", text))
        self.add(GAP.join(part for part in (before, mark, text) if part))

    def mark(self, kind, level, n):
        mark = next(self.marks[kind, i] for i in range(level, 0, -1) if (kind, i) in self.marks)
        before, after = self.numbers.get(mark, (mark, ""))
        return f"{before}{n}{after}" if mark in self.numbers else mark

    def attached(self, node):
        """The label stands before the first item."""
        label = find(node, "p").text()
        self.page.elements.append(("P", label))
        for item in (n for n in elements(node) if n.tag == "li"):
            number = "".join(n.text() for n in elements(item) if n.tag == "span")
            self.item(number, item.text(("span",)), label)
            label = ""

    def table(self, node):
        for caption in (n for n in elements(node) if n.tag == "caption"):
            self.add(self.tagged(caption))
        rows = [[self.cell(c) for c in elements(row) if c.tag in ("th", "td")]
                for row in elements(node) if row.tag == "tr"]
        heads = [n for n in elements(node) if n.tag == "thead"]
        self.page.tables.append(Table(rows, sum(n.tag == "tr" for h in heads for n in elements(h))))

    def cell(self, node):
        a = node.attributes
        return {"kind": node.tag.upper(), "id": a.get("id", ""), "text": node.text(),
                "scope": a.get("scope", ""), "headers": a.get("headers", "").split(),
                "rows": int(a.get("rowspan", 1)), "columns": int(a.get("colspan", 1))}


@dataclass
class Table:
    rows: list
    head_n: int  # rows that are repeated on each page
