#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: fonts/fetch.sh [DEST]
# Puts the fonts and the colour profile of a press into DEST (default: this folder) and their
# licences into DEST/licenses, out of Debian's packages but without installing them. SHA256SUMS is
# the truth: a file that does not match it never appears in DEST, one that does is not fetched again.
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
. "$here/../tools/debian.sh"
sums=$here/SHA256SUMS
mkdir -p "${1:-$here}/licenses"
dest=$(CDPATH='' cd -- "${1:-$here}" && pwd)

# package, folder of its fonts, folder of its licence, files of both
packages='
fonts-noto-cjk usr/share/fonts/opentype/noto usr/share/doc/fonts-noto-cjk NotoSerifCJK-Bold.ttc NotoSerifCJK-Regular.ttc NotoSansCJK-Bold.ttc NotoSansCJK-Regular.ttc copyright
texlive-lang-chinese usr/share/texlive/texmf-dist/fonts/opentype/public/fandol usr/share/doc/texlive-doc/fonts/fandol FandolFang-Regular.otf FandolKai-Regular.otf COPYING.gz README
fonts-lxgw-wenkai usr/share/fonts/truetype/lxgw-wenkai usr/share/doc/fonts-lxgw-wenkai LXGWWenKai-Light.ttf copyright
fonts-hanazono usr/share/fonts/truetype/hanazono usr/share/doc/fonts-hanazono HanaMinA.ttf HanaMinB.ttf copyright
texlive-base usr/share/texlive/texmf-dist/tex/generic/colorprofiles usr/share/doc/texlive-doc/generic/colorprofiles FOGRA39L_coated.icc README.gz
fonts-liberation2 usr/share/fonts/truetype/liberation2 usr/share/doc/fonts-liberation2 LiberationSerif-Regular.ttf copyright
'

# Whether a file is there and, being a font, is the one the manifest means.
is_good() {
	[ -s "$1" ] || return 1
	case $1 in
	*.ttc | *.ttf | *.otf | *.icc)
		want=$(awk -v name="${1##*/}" '$2 == name { print $1 }' "$sums")
		[ "$(sha256sum <"$1" | cut -d ' ' -f 1)" = "$want" ]
		;;
	esac
}

# PACKAGE FONTS DOCS FILE...: what is not in DEST yet, as lines "source target".
list_absent() {
	package=$1 fonts=$2 docs=$3
	shift 3
	for file; do
		case $file in
		*.ttc | *.ttf | *.otf | *.icc) source=$fonts/$file target=$file ;;
		*) source=$docs/$file target=licenses/$package.$file ;;
		esac
		is_good "$dest/$target" || echo "$source $target"
	done
}

# ROOT LINES: copies out of ROOT; a file gets its name in DEST only when it is whole and right.
take() {
	echo "$2" | while read -r source target; do
		copy=$work/${target##*/}
		cp "$1/$source" "$copy" 2>/dev/null && is_good "$copy" || return 1
		chmod 644 "$copy"
		mv "$copy" "$dest/$target"
	done
}

# PACKAGE: downloads and unpacks it to $work/root.
unpack() {
	rm -rf "$work/root" "$work/deb"
	mkdir "$work/root" "$work/deb"
	(cd "$work/deb" && apt-get -q -o APT::Sandbox::User=root -o Acquire::Retries=3 \
		download "$1") </dev/null >"$work/log" 2>&1 || return 1
	dpkg-deb --fsys-tarfile "$work"/deb/*.deb | tar -x -C "$work/root"
}

work=$(mktemp -d "$dest/.fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

echo "$packages" | while read -r line; do
	[ -n "$line" ] || continue
	package=${line%% *}
	# shellcheck disable=SC2086 # a list of words
	absent=$(list_absent $line)
	[ -n "$absent" ] || continue
	if have dpkg-query && is_installed "$package" && take / "$absent"; then
		echo "Fonts out of the installed package $package"
		continue
	fi
	files=$(echo "$absent" | sed 's/.* //' | tr '\n' ' ')
	have apt-get || give_up "Missing in $dest: $files" \
		"They are in Debian 12's package $package; there is no apt here to fetch it." \
		"Put them there by other means; fonts/SHA256SUMS tells the right versions."
	echo "Fetching fonts, Debian package $package: $files"
	if ! unpack "$package"; then
		apt_update
		unpack "$package" || give_up "$(cat "$work/log")" \
			"Missing in $dest: $files" \
			"The Debian package $package could not be fetched; the reason is above."
	fi
	take "$work/root" "$absent" || give_up "Missing in $dest: $files" \
		"The package $package has other versions than fonts/SHA256SUMS asks for."
done
