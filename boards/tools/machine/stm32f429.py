"""STM32F429ZI."""

from machine.cortex import Cortex
from machine.registers import Registers
from machine.serial_line import SerialLine
from machine.stm32 import Spi, Timer, gpio
from machine.stm32_usart import UsartF4
from machine.stm32f4_flash import Flash
from unicorn.arm_const import UC_CPU_ARM_CORTEX_M4

FLASH = 0x0800_0000
INTERNAL = 16_000_000
USART1_INTERRUPT, TIM12_INTERRUPT = 37, 43
CONTROL, PLL, CONFIGURATION, SLOW = 0x00, 0x04, 0x08, 0x74
PRESCALERS = (1, 1, 1, 1, 2, 4, 8, 16)


class Stm32f429(Cortex):
    """The chip, with a crystal of `crystal` hertz."""

    def __init__(self, path, crystal):
        super().__init__(path, UC_CPU_ARM_CORTEX_M4, FLASH, INTERNAL)
        self.crystal = crystal
        self.flash = Flash(self, 0x4002_3C00, FLASH).nor
        self.ram(0x2000_0000, 192 * 1024)
        self.ram(0x1000_0000, 64 * 1024)  # beside the core
        self.peripherals(0x4000_0000, 0x8_0000)
        self.load()
        self.pins = gpio(self, 0x4002_0000, "ABCDEFGHIJK")
        self._clocks()
        self._power()
        self.spi5 = Spi(self.add(Registers("SPI5", 0x4001_5000)), self.fast_bus_clock).bus
        Timer(self, self.add(Registers("TIM12", 0x4000_1800)), TIM12_INTERRUPT, self.timer_clock)
        self.serial = SerialLine(self)
        port = self.add(Registers("USART1", 0x4001_1000))
        UsartF4(self, port, USART1_INTERRUPT, self.fast_bus_clock, self.serial)
        self.add(Registers("SYSCFG", 0x4001_3800))
        self.add(Registers("EXTI", 0x4001_3C00))
        self.add(Registers("DBGMCU", 0xE004_2000))

    def _clocks(self):
        # the internal oscillator runs after a reset
        self.rcc = rcc = self.add(Registers("RCC", 0x4002_3800, reset={CONTROL: 0x83, PLL: 0x2400_3010}))

        def control():
            on = rcc[CONTROL]
            return on | sum((on >> bit & 1) << bit + 1 for bit in (0, 16, 24, 26, 28))

        rcc.on_read(CONTROL, control)
        rcc.on_read(CONFIGURATION, lambda: rcc[CONFIGURATION] & ~0xC | rcc.bits(CONFIGURATION, 0, 2) << 2)
        rcc.on_write(CONFIGURATION, self._system_clock)
        rcc.on_read(SLOW, lambda: rcc[SLOW] | rcc.bits(SLOW, 0) << 1)

    def _system_clock(self, configuration):
        pll = self.rcc[PLL]
        source = self.crystal if pll >> 22 & 1 else INTERNAL
        multiplied = source * (pll >> 6 & 511) // max(pll & 63, 1) // (2 * (pll >> 16 & 3) + 2)
        self.hertz = (INTERNAL, self.crystal, multiplied)[configuration & 3]

    def fast_bus_clock(self):
        """That of the second peripheral bus."""
        return self.hertz // PRESCALERS[self.rcc.bits(CONFIGURATION, 13, 3)]

    def timer_clock(self):
        """That of the timers on the first peripheral bus: twice the bus's, unless that has the core's."""
        divided = PRESCALERS[self.rcc.bits(CONFIGURATION, 10, 3)]
        return self.hertz // divided * (2 if divided > 1 else 1)

    def _power(self):
        power = self.add(Registers("PWR", 0x4000_7000))
        power.on_read(4, 1 << 14 | 1 << 16 | 1 << 17)  # voltage, over-drive and its switch are ready
