#!/usr/bin/env python3
"""matrix.py ELF SCREEN.png [--save NEW.png] [--settle SECONDS] [--update] -- QEMU-COMMAND...

Runs the firmware in QEMU, prints its log up to `done`, and compares what its matrix shows with SCREEN.png.
QEMU draws duty cycles as if they were levels, times the channels' current, and rounds down; what the eye
sees of them is in the pictures.
"""

import math
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import png  # noqa: E402
import screenshot  # noqa: E402

CURRENT = 63 / 64  # of the most, which the firmware asks for


def level(drawn):
    """That of sRGB for the duty that QEMU draws so, of 255."""
    light = min(math.ceil(drawn / CURRENT), 255) / 255
    return round(255 * (12.92 * light if light < 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))


def main():
    found, command = screenshot.options()
    screenshot.take(found.elf, command, found.save, found.settle)
    levels = bytes(map(level, range(256)))
    _, _, rows = png.decode(found.save)
    png.encode(found.save, [row.translate(levels) for row in rows], samples=3)
    screenshot.compare(found.save, found.screen, found.update)


if __name__ == "__main__":
    main()
