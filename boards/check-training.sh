#!/usr/bin/env bash
# check-training.sh [NAME...]: lets networks learn from 300 pictures (faces: 100) on the emulated Cortex-M4F,
# RV32IMC and Cortex-M0+, and compares traces and maps with those of the host: LISSOM's schedule on one afferent
# sheet, GCAL, and 8-bit weights. Firmware with a float in it is refused. The Pico then goes on from the snapshot
# in its flash, and the host reads that back and puts it on another board. Fails at the first difference. The
# names are the first words of the table below; without one, all.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd .. && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

#       name          board       core        side preset       number  features
runs="  m4f           qemu-mps    Cortex-M4F  36   notebook-or  fixed16 train
        m4f-gcal      qemu-mps    Cortex-M4F  36   gcal         fixed16 train
        m4f-8         qemu-mps    Cortex-M4F  36   notebook-or  fixed8  train
        riscv         qemu-riscv  RV32IMC     36   notebook-or  fixed16 train
        riscv-gcal    qemu-riscv  RV32IMC     36   gcal         fixed16 train
        riscv-faces   qemu-riscv  RV32IMC     36   notebook-or  fixed16 train,faces
        pico2         pico2       Cortex-M33  28   notebook-or  fixed16 train
        pico2-gcal    pico2       Cortex-M33  26   gcal         fixed16 train
        pico          pico        Cortex-M0+  24   notebook-or  fixed16 train,ssd1306
        pico-gcal     pico        Cortex-M0+  20   gcal         fixed16 train,ssd1306
        pico-gcal-8   pico        Cortex-M0+  16   gcal         fixed8  train,ssd1306"

if [ -z "${LISSOM:-}" ]; then # not built already
    (cd "$root" && cargo build --release --quiet -p lissom-host)
    LISSOM=${CARGO_TARGET_DIR:-$root/target}/release/lissom
fi
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target/boards-build}
[[ " $* " != *pico* && $# -gt 0 ]] || (cd pico/emu && npm ci --silent --no-audit --no-fund)

compare() { # NAME CORE LOG and the options of `board log`: the host's lines are in LOG, each of them
    local name=$1 core=$2 log=$3
    shift 3
    diff <(grep -E '^(trace|map) ' "$log") <("$LISSOM" board log "$@")
    awk -v name="$name, $core, $*" '
        /^trace/ { traces++; trace = $3 } /^ticks/ { ticks[$2] += $3 }
        END { printf "%s: %d traces, chip and host: equal, the last %s; ", name, traces, trace
              printf "mean ticks settling %d, learning %d\n", ticks["settle"] / traces, ticks["learn"] / traces }' "$log"
}

emulate() { # ELF [OPTIONS]: the Pico
    node pico/emu/run.mjs "$@" --ms 900000 --kept "$work/kept"
}

learn() { # a line of the table
    local name=$1 board=$2 core=$3 number=$6 features=$7 elf
    local host=(--side "$4" --preset "$5" --number "$number")
    export LISSOM_SIDE=$4 LISSOM_PRESET=$5 LISSOM_NUMBER=$number
    [[ $features != *faces* ]] || host+=(--faces --presentations 100)
    elf=$(cd "$board" && cargo build --release --quiet --features "$features" --bin train --message-format json |
        sed -n 's/.*"executable":"\([^"]*\)".*/\1/p')
    tools/check_symbols.py --learns "$elf" | tail -n 1
    if [ "$board" = pico2 ]; then
        rm -f "$work/kept"
        model() { tools/machine.sh pico2 "$elf" --kept "$work/kept" --seconds 600 "$@"; }
        model --until "done 300" >"$work/log"
        grep -q '^saved 300$' "$work/log"
        compare "$name" "$core" "$work/log" "${host[@]}"
        last=$("$LISSOM" board log "${host[@]}" --presentations 400 | grep '^trace 400 ')
        model --until "$last" >"$work/log"
        grep -q '^loaded 300$' "$work/log"
        echo "$name: loaded after 300 presentations, goes on to $last, as the host"
        return
    fi
    if [ "$board" != pico ]; then
        (cd "$board" && PRESENTATIONS=$([[ $features == *faces* ]] && echo 100 || echo 300) ./run.sh "$elf") >"$work/log"
        compare "$name" "$core" "$work/log" "${host[@]}"
        return
    fi
    rm -f "$work/kept"
    emulate "$elf" >"$work/log"
    grep -q '^saved 300$' "$work/log"
    compare "$name" "$core" "$work/log" "${host[@]}"
    diff <(grep -E '^(trace|map) 300 ' "$work/log") \
        <("$LISSOM" board import "$work/kept" --out "$work/imported" | grep -E '^(trace|map) ')
    echo "$name: the host has read the chip's snapshot back: trace and map are the chip's"
    [ "$name" = pico ] || return 0
    # what the Pico has learned settles on the LM3S6965, as the host says
    "$LISSOM" board export "$work/imported/000300.snapshot" --out "$work/learned" >"$work/log"
    diff <(cd qemu-lm3s6965 && LISSOM_WEIGHTS=$work/learned cargo run --release --quiet | grep '^hash') \
        <(grep '^hash' "$work/log")
    echo "$name: its map on the LM3S6965: $(grep -c '^hash' "$work/log") hashes, chip and host: equal"
    # the power fails; the next hundred presentations are those of a training that was never interrupted
    last=$("$LISSOM" board log "${host[@]}" --presentations 400 | grep '^trace 400 ')
    emulate "$elf" --until "$last" >"$work/log"
    grep -q '^loaded 300$' "$work/log"
    echo "$name: loaded after 300 presentations, goes on to $last, as the host"
    # held down, button A lets it forget what it has learned so far
    rm "$work/kept"
    first=$("$LISSOM" board log "${host[@]}" --presentations 100 | grep '^trace 100 ')
    emulate "$elf" --press 3000:a:2500 --until "$first" >"$work/log"
    grep -q '^reset ' "$work/log"
    echo "$name: reset by its button, begins anew to $first, as the host"
}

names=" $* "
while read -r run; do
    read -ra columns <<<"$run"
    if [ "$names" = "  " ] || [[ $names == *" ${columns[0]} "* ]]; then
        learn "${columns[@]}" </dev/null
    fi
done <<<"$runs"
