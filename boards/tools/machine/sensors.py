"""Sensors of 8 × 8 cells on I2C, which play frames from a file."""

import struct
from pathlib import Path

from machine.fault import Fault
from machine.machine import SECOND
from machine.vl53l5cx import Vl53l5cx

CELLS = 64
MILLISECOND = SECOND // 1000


class Recording:
    """Plays a file's frames again and again, and stops while nobody reads: each is seen once, in their order."""

    def __init__(self, path, machine):
        content = Path(path).read_bytes()
        if not content or len(content) % (2 * CELLS):
            raise Fault(f"{path}: a frame is cut")
        self.frames = list(struct.iter_unpack(f"<{CELLS}H", content))
        self.machine, self.index, self.since = machine, -1, None

    def advance(self, milliseconds):
        """Goes on to the next frame, if so much time has passed since the last one."""
        now = self.machine.now
        if self.since is not None and now < self.since + int(milliseconds * MILLISECOND):
            return False
        self.since = now
        self.index += 1
        return True

    @property
    def cells(self):
        """The present frame's."""
        return self.frames[self.index % len(self.frames)]


class Amg8833:
    """An AMG8833, by its data sheet: registers of settings, and two for each pixel, which are renewed all together
    ten times a second, or once, unless they are being read."""

    address = 0x69
    PIXELS, FRAME_RATE = 0x80, 0x02

    def __init__(self, recording):
        self.recording, self.registers, self.next, self.is_addressed = recording, bytearray(256), 0, False

    def start(self, reads):
        self.is_addressed = False
        period = 1000 if self.registers[self.FRAME_RATE] & 1 else 100
        if reads and self.recording.advance(period):
            self.registers[self.PIXELS :] = struct.pack(f"<{CELLS}H", *self.recording.cells)

    def write(self, byte):
        if not self.is_addressed:
            self.next = byte
        elif self.next < self.PIXELS:
            self.registers[self.next] = byte
            self.next += 1
        self.is_addressed = True

    def read(self):
        byte = self.registers[self.next]
        self.next = self.next + 1 & 0xFF
        return byte


KINDS = {"amg8833": Amg8833, "vl53l5cx": Vl53l5cx}


def plug(machine, told):
    """Hangs the sensor of a `KIND:FILE` on the second I2C bus."""
    kind, _, path = told.partition(":")
    if kind not in KINDS or not path:
        raise Fault(f"no sensor {told}: {', '.join(KINDS)}, and its file")
    machine.i2c[1].devices.append(KINDS[kind](Recording(path, machine)))
