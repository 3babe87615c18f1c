#!/usr/bin/env bash
# qemu.sh ELF: runs it on a Netduino Plus 2, which has this chip, and prints its log. -icount shift=0: an
# instruction takes a nanosecond of the emulated time.
set -euo pipefail
qemu-system-arm -machine netduinoplus2 -display none -monitor none -serial null -icount shift=0 \
    -semihosting-config enable=on,target=native -kernel "$1" | defmt-print -e "$1" --log-format '{s}'
