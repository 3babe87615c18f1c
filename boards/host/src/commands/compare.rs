//! `compare`: two snapshots, or one training in several number formats.

use crate::{
    changes::Changes,
    choice::Choice,
    figure::{Style, Titled, side_by_side},
    files::Files,
    measurement::Measurement,
    outcome::Outcome,
    progress::Progress,
    thread_args::Threads,
};
use clap::Args;
use lissom_experiment::{error::Error, format::Format, measured_map::MeasuredMap, method::Method};
use lissom_lab::{
    any_projection::Named,
    any_training::AnyTraining,
    saved::{Saved, load},
    threads::Parts,
    training::begin,
    whole_file,
};
use serde_json::{Map, Value, json};
use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

/// The options of `compare`.
#[derive(Debug, Clone, Args)]
pub struct Compare {
    /// Snapshots of `train`; all are compared with the first. Unequal sides must be named where
    /// there is no experiment.toml beside a snapshot
    #[arg(value_name = "SNAPSHOT", num_args = 2..)]
    #[arg(conflicts_with_all = ["preset", "seed", "presentations", "stream", "images", "window"])]
    #[arg(conflicts_with_all = ["fit", "background", "formats", "threads"])]
    files: Vec<PathBuf>,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    changes: Changes,
    /// Presentations of a training [default: the preset's]
    #[arg(long)]
    presentations: Option<u32>,
    /// The number formats of a training; all are compared with the first
    #[arg(long, value_enum, value_delimiter = ',', default_value = "f64,fixed16")]
    formats: Vec<Format>,
    #[command(flatten)]
    measurement: Measurement,
    #[command(flatten)]
    threads: Threads,
    /// Write maps.png, all maps side by side, into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Compare {
    /// Prints each map, its similarity to the first, and how far the weights differ.
    pub fn run(&self) -> Result<Outcome, Error> {
        self.out.iter().try_for_each(|folder| whole_file::check(folder))?;
        let mut report = Report::default();
        if self.files.is_empty() {
            self.train(&mut report)?;
        } else {
            self.open(&mut report)?;
        }
        if let Some(folder) = &self.out {
            let maps = report.maps.iter().map(|(name, map)| Titled::of(map, name.clone()));
            let figure = side_by_side("orientation maps", &maps.collect::<Vec<_>>());
            let mut files = Files::default();
            figure.add_to(&mut files, "maps", &Style::default())?;
            files.write(folder)?;
        }
        Ok(Outcome::new(report.text).with(report.results))
    }

    fn open(&self, report: &mut Report) -> Result<(), Error> {
        let (changes, named) = (self.changes.assignments()?, self.choice.sides.named());
        let read = |path: &PathBuf| Saved::open(path, &changes, named);
        let all = self.files.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let pictures = |saved: &Saved| Ok(self.measurement.analysis(&saved.experiment)?.pictures());
        let mut bar = Progress::new(all.iter().map(pictures).sum::<Result<_, Error>>()?);
        for (path, saved) in self.files.iter().zip(all) {
            let training = load(path, &saved.experiment, saved.format)?;
            let method = self.measurement.method(&saved.experiment)?;
            let label = format!("{}: {}", path.display(), saved.name());
            report.add(label, short(path), training, &method, (&mut Parts::default(), &mut bar))?;
            report.tell(saved)?;
        }
        Ok(())
    }

    fn train(&self, report: &mut Report) -> Result<(), Error> {
        let experiment = self.choice.experiment(&self.changes)?;
        let presentations = self.presentations.unwrap_or(experiment.presentations);
        let method = self.measurement.method(&experiment)?;
        let each = u64::from(presentations) + method.pictures();
        let mut bar = Progress::new(each * self.formats.len() as u64);
        let team = self.threads.start(experiment.params.cortex)?;
        for &format in &self.formats {
            let mut training = begin(&experiment, format, experiment.seeds)?;
            let name = format!("{} {}", experiment.name(), format.name());
            team.run(|parts| {
                for _ in 0..presentations {
                    training.present(parts)?;
                    bar.next(format.name());
                }
                let label = format!("{name}, {}", experiment.seed_name());
                report.add(label, name, training, &method, (parts, &mut bar))
            })?;
        }
        Ok(())
    }
}

