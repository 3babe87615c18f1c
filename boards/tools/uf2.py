#!/usr/bin/env python3
"""uf2.py [--family NAME] ELF UF2: makes of a linked program what the boot ROM of an RP2040 or RP2350 takes as a
file that is dragged to it. Standard library only.

The format is Microsoft's UF2: blocks of 512 bytes with a page, 256 bytes of flash, in each. The RP2040's boot
ROM erases a sector of 4096 bytes whenever the number of a block says that one begins: the program has to begin
with a sector, and to have every page from there to its end. Pages between its segments are filled with FF, as
erased flash is. A gap longer than a sector is refused: something lies where it should not.

On an RP2350 of the first revisions (its data sheet's E10) a file does not find its way where the flash has a
partition table. Boards here have none; a board that had one once is freed of it with `picotool erase`.
"""
import argparse
import struct
import sys

import elf

PAGE, SECTOR = 256, 4096
FLASH = 0x10000000
FAMILIES = {"rp2040": 0xE48BFF56, "rp2350-arm": 0xE48BFF59, "rp2350-riscv": 0xE48BFF5A}
FAMILY_PRESENT = 0x2000
ERASED = b"\xff"


def pages(segments):
    """The program's flash from its first page to its last."""
    flash, start, end = bytearray(), None, None
    for address, content in segments:
        if start is None:
            start = end = address
            if address % SECTOR or address < FLASH:
                raise ValueError(f"the program begins at {address:#x}, which is not a sector of flash")
        if address < end:
            raise ValueError(f"two segments at {address:#x}")
        if address - end > SECTOR:
            raise ValueError(f"nothing from {end:#x} to {address:#x}: the boot ROM would leave it as it was")
        flash += ERASED * (address - end) + content
        end = address + len(content)
    flash += ERASED * (-len(flash) % PAGE)
    return [(start + at, bytes(flash[at : at + PAGE])) for at in range(0, len(flash), PAGE)]


def blocks(program, family):
    """The file's bytes."""
    file = bytearray()
    for number, (address, page) in enumerate(program):
        head = (0x0A324655, 0x9E5D5157, FAMILY_PRESENT, address, PAGE, number, len(program), family)
        file += struct.pack("<8I", *head) + page.ljust(476, b"\0") + struct.pack("<I", 0x0AB16F30)
    return bytes(file)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--family", choices=FAMILIES, default="rp2040")
    parser.add_argument("elf")
    parser.add_argument("uf2")
    options = parser.parse_args()
    try:
        program = pages(elf.flashed(options.elf))
    except ValueError as error:
        sys.exit(f"{options.elf}: {error}")
    with open(options.uf2, "wb") as file:
        file.write(blocks(program, FAMILIES[options.family]))
    print(f"{options.uf2}: {len(program)} pages, {len(program) * PAGE} bytes of flash")


if __name__ == "__main__":
    main()
