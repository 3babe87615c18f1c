//! All that a network did.

use lissom::{Observer, Signal, Stage, number::Activity, sheet::hash};

/// A sheet's values, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    /// The values.
    pub numbers: Vec<f64>,
    /// Whether they are activities, from 0 to 1, and not responses.
    pub is_activity: bool,
}

impl<A: Activity> From<Signal<'_, A>> for Values {
    fn from(signal: Signal<'_, A>) -> Self {
        let is_activity = matches!(signal, Signal::Activity(_));
        Self { numbers: signal.to_f64().collect(), is_activity }
    }
}

impl Values {
    /// The sheet's side.
    pub fn side(&self) -> usize {
        self.numbers.len().isqrt()
    }
}

/// What a stage was given, and what it made of it.
#[derive(Debug, Clone)]
pub struct Record {
    /// The stage.
    pub stage: Stage,
    /// Its input.
    pub input: Values,
    /// Its output.
    pub output: Values,
}

/// Every stage of a presentation, and the hash of V1 after every settling step.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// The stages in the order of the computation.
    pub records: Vec<Record>,
    /// Step and hash.
    pub hashes: Vec<(u16, u32)>,
}

impl Trace {
    /// The record of a stage.
    pub fn get(&self, stage: Stage) -> Option<&Record> {
        self.records.iter().find(|record| record.stage == stage)
    }

    /// The settled V1.
    pub fn v1(&self) -> Option<&Record> {
        self.records.iter().rfind(|record| matches!(record.stage, Stage::V1(_)))
    }

    /// The settling steps.
    pub fn steps(&self) -> u16 {
        self.hashes.last().map_or(0, |&(step, _)| step)
    }
}

/// Records what a network does, and calls `settled` with each step and how many there are.
pub struct Tracer<'a> {
    /// What it has recorded.
    pub trace: Trace,
    steps: u16,
    settled: &'a mut dyn FnMut(u16, u16),
}

impl std::fmt::Debug for Tracer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tracer").field("trace", &self.trace).finish_non_exhaustive()
    }
}

impl<'a> Tracer<'a> {
    /// Before a presentation with `steps` settling steps.
    pub fn new(steps: u16, settled: &'a mut dyn FnMut(u16, u16)) -> Self {
        Self { trace: Trace::default(), steps, settled }
    }
}

impl<A: Activity> Observer<A> for Tracer<'_> {
    fn stage(&mut self, stage: Stage, input: Signal<'_, A>, output: Signal<'_, A>) {
        if let (Stage::V1(step), Some(units)) = (stage, output.activity()) {
            self.trace.hashes.push((step, hash(units)));
            (self.settled)(step, self.steps);
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
