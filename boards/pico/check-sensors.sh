#!/usr/bin/env bash
# Builds the firmware that learns from a sensor, plugs each emulated sensor in, and compares the retina and V1
# after every frame, learning included, and the display at the end with those of the host. Fails at the first
# difference.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ -d emu/node_modules ] || (cd emu && npm ci --silent --no-audit --no-fund)
elf=${CARGO_TARGET_DIR:-target}/thumbv6m-none-eabi/release/sensor
../tools/build.sh --features sensor --bin sensor

(node emu/run.mjs "$elf" --ms 1000 2>/dev/null || [ $? = 101 ]) | grep '^no sensor' # and it says so

for kind in amg8833 vl53l5cx; do
    frames=$PWD/emu/frames/$kind.bin
    node emu/run.mjs "$elf" --sensor "$kind:$frames" --until rate --out "$work" >"$work/log"
    ../tools/sensor-check.sh "$kind" 24 "$frames" "$work/log" "$work/host.png"
    # but for the pictures a second, which the host has no clock for
    (cd emu && node -e "import('./image.mjs').then(i => process.exit(i.same(...process.argv.slice(1)) ? 0 : 1))" \
        "$work/screen-st7789.png" "$work/host.png" 5 55 106 40 10) || { echo "the displays differ"; exit 1; }
done
