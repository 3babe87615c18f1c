"""A VL53L5CX on I2C, as its driver speaks to it: pages of registers, 86 KB of firmware that are to be loaded before
it starts, and commands that write and read the firmware's data by blocks. It ranges with 8 × 8 cells. What only a real
one knows, as its calibration, is 0.
"""

import hashlib
import struct

from machine.fault import Fault

PAGE = 0x7FFF  # the register that chooses a page, in all of them
SYSTEM, BOOT, UI = 0, 1, 2
READY, RESET, CORE = 0x06, 0x0B, 0x21
BANKS = 0x9, 0xA, 0xB  # pages of 32 KB for the firmware
# ST's for the VL53L5CX, as in the crate vl53-8x8
FIRMWARE_LENGTH = 0x15000
FIRMWARE = "c4befc0fe154bcea1f61ef595a3044526b3b98ca2244bc4c39c99883ca0c3b17"
STATUS, ANSWER, END = 0x2C00, 0x2C04, 0x3000
FOOTER, LAST_BLOCK, READS = 8, 15, 2
START = b"\0\3\0\0"
ZONES, RATE, EXPECTED = 0x5450, 0x5458, 0x5440
SIZE, ENABLED, OUTPUTS = 0xD968, 0xD970, 0xD980
TARGETS, DISTANCES, STATES = 0xDB84, 0xDF44, 0xE084
FIRST_OUTPUT, MARK, MOST_OUTPUTS = 16, 8, 12  # of a frame
NOTHING, VALID, QUARTERS = 0xFFFF, 5, 4


def header(word):
    """A block's index and length."""
    kind, units = word & 15, word >> 4 & 0xFFF
    return word >> 16, kind * units if 1 < kind < 13 else units


def swapped(content):
    """The data of blocks are words, the highest byte first; the driver's are the other way round."""
    if len(content) % 4:
        return bytes(content)
    words = len(content) // 4
    return struct.pack(f"<{words}I", *struct.unpack(f">{words}I", content))


class Vl53l5cx:
    address = 0x29

    def __init__(self, recording):
        self.recording = recording
        self.pages = [bytearray(0x8000) for _ in range(16)]
        self.pages[SYSTEM][:2] = 0xF0, 0x02  # the device, and its revision
        self.pages[SYSTEM][READY] = 1
        self.pages[BOOT][CORE] = 0x10
        self.page, self.chosen, self.next, self.first = SYSTEM, b"", 0, 0
        self.blocks, self.is_ranging, self.count = {}, False, 0

    def start(self, reads):
        if not reads:
            self.chosen = b""
        elif self.is_ranging and self.page == UI and self.next == 0:
            self._frame()

    def write(self, byte):
        if len(self.chosen) < 2:
            self.chosen += bytes([byte])
            self.first = self.next = int.from_bytes(self.chosen.ljust(2, b"\0"), "big")
            return
        at, self.next = self.next, self.next + 1
        if at == PAGE and at == self.first:
            self.page = byte & 15
        else:
            self.pages[self.page][at] = byte
        if self.page == SYSTEM and at == RESET and byte == 1:
            self._boot()
        if self.page == UI and at == END - 1:
            self._command(bytes(self.pages[UI][self.first : END]))

    def read(self):
        at, self.next = self.next, self.next + 1
        return self.page if at == PAGE else self.pages[self.page][at]

    def _boot(self):
        firmware = b"".join(self.pages[page] for page in BANKS)[:FIRMWARE_LENGTH]
        if hashlib.sha256(firmware).hexdigest() != FIRMWARE:
            raise Fault("the VL53L5CX has other firmware than ST's")

    def _command(self, content):
        if content == START:
            self._range()
        elif content[-FOOTER + 3] != LAST_BLOCK:
            raise Fault("a command to the VL53L5CX without an end")
        else:
            self._run(content[:-FOOTER], content[-FOOTER + 5] == READS)
        self.pages[UI][STATUS : STATUS + 4] = 2, 3, 0, 0  # done

    def _run(self, content, reads):
        answer, at = b"", 0
        while at + 4 <= len(content):
            index, length = header(int.from_bytes(content[at : at + 4], "big"))
            if reads:
                answer += content[at : at + 4] + self._block(index, length)
            else:
                self.blocks[index] = content[at + 4 : at + 4 + length]
                at += length
            at += 4
        self.pages[UI][ANSWER : ANSWER + len(answer)] = answer

    def _block(self, index, length):
        block = bytearray(length)
        if index == EXPECTED:
            block[8:12] = self._block(SIZE, 8)[:4]
        return self.blocks.get(index, bytes(block))

    def _range(self):
        columns, rows = swapped(self._block(ZONES, 8))[:2]
        if (columns, rows) != (8, 8):
            raise Fault(f"the VL53L5CX is set to {columns} x {rows} cells")
        self.is_ranging = True

    def _frame(self):
        """One is ready for each read that begins when the next is due."""
        if not self.recording.advance(1000 / swapped(self._block(RATE, 4))[1]):
            return
        self.count = (self.count + 1) % 255
        frame = bytearray(int.from_bytes(self._block(SIZE, 8)[:4], "big"))
        enabled = int.from_bytes(self._block(ENABLED, 16)[:4], "big")
        words, at = struct.unpack(">12I", self._block(OUTPUTS, 48)), FIRST_OUTPUT
        for i, word in enumerate(words[:MOST_OUTPUTS]):
            if enabled >> i & 1:
                index, length = header(word)
                frame[at : at + 4] = struct.pack("<I", word)
                frame[at + 4 : at + 4 + length] = self._output(index, length)
                at += 4 + length
        frame[MARK] = frame[-4] = self.count  # the same at both ends
        wire = bytearray(swapped(frame))
        wire[:4] = self.count, 5, 5, 0x10
        self.pages[UI][: len(wire)] = wire

    def _output(self, index, length):
        cells = self.recording.cells
        outputs = {
            TARGETS: lambda: bytes(cell != NOTHING for cell in cells),
            STATES: lambda: bytes(VALID if cell != NOTHING else 0 for cell in cells),
            DISTANCES: lambda: struct.pack("<64h", *(QUARTERS * cell if cell != NOTHING else 0 for cell in cells)),
        }
        return outputs.get(index, bytes)()[:length].ljust(length, b"\0")
