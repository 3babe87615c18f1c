"""A colour panel with memory of its own behind SPI: ST7789 or ILI9341."""

from dataclasses import dataclass

from machine.fault import Fault
from machine.machine import SECOND
from machine.spi import Shifter

MILLISECOND = SECOND // 1000
COLUMNS, ROWS = 240, 320  # of both controllers' memory
NOTHING, SOFT_RESET, SLEEP_IN, SLEEP_OUT, NORMAL = 0x00, 0x01, 0x10, 0x11, 0x13
INVERT_OFF, INVERT_ON, OFF, ON = 0x20, 0x21, 0x28, 0x29
COLUMN_RANGE, ROW_RANGE, WRITE, ADDRESS_MODE, PIXEL_FORMAT = 0x2A, 0x2B, 0x2C, 0x36, 0x3A
SCAN_INVERSION = 0xB4
OTHERS = (NOTHING, NORMAL, COLUMN_RANGE, ROW_RANGE, ADDRESS_MODE, PIXEL_FORMAT, SCAN_INVERSION)
MY, MX, MV, BGR = 0x80, 0x40, 0x20, 0x08
RGB565 = 5


@dataclass
class Glass:
    """What is glued onto the controller, and how it is looked at."""

    inverted: bool = False  # IPS: levels are shown as written if the controller inverts them
    bgr: bool = False  # the columns' colours come in this order
    fastest: int = 62_500_000  # hertz of SPI's clock: an ST7789's
    mirrored: bool = False  # column 0 is on the right
    turned: bool = False  # seen with the left edge on top
    rows: int = ROWS  # that there is glass for

    def seen(self, x, y):
        """The column and row of a pixel that is seen."""
        if self.turned:
            x, y = COLUMNS - 1 - y, x
        return COLUMNS - 1 - x if self.mirrored else x, y

    def size(self):
        """Width and height as they are seen."""
        return (self.rows, COLUMNS) if self.turned else (COLUMNS, self.rows)


class Panel(Shifter):
    """The controller after power has come. `now()` is the time."""

    SAMPLES = 3  # of a pixel of its picture

    def __init__(self, glass, now):
        super().__init__(glass.fastest)
        self.glass, self.now = glass, now
        self.is_data = False  # the level of D/C
        self.memory = [None] * (COLUMNS * ROWS)  # None: what is there when power comes
        self.ignored = []  # commands that it does not know
        self.awaits_reset = False  # by its pin, without which some stay blank
        self.forget()
        self.in_reset, self.ready, self.may_wake = False, 0, 120 * MILLISECOND

    def forget(self):
        """Registers as after a reset; memory stays."""
        self.asleep, self.on, self.inverted = True, False, False
        self.mode, self.format = 0, 6
        self.columns, self.rows = (0, COLUMNS - 1), (0, ROWS - 1)
        self.command, self.parameters = None, bytearray()
        self.column = self.row = 0

    # wires

    def data(self, level):
        """The pin D/C."""
        self.is_data = level

    def reset(self, level):
        """The reset pin: low resets."""
        self.in_reset, self.awaits_reset = not level, False
        self.forget()
        self.clear()
        self._rest()

    def _rest(self):
        self.ready, self.may_wake = self.now() + 5 * MILLISECOND, self.now() + 120 * MILLISECOND

    def take(self, byte):
        if self.in_reset:
            return
        if not self.is_data:
            self._command(byte)
        elif self.command == WRITE:
            self._pixels(byte)
        else:
            self._parameter(byte)

    # commands

    def _command(self, command):
        if self.now() < self.ready:
            raise Fault(f"the panel gets command {command:#04x} too early after a reset or after it woke")
        self.command, self.parameters = command, bytearray()
        if command == SOFT_RESET:
            self.forget()
            self._rest()
        elif command == SLEEP_OUT:
            if self.now() < self.may_wake:
                raise Fault("the panel is woken less than 120 ms after its reset")
            self.asleep, self.ready = False, self.now() + 5 * MILLISECOND
        elif command == SLEEP_IN:
            self.asleep, self.ready = True, self.now() + 5 * MILLISECOND
        elif command in (OFF, ON):
            self.on = command == ON
        elif command in (INVERT_OFF, INVERT_ON):
            self.inverted = command == INVERT_ON
        elif command == WRITE:
            self.column, self.row = self.columns[0], self.rows[0]
        elif command not in OTHERS:
            self.ignored.append(command)

    def _parameter(self, byte):
        self.parameters.append(byte)
        if self.command == ADDRESS_MODE:
            self.mode = byte
        elif self.command == PIXEL_FORMAT:
            self.format = byte & 7
        elif self.command in (COLUMN_RANGE, ROW_RANGE) and len(self.parameters) == 4:
            first, last = (int.from_bytes(self.parameters[at : at + 2], "big") for at in (0, 2))
            across = (self.command == COLUMN_RANGE) != bool(self.mode & MV)
            if not first <= last < (COLUMNS if across else ROWS):
                raise Fault(f"the panel has no window from {first} to {last}")
            if self.command == COLUMN_RANGE:
                self.columns = first, last
            else:
                self.rows = first, last

    def _pixels(self, byte):
        if self.format != RGB565:
            raise Fault(f"pixels come in format {self.format}, which this panel does not model")
        self.parameters.append(byte)
        if len(self.parameters) < 2:
            return
        color = self.parameters[0] << 8 | byte
        self.parameters.clear()
        column, row = (self.row, self.column) if self.mode & MV else (self.column, self.row)
        if self.mode & MX:
            column = COLUMNS - 1 - column
        if self.mode & MY:
            row = ROWS - 1 - row
        self.memory[row * COLUMNS + column] = color
        self.column += 1
        if self.column > self.columns[1]:
            self.column = self.columns[0]
            self.row = self.rows[0] if self.row == self.rows[1] else self.row + 1

    # what is seen

    def faults(self):
        """Why a person would not see a whole picture, in words."""
        if self.awaits_reset:
            yield "the panel's reset pin was never low"
        if self.asleep:
            yield "the panel sleeps"
        if not self.on:
            yield "the panel's display is off"
        if self.ignored:
            yield f"the panel got commands that it does not know: {bytes(self.ignored).hex(' ')}"
        width, height = self.glass.size()
        places = (self.glass.seen(x, y) for y in range(height) for x in range(width))
        random = sum(self.memory[row * COLUMNS + column] is None for column, row in places)
        if random:
            yield f"{random} pixels of the panel were never written"

    def picture(self):
        """Rows of RGB bytes; black if it is off."""
        width, height = self.glass.size()
        return [bytes(level for x in range(width) for level in self._seen(x, y)) for y in range(height)]

    def _seen(self, x, y):
        column, row = self.glass.seen(x, y)
        color = self.memory[row * COLUMNS + column]
        if self.asleep or not self.on:
            return 0, 0, 0
        if color is None:
            color = (column * 40503 ^ row * 62207) & 0xFFFF  # anything
        if self.inverted != self.glass.inverted:
            color ^= 0xFFFF
        red, green, blue = color >> 11, color >> 5 & 63, color & 31
        if bool(self.mode & BGR) != self.glass.bgr:
            red, blue = blue, red
        return red << 3 | red >> 2, green << 2 | green >> 4, blue << 3 | blue >> 2
