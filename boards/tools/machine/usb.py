"""RP2350's USB controller as a device: what it answers to each packet of a host's, by the chip's data sheet.

Endpoints may have two buffers. Isochronous ones are not modelled, nor errors on the wire.
"""

import struct

from machine.atomic import Atomic
from machine.fault import Fault

MEMORY, REGISTERS, SIZE = 0x5010_0000, 0x5011_0000, 4096
IN, OUT = 0, 1
ACK, NAK, STALL = "ACK", "NAK", "STALL"

ADDRESS, MAIN_CONTROL, FRAME, CONTROL, STATUS = 0x00, 0x40, 0x48, 0x4C, 0x50
COMPLETED, WHICH_BUFFER, ABORT, ABORTED, STALL_ARMED = 0x58, 0x5C, 0x60, 0x64, 0x68
MUXING, POWER, RAISED, ENABLED, FORCED, ASKS = 0x74, 0x78, 0x8C, 0x90, 0x94, 0x98

CONTROLLER_ON, PHY_ISOLATED = 1, 4  # of the main control
TO_PHY = 1
POWER_DETECTED, POWER_OVERRIDDEN = 4, 8
PULL_UP, EACH_BUFFER_0, EACH_PAIR_0, PAIRED_0 = 1 << 16, 1 << 29, 1 << 28, 1 << 30  # of the control
SUSPENDED, RESUMED, SET_UP, RESET, WRONG_SEQUENCE = 1 << 4, 1 << 11, 1 << 17, 1 << 19, 1 << 31  # of the status
LATCHED = SUSPENDED | RESUMED | SET_UP | RESET | WRONG_SEQUENCE  # until they are written
ASKED_FOR = {1 << 4: 0, 1 << 5: WRONG_SEQUENCE, 1 << 12: RESET, 1 << 14: SUSPENDED, 1 << 15: RESUMED, 1 << 16: SET_UP}

ENDPOINT_ON, PAIRED, EACH_BUFFER, EACH_PAIR = 1 << 31, 1 << 30, 1 << 29, 1 << 28  # of an endpoint's control
FULL, DATA1, REWIND, STALLS, AVAILABLE, LENGTH = 1 << 15, 1 << 13, 1 << 12, 1 << 11, 1 << 10, 0x3FF
BUFFER = 64


