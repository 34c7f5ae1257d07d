#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: fonts/fetch.sh [DEST]
# Puts the fonts and the colour profile of a press into DEST (default: this folder) and their
# licences into DEST/licenses, out of Debian's packages but without installing them. A file counts by
# its content: SHA256SUMS is the reference, and a file that matches it is taken from wherever it is found:
# DEST or DEST/local, an installed package, the running release, the release of the reference (with
# lists and a cache of its own, signed by Debian's keyring; the system's sources are not changed).
# Only what none of these has may be a newer version out of SHA256SUMS.newer. No other file ever
# appears in DEST. KANBEN_DEBIAN is a mirror that has the release of the reference, if the system's
# mirror of Debian does not.
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
. "$here/../tools/debian.sh"
mkdir -p "${1:-$here}/licenses"
dest=$(CDPATH='' cd -- "${1:-$here}" && pwd)

# Which release to ask first ("older": newer releases are known to have other versions), the package
# (after a bar its name in newer releases), folder of its licence, files of both.
older=bookworm
packages='
older fonts-noto-cjk usr/share/doc/fonts-noto-cjk NotoSerifCJK-Bold.ttc NotoSerifCJK-Regular.ttc NotoSansCJK-Regular.ttc copyright
running texlive-lang-chinese usr/share/doc/texlive-doc/fonts/fandol FandolFang-Regular.otf FandolHei-Regular.otf FandolKai-Regular.otf COPYING.gz README
older fonts-lxgw-wenkai usr/share/doc/fonts-lxgw-wenkai LXGWWenKai-Light.ttf copyright
running fonts-hanazono usr/share/doc/fonts-hanazono HanaMinA.ttf HanaMinB.ttf copyright
running texlive-base usr/share/doc/texlive-doc/generic/colorprofiles FOGRA39L_coated.icc README.gz
older fonts-liberation2|fonts-liberation usr/share/doc/fonts-liberation2 LiberationSerif-Regular.ttf copyright
'

is_summed() {
	case $1 in
	*.ttc | *.ttf | *.otf | *.icc) return 0 ;;
	esac
	return 1
}

# FILE LIST: whether the list has this content under this name.
has_sum() {
	sum=$(sha256sum <"$1" | cut -d ' ' -f 1)
	awk -v name="${1##*/}" -v sum="$sum" '$1 == sum && $2 == name { found = 1 } END { exit !found }' "$2"
}

# FILE VERSIONS: whether a file is there and, being a font, is the reference or, if VERSIONS is
# "newer", a newer one that is known.
is_good() {
	[ -s "$1" ] || return 1
	is_summed "$1" || return 0
	has_sum "$1" "$here/SHA256SUMS" ||
		{ [ "$2" = newer ] && has_sum "$1" "$here/SHA256SUMS.newer"; }
}

# PACKAGES DOCS FILE...: what is not in DEST yet, as lines "source target"; the source of a font is its
# name, wherever a package has it.
list_absent() {
	package=${1%%|*} docs=$2
	shift 2
	for file; do
		if is_summed "$file"; then
			is_good "$dest/$file" newer || is_good "$dest/local/$file" newer || echo "$file $file"
		else
			target=licenses/$package.$file
			is_good "$dest/$target" newer || echo "$docs/$file $target"
		fi
	done
}

# PACKAGE ROOT: the files of an installed package (ROOT is empty), or of one that was unpacked there.
list_files() {
	if [ -n "$2" ]; then
		find "$2" -type f
	else
		dpkg-query -L "$1"
	fi
}

