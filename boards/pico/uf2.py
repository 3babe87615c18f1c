#!/usr/bin/env python3
"""uf2.py ELF UF2: makes of a linked program what the RP2040's boot ROM takes as a file.

Standard library only. The format is Microsoft's UF2: blocks of 512 bytes with 256 of flash in each.
"""
import struct
import sys

PAGE = 256
RP2040 = 0xE48BFF56
FAMILY_PRESENT = 0x2000


def pages(elf):
    """The flash that the program's segments fill, page by page, by address."""
    if elf[:6] != b"\x7fELF\x01\x01":
        raise ValueError("not a 32-bit little-endian ELF")
    (table,) = struct.unpack_from("<I", elf, 28)
    size, count = struct.unpack_from("<HH", elf, 42)
    flash = {}
    for at in range(table, table + size * count, size):
        kind, offset, _, address, length = struct.unpack_from("<5I", elf, at)
        if kind != 1:  # PT_LOAD
            continue
        for i in range(length):
            page, place = divmod(address + i, PAGE)
            flash.setdefault(page * PAGE, bytearray(PAGE))[place] = elf[offset + i]
    return sorted(flash.items())


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], "rb") as file:
        blocks = pages(file.read())
    with open(sys.argv[2], "wb") as file:
        for number, (address, page) in enumerate(blocks):
            head = (0x0A324655, 0x9E5D5157, FAMILY_PRESENT, address, PAGE)
            file.write(struct.pack("<8I", *head, number, len(blocks), RP2040))
            file.write(bytes(page).ljust(476, b"\0") + struct.pack("<I", 0x0AB16F30))
    print(f"{sys.argv[2]}: {len(blocks)} pages, {len(blocks) * PAGE} bytes of flash")


main()
