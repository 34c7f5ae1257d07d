#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tools/setup.sh build|check
# Installs the missing Debian packages for building ("build") or for building and testing ("check").
# Prints which and why; asks nothing. Without apt it only checks whether the commands are installed,
# and prints what is needed if not; meson then looks for the libraries.
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
. "$here/debian.sh"

# purpose: packages
groups_build='
compiler and build system: gcc libc6-dev meson ninja-build pkg-config python3 gettext
reading JSON: libcjson-dev
patterns: libpcre2-dev
normal forms of text: libutf8proc-dev
content hashes: libmd-dev
fonts and text shaping: libharfbuzz-dev libfreetype-dev
writing PDF: libhpdf-dev libdeflate-dev
pictures: libpng-dev libjpeg62-turbo-dev
reading PDF: libqpdf-dev
reading .docx and HTML: libxml2-dev libzip-dev
serving the desk in the browser: libmicrohttpd-dev
'
groups_check='
unit tests: libcmocka-dev
completion in another shell: zsh
types of the Python package: mypy
second compiler, with its sanitizers: clang libclang-rt-dev
kanben.h as C++: g++
documents to import: python3-docx python3-lxml libreoffice-writer-nogui pandoc
checks of the source: universal-ctags shellcheck
checks of the PDF files: qpdf poppler-utils mupdf-tools
checks of the drawings: librsvg2-bin libxml2-utils
veraPDF (PDF/A and PDF/UA): maven default-jre-headless
readers in Java: default-jdk-headless
pages of the web edition: chromium
clang-format, readers in Python and Node.js: python3-pip
tests under other locales: locales
tests of the JSON Schemas: python3-jsonschema
many machines: parallel slurm-wlm munge python3-yaml jq
'

commands='cc meson ninja pkg-config python3 msgfmt'

case ${1:-} in
build) groups=$groups_build ;;
check)
	groups=$groups_build$groups_check
	commands="$commands gcc clang ctags shellcheck pandoc qpdf pdftotext mutool mvn localedef parallel jq"
	;;
*)
	echo "usage: $0 build|check" >&2
	exit 2
	;;
esac

if ! have apt-get || ! have dpkg-query; then
	for command in $commands; do
		have "$command" || give_up "$command is missing, and there is no apt to install it." \
			"Required, by their Debian package names:$groups"
	done
	echo "No apt: using what is installed"
	exit 0
fi

missing=
IFS='
'
for group in $groups; do
	IFS=' '
	absent=
	for package in ${group#*:}; do
		is_installed "$package" || absent="$absent $package"
	done
	[ -z "$absent" ] || echo "Installing for ${group%%:*}:$absent"
	missing=$missing$absent
done

if [ -n "$missing" ]; then
	apt_update
	# shellcheck disable=SC2086 # a list of words
	apt_get install --no-install-recommends $missing
fi
