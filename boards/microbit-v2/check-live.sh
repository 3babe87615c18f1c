#!/usr/bin/env bash
# Builds the firmware with the live retina, and sends frames back to back to the modelled chip at 115 200 baud, 25 or
# FRAMES=1000, a fifth of them damaged. Then the tool itself sends and is killed, by way of a pseudo-terminal. Needs
# Node.js. Fails at the first difference from the host's hashes.
set -euo pipefail
cd "$(dirname "$0")"
board=microbit-v2
. ../tools/live.sh

node ../pico/emu/endurance.mjs "$board" "$elf" "${FRAMES:-25}" "${lissom[@]}"

lend
for pause in 0 0.3; do # killed in the middle of something
    begin
    sleep "$pause"
    interrupt
done
