"""RP2350's timers: microseconds in 64 bits, with four alarms."""

from machine.atomic import Atomic
from machine.machine import SECOND

MICROSECONDS = 1_000_000
ALARMS = 4
ALARM, ARMED, RAISED, ENABLED, FORCED, STATUS = 0x10, 0x20, 0x3C, 0x40, 0x44, 0x48
HIGH, LOW, RAW_HIGH, RAW_LOW = 0x08, 0x0C, 0x24, 0x28


class Timer(Atomic):
    """Its alarms are the interrupts from `interrupt` on. An alarm falls due when the lower word gets to it."""

    def __init__(self, machine, name, base, interrupt):
        super().__init__(name, base)
        self.machine, self.interrupt = machine, interrupt
        self.dues, self.raised = [None] * ALARMS, 0
        machine.timers.append(self)
        for offset in (LOW, RAW_LOW):
            self.on_read(offset, lambda: machine.clock(MICROSECONDS) & 0xFFFF_FFFF)
        for offset in (HIGH, RAW_HIGH):
            self.on_read(offset, lambda: machine.clock(MICROSECONDS) >> 32)
        for alarm in range(ALARMS):
            self.on_write(ALARM + 4 * alarm, lambda word, alarm=alarm: self._arm(alarm, word))
        self.on_read(ARMED, lambda: sum(1 << i for i, due in enumerate(self.dues) if due is not None))
        self.on_write(ARMED, self._disarm)
        self.on_read(RAISED, lambda: self.raised)
        self.on_write(RAISED, self._clear)
        self.on_read(STATUS, lambda: (self.raised | self[FORCED]) & self[ENABLED])
        for offset in (ENABLED, FORCED):
            self.on_write(offset, lambda _: self._ask())

    @property
    def due(self):
        return min((due for due in self.dues if due is not None), default=None)

    def _arm(self, alarm, word):
        now = self.machine.now * MICROSECONDS // SECOND
        ticks = now + ((word - now) & 0xFFFF_FFFF)
        self.dues[alarm] = max(ticks * SECOND // MICROSECONDS, self.machine.now)

    def _disarm(self, mask):
        self.dues = [None if mask >> i & 1 else due for i, due in enumerate(self.dues)]

    def _clear(self, mask):
        self.raised &= ~mask
        self._ask()

    def fire(self):
        for alarm, due in enumerate(self.dues):
            if due is not None and due <= self.machine.now:
                self.dues[alarm] = None
                self.raised |= 1 << alarm
        self._ask()

    def _ask(self):
        for alarm in range(ALARMS):
            self.machine.raises(self.interrupt + alarm, (self.raised | self[FORCED]) & self[ENABLED] & 1 << alarm)

    def reset(self):
        super().reset()
        self.dues, self.raised = [None] * ALARMS, 0
