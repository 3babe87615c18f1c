#!/usr/bin/env bash
# check.sh [--write]: counts each kernel's instructions on the emulated cores and compares them with
# expected.txt, and that with the tables of src/guide/speed.md and the README's line; with --write,
# writes them all. Fails if a count has grown by more than 1 %, if the responses' hashes differ
# between cores, if a table is stale, or if a figure of the last table is beyond its bound.
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
M33 an505 thumbv8m.main-none-eabi --features dsp
M3 an385 thumbv7m-none-eabi
M0+ an385 thumbv6m-none-eabi
RV32IMC virt riscv32imc-unknown-none-elf
BOARDS

# columns: core, name, connections, instructions, instructions per connection, hash
if [ "${1:-}" = --write ]; then
    cp "$out" expected.txt
fi
awk '
    FNR == NR { expected[$1, $2] = $4; next }
    { if (hash[$2] && hash[$2] != $6) { print "hashes differ: " $0; failed = 1 } hash[$2] = $6 }
    !(($1, $2) in expected) { print "not expected: " $0; failed = 1; next }
    $4 > expected[$1, $2] * 1.01 { print "more than " expected[$1, $2] ": " $0; failed = 1 }
    { seen++ }
    END { if (failed || seen == 0) exit 1; print seen " counts are within 1 % of expected.txt" }
' expected.txt "$out"

python3 tables.py "$@" # the guide's tables and the README's line

# A frame before skipping is its parts with every cell active. cycles.py counts the cycles for each
# instruction of a frame on the Cortex-M4, with what the core leaves open taken as the slowest.
awk -v cycles=1.70 -v mhz=168 '
    { count[$1, $2] = $4; each[$1, $2] = $5; cores[$1] }
    function line(what, bound, sign, measured) {
        printf "%-48s %s %.1f %10s\n", what, sign, bound, measured
        if (sign == "<=" ? measured + 0 > bound : measured + 0 < bound) { print "beyond the bound"; failed = 1 }
    }
    function most(core, name, bound) {
        line(core " instructions a connection, " name, bound, "<=", each[core, name])
    }
    function pixel(core, name, bound) {
        line(core " instructions a pixel, " name, bound, "<=", each[core, name])
    }
    function times(core, name, of, bound) {
        line(core " " name " to " of, bound, "<=", sprintf("%.3f", each[core, name] / each[core, of]))
    }
    END {
        most("M4", "r=9.5", 2.0)
        most("M7", "r=9.5", 2.0)
        most("M33", "r=9.5", 2.0)
        most("M3", "r=9.5", 3.8)
        most("M0+", "r=9.5", 5.0)
        most("RV32IMC", "r=9.5", 4.9)
        most("M4", "r=3.6", 3.5)
        most("M4", "8-bit/r=9.5", 2.6)
        most("M7", "8-bit/r=9.5", 2.6)
        most("M33", "8-bit/r=9.5", 2.6)
        most("M3", "8-bit/r=9.5", 4.0)
        most("M0+", "8-bit/r=9.5", 6.0)
        most("RV32IMC", "8-bit/r=9.5", 5.5)
        for (n = split("M4 M7 M33 M3 M0+ RV32IMC", core, " "); n > 0; n--)
            for (m = split("12/r=9.5 13/r=9.5 16/r=9.5", name, " "); m > 0; m--) {
                times(core[n], name[m], "r=9.5", 1.5)
                if (name[m] !~ /13/) times(core[n], "8-bit/" name[m], "8-bit/r=9.5", 1.5)
            }
        for (which in cores) most(which, "pool", which == "M0+" ? 120 : which ~ /^M(4|7|33)$/ ? 64 : 77)
        # on the DSP cores an LGN without gain control takes half of what it does on the others
        for (which in cores) {
            line(which " LGN with gain control, times that without", which ~ /^M(4|7|33)$/ ? 1.6 : 1.4, "<=",
                sprintf("%.2f", count[which, "LGN24+gain"] / count[which, "LGN24"]))
        }
        line("M4 instructions of a frame, millions", 3.7, "<=", sprintf("%.2f", count["M4", "frame"] / 1e6))
        most("M4", "learn/r=9.5", 10.0)
        most("M7", "learn/r=9.5", 10.0)
        most("M33", "learn/r=9.5", 10.0)
        most("M3", "learn/r=9.5", 13.0)
        most("M0+", "learn/r=9.5", 18.0)
        most("RV32IMC", "learn/r=9.5", 15.5)
        for (n = split("heat cubehelix grey stages", name, " "); n > 0; n--)
            for (which in cores) {
                small = which == "M0+"
                pixel(which, name[n] "/1", !small ? 45 : name[n] == "grey" ? 95 : 80)
                pixel(which, name[n] "/4", 14)
            }
        after = count["M4", "frame"]
        before = count["M4", "LGN"] + count["M4", "r=9.5"] + count["M4", "frame/V1"]
        before += 9 * (count["M4", "r=3.6"] + count["M4", "r=8"])
        printf "M4, a frame: %d instructions, %d without skipping\n", after, before
        line("M4 frames a second at " mhz " MHz, " cycles " cycles each", 20, ">=",
            sprintf("%.1f", mhz * 1e6 / (after * cycles)))
        exit failed
    }
' "$out"
