//! `accuracy`: how far every number format is from `f64`.

mod chart;
mod distribution;
mod maps;
mod random;
mod setting;
mod study;

use crate::{
    changes::Changes,
    choice::Choice,
    files::Files,
    measurement::Measurement,
    outcome::{Outcome, rows},
    side_args::SideArgs,
};
use clap::Args;
use lissom_experiment::error::Error;
use lissom_lab::whole_file;
use random::RandomStudy;
use std::{fmt::Write, path::PathBuf};
use study::Study;

/// The options of `accuracy`.
#[derive(Debug, Clone, Args)]
pub struct Accuracy {
    /// The folder with the cases' index.json
    #[arg(long, value_name = "DIR", default_value = "tests/data")]
    reference: PathBuf,
    /// Random networks to settle in every format as well
    ///
    /// Sides of 8 to 24, the presets' parameters varied, any stimulus; --seed chooses them.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    random: Option<u32>,
    /// Let a map develop in every format, too: minutes
    #[arg(long)]
    train: bool,
    #[command(flatten)]
    choice: Choice,
    /// Presentations of that training
    #[arg(long, default_value_t = 6000, requires = "train")]
    presentations: u32,
    #[command(flatten)]
    measurement: Measurement,
    /// The folder for charts, maps and tables
    #[arg(long, value_name = "DIR", default_value = "accuracy")]
    out: PathBuf,
}

/// The side of a training, unless another is asked for.
const SIDE: u8 = 24;

impl Accuracy {
    /// Measures, writes charts and tables, and prints the latter.
    pub fn run(&self) -> Result<Outcome, Error> {
        whole_file::check(&self.out)?;
        self.check()?;
        let own = self.choice.sides.clone();
        let sides = SideArgs { side: own.side.or(Some(SIDE)), ..own };
        let choice = Choice { sides, ..self.choice.clone() };
        let experiment = choice.experiment(&Changes::default())?;
        let study = Study::of(&self.reference)?;
        let (mut text, mut files) = (study.table()?, Files::default());
        let csv = study.csv()?;
        let mut results = rows(&csv);
        files.text("accuracy.csv", csv);
        chart::by_bits(&study).add_to(&mut files, "bits")?;
        chart::by_step(&study).add_to(&mut files, "steps")?;
        if let Some(count) = self.random {
            let random = RandomStudy::of(choice.seed(), count.into())?;
            write!(text, "\n{}", random.table()?)?;
            let csv = random.csv()?;
            results.extend(rows(&csv));
            files.text("random.csv", csv);
            chart::by_amplification(&random).add_to(&mut files, "random")?;
        }
        if self.train {
            let (seed, presentations) = (choice.seed(), self.presentations);
            let measurement = &self.measurement;
            let (maps, csv) =
                maps::compare(&experiment, seed, presentations, measurement, &mut files)?;
            results.extend(rows(&csv));
            write!(text, "\n{maps}")?;
        }
        let count = files.write(&self.out)?;
        writeln!(text, "{count} files in {}", self.out.display())?;
        Ok(Outcome::new(text).with(results))
    }

    /// Refuses options without an effect.
    fn check(&self) -> Result<(), Error> {
        let Choice { preset, sides, seed, pictures } = &self.choice;
        if self.train {
            return Ok(());
        }
        let mut given: Vec<_> = pictures.assignments()?;
        given.extend(self.measurement.assignments());
        let option = given.first().map(|one| one.source.as_str());
        let option = option.or(preset.map(|_| "--preset"));
        let SideArgs { side, retina, lgn, v1 } = *sides;
        let sides = [("--side", side), ("--retina", retina), ("--lgn", lgn), ("--v1", v1)];
        let side = sides.iter().find_map(|(option, side)| side.map(|_| *option));
        let option = option.or(side);
        if let Some(option) = option {
            return Err(Error::new(format!("{option}: no effect without --train")));
        }
        if seed.is_some() && self.random.is_none() {
            return Err(Error::new("--seed: no effect without --random or --train"));
        }
        Ok(())
    }
}
