"""A computer at the other end of a USB cable: it finds a serial port (CDC-ACM), and programs open it."""

from machine.usb_host import FULL_PACKET, Host, Pipe

DEVICE, CONFIGURATION, STRING, INTERFACE, ENDPOINT = 1, 2, 3, 4, 5
SET_ADDRESS, GET_DESCRIPTOR, SET_CONFIGURATION = 5, 6, 9
SET_LINE_CODING, SET_CONTROL_LINE_STATE = 0x20, 0x22
FROM_DEVICE, TO_DEVICE, TO_INTERFACE = 0x80, 0x00, 0x21
COMMUNICATION, DATA, BULK = 2, 10, 2  # classes of interfaces, and a kind of endpoint
ENGLISH = 0x0409
CODING = bytes([0x00, 0xC2, 0x01, 0x00, 0, 0, 8])  # 115 200 baud, 8 bits, as programs set it
OPEN, CLOSED = 3, 0  # DTR and RTS
ADDRESSED = 2  # milliseconds in which a device takes its address
OURS = 7


class Cable:
    """`device` is what the board says of itself, once it is configured. `on_data(bytes)` gets what the port
    sends while it is open, `on_unplug()` is called when it is gone."""

    def __init__(self, machine):
        self.host = Host(machine, machine.usb)
        self.host.plugged, self.host.unplugged = self._plugged, self._unplugged
        self.on_data, self.on_unplug = lambda content: None, lambda: None
        self.device, self.is_open, self.reading = None, False, True

    def _plugged(self):
        self.host.begin(self._meet())

    def _unplugged(self):
        self.host.forget()
        self.device, self.is_open = None, False
        self.on_unplug()

    def _descriptor(self, kind, index, length, language=0):
        return self.host.control(FROM_DEVICE, GET_DESCRIPTOR, kind << 8 | index, language, length=length)

    def _text(self, index):
        content = yield from self._descriptor(STRING, index, 255, ENGLISH)
        return content[2:].decode("utf-16le")

    def _meet(self):
        """What a computer does when it sees a device."""
        yield from self.host.reset_bus()
        device = yield from self._descriptor(DEVICE, 0, 18)
        yield from self.host.control(TO_DEVICE, SET_ADDRESS, OURS, 0)
        self.host.address = OURS
        yield self.host.wait(ADDRESSED)
        head = yield from self._descriptor(CONFIGURATION, 0, 9)
        whole = yield from self._descriptor(CONFIGURATION, 0, int.from_bytes(head[2:4], "little"))
        texts = []
        for at in (14, 15, 16):
            texts.append((yield from self._text(device[at])))
        yield from self.host.control(TO_DEVICE, SET_CONFIGURATION, head[5], 0)
        self._find(whole)
        numbers = [int.from_bytes(device[at : at + 2], "little") for at in (8, 10)]
        self.device = dict(zip(("id", "maker", "product", "serial"), ["{:04x}:{:04x}".format(*numbers), *texts]))

    def _find(self, descriptors):
        """The port's interface and endpoints."""
        at, kind = 0, None
        while at < len(descriptors):
            length, what, number, third, _, fifth = descriptors[at : at + 6].ljust(6, b"\0")
            if what == INTERFACE:
                kind = fifth
                if kind == COMMUNICATION:
                    self.interface = number
            if what == ENDPOINT and kind == DATA and third == BULK:
                if number & 0x80:
                    self.host.input = Pipe(number & 15)
                else:
                    self.host.output = Pipe(number)
            at += length

    # what programs do

    def open(self, yes, done=lambda result, error: None):
        """A program opens or closes the port: DTR, and RTS with it. The computer asks for bytes while it is open."""
        self.host.begin(self._open(yes), done)

    def _open(self, yes):
        self.is_open = yes
        if not yes:
            self.reads(self.reading)
        if yes:
            yield from self.host.control(TO_INTERFACE, SET_LINE_CODING, 0, self.interface, CODING)
        state = OPEN if yes else CLOSED
        yield from self.host.control(TO_INTERFACE, SET_CONTROL_LINE_STATE, state, self.interface)
        self.reads(self.reading)

    def reads(self, yes):
        """The program reads what the board sends, or does not."""
        self.reading = yes
        if self.host.input:
            self.host.input.take = (lambda content: self.on_data(content)) if yes and self.is_open else None

    def send(self, content, packet=FULL_PACKET):
        """Sends bytes as soon as the board reads them, in packets of that size."""
        self.host.output.packets.extend(content[at : at + packet] for at in range(0, len(content), packet))

    def waiting(self):
        """Packets that the board has not read yet."""
        return len(self.host.output.packets) if self.host.output else 0

    def forget(self):
        """What a program has sent and the board has not got is lost."""
        if self.host.output:
            self.host.output.packets.clear()

    def replug(self, done=lambda result, error: None):
        """The plug is pulled, what was on its way is lost, and put in again. The program is gone."""
        self._unplugged()
        self.host.begin(self._meet(), done)

    def abandon(self):
        """Begins a control transfer that is never gone on with, until the next or the bus's reset."""

        def begun():
            yield self.host.setup(FROM_DEVICE, GET_DESCRIPTOR, CONFIGURATION << 8, 0, 255)

        self.host.begin(begun())
