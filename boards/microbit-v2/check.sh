#!/usr/bin/env bash
# Builds the firmware, looks for float in it, runs it on the chip that tools/machine models, compares its display with
# screen.png and its hashes with the host's; so it does with a live retina. Fails at the first difference.
set -euo pipefail
cd "$(dirname "$0")"
./check-live.sh
../tools/build.sh
elf=${CARGO_TARGET_DIR:-target}/thumbv7em-none-eabihf/release/microbit-v2
../tools/machine-check.sh microbit-v2 Cortex-M4F 64 "$elf"
# the log has embassy's warnings
../tools/machine.sh microbit-v2-set "$elf" --until "You have requested enabling chip reset" --settle 100
