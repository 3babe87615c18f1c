"""What the STM32s here share: ports, timers, SPI."""

from machine.fault import Fault
from machine.machine import SECOND, span
from machine.pins import Pins, Port
from machine.registers import Registers
from machine.spi import Bus

MODE, INPUT, OUTPUT, SET_RESET = 0x00, 0x10, 0x14, 0x18


def gpio(machine, base, letters):
    """Ports of 16 pins that are named PA0 and so on."""
    pins = Pins()
    for number, letter in enumerate(letters):
        block = machine.add(Registers(f"GPIO{letter}", base + 0x400 * number))
        port = Port(machine, pins, [f"P{letter}{bit}" for bit in range(16)])

        def modes(value, port=port):
            port.enable(sum((value >> 2 * bit & 3 == 1) << bit for bit in range(16)))

        def set_reset(value, port=port):
            port.write(port.out & ~(value >> 16) | value & 0xFFFF)

        block.on_write(MODE, modes)
        block.on_write(SET_RESET, set_reset)
        block.on_write(OUTPUT, port.write)
        block.on_read(OUTPUT, lambda port=port: port.out)
        block.on_read(INPUT, port.read)
    return pins


class Spi:
    """SPI without FIFO, of the F4, with a receiver that holds one byte. `clock()` is the port's, in hertz."""

    CONTROL, STATUS, DATA = 0x00, 0x08, 0x0C
    ENABLED, LOWEST_FIRST, WORD = 1 << 6, 1 << 7, 1 << 11

    def __init__(self, registers, clock):
        self.registers, self.bus, self.received, self.clock = registers, Bus(), False, clock
        registers.on_write(self.CONTROL, self._control)
        registers.on_read(self.STATUS, lambda: 2 | self.received)  # there is room to send
        registers.on_read(self.DATA, self._receive)
        registers.on_write(self.DATA, self._send)

    def _control(self, value):
        if value & self.ENABLED:
            rate = self.clock() >> (value >> 3 & 7) + 1
            self.bus.mode(bool(value & 2), bool(value & 1), rate)
            self.bus.idle(bool(value & 2))

    def _receive(self):
        self.received = False
        return 0xFF

    def _send(self, value):
        if self.registers[self.CONTROL] & (self.ENABLED | self.LOWEST_FIRST | self.WORD) != self.ENABLED:
            raise Fault("SPI sends and is not enabled, or not for bytes with the highest bit first")
        self.received = True
        self.bus.send(value & 0xFF)


class FifoSpi:
    """SPI with FIFOs, of the H7. A transfer takes no time, so that the port is always ready."""

    CONTROL, FORMAT, MODE, STATUS, SENT, RECEIVED = 0x00, 0x08, 0x0C, 0x14, 0x20, 0x30
    READY = 1 << 1 | 1 << 3 | 1 << 4 | 1 << 12  # TXP, EOT, TXTF, TXC

    def __init__(self, registers, clock):
        self.registers, self.bus, self.clock = registers, Bus(), clock
        registers.on_write(self.CONTROL, self._control)
        registers.on_read(self.STATUS, self.READY)
        registers.on_read(self.RECEIVED, 0xFF)
        registers.on_write(self.SENT, self._send)

    def _control(self, value):
        if value & 1:
            idle, second_edge = self.registers.bits(self.MODE, 25), self.registers.bits(self.MODE, 24)
            rate = self.clock() >> self.registers.bits(self.FORMAT, 28, 3) + 1
            self.bus.mode(bool(idle), bool(second_edge), rate)
            self.bus.idle(bool(idle))

    def _send(self, value):
        if not self.registers[self.CONTROL] & 1 or self.registers.bits(self.FORMAT, 0, 5) != 7:
            raise Fault("SPI sends and is not enabled, or not for frames of 8 bits")
        self.bus.send(value & 0xFF)


class Timer:
    """A timer that counts up, of 16 bits, with its overflow and first compare interrupts."""

    CONTROL, ENABLE, STATUS, EVENTS, COUNT = 0x00, 0x0C, 0x10, 0x14, 0x24
    PRESCALER, LAST, COMPARE = 0x28, 0x2C, 0x34

    def __init__(self, machine, registers, interrupt, clock):
        self.machine, self.registers, self.interrupt, self.clock = machine, registers, interrupt, clock
        self.began, self.due = None, None  # began: when it counted 0 for the first time
        machine.timers.append(self)
        registers.on_write(self.CONTROL, self._control)
        registers.on_write(self.EVENTS, self._event)
        registers.on_read(self.COUNT, lambda: self.count(machine.clock(self.hertz())))
        registers.on_write(self.COMPARE, lambda _: self._plan())
        registers.on_write(self.ENABLE, lambda _: self._plan())
        registers.on_write(self.STATUS, self._acknowledge)
        self.raised = 0
        registers.on_read(self.STATUS, lambda: self.raised)

    def reset(self):
        self.began, self.due, self.raised = None, None, 0

    def hertz(self):
        return self.clock() // (self.registers[self.PRESCALER] + 1)

    def period(self):
        return (self.registers[self.LAST] or 0xFFFF) + 1

    def count(self, ticks):
        """The counter when the clock has ticked that often since the reset."""
        if self.began is None:
            return 0
        return (ticks - self.began * self.hertz() // SECOND) % self.period()

    def _control(self, value):
        self.began = (self.began or self.machine.now) if value & 1 else None
        self._plan()

    def _event(self, value):
        if value & 1 and not self.registers[self.CONTROL] & 4:  # unless only overflows raise it
            self.raised |= 1

    def _acknowledge(self, kept):
        self.raised &= kept

    def _plan(self):
        """The next overflow or compare."""
        self.due = None
        if self.began is None:
            return
        period = self.period()
        ticks = (self.machine.now - self.began) * self.hertz() // SECOND
        at = [(ticks // period + 1) * period]
        compare = self.registers[self.COMPARE]
        if self.registers[self.ENABLE] & 2 and compare < period:
            at.append(ticks - ticks % period + compare + (period if ticks % period >= compare else 0))
        self.due = self.began + span(min(at), self.hertz())

    def fire(self):
        count = (self.machine.now - self.began) * self.hertz() // SECOND % self.period()
        self.raised |= 2 if count == self.registers[self.COMPARE] and count else 1
        if self.raised & self.registers[self.ENABLE]:
            self.machine.pend(self.interrupt)
        self._plan()
