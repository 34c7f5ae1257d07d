#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tools/fuzz.sh HOURS [TARGET...]
# Builds the targets of tests/fuzz with clang, libFuzzer, AddressSanitizer and UndefinedBehaviorSanitizer
# in build-fuzz/, and runs them by turns of five minutes, beginning with tests/fuzz/corpus and what earlier
# runs have found. New inputs are kept in build-fuzz/corpus/TARGET, what stops a target in build-fuzz/found, with
# what it said.
# Prints, for each target, how many inputs it was given, in all and a second, and what was found. FUZZ_TURN
# sets another length of turns, in seconds.
# Exit: 0 nothing was found, 1 something was, 2 wrong usage, 3 the targets cannot be built.
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
. "$here/debian.sh"
cd "$here/.."
top=$PWD
out=$top/build-fuzz
turn=${FUZZ_TURN:-300}
case ${1:-} in
'' | *[!0-9.]*)
	echo "usage: $0 HOURS [TARGET...]" >&2
	exit 2
	;;
esac
seconds=$(awk "BEGIN {print int($1 * 3600)}")
shift
# shellcheck disable=SC2046 # names of folders of ours
[ $# -gt 0 ] || set -- $(cd tests/fuzz/corpus && echo *)

command -v clang >/dev/null || give_up "clang is missing; tools/setup.sh check installs it."
{ [ -f "$out/build.ninja" ] ||
	CC=clang meson setup "$out" . -Dtests=enabled -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false; } >/dev/null ||
	give_up "The targets cannot be configured; libclang-rt-dev has libFuzzer."
targets=$(printf 'tests/fuzz/fuzz_%s ' "$@")
# shellcheck disable=SC2086 # a list of words
ninja -C "$out" $targets src/import/kanben-import.so src/reread/kanben-reread.so \
	src/reread/kanben-reread-ofd.so >"$out/fuzz.log" 2>&1 || give_up "The build failed:" "$(tail -n 30 "$out/fuzz.log")"

export KANBEN_SOURCE="$top" KANBEN_BUILD="$out"
# Short stacks and little quarantine: more runs. What is found can be run again with long ones. With stacks of one
# call no leak is told, as if the dynamic linker had made it.
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=0:malloc_context_size=2:quarantine_size_mb=4
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
# TARGET: how long an input may be; most faults need little, and short ones run fast.
length() {
	case $1 in
	icc | lists | chains | serve) echo 2048 ;;
	text | html | mhtml | cff) echo 8192 ;;
	*) echo 20000 ;;
	esac
}

mkdir -p "$out/found" "$out/runs"
TMPDIR=$(mktemp -d /dev/shm/kanben-fuzz-XXXXXX)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
end=$(($(date +%s) + seconds))
while [ "$(date +%s)" -lt "$end" ]; do
	for target; do
		left=$((end - $(date +%s)))
		[ "$left" -gt 0 ] || break
		[ "$left" -lt "$turn" ] || left=$turn
		mkdir -p "$out/corpus/$target"
		dictionary=
		[ ! -f "tests/fuzz/dictionaries/$target" ] || dictionary=-dict=tests/fuzz/dictionaries/$target
		begun=$(date +%s)
		# Inputs chosen by entropy, leaks looked for after each input and not at the end of the turn, and the
		# names of new functions would each take a third of the time.
		"$out/tests/fuzz/fuzz_$target" -max_total_time="$left" -timeout=20 -report_slow_units=20 -rss_limit_mb=3000 \
			-entropic=0 -max_len="$(length "$target")" -print_final_stats=1 -print_funcs=0 -detect_leaks=0 \
			-artifact_prefix="$out/found/$target-" ${dictionary:+"$dictionary"} \
			"$out/corpus/$target" "tests/fuzz/corpus/$target" >"$out/runs/$target.log" 2>&1 ||
			cp "$out/runs/$target.log" "$out/found/$target-$begun.log" # perhaps without an input
		rm -rf "$TMPDIR"/kanben-fuzz-*
		spent=$(($(date +%s) - begun))
		sed -n "s/^stat::number_of_executed_units: *\(.*\)/$target \1 $spent/p" "$out/runs/$target.log" >>"$out/runs/counts"
	done
done
awk '{n[$1] += $2; s[$1] += $3; n["all"] += $2; s["all"] += $3}
	END {for (t in n) printf "%-8s %12d %8d a second\n", t, n[t], n[t] / (s[t] > 0 ? s[t] : 1)}' \
	"$out/runs/counts"
if [ -n "$(ls "$out/found")" ]; then
	ls "$out/found"
	exit 1
fi
