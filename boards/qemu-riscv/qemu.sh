#!/usr/bin/env bash
# The emulated board, with a core that has the instructions of RV32IMC and no more. -icount shift=0: an
# instruction takes a nanosecond of its time, on any host. HOLD=1 tells the firmware to wait at its end.
exec qemu-system-riscv32 -machine virt -cpu rv32i,m=on,c=on,zicsr=on,zicntr=on,sv32=off -bios none \
    -device ramfb -display none -monitor none -serial null -icount shift=0 \
    -semihosting-config "enable=on,target=native${HOLD:+,arg=hold}" "$@"
