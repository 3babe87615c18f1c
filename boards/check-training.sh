#!/usr/bin/env bash
# Lets networks learn from 300 pictures on the emulated Cortex-M4F, RV32IMC and Cortex-M0+, and compares
# traces and maps with those of the host; on the Pico, of 12x12 units unless PICO_SIDE=24, goes on from
# the snapshot in flash. Fails at the first difference.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

host() { # SIDE PRESENTATIONS
    cargo run --release --quiet --manifest-path ../Cargo.toml -p lissom-demo --example development -- "$@"
}

check() { # BOARD SIDE LOG: the host's lines are in LOG, each of them
    diff <(grep -E '^(trace|map) ' "$3") <(host "$2" 300 | grep -E '^(trace|map) ')
    awk -v board="$1" -v side="$2" '
        /^trace/ { traces++; trace = $3 } /^ticks/ { ticks[$2] += $3 }
        END { printf "%s, %dx%d: %d traces, chip and host: equal, the last %s; ", board, side, side, traces, trace
              printf "mean ticks settling %d, learning %d\n", ticks["settle"] / traces, ticks["learn"] / traces }' "$3"
}

for board in qemu-mps:Cortex-M4F qemu-riscv:RV32IMC; do
    (cd "${board%:*}" && cargo run --release --quiet --features train --bin train) >"$work/log"
    check "${board#*:}" 36 "$work/log"
done

cd pico
(cd emu && npm ci --silent --no-audit --no-fund)
side=${PICO_SIDE:-12}
train=(cargo run --release --quiet --features train,ssd1306 --bin train -- --ms 600000 --kept "$work/kept")
LISSOM_SIDE=$side "${train[@]}" >"$work/log"
grep -q '^saved 300$' "$work/log"
cd ..
check "Pico's Cortex-M0+" "$side" "$work/log"

# the power fails; the next hundred presentations are those of a training that was never interrupted
last=$(host "$side" 400 | grep '^trace 400 ')
(cd pico && LISSOM_SIDE=$side "${train[@]}" --until "$last") >"$work/log"
grep -q '^loaded 300$' "$work/log"
echo "Pico: loaded after 300 presentations, goes on to $last, as the host"
