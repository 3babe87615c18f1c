#!/usr/bin/env python3
"""screenshot.py ELF [--update]: runs the firmware and compares its last picture with screen.png.

Exit code 1: it differs, or the firmware failed; the new picture lies beside the ELF as screen.png.
Exit code 2: QEMU or defmt-print is not installed. --update replaces the committed picture instead
of comparing. Standard library only.
"""
import json
import os
import select
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import zlib

TIMEOUT = 60  # seconds, for everything
HERE = os.path.dirname(os.path.abspath(__file__))


def fail(message, code=1):
    print(message, file=sys.stderr)
    sys.exit(code)


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


class Qmp:
    """QEMU's control socket."""

    def __init__(self, path, deadline):
        self.socket = socket.socket(socket.AF_UNIX)
        while True:
            self.socket.settimeout(max(deadline - time.monotonic(), 0.1))
            try:
                self.socket.connect(path)
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
        self.lines = self.socket.makefile("rw")
        self.lines.readline()  # the greeting
        self.run("qmp_capabilities")

    def run(self, command, **arguments):
        self.lines.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.lines.flush()
        while True:
            line = self.lines.readline()
            if not line:
                raise OSError("QEMU closed the connection")
            answer = json.loads(line)
            if "error" in answer:
                raise OSError(answer["error"]["desc"])
            if "return" in answer:
                return


def wait_for_done(log, deadline):
    """Prints the log up to `done`."""
    text = b""
    while True:
        ready, _, _ = select.select([log], [], [], max(deadline - time.monotonic(), 0))
        if not ready:
            fail(f"no `done` within {TIMEOUT} s")
        more = os.read(log.fileno(), 4096)
        if not more:
            fail("the firmware ended before `done`")
        text += more
        *lines, text = text.split(b"\n")
        for line in lines:
            print(line.decode(errors="replace"), flush=True)
            if line.strip() == b"done":
                return


def take(elf, picture):
    """Runs the firmware until `done` and saves what the display shows."""
    deadline = time.monotonic() + TIMEOUT
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "qmp")
        qemu = subprocess.Popen(
            ["qemu-system-arm", "-machine", "lm3s6965evb", "-display", "none", "-monitor", "none"]
            + ["-serial", "null", "-icount", "shift=0", "-qmp", f"unix:{path},server=on,wait=off"]
            # the firmware looks for `hold` and then leaves the last picture on the display
            + ["-semihosting-config", "enable=on,target=native,arg=hold", "-kernel", elf],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        decoder = subprocess.Popen(
            ["defmt-print", "-e", elf, "--log-format", "{s}"], stdin=qemu.stdout, stdout=subprocess.PIPE
        )
        qemu.stdout.close()  # so that the decoder alone holds the pipe
        try:
            wait_for_done(decoder.stdout, deadline)
            qmp = Qmp(path, deadline)
            qmp.run("screendump", filename=picture, format="png")
            qmp.run("quit")
            qemu.wait(max(deadline - time.monotonic(), 1))
            decoder.wait(max(deadline - time.monotonic(), 1))
        except (OSError, subprocess.TimeoutExpired) as error:
            fail(f"QEMU: {error}")
        finally:
            for process in (qemu, decoder):
                if process.poll() is None:
                    process.kill()
                process.wait()
            decoder.stdout.close()


def main():
    arguments = sys.argv[1:]
    update = "--update" in arguments
    if update:
        arguments.remove("--update")
    if len(arguments) != 1 or not os.path.isfile(arguments[0]):
        fail(__doc__)
    elf = os.path.abspath(arguments[0])
    for tool in ("qemu-system-arm", "defmt-print"):
        if shutil.which(tool) is None:
            fail(f"{tool} is not installed; README.md says how to get it", 2)

    committed = os.path.join(HERE, "screen.png")
    picture = os.path.join(os.path.dirname(elf), "screen.png")
    take(elf, picture)
    if update:
        shutil.copyfile(picture, committed)
        print("screenshot updated")
        return
    if not os.path.isfile(committed):
        fail("no committed screen.png; --update makes it")
    old, new = decode(committed), decode(picture)
    if old[:2] != new[:2]:
        fail(f"screenshot differs: {new[0]}×{new[1]} instead of {old[0]}×{old[1]} pixels")
    pixels = (
        before[x : x + 3] != after[x : x + 3]
        for before, after in zip(old[2], new[2])
        for x in range(0, len(before), 3)
    )
    different = sum(pixels)
    if different:
        fail(f"screenshot differs in {different} pixels; the new one is {picture}")
    print("screenshot equal")


main()
