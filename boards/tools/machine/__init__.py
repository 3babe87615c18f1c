"""Runs a board's firmware, the very ELF that is flashed, on unicorn's core over modelled peripherals.

    machine     memory, registers, time, functions in ROM: what all chips share
    registers   a peripheral's words                   pins        what a chip drives, and what drives it
    cortex      Cortex-M, and its systick              riscv       RV32IMC
    spi         the wires of SPI, bit by bit           pl022       a port of it
    panel       an ST7789 or ILI9341                   leds        a matrix that is scanned
    log         RTT, defmt and text                    fault       what ends a run
    i2c         RP2350's controller                    sensors     what hangs on it, and vl53l5cx
    usb         RP2350's controller                    usb_host    a computer's, and usb_cable its serial port
    rp2350 (with atomic, bootrom, rp_timer, rp_watchdog), nrf52833, stm32 (stm32f429, stm32h743), esp32c3: the chips
    boards      chips with what is wired to them

An instruction takes one cycle of the core's clock, in handlers of interrupts as well. A program that waits is not
run through all of its waiting: time leaps on (machine.LEAP). A run has no other source of time than that, so
that it is the same each time, to the bit.

Flash (nor) can be programmed on all chips but the nRF52833, where a program that stores to flash ends with an
error that names the place. Its controllers (stm32f4_flash, stm32h7_flash, esp32c3_flash) take nothing that the
chip would not, and erase and program in no time; run.py's --cut lets the power fail within a change.
"""
