#!/usr/bin/env python3
"""table.py: makes a table of the lines `row BOARD CORE NETWORK ELF HASH INSTRUCTIONS` on its input.

HASH and INSTRUCTIONS are `-` for firmware that is not run. Other lines are ignored. Standard library only.
"""
import sys

import elf

HEAD = "board|core|network|.text|.rodata|.data|.bss|flash|RAM|largest stack frame|V1's hash|instructions"


def number(size):
    return "?" if size is None else f"{size:,}".replace(",", " ")


def main():
    table = [HEAD.split("|")]
    for line in sys.stdin:
        words = line.split()
        if len(words) == 7 and words[0] == "row":
            board, core, network, path, last, instructions = words[1:]
            text, rodata, data, bss, frame = elf.sizes(path)
            sizes = [text, rodata, data, bss, text + rodata + data, data + bss, frame]
            run = number(int(instructions)) if instructions.isdigit() else instructions
            table.append([board, core, network, *map(number, sizes), last, run])
    widths = [max(map(len, column)) for column in zip(*table)]
    table.insert(1, ["-" * width for width in widths])
    for row in table:
        cells = [cell.ljust(w) if i < 3 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths))]
        print("| " + " | ".join(cells) + " |")


main()
