"""Runs a board's firmware, the very ELF that is flashed, on unicorn's core over modelled peripherals.

    machine     memory, registers, time: what all chips share     registers   a peripheral's registers
    cortex      Cortex-M: vectors, interrupts, SysTick            riscv       RV32
    rp2350, nrf52833, stm32, stm32f429, stm32h743, esp32c3        the chips
    pins        what a chip drives, and what drives it            spi         the wires of SPI, bit by bit
    panel       an ST7789 or ILI9341                              leds        a matrix that is scanned
    log         RTT and defmt                                     boards      chips with what is wired to them

An instruction takes one cycle of the core's clock, an interrupt's handler none. A program that waits is not
run through all of its waiting: time leaps on (machine.LEAP). A run has no other source of time than that, so
that it is the same each time, to the bit.
"""
