#!/usr/bin/env python3
"""screenshot.py ELF SCREEN.png [--save NEW.png] [--settle SECONDS] [--update] -- QEMU-COMMAND...

Runs the firmware in QEMU, prints its log up to `done`, and compares the display with SCREEN.png.
--settle waits first, for displays that are scanned.
The command lacks only -kernel; its semihosting needs `arg=hold`, so that the firmware then waits.
Exit code 1: the display differs, or the firmware failed. Exit code 2: a tool is not installed.
--update replaces SCREEN.png. --save keeps the new picture. Standard library only.
"""
import argparse
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


def take(elf, command, picture, settle):
    """Runs the firmware until `done` and saves what the display shows."""
    deadline = time.monotonic() + TIMEOUT
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "qmp")
        qemu = subprocess.Popen(
            command + ["-qmp", f"unix:{path},server=on,wait=off", "-kernel", elf],
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
            time.sleep(settle)
            for _ in range(2 if settle else 1):  # the first only makes some displays draw
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
    if "--" not in sys.argv:
        fail(__doc__)
    split = sys.argv.index("--")
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("elf")
    parser.add_argument("screen")
    parser.add_argument("--save")
    parser.add_argument("--settle", type=float, default=0)
    parser.add_argument("--update", action="store_true")
    options, command = parser.parse_args(sys.argv[1:split]), sys.argv[split + 1 :]
    for tool in (command[0], "defmt-print"):
        if shutil.which(tool) is None:
            fail(f"{tool} is not installed; README.md says how to get it", 2)
    elf = os.path.abspath(options.elf)
    picture = os.path.abspath(options.save or elf + ".png")
    os.makedirs(os.path.dirname(picture), exist_ok=True)
    take(elf, command, picture, options.settle)
    if options.update:
        shutil.copyfile(picture, options.screen)
        print("screenshot updated")
        return
    if not os.path.isfile(options.screen):
        fail(f"no {options.screen}; --update makes it")
    different = png.difference(options.screen, picture)
    if different:
        fail(f"screenshot differs: {different}; the new one is {picture}")
    print("screenshot equal")


main()
