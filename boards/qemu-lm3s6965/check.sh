#!/usr/bin/env bash
# Builds the firmware, looks for float in it, runs it, compares its picture with screen.png, and its
# hashes with those that the host computes from the same preset. Fails at the first difference.
set -euo pipefail
cd "$(dirname "$0")"

../tools/build.sh
elf=${CARGO_TARGET_DIR:-target}/thumbv7m-none-eabi/release/qemu-lm3s6965
../tools/qemu-check.sh qemu-lm3s6965 Cortex-M3 12.5 "$elf"
