#!/usr/bin/env python3
"""check_symbols.py [--learns] ELF: fails if the firmware holds software float, an allocator or, unless it
learns, large .data.

Prints the sizes of .text, .rodata, .data and .bss. Standard library only.
"""
import re
import sys

import elf

FLOAT = re.compile(
    r"__aeabi_[fd](add|r?sub|mul|div|neg|r?cmp\w*|2\w+)"  # arithmetic, comparisons, to other types
    r"|__aeabi_(c[fd]r?cmp\w*|u?[il]2[fd]|h2f\w*)"
    r"|__(add|sub|mul|div|neg|pow)[sdt]f(2|3|i2)"
    r"|__(eq|ne|l[te]|g[te]|cmp|unord)[sdt]f2"
    r"|__(extend|trunc)[hsdt]f[hsdt]f2"
    r"|__fix(uns)?[sdt]f[sdt]i|__float(un)?[sdt]i[sdt]f"
    r"|.*compiler_builtins\d+float.*"
    r"|.*(float_to_decimal|num7flt2dec|num7dec2flt).*"  # core's printing and parsing
)
ALLOC = re.compile(r".*(__rust_|__rg_|__rdl_)(alloc|dealloc|realloc).*")
MOST_DATA = 1024


def main():
    learns = sys.argv[1:2] == ["--learns"]  # its weights lie in .data
    if len(sys.argv) != 2 + learns:
        sys.exit(__doc__)
    symbols, sizes = elf.symbols(sys.argv[-1]), elf.sizes(sys.argv[-1])
    print(" ".join(f".{name} {getattr(sizes, name)}" for name in ("text", "rodata", "data", "bss")))
    faults = []
    if "main" not in symbols:
        faults.append("no symbol main: was the file stripped?")
    for what, pattern in (("float", FLOAT), ("allocator", ALLOC)):
        faults += [f"{what}: {name}" for name in sorted(symbols) if pattern.fullmatch(name)]
    if sizes.data > MOST_DATA and not learns:
        faults.append(f".data is larger than {MOST_DATA} bytes")
    if faults:
        sys.exit("\n".join(faults))
    print(f"{len(symbols)} symbols, no float, no allocator")


main()
