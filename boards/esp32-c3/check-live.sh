#!/usr/bin/env bash
# Builds the firmware with the live retina and lends the modelled chip's USB port to the tool: it sends pictures, is
# killed while it sends and while it is answered, and sends again. Fails at the first difference from the host's hash.
set -euo pipefail
cd "$(dirname "$0")"
board=esp32-c3
. ../tools/live.sh

lend
for pause in 0 0.3; do # killed in the middle of something
    begin
    sleep "$pause"
    interrupt
done
