"""SysTick, the timer of a Cortex-M."""

from machine.machine import SECOND, span

SYSTICK = 15  # the exception
CONTROL, RELOAD, VALUE = 0x10, 0x14, 0x18
ENABLE, INTERRUPT = 1, 2


class SysTick:
    """Counts the core's cycles down and takes the reload value each time it gets to 0."""

    def __init__(self, machine, control):
        self.machine, self.registers, self.due = machine, control, None
        self.began, self.count = 0, 0
        machine.timers.append(self)
        control.on_write(CONTROL, self._control)
        control.on_write(VALUE, lambda _: self._begin(machine.now))
        control.on_read(VALUE, self._value)

    def reset(self):
        self.due = None

    def _control(self, value):
        if not value & ENABLE:
            self.due = None
        elif self.due is None:
            self._begin(self.machine.now)

    def _begin(self, when):
        self.began, self.count = when, self.registers[RELOAD] + 1
        if self.registers[CONTROL] & ENABLE:
            self.due = when + span(self.count, self.machine.hertz)

    def _value(self):
        since = self.machine.clock(self.machine.hertz) - self.began * self.machine.hertz // SECOND
        return max(self.count - 1 - since, 0)

    def fire(self):
        self.registers[CONTROL] |= 1 << 16
        if self.registers[CONTROL] & INTERRUPT:
            self.machine.pending.add(SYSTICK)
        self._begin(self.due)
