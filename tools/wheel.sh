#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tools/wheel.sh
# Builds the Python wheel for this machine into out/wheel/, with every library it needs, installs it into
# an environment of its own and runs its tests there. Its name says the oldest glibc it runs with, which is
# about that of the system it is built on. Needs what ./run needs, python3-pip and python3-venv.
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
. "$here/debian.sh"
cd "$here/.."
. "$here/bundle.sh"
top=$PWD
out=$top/out/wheel
# The system's Python, whose modules the system's packages complete.
python=/usr/bin/python3

tools/setup.sh build
for package in python3-pip python3-venv; do
	! have dpkg-query || is_installed "$package" || {
		apt_update
		echo "Installing for the wheel: $package"
		apt_get install --no-install-recommends "$package"
	}
done
# Debian 12's own renames a library, but not in the list of the versions of its symbols.
tools/fetch_python.sh python/requirements.txt "$top/build/wheel"
PATH=$top/build/wheel/bin:$PATH

install_bundle --tags runtime,i18n
install -D -m 644 fonts/fonts.json "$work/root/usr/share/kanben/fonts/fonts.json"
mkdir -p "$work/wheel" "$work/licences" "$out"
cp LICENSE NOTICE.md "$work/licences"

# Every library but glibc's comes along, as it is loaded into programs that may have another version of it:
# under a name of its own. (auditwheel leaves out what a desktop has, such as GLib.)
lib=$work/root/usr/lib
mkdir "$lib/bundled"
# No Python program serves the desk.
rm -rf "$lib/kanben/kanben-serve.so"
list_libraries "$lib/libkanben.so.0" "$lib"/kanben/*.so >"$work/libraries"
while read -r library; do
	case ${library##*/} in
	libc.so.* | libm.so.* | libdl.so.* | libpthread.so.* | librt.so.* | libresolv.so.*) continue ;;
	esac
	cp -L "$library" "$lib/bundled/kanben-${library##*/}"
	copy_licence "$work/licences" "$library"
done <"$work/libraries"
for file in "$(readlink -f "$lib/libkanben.so.0")" "$lib"/kanben/*.so "$lib"/bundled/*; do
	# shellcheck disable=SC2016 # the dynamic linker knows $ORIGIN
	case $file in
	*/bundled/*) set -- --set-soname "${file##*/}" --set-rpath '$ORIGIN' ;;
	*/kanben/*) set -- --set-rpath '$ORIGIN/../bundled' ;;
	*) set -- --set-rpath '$ORIGIN/bundled' ;;
	esac
	for needed in $(patchelf --print-needed "$file"); do
		[ ! -f "$lib/bundled/kanben-$needed" ] ||
			set -- "$@" --replace-needed "$needed" "kanben-$needed"
	done
	chmod u+w "$file"
	patchelf "$@" "$file"
done
# The oldest glibc that has all the symbols is what the name promises (PEP 600).
glibc=$(find "$lib" -name '*.so*' -type f -exec objdump -T {} + |
	grep -o 'GLIBC_2\.[0-9]*' | sort -t. -k2,2n | tail -n 1)
platform=manylinux_2_${glibc#*.}_$(uname -m)
wheel=$($python tools/make_wheel.py python "$work/root/usr" "$platform" "$work"/licences/* "$work/wheel")

quietly $python -m venv "$work/venv"
quietly "$work/venv/bin/pip" install -q --no-index "$wheel"
quietly env -C "$work" KANBEN="$build/src/app/kanben" KANBEN_SOURCE="$top" \
	KANBEN_VERSION="$("$build/src/app/kanben" --version | cut -d ' ' -f 2)" \
	"$work/venv/bin/python" "$top/python/tests/test_kanben.py"
grep '^Ran ' "$work/log"
rm -f "$out"/*
mv "$wheel" "$out"
echo "$out/${wheel##*/}"
