#!/usr/bin/env bash
# Builds the firmware. This board is not emulated.
cd "$(dirname "$0")" && exec ../tools/built.sh microbit-v2 Cortex-M4F 25 thumbv7em-none-eabihf
