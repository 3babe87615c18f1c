//! `map`: the orientation map of a snapshot.

use crate::{
    changes::Changes,
    figure::{Caption, add_map, add_second},
    files::Files,
    measurement::Measurement,
    outcome::Outcome,
    progress::Progress,
    side_args::SideArgs,
};
use clap::Args;
use lissom_experiment::error::Error;
use lissom_lab::{
    saved::{Saved, load},
    second_map::SecondMap,
    threads::Parts,
    whole_file,
};
use serde_json::{Value, json};
use std::{fmt::Write, path::PathBuf};

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
    /// Write map-map.png, and the map, each unit's tuning and every response as .npy into this
    /// folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Measure {
    /// Measures, and prints the histogram and what follows from the map.
    pub fn run(&self) -> Result<Outcome, Error> {
        self.out.iter().try_for_each(|folder| whole_file::check(folder))?;
        let (changes, named) = (self.changes.assignments()?, self.sides.named());
        let saved = Saved::open(&self.file, &changes, named)?;
        let saved = saved.with(&self.file, &changes, named)?;
        let mut training = load(&self.file, &saved.experiment, saved.format)?;
        let method = self.measurement.method(&saved.experiment)?;
        let mut bar = Progress::new(method.pictures());
        let map =
            training.measure(&method, &mut Parts::default(), &mut || bar.next("measuring"))?;
        drop(bar);
        let second = training.measure_second(&method, &mut Parts::default())?;
        let mut text = String::new();
        let (presentations, trace) =
            (training.progress().presentations(), training.progress().trace());
        let name = saved.name();
        writeln!(text, "{name}: {presentations} presentations, trace {trace:08x}")?;
        writeln!(text, "{}, hash {:08x}", map.summary(), map.hash)?;
        text += &map.details();
        if let Some(second) = &second {
            writeln!(text, "{}", second.summary())?;
        }
        for (bin, units) in map.histogram.iter().enumerate() {
            writeln!(text, "{:3}° {units:4}", bin * 180 / map.histogram.len())?;
        }
        if let Some(folder) = &self.out {
            let mut files = Files::default();
            let Saved { experiment, format, is_told } = &saved;
            let caption = Caption::new(experiment, *format, *is_told, presentations);
            add_map(&mut files, "map", &caption, &map, map.arrays())?;
            if let Some(second) = &second {
                add_second(&mut files, "map", &caption, second)?;
            }
            let count = files.write(folder)?;
            writeln!(text, "{count} files in {}", folder.display())?;
        }
        let seeds = saved.is_told.then(|| saved.experiment.seeds());
        let mut result = map.result(json!({
            "file": self.file, "experiment": saved.experiment.name(),
            "number": saved.format.name(), "seeds": seeds, "presentations": presentations,
            "trace": format!("{trace:08x}"),
        }));
        let more = second.as_ref().map(SecondMap::result);
        if let (Value::Object(result), Some(Value::Object(more))) = (&mut result, more) {
            result.extend(more);
        }
        Ok(Outcome::new(text).with([result]))
    }
}
