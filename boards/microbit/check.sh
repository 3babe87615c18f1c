#!/usr/bin/env bash
# Builds the firmware for the real board and for the emulated one, looks for float in it, runs it in QEMU,
# compares its LEDs with screen.png, and its hashes with the host's. Fails at the first difference.
set -euo pipefail
cd "$(dirname "$0")"

../tools/build.sh
../tools/build.sh --no-default-features --features qemu
elf=${CARGO_TARGET_DIR:-target}/thumbv6m-none-eabi/release/microbit-v1
DISPLAY_READER=./leds.py ../tools/qemu-check.sh microbit Cortex-M0 16 "$elf"
