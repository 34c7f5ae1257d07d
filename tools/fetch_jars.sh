#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tools/fetch_jars.sh POM DEST
# Fetches the releases that a pom.xml pins, and what they need, from Maven Central into DEST; Maven
# compares them with their checksums. Does nothing when those very releases are there.
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
