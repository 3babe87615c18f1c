#!/usr/bin/env bash
# Lets networks learn from 300 pictures on the emulated Cortex-M4F, RV32IMC and Cortex-M0+, and from 100 faces
# on RV32IMC, and compares traces and maps with those of the host; the Pico, of 24x24 units unless PICO_SIDE
# is 12 or 20, then goes on from the snapshot in flash. Fails at the first difference.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

host() { # [faces] SIDE PRESENTATIONS
    cargo run --release --quiet --manifest-path ../Cargo.toml -p lissom-demo --example development -- "$@"
}

check() { # NAME LOG [faces] SIDE PRESENTATIONS: the host's lines are in LOG, each of them
    local name=$1 log=$2
    shift 2
    diff <(grep -E '^(trace|map) ' "$log") <(host "$@" | grep -E '^(trace|map) ')
    awk -v name="$name" '
        /^trace/ { traces++; trace = $3 } /^ticks/ { ticks[$2] += $3 }
        END { printf "%s: %d traces, chip and host: equal, the last %s; ", name, traces, trace
              printf "mean ticks settling %d, learning %d\n", ticks["settle"] / traces, ticks["learn"] / traces }' "$log"
}

for board in qemu-mps:Cortex-M4F qemu-riscv:RV32IMC; do
    (cd "${board%:*}" && cargo run --release --quiet --features train --bin train) >"$work/log"
    check "${board#*:}, 36x36" "$work/log" 36 300
done
(cd qemu-riscv && PRESENTATIONS=100 cargo run --release --quiet --features train,faces --bin train) >"$work/log"
check "RV32IMC, 36x36, faces" "$work/log" faces 36 100

cd pico
(cd emu && npm ci --silent --no-audit --no-fund)
side=${PICO_SIDE:-24}
train=(./emulate.sh --quiet --features train,ssd1306 --bin train -- --ms 600000 --kept "$work/kept")
LISSOM_SIDE=$side "${train[@]}" >"$work/log"
grep -q '^saved 300$' "$work/log"
cd ..
check "Pico's Cortex-M0+, ${side}x$side" "$work/log" "$side" 300

# the power fails; the next hundred presentations are those of a training that was never interrupted
last=$(host "$side" 400 | grep '^trace 400 ')
(cd pico && LISSOM_SIDE=$side "${train[@]}" --until "$last") >"$work/log"
grep -q '^loaded 300$' "$work/log"
echo "Pico: loaded after 300 presentations, goes on to $last, as the host"
