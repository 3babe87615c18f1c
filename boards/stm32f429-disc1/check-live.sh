#!/usr/bin/env bash
# Builds the firmware with the live retina and lends the serial port of the modelled chip's probe to the tool: it
# sends pictures at 115 200 baud, is killed while it sends and while it is answered, and sends again. With FRAMES=25
# that many frames are sent back to back before, a fifth of them damaged, which needs Node.js and, for 25, a minute
# and a half of a core. Fails at the first difference from the host's hashes.
set -euo pipefail
cd "$(dirname "$0")"
. ../tools/live.sh

endure "${FRAMES:-}"
lend_and_kill
