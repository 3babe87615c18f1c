#!/usr/bin/env bash
# Builds the firmware with the live retina, and runs on it the checks of ../pico/check.sh that are about USB: it streams
# good and bad frames, wedges the port, and sends frames back to back, 25 or FRAMES=1000. Then the tool itself sends and
# is killed, by way of a pseudo-terminal. Needs Node.js. Fails at the first difference.
set -euo pipefail
cd "$(dirname "$0")"
. ../tools/live.sh

emu=../pico/emu
node "$emu/stream.mjs" pico2 "$elf" "$work/picture.raw" "$hash"
node "$emu/wedge.mjs" pico2 "$elf" "$work/picture.raw" "$hash"
endure "${FRAMES:-25}"

lend
for _ in 1 2; do # killed in the middle of a picture or of an answer, and told to who comes meanwhile
    begin
    code=0
    send 2>"$work/busy" || code=$?
    [ "$code" = 2 ]
    interrupt
done
cat "$work/busy"
