#!/usr/bin/env bash
# cargo's runner: run.sh ELF [more QEMU arguments]
# Runs the firmware in QEMU and prints its log. Fails if either does: without pipefail a firmware
# that panics would pass.
set -euo pipefail
elf=$1
shift
# -icount shift=0: an instruction takes a nanosecond of the board's time, on any host
qemu-system-arm -machine lm3s6965evb -display none -monitor none -serial null \
    -icount shift=0 -semihosting-config enable=on,target=native \
    -kernel "$elf" "$@" | defmt-print -e "$elf" --log-format '{s}'
