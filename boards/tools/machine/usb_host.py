"""A computer's USB controller at the other end of a device's: one transaction after another, each as long as a full
packet takes. Who is not ready is asked again; so is, three times, who does not answer.
"""

from collections import deque

from machine.fault import Fault
from machine.machine import SECOND
from machine.usb import NAK, STALL

TURN = SECOND // 20_000  # 64 bytes, with all that is around them, at 12 Mbit/s
MILLISECOND = SECOND // 1000
DEBOUNCE, RESET, RECOVERY = 100, 10, 10  # milliseconds from a plug's contact to the first packet
TRIES = 3
FULL_PACKET = 64


class Refused(Exception):
    """A device stalls, or does not answer."""


class Pipe:
    """A bulk endpoint: packets on their way to it; or who takes those that come from it, if anybody does."""

    def __init__(self, number):
        self.number, self.kind = number, 0
        self.packets, self.take = deque(), None


class Host:
    """Control transfers are generators, which give what is to be done in one transaction and get its outcome;
    one runs at a time. `plugged` and `unplugged` are called when a device comes and goes."""

    def __init__(self, machine, device):
        self.machine, self.device, self.due = machine, device, machine.now
        self.plugged = self.unplugged = lambda: None
        self.turns = deque([self._control, self._read, self._write])
        self.is_attached = False
        self.forget()
        machine.timers.append(self)

    def reset(self):
        """The device's board begins anew, this one does not."""
        self._look()

    def forget(self):
        """Nothing is on its way any more."""
        self.address, self.transfers, self.step, self.failures = 0, deque(), None, 0
        self.input = self.output = None

    def fire(self):
        self.due = self.machine.now + TURN
        self._look()
        for _ in range(len(self.turns)):
            self.turns.rotate(-1)
            if self.turns[-1]():
                return

    def _look(self):
        attached = self.device.is_attached()
        if attached != self.is_attached:
            self.is_attached = attached
            (self.plugged if attached else self.unplugged)()

    # control transfers

    def begin(self, transfer, done=lambda result, error: None):
        """Queues one, whose result or error is told."""
        self.transfers.append((transfer, done))

    def _control(self):
        if self.step is None:
            if not self.transfers or not self._go_on(None):
                return False
        outcome = self.step()
        if outcome == NAK:
            return True
        self.failures = self.failures + 1 if outcome is None else 0
        if outcome is None and self.failures < TRIES:
            return True
        self._go_on(outcome)
        return True

    def _go_on(self, outcome):
        """Lets the transfer at hand say what comes next; whether anything does."""
        transfer, done = self.transfers[0]
        failed = outcome == STALL or self.failures == TRIES
        self.step, self.failures, result, error = None, 0, None, None
        try:
            self.step = transfer.throw(Refused(outcome or "no answer")) if failed else transfer.send(outcome)
            return True
        except StopIteration as end:
            result = end.value
        except Refused as refused:
            error = str(refused)
        self.transfers.popleft()
        done(result, error)
        return False

    def wait(self, milliseconds):
        """A step that takes so long."""
        end = self.machine.now + milliseconds * MILLISECOND
        return lambda: NAK if self.machine.now < end else True

    def reset_bus(self):
        """Steps that reset the device."""
        self.address = 0
        yield self.wait(DEBOUNCE)
        self.device.bus_reset()
        yield self.wait(RESET + RECOVERY)

    def setup(self, kind, request, value, index, length):
        """A control transfer's first step."""
        packet = bytes([kind, request]) + b"".join(n.to_bytes(2, "little") for n in (value, index, length))
        return lambda: self.device.setup(self.address, packet)

    def control(self, kind, request, value, index, data=b"", length=0):
        """Steps of a control transfer: `data` goes to the device, or `length` bytes at most come from it."""
        yield self.setup(kind, request, value, index, length or len(data))
        got, toggle = b"", 1
        while kind & 0x80 and len(got) < length:
            content, sent = yield lambda: self.device.take(self.address, 0)
            if sent != toggle:
                raise Fault(f"control: DATA{sent} again")
            got, toggle = got + content, toggle ^ 1
            if len(content) < FULL_PACKET:
                break
        for at in range(0, len(data), FULL_PACKET):
            part = data[at : at + FULL_PACKET]
            yield lambda part=part, toggle=toggle: self.device.give(self.address, 0, part, toggle)
            toggle ^= 1
        if length:
            yield lambda: self.device.give(self.address, 0, b"", 1)
        else:
            yield lambda: self.device.take(self.address, 0)
        return got

    # bulk transfers

    def _read(self):
        pipe = self.input
        if not pipe or not pipe.take:
            return False
        outcome = self._bulk(pipe, self.device.take(self.address, pipe.number))
        if outcome != NAK:
            content, kind = outcome
            if kind != pipe.kind:
                raise Fault(f"endpoint {pipe.number}: DATA{kind} again")
            pipe.kind ^= 1
            pipe.take(content)
        return True

    def _write(self):
        pipe = self.output
        if not pipe or not pipe.packets:
            return False
        if self._bulk(pipe, self.device.give(self.address, pipe.number, pipe.packets[0], pipe.kind)) != NAK:
            pipe.packets.popleft()
            pipe.kind ^= 1
        return True

    def _bulk(self, pipe, outcome):
        if outcome is None or outcome == STALL:
            raise Fault(f"endpoint {pipe.number} says {outcome}")
        return outcome
