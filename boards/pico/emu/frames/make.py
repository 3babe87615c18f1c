#!/usr/bin/env python3
"""Writes the frames that the emulated sensors play, as README.md beside this describes them."""
import math
import random
import struct
from pathlib import Path

CELLS, FRAMES = 8, 60


def cover(x, y, angle, shift, width):
    """Which part of a cell a bar covers, from 0 to 1: by four by four points of it."""
    points = [(i + 0.5) / 4 - 0.5 for i in range(4)]
    away = [abs((x + u) * math.cos(angle) + (y + v) * math.sin(angle) - shift) for u in points for v in points]
    return sum(distance < width / 2 for distance in away) / len(away)


def frames(seed, measure):
    """Bars of all orientations that move through the field of view; measure(cover, noise) is a cell's word."""
    noise = random.Random(seed)
    for frame in range(FRAMES):
        # three frames of each bar, which moves by a cell; the next is turned by the golden section
        bar, step = divmod(frame, 3)
        angle = math.pi * (bar * 0.618034 % 1)
        shift = step - 1 + (bar * 5 % 7 - 3) / 2
        for cell in range(CELLS * CELLS):
            y, x = divmod(cell, CELLS)
            part = cover(x - 3.5, y - 3.5, angle, shift, 1.8)
            yield measure(part, noise.gauss(0, 1))


def quarters(part, noise):
    """A hand of 31 degrees before a wall of 21.5, to a quarter of a degree, with 0.2 degrees of noise."""
    return round(4 * (21.5 + 9.5 * part + 0.2 * noise)) & 0xFFF


def millimetres(part, noise):
    """A hand 350 mm before the sensor, and nothing in the 4 m behind where it covers no fifth of a cell;
    noise of 1.5 %."""
    return round(350 * (1 + 0.015 * noise)) if part > 0.2 else 0xFFFF


if __name__ == "__main__":
    for name, seed, measure in (("amg8833", 1, quarters), ("vl53l5cx", 2, millimetres)):
        words = list(frames(seed, measure))
        Path(__file__).with_name(f"{name}.bin").write_bytes(struct.pack(f"<{len(words)}H", *words))
