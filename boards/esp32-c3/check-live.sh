#!/usr/bin/env bash
# Builds the firmware with the live retina and lends the modelled chip's USB port to the tool: it sends pictures, is
# killed while it sends and while it is answered, and sends again. Fails at the first difference from the host's hash.
set -euo pipefail
cd "$(dirname "$0")"
. ../tools/live.sh

lend_and_kill
