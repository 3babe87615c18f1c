"""NOR flash."""

from machine.fault import Fault


class Nor:
    """Memory whose bits a program clears, and sets by erasing. `store` is what it does with words that are
    stored there; without, they must not be. The last `kept` bytes, if not a quarter, are what firmware keeps
    over a power cut."""

    def __init__(self, machine, base, size, store=None, kept=None):
        self.memory, self.base, self.size = machine.uc, base, size
        self.keeps = base + size - (kept or size // 4)
        self.changes, self.cut = 0, None  # within the change of this number, from 1, the power fails
        self.torn = set()  # the addresses of what was only half programmed then
        self.map(machine, store)

    def map(self, machine, store):
        machine.rom(self.base, self.size, program=store)

    def program(self, address, content):
        """Bits become 0 and never 1."""
        old = self.content(address, len(content))
        if self._power_fails():
            self.torn.add(address)
            content = content[: len(content) // 2].ljust(len(content), b"\xff")
        if self._has_power():
            self.change(address, bytes(a & b for a, b in zip(old, content)))

    def erase(self, address, count):
        if self._power_fails():
            count //= 2
        if self._has_power():
            self.torn -= set(range(address, address + count))
            self.change(address, b"\xff" * count)

    def _power_fails(self):
        """Whether it does within this change."""
        self.changes += 1
        return self.changes == self.cut

    def _has_power(self):
        return self.cut is None or self.changes <= self.cut

    def content(self, address, count):
        return bytes(self.memory.mem_read(address, count))

    def change(self, address, content):
        self.memory.mem_write(address, content)

    def kept(self):
        """What outlasts a power cut."""
        return self.content(self.keeps, self.base + self.size - self.keeps)

    def keep(self, content, torn=()):
        """What is there when power comes."""
        if len(content) != self.base + self.size - self.keeps:
            raise Fault(f"{len(content)} bytes are not what this flash keeps, {self.base + self.size - self.keeps}")
        self.torn = set(torn)
        self.change(self.keeps, content)
