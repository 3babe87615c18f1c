#!/usr/bin/env bash
# Builds the firmware. This board is not emulated.
cd "$(dirname "$0")" && exec ../tools/built.sh stm32f429-disc1 Cortex-M4F 36 thumbv7em-none-eabihf
