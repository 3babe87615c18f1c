#!/usr/bin/env python3
"""One 36 x 36 forward of the notebook's network, and one learning presentation, here and elsewhere.

    pip install numpy scipy    # and torch, to compare with it too
    python benches/peers/peers.py

Everybody computes with the same weights and picture on one thread, in turns; of each the fastest
turn counts. Ours is built twice, for all that the processor has, which must be AVX-512, and for
AVX2 at most. Fails where a result is not ours, or where a bound does not hold. `--write` renews the
guide's tables.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"
for forced in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):  # OpenBLAS chooses best by itself
    os.environ.pop(forced, None)

import numpy
import scipy.sparse

try:
    import torch

    torch.set_num_threads(1)
except ImportError:
    torch = None

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
LEVELS = {"AVX-512": "", "AVX2": "avx2"}
ROUNDS = int(os.environ.get("ROUNDS", 40))
GAMMA_L, GAMMA_A, GAMMA_E, GAMMA_I = 2.33, 1.0, 0.9, 0.9
THETA_LOWER, THETA_UPPER, STEPS = 0.083, 0.633, 9


def sigmoid(s, lower, upper):
    return numpy.clip((s - lower) / (upper - lower), 0, 1)


class Forward:
    """pylissom's forward: ON, OFF and afferent, then excitatory and inhibitory at each step."""

    def __init__(self, weights, picture, matrix, fused=False):
        make = lambda w: matrix(w.astype(numpy.float32))
        self.picture = picture.astype(numpy.float32)
        self.on, self.afferent = make(GAMMA_L * weights["lgn"]), make(GAMMA_A * weights["afferent"])
        excitatory, inhibitory = GAMMA_E * weights["excitatory"], GAMMA_I * weights["inhibitory"]
        if fused:
            self.lateral = [make(excitatory - inhibitory)]
        else:
            self.off = make(-GAMMA_L * weights["lgn"])
            self.lateral = [make(excitatory), make(-inhibitory)]
        self.fused = fused

    def __call__(self):
        on = self.on @ self.picture
        off = -on if self.fused else self.off @ self.picture
        self.lgn = sigmoid(on, 0, 1) + sigmoid(off, 0, 1)
        s = self.afferent @ self.lgn
        self.v1 = sigmoid(s, THETA_LOWER, THETA_UPPER)
        for _ in range(STEPS):
            net = s + self.lateral[0] @ self.v1
            for lateral in self.lateral[1:]:
                net += lateral @ self.v1
            self.v1 = sigmoid(net, THETA_LOWER, THETA_UPPER)
        return self.v1


class Learning(Forward):
    """The same, and then w + alpha x eta, masked and over its sum, of every unit."""

    def __init__(self, weights, picture):
        super().__init__(weights, picture, numpy.ascontiguousarray)
        projections = ("afferent", "excitatory", "inhibitory")
        self.weights = [weights[name].astype(numpy.float32) for name in projections]
        self.masks = [(w != 0).astype(numpy.float32) for w in self.weights]

    def __call__(self):
        v1 = super().__call__()
        for i, (source, mask) in enumerate(zip((self.lgn, v1, v1), self.masks)):
            new = self.weights[i] + numpy.outer(0.01 * v1, source) * mask
            self.weights[i] = new / new.sum(axis=1, keepdims=True)
        return v1


