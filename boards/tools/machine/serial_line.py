"""The serial port of a board's debug probe: two wires to the chip, and programs at the computer's end.

Nobody waits at such a port: a byte that the chip has not taken when the next one is there is lost, and so is what it
sends while no program listens.
"""

from machine.fault import Fault
from machine.machine import SECOND, span

BAUD = 115_200
BITS = 10  # with those that begin and end a byte
BYTE = span(BITS, BAUD)
NEAR = 0.02  # how far an end's clock may be from the other's
PACKET = 64  # in which the probe hands on what it has, or after a millisecond


class SerialLine:
    """`chip` is the UART at the other end: it has `come(byte)`, `silent()` and `listens()`. `on_data(bytes)` gets what
    it sends while the port is open."""

    def __init__(self, machine):
        self.machine, self.chip, self.due = machine, None, None
        self.on_data = lambda content: None
        self.lent, self.is_open, self.reading = False, False, True
        self.incoming, self.outgoing = bytearray(), bytearray()
        self.next_byte, self.next_packet = None, None
        machine.timers.append(self)

    def _plan(self):
        self.due = min((at for at in (self.next_byte, self.next_packet) if at is not None), default=None)

    def fire(self):
        now = self.machine.now
        if self.next_byte is not None and self.next_byte <= now:
            self._give()
        if self.next_packet is not None and self.next_packet <= now:
            self._hand_on()
        self._plan()

    def reset(self):
        """The chip's, of which the probe does not know."""

    def _give(self):
        if self.incoming:
            self.chip.come(self.incoming.pop(0))
            self.next_byte = self.machine.now + BYTE
        else:
            self.next_byte = None
            self.chip.silent()

    def _hand_on(self):
        self.next_packet = None
        content = bytes(self.outgoing)
        self.outgoing.clear()
        if self.is_open and self.reading:
            self.on_data(content)

    # what the chip does

    def take(self, byte):
        """A byte that the chip has sent."""
        if not self.outgoing:
            self.next_packet = self.machine.now + SECOND // 1000
        self.outgoing.append(byte)
        if len(self.outgoing) == PACKET:
            self._hand_on()
        self._plan()

    @property
    def device(self):
        """Whether the board has started so far that it listens: nothing at the port itself tells."""
        return self.chip.listens()

    # what programs do

    def open(self, yes, done=lambda result, error: None):
        """A program opens or closes the port."""
        self.is_open = yes
        done(None, None)

    def reads(self, yes):
        """The program reads what the board sends, or does not."""
        self.reading = yes

    def send(self, content, packet=PACKET):
        """Sends bytes, one after the other."""
        self.incoming += content
        if self.next_byte is None:
            self.next_byte = self.machine.now + BYTE
            self._plan()

    def waiting(self):
        """Packets that the chip has not got yet."""
        return -(-len(self.incoming) // PACKET)

    def forget(self):
        """What a program has sent and the probe has not got is lost."""
        del self.incoming[PACKET:]


def check(name, baud):
    """A chip's rate is the probe's, or near enough."""
    if abs(baud - BAUD) > NEAR * BAUD:
        raise Fault(f"{name} speaks at {baud} baud and the probe at {BAUD}")
