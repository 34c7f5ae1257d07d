# SPDX-License-Identifier: MIT
"""usage: check_desk.py ROOT

The pages of kanben serve. All wording is in zh.json and en.json, which have the same texts with the same
places to fill in; the modules ask for no other and leave none out, and have no Chinese themselves.
Nothing is loaded from elsewhere, no script or style stands in the page, and nothing is made from markup.
What is there is in meson.build, which says what the server sends.
"""

import json
import re

from lintlib import main

FOLDER = "share/kanben/serve"
LANGUAGES = ("zh", "en")
# t("key"), t(`family.${which}`), and keys that a table hands to t().
ASKED = re.compile(r"""\bt\(\s*(?:"([^"]+)"|`([^`$]*)\$\{)""")
QUOTED = re.compile(r'"([a-z][\w.-]*)"')
PLACE = re.compile(r"\{\w+\}")
HAN = re.compile("[\u3400-\u9fff]")
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")
ELSEWHERE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z]")
INLINE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]* src=)")


def check(root):
    folder = root / FOLDER
    texts = {lang: json.loads((folder / f"{lang}.json").read_text("utf-8")) for lang in LANGUAGES}
    yield from check_texts(folder, texts)
    yield from check_keys(folder, texts["zh"])
    for path in sorted(folder.iterdir()):
        if path.suffix in (".js", ".css", ".html"):
            yield from check_file(path)
    listed = set(re.findall(r"'([\w-]+\.\w+)'", (folder / "meson.build").read_text("utf-8")))
    for name in sorted(listed ^ {path.name for path in folder.iterdir() if path.name != "meson.build"}):
        yield folder / "meson.build", 1, f"{name} is only in " + ("the list" if name in listed else "the folder")


def check_texts(folder, texts):
    zh, en = (texts[lang] for lang in LANGUAGES)
    for key in sorted(zh.keys() ^ en.keys()):
        yield folder / "zh.json", 1, f"{key} is missing in {'en' if key in zh else 'zh'}.json"
    for key in zh.keys() & en.keys():
        if set(PLACE.findall(zh[key])) != set(PLACE.findall(en[key])):
            yield folder / "zh.json", 1, f"{key} has other places to fill in than in en.json"
    for key, text in en.items():
        if HAN.search(text) and key != "language.other":
            yield folder / "en.json", 1, f"{key} has Chinese text"


def check_keys(folder, texts):
    used = set()
    for path in sorted(folder.glob("*.js")):
        source = path.read_text("utf-8")
        for asked in ASKED.finditer(source):
            key, family = asked.groups()
            number = source.count("\n", 0, asked.start()) + 1
            if key and key not in texts:
                yield path, number, f"there is no text “{key}”"
            if family and not any(name.startswith(family) for name in texts):
                yield path, number, f"there is no text “{family}…”"
            used |= {name for name in texts if name == key or (family and name.startswith(family))}
        used |= set(QUOTED.findall(source))
    for key in sorted(texts.keys() - used):
        yield folder / "zh.json", 1, f"nobody asks for “{key}”"


def check_file(path):
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if HAN.search(line):
            yield path, number, "Chinese text"
        if MARKUP.search(line):
            yield path, number, "made from markup"
        if ELSEWHERE.search(re.sub(r"^\s*//.*|\s// .*", "", line)):
            yield path, number, "loaded from elsewhere"
        if path.suffix == ".html" and INLINE.search(line):
            yield path, number, "inline script or style"


if __name__ == "__main__":
    main(check)
