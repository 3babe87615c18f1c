#!/usr/bin/env bash
# cargo's runner: run.sh ELF [more QEMU arguments]
# Runs the firmware in QEMU and prints its log. Fails if either does: without pipefail a firmware
# that panics would pass.
set -euo pipefail
elf=$1
shift
"$(dirname "$0")/qemu.sh" -kernel "$elf" "$@" | defmt-print -e "$elf" --log-format '{s}'
