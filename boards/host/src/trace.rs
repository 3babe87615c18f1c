//! All that a network did, without its sides in the type.

use crate::progress::Progress;
use lissom::{Number, Observer, Signal, Stage, sheet::hash};

/// A sheet's values.
#[derive(Debug, Clone)]
pub enum Values<T: Number> {
    /// Activities, row by row.
    Activity(Vec<T>),
    /// Responses, row by row.
    Response(Vec<T::Wide>),
}

impl<T: Number> From<Signal<'_, T>> for Values<T> {
    fn from(signal: Signal<'_, T>) -> Self {
        match signal {
            Signal::Activity(units) => Self::Activity(units.to_vec()),
            Signal::Response(units) => Self::Response(units.to_vec()),
        }
    }
}

impl<T: Number> Values<T> {
    /// The values as a signal.
    pub fn signal(&self) -> Signal<'_, T> {
        match self {
            Self::Activity(units) => Signal::Activity(units),
            Self::Response(units) => Signal::Response(units),
        }
    }

    /// The values as floats.
    pub fn to_f64(&self) -> Vec<f64> {
        self.signal().to_f64().collect()
    }
}

/// What a stage was given, and what it made of it.
#[derive(Debug, Clone)]
pub struct Record<T: Number> {
    /// The stage.
    pub stage: Stage,
    /// Its input.
    pub input: Values<T>,
    /// Its output.
    pub output: Values<T>,
}

/// Every stage of a presentation, and the hash of V1 after every settling step.
#[derive(Debug, Clone)]
pub struct Trace<T: Number> {
    /// The stages in the order of the computation.
    pub records: Vec<Record<T>>,
    /// Step and hash.
    pub hashes: Vec<(u16, u32)>,
}

impl<T: Number> Trace<T> {
    /// The record of a stage.
    pub fn get(&self, stage: Stage) -> Option<&Record<T>> {
        self.records.iter().find(|record| record.stage == stage)
    }

    /// The settled V1.
    pub fn v1(&self) -> Option<&Record<T>> {
        self.records.iter().rfind(|record| matches!(record.stage, Stage::V1(_)))
    }

    /// The settling steps.
    pub fn steps(&self) -> u16 {
        self.hashes.last().map_or(0, |&(step, _)| step)
    }
}

/// Traces a network.
#[derive(Debug)]
pub struct Watch<T: Number> {
    /// What it saw.
    pub trace: Trace<T>,
    progress: Progress,
}

impl<T: Number> Watch<T> {
    /// Has seen nothing yet of so many settling steps.
    pub fn new(steps: u16) -> Self {
        let trace = Trace { records: Vec::new(), hashes: Vec::new() };
        Self { trace, progress: Progress::new(steps.into()) }
    }
}

impl<T: Number> Observer<T> for Watch<T> {
    fn stage(&mut self, stage: Stage, input: Signal<'_, T>, output: Signal<'_, T>) {
        if let (Stage::V1(step), Some(units)) = (stage, output.activity()) {
            self.trace.hashes.push((step, hash(units)));
            self.progress.at(step.into(), "settling");
        }
        let record = Record { stage, input: input.into(), output: output.into() };
        self.trace.records.push(record);
    }
}

/// A stage's name for a file.
pub fn name(stage: Stage) -> String {
    match stage {
        Stage::Retina => "retina".into(),
        Stage::LgnOn => "lgn_on".into(),
        Stage::LgnOff => "lgn_off".into(),
        Stage::Afferent(0) => "afferent".into(),
        Stage::Afferent(channel) => format!("afferent_{channel}"),
        Stage::Excitatory(step) => format!("excitatory-{step}"),
        Stage::Inhibitory(step) => format!("inhibitory-{step}"),
        Stage::V1(step) => format!("v1-{step}"),
        _ => "stage".into(),
    }
}

/// A stage's name for a title.
pub fn title(stage: Stage) -> String {
    match stage {
        Stage::LgnOn => "LGN ON".into(),
        Stage::LgnOff => "LGN OFF".into(),
        Stage::Afferent(1) => "afferent OFF".into(),
        Stage::Excitatory(step) => format!("excitatory {step}"),
        Stage::Inhibitory(step) => format!("inhibitory {step}"),
        Stage::V1(step) => format!("V1 step {step}"),
        _ => name(stage),
    }
}
