//! A small network of dense matrices, written without the crate: it makes reference folders of any
//! sides.

use crate::command::Folder;
use lissom_npy as npy;
use serde_json::{Value, json};
use std::fs;

/// A row of weights for each unit.
type Matrix = Vec<Vec<f64>>;

/// The squared distances of all source cells from each unit's centre.
fn distances(input: usize, output: usize) -> Matrix {
    let centre = |unit: usize| unit as f64 * (input as f64 - 1.0) / (output as f64 - 1.0);
    let unit = |unit: usize| {
        let (row, column) = (centre(unit / output), centre(unit % output));
        let cell = |cell: usize| ((cell / input) as f64, (cell % input) as f64);
        let square = |(y, x): (f64, f64)| (y - row).powi(2) + (x - column).powi(2);
        (0..input * input).map(|index| square(cell(index))).collect()
    };
    (0..output * output).map(unit).collect()
}

/// A Gaussian over its sum within a radius, 0 beyond.
fn gaussian(input: usize, output: usize, radius: f64, sigma: f64) -> Matrix {
    let mut all = distances(input, output);
    for unit in &mut all {
        let inside =
            |d2: f64| if d2.sqrt() <= radius { (-0.5 * d2 / (sigma * sigma)).exp() } else { 0.0 };
        let sum: f64 = unit.iter().map(|&d2| inside(d2)).sum();
        unit.iter_mut().for_each(|cell| *cell = inside(*cell) / sum);
    }
    all
}

/// The weights of connected cells, unit after unit.
fn packed(weights: &Matrix, input: usize, output: usize, radius: f64) -> Vec<f64> {
    let all = distances(input, output).into_iter().flatten().zip(weights.iter().flatten());
    all.filter(|(d2, _)| d2.sqrt() <= radius).map(|(_, &weight)| weight).collect()
}

fn apply(gain: f64, weights: &Matrix, activity: &[f64]) -> Vec<f64> {
    let sum = |unit: &Vec<f64>| unit.iter().zip(activity).map(|(w, x)| w * x).sum::<f64>();
    weights.iter().map(|unit| gain * sum(unit)).collect()
}

fn sigmoid(lower: f64, upper: f64, values: impl Iterator<Item = f64>) -> Vec<f64> {
    values.map(|value| ((value - lower) / (upper - lower)).clamp(0.0, 1.0)).collect()
}

