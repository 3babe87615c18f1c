#!/usr/bin/env bash
# Builds the firmware. This board is not emulated.
cd "$(dirname "$0")" && exec ../tools/built.sh pico2 Cortex-M33 36 thumbv8m.main-none-eabihf
