"""The pins of a chip, by name."""


class Pins:
    """A pin is high or low as its driver says, the chip or the board; else as it is pulled."""

    def __init__(self, pulled=None):
        self.pulled = dict(pulled or {})  # what the board's resistors do; others are low
        self.driven = {}
        self.listeners = {}

    def level(self, pin):
        return self.driven.get(pin, self.pulled.get(pin, False))

    def drive(self, pin, level):
        """`level` is None for a pin that is let go."""
        before = self.level(pin)
        if level is None:
            self.driven.pop(pin, None)
        else:
            self.driven[pin] = bool(level)
        after = self.level(pin)
        if after != before:
            for listen in self.listeners.get(pin, ()):
                listen(after)

    def listen(self, pin, listener):
        """Calls `listener(level)` when the pin changes."""
        self.listeners.setdefault(pin, []).append(listener)


class Port:
    """Output pins that a register holds, and which of them are driven."""

    def __init__(self, machine, pins, names):
        machine.ports.append(self)
        self.pins, self.names = pins, names
        self.out, self.enabled = 0, 0

    def write(self, out):
        self._change(out, self.enabled)

    def enable(self, enabled):
        self._change(self.out, enabled)

    def _change(self, out, enabled):
        changed = self.out & self.enabled ^ out & enabled | self.enabled ^ enabled
        self.out, self.enabled = out, enabled
        for bit, name in enumerate(self.names):
            if changed >> bit & 1:
                self.pins.drive(name, out >> bit & 1 if enabled >> bit & 1 else None)

    def reset(self):
        """Lets all pins go."""
        self._change(0, 0)

    def read(self):
        """The levels of all pins."""
        return sum(self.pins.level(name) << bit for bit, name in enumerate(self.names))
