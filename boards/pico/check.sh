#!/usr/bin/env bash
# Builds the firmware for both displays, runs the UF2 files on the emulated Pico, compares hashes with
# those that the host computes and displays with screen-*.png, streams good and bad frames over USB,
# counts how many are shown in a second, and wedges the port. Fails at the first difference. With --update it takes new screen-*.png. FRAMES=1000 sends
# that many frames back to back instead of 50.
set -euo pipefail
cd "$(dirname "$0")"
update=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ -n "${EMULATOR_INSTALLED:-}" ] || (cd emu && npm ci --silent --no-audit --no-fund)
elf=${CARGO_TARGET_DIR:-target}/thumbv6m-none-eabi/release/pico
host=$(../tools/host.sh 24)
lissom=(cargo run --release --quiet --manifest-path ../../Cargo.toml --)
[ -z "${LISSOM:-}" ] || lissom=("$LISSOM") # built already
pictures=../../target/boards
mkdir -p "$pictures"

check() { # DISPLAY FEATURES: the stimuli on it
    ../tools/build.sh --features "$2"
    ../tools/check_symbols.py "$elf"
    ../tools/uf2.py "$elf" "$work/$1.uf2"
    node emu/run.mjs "$work/$1.uf2" --out "$work" | tee "$work/log"
    diff <(grep '^hash' "$work/log") <(echo "$host")
    echo "$(grep -c . <<<"$host") hashes, chip and host: equal"
    cp "$work/screen-$1.png" "$pictures/pico-$1.png"
    [ -z "$update" ] || cp "$work/screen-$1.png" .
    (cd emu && node -e "import('./image.mjs').then(i => process.exit(i.same(...process.argv.slice(1)) ? 0 : 1))" \
        "$work/screen-$1.png" "../screen-$1.png") || { echo "the $1 differs from screen-$1.png"; exit 1; }
    awk '/^ticks/ { print "settle pico Cortex-M0+", $2, $3, "cycles" }' "$work/log"
    hash=$(awk '/^hash gaussian/ { hash = $4 } END { print hash }' "$work/log")
    cp "$elf" "$elf-$1"
    echo "row pico-$1 Cortex-M0+ notebook-24 $elf-$1 $hash $(awk '/^ticks gaussian/ { print $3 }' "$work/log") -" >>"$work/rows"
}
# the firmware that learns and the one for both cores, which the emulator has not: they link
../tools/build.sh --features dual-core --bin dual
LISSOM_PRESET=gcal LISSOM_SIDE=20 ../tools/build.sh --features train,ssd1306 --bin train
../tools/check_symbols.py --learns "$(dirname "$elf")/train"
check ssd1306 ssd1306
check st7789 ""
./check-sensors.sh
(cd ../tools && FIRMWARE=$elf python3 -B -m unittest --quiet tests/test_files.py)

# a picture of our own, as the tool settles it, as a script sends it, and as the tool sends it
python3 -c 'import sys; sys.stdout.buffer.write(bytes(max(0, 255 - 9 * abs(3 * r - 2 * c - 9) - 4 * (r - 12) ** 2)
    for r in range(24) for c in range(24)))' >"$work/picture.raw"
hash=$("${lissom[@]}" settle --preset notebook --side 24 --out "$work/host" \
    --raw "$work/picture.raw" --width 24 --height 24 | awk '/^hash/ { hash = $4 } END { print hash }')
echo "hash of a picture on the host: $hash"
node emu/stream.mjs pico "$work/st7789.uf2" "$work/picture.raw" "$hash"
node emu/rate.mjs pico "$work/st7789.uf2" 10
node emu/wedge.mjs pico "$work/st7789.uf2" "$work/picture.raw" "$hash"
node emu/endurance.mjs pico "$work/st7789.uf2" "${FRAMES:-50}" "${lissom[@]}"

node emu/run.mjs "$work/st7789.uf2" --port 0 --until never >"$work/log" 2>/dev/null &
emulator=$!
trap 'kill "$emulator" 2>/dev/null; rm -rf "$work"' EXIT
until port=$(grep -m 1 -o 'tcp:.*' "$work/log"); do sleep 0.2; kill -0 "$emulator"; done
("${lissom[@]}" send --port "$port" --timeout 600 \
    "$work/picture.raw" "$work/picture.raw") | tee "$work/sent"
[ "$(grep -c "hash $hash" "$work/sent")" = 2 ]
# one program after the other, and one beside another, which is told
"${lissom[@]}" watch --port "$port" --timeout 600 >"$work/watched" &
watcher=$!
until [ -s "$work/watched" ]; do sleep 0.2; kill -0 "$watcher"; done
code=0
"${lissom[@]}" send --port "$port" "$work/picture.raw" 2>"$work/busy" || code=$?
kill "$watcher"
grep 'busy: another program has this port' "$work/busy"
[ "$code" = 2 ]
for _ in 1 2 3; do "${lissom[@]}" send --port "$port" --timeout 600 "$work/picture.raw" | grep "hash $hash"; done
cat "$work/rows"
