//! All that a network did.

use crate::progress::Progress;
use lissom::{Observer, Signal, Stage, number::Activity, sheet::hash};

/// A sheet's values.
#[derive(Debug, Clone)]
pub enum Values<A: Activity> {
    /// Activities, row by row.
    Activity(Vec<A>),
    /// Responses, row by row.
    Response(Vec<A::Wide>),
}

impl<A: Activity> From<Signal<'_, A>> for Values<A> {
    fn from(signal: Signal<'_, A>) -> Self {
        match signal {
            Signal::Activity(units) => Self::Activity(units.to_vec()),
            Signal::Response(units) => Self::Response(units.to_vec()),
        }
    }
}

impl<A: Activity> Values<A> {
    /// The values as a signal.
    pub fn signal(&self) -> Signal<'_, A> {
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
pub struct Record<A: Activity> {
    /// The stage.
    pub stage: Stage,
    /// Its input.
    pub input: Values<A>,
    /// Its output.
    pub output: Values<A>,
}

/// Every stage of a presentation, and the hash of V1 after every settling step.
#[derive(Debug, Clone)]
pub struct Trace<A: Activity> {
    /// The stages in the order of the computation.
    pub records: Vec<Record<A>>,
    /// Step and hash.
    pub hashes: Vec<(u16, u32)>,
}

impl<A: Activity> Trace<A> {
    /// The record of a stage.
    pub fn get(&self, stage: Stage) -> Option<&Record<A>> {
        self.records.iter().find(|record| record.stage == stage)
    }

    /// The settled V1.
    pub fn v1(&self) -> Option<&Record<A>> {
        self.records.iter().rfind(|record| matches!(record.stage, Stage::V1(_)))
    }

    /// The settling steps.
    pub fn steps(&self) -> u16 {
        self.hashes.last().map_or(0, |&(step, _)| step)
    }
}

/// Records what a network does.
#[derive(Debug)]
pub struct Tracer<A: Activity> {
    /// What it has recorded.
    pub trace: Trace<A>,
    progress: Progress,
}

impl<A: Activity> Tracer<A> {
    /// Before a presentation with `steps` settling steps.
    pub fn new(steps: u16) -> Self {
        let trace = Trace { records: Vec::new(), hashes: Vec::new() };
        Self { trace, progress: Progress::new(steps.into()) }
    }
}

impl<A: Activity> Observer<A> for Tracer<A> {
    fn stage(&mut self, stage: Stage, input: Signal<'_, A>, output: Signal<'_, A>) {
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

/// The hash of V1 at each settling step.
#[derive(Debug, Default)]
pub struct Hashes(pub Vec<u32>);

impl<A: Activity> Observer<A> for Hashes {
    fn stage(&mut self, stage: Stage, _: Signal<'_, A>, output: Signal<'_, A>) {
        if let (Stage::V1(_), Signal::Activity(units)) = (stage, output) {
            self.0.push(hash(units));
        }
    }
}
