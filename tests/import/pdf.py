# SPDX-License-Identifier: MIT
"""Small tagged PDFs for the tests of this folder."""

# Codes are UTF-16: two bytes for each character.
UNICODE = (
    "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF>"
    " endcodespacerange 2 beginbfrange <0020> <4DFF> <0020> <4E00> <9FFF> <4E00> endbfrange"
    " 1 beginbfrange <FF00> <FFEF> <FF00> endbfrange"
    " 1 beginbfchar <F000> <D840DC0B> endbfchar 1 beginbfrange <F001> <F003> <D840DC11> endbfrange endcmap"
)
COMPOSITE = (
    "<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/ToUnicode {} 0 R/DescendantFonts"
    "[<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
    "/Supplement 0>>>>]>>"
)


SECOND_PAGE = "/Pg 3 0 R"


def shown(text, size=12, y=700, font="F"):
    """Operators that show a text."""
    return f"BT /{font} {size} Tf 1 0 0 1 72 {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET "


def marked(mcid, content, tag="P"):
    return f"/{tag} <</MCID {mcid}>> BDC {content}EMC "


class Pdf:
    """A file of one page. Elements are (type, kids, more keys); a kid is an element or an mcid.
    Elements may be on a second page, which is blank: `more` has SECOND_PAGE then."""

    def __init__(self):
        self.objects = []

    def add(self, text):
        self.objects.append(text)
        return len(self.objects)

    def stream(self, text, keys=""):
        return self.add(f"<<{keys}/Length {len(text)}>>stream\n{text}\nendstream")

    def element(self, kind, kids, more=""):
        made = " ".join(
            str(kid) if isinstance(kid, int) else f"{self.element(*kid)} 0 R" for kid in kids
        )
        page = "" if SECOND_PAGE in more else "/Pg 1 0 R"
        kept = f"/K[{made}]" if kids else ""
        return self.add(f"<</Type/StructElem/S/{kind}{page}{kept}{more}>>")

    def bytes(self, content, tree, tree_keys="", fonts="", resources="", second=False):
        """tree: elements; None: no tags. second: there is a second page."""
        self.objects = ["", ""]  # the page and its parent
        pages = "1 0 R"
        if second:
            pages += f" {self.add('<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>')} 0 R"
        composite = self.add(COMPOSITE.format(self.stream(UNICODE)))
        body = self.stream(content)
        self.objects[0] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {body} 0 R"
            f"/Resources<</Font<</F {composite} 0 R{fonts}>>{resources}>>>>"
        )
        self.objects[1] = f"<</Type/Pages/Kids[{pages}]/Count {1 + second}>>"
        root = ""
        if tree is not None:
            kids = " ".join(f"{self.element(*e)} 0 R" for e in tree)
            root = f"/StructTreeRoot {self.add(f'<</Type/StructTreeRoot/K[{kids}]{tree_keys}>>')} 0 R"
        catalog = self.add(f"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>{root}>>")
        out, places = b"%PDF-1.7\n", []
        for i, text in enumerate(self.objects):
            places.append(len(out))
            out += f"{i + 1} 0 obj\n{text}\nendobj\n".encode("latin-1")
        table = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n"
        table += "".join(f"{at:010} 00000 n \n" for at in places)
        table += f"trailer<</Size {len(places) + 1}/Root {catalog} 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
        return out + table.encode()


def document(*texts, tree=None, **more):
    """A paragraph for each text; a text may be operators instead."""
    content = "".join(
        marked(i, t if t.startswith(("BT", "/", "q")) else shown(t, y=700 - 20 * i))
        for i, t in enumerate(texts)
    )
    return Pdf().bytes(content, tree or [("P", [i]) for i in range(len(texts))], **more)
