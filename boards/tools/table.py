#!/usr/bin/env python3
"""table.py: makes a table of the lines `row BOARD CORE NETWORK ELF HASH INSTRUCTIONS STACK` on its input.

The last three are `-` for firmware that is not run. INSTRUCTIONS settle the Gaussian, STACK is its measured depth. Other lines are ignored. Standard library only.
"""
import sys

import elf

HEAD = "board|core|network|.text|.rodata|.data|.bss|flash|RAM|largest frame|stack used|V1's hash|instructions"


def number(size):
    return "?" if size is None else f"{size:,}".replace(",", " ")


def main():
    table = [HEAD.split("|")]
    for line in sys.stdin:
        words = line.split()
        if len(words) == 8 and words[0] == "row":
            board, core, network, path, last, instructions, stack = words[1:]
            text, rodata, data, bss, frame = elf.sizes(path)
            sizes = [text, rodata, data, bss, text + rodata + data, data + bss, frame]
            deep, run = (number(int(n)) if n.isdigit() else n for n in (stack, instructions))
            table.append([board, core, network, *map(number, sizes), deep, last, run])
    widths = [max(map(len, column)) for column in zip(*table)]
    table.insert(1, ["-" * width for width in widths])
    for row in table:
        cells = [cell.ljust(w) if i < 3 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths))]
        print("| " + " | ".join(cells) + " |")


main()
