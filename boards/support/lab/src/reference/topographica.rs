//! The check against Topographica, the program of Stevens and others (2013): a folder with its
//! parameters, patterns and initial weights, and what became of them.

mod initial;
mod model;
mod replay;
mod trained;

use super::{Check, Report, Result};
use lissom_experiment::{by_format, error::Error, format::Format};
use lissom_npy as npy;
use model::Model;
use replay::{Replay, Run};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The file that says that a folder is of this kind.
pub(super) const PARAMS: &str = "params.json";

/// The largest difference of V1's activity, of activities up to about 1: the original rounds its
/// weights to 32 bits, and so does what it is compared with.
const V1: f64 = 1e-5;
/// The largest difference of the LGN's activity.
const LGN: f64 = 1e-6;
/// The same in `f32`, whose sums over 225 cells differ by up to 1.01·10⁻⁶ where patterns are
/// strongest.
const LGN_32: f64 = 2e-6;
/// The largest difference of a projection's weights, as a part of the largest weight.
const WEIGHTS: f64 = 1e-5;

/// Trains from the folder's initial weights by its patterns, in every number format.
pub(super) fn check(folder: &Path, progress: &mut dyn FnMut(&str, usize)) -> Result<Report> {
    let model = Model::read(folder)?;
    let patterns = read(&folder.join("patterns.npy"))?;
    let (patterns, _) = patterns.as_chunks();
    let initial = initial::weights(folder, &model)?;
    let last = model.times.iter().copied().filter(|&time| time <= patterns.len() as u32 / 2).max();
    let last = last.ok_or_else(|| Error::file(folder, "V1 at no presentation with a pattern"))?;
    let mut report = Report::default();
    let mut exact: Option<Run> = None;
    let formats = [Format::F64, Format::F32, Format::Fixed32, Format::Fixed16, Format::Fixed8];
    for format in formats {
        progress(format.name(), (last as usize).saturating_sub(1));
        let run = by_format!(format, W => Replay::<W>::new(&model, &initial, patterns)?.run(last))?;
        match (&exact, format) {
            (None, _) | (_, Format::F32) => compare(folder, &model, format, &run, &mut report)?,
            (Some(exact), _) => report.drifts.push(drift(format, &run, exact)),
        }
        exact.get_or_insert(run);
    }
    progress("map", 0);
    trained::check(folder, &model, &mut report)?;
    Ok(report)
}

fn compare(
    folder: &Path,
    model: &Model,
    format: Format,
    run: &Run,
    report: &mut Report,
) -> Result<()> {
    let name = format.name();
    let units = run.v1.first().map_or(0, |(_, v1)| v1.len());
    for (file, times) in [("v1_program.npy", &model.times), ("v1_theirs.npy", &model.compared)] {
        let Some(theirs) = read_any(&folder.join(file))? else { continue };
        for (time, theirs) in times.iter().zip(theirs.chunks(units.max(1))) {
            let Some((_, ours)) = run.v1.iter().find(|(at, _)| at == time) else { continue };
            report.check(format!("{file} {name}, presentation {time}"), ours, theirs, V1);
        }
    }
    for (file, ours) in [("lgn_on.npy", &run.lgn[0]), ("lgn_off.npy", &run.lgn[1])] {
        let Some(theirs) = read_any(&folder.join(file))? else { continue };
        let shown = ours.len().min(theirs.len());
        let limit = if format == Format::F32 { LGN_32 } else { LGN };
        report.check(format!("{file} {name}"), &ours[..shown], &theirs[..shown], limit);
    }
    for (name_of, ours) in &run.weights {
        let file = format!("{name_of}_{}.npy", run.presentations);
        let Some(theirs) = read_any(&folder.join(&file))? else { continue };
        let theirs = initial::packed(model, name_of, &theirs)?;
        let most = theirs.iter().copied().fold(0.0, f64::max);
        let [ours, theirs] = [ours, &theirs].map(|all| all.iter().map(|w| w / most).collect());
        let [ours, theirs]: [Vec<f64>; 2] = [ours, theirs];
        report.check(format!("{file} {name}, of its largest"), &ours, &theirs, WEIGHTS);
    }
    Ok(())
}

/// How far a format's run is from that in `f64` after the same presentations.
fn drift(format: Format, run: &Run, exact: &Run) -> Check {
    let last = |run: &Run| run.v1.last().map(|(_, v1)| v1.clone()).unwrap_or_default();
    let (ours, theirs) = (last(run), last(exact));
    let what = format!("{} against f64, presentation {}", format.name(), run.presentations);
    Check { what, worst: super::distance(&ours, &theirs), limit: f64::INFINITY }
}

/// All numbers of a file.
fn read(path: &Path) -> Result<Vec<f64>> {
    npy::read(path).map_err(|error| Error::new(error.to_string()))
}

/// The same; none where there is no such file.
fn read_any(path: &PathBuf) -> Result<Option<Vec<f64>>> {
    if fs::exists(path).map_err(|error| Error::file(path, error))? {
        read(path).map(Some)
    } else {
        Ok(None)
    }
}
