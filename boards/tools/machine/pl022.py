"""SPI as Arm's PL022 does it."""

from machine.fault import Fault
from machine.spi import Bus

CR0, CR1, DATA, STATUS = 0x00, 0x04, 0x08, 0x0C
EMPTY, ROOM, RECEIVED = 1, 2, 4


class Pl022:
    """A transfer takes no time: the receiver holds a byte for each one sent."""

    def __init__(self, registers):
        self.registers, self.bus, self.received = registers, Bus(), 0
        registers.on_read(STATUS, lambda: EMPTY | ROOM | (RECEIVED if self.received else 0))
        registers.on_read(DATA, self._receive)
        registers.on_write(DATA, self._send)
        registers.on_write(CR0, self._control)

    def _control(self, value):
        self.bus.mode(bool(value & 0x40), bool(value & 0x80))
        self.bus.idle(bool(value & 0x40))

    def _receive(self):
        self.received = max(self.received - 1, 0)
        return 0

    def _send(self, value):
        control = self.registers[CR0]
        if not self.registers[CR1] & 2 or control & 0x3F != 7:
            raise Fault("SPI sends and is not enabled, or not for Motorola's frames of 8 bits")
        self.received = min(self.received + 1, 8)
        self.bus.send(value & 0xFF)
