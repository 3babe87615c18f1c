#!/usr/bin/env bash
# qemu.sh BOARD QEMU-ARGUMENTS: starts a machine for the runner. What the chip prints also goes to the
# file LOG, if that is set.
set -euo pipefail
board=$1
shift
case $board in
virt) qemu=(qemu-system-riscv32 -machine virt -bios none) ;;
microbit-4m) # the same chip with memories of 4 MB
    qemu=(qemu-system-arm -machine microbit)
    qemu+=(-global nrf51-soc.flash-size=0x400000 -global nrf51-soc.sram-size=0x400000)
    ;;
*) qemu=(qemu-system-arm -machine "$board") ;;
esac
# -icount shift=0: an instruction takes a nanosecond of the board's time, on any host
qemu+=(-display none -monitor none -serial null -icount shift=0)
# The runner starts several machines at once, and a chip prints a line in parts: the log gets them when the
# machine has stopped, a whole line at a time.
keep() {
    local printed
    printed=$(tee /dev/fd/3)
    printf '%s\n' "$printed" >>"${LOG:-/dev/null}"
}
exec 3>&1
# exec, so that the runner can end QEMU itself at its timeout
exec "${qemu[@]}" "$@" > >(keep) 3>&-
