#!/usr/bin/env python3
"""cycles.py ELF: the cycles of a frame on a Cortex-M4 without wait states, estimated.

Counts every instruction of the frame that QEMU runs, with the cycles that the core's Technical Reference
Manual gives it: a load after another load or store 1, any other 2; a branch that is taken 1 + 3, the most;
a word load of the kernels, whose halfwords begin anywhere, half a cycle more. Needs llvm-objdump.
"""

import collections
import os
import re
import subprocess
import sys
import tempfile

LOADS = ("ldr", "str")
BRANCHES = ("b", "bl", "bx", "blx", "cbz", "cbnz", "tbb", "tbh")
CONDITIONS = "eq ne hs lo mi pl vs vc hi ls ge lt gt le".split()


def instructions(elf):
    """address -> (function, mnemonic, operands)"""
    text = subprocess.run(
        ["llvm-objdump", "-d", "--no-show-raw-insn", elf], check=True, capture_output=True, text=True
    ).stdout
    found, function = {}, ""
    for line in text.splitlines():
        if match := re.match(r"[0-9a-f]+ <([^$].*)>:", line):
            function = match[1]
        elif match := re.match(r"\s*([0-9a-f]+):\s+(\S+)\s*(.*)", line):
            found[int(match[1], 16)] = (function, match[2].split(".")[0], match[3])
    return found


def cycles(function, name, operands, before):
    """Of one instruction that follows another without a branch."""
    registers = len(re.findall(r"\b(r\d+|lr|sp|pc|s\d+|d\d+)\b", operands.split("{")[-1]))
    if name.startswith(("ldm", "stm", "push", "pop", "vpush", "vpop", "vldm", "vstm")):
        return 1 + registers + (3 if "pc" in operands else 0)
    if name.startswith(("ldrd", "strd")):
        return 3
    if name.startswith(LOADS):
        piped = before and before[1].startswith(LOADS)
        target = before and before[2].split(",")[0]
        if piped and before[1].startswith("ldr") and f"[{target}" in operands:
            piped = False  # its address is what the other loads
        word = name == "ldr" and ("pair" in function or "dot" in function) and "sp" not in operands
        return (1 if piped else 2) + (0.5 if word else 0)
    if name.startswith(("sdiv", "udiv")):
        return 12
    return 1


def blocks(elf, found):
    """How often QEMU ran each block of the frame, and the addresses in it."""
    wanted = collections.defaultdict(list)
    for address, (function, _, _) in found.items():
        if re.search(r"3dot|respon|settle|3row|report|counter|mem(cpy|set|clr)", function):
            wanted[function].append(address)
    ranges = ",".join(f"{min(a):#x}..{max(a) + 2:#x}" for a in wanted.values())
    (start,) = (min(a) for name, a in wanted.items() if "report" in name)
    segments, inside, block = [collections.Counter()], {}, None
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "log")
        os.mkfifo(log)
        qemu = subprocess.Popen(
            ["qemu-system-arm", "-machine", "mps2-an386", "-display", "none", "-monitor", "none"]
            + ["-serial", "null", "-semihosting-config", "enable=on,target=native", "-kernel", elf]
            + ["-d", "exec,nochain,in_asm", "-dfilter", ranges, "-D", log],
            stdout=subprocess.PIPE,
            text=True,
        )
        with open(log, errors="replace") as lines:
            for line in lines:
                if line.startswith("Trace"):
                    pc = int(line.split("[")[1].split("/")[1], 16)
                    if pc == start:
                        segments.append(collections.Counter())
                    segments[-1][pc] += 1
                elif line.startswith("0x"):
                    address = int(line.split(":")[0], 16)
                    code = re.search(r"OBJD-T:\s*([0-9a-f]+)", line)
                    end = address + (len(code[1]) // 2 if code else 1)
                    if block is None:
                        block = address
                        inside[block] = set()
                    inside[block].update(a for a in range(address, end) if a in found)
                else:
                    block = None
        names = [line.split()[0] for line in qemu.stdout]
    return segments[names.index("frame")], inside


def main(elf):
    found = instructions(elf)
    counts, inside = blocks(elf, found)
    sums = collections.defaultdict(lambda: [0, 0.0])
    for pc, times in counts.items():
        before = None
        for address in sorted(inside.get(pc, ())):
            here = found[address]
            part = sums[re.sub(r"17h[0-9a-f]{16}E$", "", here[0])]
            part[0] += times
            part[1] += times * cycles(*here, before)
            before = here
        if before:
            name = before[1]
            stem = name[:-2] if name[-2:] in CONDITIONS and name != "bls" else name
            if name in BRANCHES or stem in BRANCHES or name == "bls":
                # a conditional branch is taken but where the next block follows; taken for all
                part[1] += times * 3
    for name, (count, estimate) in sorted(sums.items(), key=lambda item: -item[1][1])[:12]:
        print(f"{count:9} {estimate:11.0f} {name}")
    total = sum(count for count, _ in sums.values())
    estimate = sum(estimate for _, estimate in sums.values())
    print(f"{total} instructions, {estimate:.0f} cycles, {estimate / total:.3f} each,", end=" ")
    print(f"{168e6 / estimate:.1f} frames a second at 168 MHz")


main(sys.argv[1])
