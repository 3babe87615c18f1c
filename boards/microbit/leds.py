#!/usr/bin/env python3
"""leds.py ELF SCREEN.png [--save NEW.png] [--settle SECONDS] [--update] -- QEMU-COMMAND...

Runs the firmware in QEMU, prints its log up to `done`, and compares what its 25 LEDs show with SCREEN.png.
QEMU has no LEDs: they are found from how long each pin is high and low, in ticks of the timer that the
firmware reads around each change, so that the picture is exact on any host.
"""
import os
import re
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import png  # noqa: E402
import screenshot  # noqa: E402

# (x, y) of the LED at each column pin, in each row: the micro:bit's matrix of 3 × 9
LEDS = [
    [(0, 0), (4, 2), (2, 4)],
    [(2, 0), (0, 2), (4, 4)],
    [(4, 0), (2, 2), (0, 4)],
    [(4, 3), (1, 0), (0, 1)],
    [(3, 3), (3, 0), (1, 1)],
    [(2, 3), (3, 4), (2, 1)],
    [(1, 3), (1, 4), (3, 1)],
    [(0, 3), None, (4, 1)],
    [(1, 2), None, (3, 2)],
]
FIRST_COLUMN, FIRST_ROW = 4, 13
# parts of 375 that each level is lit: the display driver's
LIT = [0, 2, 4, 8, 15, 28, 53, 102, 199, 375]
OUT, SET, CLEAR = 0x504, 0x508, 0x50C
CAPTURED = 0x544  # the register that the display's interrupt reads
GPIO = re.compile(r"nrf51_gpio_write offset 0x(\w+) value 0x(\w+)")
TIMER = re.compile(r"nrf51_timer_read timer 0 read addr 0x(\w+) data 0x(\w+)")
PIXELS = 32  # of the picture, for an LED


def levels(trace):
    """The ten levels of the LEDs, from the whole cycles of three rows in the trace."""
    pins, now, lit, shown, since = 0, None, {}, [], None
    for line in trace:
        timer, gpio = TIMER.search(line), GPIO.search(line)
        if timer and int(timer[1], 16) == CAPTURED:
            then, now = now, int(timer[2], 16)
            if then is None:
                continue
            for column, rows in enumerate(LEDS):
                for row, led in enumerate(rows):
                    low = not pins >> FIRST_COLUMN + column & 1
                    if led and low and pins >> FIRST_ROW + row & 1:
                        lit[led] = lit.get(led, 0) + (now - then & 0xFFFFFFFF)
        elif gpio:
            offset, value, before = int(gpio[1], 16), int(gpio[2], 16), pins
            pins = {OUT: value, SET: pins | value, CLEAR: pins & ~value}.get(offset, pins)
            if now is not None and before >> FIRST_ROW & 1 == 0 and pins >> FIRST_ROW & 1:
                if since is not None:
                    shown.append((lit, now - since & 0xFFFFFFFF))
                lit, since = {}, now
    if len(shown) < 3:
        sys.exit("the LEDs are not lit row by row")
    lit, cycle = shown[-1]

    def level(led):
        part = lit.get(led, 0) * 3 * 375 / cycle
        return min(range(10), key=lambda level: abs(LIT[level] - part))

    return [[level((x, y)) for x in range(5)] for y in range(5)]


def main():
    found, command = screenshot.options()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "trace")
        command += ["-trace", "nrf51_gpio_write", "-trace", "nrf51_timer_read", "-D", path]
        with screenshot.running(found.elf, command, time.monotonic() + screenshot.TIMEOUT) as qemu:
            time.sleep(max(found.settle, 0.5))
            qemu.terminate()
        with open(path, encoding="ascii", errors="replace") as trace:
            shown = levels(trace)
    for row in shown:
        print("leds", *row)
    rows = [[level * 255 // 9 for level in row for _ in range(PIXELS)] for row in shown for _ in range(PIXELS)]
    png.encode(found.save, rows)
    screenshot.compare(found.save, found.screen, found.update)


if __name__ == "__main__":
    main()
