//! `train`: lets an orientation map develop.

use super::map::{Saved, load_with_images};
use crate::{
    error::Error,
    experiment::{Assignment, Changes, Choice, Experiment, FILE},
    files::Files,
    format::Format,
    measured_map::{MeasuredMap, Measurement},
    outcome::Outcome,
    picture,
    progress::Progress,
    threads::{Parts, Threads},
    training::{AnyTraining, begin},
    whole_file,
};
use clap::Args;
use lissom::orientation::Protocol;
use std::{
    fmt::Write,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// The options of `train`.
#[derive(Debug, Clone, Args)]
pub struct Train {
    /// A file of an experiment, as `lissom params` prints one; options come before what it says
    #[arg(value_name = "EXPERIMENT")]
    file: Option<PathBuf>,
    #[command(flatten)]
    choice: Choice,
    /// The number format [default: fixed16]
    #[arg(long, value_enum)]
    number: Option<Format>,
    #[command(flatten)]
    changes: Changes,
    /// Presentations from the beginning to the end [default: the preset's]
    #[arg(long)]
    presentations: Option<u32>,
    /// Presentations after which to measure and save, such as 0,100,1000; the end is always one
    /// [default: 0]
    #[arg(long, value_delimiter = ',')]
    snapshots: Option<Vec<u32>>,
    /// Go on from a snapshot. The experiment.toml beside it tells all of it; without that, unequal
    /// sides must be named again, and so must the files of images
    #[arg(long, value_name = "FILE")]
    #[arg(conflicts_with_all = ["file", "preset", "number", "seed", "stream", "window"])]
    resume: Option<PathBuf>,
    #[command(flatten)]
    measurement: Measurement,
    #[command(flatten)]
    threads: Threads,
    /// The folder for snapshots, maps, weights, and the pictures of the development
    #[arg(long, value_name = "DIR", default_value = "training")]
    out: PathBuf,
}

/// A training at one of its snapshots.
struct Moment {
    presentations: u32,
    map: MeasuredMap,
}

impl Train {
    /// Trains, writes the files of each moment as it comes, and prints what became of the map.
    pub fn run(&self) -> Result<Outcome, Error> {
        let (experiment, format, mut training) = self.begin()?;
        let (analysis, protocol) = (experiment.analysis, experiment.analysis.protocol()?);
        let begun = training.progress().presentations();
        let moments = self.moments(&experiment, begun)?;
        let team = self.threads.start(experiment.params.cortex)?;
        let mut run = Run::new(&mut *training, &moments, analysis.pictures());
        let mut about = Files::default();
        about.text(FILE, experiment.file()?);
        let (mut developed, mut count) = (Vec::new(), about.write(&self.out)?);
        for presentations in moments {
            let map = team.run(|parts| {
                run.present_until(presentations, parts)?;
                run.measure(protocol, parts)
            })?;
            run.bar.between("writing files");
            count += write(run.training, &map, &format!("{presentations:06}"), &self.out)?;
            developed.push(Moment { presentations, map });
        }
        let took = run.summary();
        drop(run);
        count += development(&developed).write(&self.out)?;

        let mut text = String::new();
        let Some(last) = developed.last() else { return Ok(Outcome::new(text)) };
        for Moment { presentations, map } in &developed {
            let (summary, similarity) = (map.summary(), map.similarity(&last.map)?);
            writeln!(text, "{presentations:6}: {summary}, similarity to the last {similarity:.3}")?;
        }
        let (name, number) = (experiment.name(), format.name());
        let (trace, summary) = (training.progress().trace(), last.map.summary());
        writeln!(text, "{name} {number}: {took}, trace {trace:08x}, {summary}")?;
        writeln!(text, "{count} files in {}", self.out.display())?;
        Ok(Outcome::new(text))
    }

    fn begin(&self) -> Result<(Experiment, Format, Box<dyn AnyTraining>), Error> {
        if let Some(path) = &self.resume {
            let sides = &self.choice.sides;
            let saved = Saved::open(path, &self.changes, sides)?;
            let Saved { mut experiment, format, .. } = saved.with(path, &self.changes, sides)?;
            self.course().iter().try_for_each(|one| experiment.assign(one))?;
            experiment.number = format;
            let images = &self.choice.pictures.images;
            let training = load_with_images(path, &mut experiment, format, images)?;
            return Ok((experiment, format, training));
        }
        let mut all = match &self.file {
            Some(file) => Experiment::assignments_of(file)?,
            None => Vec::new(),
        };
        let number =
            self.number.map(|number| Assignment::option("--number", "number", number.name()));
        let others = number.into_iter().chain(self.course());
        all.extend(self.choice.assignments(others, &self.changes)?);
        let experiment = Experiment::resolve(&all)?.with_images()?;
        let format = experiment.number;
        let training = begin(&experiment, format, experiment.seeds)?;
        Ok((experiment, format, training))
    }

    /// What the options say of the course of the training, and of its maps.
    fn course(&self) -> Vec<Assignment> {
        let mut all = self.measurement.assignments();
        all.extend(
            self.presentations
                .map(|count| Assignment::option("--presentations", "presentations", count)),
        );
        all.extend(
            self.snapshots
                .as_deref()
                .map(|snapshots| Assignment::option("--snapshots", "snapshots", snapshots)),
        );
        all
    }

    /// The snapshots still to come, in order, and the end.
    fn moments(&self, experiment: &Experiment, begun: u32) -> Result<Vec<u32>, Error> {
        let end = experiment.presentations;
        let asked_for = self.snapshots.as_deref().unwrap_or_default();
        if let Some(late) = asked_for.iter().find(|&&snapshot| snapshot > end) {
            let message = format!("--snapshots {late}: the training ends at {end} presentations");
            return Err(Error::new(message));
        }
        if begun > end {
            let message = format!("--presentations {end}: the snapshot has seen {begun}");
            return Err(Error::new(message));
        }
        let still = |moment: &u32| (begun..end).contains(moment);
        let mut moments: Vec<_> =
            experiment.snapshots.iter().copied().filter(still).chain([end]).collect();
        moments.sort_unstable();
        moments.dedup();
        Ok(moments)
    }
}

/// Writes map, thresholds, weights and snapshot. Weights go to their files one after the other: no
/// memory holds them a second time.
pub fn write(
    training: &dyn AnyTraining,
    map: &MeasuredMap,
    name: &str,
    folder: &Path,
) -> Result<usize, Error> {
    let mut files = Files::default();
    map.add_to(&mut files, name);
    if let Some(thresholds) = training.thresholds() {
        files.npy(&format!("{name}-thresholds"), map.shape(), thresholds);
    }
    let mut count = files.write(folder)? + 1;
    for weights in training.projections() {
        let path = folder.join(format!("{name}-{}.npy", weights.name));
        whole_file::write_npy(&path, &[weights.count as u64], weights.values)?;
        count += 1;
    }
    let path = folder.join(format!("{name}.snapshot"));
    whole_file::write(&path, |writer| training.save(writer))?;
    Ok(count)
}

/// All maps side by side, and one after the other.
fn development(moments: &[Moment]) -> Files {
    let titled = |moment: &Moment| format!("after {}", moment.presentations);
    let pictures: Vec<_> =
        moments.iter().map(|moment| (titled(moment), &moment.map.picture)).collect();
    let mut files = Files::default();
    files.gif("maps", pictures.chunks(1).map(|one| picture::flow(one, 0)).collect());
    files.png("maps", picture::flow(&pictures, 1280));
    files
}

/// A training at work, the time that its presentations take, and the bar.
struct Run<'a> {
    training: &'a mut dyn AnyTraining,
    bar: Progress,
    first: u32,
    took: Duration,
}

impl<'a> Run<'a> {
    fn new(training: &'a mut dyn AnyTraining, moments: &[u32], pictures: u64) -> Self {
        let first = training.progress().presentations();
        let last = moments.last().copied().unwrap_or(first);
        let bar = Progress::new(u64::from(last - first) + moments.len() as u64 * pictures);
        Self { training, bar, first, took: Duration::ZERO }
    }

    fn present_until(&mut self, moment: u32, parts: &mut Parts) -> Result<(), Error> {
        let start = Instant::now();
        while self.training.progress().presentations() < moment {
            self.training.present(parts)?;
            self.bar.next("learning");
        }
        self.took += start.elapsed();
        Ok(())
    }

    fn measure(&mut self, protocol: Protocol, parts: &mut Parts) -> Result<MeasuredMap, Error> {
        let Self { training, bar, .. } = self;
        training.measure(protocol, parts, &mut || bar.next("measuring the map"))
    }

    fn summary(&self) -> String {
        let presentations = self.training.progress().presentations() - self.first;
        let seconds = self.took.as_secs_f64();
        let each = seconds * 1e3 / f64::from(presentations.max(1));
        format!("{presentations} presentations in {seconds:.1} s, {each:.3} ms each")
    }
}
