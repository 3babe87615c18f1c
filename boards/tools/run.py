#!/usr/bin/env python3
"""run.py BOARD ELF: runs a board's firmware on the machine that models the board, and prints its log,
and at the end how many bytes of its stack it has used.

Ends after the line that --until names, and then fails if a person would not see a whole picture. BOARD is one
of machine.boards. Needs unicorn 2.1.4 and defmt-print.
"""

import argparse
import os
import shutil
import sys

import png
from machine.boards import BOARDS
from machine.fault import Fault
from machine.log import Defmt, Text
from machine.machine import SECOND
from machine.sensors import plug


def decoder(machine, path):
    """What makes lines of the log."""
    if machine.plain_log:
        return Text(machine.log.content)
    if shutil.which("defmt-print") is None:
        sys.exit("defmt-print is not installed; README.md says how to get it")
    return Defmt(machine.log.content, path)


class Press:
    """A button that a person holds down for a while."""

    def __init__(self, text):
        begin, self.pin, span = text.split(":")
        self.changes = [int(begin), int(begin) + int(span)]  # milliseconds

    def follow(self, machine):
        """Presses it, and lets it go, when it is time."""
        while self.changes and machine.now >= self.changes[0] * SECOND // 1000:
            self.changes.pop(0)
            pulled = machine.pins.pulled
            pulled[self.pin] = not pulled.get(self.pin, False)


def run(board, log, options):
    """The log up to the line that is asked for, or until so much of the board's time is over. Whether it has
    come to that before the power failed."""
    machine = board.machine
    while machine.now < options.seconds * SECOND:
        for press in options.press:
            press.follow(machine)
        machine.step()
        for line in log.lines():
            print(line, flush=True)
            if options.until and line.startswith(options.until):
                return True
        if options.cut and machine.flash.changes >= options.cut:
            return False
    if options.until:
        raise Fault(f"no line `{options.until}` within {options.seconds} s of the board's time")
    return True


def boot(options, kept=None):
    """A board whose flash keeps this, and its log."""
    board = BOARDS[options.board](options.elf)
    if options.sensor:
        plug(board.machine, options.sensor)
    if kept is not None:
        board.machine.flash.keep(*kept)
    return board, decoder(board.machine, options.elf)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("board", choices=BOARDS)
    parser.add_argument("elf")
    parser.add_argument("--until", help="the line to end after, or how it starts")
    parser.add_argument("--seconds", type=float, default=60, help="of the board's time, at most")
    parser.add_argument("--settle", type=int, default=0, help="milliseconds that the display is given then")
    parser.add_argument("--screen", help="writes what the display shows, a PNG")
    parser.add_argument("--press", type=Press, action="append", default=[], metavar="MS:PIN:MS",
                        help="when a button at a pin is pressed, and for how long; may be said again")
    parser.add_argument("--cut", type=int, metavar="N",
                        help="the power fails within the Nth change of flash, counted from 1, and comes back")
    parser.add_argument("--kept", help="a file of what flash keeps: before, if there is such a file, and after the run")
    parser.add_argument("--sensor", help="amg8833:FILE or vl53l5cx:FILE on a Pico 2's I2C1: the frames that it plays")
    options = parser.parse_args()
    log, kept = None, None
    if options.kept and os.path.exists(options.kept):
        with open(options.kept, "rb") as file:
            kept = file.read(), ()
    try:
        board, log = boot(options, kept)
        if options.cut:
            board.machine.flash.cut = options.cut
        if not run(board, log, options):
            for line in log.close():
                print(line)
            print("power", flush=True)
            options.cut, flash = None, board.machine.flash
            board, log = boot(options, (flash.kept(), flash.torn))
            run(board, log, options)
        shown = board.machine.now + options.settle * SECOND // 1000
        while board.machine.now < shown:
            board.machine.step()
        print("stack", board.machine.stack_used())
        if options.kept:
            with open(options.kept, "wb") as file:
                file.write(board.machine.flash.kept())
        if options.screen:
            os.makedirs(os.path.dirname(os.path.abspath(options.screen)), exist_ok=True)
            png.encode(options.screen, board.display.picture(), board.display.SAMPLES)
        faults = list(board.display.faults())
    except Fault as fault:
        faults = [str(fault)]
    if log:
        for line in log.close():
            print(line)
    for fault in faults:
        print(f"{options.board}: {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
