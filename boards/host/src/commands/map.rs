//! `map`: the orientation map of a snapshot.

use crate::{
    error::Error,
    experiment::{Changes, Experiment, format_of_snapshot},
    files::Files,
    format::Format,
    image_set::ImageSet,
    measured_map::Measurement,
    outcome::Outcome,
    pictures::{Kind, Pictures},
    preset::Preset,
    progress::Progress,
    sides::{SideArgs, Sides, USUAL},
    threads::Parts,
    training::{AnyTraining, begin},
};
use clap::Args;
use std::{
    fmt::Write,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

/// The options of `map`.
#[derive(Debug, Clone, Args)]
pub struct Measure {
    /// A snapshot of `train`. It tells its side; unequal sides must be named
    file: PathBuf,
    /// The sides, where they are not all equal
    #[command(flatten)]
    sides: SideArgs,
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
    pub fn run(&self) -> Result<Outcome, Error> {
        let saved = Saved::read(&self.file, &self.changes, &self.sides)?;
        let Saved { experiment, format } = saved.with(&self.file, &self.sides)?;
        let mut training = load(&self.file, &experiment, format)?;
        let protocol = self.measurement.protocol(&experiment)?;
        let mut bar = Progress::new(self.measurement.pictures());
        let map =
            training.measure(protocol, &mut Parts::default(), &mut || bar.next("measuring"))?;
        drop(bar);
        let mut text = String::new();
        let (presentations, trace) =
            (training.progress().presentations(), training.progress().trace());
        let (network, format) = (experiment.name(), format.name());
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
        Ok(Outcome::new(text))
    }
}

/// What the header of a snapshot tells.
#[derive(Debug)]
pub struct Saved {
    /// The training.
    pub experiment: Experiment,
    /// Its number format.
    pub format: Format,
}

impl Saved {
    /// Reads the header of a file.
    pub fn read(path: &Path, changes: &Changes, sides: &SideArgs) -> Result<Self, Error> {
        let wrong = |error| Error::file(path, error);
        let mut header = Vec::new();
        File::open(path).map_err(wrong)?.take(32).read_to_end(&mut header).map_err(wrong)?;
        if let Some((experiment, format)) = Experiment::of_snapshot(&header, changes, sides) {
            return Ok(Self { experiment, format });
        }
        // any network refuses it and says why
        let small = Experiment::new(Preset::LissomOr, Sides::equal(12), changes, Kind::Gaussians)?;
        let format = format_of_snapshot(&header).unwrap_or(Format::Fixed16);
        load(path, &small, format)?;
        Ok(Self { experiment: small, format })
    }

    /// The same, unless the options name other sides.
    pub fn with(self, path: &Path, sides: &SideArgs) -> Result<Self, Error> {
        let own = Sides::of(&self.experiment.params);
        if sides.any() && sides.sides(USUAL, USUAL) != own {
            let Sides { retina, lgn, v1 } = own;
            let why = format!("snapshot of a network of retina {retina}, LGN {lgn} and V1 {v1}");
            return Err(Error::file(path, why));
        }
        Ok(self)
    }
}

/// The training of a snapshot, as it was then; it cannot go on where it has seen images in files.
pub fn load(
    path: &Path,
    experiment: &Experiment,
    format: Format,
) -> Result<Box<dyn AnyTraining>, Error> {
    let mut training = begin(experiment, format, 1)?;
    training.resume(path)?;
    Ok(training)
}

/// The training of a snapshot, to go on, with the images in files that it has seen.
pub fn load_with_images(
    path: &Path,
    experiment: &mut Experiment,
    format: Format,
    images: &[PathBuf],
) -> Result<Box<dyn AnyTraining>, Error> {
    let training = load(path, experiment, format)?;
    let (window, seen) = match (training.fingerprint(), images) {
        (None, []) => return Ok(training),
        (None, _) => return Err(Error::file(path, "its pictures are not of files")),
        (Some(_), []) => {
            let why = "it has seen pictures of files: --images says where they are";
            return Err(Error::file(path, why));
        }
        (Some([window, seen]), _) => (window, seen),
    };
    let set = ImageSet::read(images, window as usize)?;
    let [_, hash] = set.fingerprint()?;
    if hash != seen {
        let why = format!("it has seen pictures of hash {seen:08x}, not {hash:08x} as in --images");
        return Err(Error::file(path, why));
    }
    experiment.pictures = Pictures::Images(Some(set));
    drop(training);
    load(path, experiment, format)
}
