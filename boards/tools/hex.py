#!/usr/bin/env python3
"""hex.py ELF HEX: makes of a linked program the Intel HEX file that is dragged to a micro:bit, or to another board
whose debug probe takes files. Standard library only.

Records are of 16 bytes, and none crosses 64 KB; before the first of each 64 KB stands one with the address's
upper half.
"""
import sys

import elf

DATA, END, UPPER = 0, 1, 4
WIDTH = 16
REACH = 0x10000  # what the lower half of an address can tell apart


def record(kind, address, content):
    """A line: length, address, kind, bytes, and what makes their sum zero."""
    line = bytes([len(content), address >> 8, address & 0xFF, kind]) + content
    return f":{line.hex()}{-sum(line) & 0xFF:02x}\n".upper()


def records(segments):
    """All lines."""
    upper = None
    for start, content in segments:
        at = 0
        while at < len(content):
            address = start + at
            if address // REACH != upper:
                upper = address // REACH
                yield record(UPPER, 0, upper.to_bytes(2, "big"))
            length = min(WIDTH - address % WIDTH, len(content) - at)
            yield record(DATA, address % REACH, content[at : at + length])
            at += length
    yield record(END, 0, b"")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        segments = elf.flashed(sys.argv[1])
    except ValueError as error:
        sys.exit(str(error))
    with open(sys.argv[2], "w", encoding="ascii") as file:
        file.writelines(records(segments))
    print(f"{sys.argv[2]}: {sum(len(content) for _, content in segments)} bytes of flash")


if __name__ == "__main__":
    main()
