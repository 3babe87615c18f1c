#!/usr/bin/env bash
# Builds the firmware, looks for float in it, runs it, compares its picture with screen.png, and its
# hashes with those that the host computes from the same preset. Fails at the first difference.
set -euo pipefail
cd "$(dirname "$0")"

cargo build --release
elf=${CARGO_TARGET_DIR:-target}/thumbv7m-none-eabi/release/qemu-lm3s6965
./check_symbols.py "$elf"
log=$(./screenshot.py "$elf")
echo "$log"

cd ../..
settle() { # NAME OPTIONS: the hash lines of the host, under the firmware's name of the stimulus
    local out name=$1
    shift
    out=$(mktemp -d)
    cargo run --release --quiet -- settle --preset notebook --side 24 --out "$out" "$@" |
        sed -n "s/^hash [^ ]*/hash $name/p"
    rm -r "$out"
}
host=$(
    settle gaussian --stimulus gaussian --sigma 2
    settle bar30 --stimulus gaussian --sigma 0.75 --sigma-column 2.5 --orientation 30
    settle bar120 --stimulus gaussian --row 9 --column 15 --sigma 0.75 --sigma-column 2.5 --orientation 120
    settle long60 --stimulus gaussian --row 12 --column 11 --sigma 1 --sigma-column 6 --orientation 60
)
diff <(grep '^hash' <<<"$log") <(echo "$host")
echo "$(grep -c . <<<"$host") hashes, chip and host: equal"
