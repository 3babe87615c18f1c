#!/usr/bin/env python3
"""png.py COMMITTED NEW: exit code 1 if the pictures differ. Standard library only."""
import struct
import sys
import zlib


def decode(path):
    """(width, height, rows) of a PNG with 8 bits a sample, grey or RGB; a row is bytes of RGB."""
    with open(path, "rb") as file:
        png = file.read()
    if png[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError(f"{path}: not a PNG")
    at, packed = 8, b""
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, color, _, _, interlaced = struct.unpack(">IIBBBBB", body)
            if depth != 8 or color not in (0, 2) or interlaced:
                raise ValueError(f"{path}: only 8-bit grey or RGB, not interlaced")
            samples = 1 if color == 0 else 3
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    raw = zlib.decompress(packed)
    stride = width * samples
    above, rows = bytearray(stride), []
    for start in range(0, height * (stride + 1), stride + 1):
        row = unfilter(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), above, samples)
        rows.append(bytes(row) if samples == 3 else bytes(b for grey in row for b in (grey,) * 3))
        above = row
    return width, height, rows


def unfilter(kind, row, above, samples):
    if kind > 4:
        raise ValueError(f"no such PNG filter: {kind}")
    for i in range(len(row)):
        left = row[i - samples] if i >= samples else 0
        up = above[i]
        corner = above[i - samples] if i >= samples else 0
        paeth = min((left, up, corner), key=lambda near: abs(left + up - corner - near))
        row[i] = (row[i] + (0, left, up, (left + up) // 2, paeth)[kind]) & 255
    return row


def encode(path, rows, samples=1):
    """Writes rows of levels, 0 to 255, as a PNG: of grey, or with 3 samples a pixel of RGB."""
    raw = b"".join(b"\0" + bytes(row) for row in rows)
    color = {1: 0, 3: 2}[samples]
    size = struct.pack(">IIBBBBB", len(rows[0]) // samples, len(rows), 8, color, 0, 0, 0)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        for kind, body in ((b"IHDR", size), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b"")):
            file.write(struct.pack(">I", len(body)) + kind + body)
            file.write(struct.pack(">I", zlib.crc32(kind + body)))


def difference(committed, new):
    """What differs, in words; None if nothing does."""
    old, new = decode(committed), decode(new)
    if old[:2] != new[:2]:
        return f"{new[0]}×{new[1]} instead of {old[0]}×{old[1]} pixels"
    different = sum(
        before[x : x + 3] != after[x : x + 3]
        for before, after in zip(old[2], new[2])
        for x in range(0, len(before), 3)
    )
    return f"{different} pixels" if different else None


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    found = difference(*sys.argv[1:])
    if found:
        sys.exit(f"{sys.argv[2]} differs from {sys.argv[1]}: {found}")
    print(f"{sys.argv[2]}: equal")
