#!/usr/bin/env bash
# Builds the firmware for the real board and for the emulated one, looks for float in it, runs it in QEMU,
# compares its picture with screen.png, and its hashes with the host's. Fails at the first difference.
set -euo pipefail
cd "$(dirname "$0")"

../tools/build.sh
../tools/build.sh --no-default-features --features qemu
elf=${CARGO_TARGET_DIR:-target}/thumbv7em-none-eabihf/release/b-l475e-iot01a
SETTLE=1 DISPLAY_READER=./matrix.py ../tools/qemu-check.sh b-l475e-iot01a Cortex-M4F 80 "$elf"
