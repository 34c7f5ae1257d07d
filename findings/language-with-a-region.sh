#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: the language of a document, /Lang of the catalog, is a tag of BCP 47 (ISO 32000-1, 14.9.2). Who
# asks a library for it gets the tag that is there: zh-CN.
#
# Behaviour: PyMuPDF drops the region. It says en for en-GB, and of Chinese it turns the region into a
# script: zh-Hans for zh-CN, zh-Hant for zh-TW and for zh-HK. Whoever compares the languages of documents, or
# chooses a voice of the region by them, had better read /Lang from the catalog.
#
# Seen with PyMuPDF 2.0:
#   zh-CN zh-Hans
#   zh-TW zh-Hant
#   zh-HK zh-Hant
#   zh-Hans zh-Hans
#   en-GB en
#
# Exit: 0 as described, 1 if the behaviour has changed, 3 if the package cannot be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
{ python3 -m venv venv && venv/bin/pip -q install PyMuPDF==2.0; } >log 2>&1 || {
	cat log
	exit 3
}
cat >trial.py <<'END'
import sys

import pymupdf


def pdf(language):
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(%s)>>" % language.encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]
    out, places = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for i, body in enumerate(bodies):
        places += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (i + 1, body)
    return out + b"xref\n0 %d\n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1, places, len(bodies) + 1, len(out))


seen = {}
for language in "zh-CN", "zh-TW", "zh-HK", "zh-Hans", "en-GB":
    seen[language] = pymupdf.open(stream=pdf(language)).language
    print(language, seen[language])
sys.exit(0 if seen == {"zh-CN": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant",
                       "zh-Hans": "zh-Hans", "en-GB": "en"} else 1)
END
venv/bin/python trial.py
