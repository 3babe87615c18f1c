#!/usr/bin/env python3
"""table.py [--panics FILE [--write]]: makes a table of the lines `row BOARD CORE NETWORK ELF HASH INSTRUCTIONS
STACK` on its input.

The last three are `-` for firmware that is not run. INSTRUCTIONS settle the Gaussian, STACK is its measured
depth. Other lines are ignored. FILE has for each board how many places of its firmware may panic, and how many
of these are in the core's code; it fails where there are more, or makes FILE anew. Standard library only.
"""
import argparse
import sys

import elf
import panics

HEAD = "board|core|network|.text|.rodata|.data|.bss|flash|RAM|largest frame|stack used|may panic|in the core|V1's hash|instructions"


def number(size):
    return "?" if size is None else f"{size:,}".replace(",", " ")


def known(path):
    """The counts in a file, by board."""
    with open(path, encoding="utf-8") as file:
        rows = (line.split() for line in file if not line.startswith("#"))
        return {board: (int(all_), int(core)) for board, all_, core in rows}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--panics")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    table, counts = [HEAD.split("|")], {}
    for line in sys.stdin:
        words = line.split()
        if len(words) == 8 and words[0] == "row":
            board, core, network, path, last, instructions, stack = words[1:]
            text, rodata, data, bss, frame = elf.sizes(path)
            sites = panics.sites(path)
            may = ["?", "?"]
            if sites is not None:
                counts[board] = len(sites), sum(panics.crate(site) == "lissom" for site in sites)
                may = list(map(str, counts[board]))
            sizes = [text, rodata, data, bss, text + rodata + data, data + bss, frame]
            deep, run = (number(int(n)) if n.isdigit() else n for n in (stack, instructions))
            table.append([board, core, network, *map(number, sizes), deep, *may, last, run])
    widths = [max(map(len, column)) for column in zip(*table)]
    table.insert(1, ["-" * width for width in widths])
    for row in table:
        cells = [cell.ljust(w) if i < 3 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths))]
        print("| " + " | ".join(cells) + " |")
    if options.write:
        lines = ["# board, places that may panic, of these in the core's code\n"]
        lines += (f"{board} {all_} {core}\n" for board, (all_, core) in sorted(counts.items()))
        with open(options.panics, "w", encoding="utf-8") as file:
            file.writelines(lines)
    elif options.panics:
        bars = known(options.panics)
        grown = [board for board in counts if board not in bars or any(map(int.__gt__, counts[board], bars[board]))]
        if grown:
            sys.exit(f"more places may panic than {options.panics} says: {', '.join(grown)}")


main()
