#!/usr/bin/env bash
# emulate.sh [CARGO OPTIONS] [-- OPTIONS]: what `cargo run --release` does, on the emulated Pico. OPTIONS are those
# of emu/run.mjs, which lists them if it gets a wrong one. First `npm ci` in emu.
cd "$(dirname "$0")" && CARGO_TARGET_THUMBV6M_NONE_EABI_RUNNER="node emu/run.mjs" exec cargo run --release "$@"
