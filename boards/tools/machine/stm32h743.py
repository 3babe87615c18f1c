"""STM32H743ZI."""

from machine.cortex import Cortex
from machine.registers import Registers
from machine.serial_line import SerialLine
from machine.stm32 import FifoSpi, Timer, gpio
from machine.stm32_usart import UsartH7
from machine.stm32h7_flash import Flash
from unicorn.arm_const import UC_CPU_ARM_CORTEX_M7

FLASH = 0x0800_0000
INTERNAL = 64_000_000
USART3_INTERRUPT, TIM12_INTERRUPT = 39, 43
REVISION_V = 0x2003_6450
CONTROL, CONFIGURATION, DOMAIN1, DOMAIN2 = 0x00, 0x10, 0x18, 0x1C
PLL_DIVIDERS, PLL1, SLOW = 0x28, 0x30, 0x74
CORE_PRESCALERS = (1,) * 8 + (2, 4, 8, 16, 64, 128, 256, 512)
BUS_PRESCALERS = (1,) * 4 + (2, 4, 8, 16)


class Stm32h743(Cortex):
    """The chip with its tightly coupled data memory and the RAM of its first domain."""

    def __init__(self, path):
        super().__init__(path, UC_CPU_ARM_CORTEX_M7, FLASH, INTERNAL)
        self.flash = Flash(self, 0x5200_2000, FLASH).nor
        self.ram(0x2000_0000, 128 * 1024)
        self.ram(0x2400_0000, 512 * 1024)
        self.peripherals(0x4000_0000, 0x10_0000)
        self.peripherals(0x4802_0000, 0x1_0000)
        self.peripherals(0x5100_0000, 0x200_0000)
        self.peripherals(0x5800_0000, 0x10_0000)
        self.peripherals(0x5C00_0000, 0x1_0000)
        self.load()
        self.pins = gpio(self, 0x5802_0000, "ABCDEFGHIJK")
        self._clocks()
        self._power()
        self.spi1 = FifoSpi(self.add(Registers("SPI1", 0x4001_3000)), lambda: self.pll_q).bus
        Timer(self, self.add(Registers("TIM12", 0x4000_1800)), TIM12_INTERRUPT, self.timer_clock)
        self.serial = SerialLine(self)
        port = self.add(Registers("USART3", 0x4000_4800))
        UsartH7(self, port, USART3_INTERRUPT, self.slow_bus_clock, self.serial)
        self.add(Registers("SYSCFG", 0x5800_0400))

    def _clocks(self):
        # the internal oscillator runs after a reset
        self.rcc = rcc = self.add(Registers("RCC", 0x5802_4400, reset={CONTROL: 0x25, PLL_DIVIDERS: 0x0202_0200}))

        def control():
            on = rcc[CONTROL]
            ready = ((0, 2), (7, 8), (12, 13), (16, 17), (24, 25), (26, 27), (28, 29))
            return on | 1 << 5 | sum((on >> switch & 1) << flag for switch, flag in ready)

        rcc.on_read(CONTROL, control)
        rcc.on_read(CONFIGURATION, lambda: rcc[CONFIGURATION] & ~0x38 | rcc.bits(CONFIGURATION, 0, 3) << 3)
        rcc.on_read(SLOW, lambda: rcc[SLOW] | rcc.bits(SLOW, 0) << 1)
        rcc.on_write(CONFIGURATION, self._core_clock)
        rcc.on_write(DOMAIN1, self._core_clock)
        rcc.on_write(CONTROL, self._pll)
        self.pll = self.pll_q = INTERNAL  # its outputs for the core and for SPI

    def _pll(self, control):
        """Its divider cannot be changed while it runs: embassy-stm32 writes zeroes there later."""
        if control >> 24 & 1 and self.rcc.bits(PLL_DIVIDERS, 4, 6):
            multiplied = INTERNAL // self.rcc.bits(PLL_DIVIDERS, 4, 6) * (self.rcc.bits(PLL1, 0, 9) + 1)
            self.pll = multiplied // (self.rcc.bits(PLL1, 9, 7) + 1)
            self.pll_q = multiplied // (self.rcc.bits(PLL1, 16, 7) + 1)

    def _core_clock(self, _value):
        system = self.pll if self.rcc.bits(CONFIGURATION, 0, 3) == 3 else INTERNAL
        self.hertz = system // CORE_PRESCALERS[self.rcc.bits(DOMAIN1, 8, 4)]

    def slow_bus_clock(self):
        """That of the first peripheral bus, whose USARTs have it after a reset."""
        matrix = self.hertz // CORE_PRESCALERS[self.rcc.bits(DOMAIN1, 0, 4)]
        return matrix // self._divided()

    def timer_clock(self):
        """That of the timers on the first peripheral bus: twice the bus's, unless that has its matrix's."""
        return self.slow_bus_clock() * (2 if self._divided() > 1 else 1)

    def _divided(self):
        return BUS_PRESCALERS[self.rcc.bits(DOMAIN2, 4, 3)]

    def _power(self):
        power = self.add(Registers("PWR", 0x5802_4800))
        ready = 1 << 13
        power.on_read(0x04, lambda: ready | power.bits(0x18, 14, 2) << 14)
        power.on_read(0x18, lambda: power[0x18] | ready)
        self.add(Registers("DBGMCU", 0x5C00_1000)).on_read(0, REVISION_V)
