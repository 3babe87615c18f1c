//! Masks, stimuli and weights of a reference folder.

use super::{Report, Result, number};
use crate::{heap, npy};
use lissom::{
    Error, Kernel, Sheet,
    field::connections,
    stimulus::{BlurredLine, Border, Grating, OrientedGaussian, Rotated, ThreeDots},
};
use serde_json::Value;
use std::path::Path;

/// Masks, stimuli and weights: whatever the file's parameters describe.
pub(super) fn check(folder: &Path, path: &str, params: &Value, report: &mut Report) -> Result<()> {
    let get = |key: &str| number(params, key);
    let read = |path: &str| npy::read(&folder.join(path));
    let double = path.contains("f64");
    if path.starts_with("masks/") && path.contains("counts") {
        let (input, output, radius) =
            (get("n_in")? as usize, get("n_out")? as usize, get("radius")?);
        let Some([counts, sums]) = masks(input, output, radius)? else {
            return Err(format!("{path}: fields {input} → {output} are not compiled in").into());
        };
        let total = counts.iter().sum::<f64>();
        report.check(format!("{path}, taps"), &counts, &read(path)?, 0.0);
        report.check(
            format!("{path}, checksums"),
            &sums,
            &read(&path.replace("counts", "colsum"))?,
            0.0,
        );
        report.check(
            format!("{path}, connections()"),
            &[connections(input, output, radius) as f64],
            &[total],
            0.0,
        );
    } else if path.starts_with("stimuli/") || path.ends_with("bars.npy") {
        let theirs = read(path)?;
        let ours = match params["size"].as_u64() {
            Some(7) => stimulus::<7>(path, params)?,
            Some(24) => stimulus::<24>(path, params)?,
            Some(25) => stimulus::<25>(path, params)?,
            Some(36) => stimulus::<36>(path, params)?,
            _ if path.contains("bars") => bars(theirs.len()),
            _ => None,
        };
        if let Some(ours) = ours {
            let limit = if double {
                1e-9
            } else if path.contains("bars") {
                1e-4
            } else {
                2e-6
            };
            report.check(path, &ours, &theirs, limit);
        }
    } else if path.starts_with("weights/")
        && params["seed"].is_null()
        && let Some(ours) = weights(path, params)?
    {
        report.check(path, &ours, &read(path)?, if double { 1e-12 } else { 1e-6 });
    }
    Ok(())
}

/// Connections of each unit, and the sum of the places they come from.
fn masks(input: usize, output: usize, radius: f64) -> Result<Option<[Vec<f64>; 2]>> {
    fn of<const IN: usize, const OUT: usize>(
        radius: f64,
    ) -> std::result::Result<[Vec<f64>; 2], Error> {
        let field = heap::field::<IN, OUT>(radius)?;
        let units = || (0..OUT * OUT).map(|unit| (unit / OUT, unit % OUT));
        let places = |(i, j): (usize, usize)| {
            let span = field.span(i);
            (0..usize::from(span.rows))
                .flat_map(|k| {
                    let (row, run) = (usize::from(span.first_row) + k, field.run(i, k, j));
                    (0..run.len).map(move |x| (row * IN + usize::from(run.start + x)) as f64)
                })
                .sum()
        };
        Ok([units().map(|(i, j)| field.taps(i, j) as f64).collect(), units().map(places).collect()])
    }
    Ok(match (input, output) {
        (24, 24) => Some(of::<24, 24>(radius)?),
        (24, 36) => Some(of::<24, 36>(radius)?),
        (25, 5) => Some(of::<25, 5>(radius)?),
        (36, 24) => Some(of::<36, 24>(radius)?),
        (36, 36) => Some(of::<36, 36>(radius)?),
        _ => None,
    })
}

fn stimulus<const SIDE: usize>(path: &str, params: &Value) -> Result<Option<Vec<f64>>> {
    let get = |key: &str| number(params, key);
    let mut sheet = Sheet::<f64, SIDE>::new();
    match params["fn"].as_str() {
        Some("gaussian_generator") => {
            let upright = OrientedGaussian {
                row: get("mu_x_row")?,
                column: get("mu_y_col")?,
                sigma_row: get("sigma_x_row")?,
                sigma_column: get("sigma_y_col")?,
                orientation: 0.0,
            };
            sheet.draw(&Rotated::new(upright, SIDE, get("orientation_deg")?));
        }
        Some("generate_three_dots") => {
            let face =
                ThreeDots { row: get("mu_x_row")?, column: get("mu_y_col")?, sigma: get("sigma")? };
            sheet.draw(&Rotated::new(face, SIDE, get("orientation_deg")?));
        }
        _ if path.contains("grating") => {
            let (frequency, phase) = (get("freq")?, get("phase")?);
            sheet.draw(&Grating { side: SIDE, frequency, phase, orientation: 0.0 });
        }
        _ if path.contains("hbar") => sheet.draw(&BlurredLine { side: SIDE, shift: 0 }),
        _ => return Ok(None), // random ones
    }
    Ok(Some(sheet.units().to_vec()))
}

/// pylissom's oriented bars of side 24: for each orientation from 0° to 180°, a line at every row.
fn bars(len: usize) -> Option<Vec<f64>> {
    const ORIENTATION: usize = 24 * 24 * 24;
    if !len.is_multiple_of(ORIENTATION) {
        return None;
    }
    let orientations = len / ORIENTATION;
    let mut all = Vec::with_capacity(len);
    for orientation in 0..orientations {
        let degrees = 180.0 * orientation as f64 / (orientations - 1) as f64;
        for shift in -12..12 {
            let mut sheet = Sheet::<f64, 24>::new();
            let line = BlurredLine { side: 24, shift };
            sheet.draw(&Rotated { border: Border::Mirrored, ..Rotated::new(line, 24, degrees) });
            all.extend_from_slice(sheet.units());
        }
    }
    Some(all)
}

/// The dense weights of the seed's layers, without noise.
fn weights(path: &str, params: &Value) -> Result<Option<Vec<f64>>> {
    fn dense<const IN: usize>(radius: f64, kernel: Kernel) -> std::result::Result<Vec<f64>, Error> {
        let projection = heap::filled::<f64, IN, 5>(radius, kernel)?;
        let unit = |unit: usize| projection.connection_field(unit / 5, unit % 5);
        let cells = |u| (0..IN * IN).map(move |cell| unit(u).weight(cell / IN, cell % IN));
        Ok((0..25).flat_map(cells).collect())
    }
    let get = |key: &str| number(params, key);
    let (radius, kernel) = if path.contains("/cortex_") {
        (get("radius")?, Kernel::cortex(get("sigma")?, None))
    } else if path.contains("/dog_") {
        (get("radius")?, Kernel::difference(get("sigma_center")?, get("sigma_surround")?))
    } else if path.contains("/unnormdog_") {
        let kernel = Kernel::unnormalised_difference(get("sigma_center")?, get("sigma_surround")?);
        (f64::INFINITY, kernel)
    } else if path.contains("/gaussian_") {
        (f64::INFINITY, Kernel::gaussian(get("sigma")?))
    } else {
        return Ok(None);
    };
    let kernel = if params["on"] == Value::Bool(false) { kernel.off() } else { kernel };
    Ok(match (params["n_in"].as_u64(), params["n_out"].as_u64()) {
        (Some(20), Some(5)) => Some(dense::<20>(radius, kernel)?),
        (Some(24), Some(5)) => Some(dense::<24>(radius, kernel)?),
        (Some(25), Some(5)) => Some(dense::<25>(radius, kernel)?),
        _ => None,
    })
}
