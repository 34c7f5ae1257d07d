#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tools/fetch_python.sh PINS DEST
# Fetches the modules pinned by a requirements.txt from PyPI into DEST, only them. Does nothing if DEST
# was made from the same requirements.txt.
set -eu
pins=$1
dest=$2

cmp -s "$pins" "$dest/requirements.txt" && exit 0
rm -rf "$dest"
mkdir -p "$dest"
python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --no-deps \
	--only-binary=:all: --target "$dest" -r "$pins"
cp "$pins" "$dest/requirements.txt"
