#!/usr/bin/env bash
# Builds the firmware. This board is not emulated.
cd "$(dirname "$0")" && exec ../tools/built.sh esp32-c3 RV32IMC 36 riscv32imc-unknown-none-elf
