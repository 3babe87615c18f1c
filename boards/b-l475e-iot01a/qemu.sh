#!/usr/bin/env bash
# The emulated board. -icount shift=0: an instruction takes a nanosecond of its time, on any host.
# sleep=off: while it waits, time jumps to the next interrupt. HOLD=1 tells the firmware to wait at its end.
exec qemu-system-arm -machine b-l475e-iot01a -display none -monitor none -serial null -icount shift=0,sleep=off \
    -semihosting-config "enable=on,target=native${HOLD:+,arg=hold}" "$@"
