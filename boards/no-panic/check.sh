#!/usr/bin/env bash
# Builds a firmware that settles a frozen network for three kinds of cores, for size and for speed, and fails
# where one of its functions may panic.
set -euo pipefail
cd "$(dirname "$0")"

for target in thumbv6m-none-eabi thumbv7em-none-eabihf riscv32imc-unknown-none-elf; do
    for profile in release fast; do
        cargo build --quiet --profile "$profile" --target "$target"
        ../tools/panics.py "${CARGO_TARGET_DIR:-target}/$target/$profile/no-panic" --most 0
    done
done
