//! The developing map of a training.

use super::{cells::Cells, screen::Screen};
use lissom_experiment::error::Error;
use lissom_lab::{
    notice::tell,
    results::snapshots,
    saved::{Saved, load},
    threads::Parts,
};
use std::{
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime},
};

/// How often the folder is looked at.
const PAUSE: Duration = Duration::from_millis(300);

/// What the hues are.
const KEY: &str = "red 0°, green 60°, blue 120°; the brighter, the more selective\n";

/// Draws the map of the newest snapshot in a folder, and of each that comes, until `maps` are drawn
/// or the training has ended.
pub fn watch(folder: &Path, maps: Option<u32>) -> Result<(), Error> {
    let (mut screen, mut last, mut count) = (Screen::default(), None, 0);
    while maps.is_none_or(|maps| count < maps) {
        let newest = newest(folder)?;
        if newest.is_none() && count == 0 && last.is_none() {
            tell(&format!("{}: no snapshot yet", folder.display()));
            last = Some((PathBuf::new(), SystemTime::UNIX_EPOCH));
        }
        let Some(newest) = newest.filter(|newest| Some(newest) != last.as_ref()) else {
            thread::sleep(PAUSE);
            continue;
        };
        if count == 0 && !screen.print(KEY)? {
            break;
        }
        let drawn = draw(&newest.0, &mut screen);
        match drawn {
            // it was replaced meanwhile
            Err(_) if !newest.0.exists() => continue,
            Ok(Shown { is_read: false, .. } | Shown { is_end: true, .. }) => break,
            other => other?,
        };
        (last, count) = (Some(newest), count + 1);
    }
    Ok(())
}

/// The snapshot that was written last, and when.
fn newest(folder: &Path) -> Result<Option<(PathBuf, SystemTime)>, Error> {
    let with_time = |path: PathBuf| {
        let written = path.metadata().and_then(|metadata| metadata.modified()).ok()?;
        Some((path, written))
    };
    let all = snapshots(folder)?.into_iter().filter_map(with_time);
    Ok(all.max_by_key(|(path, written)| (*written, path.clone())))
}

/// What became of a drawing.
struct Shown {
    /// Whether anybody reads it.
    is_read: bool,
    /// Whether the training is at its end.
    is_end: bool,
}

fn draw(path: &Path, screen: &mut Screen) -> Result<Shown, Error> {
    let saved = Saved::open(path, &[], None)?;
    let mut training = load(path, &saved.experiment, saved.format)?;
    let method = saved.experiment.analysis.method(saved.experiment.params.cortex)?;
    let map = training.measure(&method, &mut Parts::default(), &mut || ())?;
    let (presentations, end) =
        (training.progress().presentations(), saved.experiment.presentations);
    let line =
        format!("{}: {presentations} of {end} presentations, {}", saved.name(), map.summary());
    let is_read = screen.draw(&Cells::map(map.orientations()), &line)?;
    Ok(Shown { is_read, is_end: presentations >= end })
}
