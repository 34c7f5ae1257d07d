#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tools/release.sh [--dry-run] [--sign]
# Releases the version that meson.build names: checks that everything agrees on it, tags the last commit
# (with --sign: signed), and puts the source archive and its checksum into out/release/. The archive
# depends on the commit alone. With --dry-run everything but the tag. Nothing is pushed.
set -eu
top=$(dirname -- "$(readlink -f -- "$0")")/..
cd "$top"
out=out/release

dry='' sign=-a
for argument; do
	case $argument in
	--dry-run) dry=yes ;;
	--sign) sign=-s ;;
	*)
		echo "usage: $0 [--dry-run] [--sign]" >&2
		exit 2
		;;
	esac
done

faults=0
fault() {
	echo "release: $*" >&2
	faults=$((faults + 1))
}

# FILE PROGRAM: what sed prints of a file of the last commit.
of() {
	git show "HEAD:$1" | sed -n "$2"
}

version=$(of meson.build "s/^  version: '\(.*\)',$/\1/p")
heading=$(of CHANGES.md '/^## /{s/^## //p;q}')
packaged=$(of debian/changelog '1s/^kanben (\(.*\)) .*/\1/p')
built=$(of python/pyproject.toml 's/^version = "\(.*\)"$/\1/p')
tag=v$version

[ -z "$(git status --porcelain)" ] || fault "there are changes that are not committed"
case $version in
*[!0-9.]* | '') fault "meson.build: '$version' is not a version" ;;
esac
case $heading in
"$version ("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]")") ;;
*) fault "CHANGES.md: the first heading is '$heading', '$version (YYYY-MM-DD)' expected" ;;
esac
[ "$packaged" = "$version" ] || fault "debian/changelog: the version is '$packaged', '$version' expected"
[ "$built" = "$version" ] || fault "python/pyproject.toml: the version is '$built', '$version' expected"
! git rev-parse -q --verify "refs/tags/$tag" >/dev/null || fault "there is a tag $tag already"

# ./check writes down which commit it has passed for.
tested=$(cat build-check/passed 2>/dev/null || :)
[ "$tested" = "$(git rev-parse HEAD)" ] || fault "./check has not passed for this commit"
[ "$faults" -eq 0 ] || exit 1

name=kanben-$version
mkdir -p "$out"
git -c tar.umask=0022 archive --format=tar --prefix="$name/" HEAD | xz -9 -T1 >"$out/$name.tar.xz"
(cd "$out" && sha256sum "$name.tar.xz" >"$name.sha256")
if [ -n "$dry" ]; then
	echo "release: would tag $(git rev-parse --short HEAD) as $tag"
else
	git tag "$sign" -m "kanben $version" "$tag"
	echo "release: tagged $(git rev-parse --short HEAD) as $tag; publish it with: git push origin $tag"
fi
echo "$PWD/$out/$name.tar.xz"
echo "$PWD/$out/$name.sha256"
