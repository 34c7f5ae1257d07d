#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: where a table goes on on the next page, its tags do not care: the structure tree has each row once, with each
# of its cells once (ISO 32000-1, 14.8.4.3.4), and all rows are as wide as the table. LibreOffice does so when a page ends
# within a row: what is on the next page goes into the elements of the cells that it continues.
#
# Behaviour: where a page ends between two rows beside a cell that spans both, the upper row gets its cells that span no
# other row once more: elements TD without kids, which name the next page. The row has about twice as many cells as the
# table has columns, so whoever reads rows by their cells, or checks that a table is regular, finds one that fits under
# no heads.
#
# Seen with LibreOffice 7.4.7.2 (Debian 12; 25.2.3 of Debian 13 no longer does it), for a table of three columns, whose
# first cell spans three rows, two rows on a page:
#   one page: row 1 TD(3 rows) TD TD, row 2 TD TD, row 3 TD TD
#   two pages: row 1 TD(3 rows) TD TD, row 2 TD TD TD:p2:empty TD:p2:empty, row 3 TD:p2 TD:p2
#
# Exit: 0 as described, 1 if the behaviour has changed, 3 if the packages cannot be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! command -v soffice >/dev/null || ! command -v qpdf >/dev/null; then
	apt-get install -y --no-install-recommends libreoffice-writer-nogui qpdf >"$work/log" 2>&1 || {
		cat "$work/log"
		exit 3
	}
fi
cd "$work"
cat >trial.py <<'END'
import json
import os
import subprocess
import sys

NAMES = ("office", "style", "text", "table", "fo")
SPACE = " ".join(
    f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{"xsl-fo-compatible" if n == "fo" else n}:1.0"' for n in NAMES
)


def row(text, label=""):
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    return f'<table:table-row table:style-name="r">{label or "<table:covered-table-cell/>"}{cell(text)}{cell(text)}</table:table-row>'


def document(height):
    """Rows of 2 cm on pages of this height, of which the edges take 2 cm."""
    label = '<table:table-cell table:number-rows-spanned="3"><text:p>label</text:p></table:table-cell>'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {SPACE} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:style style:name="r" style:family="table-row"><style:table-row-properties style:row-height="2cm"/></style:style>
<style:page-layout style:name="p"><style:page-layout-properties fo:page-width="15cm" fo:page-height="{height}cm"
 fo:margin-top="1cm" fo:margin-bottom="1cm" fo:margin-left="1cm" fo:margin-right="1cm"/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="p"/></office:master-styles>
<office:body><office:text><table:table table:name="t"><table:table-column table:number-columns-repeated="3"/>
{row(1, label)}{row(2)}{row(3)}</table:table></office:text></office:body></office:document>"""


def tree_of(file):
    """(objects, the value of a reference, the numbers of pages)"""
    done = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-key=pages", file], stdout=subprocess.PIPE, check=True)
    data = json.loads(done.stdout)
    objects = data["qpdf"][1]

    def value(x):
        return objects[f"obj:{x}"]["value"] if isinstance(x, str) and f"obj:{x}" in objects else x

    return objects, value, [p["object"] for p in data["pages"]]


def rows(file):
    objects, value, pages = tree_of(file)
    tables = [o["value"] for o in objects.values() if isinstance(o.get("value"), dict) and o["value"].get("/S") == "/Table"]
    found = []
    for row in value(tables[0]["/K"]):
        cells = []
        for reference in value(value(row)["/K"]):
            cell = value(reference)
            attributes = value(cell.get("/A", []))
            spans = [value(a).get("/RowSpan", 1) for a in (attributes if isinstance(attributes, list) else [attributes])]
            page = pages.index(cell["/Pg"]) + 1
            cells.append(
                cell["/S"][1:] + (f"({max(spans)} rows)" if max(spans) > 1 else "") + (f":p{page}" if page > 1 else "")
                + ("" if "/K" in cell else ":empty")
            )
        found.append(f"row {len(found) + 1} {' '.join(cells)}")
    return ", ".join(found)


seen = []
for name, height in ("one page", 10), ("two pages", 6.5):
    with open("trial.fodt", "w") as out:
        out.write(document(height))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{os.getcwd()}/profile", "--convert-to",
         'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}', "trial.fodt"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    seen.append(rows("trial.pdf"))
    print(f"{name}: {seen[-1]}")
sys.exit(0 if seen == [
    "row 1 TD(3 rows) TD TD, row 2 TD TD, row 3 TD TD",
    "row 1 TD(3 rows) TD TD, row 2 TD TD TD:p2:empty TD:p2:empty, row 3 TD:p2 TD:p2",
] else 1)
END
soffice --version
python3 trial.py
