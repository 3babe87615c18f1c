//! `map`: the orientation map of a snapshot.

use crate::{
    error::Error,
    experiment::{Changes, Experiment, FILE, format_of_snapshot},
    files::Files,
    format::Format,
    framing::Fit,
    image_set::ImageSet,
    measured_map::Measurement,
    outcome::Outcome,
    pictures::{Kind, Pictures, Shown},
    preset::Preset,
    progress::Progress,
    sides::{SideArgs, Sides, USUAL},
    threads::Parts,
    training::{AnyTraining, begin},
    whole_file,
};
use clap::Args;
use serde_json::json;
use std::{
    fmt::Write,
    fs::File,
    io::Read,
    path::{Path, PathBuf, absolute},
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
        self.out.iter().try_for_each(|folder| whole_file::check(folder))?;
        let saved = Saved::open(&self.file, &self.changes, &self.sides)?;
        let saved = saved.with(&self.file, &self.changes, &self.sides)?;
        let mut training = load(&self.file, &saved.experiment, saved.format)?;
        let analysis = self.measurement.analysis(&saved.experiment)?;
        let protocol = analysis.protocol()?;
        let mut bar = Progress::new(analysis.pictures());
        let map =
            training.measure(protocol, &mut Parts::default(), &mut || bar.next("measuring"))?;
        drop(bar);
        let mut text = String::new();
        let (presentations, trace) =
            (training.progress().presentations(), training.progress().trace());
        let name = saved.name();
        writeln!(text, "{name}: {presentations} presentations, trace {trace:08x}")?;
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
        let seeds = saved.is_told.then(|| saved.experiment.seeds());
        let result = map.result(json!({
            "file": self.file, "experiment": saved.experiment.name(),
            "number": saved.format.name(), "seeds": seeds, "presentations": presentations,
            "trace": format!("{trace:08x}"),
        }));
        Ok(Outcome::new(text).with([result]))
    }
}

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
    pub fn open(path: &Path, changes: &Changes, sides: &SideArgs) -> Result<Self, Error> {
        let beside = path.with_file_name(FILE);
        if !beside.is_file() {
            return Self::read(path, changes, sides);
        }
        let header = header(path)?;
        let experiment = Experiment::read(&beside)?;
        match format_of_snapshot(&header) {
            Some(format) if experiment.is_of(&header) => {
                Ok(Self { experiment, format, is_told: true })
            }
            _ => Self::read(path, changes, sides),
        }
    }

    /// Reads the header of a file, and finds the preset with these changes that it is of.
    pub fn read(path: &Path, changes: &Changes, sides: &SideArgs) -> Result<Self, Error> {
        let header = header(path)?;
        if let Some((experiment, format)) = Experiment::of_snapshot(&header, changes, sides) {
            return Ok(Self { experiment, format, is_told: false });
        }
        // any network refuses it and says why
        let small = Experiment::new(Preset::LissomOr, Sides::equal(12), changes, Kind::Gaussians)?;
        let format = format_of_snapshot(&header).unwrap_or(Format::Fixed16);
        load(path, &small, format)?;
        Ok(Self { experiment: small, format, is_told: false })
    }

    /// The same, unless the options name other sides or other values of its keys.
    pub fn with(self, path: &Path, changes: &Changes, sides: &SideArgs) -> Result<Self, Error> {
        let own = Sides::of(&self.experiment.params);
        if sides.any() && sides.sides(USUAL, USUAL) != own {
            let Sides { retina, lgn, v1 } = own;
            let why = format!("snapshot of a network of retina {retina}, LGN {lgn} and V1 {v1}");
            return Err(Error::file(path, why));
        }
        let mut changed = self.experiment.clone();
        changes.assignments()?.iter().try_for_each(|one| changed.assign(one))?;
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
    let mut training = begin(experiment, format, 1)?;
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
        _ => (params.shown, params.window) = (Shown::Parts, window),
    }
    let set = ImageSet::read(params, experiment.params.retina)?;
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
