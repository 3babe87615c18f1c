"""The flash of an STM32F4 with two banks of 1 MB, and its controller."""

from machine.fault import Fault
from machine.nor import Nor
from machine.registers import Registers

BANK = 1024 * 1024
SECTORS = [16 * 1024] * 4 + [64 * 1024] + [128 * 1024] * 7  # of a bank
ACCESS, KEY, STATUS, CONTROL = 0x00, 0x04, 0x0C, 0x10
DATA_CACHE, CACHE_RESET = 1 << 10, 1 << 12
KEYS = [0x4567_0123, 0xCDEF_89AB]
PROGRAM, SECTOR_ERASE, START, LOCKED = 1 << 0, 1 << 1, 1 << 16, 1 << 31


class Flash(Registers):
    """It erases and programs at once. What its errors would tell is a fault."""

    def __init__(self, machine, registers, base):
        super().__init__("FLASH", registers, reset={CONTROL: LOCKED})
        self.nor, self.keys = Nor(machine, base, 2 * BANK, self.store), []
        machine.add(self)
        self.stale = False  # its data cache may hold what was there before
        self.on_read(STATUS, 0)
        self.on_write(ACCESS, self._access)
        self.on_write(KEY, self._key)
        self.on_write(CONTROL, self._control)

    def write(self, offset, size, value):
        if offset != CONTROL or not self[CONTROL] & LOCKED:
            super().write(offset, size, value)

    def _key(self, key):
        self.keys = [*self.keys, key][-2:]
        if self.keys == KEYS:
            self[CONTROL] &= ~LOCKED

    def _control(self, value):
        if value & START and value & SECTOR_ERASE:
            bank, sector = value >> 7 & 1, value >> 3 & 15
            if sector >= len(SECTORS):
                raise Fault(f"flash has no sector {value >> 3 & 31}")
            self._without_cache()
            self.nor.erase(self.nor.base + bank * BANK + sum(SECTORS[:sector]), SECTORS[sector])
        self[CONTROL] = value & ~START

    def store(self, address, content):
        """A word comes, as wide as the controller was told."""
        control = self[CONTROL]
        if control & LOCKED or not control & PROGRAM or len(content) != 1 << (control >> 8 & 3):
            raise Fault(f"{len(content)} bytes are stored in flash at {address:#010x}, and it is not set to take them")
        self._without_cache()
        self.nor.program(address, content)

    def _without_cache(self):
        """The cache does not see that flash changes, and with two banks may deliver wrong data meanwhile."""
        self.stale = True
        if self[ACCESS] & DATA_CACHE:
            raise Fault("flash is changed while its data cache is on")

    def _access(self, value):
        self.stale = self.stale and not value & CACHE_RESET
        if value & DATA_CACHE and (self.stale or value & CACHE_RESET):
            raise Fault("the data cache of flash is on, and was not reset after a change")
