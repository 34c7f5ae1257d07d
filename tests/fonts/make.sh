#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tests/fonts/make.sh [FONTS]
# Makes the small fonts of this folder from the full ones in FONTS (default: fonts/). The result is
# committed; run it again when characters.txt or the fonts change. Needs Python, and the network for
# pip.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install fonttools==4.68.0
"$work/venv/bin/python" "$here/make_fonts.py" "${1:-$here/../../fonts}" "$here"
