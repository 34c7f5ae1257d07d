#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: parallel.sh REPORTS OUT [N]
# Renders the reports in the folder REPORTS to the folder OUT with GNU parallel: in N parts (default:
# 64), as many at a time as there are cores. Run again with the same N, it resumes where it left off.
# OUT/log has a log of each part. Set KANBEN to the program's path if it is not in PATH; options for
# GNU parallel, such as --sshloginfile for more machines, go into its variable PARALLEL.
# Exit: the worst of kanben's exit codes of all parts; 3 if a part was not started.
set -eu
reports=$1 out=$2 n=${3:-64}

mkdir -p "$out/log"
parts=$(mktemp)
trap 'rm -f "$parts"' EXIT

# GNU parallel's exit status is the number of failed parts; above 101, parallel itself failed.
seq "$n" | parallel -q --joblog "$parts" \
	"${KANBEN:-kanben}" render "$reports" -o "$out/" -j 1 --shard "{}/$n" \
	--log "$out/log/{}-of-$n.jsonl" --resume || [ $? -le 101 ] || exit 3

# Columns 7 and 8 are exit status and signal.
awk -v n="$n" '
	NR > 1 { code = $8 > 0 ? 128 + $8 : $7; if (code > worst) worst = code }
	END { exit NR - 1 < n && worst < 3 ? 3 : worst }
' "$parts"
