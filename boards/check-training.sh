#!/usr/bin/env bash
# check-training.sh [NAME...]: lets networks learn from 300 pictures (faces: 100) on emulated and modelled chips, and
# compares traces and maps with those of the host, and with traces.txt what stands there: LISSOM's schedule on one
# afferent sheet or two, GCAL, and 8-bit weights. Firmware with a float in it is refused. Boards that keep what they
# learn then lose their power and go on from the snapshot in their flash, which the host reads back; those named like
# the board forget it when their button is held down, those of GCAL go on from what the host has read back and
# exports again, and those named -cut lose their power while they save. Fails at the first difference. The names are
# the first words of the table below; without one, all. Each row ends with the seconds that it took: f429-cut takes 7
# minutes of a core.
# UPDATE=--update writes the boards' training.png, and the figures in LEARNING.md, which are compared without.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd .. && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

#       name          board           core        side preset       number  features
runs="  m4f           qemu-mps        Cortex-M4F  36   notebook-or  fixed16 train
        m4f-gcal      qemu-mps        Cortex-M4F  36   gcal         fixed16 train
        m4f-8         qemu-mps        Cortex-M4F  36   notebook-or  fixed8  train
        m4f-24        qemu-mps        Cortex-M4F  24   lissom-or    fixed16 train
        m4f-24-gcal   qemu-mps        Cortex-M4F  24   gcal         fixed16 train
        riscv         qemu-riscv      RV32IMC     36   notebook-or  fixed16 train
        riscv-gcal    qemu-riscv      RV32IMC     36   gcal         fixed16 train
        riscv-faces   qemu-riscv      RV32IMC     36   notebook-or  fixed16 train,faces
        pico2         pico2           Cortex-M33  28   notebook-or  fixed16 train
        pico2-gcal    pico2           Cortex-M33  26   gcal         fixed16 train
        pico2-24      pico2           Cortex-M33  24   lissom-or    fixed16 train
        pico2-24-gcal pico2           Cortex-M33  24   gcal         fixed16 train
        f429          stm32f429-disc1 Cortex-M4F  22   notebook-or  fixed16 train
        f429-gcal     stm32f429-disc1 Cortex-M4F  20   gcal         fixed16 train
        f429-cut      stm32f429-disc1 Cortex-M4F  12   notebook-or  fixed16 train
        h743          nucleo-h743zi   Cortex-M7   29   notebook-or  fixed16 train
        h743-gcal     nucleo-h743zi   Cortex-M7   26   gcal         fixed16 train
        h743-cut      nucleo-h743zi   Cortex-M7   12   gcal         fixed8  train
        c3            esp32-c3        RV32IMC     24   notebook-or  fixed16 train
        c3-gcal       esp32-c3        RV32IMC     22   gcal         fixed16 train
        c3-cut        esp32-c3        RV32IMC     12   lissom-or    fixed16 train
        pico          pico            Cortex-M0+  24   notebook-or  fixed16 train,ssd1306
        pico-gcal     pico            Cortex-M0+  20   gcal         fixed16 train,ssd1306
        pico-gcal-8   pico            Cortex-M0+  16   gcal         fixed8  train,ssd1306
        pico-24-8     pico            Cortex-M0+  24   lissom-or    fixed8  train,ssd1306
        pico-24-gcal-8 pico           Cortex-M0+  24   gcal         fixed8  train,ssd1306"

# cycles in a microsecond, which a tick is there; where there is none, ticks are cycles or instructions
declare -A megahertz=([pico2]=150 [stm32f429-disc1]=180 [nucleo-h743zi]=400 [esp32-c3]=160)
declare -A buttons=([pico2]=GP12 [stm32f429-disc1]=PA0 [nucleo-h743zi]=PC13 [esp32-c3]=GPIO9)

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
    figures "$name" "$(awk -v rate="${megahertz[$board]:-1}" '
        /^trace/ { traces++ } /^ticks/ { ticks[$2] += $3 }
        END { printf "%.2f M | %.2f M |", ticks["settle"] / traces * rate / 1e6, ticks["learn"] / traces * rate / 1e6 }' "$log")"
    [[ $* != *--faces* ]] || return 0
    as_written "$name" "$log"
}

