//! `compare`: two snapshots, or one training in several number formats.

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
use std::{fmt::Write, path::PathBuf};

/// The options of `compare`.
#[derive(Debug, Clone, Args)]
pub struct Compare {
    /// Snapshots of `train`; all are compared with the first
    #[arg(num_args = 2.., conflicts_with_all = ["preset", "side", "seed", "presentations", "stream", "images", "window"])]
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

type Named = (String, Course, Box<dyn Training>);

impl Compare {
    /// Prints each map, its similarity to the first, and how far the weights differ.
    pub fn run(&self) -> Result<Done, Failure> {
        let all = if self.files.is_empty() { self.train()? } else { self.open()? };
        let (mut text, mut maps) = (String::new(), Vec::<(String, Map)>::new());
        let first = all.first().map(|(.., training)| training.weights()).unwrap_or_default();
        for (name, course, training) in &all {
            let map = training.map(self.measurement.protocol(course)?, &mut Parts::default());
            let progress = training.progress();
            let (presentations, trace) = (progress.presentations(), progress.trace());
            writeln!(text, "{name}: {presentations} presentations, trace {trace:08x}")?;
            writeln!(text, "    {}", map.summary())?;
            if let Some((_, first_map)) = maps.first() {
                let similarity = map.similarity(first_map)?;
                writeln!(text, "    similarity to the first {similarity:.4}")?;
                for (projection, weights) in training.weights() {
                    let line = difference(&weights, first.iter().find(|(of, _)| *of == projection));
                    writeln!(text, "    {projection}: {line}")?;
                }
            }
            maps.push((name.clone(), map));
        }
        if let Some(folder) = &self.out {
            let pictures: Vec<_> =
                maps.iter().map(|(name, map)| (name.clone(), &map.picture)).collect();
            let mut files = Files::default();
            files.png("maps", picture::flow(&pictures, 1280));
            files.write(folder)?;
        }
        Ok(Done::new(text))
    }

    fn open(&self) -> Result<Vec<Named>, Failure> {
        let open = |path: &PathBuf| {
            let (course, format, training) = measure::open(path, &self.changes, &[])?;
            Ok((format!("{} {}", course.name(), format.name()), course, training))
        };
        self.files.iter().map(open).collect()
    }

    fn train(&self) -> Result<Vec<Named>, Failure> {
        let course = self.choice.course(&self.changes)?;
        let presentations = self.presentations.unwrap_or(course.presentations);
        let mut bar = Progress::new(u64::from(presentations) * self.formats.len() as u64);
        let team = self.threads.start(course.params.cortex)?;
        let mut done = 0;
        let mut train = |&format: &Format| {
            let mut training = begin(&course, format, self.choice.seed())?;
            team.run(|parts| {
                for _ in 0..presentations {
                    training.present(parts);
                    done += 1;
                    bar.at(done, format.name());
                }
            });
            let name = format!("{} {}", course.name(), format.name());
            Ok((name, course.clone(), training))
        };
        self.formats.iter().map(&mut train).collect()
    }
}

/// The root mean square difference from the first's weights, and that as a part of their mean.
fn difference(weights: &[f64], first: Option<&(String, Vec<f64>)>) -> String {
    let Some((_, first)) = first.filter(|(_, first)| first.len() == weights.len()) else {
        return "not in the first".to_owned();
    };
    let (length, sum) = (first.len() as f64, first.iter().sum::<f64>());
    let squares: f64 = weights.iter().zip(first).map(|(a, b)| (a - b) * (a - b)).sum();
    let rms = (squares / length).sqrt();
    format!("rms difference {rms:.2e}, {:.4} of the mean weight", rms * length / sum)
}
