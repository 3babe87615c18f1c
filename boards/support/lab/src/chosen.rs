//! The network that is chosen: a preset's before learning, or that of a snapshot.

use crate::{
    any_network::AnyNetwork,
    any_training::AnyTraining,
    expectation::{self, Exact, MOST},
    plan::Plan,
    saved::{Saved, load},
    scene::Scene,
    trace::Trace,
    training::begin,
};
use lissom::{learning::Learn, number::WideOf, snapshot::Element};
use lissom_experiment::{
    by_format, error::Error, experiment::Assignment, format::Format, sides::Sides,
};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// A network that is to be built, or one that has learned.
pub struct Chosen {
    /// What it is built from.
    pub plan: Plan,
    /// Its number format.
    pub format: Format,
    trained: Option<Trained>,
}

struct Trained {
    path: PathBuf,
    saved: Saved,
    training: Box<dyn AnyTraining>,
}

impl std::fmt::Debug for Chosen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chosen").field("plan", &self.plan).field("format", &self.format).finish()
    }
}

impl Chosen {
    /// A network before learning.
    pub const fn new(plan: Plan, format: Format) -> Self {
        Self { plan, format, trained: None }
    }

    /// That of a snapshot, which is read and checked.
    ///
    /// # Errors
    ///
    /// The snapshot's, or where sides or keys are not those of the snapshot.
    pub fn read(path: &Path, changes: &[Assignment], named: Option<Sides>) -> Result<Self, Error> {
        let saved = Saved::open(path, changes, named)?.with(path, changes, named)?;
        let training = load(path, &saved.experiment, saved.format)?;
        let (plan, format) = (Plan::of(&saved.experiment), saved.format);
        Ok(Self { plan, format, trained: Some(Trained { path: path.to_owned(), saved, training }) })
    }

    /// What has learned, if it is a snapshot's.
    pub fn training(&self) -> Option<&dyn AnyTraining> {
        self.trained.as_ref().map(|trained| &*trained.training)
    }

    /// Shows it the scene in its own number format and returns all that it did; calls `settled`
    /// with each step and how many there are.
    pub fn run(self, scene: &Scene, settled: &mut dyn FnMut(u16, u16)) -> Result<Trace, Error> {
        by_format!(self.format, W => self.build::<W>()?.run(scene, settled))
    }

    /// Builds the network, or takes what has learned, in its own number format.
    fn build<W: Learn>(self) -> Result<AnyNetwork<W>, Error>
    where
        WideOf<W>: Element,
    {
        let Some(Trained { training, .. }) = self.trained else { return self.plan.build() };
        let training = training.into_training::<W>();
        let training = training.ok_or_else(|| Error::new("a training of another number format"))?;
        Ok(AnyNetwork::Trained(Box::new(training)))
    }

    /// The same network in `f64`, with what it has learned; none where it has more than [`MOST`]
    /// connections.
    pub fn exact(&self) -> Result<Option<Exact>, Error> {
        let Some(Trained { saved, training, .. }) = &self.trained else {
            return Exact::of(&self.plan);
        };
        if expectation::connections(&self.plan)? > MOST {
            return Ok(None);
        }
        let mut exact = begin(&saved.experiment, Format::F64, saved.experiment.seeds)?;
        exact.take(&**training)?;
        let exact = exact.into_training();
        Ok(exact.map(|training| Exact(AnyNetwork::Trained(Box::new(training)))))
    }

    /// Where it has learned, what and for how long, as a line for people.
    pub fn title(&self) -> Option<String> {
        let Trained { saved, training, .. } = self.trained.as_ref()?;
        let progress = training.progress();
        let (presentations, trace) = (progress.presentations(), progress.trace());
        let name = saved.name();
        Some(format!("{name}: {presentations} presentations, trace {trace:08x}\n"))
    }

    /// The same for programs: null for a network before learning.
    pub fn origin(&self) -> Value {
        self.trained.as_ref().map_or(Value::Null, |Trained { path, saved, training }| {
            let progress = training.progress();
            let trace = format!("{:08x}", progress.trace());
            json!({
                "file": path, "experiment": saved.experiment.name(),
                "presentations": progress.presentations(), "trace": trace,
            })
        })
    }
}