def torch_layers(weights, picture):
    """The same network of torch's dense layers, as pylissom's classes run it: one `Linear` for each
    projection, a factor for each strength, and a sigmoid of two masked fills."""

    def linear(weight):
        layer = torch.nn.Linear(*weight.shape[::-1], bias=False)
        layer.weight = torch.nn.Parameter(torch.from_numpy(weight.astype(numpy.float32)))
        return layer

    def sigmoid(s, lower, upper):
        below, above = s <= lower, s >= upper
        return ((s - lower) / (upper - lower)).masked_fill_(below, 0).masked_fill_(above, 1)

    on, off, afferent, excitatory, inhibitory = map(
        linear,
        (weights["lgn"], -weights["lgn"], *(weights[n] for n in ("afferent", "excitatory", "inhibitory"))),
    )
    retina = torch.from_numpy(picture.astype(numpy.float32)).unsqueeze(0)

    def forward():
        lgn = sigmoid(GAMMA_L * on(retina), 0, 1) + sigmoid(GAMMA_L * off(retina), 0, 1)
        s = GAMMA_A * afferent(lgn)
        v1 = sigmoid(s, THETA_LOWER, THETA_UPPER)
        for _ in range(STEPS):
            net = s + GAMMA_E * excitatory(v1) - GAMMA_I * inhibitory(v1)
            v1 = sigmoid(net, THETA_LOWER, THETA_UPPER)
        return v1.detach().numpy()[0]

    return forward


def torch_learning(weights, picture):
    """The same, and pylissom's Hebbian step: an outer product, a mask, a sum, a division for each
    projection."""
    forward = torch_layers(weights, picture)
    with torch.no_grad():
        names = ("afferent", "excitatory", "inhibitory")
        plastic = [torch.from_numpy(weights[name].astype(numpy.float32)) for name in names]
    unconnected = [w == 0 for w in plastic]
    source = torch.from_numpy(picture.astype(numpy.float32)).unsqueeze(0)

    def present():
        v1 = torch.from_numpy(forward()).unsqueeze(0)
        for i, (x, mask) in enumerate(zip((source, v1, v1), unconnected)):
            delta = 0.01 * torch.mm(v1.t(), x)
            new = plastic[i] + delta.masked_fill_(mask, 0)
            plastic[i] = new / new.abs().sum(dim=1, keepdim=True)
        return v1.numpy()[0]

    return present


def program(directory, level):
    """Builds the network for a processor's level at most, and runs it: what it measures, and how
    many products its peak is of."""
    target = ["--target-dir", str(TARGET / f"peers-{level or 'all'}")]
    command = ["cargo", "run", "--release", "--quiet", "-p", "lissom-peers", *target, "--", directory]
    network = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "LISSOM_LEVEL": level},
    )
    ready = network.stdout.readline().split()
    if ready[:1] != ["ready"]:
        sys.exit("the network does not run")

    def measure(what):
        print(what, file=network.stdin, flush=True)
        return int(network.stdout.readline()) / 1e6

    return measure, int(ready[1])


def renew(guide, tables):
    """Writes tables into a text in place of those with the same titles."""
    lines = guide.read_text().splitlines()
    for rows in tables:
        title = rows[0].split("|")[1]
        at = next((i for i, line in enumerate(lines) if line.split("|")[1:2] == [title]), None)
        if at is None:
            sys.exit(f"{guide.name} has no table that begins with |{title}|")
        end = next(i for i in range(at, len(lines)) if not lines[i].startswith("|"))
        lines[at:end] = rows
    guide.write_text("\n".join(lines) + "\n")


def table(*rows):
    head, *rest = (f"| {' | '.join(row)} |" for row in rows)
    return [head, "|" + "---|" * len(rows[0]), *rest]


