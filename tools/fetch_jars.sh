#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tools/fetch_jars.sh POM DEST
# Fetches the releases pinned by a pom.xml, and their dependencies, from Maven Central into DEST;
# Maven verifies their checksums. Does nothing if DEST was made from the same pom.xml.
set -eu
pom=$1
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.6.1
dest=$2

cmp -s "$pom" "$dest/pom.xml" && exit 0
rm -rf "$dest"
mkdir -p "$dest"
dest=$(CDPATH='' cd -- "$dest" && pwd)
mvn -q -B -C -f "$pom" "$plugin:copy-dependencies" -DoutputDirectory="$dest"
cp "$pom" "$dest/pom.xml"
