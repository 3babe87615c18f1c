#!/usr/bin/env bash
# Builds the firmware with the live retina, and runs on it the checks of ../pico/check.sh that are about USB: it streams
# good and bad frames, wedges the port, and sends frames back to back, 25 or FRAMES=1000. Then the tool itself sends and
# is killed, by way of a pseudo-terminal. Needs Node.js. Fails at the first difference.
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

touch "$work/log"
../tools/machine.sh --cable pico2 "$elf" >"$work/log" &
machine=$!
trap 'kill "$machine" 2>/dev/null; rm -rf "$work"' EXIT
until port=$(sed -n 's/^usb //p' "$work/log") && [ -n "$port" ]; do sleep 0.2; kill -0 "$machine"; done
send() { "${lissom[@]}" send --port "$port" --timeout 600 "$work/picture.raw" "$@"; }
send "$work/picture.raw" | tee "$work/sent"
[ "$(grep -c "hash $hash" "$work/sent")" = 2 ]
for _ in 1 2; do # killed in the middle of a picture or of an answer, and told to who comes meanwhile
    rm "$work/sent" # the sender begins it anew, some time later
    "${lissom[@]}" send --port "$port" --timeout 600 "$work/picture.raw" --repeat >"$work/sent" & # not a shell
    sender=$!
    until [ -s "$work/sent" ]; do sleep 0.2; kill -0 "$sender"; done
    code=0
    send 2>"$work/busy" || code=$?
    [ "$code" = 2 ]
    kill -9 "$sender"
    wait "$sender" 2>/dev/null || true
    send | grep "hash $hash"
done
cat "$work/busy"
