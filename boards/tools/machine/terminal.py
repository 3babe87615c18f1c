"""A pseudo-terminal as the serial port at the end of a USB cable: for any program, one at a time."""

import os
import pty
import select
import tty

MOST = 4096  # bytes that are on their way in one direction, about


class Terminal:
    """Opens the port when a program opens the terminal `name`, and closes it when the program has."""

    def __init__(self, cable):
        self.cable, self.unsent = cable, bytearray()
        self.ours, theirs = pty.openpty()
        tty.setraw(theirs)
        self.name = os.ttyname(theirs)
        os.set_blocking(self.ours, False)
        os.close(theirs)
        self.polled = select.poll()
        self.polled.register(self.ours, select.POLLIN)
        self.is_open = False
        cable.on_data = self.unsent.extend

    def turn(self):
        """Lets bytes go to and fro. The board waits for a program that does not read or that sends much."""
        events = dict(self.polled.poll(0)).get(self.ours, 0)
        is_open = not events & select.POLLHUP
        if not self.cable.device:
            self.is_open = False
        elif is_open != self.is_open:
            self.is_open = is_open
            self.unsent.clear()
            if not is_open:
                self._forget()
            self.cable.open(is_open)
        if events & select.POLLIN and self.is_open and self.cable.waiting() * 64 < MOST:
            self.cable.send(os.read(self.ours, MOST))
        if self.unsent and self.is_open:
            try:
                del self.unsent[: os.write(self.ours, self.unsent)]
            except BlockingIOError:
                pass
        reads = len(self.unsent) < MOST
        if reads != self.cable.reading:
            self.cable.reads(reads)

    def _forget(self):
        """What a program has written and the board has not got."""
        self.cable.forget()
        try:
            while os.read(self.ours, MOST):
                pass
        except OSError:
            pass