class Usb(Atomic):
    """The controller, its memory, and its interrupt."""

    def __init__(self, machine, interrupt):
        super().__init__("USB", REGISTERS, {MAIN_CONTROL: PHY_ISOLATED})
        self.machine, self.interrupt = machine, interrupt
        machine.ram(MEMORY, SIZE)
        self.status, self.done, self.second = 0, {}, set()
        self.on_read(STATUS, lambda: self.status | self._has_power())
        self.on_write(STATUS, self._clear_status)
        self.on_read(COMPLETED, lambda: sum(1 << bit for bit in self.done))
        self.on_write(COMPLETED, self._clear_completed)
        self.on_read(WHICH_BUFFER, lambda: sum(buffers[0] << bit for bit, buffers in self.done.items()))
        self.on_read(ABORTED, lambda: self[ABORT])
        self.on_read(RAISED, self._raised)
        self.on_read(ASKS, self._asks)
        for offset in (ENABLED, FORCED):
            self.on_write(offset, lambda _: self._ask())

    def reset(self):
        super().reset()
        self.status, self.done, self.second = 0, {}, set()

    # what the program sees

    def _has_power(self):
        power = self[POWER]
        return 1 if not power & POWER_OVERRIDDEN or power & POWER_DETECTED else 0

    def _clear_status(self, mask):
        self.status &= ~(mask & LATCHED)
        self._ask()

    def _clear_completed(self, mask):
        """A bit stays set if the other buffer was completed meanwhile."""
        for bit in [bit for bit in self.done if mask >> bit & 1]:
            self.done[bit].pop(0)
            if not self.done[bit]:
                del self.done[bit]
        self._ask()

    def _raised(self):
        raised = sum(bit for bit, status in ASKED_FOR.items() if self.status & status)
        return raised | (1 << 4 if self.done else 0)

    def _asks(self):
        return (self._raised() | self[FORCED]) & self[ENABLED]

    def _ask(self):
        self.machine.raises(self.interrupt, self._asks())

    def _latch(self, status):
        self.status |= status
        self._ask()

    # what the host sees

    def is_attached(self):
        """Whether it pulls the bus up."""
        return bool(
            self[CONTROL] & PULL_UP
            and self[MAIN_CONTROL] & (CONTROLLER_ON | PHY_ISOLATED) == CONTROLLER_ON
            and self[MUXING] & TO_PHY
            and self._has_power()
        )

    def bus_reset(self):
        self._latch(RESET)

    def suspend(self):
        """Nothing has come for three milliseconds."""
        self._latch(SUSPENDED)

    def resume(self):
        self.status &= ~SUSPENDED
        self._latch(RESUMED)

    def _is_for(self, address):
        return self.is_attached() and self[ADDRESS] & 0x7F == address

    def setup(self, address, packet):
        """Begins a control transfer: it is taken whatever went on before. `None` if nobody is there."""
        if not self._is_for(address):
            return None
        self.machine.uc.mem_write(MEMORY, packet)
        self[STALL_ARMED] = 0
        self._latch(SET_UP)
        return ACK

    def take(self, address, endpoint):
        """What is sent to a host that asks: bytes with 0 or 1, the kind of data; NAK, STALL, or `None`."""
        place = self._ready(address, endpoint, IN)
        if not isinstance(place, Place):
            return place
        if not place.word & FULL:
            raise Fault(f"endpoint {endpoint} is available without data")
        content = bytes(self.machine.uc.mem_read(place.buffer, place.word & LENGTH))
        self._complete(place, place.word & ~(FULL | AVAILABLE))
        return content, place.word // DATA1 & 1

    def give(self, address, endpoint, content, kind):
        """What a packet with data of that kind, 0 or 1, leads to: ACK, NAK, STALL, or `None`."""
        place = self._ready(address, endpoint, OUT)
        if not isinstance(place, Place):
            return place
        if len(content) > place.word & LENGTH:
            raise Fault(f"endpoint {endpoint} has no room for {len(content)} bytes")
        if place.word // DATA1 & 1 != kind:
            self._latch(WRONG_SEQUENCE)  # it is taken for one that has come before
            return ACK
        self.machine.uc.mem_write(place.buffer, content)
        self._complete(place, place.word & ~(AVAILABLE | LENGTH) | FULL | len(content))
        return ACK

    # buffers

    def _ready(self, address, endpoint, direction):
        """The buffer that is next, or what is said without one."""
        if not self._is_for(address):
            return None
        control = self._endpoint(endpoint, direction)
        if not control & ENDPOINT_ON:
            return None
        at, bit = MEMORY + 0x80 + 8 * endpoint + 4 * direction, 2 * endpoint + direction
        word = self._word(at)
        if word & REWIND:
            self.second.discard(bit)
            self.machine.uc.mem_write(at, struct.pack("<I", word & ~REWIND))
        if word & STALLS and (endpoint or self[STALL_ARMED] >> direction & 1):
            return STALL
        second = bit in self.second
        half = word >> 16 if second else word & 0xFFFF
        if self[ABORT] >> bit & 1 or not half & AVAILABLE:
            return NAK
        buffer = MEMORY + (control & 0xFFC0) + (BUFFER if second else 0)
        return Place(at, bit, second, control, buffer, half)

    def _endpoint(self, endpoint, direction):
        """The endpoint's control. The first has none: its buffers have their place."""
        if endpoint:
            return self._word(MEMORY + 8 * endpoint + 4 * direction)
        return ENDPOINT_ON | self[CONTROL] & (PAIRED_0 | EACH_BUFFER_0 | EACH_PAIR_0) | 0x100

    def _word(self, at):
        return int.from_bytes(self.machine.uc.mem_read(at, 4), "little")

    def _complete(self, place, half):
        self.machine.uc.mem_write(place.at + (2 if place.second else 0), struct.pack("<H", half & 0xFFFF))
        if place.control & PAIRED:
            self.second ^= {place.bit}
        if place.control & EACH_BUFFER or place.control & EACH_PAIR and place.second:
            self.done.setdefault(place.bit, []).append(int(place.second))
        self._ask()


class Place:
    """A buffer: of its endpoint the buffers' control word and bit in registers, whether it is the second, the
    endpoint's control; where it is, and its half of the word."""

    def __init__(self, at, bit, second, control, buffer, word):
        self.at, self.bit, self.second, self.control = at, bit, second, control
        self.buffer, self.word = buffer, word
