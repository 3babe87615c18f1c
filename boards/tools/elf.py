"""What a firmware's ELF tells of its memory. Standard library only."""
import struct
from collections import namedtuple

ALLOCATED, NO_BITS = 2, 8
WRITABLE, EXECUTABLE = 1, 4
SYMBOL_TABLE, ABSOLUTE = 2, 0xFFF1

LOADED = 1

Section = namedtuple("Section", "name kind flags content size link")
Segment = namedtuple("Segment", "virtual physical content")
Sizes = namedtuple("Sizes", "text rodata data bss frame")


def contents(path):
    """The file's bytes."""
    with open(path, "rb") as file:
        elf = file.read()
    if elf[:6] != b"\x7fELF\x01\x01":
        raise ValueError(f"{path}: not a 32-bit little-endian ELF")
    return elf


def entry(path):
    """The address of the first instruction."""
    return struct.unpack_from("<I", contents(path), 24)[0]


def segments(path):
    """What a loader puts into memory: where the program expects it, and where it is flashed."""
    elf = contents(path)
    (table,) = struct.unpack_from("<I", elf, 28)
    size, count = struct.unpack_from("<HH", elf, 42)
    for at in range(table, table + size * count, size):
        kind, offset, virtual, physical, length = struct.unpack_from("<5I", elf, at)
        if kind == LOADED:
            yield Segment(virtual, physical, elf[offset : offset + length])


def flashed(path):
    """What lies in flash, as addresses and bytes, in order."""
    return sorted((segment.physical, segment.content) for segment in segments(path) if segment.content)


def sections(path):
    """All sections; `link` is the index of the strings of a symbol table."""
    elf = contents(path)
    (table,) = struct.unpack_from("<I", elf, 32)
    size, count, names_at = struct.unpack_from("<HHH", elf, 46)
    headers = [struct.unpack_from("<10I", elf, table + i * size) for i in range(count)]
    names = headers[names_at][4]
    found = []
    for name, kind, flags, _, offset, length, link, *_ in headers:
        text = elf[names + name : elf.index(0, names + name)].decode()
        content = b"" if kind == NO_BITS else elf[offset : offset + length]
        found.append(Section(text, kind, flags, content, length, link))
    return found


def _symbols(path):
    """Name, value and section of all symbols."""
    all_sections = sections(path)
    for section in all_sections:
        if section.kind == SYMBOL_TABLE:
            strings = all_sections[section.link].content
            for at in range(0, section.size, 16):
                start, value, _, _, _, home = struct.unpack_from("<IIIBBH", section.content, at)
                yield strings[start : strings.index(0, start)].decode(), value, home


def addresses(path):
    """The values of all symbols, by name."""
    return {name: value for name, value, _ in _symbols(path)}


def symbols(path):
    """The names of all symbols, but for those of a chip's ROM, which stand in no section."""
    return {name for name, _, home in _symbols(path) if home != ABSOLUTE}


def frames(content):
    """Bytes of each function's stack frame: an address, then the size as LEB128."""
    at = 0
    while at < len(content):
        at, value, shift, more = at + 4, 0, 0, True
        while more:
            value |= (content[at] & 127) << shift
            more = content[at] > 127
            at, shift = at + 1, shift + 7
        yield value


def sizes(path):
    """Bytes of code, constants, initial values and zeroes, and of the largest stack frame, which is None
    unless the firmware was built with -Zemit-stack-sizes (tools/build.sh does)."""
    text = rodata = data = bss = 0
    frame = None
    for section in sections(path):
        if section.name == ".stack_sizes":
            frame = max(frames(section.content), default=None)
        elif not section.flags & ALLOCATED:
            continue
        elif section.kind == NO_BITS:
            # riscv-rt and esp-hal give the rest of RAM to .stack; esp-hal's others stand in for flash
            rest = section.name in (".stack", ".heap") or section.name.endswith("_dummy")
            bss += 0 if rest else section.size
        elif section.flags & EXECUTABLE:
            text += section.size
        elif section.flags & WRITABLE:
            data += section.size
        else:
            rodata += section.size
    return Sizes(text, rodata, data, bss, frame)
