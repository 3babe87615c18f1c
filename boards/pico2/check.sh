#!/usr/bin/env bash
# Builds the firmware, looks for float in it, runs it on the chip that tools/machine models, compares its display with
# screen.png and its hashes with the host's; so it does with a live retina and with sensors. The firmware that learns
# is built only. Fails at the first difference.
set -euo pipefail
cd "$(dirname "$0")"
../tools/build.sh --features train --bin train
./check-sensors.sh
./check-live.sh
../tools/build.sh
elf=${CARGO_TARGET_DIR:-target}/thumbv8m.main-none-eabihf/release/pico2
../tools/machine-check.sh pico2 Cortex-M33 150 "$elf"
