"""I2C as RP2350's controller does it, as the bus's only master, and what hangs on the bus.

A device has an `address`, and does `start(reads)`, `write(byte)` and `read()`. A byte takes nine bits, a start or a
stop about one.
"""

from collections import deque

from machine.atomic import Atomic
from machine.machine import span

TARGET, DATA, HIGH, LOW, RAISED = 0x04, 0x10, 0x1C, 0x20, 0x34
CLEAR_ALL, CLEAR_ABORT, CLEAR_STOP, ENABLE = 0x40, 0x54, 0x60, 0x6C
STATUS, TO_SEND, RECEIVED, WHY_ABORTED = 0x70, 0x74, 0x78, 0x80
READS, STOPS, RESTARTS = 1 << 8, 1 << 9, 1 << 10  # of a command
FULL, EMPTY, ABORTED, STOPPED = 1 << 2, 1 << 4, 1 << 6, 1 << 9  # what is raised
NOBODY = 1  # why: the address is not acknowledged
DEPTH = 16


class I2c(Atomic):
    """The controller. `clock()` is its own, in hertz. A program that asks whether it is ready waits for it."""

    def __init__(self, machine, name, base, clock):
        super().__init__(name, base)
        self.machine, self.clock, self.devices = machine, clock, []
        self._rest()
        machine.timers.append(self)
        self.on_write(DATA, self._command)
        self.on_read(DATA, lambda: self.received.popleft() if self.received else 0)
        self.on_write(ENABLE, self._enable)
        self.on_read(RAISED, lambda: self._asked(self._raised))
        self.on_read(TO_SEND, lambda: self._asked(lambda: len(self.commands)))
        self.on_read(RECEIVED, lambda: self._asked(lambda: len(self.received)))
        self.on_read(STATUS, lambda: self._asked(self._status))
        for offset, flags in ((CLEAR_ALL, ABORTED | STOPPED), (CLEAR_ABORT, ABORTED), (CLEAR_STOP, STOPPED)):
            self.on_read(offset, lambda flags=flags: self._clear(flags))

    def _rest(self):
        self.commands, self.received, self.due = deque(), deque(), None
        self.flags, self.device, self.reading = 0, None, None

    def reset(self):
        super().reset()
        self._rest()

    # what the program sees

    def _asked(self, answer):
        if self.due is not None:
            self.machine.wait_until(self.due)
        return answer()

    def _raised(self):
        return self.flags | (0 if self.commands else EMPTY) | (FULL if self.received else 0)

    def _status(self):
        """Active; room and nothing to send; something received."""
        room, empty = len(self.commands) < DEPTH, not self.commands
        return (self.due is not None) | room << 1 | empty << 2 | bool(self.received) << 3

    def _clear(self, flags):
        self.flags &= ~flags
        if flags & ABORTED:
            self[WHY_ABORTED] = 0
        return 0

    def _enable(self, word):
        if not word & 1:
            self.commands.clear()
            self.received.clear()
            self.due = None

    # the wires

    def _command(self, word):
        if self[ENABLE] & 1 and len(self.commands) < DEPTH:
            self.commands.append(word)
            if self.due is None:
                self._begin()

    def _starts(self, word):
        """Whether a command begins with a start and the address."""
        return self.reading is None or bool(word & RESTARTS) or self.reading != bool(word & READS)

    def _begin(self):
        """The byte on the wires, from its start, if it has one, to its stop."""
        word = self.commands[0]
        bits = 9 + (10 if self._starts(word) else 0) + bool(word & STOPS)
        self.due = self.machine.now + span(bits * max(self[HIGH] + self[LOW], 1), self.clock())

    def fire(self):
        word, self.due = self.commands.popleft(), None
        if self._starts(word):
            address = self[TARGET] & 0x7F
            self.device = next((device for device in self.devices if device.address == address), None)
            self.reading = bool(word & READS)
            if self.device:
                self.device.start(self.reading)
            else:
                self.commands.clear()
                self.received.clear()
                self[WHY_ABORTED] = NOBODY
                self.flags, self.reading = self.flags | ABORTED | STOPPED, None
                return
        if self.reading:
            self.received.append(self.device.read())
        else:
            self.device.write(word & 0xFF)
        if word & STOPS:
            self.flags, self.reading = self.flags | STOPPED, None
        if self.commands:
            self._begin()
