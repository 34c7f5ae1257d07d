#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tools/arch.sh [ARCHITECTURE...]
# Builds kanben for other processors (arm64 and s390x, which is big-endian, unless named), runs the
# unit tests under qemu, and compares every example in every profile, the messages and the hashes of
# --hash with those of this machine. Installs cross compilers and qemu if they are missing; the
# libraries come into build-arch/, not into the system. Prints a table, with the sum over each profile's files.
# Exit: 0 all equal, 1 something differs, 3 something could not be installed or built.
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
. "$here/debian.sh"
top=$(dirname -- "$here")
cd "$top"
out=$top/build-arch
examples=$top/examples
[ $# -gt 0 ] || set -- arm64 s390x

# Sets what depends on the architecture.
describe() {
	case $1 in
	arm64) triplet=aarch64-linux-gnu qemu=qemu-aarch64-static family=aarch64 endian=little ;;
	armhf) triplet=arm-linux-gnueabihf qemu=qemu-arm-static family=arm endian=little ;;
	ppc64el) triplet=powerpc64le-linux-gnu qemu=qemu-ppc64le-static family=ppc64 endian=little ;;
	s390x) triplet=s390x-linux-gnu qemu=qemu-s390x-static family=s390x endian=big ;;
	*)
		echo "usage: $0 [arm64|armhf|ppc64el|s390x ...]" >&2
		exit 2
		;;
	esac
}

install_tools() {
	missing=
	for package in mmdebstrap qemu-user-static "$@"; do
		is_installed "$package" || missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	echo "Installing:$missing"
	apt_update
	# shellcheck disable=SC2086 # a list of words
	apt_get install --no-install-recommends $missing
}

# The libraries that kanben is built with, of the same release as this machine, only unpacked.
make_root() {
	root=$out/$1/root
	packages=$(grep -oE '\blib[a-z0-9+-]+-dev\b' tools/setup.sh | sort -u | paste -sd,)
	[ -n "$packages" ] || give_up "tools/setup.sh names no libraries."
	[ "$(cat "$root/complete" 2>/dev/null)" != "$packages" ] || return 0
	as_root rm -rf "$root"
	echo "$1: unpacking libraries"
	# shellcheck disable=SC1091 # on every Debian system
	as_root mmdebstrap --quiet --variant=extract --architectures="$1" --include="$packages" \
		"$(. /etc/os-release && echo "$VERSION_CODENAME")" "$root" >"$out/$1/root.log" 2>&1 ||
		give_up "mmdebstrap failed:" "$(tail -n 20 "$out/$1/root.log")"
	echo "$packages" | as_root tee "$root/complete" >/dev/null
}

# For meson: how to compile for the architecture, and how to run the result.
write_cross_file() {
	cat >"$out/$1/cross.ini" <<-END
		[binaries]
		c = ['$triplet-gcc', '--sysroot=$root']
		ar = '$triplet-gcc-ar'
		strip = '$triplet-strip'
		pkgconfig = 'pkg-config'
		exe_wrapper = ['$qemu', '-L', '$root']
		[properties]
		sys_root = '$root'
		pkg_config_libdir = ['$root/usr/lib/$triplet/pkgconfig', '$root/usr/share/pkgconfig']
		needs_exe_wrapper = true
		[host_machine]
		system = 'linux'
		cpu_family = '$family'
		cpu = '$family'
		endian = '$endian'
	END
}

# FOLDER OPTION...
build() {
	folder=$1
	shift
	echo "building in ${folder#"$top"/}"
	if ! { [ -f "$folder/build.ninja" ] || meson setup "$folder" . -Dtests=enabled -Dwerror=true "$@"; } \
		>"$folder.log" 2>&1 || ! ninja -C "$folder" >>"$folder.log" 2>&1; then
		give_up "The build failed:" "$(tail -n 30 "$folder.log")"
	fi
}

