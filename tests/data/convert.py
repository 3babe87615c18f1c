#!/usr/bin/env python3
"""Makes this folder: a slice of a full reference folder, files unchanged, with an index of its own.

usage: convert.py REFERENCE_FOLDER

Kept: the masks; the pictures of side 36; the seed's layers of 25 → 5 without noise; the settled
activity of all cases without noise (their weights are recomputed from the parameters); the noisy
network's weights and, of its case without LGN on the notebook's Gaussian, V1 at every step. Of the
learning by the book's rule: the ten pictures, V1 settled on each, and weights before and after.
The weights of the LGN (2 MB) are left out: cases with LGN are compared with recomputed weights.
"""
import json
import pathlib
import shutil
import sys

source, here = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent
index = json.loads((source / "index.json").read_text())
whole = "nb36_seed0/rlissom_gauss"


def keep_case(case):
    files = case["files"]
    if case["net"] == "nb36_nonoise":
        return {"v1_ideal": files["v1_ideal"]}
    if case["id"] == whole:
        return {stage: files[stage] for stage in ("aff", "v1")}
    return None


cases, paths = [], set()
for case in index["cases"]:
    kept = keep_case(case)
    if kept is None:
        continue
    keys = ("id", "net", "model", "stimulus", "stimulus_file", "input_gain", "suggested_abs_tol_f32")
    cases.append({key: case[key] for key in keys} | {"files": kept})
    paths.update(kept.values())
    if case["stimulus_file"]:
        paths.add(case["stimulus_file"])


learning = {"hebbian/inputs.npy", "hebbian/docs/v1.npy"} | {
    f"hebbian/docs/after{name}.data.npy" for name in ("1_exc", "10_exc", "10_inh", "10_aff")
}


def keep_file(path):
    if path in learning:
        return True
    if path in paths or path.startswith("masks/"):
        return "r13.7423" not in path
    if path.startswith("stimuli/"):
        return "24" not in path and (".f64" in path or "grating" in path or "hbar" in path)
    if path.startswith("weights/"):
        return not any(part in path for part in ("seed", "f64", "20_5", "off", "sigmoid"))
    return path in {f"net/nb36_seed0/w_{name}.data.npy" for name in ("aff", "exc", "inh")}


files = [
    {"path": file["path"], "params": file["params"]} for file in index["files"] if keep_file(file["path"])
]
for folder in ("hebbian", "masks", "net", "stimuli", "weights"):
    shutil.rmtree(here / folder, ignore_errors=True)
total = 0
for file in files:
    target = here / file["path"]
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source / file["path"], target)
    total += target.stat().st_size
nets = {name: {k: net[k] for k in ("params", "weights_of") if k in net} for name, net in index["nets"].items()}
text = json.dumps({"nets": nets, "cases": cases, "files": files}, separators=(",", ":"))
(here / "index.json").write_text(text + "\n")
print(f"{len(files)} files, {len(cases)} cases, {total + len(text)} bytes")
