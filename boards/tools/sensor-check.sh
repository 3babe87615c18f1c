#!/usr/bin/env bash
# sensor-check.sh KIND SIDE FRAMES LOG [PNG]: compares the retina and V1 after every frame, learning included, and the
# maps in a board's log with those of the host, which has seen the same frames; PNG is the host's display then.
set -euo pipefail
kind=$1 side=$2 frames=$3 log=$4
count=$(grep -c '^frame' "$log")
host=$( # beside the tool, whose dependencies it shares
    cd "$(dirname "$0")/../.."
    env -u CARGO_TARGET_DIR cargo run --release --quiet -p lissom-demo --example sensor -- \
        "$kind" "$side" "$count" "$frames" "${@:5}"
)
diff <(grep -E '^(frame|map)' "$log") <(grep -E '^(frame|map)' <<<"$host")
echo "$count frames, $kind on the chip and the host: equal; $(grep '^rate' "$log")"
