# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# bundle.sh: sourced after debian.sh by the scripts that hand kanben over with the libraries it needs. Sets
# build and work, a temporary folder; the current folder is the project's.

build=$PWD/build/bundle
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# COMMAND...: shows its output only if it fails, and then ends the script.
quietly() {
	"$@" >"$work/log" 2>&1 || {
		cat "$work/log" >&2
		give_up "${0##*/} could not finish; the messages are above."
	}
}

# OPTION...: builds kanben for /usr and installs it into $work/root; the options are meson install's.
install_bundle() {
	[ -f "$build/build.ninja" ] || quietly meson setup "$build" . --buildtype release \
		-Db_lto=true -Dtests=disabled --prefix=/usr --libdir=lib
	quietly ninja -C "$build"
	quietly env DESTDIR="$work/root" meson install -C "$build" --no-rebuild "$@"
}

# FILE...: the other libraries that they load.
list_libraries() {
	ldd "$@" | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' | sort -u
}

# DEST LIBRARY: copies its licence into the folder, under the name of its package.
copy_licence() {
	package=$(dpkg -S "$(readlink -f "$2")" "$2" "/usr$2" 2>/dev/null | sed -n '1s/:.*//p')
	[ -n "$package" ] || give_up "$2 belongs to no package, so that its licence is unknown."
	cp -L "/usr/share/doc/$package/copyright" "$1/$package"
}
