"""NOR flash."""


class Nor:
    """Memory whose bits a program clears, and sets by erasing. `store` is what it does with words that are
    stored there; without, they must not be."""

    def __init__(self, machine, base, size, store=None):
        self.memory, self.base, self.size = machine.uc, base, size
        machine.rom(base, size, program=store)

    def program(self, address, content):
        """Bits become 0 and never 1."""
        old = self.memory.mem_read(address, len(content))
        self.memory.mem_write(address, bytes(a & b for a, b in zip(old, content)))

    def erase(self, address, count):
        self.memory.mem_write(address, b"\xff" * count)

    def kept(self):
        """The last quarter, where firmware keeps what outlasts a power cut."""
        return bytes(self.memory.mem_read(self.base + self.size // 4 * 3, self.size // 4))

    def keep(self, content):
        """What the last quarter holds when power comes."""
        self.memory.mem_write(self.base + self.size // 4 * 3, content)
