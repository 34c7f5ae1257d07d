#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tools/fetch_npm.sh FOLDER NODE DEST
# Fetches what the package-lock.json of FOLDER pins from npm into DEST/node_modules, without optional
# packages; npm verifies the checksums. NODE is the bin folder of a Node.js with npm. Does nothing if
# DEST was made from the same package-lock.json.
set -eu
pins=$1
node=$(CDPATH='' cd -- "$2" && pwd)
dest=$3

cmp -s "$pins/package-lock.json" "$dest/fetched.json" && exit 0
rm -rf "$dest"
mkdir -p "$dest"
cp "$pins/package.json" "$pins/package-lock.json" "$dest"
(
	cd "$dest"
	PATH=$node:$PATH "$node/node" "$node/../lib/node_modules/npm/bin/npm-cli.js" ci \
		--omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error
)
cp "$pins/package-lock.json" "$dest/fetched.json"
