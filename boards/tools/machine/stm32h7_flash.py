"""The flash of an STM32H743: two banks of eight sectors, and their controller."""

from machine.fault import Fault
from machine.nor import Nor
from machine.registers import Registers
from unicorn.arm_const import UC_ARM_REG_FAULTMASK

BANK, SECTOR = 1024 * 1024, 128 * 1024
WORD = 32  # bytes that are programmed at once, with the bits that correct errors in them
PAGE = 4096  # in which memory can be watched
SECOND_BANK = 0x100  # its registers, from those of the first one
KEY, CONTROL, STATUS, CLEAR = 0x04, 0x0C, 0x10, 0x14
KEYS = [0x4567_0123, 0xCDEF_89AB]
LOCKED, PROGRAM, SECTOR_ERASE, START = 1 << 0, 1 << 1, 1 << 2, 1 << 7
AT_RESET = LOCKED | 3 << 4
INCOMPLETE, UNCORRECTED = 1 << 1, 1 << 26  # of the status: part of a word has come, a word cannot be read
# registers of the core
SETTINGS, DATA_CACHE, IGNORE_BUS_FAULTS = 0xD14, 1 << 16, 1 << 8
BY_ADDRESS, BY_SET = (0xF5C, 0xF70), (0xF60, 0xF74)  # invalidate, clean and invalidate


class Cached(Nor):
    """Flash behind the core's data cache, which may hold any of it: while the cache is on, the program does not
    see what has changed until it invalidates that. One operation by set and way stands for all. Before it reads
    from a word that a power cut has torn, `unreadable(address)` is called."""

    def __init__(self, machine, base, size, store, unreadable):
        super().__init__(machine, base, size, store, kept=BANK)
        self.store, self.unreadable = store, unreadable
        self.core, self.unseen = machine.control, {}  # words by their addresses
        self.watched = {}  # pages with torn words
        for register in BY_ADDRESS:
            self.core.on_write(register, lambda address: self._see(address & -WORD))
        for register in BY_SET:
            self.core.on_write(register, lambda _: self.see_all())

    def content(self, address, count):
        first = address & -WORD
        return b"".join(self._word(at) for at in range(first, address + count, WORD))[address - first :][:count]

    def _word(self, at):
        page = self.watched.get(at & -PAGE)
        return self.unseen.get(at) or bytes(page[at % PAGE :][:WORD] if page else self.memory.mem_read(at, WORD))

    def change(self, address, content):
        for at in range(0, len(content), WORD):
            self.unseen[address + at] = content[at : at + WORD]
        if not self.core[SETTINGS] & DATA_CACHE:
            self.see_all()

    def _see(self, word):
        page = self.watched.get(word & -PAGE)
        if word not in self.unseen:
            return
        if page:
            page[word % PAGE : word % PAGE + WORD] = self.unseen[word]
        else:
            self.memory.mem_write(word, self.unseen[word])
        del self.unseen[word]

    def see_all(self):
        for word in list(self.unseen):
            self._see(word)

    def keep(self, content, torn=()):
        super().keep(content, torn)
        for page in {word & -PAGE for word in self.torn}:
            self.watched[page] = self.memory.mem_read(page, PAGE)
            self.memory.mem_unmap(page, PAGE)
            self.memory.mmio_map(page, PAGE, self._read, page, self._write, page)

    def _read(self, _uc, offset, size, page):
        if page + offset & -WORD in self.torn:
            self.unreadable(page + offset)
        return int.from_bytes(self.watched[page][offset : offset + size], "little")

    def _write(self, _uc, offset, size, value, page):
        self.store(page + offset, value.to_bytes(size, "little"))


class Flash(Registers):
    """It erases and programs at once. What its errors would tell is a fault."""

    def __init__(self, machine, registers, base):
        super().__init__("FLASH", registers, reset={CONTROL: AT_RESET, SECOND_BANK + CONTROL: AT_RESET})
        self.machine, self.nor = machine, Cached(machine, base, 2 * BANK, self.store, self.unreadable)
        self.keys, self.begun = [[], []], [None, None]  # begun: a word's address, and its bytes by their places
        machine.add(self)
        for bank in (0, 1):
            at = bank * SECOND_BANK
            self.on_read(at + STATUS, lambda bank=bank, at=at: self[at + STATUS] | (INCOMPLETE if self.begun[bank] else 0))
            self.on_write(at + CLEAR, lambda flags, at=at: self._clear(at, flags))
            self.on_write(at + KEY, lambda key, bank=bank: self._key(bank, key))
            self.on_write(at + CONTROL, lambda value, bank=bank: self._control(bank, value))

    def reset(self):
        super().reset()
        self.keys, self.begun = [[], []], [None, None]

    def write(self, offset, size, value):
        register = offset % SECOND_BANK
        if register != STATUS and (register != CONTROL or not self[offset] & LOCKED):
            super().write(offset, size, value)

    def _clear(self, at, flags):
        self[at + STATUS] &= ~flags
        self[at + CLEAR] = 0

    def unreadable(self, address):
        """More is wrong with a word than its bits can correct."""
        masked = self.machine.uc.reg_read(UC_ARM_REG_FAULTMASK) and self.machine.control[SETTINGS] & IGNORE_BUS_FAULTS
        self[(address - self.nor.base) // BANK * SECOND_BANK + STATUS] |= UNCORRECTED
        if not masked:
            self.machine.stop(Fault(f"bus fault: the flash word at {address & -WORD:#010x} cannot be read"))

    def _key(self, bank, key):
        self.keys[bank] = [*self.keys[bank], key][-2:]
        if self.keys[bank] == KEYS:
            self[bank * SECOND_BANK + CONTROL] &= ~LOCKED

    def _control(self, bank, value):
        if self.begun[bank]:
            raise Fault(f"the flash word at {self.begun[bank][0]:#010x} is not complete")
        if value & START and value & SECTOR_ERASE:
            sector = self.nor.base + bank * BANK + (value >> 8 & 7) * SECTOR
            self.nor.erase(sector, SECTOR)
        self[bank * SECOND_BANK + CONTROL] = value & ~START

    def store(self, address, content):
        """Part of a word comes."""
        bank, word = (address - self.nor.base) // BANK, address & -WORD
        control = self[bank * SECOND_BANK + CONTROL]
        if control & LOCKED or not control & PROGRAM:
            raise Fault(f"{len(content)} bytes are stored in flash at {address:#010x}, and it is not set to take them")
        begun, places = self.begun[bank] or (word, {})
        here = range(address - word, address - word + len(content))
        if begun != word or places.keys() & here or address % len(content):
            raise Fault(f"{len(content)} bytes at {address:#010x} do not go on with the flash word at {begun:#010x}")
        places |= dict(zip(here, content))
        self.begun[bank] = word, places
        if len(places) == WORD:
            self.begun[bank] = None
            if self.nor.content(word, WORD) != b"\xff" * WORD:
                raise Fault(f"the flash word at {word:#010x} is programmed, and it was not erased")
            self.nor.program(word, bytes(places[at] for at in range(WORD)))
