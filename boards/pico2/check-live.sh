#!/usr/bin/env bash
# Builds the firmware with the live retina, and runs on it the checks of ../pico/check.sh that are about USB: it streams
# good and bad frames, wedges the port, and sends frames back to back, 25 or FRAMES=1000. Needs Node.js. Fails at
# the first difference.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

../tools/build.sh --features live --bin live
elf=${CARGO_TARGET_DIR:-target}/thumbv8m.main-none-eabihf/release/live
../tools/check_symbols.py "$elf"
lissom=(cargo run --release --quiet --manifest-path ../../Cargo.toml --)
[ -z "${LISSOM:-}" ] || lissom=("$LISSOM") # built already

python3 -c 'import sys; sys.stdout.buffer.write(bytes(max(0, 255 - 9 * abs(3 * r - 2 * c - 9) - 4 * (r - 18) ** 2)
    for r in range(36) for c in range(36)))' >"$work/picture.raw"
hash=$("${lissom[@]}" settle --preset notebook --side 36 --out "$work/host" \
    --raw "$work/picture.raw" --width 36 --height 36 | awk '/^hash/ { hash = $4 } END { print hash }')
echo "hash of a picture on the host: $hash"
emu=../pico/emu
node "$emu/stream.mjs" pico2 "$elf" "$work/picture.raw" "$hash"
node "$emu/wedge.mjs" pico2 "$elf" "$work/picture.raw" "$hash"
node "$emu/endurance.mjs" pico2 "$elf" "${FRAMES:-25}" "${lissom[@]}"
