//! `compare`: two snapshots, or one training in several number formats.

use crate::{
    cli::Done,
    course::{Changes, Choice, Course},
    failure::Failure,
    format::Format,
    map::Measurement,
    measure,
    progress::Progress,
    training::{Training, begin},
};
use clap::Args;
use std::{fmt::Write, path::PathBuf};

/// The options of `compare`.
#[derive(Debug, Clone, Args)]
pub struct Compare {
    /// Snapshots of `train`; all are compared with the first
    #[arg(num_args = 2.., conflicts_with_all = ["preset", "side", "seed", "presentations"])]
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
}

type Named = (String, Course, Box<dyn Training>);

impl Compare {
    /// Prints each map, its similarity to the first, and how far the weights differ.
    pub fn run(&self) -> Result<Done, Failure> {
        let all = if self.files.is_empty() { self.train()? } else { self.open()? };
        let mut text = String::new();
        let mut first = None;
        for (name, course, training) in &all {
            let map = training.map(self.measurement.protocol(course)?);
            let trace = training.progress().trace();
            writeln!(text, "{name}: {}, trace {trace:08x}", map.summary())?;
            let weights = training.weights();
            let Some((first_map, first_weights)) = &first else {
                first = Some((map, weights));
                continue;
            };
            let similarity = map.similarity(first_map)?;
            writeln!(text, "    similarity to the first {similarity:.4}")?;
            for ((name, ours), (_, firsts)) in weights.iter().zip(first_weights) {
                let (rms, mean) = difference(ours, firsts)
                    .ok_or_else(|| Failure::new("networks of different shapes"))?;
                writeln!(
                    text,
                    "    {name}: rms difference {rms:.2e}, {:.4} of the mean weight",
                    rms / mean
                )?;
            }
        }
        Ok(Done::new(text))
    }

    fn open(&self) -> Result<Vec<Named>, Failure> {
        let open = |path: &PathBuf| {
            let (course, _, training) = measure::open(path, &self.changes)?;
            Ok((path.display().to_string(), course, training))
        };
        self.files.iter().map(open).collect()
    }

    fn train(&self) -> Result<Vec<Named>, Failure> {
        let course = self.choice.course(&self.changes)?;
        let presentations = self.presentations.unwrap_or(course.presentations);
        let mut bar = Progress::new(u64::from(presentations) * self.formats.len() as u64);
        let mut done = 0;
        let mut train = |&format: &Format| {
            let mut training = begin(&course, format, self.choice.seed())?;
            for _ in 0..presentations {
                training.present();
                done += 1;
                bar.at(done, format.name());
            }
            let name = format!("{} {}", course.name(), format.name());
            Ok((name, course.clone(), training))
        };
        self.formats.iter().map(&mut train).collect()
    }
}

/// The root mean square difference, and the mean of the second.
fn difference(ours: &[f64], theirs: &[f64]) -> Option<(f64, f64)> {
    let length = (ours.len() == theirs.len() && !ours.is_empty()).then_some(ours.len() as f64)?;
    let squares: f64 = ours.iter().zip(theirs).map(|(a, b)| (a - b) * (a - b)).sum();
    Some(((squares / length).sqrt(), theirs.iter().sum::<f64>() / length))
}
