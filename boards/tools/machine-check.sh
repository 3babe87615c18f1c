#!/usr/bin/env bash
# machine-check.sh BOARD CORE MEGAHERTZ ELF: run in the folder of a board that tools/machine models.
# Looks for float in the firmware, runs it until it has shown its four pictures, compares its display with screen.png,
# or replaces that if UPDATE=--update, and its hashes with those that the host computes. Ends with the board's row for
# table.py. A display that a person would not see is a failure, and so is what the chip or the board would not bear.
# MEGAHERTZ is the core's rate: the log's ticks are microseconds, in which it does as many instructions.
set -euo pipefail
board=$1 core=$2 megahertz=$3 elf=$4
side=$(sed -n 's/^side = \([0-9]*\).*/\1/p' Cargo.toml)
tools=$(cd "$(dirname "$0")" && pwd)
shown=$tools/../../target/boards/$board.png

"$tools/check_symbols.py" "$elf"
log=$("$tools/machine.sh" "$board" "$elf" --until "ticks long60" --settle 30 --screen "$shown")
if [ "${UPDATE:-}" = --update ]; then
    cp "$shown" screen.png
    echo "screenshot updated"
else
    "$tools/png.py" screen.png "$shown"
fi
diff <(grep '^hash' <<<"$log") <("$tools/host.sh" "$side")
echo "$(grep -c '^hash' <<<"$log") hashes, $board and host: equal"
hash=$(awk '/^hash gaussian/ { hash = $4 } END { print hash }' <<<"$log")
instructions=$(awk -v megahertz="$megahertz" '/^ticks gaussian/ { print $3 * megahertz }' <<<"$log")
stack=$(awk '/^stack/ { print $2 }' <<<"$log")
echo "row $board $core notebook-$side $elf $hash $instructions $stack"
