#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tools/fetch_python.sh DEST
# Fetches the modules pinned by tests/conform/requirements.txt from PyPI into DEST. Does nothing if
# DEST has these versions.
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
pins=$here/../tests/conform/requirements.txt
dest=$1

cmp -s "$pins" "$dest/requirements.txt" && exit 0
rm -rf "$dest"
mkdir -p "$dest"
python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --no-deps \
	--target "$dest" -r "$pins"
cp "$pins" "$dest/requirements.txt"
