#!/usr/bin/env bash
# The emulated board: BOARD is mps2-an385, mps2-an386, mps2-an500, mps2-an505 or mps3-an547.
# -icount shift=0: an instruction takes a nanosecond of its time, on any host. HOLD=1 tells the
# firmware to wait at its end.
exec qemu-system-arm -machine "${BOARD:?}" -device ssd0303,address=0x3d \
    -display none -monitor none -serial null -icount shift=0 \
    -semihosting-config "enable=on,target=native${HOLD:+,arg=hold}" "$@"
