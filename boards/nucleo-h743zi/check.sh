#!/usr/bin/env bash
# Builds the firmware. This board is not emulated.
cd "$(dirname "$0")" && exec ../tools/built.sh nucleo-h743zi Cortex-M7 36 thumbv7em-none-eabihf
