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


def run(board, log, until, seconds):
    """The log up to a line that starts with `until`, or until so much of the board's time is over."""
    machine = board.machine
    while machine.now < seconds * SECOND:
        machine.step()
        for line in log.lines():
            print(line, flush=True)
            if until and line.startswith(until):
                return
    if until:
        raise Fault(f"no line `{until}` within {seconds} s of the board's time")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("board", choices=BOARDS)
    parser.add_argument("elf")
    parser.add_argument("--until", help="the line to end after, or how it starts")
    parser.add_argument("--seconds", type=float, default=60, help="of the board's time, at most")
    parser.add_argument("--settle", type=int, default=0, help="milliseconds that the display is given then")
    parser.add_argument("--screen", help="writes what the display shows, a PNG")
    parser.add_argument("--kept", help="a file of what flash keeps: before, if there is such a file, and after the run")
    parser.add_argument("--sensor", help="amg8833:FILE or vl53l5cx:FILE on a Pico 2's I2C1: the frames that it plays")
    options = parser.parse_args()
    log = None
    try:
        board = BOARDS[options.board](options.elf)
        log = decoder(board.machine, options.elf)
        if options.sensor:
            plug(board.machine, options.sensor)
        if options.kept and os.path.exists(options.kept):
            with open(options.kept, "rb") as file:
                board.machine.flash.keep(file.read())
        run(board, log, options.until, options.seconds)
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
