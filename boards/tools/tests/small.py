"""A machine that runs a few instructions."""

import os
import struct
import tempfile

from machine.cortex import Cortex
from unicorn.arm_const import UC_CPU_ARM_CORTEX_M4

RAM, PORT = 0x2000_0000, 0x4000_0000
HERTZ = 1_000_000
LOOP = 0xE7FE  # b .
RETURN = 0x4770  # bx lr


def firmware(code):
    """An ELF with vectors, a handler of SysTick that does nothing, and code at 0x80."""
    vectors = struct.pack("<16I", RAM + 0x1000, 0x81, *[0] * 13, 0x61)
    image = vectors.ljust(0x60, b"\0") + struct.pack("<H", RETURN)
    image = image.ljust(0x80, b"\0") + struct.pack(f"<{len(code)}H", *code)
    sections = 84 + len(image)  # one, of nothing
    head = 2, 40, 1, 0x81, 52, sections, 0, 52, 32, 1, 40, 1, 0
    header = b"\x7fELF\x01\x01".ljust(16, b"\0") + struct.pack("<HHIIIIIHHHHHH", *head)
    segment = struct.pack("<8I", 1, 84, 0, 0, len(image), len(image), 5, 4)
    return header + segment + image + bytes(40)


def board(code):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "elf")
        with open(path, "wb") as file:
            file.write(firmware(code))
        machine = Cortex(path, UC_CPU_ARM_CORTEX_M4, 0, HERTZ)
        machine.rom(0, 0x1000)
        machine.ram(RAM, 0x1000)
        machine.peripherals(PORT, 0x1000)
        machine.load()
    return machine
