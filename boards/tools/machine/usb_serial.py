"""ESP32-C3's USB serial port, and the computer at its other end. The chip does USB itself: software sees two FIFOs of
64 bytes, and the computer waits while the one is full that software reads."""

from machine.registers import Registers

FIFO = 64
DATA, STATE, RAW = 0, 4, 8
DONE, ROOM, COME = 1, 1 << 1, 1 << 2  # of STATE


class UsbSerial:
    """What the port sends is logged, until a program opens it: then `on_data(bytes)` gets it. A packet goes when it
    is full, or when software says that it is done. Nobody reads what comes while no program has the port open, as
    soon as one had."""

    device = True  # it is always plugged in

    def __init__(self, machine, log):
        self.log, self.on_data = log, lambda content: None
        self.lent, self.is_open, self.reading = False, False, True
        self.written, self.unread, self.incoming = bytearray(), bytearray(), bytearray()
        port = machine.add(Registers("USB_DEVICE", 0x6004_3000, 0x1000))
        port.on_read(DATA, self._take)
        port.on_write(DATA, self._give)
        port.on_read(STATE, lambda: ROOM * self._room() | COME * bool(self.incoming))
        port.on_write(STATE, lambda value: self._go() if value & DONE else None)
        port.on_read(RAW, 1 << 1)  # a host is there

    def _reads(self):
        return not self.lent or self.is_open and self.reading

    def _room(self):
        return len(self.unread) == 0 and len(self.written) < FIFO

    def _take(self):
        return self.incoming.pop(0) if self.incoming else 0

    def _give(self, byte):
        if self._room():  # what finds none is lost
            self.written.append(byte & 0xFF)
        if len(self.written) == FIFO:
            self._go()

    def _go(self):
        self.unread += self.written
        self.written.clear()
        self._read()

    def _read(self):
        if self.unread and self._reads():
            content = bytes(self.unread)
            self.unread.clear()
            if self.lent:
                self.on_data(content)
            else:
                self.log.content.extend(content)

    # what programs do

    def open(self, yes):
        """A program opens or closes the port."""
        self.is_open = yes
        self._read()

    def reads(self, yes):
        """The program reads what the board sends, or does not."""
        self.reading = yes
        self._read()

    def send(self, content):
        """Sends bytes as soon as the board reads them."""
        self.incoming += content

    def waiting(self):
        """Packets that the board has not read yet."""
        return -(-len(self.incoming) // FIFO)

    def forget(self):
        """What a program has sent and the board has not got is lost, but for what is in the FIFO."""
        del self.incoming[FIFO:]