def main():
    write = sys.argv[1:] == ["--write"]
    if sys.argv[1:] and not write:
        sys.exit(__doc__)
    formats = ("fixed16", "fixed32", "f32", "f64")
    programs, settled = {}, {}
    with tempfile.TemporaryDirectory() as directory:
        load = lambda name: numpy.load(Path(directory, name + ".npy"))
        for name, level in LEVELS.items():
            programs[name], products = program(directory, level)
            settled[name] = {number: load("v1." + number)[0] for number in formats}
        weights = {n: load(n) for n in ("lgn", "afferent", "excitatory", "inhibitory")}
        picture = load("picture")[0]

    dense = lambda w: numpy.ascontiguousarray(w)
    peers = {
        "dense numpy f32": Forward(weights, picture, dense),
        "dense numpy f32, fused": Forward(weights, picture, dense, fused=True),
        "scipy CSR f32": Forward(weights, picture, scipy.sparse.csr_matrix),
        "scipy CSR f32, fused": Forward(weights, picture, scipy.sparse.csr_matrix, fused=True),
        "dense numpy f32, learning": Learning(weights, picture),
    }
    if torch:
        peers["dense torch f32, pylissom's layers"] = torch_layers(weights, picture)
        peers["pylissom's layers, learning"] = torch_learning(weights, picture)
    exact = settled[next(iter(LEVELS))]["f64"]
    for name, peer in peers.items():
        far = abs(peer() - exact).max()
        if far > 1e-5:
            sys.exit(f"{name} settles elsewhere: {far}")
    for name, all_settled in settled.items():
        for number, limit in zip(formats, (1e-3, 1e-5, 1e-5, 0)):
            far = abs(all_settled[number] - exact).max()
            if far > limit:
                sys.exit(f"{number} settles elsewhere by {name}: {far}")

    asked = ["peak fixed16", "packed fixed16"]
    asked += [f"{what} {n}" for n in formats for what in ("afferent", "settle", "present")]
    times = {}
    for _ in range(ROUNDS):
        for name, peer in peers.items():
            start = time.perf_counter()
            peer()
            times.setdefault(name, []).append(1e3 * (time.perf_counter() - start))
        for level, measure in programs.items():
            for what in asked:
                times.setdefault((level, what), []).append(measure(what))
    best = {name: min(all_times) for name, all_times in times.items()}

    tables = []
    forward = [name for name in peers if "learning" not in name]
    learners = [name for name in peers if "learning" in name]
    numbers = [("16 bits", "fixed16"), ("32 bits", "fixed32"), ("`f32`", "f32"), ("`f64`", "f64")]
    for title, names, rows in (
        ("forward", forward, [("16 bits, packed only", "packed fixed16"),
                              *((what, "settle " + number) for what, number in numbers)]),
        ("learning presentation", learners, [(what, "present " + n) for what, n in numbers]),
    ):
        against = [f"{name}: {best[name]:.2f} ms" for name in names]
        lines = [
            [f"{what}, {level}", f"{best[level, key]:.3f}",
             *(f"{best[name] / best[level, key]:.1f}" for name in names)]
            for what, key in rows for level in programs
        ]
        tables.append(table([title, "ms", *against], *lines))
        print("\n".join(tables[-1]) + "\n")

    widest = next(iter(LEVELS))
    connections = numpy.count_nonzero(weights["afferent"])
    rate = connections / best[widest, "afferent fixed16"] / 1e6
    peak = products / best[widest, "peak fixed16"] / 1e6
    print(f"16-bit products a nanosecond: {peak:.0f} at most, weights in L2;")
    print(f"afferent projection {rate:.1f}, {100 * rate / peak:.0f} % ({connections} connections)")
    if write:
        renew(ROOT / "src/guide/speed.md", tables)

    bounds = {}
    for level, learned in zip(programs, (60, 40)):
        mine, learning = best[level, "settle fixed16"], best[level, "present fixed16"]
        fused = best["scipy CSR f32, fused"]
        bounds |= {
            f"{level}: 16 bits, 45 times faster than dense numpy": best["dense numpy f32"] / mine / 45,
            f"{level}: 16 bits, 10 times faster than scipy": fused / mine / 10,
            f"{level}: learning, {learned} times faster than dense numpy":
                best["dense numpy f32, learning"] / learning / learned,
        }
        if torch:
            bounds |= {
                f"{level}: 16 bits, 45 times faster than pylissom's layers":
                    best["dense torch f32, pylissom's layers"] / mine / 45,
                f"{level}: learning, 40 times faster than pylissom's layers":
                    best["pylissom's layers, learning"] / learning / 40,
            }
    fused = best["scipy CSR f32, fused"]
    bounds["f32, 5 times faster than scipy"] = fused / best[widest, "settle f32"] / 5
    missed = [name for name, share in bounds.items() if share < 1]
    for name in missed:
        print(f"missed by {100 * (1 - bounds[name]):.0f} %: {name}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
