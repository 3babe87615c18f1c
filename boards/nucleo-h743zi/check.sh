#!/usr/bin/env bash
# Builds the firmware, looks for float in it, runs it on the chip that tools/machine models, compares its display with
# screen.png and its hashes with the host's; so it does with a live retina. The firmware that learns is built only.
# Fails at the first difference.
set -euo pipefail
cd "$(dirname "$0")"
../tools/build.sh --features train --bin train
./check-live.sh
../tools/build.sh
elf=${CARGO_TARGET_DIR:-target}/thumbv7em-none-eabihf/release/nucleo-h743zi
../tools/machine-check.sh nucleo-h743zi Cortex-M7 400 "$elf"
