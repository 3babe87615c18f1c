//! `map`: the orientation map of a snapshot.

use crate::{
    album::Album,
    course::{Changes, Course},
    done::Done,
    failure::Failure,
    files::Files,
    format::Format,
    map::Measurement,
    pictures::Pictures,
    threads::Parts,
    training::{Training, begin},
};
use clap::Args;
use lissom::snapshot::SnapshotError;
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// The options of `map`.
#[derive(Debug, Clone, Args)]
pub struct Measure {
    /// A snapshot of `train`
    file: PathBuf,
    #[command(flatten)]
    changes: Changes,
    #[command(flatten)]
    measurement: Measurement,
    /// Write map-map.png and the preferences, selectivities and histogram as .npy into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Measure {
    /// Measures, and prints the histogram and what follows from the map.
    pub fn run(&self) -> Result<Done, Failure> {
        let (course, number, training) = open(&self.file, &self.changes, &[])?;
        let map = training.map(self.measurement.protocol(&course)?, &mut Parts::default());
        let mut text = String::new();
        let (presentations, trace) =
            (training.progress().presentations(), training.progress().trace());
        let (network, format) = (course.name(), number.name());
        writeln!(text, "{network} {format}: {presentations} presentations, trace {trace:08x}")?;
        writeln!(text, "{}, hash {:08x}", map.summary(), map.hash)?;
        for (bin, units) in map.histogram.iter().enumerate() {
            writeln!(text, "{:3}° {units:4}", bin * 180 / map.histogram.len())?;
        }
        if let Some(folder) = &self.out {
            let mut files = Files::default();
            map.add_to(&mut files, "map");
            let count = files.write(folder)?;
            writeln!(text, "{count} files in {}", folder.display())?;
        }
        Ok(Done::new(text))
    }
}

/// The training that a snapshot is of, as it was then. It can go on if it is given the pictures of files
/// that it has seen, if any.
pub fn open(
    path: &Path,
    changes: &Changes,
    images: &[PathBuf],
) -> Result<(Course, Format, Box<dyn Training>), Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::file(path, error))?;
    let (mut course, number) = Course::of_snapshot(&bytes, changes)?;
    let training = load(path, &bytes, &course, number)?;
    if images.is_empty() {
        return Ok((course, number, training));
    }
    let Some(mark @ [window, seen]) = training.mark() else {
        return Err(Failure::file(path, "its pictures are not of files"));
    };
    let album = Album::read(images, window as usize)?;
    let found = album.mark()?;
    if found != mark {
        let [_, hash] = found;
        let why = format!("it has seen pictures of hash {seen:08x}, not {hash:08x} as in --images");
        return Err(Failure::file(path, why));
    }
    course.pictures = Pictures::Images(Some(album));
    let training = load(path, &bytes, &course, number)?;
    Ok((course, number, training))
}

fn load(
    path: &Path,
    bytes: &[u8],
    course: &Course,
    number: Format,
) -> Result<Box<dyn Training>, Failure> {
    let mut training = begin(course, number, 1)?;
    training.resume(bytes).map_err(|error| match error {
        SnapshotError::Network { found, .. } => {
            let why = format!(
                "snapshot of network {found:016x}, which is no preset's; --set again what was set"
            );
            Failure::file(path, why)
        }
        error => Failure::file(path, error),
    })?;
    Ok(training)
}
