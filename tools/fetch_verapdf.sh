#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tools/fetch_verapdf.sh DEST
# Fetches the veraPDF release that tests/conform/pom.xml pins, and what it needs, from Maven
# Central into DEST. Does nothing when that very release is there.
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
pom=$here/../tests/conform/pom.xml
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.6.1
dest=$1

cmp -s "$pom" "$dest/pom.xml" && exit 0
rm -rf "$dest"
mkdir -p "$dest"
dest=$(CDPATH='' cd -- "$dest" && pwd)
mvn -q -B -f "$pom" "$plugin:copy-dependencies" -DoutputDirectory="$dest"
cp "$pom" "$dest/pom.xml"