/// A snapshot by its folder and its name alone.
fn short(path: &Path) -> String {
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
    Path::new(folder).join(path.file_stem().unwrap_or_default()).display().to_string()
}

/// What the trainings so far are like. Only the first one stays in memory.
#[derive(Default)]
struct Report {
    first: Option<Box<dyn AnyTraining>>,
    /// What is known of the first, where it is a snapshot.
    saved: Option<Saved>,
    maps: Vec<(String, MeasuredMap)>,
    text: String,
    results: Vec<Value>,
}

impl Report {
    fn add(
        &mut self,
        label: String,
        title: String,
        mut training: Box<dyn AnyTraining>,
        method: &Method,
        (parts, bar): (&mut Parts, &mut Progress),
    ) -> Result<(), Error> {
        let map = training.measure(method, parts, &mut || bar.next("measuring the map"))?;
        let (text, progress) = (&mut self.text, training.progress());
        let (presentations, trace) = (progress.presentations(), progress.trace());
        writeln!(text, "{label}: {presentations} presentations, trace {trace:08x}")?;
        writeln!(text, "    {}", map.summary())?;
        let (mut similarities, mut weights_rms) = (None, Map::new());
        if let (Some((_, first_map)), Some(first)) = (self.maps.first(), &self.first) {
            let similarity = map.similarity(first_map)?;
            writeln!(text, "    similarity to the first {similarity:.4}")?;
            for weights in training.projections() {
                let mut others = first.projections().into_iter();
                let other = others.find(|other| other.name == weights.name);
                let name = weights.name.clone();
                let difference = difference(&weights, other);
                let rms = difference.map(|[rms, _]| rms);
                weights_rms.insert(name.clone(), rms.into());
                let words = difference.map_or_else(
                    || "not in the first".to_owned(),
                    |[rms, part]| format!("rms difference {rms:.2e}, {part:.4} of the mean weight"),
                );
                writeln!(text, "    {name}: {words}")?;
            }
            similarities = Some(similarity);
        }
        self.results.push(map.result(json!({
            "of": label, "presentations": presentations, "trace": format!("{trace:08x}"),
            "similarity_to_first": similarities, "rms_differences": weights_rms,
        })));
        self.maps.push((title, map));
        self.first.get_or_insert(training);
        Ok(())
    }

    /// Tells in which keys a snapshot's experiment differs from the first's.
    fn tell(&mut self, saved: Saved) -> Result<(), Error> {
        let Some(first) = &self.saved else {
            self.saved = Some(saved);
            return Ok(());
        };
        let is_known = |key: &str| !key.starts_with("seeds.") || first.is_told && saved.is_told;
        let mut changed = Map::new();
        for (key, own, other) in saved.experiment.differences(&first.experiment) {
            if is_known(&key) && !["presentations", "snapshots"].contains(&&*key) {
                let [own, other] =
                    [own, other].map(|value| value.unwrap_or_else(|| "missing".to_owned()));
                writeln!(self.text, "    {key} {own}, in the first {other}")?;
                changed.insert(key, own.into());
            }
        }
        if let Some(Value::Object(result)) = self.results.last_mut() {
            result.insert("differs_from_first".to_owned(), changed.into());
        }
        Ok(())
    }
}

/// The root mean square difference from the first's weights, and that as a part of their mean;
/// nothing where the first has no such weights.
fn difference(own: &Named<'_>, first: Option<Named<'_>>) -> Option<[f64; 2]> {
    let first = first.filter(|first| first.weights.count() == own.weights.count())?;
    let length = first.weights.count() as f64;
    let pairs = own.weights.packed().zip(first.weights.packed());
    let [squares, sum] =
        pairs.fold([-0.0; 2], |[squares, sum], (a, b)| [squares + (a - b) * (a - b), sum + b]);
    let rms = (squares / length).sqrt();
    Some([rms, rms * length / sum])
}
