//! A training at one of its snapshots: what is written of it, and of all of them.

use crate::{
    figure::{Caption, Style, Titled, add_map, one_by_one, side_by_side},
    files::Files,
};
use lissom_experiment::{error::Error, measured_map::MeasuredMap};
use lissom_lab::{
    any_projection::Named,
    any_training::AnyTraining,
    results::{moment, save},
    whole_file,
};
use std::path::Path;

/// A training at one of its snapshots.
pub struct Moment {
    pub presentations: u32,
    pub map: MeasuredMap,
}

/// The mean similarity of all earlier maps to the last (Stevens et al. 2013); none without any.
pub fn stability(developed: &[Moment]) -> Result<Option<f64>, Error> {
    let Some((last, earlier)) = developed.split_last() else { return Ok(None) };
    let similarity = |moment: &Moment| moment.map.similarity(&last.map);
    let all = earlier.iter().map(similarity).collect::<Result<Vec<_>, _>>()?;
    Ok((!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64))
}

/// Writes snapshot, map, thresholds and weights; returns how many files.
pub fn write(
    training: &dyn AnyTraining,
    map: &MeasuredMap,
    caption: &Caption,
    folder: &Path,
) -> Result<usize, Error> {
    let name = moment(caption.presentations());
    save(training, &folder.join(format!("{name}.snapshot")))?;
    Ok(1 + write_map(training, map, caption, folder)?)
}

/// The same without the snapshot. Weights go to their files one after the other: no memory holds
/// them a second time.
pub fn write_map(
    training: &dyn AnyTraining,
    map: &MeasuredMap,
    caption: &Caption,
    folder: &Path,
) -> Result<usize, Error> {
    let name = moment(caption.presentations());
    let mut files = Files::default();
    add_map(&mut files, &name, caption, map, map.plain_arrays())?;
    if let Some(thresholds) = training.thresholds() {
        // of all of V1, where the map may be of its middle
        let side = thresholds.len().isqrt() as u64;
        files.npy(&format!("{name}-thresholds"), vec![side; 2], thresholds);
    }
    let mut count = files.write(folder)?;
    for Named { name: of, weights } in training.projections() {
        let path = folder.join(format!("{name}-{of}.npy"));
        whole_file::write_npy(&path, &[weights.count() as u64], weights.packed())?;
        count += 1;
    }
    Ok(count)
}

/// All maps side by side, and one after the other.
pub fn development(training: &Caption, moments: &[Moment]) -> Result<Files, Error> {
    let (title, style) = (training.training(), Style::default());
    let titled = moments
        .iter()
        .map(|Moment { presentations, map }| Titled::of(map, training.at(*presentations).moment()));
    let maps: Vec<_> = titled.collect();
    let mut files = Files::default();
    files.gif("maps", one_by_one(&title, &maps, &style)?);
    side_by_side(&title, &maps).add_to(&mut files, "maps", &style)?;
    Ok(files)
}
