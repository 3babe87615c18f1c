#!/usr/bin/env bash
# Builds the firmware that learns from a sensor, runs it on the modelled chip with each sensor, and compares the retina
# and V1 after every frame, learning included, with those of the host. LEARNS=yes: until it has saved what it has
# learned from 300 frames, and goes on from there after a restart. Fails at the first difference.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

elf=${CARGO_TARGET_DIR:-target}/thumbv8m.main-none-eabihf/release/sensor
../tools/build.sh --features sensor --bin sensor
../tools/check_symbols.py --learns "$elf" | tail -n 1
side=$(sed -n 's/^learning = \([0-9]*\).*/\1/p' Cargo.toml)

run() { # KIND [OPTIONS]
    ../tools/machine.sh pico2 "$elf" --sensor "$1:../pico/emu/frames/$1.bin" "${@:2}"
}

for kind in amg8833 vl53l5cx; do
    run "$kind" --until rate >"$work/log"
    ../tools/sensor-check.sh "$kind" "$side" "$PWD/../pico/emu/frames/$kind.bin" "$work/log"
done
if [ "${LEARNS:-}" = yes ]; then
    run amg8833 --until "done 300" --seconds 100 --kept "$work/kept" >"$work/log"
    ../tools/sensor-check.sh amg8833 "$side" "$PWD/../pico/emu/frames/amg8833.bin" "$work/log"
    run amg8833 --until "frame 301 " --kept "$work/kept" >"$work/log"
    grep '^loaded 300$' "$work/log"
fi
