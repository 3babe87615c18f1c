#!/usr/bin/env bash
# Builds the firmware with the live retina and lends the modelled chip's USB port to the tool: it sends pictures, is
# killed while it sends and while it is answered, and sends again. Fails at the first difference from the host's hash.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

../tools/build.sh --features live --bin live
elf=${CARGO_TARGET_DIR:-target}/riscv32imc-unknown-none-elf/release/live
../tools/check_symbols.py "$elf"
lissom=(cargo run --release --quiet --manifest-path ../../Cargo.toml --)
[ -z "${LISSOM:-}" ] || lissom=("$LISSOM") # built already

python3 -c 'import sys; sys.stdout.buffer.write(bytes(max(0, 255 - 9 * abs(3 * r - 2 * c - 9) - 4 * (r - 18) ** 2)
    for r in range(36) for c in range(36)))' >"$work/picture.raw"
hash=$("${lissom[@]}" settle --preset notebook --side 36 --out "$work/host" \
    --raw "$work/picture.raw" --width 36 --height 36 | awk '/^hash/ { hash = $4 } END { print hash }')
echo "hash of a picture on the host: $hash"

../tools/machine.sh --cable esp32-c3 "$elf" >"$work/log" &
machine=$!
trap 'kill "$machine" 2>/dev/null; rm -rf "$work"' EXIT
until port=$(sed -n 's/^usb //p' "$work/log") && [ -n "$port" ]; do sleep 0.2; kill -0 "$machine"; done
send() { "${lissom[@]}" send --port "$port" --timeout 600 "$work/picture.raw" "$@"; }
send "$work/picture.raw" | tee "$work/sent"
[ "$(grep -c "hash $hash" "$work/sent")" = 2 ]
for pause in 0 0.3; do # killed in the middle of something
    rm "$work/sent"
    "${lissom[@]}" send --port "$port" --timeout 600 "$work/picture.raw" --repeat >"$work/sent" & # not a shell
    sender=$!
    until [ -s "$work/sent" ]; do sleep 0.2; kill -0 "$sender"; done
    sleep "$pause"
    kill -9 "$sender"
    wait "$sender" 2>/dev/null || true
    send | tee "$work/sent"
    grep -q "hash $hash" "$work/sent"
done