/// Writes a folder with a network of these sides without noise, its stored weights, a case with LGN
/// and one without, and masks.
pub fn write(retina: usize, lgn: usize, v1: usize) -> Folder {
    let folder = Folder::new();
    let mut files = Vec::new();
    let mut put = |path: &str, shape: &[u64], numbers: &[f64], params: Value| {
        let full = folder.0.join(path);
        fs::create_dir_all(full.parent().expect("it has a folder")).expect("it can be made");
        npy::write(&full, shape, numbers.iter().copied()).expect("it can be written");
        files.push(json!({ "path": path, "shape": shape, "params": params }));
    };
    let [r_l, r_a, r_e, r_i] = [retina as f64 / 4.0, lgn as f64 / 4.0 + 0.5, 1.5, v1 as f64 / 4.0];
    let (center, surround) = (0.8, 2.5);
    let difference =
        gaussian(retina, lgn, r_l, center).into_iter().zip(gaussian(retina, lgn, r_l, surround));
    let on: Matrix = difference
        .map(|(center, surround)| center.iter().zip(surround).map(|(c, s)| c - s).collect())
        .collect();
    let (afferent, excitatory, inhibitory) =
        (gaussian(lgn, v1, r_a, r_a), gaussian(v1, v1, r_e, 1.0), gaussian(v1, v1, r_i, r_i));
    for (name, weights, input, output, radius) in [
        ("lgn_on", &on, retina, lgn, r_l),
        ("aff", &afferent, lgn, v1, r_a),
        ("exc", &excitatory, v1, v1, r_e),
        ("inh", &inhibitory, v1, v1, r_i),
    ] {
        let weights = packed(weights, input, output, radius);
        let path = format!("net/n/w_{name}.data.npy");
        put(&path, &[weights.len() as u64], &weights, json!({}));
        let inside = distances(input, output);
        let inside = inside.iter().map(|unit| unit.iter().map(|d2| d2.sqrt() <= radius));
        let (mut counts, mut sums) = (Vec::new(), Vec::new());
        for unit in inside {
            let cells: Vec<_> = unit.enumerate().filter(|&(_, inside)| inside).collect();
            counts.push(cells.len() as f64);
            sums.push(cells.iter().map(|&(cell, _)| cell as f64).sum());
        }
        let mask = json!({ "n_in": input, "n_out": output, "radius": radius });
        put(&format!("masks/{name}.counts.npy"), &[counts.len() as u64], &counts, mask);
        put(&format!("masks/{name}.colsum.npy"), &[sums.len() as u64], &sums, json!({}));
    }
    let mut cases = Vec::new();
    for (model, side, gain) in [("lissom", retina, 1.0), ("rlissom", lgn, 2.33)] {
        let place = |cell: usize| ((cell / side) as f64 - 3.0, (cell % side) as f64 - 4.0);
        let picture: Vec<_> = (0..side * side)
            .map(|cell| (-0.5 * (place(cell).0.powi(2) + place(cell).1.powi(2)) / 4.0).exp())
            .collect();
        let mut stages = Vec::new();
        let input = if model == "lissom" {
            let response = apply(2.33, &on, &picture);
            let cells =
                [1.0, -1.0].map(|sign| sigmoid(0.0, 1.0, response.iter().map(|x| sign * x)));
            let sum = cells[0].iter().zip(&cells[1]).map(|(on, off)| on + off).collect();
            stages.extend(["lgn_on", "lgn_off"].into_iter().zip(cells));
            sum
        } else {
            picture.iter().map(|x| gain * x).collect::<Vec<_>>()
        };
        let s = apply(1.0, &afferent, &input);
        let mut settled = sigmoid(0.083, 0.633, s.iter().copied());
        let (mut all, mut e, mut i) = (settled.clone(), Vec::new(), Vec::new());
        for _ in 0..4 {
            let (excitation, inhibition) =
                (apply(0.9, &excitatory, &settled), apply(0.9, &inhibitory, &settled));
            let lateral = excitation.iter().zip(&inhibition).map(|(e, i)| e - i);
            settled = sigmoid(0.083, 0.633, s.iter().zip(lateral).map(|(s, lateral)| s + lateral));
            all.extend(&settled);
            e.extend(excitation);
            i.extend(inhibition);
        }
        stages.extend([("aff", s), ("exc", e), ("inh", i), ("v1", all), ("v1_ideal", settled)]);
        let mut paths = serde_json::Map::new();
        for (stage, numbers) in stages {
            let path = format!("net/n/{model}/{stage}.npy");
            put(&path, &[numbers.len() as u64], &numbers, json!({}));
            paths.insert(stage.to_owned(), path.into());
        }
        let picture_path = format!("pictures/{model}.npy");
        put(&picture_path, &[side as u64; 2], &picture, json!({}));
        cases.push(json!({
            "id": format!("n/{model}"), "net": "n", "model": model, "stimulus": "spot",
            "stimulus_file": picture_path, "input_gain": gain, "suggested_abs_tol_f32": 1e-5,
            "files": paths,
        }));
    }
    let params = json!({
        "retina": retina, "lgn": lgn, "cortex": v1, "lgn_r": r_l, "r_aff": r_a, "r_exc": r_e,
        "r_inh": r_i, "lgn_sc": center, "lgn_ss": surround, "s_aff": r_a, "s_exc": 1.0,
        "s_inh": r_i, "g_lgn": 2.33, "g_aff": 1.0, "g_exc": 0.9, "g_inh": 0.9,
        "lgn_min_theta": 0.0, "lgn_max_theta": 1.0, "min_theta": 0.083, "max_theta": 0.633,
        "settling": 4,
    });
    let index = json!({ "nets": { "n": { "params": params } }, "cases": cases, "files": files });
    folder.file("index.json", index.to_string().as_bytes());
    folder
}
