"""The wires of an SPI bus: a clock, which has a level while idle, and data."""

from machine.fault import Fault


class Bus:
    """What a chip's SPI port drives: bytes, highest bit first. Devices read data at the clock's rising edge."""

    def __init__(self):
        self.clock, self.idle_level, self.fault = False, False, None
        self.devices = []

    def mode(self, idle, second_edge, hertz):
        """The clock's level around the next bytes, whether data is for the second edge of each bit (SPI's CPOL
        and CPHA), and the clock's rate. Of the four modes only 0 and 3 change data at falling edges."""
        self.idle_level, self.fault = idle, None
        fastest = min((device.fastest for device in self.devices), default=hertz)
        if idle != second_edge:
            self.fault = "data changes at the edge where the device reads it"
        elif hertz > fastest:
            self.fault = f"SPI runs at {hertz} Hz, and the device takes {fastest}"

    def idle(self, level):
        """The port drives the clock to a level, no byte following."""
        if level and not self.clock:
            for device in self.devices:
                device.edge(0)
        self.clock = level

    def send(self, byte):
        if self.fault:
            raise Fault(self.fault)
        if self.clock != self.idle_level:
            self.idle(self.idle_level)
        for device in self.devices:
            device.byte(byte)


class Shifter:
    """A device's shift register: bits come at clock edges while it is selected, at `fastest` hertz at most."""

    def __init__(self, fastest):
        self.fastest = fastest
        self.selected, self.value, self.count = False, 0, 0

    def select(self, selected):
        if selected != self.selected:
            self.selected, self.value, self.count = selected, 0, 0

    def clear(self):
        self.value, self.count = 0, 0

    def edge(self, bit):
        if self.selected:
            self.value, self.count = self.value << 1 & 0xFF | bit, self.count + 1
            if self.count == 8:
                self.count = 0
                self.take(self.value)

    def byte(self, byte):
        if self.selected and self.count == 0:
            self.take(byte)
        else:
            for bit in range(7, -1, -1):
                self.edge(byte >> bit & 1)

    def take(self, byte):
        """A byte is complete."""
        raise NotImplementedError
