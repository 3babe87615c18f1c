//! What every unit prefers: measured a few gratings at a time, and what follows.

use lissom::orientation::Presentation;
use lissom_experiment::{
    error::Error,
    measured_map::MeasuredMap,
    method::Method,
    responses::{Afferent, Responses},
};

/// A measurement that has begun.
#[derive(Debug)]
pub struct Measuring {
    presentations: Vec<Presentation>,
    shown: usize,
    responses: Responses,
    afferent: Afferent,
}

impl Measuring {
    /// One that has shown nothing.
    pub fn new(method: &Method) -> Result<Self, Error> {
        let presentations = method.presentations().collect();
        let (responses, afferent) = (Responses::new(method)?, Afferent(Vec::new()));
        Ok(Self { presentations, shown: 0, responses, afferent })
    }

    /// The next grating, what it was measured by, and where what V1 receives is to be recorded.
    pub fn next(&mut self) -> Option<(Presentation, &Method, &mut Afferent)> {
        let presentation = self.presentations.get(self.shown)?;
        Some((*presentation, self.responses.method(), &mut self.afferent))
    }

    /// Records V1's answer to it, in steps of 2⁻²⁴.
    pub fn record(&mut self, answer: impl IntoIterator<Item = i32>) {
        self.responses.record(answer);
        self.shown += 1;
    }

    /// Records what V1 received.
    pub fn record_afferent(&mut self) {
        self.responses.record(self.afferent.0.iter().copied());
        self.shown += 1;
    }

    /// The part that is done, 0 to 1.
    pub fn part(&self) -> f64 {
        self.shown as f64 / self.presentations.len().max(1) as f64
    }

    /// What follows once all is shown.
    pub fn finish(self, presentations: u32) -> Result<Measured, Error> {
        Ok(Measured { map: MeasuredMap::of(self.responses)?, presentations })
    }
}

/// A map, and when it was measured.
#[derive(Debug)]
pub struct Measured {
    /// The map, and what follows from it.
    pub map: MeasuredMap,
    /// After how many presentations it was measured.
    pub presentations: u32,
}
