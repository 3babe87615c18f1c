"""The registers of Raspberry Pi's chips."""

from machine.registers import Registers


class Atomic(Registers):
    """Registers with four addresses each: to write, to flip, to set and to clear bits."""

    ALIASES = (0, 0x1000, 0x2000, 0x3000)

    def __init__(self, name, base, reset=None, kept=False):
        super().__init__(name, base, 0x4000, reset, kept)

    def read(self, offset, size):
        return super().read(offset & 0xFFF, size)

    def write(self, offset, size, value):
        alias, offset = offset >> 12, offset & 0xFFF
        if alias:
            old = self[offset & ~3]
            value = (value, old ^ value, old | value, old & ~value)[alias]
        super().write(offset, size, value)
