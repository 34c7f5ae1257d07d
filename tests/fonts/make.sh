#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tests/fonts/make.sh [FONTS]
# Makes the small fonts of this folder out of the whole ones in FONTS (default: fonts/). The result
# is committed; this is run again when characters.txt or the fonts change. Needs Python and, for
# pip, the network.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install fonttools==4.68.0
"$work/venv/bin/python" "$here/make_fonts.py" "${1:-$here/../../fonts}" "$here"
