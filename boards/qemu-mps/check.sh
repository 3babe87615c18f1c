#!/usr/bin/env bash
# Builds the firmware for its three targets, looks for float in it, runs it on the five boards, compares
# their displays with screen.png, and their hashes with those that the host computes from the same
# preset. Fails at the first difference.
set -euo pipefail
cd "$(dirname "$0")"

check() { # TARGET [BOARD CORE]...
    local target=$1
    shift
    ../tools/build.sh --target "$target"
    while [ $# -gt 0 ]; do
        # a tick of the log is a nanosecond
        ../tools/qemu-check.sh "$1" "$2" 1000 "${CARGO_TARGET_DIR:-target}/$target/release/qemu-mps"
        shift 2
    done
}

check thumbv7m-none-eabi mps2-an385 Cortex-M3
check thumbv7em-none-eabihf mps2-an386 Cortex-M4F mps2-an500 Cortex-M7
check thumbv8m.main-none-eabihf mps2-an505 Cortex-M33 mps3-an547 Cortex-M55