figures() { # NAME FIGURES: those of LEARNING.md are of this compiler, and the same or written anew
    local line
    grep -q "measured with rustc $(rustc --version | cut -d ' ' -f 2) " README.md || return 0
    line=$(grep "^| $1 |" LEARNING.md) || return 0
    [[ $line != *"| $2" ]] || return 0
    if [ "${UPDATE:-}" = --update ]; then
        sed -i -E "s/^(\\| $1 \\|.*\\|) [^|]* \\| [^|]* \\|$/\\1 $2/" LEARNING.md
        echo "$1: LEARNING.md has $2 now"
    else
        echo "$1: LEARNING.md says $line, and it is $2" >&2
        exit 1
    fi
}

as_written() { # NAME LOG: what traces.txt says of this network is in LOG
    local presentations trace
    while read -r presentations trace; do
        grep -qx "trace $presentations $trace" "$2" || { echo "$1: not trace $presentations $trace"; exit 1; }
        echo "$1: trace $presentations $trace, as traces.txt says"
    done < <(awk -v what="$LISSOM_PRESET $LISSOM_SIDE $LISSOM_NUMBER" '$1 " " $2 " " $3 == what { print $4, $5 }' traces.txt)
}

build() { # BOARD FEATURES: the firmware
    (cd "$1" && ../tools/build.sh --features "$2" --bin train --message-format json) |
        sed -n 's/.*"executable":"\([^"]*\)".*/\1/p'
}

at() { # PRESENTATIONS and the options of `board log`: the host's trace
    local presentations=$1
    shift
    "$LISSOM" board log "$@" --presentations "$presentations" | grep "^trace $presentations "
}

emulate() { # ELF [OPTIONS]: the Pico
    node pico/emu/run.mjs "$@" --ms 900000 --kept "$work/kept"
}

model() { # BOARD ELF [OPTIONS]: a board of tools/machine
    tools/machine.sh "$@" --seconds 600 --kept "$work/kept"
}

reads_back() { # NAME PRESENTATIONS: the host does what is kept, with the trace and the map in the log
    diff <(grep -E "^(trace|map) $2 " "$work/log") \
        <("$LISSOM" board import "$work/kept" --out "$work/imported" | grep -E '^(trace|map) ')
    echo "$1: the host has read the chip's snapshot back: trace and map are the chip's"
}

goes_on() { # NAME PRESENTATIONS LAST: it has gone on from PRESENTATIONS to the last line
    grep -q "^loaded $2$" "$work/log"
    echo "$1: loaded after $2 presentations, goes on to $3, as the host"
}

on_qemu() { # NAME BOARD CORE ELF FEATURES and the options of `board log`
    local name=$1 board=$2 core=$3 elf=$4 features=$5
    shift 5
    (cd "$board" && PRESENTATIONS=$([[ $features == *faces* ]] && echo 100 || echo 300) ./run.sh "$elf") >"$work/log"
    compare "$name" "$core" "$work/log" "$@"
}

