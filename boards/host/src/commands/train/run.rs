//! A training at work.

use crate::{
    interrupt::{CODE, Interrupt},
    outcome::Outcome,
    progress::Progress,
};
use lissom_experiment::{
    error::Error, experiment::Experiment, measured_map::MeasuredMap, method::Method,
};
use lissom_lab::{
    any_training::AnyTraining, results::Results, second_map::SecondMap, threads::Parts,
};
use serde_json::json;
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// How often a training is saved that nobody has told how often.
const OFTEN: Duration = Duration::from_secs(60);

/// A training, the time that its presentations take, what it saves, and the bar.
pub struct Run<'a> {
    pub training: &'a mut dyn AnyTraining,
    pub bar: Progress,
    results: &'a Results,
    method: Method,
    interrupt: Interrupt,
    /// Presentations from one snapshot to the next.
    every: u32,
    saved: Instant,
    first: u32,
    took: Duration,
}

impl<'a> Run<'a> {
    /// Before the first of some moments, after some that have been measured already.
    pub fn new(
        training: &'a mut dyn AnyTraining,
        experiment: &Experiment,
        results: &'a Results,
        [before, moments]: [&[u32]; 2],
    ) -> Result<Self, Error> {
        let first = training.progress().presentations();
        let last = moments.last().copied().unwrap_or(first);
        let measurements = (before.len() + moments.len()) as u64;
        let pictures = measurements * experiment.analysis.pictures();
        Ok(Self {
            training,
            bar: Progress::new(u64::from(last - first) + pictures),
            results,
            method: experiment.analysis.method(experiment.params.cortex)?,
            interrupt: Interrupt::listen()?,
            every: experiment.every,
            saved: Instant::now(),
            first,
            took: Duration::ZERO,
        })
    }

    /// Learns up to a moment, unless somebody wants an end; whether it got there.
    pub fn present_until(&mut self, moment: u32, parts: &mut Parts) -> Result<bool, Error> {
        let start = Instant::now();
        while self.training.progress().presentations() < moment && !self.interrupt.is_wanted() {
            self.training.present(parts)?;
            self.bar.next("learning");
            if self.is_time() {
                self.keep()?;
            }
        }
        self.took += start.elapsed();
        Ok(self.training.progress().presentations() == moment)
    }

    /// Saves what the same command goes on from.
    pub fn keep(&mut self) -> Result<(), Error> {
        self.results.keep(self.training)?;
        self.saved = Instant::now();
        Ok(())
    }

    fn is_time(&self) -> bool {
        match self.every {
            0 => self.saved.elapsed() >= OFTEN,
            every => self.training.progress().presentations().is_multiple_of(every),
        }
    }

    /// Ends before the last moment, where the same command goes on.
    pub fn stop(mut self, folder: &Path) -> Result<Outcome, Error> {
        self.keep()?;
        let presentations = self.training.progress().presentations();
        let folder = folder.display();
        let text = format!(
            "stopped after {presentations} presentations; the same command goes on in {folder}\n"
        );
        let stopped = json!({ "stopped": presentations, "folder": self.results.folder() });
        Ok(Outcome::new(text).with([stopped]).exit(CODE))
    }

    /// Measures another training's map in the same way.
    pub fn measure_of(
        &mut self,
        training: &mut dyn AnyTraining,
        parts: &mut Parts,
    ) -> Result<MeasuredMap, Error> {
        let bar = &mut self.bar;
        training.measure(&self.method, parts, &mut || bar.next("measuring earlier maps"))
    }

    /// Measures the map.
    pub fn measure(&mut self, parts: &mut Parts) -> Result<MeasuredMap, Error> {
        let Self { training, bar, method, .. } = self;
        let map = training.measure(method, parts, &mut || bar.next("measuring the map"))?;
        let rho = map.rho.map_or("none".to_owned(), |rho| format!("{rho:.2}"));
        bar.note(&format!("selectivity {:.3}, rho {rho}", map.selectivity));
        Ok(map)
    }

    /// Measures which eye or which direction V1 prefers, where it sees two pictures.
    pub fn measure_second(&mut self, parts: &mut Parts) -> Result<Option<SecondMap>, Error> {
        self.training.measure_second(&self.method, parts)
    }

    /// What the presentations took.
    pub fn seconds(&self) -> f64 {
        self.took.as_secs_f64()
    }

    /// The same, for people.
    pub fn summary(&self) -> String {
        let presentations = self.training.progress().presentations() - self.first;
        let seconds = self.took.as_secs_f64();
        let each = seconds * 1e3 / f64::from(presentations.max(1));
        format!("{presentations} presentations in {seconds:.1} s, {each:.3} ms each")
    }
}
