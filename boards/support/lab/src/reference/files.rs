//! Masks, stimuli and weights of a reference folder.

use super::{Report, Result, bound, number, read};
use lissom::{
    DynSheet, InitialWeights,
    geometry::{OwnedField, connections},
    input::{BlurredLine, Border, Grating, OrientedGaussian, Rotated, ThreeDots},
    side::Dyn,
    weights::OwnedProjection,
};
use lissom_experiment::{arrays::dense, error::Error};
use serde_json::Value;
use std::path::Path;

/// Masks, stimuli and weights: whatever the file's parameters describe. Returns whether they do.
pub(super) fn check(folder: &Path, path: &str, file: &Value, report: &mut Report) -> Result<bool> {
    let params = &file["params"];
    let get = |key: &str| number(params, key);
    let theirs = |path: &str, ours: &[f64]| read(&folder.join(path), ours.len());
    let double = path.contains("f64");
    if path.starts_with("masks/") && path.contains("counts") {
        let (input, output) = (get("n_in")? as usize, get("n_out")? as usize);
        let radius = get("radius")?;
        let [counts, sums] = masks(input, output, radius)?;
        let total = counts.iter().sum::<f64>();
        report.check(format!("{path}, taps"), &counts, &theirs(path, &counts)?, 0.0);
        let colsum = theirs(&path.replace("counts", "colsum"), &sums)?;
        report.check(format!("{path}, checksums"), &sums, &colsum, 0.0);
        let computed = [connections(input, output, radius) as f64];
        report.check(format!("{path}, connections()"), &computed, &[total], 0.0);
        return Ok(true);
    }
    if path.starts_with("stimuli/") || path.ends_with("bars.npy") {
        let is_bars = path.contains("bars");
        let ours = if is_bars { Some(bars(file)?) } else { stimulus(path, params)? };
        if let Some(ours) = ours {
            let limit = match (double, is_bars) {
                (true, _) => 1e-9,
                (_, true) => 1e-4,
                _ => 2e-6,
            };
            report.check(path, &ours, &theirs(path, &ours)?, limit);
            return Ok(true);
        }
    } else if path.starts_with("weights/")
        && params["seed"].is_null()
        && let Some(ours) = weights(path, params)?
    {
        report.check(path, &ours, &theirs(path, &ours)?, if double { 1e-12 } else { 1e-6 });
        return Ok(true);
    }
    // with their counts, and with the cases
    Ok(path.contains("colsum") || path.starts_with("net/"))
}

/// Connections of each unit, and the sum of the places they come from.
fn masks(input: usize, output: usize, radius: f64) -> Result<[Vec<f64>; 2]> {
    let field = OwnedField::new(Dyn::new(input)?, Dyn::new(output)?, radius)?;
    let field = field.view();
    let units = || (0..output * output).map(|unit| (unit / output, unit % output));
    let places = |(i, j): (usize, usize)| {
        let span = field.span(i);
        (0..usize::from(span.rows))
            .flat_map(|k| {
                let (row, run) = (usize::from(span.first_row) + k, field.run(i, k, j));
                (0..run.len).map(move |x| (row * input + usize::from(run.start + x)) as f64)
            })
            .sum()
    };
    Ok([units().map(|(i, j)| field.taps(i, j) as f64).collect(), units().map(places).collect()])
}

/// The picture that a file's parameters describe; none of the random ones.
fn stimulus(path: &str, params: &Value) -> Result<Option<Vec<f64>>> {
    let get = |key: &str| number(params, key);
    let Ok(size) = get("size") else { return Ok(None) };
    let side = size as usize;
    let mut sheet = DynSheet::with_side(Dyn::new(side)?, 0.0_f64);
    match params["fn"].as_str() {
        Some("gaussian_generator") => {
            let upright = OrientedGaussian {
                row: get("mu_x_row")?,
                column: get("mu_y_col")?,
                sigma_row: get("sigma_x_row")?,
                sigma_column: get("sigma_y_col")?,
                orientation: 0.0,
            };
            sheet.draw(&Rotated::new(upright, side, get("orientation_deg")?));
        }
        Some("generate_three_dots") => {
            let face =
                ThreeDots { row: get("mu_x_row")?, column: get("mu_y_col")?, sigma: get("sigma")? };
            sheet.draw(&Rotated::new(face, side, get("orientation_deg")?));
        }
        _ if path.contains("grating") => {
            let (frequency, phase) = (get("freq")?, get("phase")?);
            sheet.draw(&Grating { side, frequency, phase, orientation: 0.0 });
        }
        _ if path.contains("hbar") => sheet.draw(&BlurredLine { side, shift: 0 }),
        _ => return Ok(None),
    }
    Ok(Some(sheet.units().to_vec()))
}

/// pylissom's oriented bars: for each orientation from 0° to 180°, a line at every row.
fn bars(file: &Value) -> Result<Vec<f64>> {
    let length = |axis: usize| file["shape"][axis].as_u64();
    let (Some(orientations), Some(side)) = (length(0), length(3)) else {
        return Err(Error::new("index.json: no shape of four numbers"));
    };
    let (orientations, side) = (orientations as usize, side as usize);
    bound(&[orientations, side, side, side])?;
    let mut all = Vec::with_capacity(orientations * side.pow(3));
    for orientation in 0..orientations {
        let degrees = 180.0 * orientation as f64 / (orientations.max(2) - 1) as f64;
        for row in 0..side {
            let mut sheet = DynSheet::with_side(Dyn::new(side)?, 0.0_f64);
            let line = BlurredLine { side, shift: row as isize - (side / 2) as isize };
            sheet.draw(&Rotated { border: Border::Mirrored, ..Rotated::new(line, side, degrees) });
            all.extend_from_slice(sheet.units());
        }
    }
    Ok(all)
}

/// The dense weights of the seed's layers, without noise.
fn weights(path: &str, params: &Value) -> Result<Option<Vec<f64>>> {
    let get = |key: &str| number(params, key);
    let difference = || -> Result<[f64; 2]> { Ok([get("sigma_center")?, get("sigma_surround")?]) };
    let (radius, initial) = if path.contains("/cortex_") {
        (get("radius")?, InitialWeights::cortex(get("sigma")?, None))
    } else if path.contains("/dog_") {
        let [center, surround] = difference()?;
        (get("radius")?, InitialWeights::difference(center, surround))
    } else if path.contains("/unnormdog_") {
        let [center, surround] = difference()?;
        (f64::INFINITY, InitialWeights::unnormalised_difference(center, surround))
    } else if path.contains("/gaussian_") {
        (f64::INFINITY, InitialWeights::gaussian(get("sigma")?))
    } else {
        return Ok(None);
    };
    let initial = if params["on"] == Value::Bool(false) { initial.off() } else { initial };
    let [input, output] = [get("n_in")? as usize, get("n_out")? as usize];
    bound(&[input, input, output, output])?;
    let (input, output) = (Dyn::new(input)?, Dyn::new(output)?);
    let projection = OwnedProjection::<f64>::new(input, output, radius, initial)?;
    Ok(Some(dense(projection.view()).collect()))
}
