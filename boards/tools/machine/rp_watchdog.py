"""RP2350's watchdog, which counts microseconds down and then starts the chip anew."""

from machine.atomic import Atomic
from machine.machine import SECOND

CONTROL, LOAD, REASON, SCRATCH = 0x00, 0x04, 0x08, 0x0C
ENABLE, TRIGGER = 1 << 30, 1 << 31
TIMED_OUT, FORCED = 1, 2
COUNT = 0xFF_FFFF
MICROSECOND = SECOND // 1_000_000


class Watchdog(Atomic):
    """The reason of a reset, and eight words for the program, outlast it; nothing else does."""

    def __init__(self, machine, base):
        super().__init__("WATCHDOG", base)
        self.machine, self.due, self.left = machine, None, 0
        machine.timers.append(self)
        self.on_read(CONTROL, lambda: self[CONTROL] & ~COUNT | self._count())
        self.on_write(CONTROL, self._control)
        self.on_write(LOAD, self._load)

    def _count(self):
        return self.left if self.due is None else max(self.due - self.machine.now, 0) // MICROSECOND

    def _load(self, word):
        self.left = word & COUNT
        if self.due is not None:
            self.due = self.machine.now + self.left * MICROSECOND

    def _control(self, word):
        if word & TRIGGER:
            self._bite(FORCED)
        elif not word & ENABLE:
            self.left, self.due = self._count(), None
        elif self.due is None:
            self.due = self.machine.now + self.left * MICROSECOND

    def fire(self):
        self._bite(TIMED_OUT)

    def _bite(self, reason):
        self.due = None
        self[REASON] = reason
        self.machine.ask_reset()

    def reset(self):
        words = {at: word for at, word in self.words.items() if at >= REASON}
        super().reset()
        self.words |= words
        self.due, self.left = None, 0
