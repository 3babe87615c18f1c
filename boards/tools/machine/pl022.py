"""SPI as Arm's PL022 does it."""

from machine.fault import Fault
from machine.spi import Bus

CR0, CR1, DATA, STATUS, PRESCALER = 0x00, 0x04, 0x08, 0x0C, 0x10
EMPTY, ROOM, RECEIVED = 1, 2, 4


class Pl022:
    """A transfer takes no time: the receiver holds a byte for each one sent. `clock()` is the port's, in hertz."""

    def __init__(self, registers, clock):
        self.registers, self.bus, self.received, self.clock = registers, Bus(), 0, clock
        registers.on_read(STATUS, lambda: EMPTY | ROOM | (RECEIVED if self.received else 0))
        registers.on_read(DATA, self._receive)
        registers.on_write(DATA, self._send)
        registers.on_write(CR0, lambda _: self._control())
        registers.on_write(PRESCALER, lambda _: self._control())

    def _control(self):
        registers = self.registers
        idle, second_edge = bool(registers.bits(CR0, 6)), bool(registers.bits(CR0, 7))
        divided = max(registers[PRESCALER], 1) * (registers.bits(CR0, 8, 8) + 1)
        self.bus.mode(idle, second_edge, self.clock() // divided)
        self.bus.idle(idle)

    def _receive(self):
        self.received = max(self.received - 1, 0)
        return 0

    def _send(self, value):
        control = self.registers[CR0]
        if not self.registers[CR1] & 2 or control & 0x3F != 7:
            raise Fault("SPI sends and is not enabled, or not for Motorola's frames of 8 bits")
        self.received = min(self.received + 1, 8)
        self.bus.send(value & 0xFF)
