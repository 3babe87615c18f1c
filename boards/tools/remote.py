#!/usr/bin/env python3
"""remote.py BOARD ELF: runs a board with USB as another program says that, on standard input and output.

Each line in is a JSON list of orders, to be carried out one after the other, and each line out what has happened
then: {"ms": the board's time, "lines": of the log, "data": what the open port has sent, in hexadecimal digits,
"device": what the board says of itself, or null, "waiting": packets that the board has not read, "restarts": by the
watchdog, "done": [[number, result, error], ...] of the orders that have one}. The orders:

    ["run", ms]                 until something has happened, so long at most
    ["open", number, yes]       opens or closes the port        ["replug", number]    pulls the plug
    ["control", number, type, request, value, index, length]    asks for bytes
    ["send", hex, packet]       bytes, in packets of that size  ["reads", yes]        whether the program reads
    ["abandon"]                 a control transfer              ["mask"]              turns interrupts off
    ["press", button, yes]      a pin to its other level        ["end"]
"""

import json
import sys

from machine.boards import BOARDS
from machine.log import Defmt
from machine.machine import SECOND
from machine.usb_cable import Cable
from unicorn.arm_const import UC_ARM_REG_PRIMASK


class Remote:
    """A board, and what has happened to it since the last answer."""

    def __init__(self, board, path):
        self.machine = BOARDS[board](path).machine
        self.cable = getattr(self.machine, "serial", None) or Cable(self.machine)
        self.log = Defmt(self.machine.log.content, path)
        self.lines, self.data, self.done = [], bytearray(), []
        self.pressed = set()
        self.cable.on_data = self.data.extend

    def answer(self):
        happened = {
            "ms": self.machine.now * 1000 / SECOND,
            "lines": self.lines,
            "data": self.data.hex(),
            "device": self.cable.device,
            "waiting": self.cable.waiting(),
            "restarts": self.machine.resets,
            "done": self.done,
        }
        self.lines, self.done = [], []
        self.data.clear()
        return json.dumps(happened)

    def _steps(self):
        self.machine.step()
        self.lines += self.log.lines()

    def run(self, milliseconds):
        end = self.machine.now + int(milliseconds * SECOND) // 1000
        before = self.cable.device, self.cable.waiting(), self.machine.resets
        while self.machine.now < end and not (self.lines or self.data or self.done):
            self._steps()
            if before != (self.cable.device, self.cable.waiting(), self.machine.resets):
                break

    def _tell(self, number):
        def done(result, error):
            self.done.append([number, result.hex() if result else None, error])

        return done

    def open(self, number, yes):
        self.cable.open(yes, self._tell(number))

    def replug(self, number):
        self.cable.replug(self._tell(number))

    def control(self, number, kind, request, value, index, length):
        self.cable.host.begin(self.cable.host.control(kind, request, value, index, length=length), self._tell(number))

    def send(self, content, packet):
        self.cable.send(bytes.fromhex(content), packet)

    def reads(self, yes):
        self.cable.reads(yes)

    def abandon(self):
        self.cable.abandon()

    def mask(self):
        while self.machine.active:  # the program's, not a handler's
            self._steps()
        self.machine.uc.reg_write(UC_ARM_REG_PRIMASK, 1)

    def press(self, button, yes):
        pulled = self.machine.pins.pulled
        if yes != (button in self.pressed):
            self.pressed ^= {button}
            pulled[button] = not pulled.get(button, False)


def main():
    remote = Remote(*sys.argv[1:])
    orders = {name: getattr(remote, name) for name in
              ("run", "open", "replug", "control", "send", "reads", "abandon", "mask", "press")}
    for line in sys.stdin:
        for name, *arguments in json.loads(line):
            if name == "end":
                remote.log.close()
                return
            orders[name](*arguments)
        print(remote.answer(), flush=True)


if __name__ == "__main__":
    main()
