"""A firmware's log: RTT, which a probe reads from memory, and defmt, which it is written in."""

import select
import struct
import subprocess

from machine.fault import Fault

SIZE, WRITTEN, READ, FLAGS = 8, 12, 16, 20  # of the first up-channel, behind its name and buffer
CHANNEL = 24  # its place in the control block
BLOCKING = 2


class Rtt:
    """What a probe would read from the first channel."""

    def __init__(self, uc, block):
        self.uc, self.block, self.content = uc, block, bytearray()

    def drain(self):
        """Takes what was written since, and asks the firmware to wait for a reader as a probe does."""
        if self.block is None or self.uc.mem_read(self.block, 10) != b"SEGGER RTT":
            return
        channel = self.block + CHANNEL
        _, buffer, size, written, read, flags = struct.unpack("<6I", self.uc.mem_read(channel, 24))
        if written != read:
            ring = bytes(self.uc.mem_read(buffer, size))
            self.content += ring[read:written] if written > read else ring[read:] + ring[:written]
            self.uc.mem_write(channel + READ, struct.pack("<I", written))
        if flags & 3 != BLOCKING:
            self.uc.mem_write(channel + FLAGS, struct.pack("<I", BLOCKING))


class Text:
    """Decodes a log that is text."""

    def __init__(self, content):
        self.content = content

    def lines(self):
        """The lines that are complete."""
        *lines, rest = self.content.split(b"\n")
        self.content[:] = rest
        return [line.decode(errors="replace").rstrip("\r") for line in lines]

    def close(self):
        """What is left."""
        return [self.content.decode(errors="replace")] if self.content else []


class Defmt:
    """Decodes defmt by `defmt-print`. A frame ends with a zero and makes one message: a line, or several if
    it has a level."""

    LEVEL, END = b"\x1d", b"\x1e"  # begin and end what has a level; `println!` has no format but its own

    def __init__(self, content, path):
        self.content = content
        command = ["defmt-print", "-e", path, "--log-format", (self.LEVEL + b"{s}" + self.END).decode()]
        self.printer = subprocess.Popen(command, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def lines(self):
        """The lines of the frames that are complete."""
        whole = self.content.rfind(0) + 1
        if not whole:
            return []
        frames = bytes(self.content[:whole])
        del self.content[:whole]
        self.printer.stdin.write(frames)
        return [line for frame in frames.split(b"\0") if frame for line in self._message()]

    def _message(self):
        message = b""
        while not message.endswith(self.END + b"\n" if message.startswith(self.LEVEL) else b"\n"):
            if not select.select([self.printer.stdout], [], [], 10)[0]:
                raise Fault("defmt-print cannot decode the log")
            byte = self.printer.stdout.read(1)
            if not byte:
                raise Fault("defmt-print ended")
            message += byte
        return message.strip(self.LEVEL + self.END + b"\n").decode(errors="replace").split("\n")

    def close(self):
        """What is left."""
        self.printer.stdin.close()
        left = self.printer.stdout.read().decode(errors="replace").splitlines()
        self.printer.wait()
        self.printer.stdout.close()
        return left