# PROGRAM...: runs it in the folder $into; what it says and its exit status are a file there. Fonts of
# the system would show only how this machine is furnished.
run() {
	label=$1
	shift
	(
		cd "$into"
		status=0
		LC_ALL=C.UTF-8 LANGUAGE=en KANBEN_SYSTEM_FONTS='' "$@" >"$label.out" 2>"$label.err" || status=$?
		sed -i '/^kanben: [0-9]* \(of [0-9]* \)\{0,1\}reports/d' "$label.err" # progress, of a slow run
		echo "exit status $status" >>"$label.err"
	)
}

# FOLDER PROGRAM...: every example in each profile, and what other commands make of them, into a folder
# for each.
run_all() {
	results=$1
	shift
	rm -rf "$results"
	for profile in $profiles; do
		into=$results/$profile
		mkdir -p "$into"
		run render "$@" render "$examples"/*.json --profile "$profile" --hash -j 1 -o ./
	done
	into=$results/others
	mkdir -p "$into"
	one=$examples/baodi-2024.json two=$out/two.json
	sed 's/宝坻区/武清区/g' "$one" >"$two"
	run check "$@" check --json "$examples"/*.json
	run merge "$@" merge "$one" "$two" --organ 天津市 --contributions merged.csv -o merged.json
	run diff "$@" diff "$one" "$two"
	run new "$@" new
	run schema "$@" schema
	run fonts "$@" fonts "$one"
	run extract "$@" extract ../archive/baodi-2024.archive.pdf
	run import "$@" import ../web/baodi-2024.html
	run verify "$@" render --verify --hash --profile archive "$one" -j 1 -o verified/
}

# FOLDER: the beginning of the SHA-256 over the names and bytes of its files.
sum_of() {
	(cd "$1" && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c 1-16)
}

# ARCHITECTURE: prints a line for each profile; false if a file differs or is missing.
compare() {
	equal=true
	for profile in $profiles others; do
		ours=$out/native-files/$profile theirs=$out/$1/files/$profile
		if differences=$(diff -rq "$ours" "$theirs"); then
			verdict=equal
		else
			verdict=DIFFERENT equal=false
		fi
		printf '%-8s %-11s %3d files  %s  %s\n' "$1" "$profile" "$(find "$theirs" -type f | wc -l)" \
			"$(sum_of "$theirs")" "$verdict"
		[ -z "$differences" ] || printf '%s\n' "$differences"
	done
	$equal
}

tools/setup.sh build
fonts/fetch.sh
mkdir -p "$out"
compilers=
for arch in "$@"; do
	describe "$arch"
	compilers="$compilers gcc-$triplet libc6-dev-$arch-cross"
done
# shellcheck disable=SC2086 # a list of words
install_tools $compilers
build "$out/native"
native=$out/native/src/app/kanben
# --help has a line "NAME: …" for each.
profiles="$(LANGUAGE=en "$native" render --help | sed -nE '/ --profile /,/ --fragment /s/^ +([a-z0-9-]+): .*/\1/p' | paste -sd' ') trace"
run_all "$out/native-files" "$native"
# What fails here and there alike would be equal, too.
if grep -L '^exit status 0$' "$out"/native-files/*/*.err | grep .; then
	give_up "These failed on this machine."
fi
table='' code=0
for arch in "$@"; do
	describe "$arch"
	mkdir -p "$out/$arch"
	make_root "$arch"
	write_cross_file "$arch"
	build "$out/$arch/build" --cross-file "$out/$arch/cross.ini"
	echo "$arch: running"
	# Without openat2, limits of addresses and pages given back, which qemu does not have.
	if ! KANBEN_EMULATED=1 meson test -C "$out/$arch/build" --suite unit --timeout-multiplier 20 --print-errorlogs \
		>"$out/$arch/unit.log" 2>&1; then
		cat "$out/$arch/unit.log"
		code=1
	fi
	grep -E '^(Ok|Fail|Timeout):' "$out/$arch/unit.log"
	run_all "$out/$arch/files" "$qemu" -L "$root" "$out/$arch/build/src/app/kanben"
	table="$table$(compare "$arch")
" || code=1
done
printf '%s' "$table"
exit $code
