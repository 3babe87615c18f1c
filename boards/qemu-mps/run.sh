#!/usr/bin/env bash
# cargo's runner: run.sh ELF [more QEMU arguments]
# Runs the firmware on BOARD, or on the first board of its target, and prints its log. Fails if either
# does: without pipefail a firmware that panics would pass.
set -euo pipefail
elf=$1
shift
case $elf in
*thumbv7m-*) board=mps2-an385 ;;
*thumbv8m*) board=mps2-an505 ;;
*) board=mps2-an386 ;;
esac
BOARD=${BOARD:-$board} "$(dirname "$0")/qemu.sh" -kernel "$elf" "$@" |
    defmt-print -e "$elf" --log-format '{s}'
