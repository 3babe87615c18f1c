"""RP2350's boot ROM, as far as programs call it: to erase and to program flash."""

import struct

from machine.fault import Fault

SIZE = 32 * 1024
VERSION_AT, VERSION = 0x13, 2
LOOKUP_AT = 0x16  # where a program reads the address of `lookup`
SECTOR, PAGE = 4096, 256
PLACES = {name: 0x100 + 16 * i for i, name in enumerate(("lookup", "IF", "EX", "RE", "RP", "FC", "CX"))}


class BootRom:
    """Its functions by their two letters."""

    def __init__(self, machine, flash):
        self.memory, self.flash = machine.uc, flash
        functions = {"lookup": self.lookup, "RE": self.erase, "RP": self.program}
        for nothing in ("IF", "EX", "FC", "CX"):  # the wires of flash, its cache, the way back to reading
            functions[nothing] = lambda *_: None
        machine.functions(0, SIZE, {at: name for name, at in PLACES.items()}, functions)
        self.memory.mem_write(VERSION_AT, bytes([VERSION]))
        self.memory.mem_write(LOOKUP_AT, struct.pack("<H", PLACES["lookup"] | 1))

    def lookup(self, code, _mask, *_):
        """The address of a function, 0 if there is none."""
        at = PLACES.get(code.to_bytes(4, "little")[:2].decode("ascii", "replace"))
        return at | 1 if at else 0

    def erase(self, offset, count, *_):
        self._within(offset, count, SECTOR, "erased")
        self.flash.erase(self.flash.base + offset, count)

    def program(self, offset, source, count, *_):
        self._within(offset, count, PAGE, "programmed")
        self.flash.program(self.flash.base + offset, self.memory.mem_read(source, count))

    def _within(self, offset, count, unit, done):
        if offset % unit or count % unit or not 0 < count <= self.flash.size - offset:
            raise Fault(f"{count} bytes of flash at {offset:#x} cannot be {done}")
