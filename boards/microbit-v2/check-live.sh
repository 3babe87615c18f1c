#!/usr/bin/env bash
# Builds the firmware with the live retina, and sends frames back to back to the modelled chip at 115 200 baud, 25 or
# FRAMES=1000, a fifth of them damaged. Then the tool itself sends and is killed, by way of a pseudo-terminal. Needs
# Node.js. Fails at the first difference from the host's hashes.
set -euo pipefail
cd "$(dirname "$0")"
. ../tools/live.sh

endure "${FRAMES:-25}"
lend_and_kill
