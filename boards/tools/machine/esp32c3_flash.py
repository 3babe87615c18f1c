"""The flash of an ESP32-C3, as far as its ROM's functions and SPI1 reach it: a chip of 4 MB behind a port."""

from machine.fault import Fault
from machine.nor import Nor

SIZE = 4096 * 1024
SECTOR, BLOCK, PAGE, WORD = 4096, 64 * 1024, 256, 4
APPLICATION, MAPPED = 0x1_0000, 64 * 1024  # where the program's image begins, and the pages it is mapped by
COMMAND, DATA, READ_ID = 0x00, 0x58, 1 << 28  # of SPI1
ID = 0x16_40EF  # maker, kind, 2 to the power of 22 bytes


class Flash(Nor):
    """It erases and programs at once, once it is unlocked. `segments` are the parts of the program, which must
    not be touched."""

    def __init__(self, machine, port, segments):
        self.chip = bytearray(b"\xff" * SIZE)
        super().__init__(machine, 0, SIZE)
        self.program_end = APPLICATION + sum(-(-len(segment) // MAPPED) * MAPPED for segment in segments)
        self.locked, self.port = True, port
        port.on_write(COMMAND, self._command)

    def map(self, machine, store):
        """It is not in the program's memory."""

    def content(self, address, count):
        return bytes(self.chip[address : address + count])

    def change(self, address, content):
        self.chip[address : address + len(content)] = content

    def _command(self, value):
        if value & READ_ID:
            self.port[DATA] = ID
        self.port[COMMAND] = 0  # done

    def functions(self):
        """Those in ROM, by their names. They give 0 where all went well."""
        return {
            "esp_rom_spiflash_unlock": self._unlock,
            "esp_rom_spiflash_erase_sector": lambda number, *_: self._erase(number * SECTOR, SECTOR),
            "esp_rom_spiflash_erase_block": lambda number, *_: self._erase(number * BLOCK, BLOCK),
            "esp_rom_spiflash_write": self._write,
            "esp_rom_spiflash_read": self._read,
        }

    def _unlock(self, *_):
        self.locked = False
        return 0

    def _changes(self, address, count):
        if self.locked:
            raise Fault(f"flash at {address:#x} is changed, and it is locked")
        if address < self.program_end or address + count > SIZE:
            raise Fault(f"{count} bytes of flash at {address:#x} are not the program's to change")

    def _erase(self, address, count):
        self._changes(address, count)
        self.erase(address, count)
        return 0

    def _write(self, address, source, count, *_):
        self._within(address, source, count)
        self._changes(address, count)
        content = bytes(self.memory.mem_read(source, count))
        at = 0
        while at < count:
            page = min(count - at, PAGE - (address + at) % PAGE)
            self.program(address + at, content[at : at + page])
            at += page
        return 0

    def _read(self, address, to, count, *_):
        self._within(address, to, count)
        self.memory.mem_write(to, self.content(address, count))
        return 0

    @staticmethod
    def _within(address, memory, count):
        if address % WORD or memory % WORD or count % WORD or address + count > SIZE:
            raise Fault(f"{count} bytes between flash at {address:#x} and memory at {memory:#010x} are not whole words")
