#!/usr/bin/env bash
# qemu-check.sh BOARD CORE MEGAHERTZ ELF: run in the folder of an emulated board that has a qemu.sh.
# Looks for float in the firmware, runs it, compares its display with screen-BOARD.png or screen.png and its
# hashes with those that the host computes. Ends with the board's row for table.py. MEGAHERTZ is the rate of
# the log's ticks; with -icount shift=0 an instruction takes a nanosecond. SETTLE is the seconds after which
# a display that is scanned shows a whole picture, DISPLAY_READER a script in place of screenshot.py; with
# UPDATE=--update the picture is replaced.
set -euo pipefail
board=$1 core=$2 megahertz=$3 elf=$4
side=$(sed -n 's/^side = \([0-9]*\).*/\1/p' Cargo.toml)
tools=$(cd "$(dirname "$0")" && pwd)
screen=screen.png
[ -f "screen-$board.png" ] && screen=screen-$board.png

"$tools/check_symbols.py" "$elf"
save=$tools/../../target/boards/$board.png
log=$(HOLD=1 BOARD=$board ${DISPLAY_READER:-"$tools/screenshot.py"} "$elf" "$screen" --save "$save" \
    --settle "${SETTLE:-0}" ${UPDATE:-} -- ./qemu.sh)
diff <(grep '^hash' <<<"$log") <("$tools/host.sh" "$side")
echo "$(grep -c '^hash' <<<"$log") hashes, $board and host: equal"
settled=$(awk -v start="settle $board $core" -v megahertz="$megahertz" \
    '/^ticks/ { printf "%s %s %d\n", start, $2, $3 * 1000 / megahertz }' <<<"$log")
echo "$settled"
hash=$(awk '/^hash gaussian/ { hash = $4 } END { print hash }' <<<"$log")
stack=$(awk '/^stack/ { print $2 }' <<<"$log")
echo "row $board $core notebook-$side $elf $hash $(awk '/ gaussian / { print $5 }' <<<"$settled")" "${stack:--}"
