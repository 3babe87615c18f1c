"""nRF52833."""

from machine.cortex import Cortex
from machine.fault import Fault
from machine.machine import SECOND, span
from machine.nrf_uart import Uart
from machine.pins import Pins, Port
from machine.registers import Registers
from machine.serial_line import SerialLine
from unicorn.arm_const import UC_CPU_ARM_CORTEX_M4

CORE = 64_000_000
SLOW_CLOCK = 32_768
RTC1_INTERRUPT = 17
RESET_PIN = 0x200  # the setting that says which it is
# a chip whose debug port is locked until its firmware opens it: build code F0
VARIANT = int.from_bytes(b"AAF0", "big")


class Erased(Registers):
    """Words of flash for settings: ones, which the program can only clear, and only when it may."""

    def __init__(self, name, base, controller):
        super().__init__(name, base, kept=True)
        self.controller = controller

    def word(self, offset):
        return self.words.get(offset, 0xFFFFFFFF)

    def write(self, offset, size, value):
        if self.controller.bits(0x504, 0, 2) != 1:
            raise Fault(f"{self.name} is written and flash is not enabled for that")
        self.words[offset] = self.word(offset) & value


class Rtc:
    """A counter of 24 bits at 32 768 Hz, with interrupts at its overflow and at what it is compared with."""

    START, CLEAR, OVERFLOWED, COMPARED, SET, UNSET = 0x000, 0x008, 0x104, 0x140, 0x304, 0x308
    COUNT, PRESCALER, COMPARE = 0x504, 0x508, 0x540
    PERIOD = 1 << 24

    def __init__(self, machine, registers, interrupt):
        self.machine, self.registers, self.interrupt = machine, registers, interrupt
        self.began, self.due, self.enabled = None, None, 0
        machine.timers.append(self)
        registers.on_write(self.START, lambda _: self._start(self.began or machine.now))
        registers.on_write(self.CLEAR, lambda _: self._start(machine.now))
        registers.on_write(self.SET, lambda bits: self._enable(self.enabled | bits))
        registers.on_write(self.UNSET, lambda bits: self._enable(self.enabled & ~bits))
        registers.on_read(self.COUNT, self._count)
        for compare in range(4):
            registers.on_write(self.COMPARE + 4 * compare, lambda _: self._plan())

    def reset(self):
        self.began, self.due, self.enabled = None, None, 0

    def _start(self, when):
        self.began = when
        self._plan()

    def _enable(self, bits):
        self.enabled = bits
        self._plan()

    def _ticks(self):
        """Since it started. The prescaler stays 0, as the driver has it."""
        return (self.machine.now - self.began) * SLOW_CLOCK // SECOND

    def _count(self):
        self.machine.clock(SLOW_CLOCK)
        return 0 if self.began is None else self._ticks() % self.PERIOD

    def _targets(self):
        """The counter's values that events are due at: their registers and bits of enable."""
        yield 0, self.OVERFLOWED, 2
        for compare in range(4):
            if self.enabled >> 16 + compare & 1:
                at = self.registers[self.COMPARE + 4 * compare] % self.PERIOD
                yield at, self.COMPARED + 4 * compare, 1 << 16 + compare

    def _plan(self):
        self.due = None
        if self.began is not None:
            ticks = self._ticks()
            to_go = min((at - ticks - 1) % self.PERIOD + 1 for at, _, _ in self._targets())
            self.due = self.began + span(ticks + to_go, SLOW_CLOCK)

    def fire(self):
        count = self._ticks() % self.PERIOD
        for at, event, bit in self._targets():
            if at == count:
                self.registers[event] = 1
                if self.enabled & bit:
                    self.machine.pend(self.interrupt)
        self._plan()


class Nrf52833(Cortex):
    """The chip with its settings erased. `pins` are named P0.00 to P0.31 and P1.00 to P1.09."""

    def __init__(self, path):
        super().__init__(path, UC_CPU_ARM_CORTEX_M4, 0, CORE)
        self.rom(0, 512 * 1024)
        self.ram(0x2000_0000, 128 * 1024)
        self.peripherals(0x1000_0000, 0x2000)
        self.peripherals(0x4000_0000, 0x4_0000)
        self.peripherals(0x5000_0000, 0x1000)
        self.load()
        self.add(Registers("FICR", 0x1000_0000, 0x1000)).on_read(0x104, VARIANT)
        self._flash()
        self._gpio()
        clock = self.add(Registers("CLOCK", 0x4000_0000, 0x1000))
        clock.on_write(0x008, lambda _: clock.words.update({0x104: 1}))  # the slow clock starts
        clock.on_write(0x000, lambda _: clock.words.update({0x100: 1}))
        self.serial = SerialLine(self)
        Uart(self, self.add(Registers("UART", 0x4000_2000, 0x1000)), (6, 32 + 8), self.serial)  # as on a micro:bit v2
        self.add(Registers("TEMP", 0x4000_C000, 0x1000))
        Rtc(self, self.add(Registers("RTC1", 0x4001_1000, 0x1000)), RTC1_INTERRUPT)

    def _flash(self):
        controller = self.add(Registers("NVMC", 0x4001_E000, 0x1000))
        controller.on_read(0x400, 1)  # never busy
        controller.on_read(0x408, 1)
        self.settings = self.add(Erased("UICR", 0x1000_1000, controller))

    def _gpio(self):
        self.pins = Pins()
        for number, (at, count) in enumerate(((0x500, 32), (0x800, 10))):
            names = [f"P{number}.{bit:02}" for bit in range(count)]
            # the ports stand 0x300 apart, and only the second's registers are in a block of their own
            block = self.add(Registers(f"P{number}", 0x5000_0000 + 0x800 * number, 0x800 - 0x400 * number))
            self._port(block, at - 0x800 * number, Port(self, self.pins, names))

    @staticmethod
    def _port(block, at, port):
        block.on_write(at + 0x04, port.write)
        block.on_write(at + 0x08, lambda bits: port.write(port.out | bits))
        block.on_write(at + 0x0C, lambda bits: port.write(port.out & ~bits))
        for offset in (0x04, 0x08, 0x0C):
            block.on_read(at + offset, lambda: port.out)
        block.on_read(at + 0x10, port.read)
        block.on_write(at + 0x14, port.enable)
        block.on_write(at + 0x18, lambda bits: port.enable(port.enabled | bits))
        block.on_write(at + 0x1C, lambda bits: port.enable(port.enabled & ~bits))
        for bit in range(len(port.names)):

            def configure(value, bit=bit):
                port.enable(port.enabled & ~(1 << bit) | (value & 1) << bit)

            block.on_write(at + 0x200 + 4 * bit, configure)
