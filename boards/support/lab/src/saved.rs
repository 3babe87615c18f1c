//! Snapshots of trainings, with what is known of them.

use crate::{any_training::AnyTraining, images, training::begin};
use lissom_experiment::{
    error::Error,
    experiment::{Assignment, Experiment, FILE, format_of_snapshot},
    format::Format,
    framing::Fit,
    image_set::Shown,
    pictures::{Kind, Pictures},
    preset::Preset,
    sides::Sides,
};
use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf, absolute},
};

/// What is known of a snapshot.
#[derive(Debug)]
pub struct Saved {
    /// The training.
    pub experiment: Experiment,
    /// Its number format.
    pub format: Format,
    /// Whether the file beside it tells all of it, with its seeds; otherwise its header tells which
    /// preset has such a network and such a training.
    pub is_told: bool,
}

impl Saved {
    /// A snapshot with the experiment beside it, if that is its own; otherwise as
    /// [`read`](Self::read).
    pub fn open(path: &Path, changes: &[Assignment], named: Option<Sides>) -> Result<Self, Error> {
        let beside = path.with_file_name(FILE);
        if !beside.is_file() {
            return Self::read(path, changes, named);
        }
        let header = header(path)?;
        let experiment = Experiment::read(&beside)?;
        match format_of_snapshot(&header) {
            Some(format) if experiment.is_of(&header) => {
                Ok(Self { experiment, format, is_told: true })
            }
            _ => Self::read(path, changes, named),
        }
    }

    /// Reads the header of a file, and finds the preset with these changes that it is of.
    pub fn read(path: &Path, changes: &[Assignment], named: Option<Sides>) -> Result<Self, Error> {
        let header = header(path)?;
        if let Some((experiment, format)) = Experiment::of_snapshot(&header, changes, named) {
            return Ok(Self { experiment, format, is_told: false });
        }
        // any network refuses it and says why
        let small = Experiment::new(Preset::LissomOr, Sides::equal(12), Kind::Gaussians, changes)?;
        let format = format_of_snapshot(&header).unwrap_or(Format::Fixed16);
        load(path, &small, format)?;
        Ok(Self { experiment: small, format, is_told: false })
    }

    /// The same, unless other sides are named or its keys have other values.
    pub fn with(
        self,
        path: &Path,
        changes: &[Assignment],
        named: Option<Sides>,
    ) -> Result<Self, Error> {
        let own = Sides::of(&self.experiment.params);
        if named.is_some_and(|named| named != own) {
            let Sides { retina, lgn, v1 } = own;
            let why = format!("snapshot of a network of retina {retina}, LGN {lgn} and V1 {v1}");
            return Err(Error::file(path, why));
        }
        let mut changed = self.experiment.clone();
        changes.iter().try_for_each(|one| changed.assign(one))?;
        if let Some((key, own, _)) = self.experiment.differences(&changed).into_iter().next() {
            let own = own.unwrap_or_else(|| "missing".to_owned());
            return Err(Error::file(path, format!("snapshot of a training whose {key} is {own}")));
        }
        Ok(self)
    }

    /// Preset, sides, number format and, if they are known, seeds, for people.
    pub fn name(&self) -> String {
        let Self { experiment, format, is_told } = self;
        let name = format!("{} {}", experiment.name(), format.name());
        if *is_told { format!("{name}, {}", experiment.seed_name()) } else { name }
    }
}

/// The first bytes of a snapshot.
pub fn header(path: &Path) -> Result<Vec<u8>, Error> {
    let wrong = |error| Error::file(path, error);
    let mut header = Vec::new();
    File::open(path).map_err(wrong)?.take(32).read_to_end(&mut header).map_err(wrong)?;
    Ok(header)
}

/// The training of a snapshot, as it was then; it cannot go on where it has seen images in files.
pub fn load(
    path: &Path,
    experiment: &Experiment,
    format: Format,
) -> Result<Box<dyn AnyTraining>, Error> {
    let mut training = begin(experiment, format, 1.into())?;
    training.resume(path)?;
    Ok(training)
}

/// The training of a snapshot, to go on, with the images in files that it has seen: those of
/// `images`, or where the experiment says that they are.
pub fn load_with_images(
    path: &Path,
    experiment: &mut Experiment,
    format: Format,
    images: &[PathBuf],
) -> Result<Box<dyn AnyTraining>, Error> {
    let mut training = begin(experiment, format, experiment.seeds)?;
    training.resume(path)?;
    let Some([window, seen]) = training.fingerprint() else {
        if images.is_empty() {
            return Ok(training);
        }
        return Err(Error::file(path, "its pictures are not of files"));
    };
    let Pictures::Images(params) = &mut experiment.pictures else { return Ok(training) };
    if !images.is_empty() {
        params.files = images.iter().map(absolute).collect::<Result<_, _>>()?;
    }
    if params.files.is_empty() {
        let why = "it has seen pictures of files: --images says where they are";
        return Err(Error::file(path, why));
    }
    match (window, params.shown) {
        (0, Shown::Parts) => params.shown = Shown::Whole(Fit::default()),
        (0, Shown::Whole(_)) => {}
        _ => (params.shown, params.parts.window) = (Shown::Parts, window),
    }
    let set = images::read(params, experiment.params.retina)?;
    let [_, hash] = set.fingerprint()?;
    if hash != seen {
        let why =
            format!("it has seen pictures of hash {seen:08x}, not {hash:08x} as in the files");
        return Err(Error::file(path, why));
    }
    params.set = Some(set);
    drop(training);
    let mut training = begin(experiment, format, experiment.seeds)?;
    training.resume(path)?;
    Ok(training)
}
