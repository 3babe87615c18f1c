#!/usr/bin/env python3
"""screenshot.py ELF SCREEN.png [--save NEW.png] [--settle SECONDS] [--update] -- QEMU-COMMAND...

Runs the firmware in QEMU, prints its log up to `done`, and compares the display with SCREEN.png.
--settle waits first, for displays that are scanned.
The command lacks only -kernel; its semihosting needs `arg=hold`, so that the firmware then waits.
Exit code 1: the display differs, or the firmware failed. Exit code 2: a tool is not installed.
--update replaces SCREEN.png. --save keeps the new picture. Standard library only.
"""
import argparse
import contextlib
import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time

import png

TIMEOUT = 60  # seconds, for everything


def fail(message, code=1):
    print(message, file=sys.stderr)
    sys.exit(code)


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


@contextlib.contextmanager
def running(elf, command, deadline):
    """QEMU with the firmware, after its `done`."""
    qemu = subprocess.Popen(command + ["-kernel", elf], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    decoder = subprocess.Popen(
        ["defmt-print", "-e", elf, "--log-format", "{s}"], stdin=qemu.stdout, stdout=subprocess.PIPE
    )
    qemu.stdout.close()  # so that the decoder alone holds the pipe
    try:
        wait_for_done(decoder.stdout, deadline)
        yield qemu
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


def take(elf, command, picture, settle):
    """Runs the firmware until `done` and saves what the display shows."""
    deadline = time.monotonic() + TIMEOUT
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "qmp")
        with running(elf, command + ["-qmp", f"unix:{path},server=on,wait=off"], deadline):
            time.sleep(settle)
            qmp = Qmp(path, deadline)
            for _ in range(2 if settle else 1):  # the first only makes some displays draw
                qmp.run("screendump", filename=picture, format="png")
            qmp.run("quit")


def compare(picture, screen, update):
    """With the committed one, or in its place."""
    if update:
        shutil.copyfile(picture, screen)
        print("screenshot updated")
        return
    if not os.path.isfile(screen):
        fail(f"no {screen}; --update makes it")
    different = png.difference(screen, picture)
    if different:
        fail(f"screenshot differs: {different}; the new one is {picture}")
    print("screenshot equal")


def options():
    """ELF, SCREEN and what follows; and the command after `--`."""
    if "--" not in sys.argv:
        fail(sys.modules["__main__"].__doc__)
    split = sys.argv.index("--")
    parser = argparse.ArgumentParser(usage=sys.modules["__main__"].__doc__)
    parser.add_argument("elf", type=os.path.abspath)
    parser.add_argument("screen")
    parser.add_argument("--save", type=os.path.abspath)
    parser.add_argument("--settle", type=float, default=0)
    parser.add_argument("--update", action="store_true")
    found, command = parser.parse_args(sys.argv[1:split]), sys.argv[split + 1 :]
    for tool in (command[0], "defmt-print"):
        if shutil.which(tool) is None:
            fail(f"{tool} is not installed; README.md says how to get it", 2)
    found.save = found.save or found.elf + ".png"
    os.makedirs(os.path.dirname(found.save), exist_ok=True)
    return found, command


def main():
    found, command = options()
    take(found.elf, command, found.save, found.settle)
    compare(found.save, found.screen, found.update)


if __name__ == "__main__":
    main()
