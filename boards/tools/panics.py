#!/usr/bin/env python3
"""panics.py ELF [--most N]: counts the places in a firmware that call core's panics, by the crate of the
function they are in. With --most it fails if there are more than N, and names them. The firmware has to be
linked with --emit-relocs; tools/build.sh does that. Standard library only."""
import argparse
import re
import struct
import sys
from collections import Counter

import elf

# what does not return: core::panicking, and the slices', strings' and options' failures
PANIC = re.compile(r".*(core\d*[a-z0-9_]*9panicking|slice_index_fail|(slice|str)\w*_fail|unwrap_failed|expect_failed)")
FUNCTION, RELA, REL = 2, 4, 9


def sites(path):
    """The names of the functions that call a panic, one for each call; core's own are left out. None
    without relocations."""
    sections = elf.sections(path)
    (table,) = (s for s in sections if s.kind == elf.SYMBOL_TABLE)
    strings = sections[table.link].content
    names, functions = [], []
    for at in range(0, table.size, 16):
        start, value, size, info, _, _ = struct.unpack_from("<IIIBBH", table.content, at)
        name = strings[start : strings.index(0, start)].decode()
        names.append(name)
        if info & 15 == FUNCTION:
            functions.append((value & ~1, size, name))
    found, related = [], False
    for section in sections:
        if section.kind not in (RELA, REL) or ".debug" in section.name or not section.size:
            continue
        related = True
        for at in range(0, section.size, 12 if section.kind == RELA else 8):
            place, info = struct.unpack_from("<II", section.content, at)
            if PANIC.match(names[info >> 8]):
                caller = next((n for v, size, n in functions if v <= place < v + size), "")
                if not re.match(r"_ZN4core|_RN\w*_4core|_ZN\d+_?\$?\w*core\.\.fmt", caller):
                    found.append(caller or f"{place:#x}")
    return found if related else None


def crate(name):
    """The crate of a mangled function, `main` for what has a name of its own."""
    legacy = re.match(r"_ZN(\d+)", name)
    if legacy:
        start = legacy.end()
        part = name[start : start + int(legacy[1])]
        inner = re.search(r"(lissom\w*?)(\.\.|\d|$)", part)
        return inner[1] if part.startswith("_$") and inner else part
    modern = re.search(r"Cs[0-9A-Za-z]+_(\d+)(\w+)", name) if name.startswith("_R") else None
    return modern[2][: int(modern[1])] if modern else "main"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("elf")
    parser.add_argument("--most", type=int)
    options = parser.parse_args()
    found = sites(options.elf)
    if found is None:
        sys.exit(f"{options.elf}: no relocations, link it with --emit-relocs")
    crates = Counter(map(crate, found))
    of_each = ", ".join(f"{crate} {count}" for crate, count in crates.most_common())
    print(f"{len(found)} places may panic{': ' if found else ''}{of_each}")
    if options.most is not None and len(found) > options.most:
        sys.exit("\n".join(sorted(set(found))))


if __name__ == "__main__":
    main()