on_model() { # NAME BOARD CORE ELF FEATURES and the options of `board log`
    local name=$1 board=$2 core=$3 elf=$4 last first
    shift 5
    rm -f "$work/kept"
    model "$board" "$elf" --until "done 300" --screen "$work/training.png" >"$work/log"
    grep -q '^saved 300$' "$work/log"
    compare "$name" "$core" "$work/log" "$@"
    awk -v name="$name" '/^stack/ { printf "%s: %d bytes of stack used\n", name, $2 }' "$work/log"
    reads_back "$name" 300
    if [[ $name == *-cut ]]; then
        last=$(at 1000 "$@")
        model "$board" "$elf" --cut 100 --until "saved 1000" >"$work/log"
        sed -n '/^power$/,$p' "$work/log" >"$work/after" # 300, from before the cut
        mv "$work/after" "$work/log"
        grep -qxF "$last" "$work/log"
        goes_on "$name, the power cut while it saves" 300 "$last"
        reads_back "$name" 1000
        return
    fi
    last=$(at 400 "$@")
    if [[ $name == *-* ]]; then # from what the host has read back
        "$LISSOM" board export "$work/imported/000300.snapshot" --flash "$board" --out "$work/learned" >"$work/exported"
        cp "$work/learned/flash.bin" "$work/kept"
    fi
    model "$board" "$elf" --until "$last" >"$work/log"
    goes_on "$name" 300 "$last"
    if [[ $name == *-* ]]; then
        diff <(grep -E '^(loaded|map) 300' "$work/log") <(grep -E '^(loaded|map) ' "$work/exported")
        return
    fi
    [ "${UPDATE:-}" != --update ] || cp "$work/training.png" "$board/training.png"
    # held down, the button lets it forget what it has learned so far
    first=$(at 100 "$@")
    model "$board" "$elf" --press "500:${buttons[$board]}:2500" --until "$first" >"$work/log"
    grep -q '^loaded 300$' "$work/log"
    grep -q '^reset 3' "$work/log"
    echo "$name: reset by its button, begins anew to $first, as the host"
    [ "$board" != esp32-c3 ] || return 0 # whose ROM waits for a download then
    # held down when the power comes, it lets the board begin anew, too
    model "$board" "$elf" --press "0:${buttons[$board]}:100" --until "$first" >"$work/log"
    if grep -q '^loaded' "$work/log"; then exit 1; fi
    echo "$name: begins anew with its button down when the power comes, to $first, as the host"
}

on_pico() { # NAME BOARD CORE ELF FEATURES and the options of `board log`
    local name=$1 core=$3 elf=$4 last first other
    shift 5
    rm -f "$work/kept"
    emulate "$elf" >"$work/log"
    grep -q '^saved 300$' "$work/log"
    compare "$name" "$core" "$work/log" "$@"
    reads_back "$name" 300
    [ "$name" = pico ] || return 0
    # what the Pico has learned settles on the LM3S6965, as the host says
    "$LISSOM" board export "$work/imported/000300.snapshot" --out "$work/learned" >"$work/log"
    (cd qemu-lm3s6965 && LISSOM_WEIGHTS=$work/learned ../tools/build.sh)
    other=$CARGO_TARGET_DIR/thumbv7m-none-eabi/release/qemu-lm3s6965
    diff <(qemu-lm3s6965/run.sh "$other" | grep '^hash') <(grep '^hash' "$work/log")
    echo "$name: its map on the LM3S6965: $(grep -c '^hash' "$work/log") hashes, chip and host: equal"
    # the power fails; the next hundred presentations are those of a training that was never interrupted
    last=$(at 400 "$@")
    emulate "$elf" --until "$last" >"$work/log"
    goes_on "$name" 300 "$last"
    # held down, button A lets it forget what it has learned so far
    rm "$work/kept"
    first=$(at 100 "$@")
    emulate "$elf" --press 3000:a:2500 --until "$first" >"$work/log"
    grep -q '^reset ' "$work/log"
    echo "$name: reset by its button, begins anew to $first, as the host"
}

learn() { # a line of the table
    local name=$1 board=$2 core=$3 number=$6 features=$7 began=$SECONDS where elf
    local host=(--side "$4" --preset "$5" --number "$number")
    export LISSOM_SIDE=$4 LISSOM_PRESET=$5 LISSOM_NUMBER=$number
    [[ $features != *faces* ]] || host+=(--faces --presentations 100)
    elf=$(build "$board" "$features")
    tools/check_symbols.py --learns "$elf" | tail -n 1
    case $board in
        qemu-*) where=on_qemu ;;
        pico) where=on_pico ;;
        *) where=on_model ;;
    esac
    "$where" "$name" "$board" "$core" "$elf" "$features" "${host[@]}"
    echo "$name: $((SECONDS - began)) s"
}

names=" $* "
while read -r run; do
    read -ra columns <<<"$run"
    if [ "$names" = "  " ] || [[ $names == *" ${columns[0]} "* ]]; then
        learn "${columns[@]}" </dev/null
    fi
done <<<"$runs"
