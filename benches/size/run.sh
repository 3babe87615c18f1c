#!/usr/bin/env bash
# run.sh: counts the instructions of the responses of a projection of radius 9.5 and of V1 in the
# notebook's network at sides from 12 to 96 on an emulated RV32IMC, into counts.csv, and draws them:
# cost.png and cost.svg.
set -euo pipefail
cd "$(dirname "$0")"
target=riscv32imc-unknown-none-elf
cargo build --quiet --release --target $target
{
    echo fields,side,connections,instructions
    qemu-system-riscv32 -machine virt -m 192M -bios none -icount shift=0 \
        -display none -monitor none -serial null -semihosting-config enable=on,target=native \
        -kernel "${CARGO_TARGET_DIR:-target}/$target/release/size"
} >counts.csv
(cd ../.. && cargo run --quiet --release -- cost benches/size/counts.csv --out benches/size)
