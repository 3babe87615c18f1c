//! `train`: lets an orientation map develop.

use crate::{
    course::{Changes, Choice, Course},
    done::Done,
    failure::Failure,
    files::Files,
    format::Format,
    map::{Map, Measurement},
    measure, picture,
    progress::Progress,
    threads::{Parts, Threads},
    training::{Training, begin},
};
use clap::Args;
use std::{
    fmt::Write,
    path::PathBuf,
    time::{Duration, Instant},
};

/// The options of `train`.
#[derive(Debug, Clone, Args)]
pub struct Train {
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
    #[arg(long, value_delimiter = ',', default_value = "0")]
    snapshots: Vec<u32>,
    /// Go on from a snapshot, which says preset, side, number format, seed and kind of pictures; those
    /// of files it needs again
    #[arg(long, value_name = "FILE", conflicts_with_all = ["preset", "side", "number", "seed", "stream", "window"])]
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
    map: Map,
}

impl Train {
    /// Trains, writes the files of each moment as it comes, and prints what became of the map.
    pub fn run(&self) -> Result<Done, Failure> {
        let (course, number, mut training) = self.begin()?;
        let protocol = self.measurement.protocol(&course)?;
        let moments = self.moments(&course, training.progress().presentations())?;
        let team = self.threads.start(course.params.cortex)?;
        let mut watch = Watch::new(&moments, training.progress().presentations());
        let (mut developed, mut count) = (Vec::new(), 0);
        for presentations in moments {
            let map = team.run(|parts| {
                watch.present_until(&mut *training, presentations, parts);
                training.map(protocol, parts)
            });
            count += files(&*training, &map, presentations)?.write(&self.out)?;
            developed.push(Moment { presentations, map });
        }
        count += development(&developed).write(&self.out)?;

        let mut text = String::new();
        let Some(last) = developed.last() else { return Ok(Done::new(text)) };
        for Moment { presentations, map } in &developed {
            let (summary, similarity) = (map.summary(), map.similarity(&last.map)?);
            writeln!(text, "{presentations:6}: {summary}, similarity to the last {similarity:.3}")?;
        }
        let (name, number, took) = (course.name(), number.name(), watch.summary());
        let (trace, summary) = (training.progress().trace(), last.map.summary());
        writeln!(text, "{name} {number}: {took}, trace {trace:08x}, {summary}")?;
        writeln!(text, "{count} files in {}", self.out.display())?;
        Ok(Done::new(text))
    }

    fn begin(&self) -> Result<(Course, Format, Box<dyn Training>), Failure> {
        if let Some(path) = &self.resume {
            let images = &self.choice.exhibition.images;
            let opened = measure::open(path, &self.changes, images)?;
            if opened.2.mark().is_some() && images.is_empty() {
                let why = "it has seen pictures of files: --images says where they are";
                return Err(Failure::file(path, why));
            }
            return Ok(opened);
        }
        let course = self.choice.course(&self.changes)?;
        let number = self.number.unwrap_or(Format::Fixed16);
        let training = begin(&course, number, self.choice.seed())?;
        Ok((course, number, training))
    }

    /// The snapshots still to come, in order, and the end.
    fn moments(&self, course: &Course, begun: u32) -> Result<Vec<u32>, Failure> {
        let end = self.presentations.unwrap_or(course.presentations);
        if let Some(late) = self.snapshots.iter().find(|&&snapshot| snapshot > end) {
            let message = format!("--snapshots {late}: the training ends at {end} presentations");
            return Err(Failure::new(message));
        }
        if begun > end {
            let message = format!("--presentations {end}: the snapshot has seen {begun}");
            return Err(Failure::new(message));
        }
        let mut moments: Vec<_> =
            self.snapshots.iter().copied().filter(|&moment| moment >= begun).chain([end]).collect();
        moments.sort_unstable();
        moments.dedup();
        Ok(moments)
    }
}

/// Map, weights, thresholds and snapshot.
fn files(training: &dyn Training, map: &Map, presentations: u32) -> Result<Files, Failure> {
    let (mut files, name) = (Files::default(), format!("{presentations:06}"));
    map.add_to(&mut files, &name);
    for (projection, weights) in training.weights() {
        files.npy(&format!("{name}-{projection}"), vec![weights.len() as u64], weights);
    }
    if let Some(thresholds) = training.thresholds() {
        files.npy(&format!("{name}-thresholds"), map.shape(), thresholds);
    }
    files.snapshot(&name, training.snapshot()?);
    Ok(files)
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

/// The time that presentations take, and the bar.
struct Watch {
    bar: Progress,
    first: u32,
    shown: u32,
    took: Duration,
}

impl Watch {
    fn new(moments: &[u32], first: u32) -> Self {
        let last = moments.last().copied().unwrap_or(first);
        let bar = Progress::new((last - first).into());
        Self { bar, first, shown: first, took: Duration::ZERO }
    }

    fn present_until(&mut self, training: &mut dyn Training, moment: u32, parts: &mut Parts) {
        let start = Instant::now();
        while self.shown < moment {
            training.present(parts);
            self.shown += 1;
            self.bar.at((self.shown - self.first).into(), "learning");
        }
        self.took += start.elapsed();
        self.bar.at((self.shown - self.first).into(), "measuring the map");
    }

    fn summary(&self) -> String {
        let presentations = self.shown - self.first;
        let seconds = self.took.as_secs_f64();
        let each = seconds * 1e3 / f64::from(presentations.max(1));
        format!("{presentations} presentations in {seconds:.1} s, {each:.3} ms each")
    }
}
