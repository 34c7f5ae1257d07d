# SPDX-License-Identifier: MIT
"""usage: make_fonts.py FONTS DEST (called by make.sh)

Subsets of real fonts, one of each kind that the program meets, and tiny ones drawn here.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

ASCII = [chr(c) for c in range(0x20, 0x7F)]
MARKS = list("　、。〓〈〉《》「」『』【】〔〕〖〗〇！％（），．／０１２３４５６７８９：；？［］｛｝～￥＋－")
SYMBOLS = list("·•×±°—―‘’“”…‰№℃→①②③④⑤⑥⑦⑧⑨⑩⑴⑵㎡ⅠⅡⅢⅰⅱ⋯⸺")
SELECTORS = ["\ufe00", "\ufe01"]
RARE = [0x20000, 0x20164, 0x20CD0, 0x2139A, 0x21413, 0x235CB, 0x23E23, 0x249DB, 0x25532, 0x2648D,
        0x28408, 0x29F7E, 0x2B127, 0x2B5AE, 0x2CE93]
HEADINGS = (
    "一二三四五六七八九十总体情况主动公开政府信息收到和处理申请行政复议、行政诉讼情况因工作被提起"
    "存在的主要问题及改进其他需要报告事项第条款章节年度"
)
# (text, name id, platform, encoding, language), like those of real licensed faces: the title face in
# Unicode; the body face, an old one in a collection, in GB 2312 for two platforms.
TITLE_NAMES = [
    ("FZXiaoBiaoSong-B05S", 1, 3, 1, 0x409),
    ("FZXiaoBiaoSong-B05S", 4, 3, 1, 0x409),
    ("FZXBSJW--GB1-0", 6, 3, 1, 0x409),
    ("方正小标宋简体", 1, 3, 1, 0x804),
    ("方正小标宋简体", 4, 3, 1, 0x804),
]
BODY_NAMES = [
    ("仿宋_GB2312", 4, 1, 25, 33),
    ("楷体_GB2312", 4, 3, 3, 0x804),
]
EPOCH = 2082844800  # 1970 in font timestamps (seconds since 1904)
LATIN_1 = [chr(c) for c in range(0xA0, 0x100)] + ["\u0301", "\u030c"]
FEATURES = ["calt", "ccmp", "locl", "mark", "mkmk", "kern", "liga", "halt", "hwid"]


def cut(path, index, characters, name=None):
    options = subset.Options(
        layout_features=FEATURES,
        layout_scripts=["DFLT", "latn.dflt", "hani.ZHS"],
        name_IDs=["*"],
        name_languages=[0x409],
        notdef_outline=True,
        hinting=False,
        desubroutinize=False,
        drop_tables=["VORG", "vhea", "vmtx", "BASE", "DSIG", "FFTM", "EBDT", "EBLC"],
        recalc_timestamp=False,
        font_number=index,
    )
    font = subset.load_font(str(path), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(c) if isinstance(c, str) else c for c in characters])
    subsetter.subset(font)
    if name:
        rename(font, name)
    return font


def rename(font, name):
    """A subset is a modified version, which may not carry a reserved name (OFL 1.1, 3)."""
    kept = {0: "", 13: "", 14: ""}
    for record in list(font["name"].names):
        if record.nameID not in kept:
            font["name"].names.remove(record)
    for name_id, text in ((1, name), (2, "Regular"), (3, name), (4, name),
                          (6, name.replace(" ", ""))):
        font["name"].setName(text, name_id, 3, 1, 0x409)


def save(font, path):
    font.recalcTimestamp = False
    font.save(str(path))


def drawn(is_ttf, fs_type, names=None):
    """A font of two glyphs: H is a bar, 一 a wide bar. With other names, 国 is a wide bar too."""
    bars = {".notdef": None, "H": (100, 0, 200, 700), "yi": (50, 350, 950, 450)}
    widths = {".notdef": 500, "H": 300, "yi": 1000}
    builder = FontBuilder(1000, isTTF=is_ttf)
    builder.setupGlyphOrder(list(bars))
    builder.setupCharacterMap({ord("H"): "H", 0x4E00: "yi"} | ({0x56FD: "yi"} if names else {}))
    glyphs = {}
    for glyph, bar in bars.items():
        pen = TTGlyphPen(None) if is_ttf else T2CharStringPen(widths[glyph], None)
        if bar:
            left, bottom, right, top = bar
            for i, point in enumerate(
                [(left, bottom), (left, top), (right, top), (right, bottom)]
            ):
                (pen.lineTo if i else pen.moveTo)(point)
            pen.closePath()
        glyphs[glyph] = pen.glyph() if is_ttf else pen.getCharString()
    if is_ttf:
        builder.setupGlyf(glyphs)
    else:
        builder.setupCFF("KanbenTestBars", {"FullName": "Kanben Test Bars"}, glyphs, {})
    builder.setupHorizontalMetrics({g: (w, (bars[g] or (0,))[0]) for g, w in widths.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Kanben Test Bars", "styleName": "Regular",
                            "psName": "KanbenTestBars"})
    for text, name_id, *where in names or ():
        builder.font["name"].setName(text, name_id, *where)
    builder.setupOS2(fsType=fs_type, usWeightClass=400, sCapHeight=700)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = EPOCH
    return builder.font


# glyph: (advance, ink): marks as drawn by some faces, narrow or centred in the em square.
MARK_BARS = {
    "yi": (1000, (50, 350, 950, 450)),
    "H": (300, (100, 0, 200, 700)),
    "quote": (350, (60, 600, 310, 800)),
    "apostrophe": (1000, (50, 600, 150, 800)),
    "apostrophe.narrow": (200, (50, 600, 150, 800)),
    "dot": (300, (50, 300, 150, 400)),
    "dot.wide": (1000, (430, 310, 570, 450)),
    "colon": (1000, (440, 0, 560, 600)),
    "question": (1000, (400, 0, 600, 700)),
    "brace": (1000, (100, -100, 900, 800)),
    "dash": (1000, (20, 360, 980, 400)),
}
MARK_CODES = {0x4E00: "yi", ord("H"): "H", 0x201C: "quote", 0x2019: "apostrophe", 0xB7: "dot",
              0xFF1A: "colon", 0xFF1F: "question", 0xFF5B: "brace", 0x2014: "dash"}
MARK_FEATURES = """
languagesystem DFLT dflt;
feature fwid { sub dot by dot.wide; } fwid;
feature pwid { sub apostrophe by apostrophe.narrow; } pwid;
feature halt { pos colon <-400 0 -500 0>; } halt;
"""


def marks():
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *MARK_BARS])
    builder.setupCharacterMap(MARK_CODES)
    glyphs, metrics = {".notdef": TTGlyphPen(None).glyph()}, {".notdef": (500, 0)}
    for glyph, (advance, (left, bottom, right, top)) in MARK_BARS.items():
        pen = TTGlyphPen(None)
        pen.moveTo((left, bottom))
        for point in ((left, top), (right, top), (right, bottom)):
            pen.lineTo(point)
        pen.closePath()
        glyphs[glyph], metrics[glyph] = pen.glyph(), (advance, left)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Kanben Test Marks", "styleName": "Regular",
                            "psName": "KanbenTestMarks"})
    builder.setupOS2(fsType=0, usWeightClass=400, sCapHeight=700)
    builder.setupPost()
    builder.addOpenTypeFeatures(MARK_FEATURES)
    builder.font["head"].created = builder.font["head"].modified = EPOCH
    return builder.font


def collect(members, path):
    collection = TTCollection()
    for member in members:
        font = TTFont(str(member), recalcTimestamp=False)
        font.ensureDecompiled()
        collection.fonts.append(font)
    collection.save(str(path))


def main():
    fonts, dest = map(Path, sys.argv[1:])
    han = list((dest / "characters.txt").read_text("utf-8").replace("\n", ""))
    common = ASCII + MARKS + SYMBOLS + SELECTORS + ["é", "\u00a0"]
    save(cut(fonts / "NotoSerifCJK-Regular.ttc", 2, common + han), dest / "serif.otf")
    save(cut(fonts / "NotoSansCJK-Regular.ttc", 2, common + list(HEADINGS)), dest / "sans.otf")
    save(cut(fonts / "HanaMinB.ttf", 0, RARE, "Kanben Test Rare"), dest / "rare.ttf")
    save(cut(fonts / "LiberationSerif-Regular.ttf", 0, ASCII + LATIN_1, "Kanben Test Latin"),
         dest / "latin.ttf")
    save(drawn(is_ttf=False, fs_type=0), dest / "bars.otf")
    save(drawn(is_ttf=True, fs_type=2), dest / "restricted.ttf")
    collect([dest / "rare.ttf", dest / "bars.otf"], dest / "collection.ttc")
    save(marks(), dest / "marks.ttf")
    save(drawn(is_ttf=True, fs_type=0x0100), dest / "whole.ttf")
    save(drawn(is_ttf=False, fs_type=0x0108), dest / "whole.otf")
    save(drawn(is_ttf=True, fs_type=0, names=TITLE_NAMES), dest / "named.ttf")
    save(drawn(is_ttf=True, fs_type=0, names=BODY_NAMES), dest / "named-old.ttf")
    collect([dest / "bars.otf", dest / "named-old.ttf"], dest / "named.ttc")
    (dest / "named-old.ttf").unlink()
    collect([dest / "bars.otf", dest / "whole.ttf"], dest / "whole.ttc")


if __name__ == "__main__":
    main()