# PACKAGE ROOT VERSIONS LINES: copies what is good; a file gets its name in DEST only when it is whole.
take() {
	list_files "$1" "$2" >"$work/files"
	echo "$4" | while read -r source target; do
		found=$(grep -m 1 "/$source\$" "$work/files") || continue
		copy=$work/${source##*/}
		cp "$found" "$copy"
		is_good "$copy" "$3" || continue
		chmod 644 "$copy"
		mv "$copy" "$dest/$target"
	done
}

running_apt() {
	apt-get -q -o APT::Sandbox::User=root -o Acquire::Retries=3 "$@"
}

older_apt() {
	running_apt -o Dir::Etc::SourceList="$work/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
		-o Dir::State::Lists="$work/apt/lists" -o Dir::State::Status=/dev/null \
		-o Dir::Cache="$work/apt/cache" -o Acquire::Languages=none "$@"
}

# The system's mirror of Debian, without security and the like.
mirror() {
	# shellcheck disable=SC2016 # apt-get fills this in
	running_apt indextargets --format '$(SITE)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' |
		sed 1q
}

# Lists of the release of the reference, once.
prepare_older() {
	[ ! -d "$work/apt" ] || return 0
	mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
	[ -n "${KANBEN_DEBIAN:-}" ] || [ -n "$(mirror)" ] || apt_update
	site=${KANBEN_DEBIAN:-$(mirror)}
	[ -n "$site" ] || { echo "no mirror of Debian among this system's sources"; return 1; }
	for keyring in /usr/share/keyrings/debian-archive-keyring.pgp /usr/share/keyrings/debian-archive-keyring.gpg; do
		[ ! -e "$keyring" ] || break
	done
	[ -e "$keyring" ] || { echo "no Debian keys (package debian-archive-keyring)"; return 1; }
	echo "deb [signed-by=$keyring] $site $older main" >"$work/apt/sources.list"
	older_apt update
}

# RELEASE PACKAGE: downloads and unpacks it to $work/RELEASE.PACKAGE, once.
unpack() {
	root=$work/$1.$2
	[ ! -d "$root" ] || return 0
	rm -rf "$work/deb"
	mkdir "$work/deb"
	(cd "$work/deb" && "$1_apt" download "$2") </dev/null >>"$work/log" 2>&1 || return 1
	mkdir "$root"
	dpkg-deb --fsys-tarfile "$work"/deb/*.deb | tar -x -C "$root"
}

# SOURCE PACKAGE: makes its files available and sets root, or fails.
open_source() {
	root=
	case $1 in
	installed) have dpkg-query && is_installed "$2" ;;
	running)
		have apt-get || return 1
		unpack running "$2" || { apt_update && unpack running "$2"; }
		;;
	older)
		have apt-get && [ "$(release)" != "$older" ] || return 1
		prepare_older </dev/null >>"$work/log" 2>&1 || return 1
		unpack older "$2"
		;;
	esac
}

# FIRST PACKAGES DOCS FILE...: fetches what is absent from the first source that has it.
fetch() {
	case $1 in
	running) sources='installed running older' ;;
	older) sources='installed older running' ;;
	esac
	shift
	for versions in reference newer; do
		for source in $sources; do
			for package in $(echo "$1" | tr '|' ' '); do
				absent=$(list_absent "$@")
				[ -n "$absent" ] || return 0
				open_source "$source" "$package" || continue
				take "$package" "$root" "$versions" "$absent"
			done
		done
	done
	[ -z "$(list_absent "$@")" ]
}

work=$(mktemp -d "$dest/.fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

missing=
while read -r line; do
	[ -n "$line" ] || continue
	# shellcheck disable=SC2086 # a list of words
	set -- $line
	absent=$(shift && list_absent "$@")
	[ -n "$absent" ] || continue
	echo "Fetching fonts, Debian package ${2%%|*}: $(echo "$absent" | sed 's/.* //' | tr '\n' ' ')"
	: >"$work/log"
	if ! fetch "$@"; then
		cat "$work/log" >&2
		missing="$missing
$(shift && list_absent "$@" | sed 's/.* //' | tr '\n' ' ')(Debian 12, package ${2%%|*})"
	fi
	rm -rf "$work"/running.* "$work"/older.*
done <<END
$packages
END
[ -z "$missing" ] || give_up "Missing in $dest:$missing" \
	"No source here has them in a version of fonts/SHA256SUMS or fonts/SHA256SUMS.newer." \
	"KANBEN_DEBIAN=URL names a mirror of Debian to try; or put the files there by other means."

for file in "$dest"/*.tt? "$dest"/*.otf "$dest"/*.icc; do
	[ ! -e "$file" ] || is_good "$file" reference || ! is_good "$file" newer ||
		echo "Note: ${file##*/} is newer than fonts/SHA256SUMS; documents are not byte for byte those of other machines"
done
