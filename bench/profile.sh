#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: bench/profile.sh PROGRAM [PROFILE]
# Lists the functions that execute the most instructions: in one cold run, including startup, and in
# the library rendering that report 50 times in one process (bench/warm, if it is built). Needs
# valgrind. Names come from the symbol table; a build with -Ddebug=true has line numbers, too.
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
[ $# -ge 1 ] || {
	sed -n 's/^# usage: /usage: /p' "$0" >&2
	exit 2
}
program=$1
profile=${2:-publish}
warm=$(dirname -- "$program")/../../bench/warm
report=$here/../examples/baodi-2024.json
times=50
functions=25

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export KANBEN_FONTS="$here/../fonts" KANBEN_LAYOUTS="$here/../layouts"

# TITLE COMMAND...: counts the instructions of a command.
count() {
	printf '\n%s\n\n' "$1"
	shift
	valgrind --tool=callgrind --callgrind-out-file="$work/callgrind" "$@" >"$work/log" 2>&1 || {
		cat "$work/log" >&2
		exit 3
	}
	callgrind_annotate "$work/callgrind" |
		sed -n -e '/PROGRAM TOTALS/p' -e '/file:function/,$p' |
		grep -v '^-*$' | head -n $((functions + 2))
}

count "one cold report ($profile)" \
	"$program" render "$report" -o "$work/out.pdf" --profile "$profile"

if [ -x "$warm" ]; then
	count "one report $times times in one process ($profile)" "$warm" "$report" "$profile" $times
else
	printf '\n%s\n' "$warm is not built: no profile of a warm process"
fi
