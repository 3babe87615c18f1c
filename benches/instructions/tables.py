#!/usr/bin/env python3
"""tables.py [--write]: compares the tables of src/guide/speed.md and the README's line with the counts
of expected.txt; with --write, writes them. Exits with 1 where a row is stale. Standard library only.
"""
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CORES = {  # title of a row, core
    "Cortex-M4, M7": "M4",
    "Cortex-M33": "M33",
    "Cortex-M3": "M3",
    "Cortex-M0+": "M0+",
    "RV32IMC": "RV32IMC",
}


class Counts:
    """What a core takes."""

    def __init__(self, lines):
        self.count, self.each = {}, {}
        for name, _, count, each, _ in lines:
            self.count[name], self.each[name] = int(count), float(each)


def each(*names, digits=2):
    """Instructions per connection, unit or pixel."""
    return lambda core: ", ".join(f"{core.each[name]:.{digits}f}" for name in names)


def millions(name, unit=""):
    return lambda core: f"{core.count[name] / 1e6:.2f}{unit}"


def small(side):
    return each(*(f"{side}/{part}" for part in ("afferent", "excitatory", "inhibitory")))


TABLES = {  # the head of a table, its cells after the core's title
    "| core | r = 9.5 | r = 8 | r = 3.6 | LGN | retina to settled V1 |":
        [each("r=9.5"), each("r=8"), each("r=3.6"), each("LGN"), millions("frame", " M")],
    "| core | 8 bits, 36 × 36, r = 9.5 | 24 × 24, r = 6.5 | 16 × 16, r = 9.5 | 12 × 12, r = 9.5 "
    "| 16 bits, 16 × 16, r = 9.5 | 12 × 12, r = 9.5 |":
        [each("8-bit/r=9.5"), each("8-bit/24/r=6.5"), each("8-bit/16/r=9.5"), each("8-bit/12/r=9.5"),
         each("16/r=9.5"), each("12/r=9.5")],
    "| core | 24 × 24 | 16 × 16 | 12 × 12 |": [small(24), small(16), small(12)],
    "| core | pool | draw | LGN | with gain control | GCAL | LISSOM |":
        [each("pool", digits=0), millions("draw"), millions("LGN24"), millions("LGN24+gain"),
         millions("gcal", " M"), millions("lissom-or", " M")],
    "| core | 16 bits, r = 9.5 | r = 6.5 | 8 bits, r = 9.5 | r = 6.5 |":
        [each("learn/r=9.5"), each("learn/r=6.5"), each("learn8/r=9.5"), each("learn8/r=6.5")],
    "| core | heat map | in 4-bit grey | in two colours | orientation map | connection fields | stages |":
        [each(f"{name}/1", f"{name}/4", digits=0)
         for name in ("heat", "grey", "dots", "hue", "tiles", "stages")],
}
README = "| 36 × 36, a Gaussian to settled V1, Cortex-M4 |"


def renewed(lines, cores):
    """The lines of a text with the tables that it has, and the heads of these."""
    lines, heads = list(lines), []
    for at, line in enumerate(lines):
        if line in TABLES:
            heads.append(line)
            rows = [[title, *(cell(cores[core]) for cell in TABLES[line])] for title, core in CORES.items()]
            lines[at + 2:at + 2 + len(rows)] = [f"| {' | '.join(row)} |" for row in rows]
        elif line.startswith(README):
            heads.append(README)
            command = line.split(" | ")[-1]
            lines[at] = f"{README} {millions('frame', ' M instructions')(cores['M4'])} | {command}"
    return lines, heads


def main():
    write = sys.argv[1:] == ["--write"]
    if sys.argv[1:] and not write:
        sys.exit(__doc__)
    counted = {}
    for line in (HERE / "expected.txt").read_text().splitlines():
        core, *rest = line.split()
        counted.setdefault(core, []).append(rest)
    if counted["M4"] != counted["M7"]:
        sys.exit("M4 and M7 share a row, but their counts differ")
    cores = {core: Counts(lines) for core, lines in counted.items()}
    missing, stale = [*TABLES, README], False
    for path in (ROOT / "src/guide/speed.md", ROOT / "README.md"):
        old = path.read_text().splitlines()
        new, heads = renewed(old, cores)
        missing = [head for head in missing if head not in heads]
        changes = [(was, now) for was, now in zip(old, new, strict=True) if was != now]
        if write and changes:
            path.write_text("\n".join(new) + "\n")
        for was, now in changes:
            print(f"{path.relative_to(ROOT)}: {'wrote' if write else 'has ' + was + ', not'} {now}")
        stale |= bool(changes) and not write
    for head in missing:
        print(f"no table begins with {head}")
    sys.exit(1 if stale or missing else 0)


if __name__ == "__main__":
    main()
