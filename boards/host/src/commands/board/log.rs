//! `board log`: what a board that learns logs.

use crate::{outcome::Outcome, preset_name::one_of};
use clap::{Args, value_parser};
use lissom_experiment::{
    error::Error,
    experiment::Experiment,
    format::Format,
    method::Method,
    pictures::Kind,
    preset::{BOARDS, Preset},
    sides::Sides,
};
use lissom_lab::{threads::Parts, training::begin};
use std::fmt::Write;

/// The options of `board log`, as a board's firmware is built with.
#[derive(Debug, Clone, Args)]
pub struct Log {
    /// What it learns: LISSOM_PRESET
    #[arg(long, value_parser = one_of(&BOARDS), default_value = "notebook-or")]
    preset: Preset,
    /// The number format: LISSOM_NUMBER
    #[arg(long, value_enum, default_value = "fixed16")]
    number: Format,
    /// The side of retina, LGN and V1: LISSOM_SIDE
    #[arg(long, value_name = "N", value_parser = value_parser!(u8).range(1..))]
    side: u8,
    /// Learns faces instead of Gaussians: the feature faces
    #[arg(long)]
    faces: bool,
    /// Presentations from the beginning to the end
    #[arg(long, default_value_t = 300)]
    presentations: u32,
    /// Presentations between measurements
    #[arg(long, value_name = "N", default_value_t = 100)]
    #[arg(value_parser = value_parser!(u32).range(1..))]
    every: u32,
}

impl Log {
    /// Trains, and prints the lines `trace` and `map`.
    pub fn run(&self) -> Result<Outcome, Error> {
        let kind = if self.faces { Kind::Faces } else { Kind::Gaussians };
        let sides = Sides::equal(self.side.into());
        let experiment = Experiment::new(self.preset, sides, kind, &[])?;
        let probes = probes(&experiment)?;
        let mut training = begin(&experiment, self.number, lissom_demo::SEED.into())?;
        let mut parts = Parts::default();
        let mut text = String::new();
        for presentation in 0..=self.presentations {
            if presentation > 0 {
                training.present(&mut parts)?;
            }
            if presentation % self.every == 0 {
                if presentation > 0 {
                    let trace = training.progress().trace();
                    writeln!(text, "trace {presentation} {trace:08x}")?;
                }
                let map = training.measure(&probes, &mut parts, &mut || ())?;
                writeln!(text, "{}", map.line(presentation))?;
            }
        }
        Ok(Outcome::new(text))
    }
}

/// How a board measures this training's maps.
pub fn probes(experiment: &Experiment) -> Result<Method, Error> {
    let side = experiment.params.cortex;
    Ok(Method::of(on_boards(experiment)?.probes(side), side))
}

/// The preset of boards that a training has.
pub fn on_boards(experiment: &Experiment) -> Result<lissom_demo::Preset, Error> {
    let name = experiment.preset.name();
    if Sides::of(&experiment.params) != Sides::equal(experiment.params.cortex) {
        return Err(Error::new("boards have retina, LGN and V1 of one side"));
    }
    lissom_demo::Preset::named(name)
        .ok_or_else(|| Error::new(format!("no board learns the preset {name}")))
}
