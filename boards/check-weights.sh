#!/usr/bin/env bash
# check-weights.sh: lets small networks of each preset learn on the host in several number formats, puts them on the
# emulated LM3S6965 by LISSOM_WEIGHTS, and compares what settles there with the host's hashes. GCAL keeps its gain
# control, its shared kernel and its thresholds; weights of 32 bits are rounded. Fails at the first difference.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd .. && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -z "${LISSOM:-}" ]; then # not built already
    (cd "$root" && cargo build --release --quiet -p lissom-host)
    LISSOM=${CARGO_TARGET_DIR:-$root/target}/release/lissom
fi
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target/boards-build}
elf=$CARGO_TARGET_DIR/thumbv7m-none-eabi/release/qemu-lm3s6965

while read -r preset number side; do
    folder=$work/$preset-$number
    "$LISSOM" train --quiet --preset "$preset" --number "$number" --side "$side" --presentations 60 \
        --out "$folder" >"$work/log"
    "$LISSOM" board export "$folder/000060.snapshot" --out "$folder/learned" | grep '^hash' >"$work/host"
    (
        cd qemu-lm3s6965
        LISSOM_WEIGHTS=$folder/learned ../tools/build.sh
        ./run.sh "$elf" >"$work/log"
    )
    tools/check_symbols.py "$elf" | tail -n 1
    diff <(grep '^hash' "$work/log") "$work/host"
    echo "$preset of $number, $side × $side: $(grep -c . "$work/host") hashes, chip and host: equal"
done <<<'gcal fixed16 12
gcal fixed8 15
lissom-or fixed8 12
notebook-or fixed32 16'
