#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: parallel.sh REPORTS OUT [N]
# Has GNU parallel make the reports of the folder REPORTS into the folder OUT, in N parts (64 unless
# given), as many parts at a time as there are cores. Run again with the same N it goes on where it
# was. OUT/log has a log of each part. KANBEN names the program where it is not in PATH; options for
# GNU parallel, such as --sshloginfile for more machines, go into its own variable PARALLEL.
# Exit: the worst of all parts, as kanben's; 3 if a part was never begun.
set -eu
reports=$1 out=$2 n=${3:-64}

mkdir -p "$out/log"
parts=$(mktemp)
trap 'rm -f "$parts"' EXIT

# GNU parallel's own exit status counts the parts that failed; beyond 101 it failed itself.
seq "$n" | parallel -q --joblog "$parts" \
	"${KANBEN:-kanben}" render "$reports" -o "$out/" -j 1 --shard "{}/$n" \
	--log "$out/log/{}-of-$n.jsonl" --resume || [ $? -le 101 ] || exit 3

# Columns 7 and 8 are exit status and signal.
awk -v n="$n" '
	NR > 1 { code = $8 > 0 ? 128 + $8 : $7; if (code > worst) worst = code }
	END { exit NR - 1 < n && worst < 3 ? 3 : worst }
' "$parts"
