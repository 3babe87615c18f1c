"""A peripheral's registers."""


class Registers:
    """Words that keep what is written, but for those that a chip describes by `on_read` and `on_write`."""

    ALIASES = (0,)  # further addresses of each word

    def __init__(self, name, base, size=0x400, reset=None, kept=False):
        self.name, self.base, self.size = name, base, size
        self.at_reset, self.kept = reset or {}, kept  # kept: like flash, over a reset
        self.words = dict(self.at_reset)
        self.models = {}  # by address, what computes a word; the machine's
        self.takers = {}

    def on_read(self, offset, value):
        """`value()` is what is read; so is a number."""
        for alias in self.ALIASES:
            self.models[self.base + offset + alias] = value if callable(value) else lambda: value

    def on_write(self, offset, take):
        """`take(value)` is called with what is written, after the word has kept it."""
        self.takers[offset] = take

    def reset(self):
        if not self.kept:
            self.words = dict(self.at_reset)

    def __getitem__(self, offset):
        return self.words.get(offset, 0)

    def __setitem__(self, offset, value):
        self.words[offset] = value & 0xFFFFFFFF

    def bits(self, offset, low, count=1):
        return self.words.get(offset, 0) >> low & (1 << count) - 1

    def word(self, offset):
        """A word as the program sees it."""
        model = self.models.get(self.base + offset)
        return model() if model else self.words.get(offset, 0)

    def read(self, offset, size):
        return self.word(offset & ~3) >> 8 * (offset & 3) & (1 << 8 * size) - 1

    def write(self, offset, size, value):
        word, shift = offset & ~3, 8 * (offset & 3)
        if size < 4:
            mask = (1 << 8 * size) - 1 << shift
            value = self.words.get(word, 0) & ~mask | value << shift & mask
        self.words[word] = value
        take = self.takers.get(word)
        if take:
            take(value)
