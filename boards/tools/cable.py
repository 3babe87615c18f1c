#!/usr/bin/env python3
"""cable.py BOARD ELF: runs a board until it is ended, and lends its serial port, on USB or at its probe, to programs,
such as `lissom send`, one at a time. Prints the port's name as `usb <port>`, and the board's log if that goes elsewhere.
"""

import sys

from machine.boards import BOARDS
from machine.log import Defmt
from machine.terminal import Terminal
from machine.usb_cable import Cable

STEPS = 20  # between looks at the port


def main():
    board, path = sys.argv[1:]
    machine = BOARDS[board](path).machine
    cable = getattr(machine, "serial", None) or Cable(machine)
    cable.lent = True
    log = None if machine.plain_log else Defmt(machine.log.content, path)
    terminal = Terminal(cable)
    told = False
    while True:
        for _ in range(STEPS):
            machine.step()
        terminal.turn()
        for line in log.lines() if log else ():
            print(line, flush=True)
        if cable.device and not told:
            print("usb", terminal.name, flush=True)
            told = True


if __name__ == "__main__":
    main()
