//! `train`: lets an orientation map develop.

use crate::{
    cli::Done,
    course::{Changes, Choice, Course},
    failure::Failure,
    files::Files,
    format::Format,
    map::{Map, Measurement},
    measure,
    picture::{self, Picture},
    progress::Progress,
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
    /// Go on from a snapshot, which says preset, side, number format and seed
    #[arg(long, value_name = "FILE", conflicts_with_all = ["preset", "side", "number", "seed"])]
    resume: Option<PathBuf>,
    #[command(flatten)]
    measurement: Measurement,
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
        let mut watch = Watch::new(&moments, training.progress().presentations());
        let (mut developed, mut count, mut text) = (Vec::new(), 0, String::new());
        let title = format!("{} {}", course.name(), number.name());
        for moment in moments {
            watch.present_until(&mut *training, moment);
            let mut files = Files::default();
            let name = format!("{moment:06}");
            let map = training.map(protocol);
            map.add_to(&mut files, &name);
            for (projection, weights) in training.weights() {
                files.npy(&format!("{name}-{projection}"), vec![weights.len() as u64], weights);
            }
            files.snapshot(&name, training.snapshot()?);
            count += files.write(&self.out)?;
            developed.push(Moment { presentations: moment, map });
        }
        let mut files = Files::default();
        let pictures: Vec<_> = developed.iter().map(Moment::titled).collect();
        let frames =
            pictures.iter().map(|(title, picture)| picture::flow(&[(title.clone(), picture)], 0));
        files.gif("maps", frames.collect());
        files.png("maps", picture::flow(&pictures, 1280));
        count += files.write(&self.out)?;

        if let Some(last) = developed.last() {
            for Moment { presentations, map } in &developed {
                let similarity = map.similarity(&last.map)?;
                let summary = map.summary();
                writeln!(
                    text,
                    "{presentations:6}: {summary}, similarity to the last {similarity:.3}"
                )?;
            }
        }
        let trace = training.progress().trace();
        writeln!(text, "{title}: {}, trace {trace:08x}", watch.summary())?;
        writeln!(text, "{count} files in {}", self.out.display())?;
        Ok(Done::new(text))
    }

    fn begin(&self) -> Result<(Course, Format, Box<dyn Training>), Failure> {
        if let Some(path) = &self.resume {
            return measure::open(path, &self.changes);
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

impl Moment {
    fn titled(&self) -> (String, &Picture) {
        (format!("after {}", self.presentations), &self.map.picture)
    }
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

    fn present_until(&mut self, training: &mut dyn Training, moment: u32) {
        let start = Instant::now();
        while self.shown < moment {
            training.present();
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
