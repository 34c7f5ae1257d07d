#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tools/wheel.sh
# Builds the Python wheel for this machine into out/wheel/, with every library it needs, installs it into
# an environment of its own and runs its tests there. auditwheel names in the file the oldest glibc it runs
# with, which is about that of the system it is built on. Needs what ./run needs, and python3-venv.
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
tools/fetch_python.sh python/requirements.txt "$top/build/wheel"

install_bundle --tags runtime,i18n
install -D -m 644 fonts/fonts.json "$work/root/usr/share/kanben/fonts/fonts.json"
mkdir -p "$work/wheel" "$work/licences" "$out"
cp LICENSE NOTICE.md "$work/licences"
list_libraries "$work"/root/usr/lib/libkanben.so.0 "$work"/root/usr/lib/kanben/*.so >"$work/libraries"
while read -r library; do
	copy_licence "$work/licences" "$library"
done <"$work/libraries"
wheel=$($python tools/make_wheel.py python "$work/root/usr" "$work"/licences/* "$work/wheel")
quietly env PYTHONPATH="$top/build/wheel" PATH="$top/build/wheel/bin:$PATH" $python -m auditwheel repair \
	--wheel-dir "$work/repaired" "$wheel"

quietly $python -m venv "$work/venv"
quietly "$work/venv/bin/pip" install -q --no-index "$work"/repaired/*.whl
quietly env -C "$work" KANBEN="$build/src/app/kanben" KANBEN_SOURCE="$top" \
	KANBEN_VERSION="$("$build/src/app/kanben" --version | cut -d ' ' -f 2)" \
	"$work/venv/bin/python" "$top/python/tests/test_kanben.py"
grep '^Ran ' "$work/log"
rm -f "$out"/*
mv "$work"/repaired/*.whl "$out"
for file in "$out"/*.whl; do
	echo "$file"
done
