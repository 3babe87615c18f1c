#!/usr/bin/env bash
# check.sh [--write]: counts each kernel's instructions on the emulated cores and compares them with
# expected.txt; with --write, makes that file. Fails if a count has grown by more than 2 %, or if the
# responses' hashes differ between cores.
set -euo pipefail
cd "$(dirname "$0")"
target_dir=${CARGO_TARGET_DIR:-target}
out=$(mktemp)
trap 'rm -f "$out"' EXIT

# core, board, target, more arguments of cargo
while read -r core board target arguments; do
    case $target in
    riscv*) qemu=(qemu-system-riscv32 -machine virt -bios none -icount shift=0) ;;
    *) qemu=(qemu-system-arm -machine "mps2-$board" -icount shift=3) ;;
    esac
    # shellcheck disable=SC2086 # arguments are words
    BOARD=$board CARGO_TARGET_DIR=$target_dir cargo build --quiet --release --target "$target" $arguments
    "${qemu[@]}" -display none -monitor none -serial null \
        -semihosting-config enable=on,target=native \
        -kernel "$target_dir/$target/release/instructions" | sed "s/^/$core /" | tee -a "$out"
done <<'BOARDS'
M4 an386 thumbv7em-none-eabihf
M7 an500 thumbv7em-none-eabihf
M3 an385 thumbv7m-none-eabi
M0+ an385 thumbv6m-none-eabi
RV32IMC virt riscv32imc-unknown-none-elf
BOARDS

if [ "${1:-}" = --write ]; then
    cp "$out" expected.txt
    exit
fi
# columns: core, name, connections, instructions, instructions per connection, hash
awk '
    FNR == NR { expected[$1, $2] = $4; next }
    { if (hash[$2] && hash[$2] != $6) { print "hashes differ: " $0; failed = 1 } hash[$2] = $6 }
    !(($1, $2) in expected) { print "not expected: " $0; failed = 1; next }
    $4 > expected[$1, $2] * 1.02 { print "more than " expected[$1, $2] ": " $0; failed = 1 }
    { seen++ }
    END { if (failed || seen == 0) exit 1; print seen " counts are within 2 % of expected.txt" }
' expected.txt "$out"
