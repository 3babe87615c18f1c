#!/usr/bin/env python3
"""figures.py [--write] BOARDS ROWS: compares the figures in READMEs with those measured, or writes them.

ROWS is a folder with a file for each board, of lines as table.py takes them. BOARDS is the folder of the boards,
with the README that has a line for each; that of a board has those of its own. The figures stand between the lines

    <!-- measured with rustc 1.95.0 -->
    <!-- end -->

as tables whose first column names what was measured; the head says which columns there are. Sizes follow from
the compiler: those of another one are not compared. The layout may differ by some bytes between two computers, so
that figures within half a percent are the same. Standard library only.
"""
import argparse
import re
import subprocess
import sys
from pathlib import Path

import elf

BLOCK = re.compile(r"(<!-- measured with (rustc [\w.-]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
SAME = 0.005


def number(text):
    """The number that a cell holds, or None."""
    digits = re.sub(r"[ B]", "", text)
    return int(digits) if digits.isdigit() else None


def shown(value):
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else value


def measured(row):
    """Name of a row, and its figures by the columns' heads."""
    name, core, network, path, _, instructions, stack = row.split()[1:]
    text, rodata, data, bss, _ = elf.sizes(path)
    sizes = {".text": text, ".rodata": rodata, ".data": data, ".bss": bss}
    sums = {"flash": text + rodata + data, "RAM": data + bss}
    run = {"to settle": instructions, "stack": stack}
    run = {head: int(figure) if figure.isdigit() else "" for head, figure in run.items()}
    units = re.sub(r"notebook-(\d+)", r"\1 × \1", network)
    return name, {"core": core, "network": units, **sizes, **sums, **run}


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def renewed(table, rows, others):
    """The table with the rows' figures in the columns that it has, and if `others`, its other lines."""
    head, rule, *lines = table.splitlines()
    columns = cells(head)
    found = {cells(line)[0]: line for line in lines} if others else {}
    for name, figures in rows.items():
        values = [shown(figures[column]) for column in columns[1:]]
        found[name] = f"| {' | '.join([name, *values])} |"
    return "\n".join([head, rule, *found.values()]) + "\n"


def stale(old, new):
    """What differs between two tables, each with its line, column and figures."""
    columns = cells(new.splitlines()[0])
    lines = {cells(line)[0]: cells(line) for line in old.splitlines()[2:]}
    names = [cells(line)[0] for line in new.splitlines()[2:]]
    yield from (f"{name}: is not measured" for name in lines if name not in names)
    for line in new.splitlines()[2:]:
        after = cells(line)
        before = lines.get(after[0], [""] * len(after))
        for column, was, now in list(zip(columns, before, after))[1:]:
            sizes = number(was), number(now)
            same = was == now if None in sizes else abs(sizes[1] - sizes[0]) <= SAME * sizes[0]
            if not same:
                yield f"{after[0]}, {column}: {was or 'nothing'} instead of {now or 'nothing'}"


def treat(readme, rows, rustc, write, others=False):
    """Writes the README's figures, or says which are stale; with `others` it has lines of other boards too."""
    text = readme.read_text(encoding="utf-8")
    block = BLOCK.search(text)
    if not block:
        return [f"{readme}: has no figures, between <!-- measured with {rustc} --> and <!-- end -->"]
    _, version, table, _ = block.groups()
    new = renewed(table, rows, others)
    left = {cells(line)[0] for line in new.splitlines()[2:]} - rows.keys()
    if write and version != rustc and left:
        return [f"{readme}: has figures of {version}: write those of all boards, {', '.join(sorted(left))} too"]
    if write:
        block = f"<!-- measured with {rustc} -->\n{new}<!-- end -->"
        readme.write_text(BLOCK.sub(lambda _: block, text, count=1), encoding="utf-8")
        return []
    if version != rustc:
        print(f"{readme}: figures of {version} are not compared with those of {rustc}")
        return []
    return [f"{readme}: {what}" for what in stale(table, new)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("boards", type=Path)
    parser.add_argument("rows", type=Path)
    options = parser.parse_args()
    rustc = " ".join(subprocess.check_output(["rustc", "--version"], text=True).split()[:2])
    wrong, everything = [], {}
    for file in sorted(options.rows.iterdir()):
        lines = [line for line in file.read_text().splitlines() if line.startswith("row ")]
        rows = dict(map(measured, lines))
        everything.update(rows)
        wrong += treat(options.boards / file.name / "README.md", rows, rustc, options.write)
    wrong += treat(options.boards / "README.md", everything, rustc, options.write, others=True)
    if wrong:
        names = " ".join(file.name for file in sorted(options.rows.iterdir()))
        sys.exit("\n".join([*wrong, f"stale figures: `boards/check --write {names}` writes those measured"]))
    print("the figures in the READMEs: " + ("written" if options.write else "as measured"))


if __name__ == "__main__":
    main()
