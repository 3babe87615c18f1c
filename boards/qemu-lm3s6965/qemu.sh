#!/usr/bin/env bash
# The emulated board. -icount shift=0: an instruction takes a nanosecond of its time, on any host.
# HOLD=1 tells the firmware to wait at its end.
exec qemu-system-arm -machine lm3s6965evb -display none -monitor none -serial null -icount shift=0 \
    -semihosting-config "enable=on,target=native${HOLD:+,arg=hold}" "$@"
