//! What every unit prefers: measured a few gratings at a time, and what follows.

use lissom::{
    orientation::{OrientationMap, Presentation, Topology},
    side::{Dyn, Side},
};
use lissom_host::{
    error::Error,
    measurement::Method,
    pinwheel::{Pinwheel, pinwheels},
    responses::{Afferent, Responses},
    ring::Ring,
    unit_tuning::Tuning,
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
        Measured::of(self.responses, presentations)
    }
}

/// A map, and what follows from it.
#[derive(Debug)]
pub struct Measured {
    /// The map.
    pub map: OrientationMap<Dyn>,
    /// How each unit is tuned.
    pub tuning: Tuning,
    /// The pinwheels, with their places between the units.
    pub pinwheels: Vec<Pinwheel>,
    /// Λ, in units, if the map has a ring.
    pub period: Option<f64>,
    /// ρ, the pinwheels in an area of Λ².
    pub rho: Option<f64>,
    /// What to know of the spectrum; empty where its ring is clear.
    pub clarity: String,
    /// The mean selectivity.
    pub selectivity: f64,
    /// After how many presentations it was measured.
    pub presentations: u32,
}

impl Measured {
    fn of(responses: Responses, presentations: u32) -> Result<Self, Error> {
        let map = responses.map()?;
        let ring = Ring::of(&map);
        let side = map.side().get() as f64;
        let period = ring.k_max().map(|k| side / k);
        let pinwheels = pinwheels(&map);
        let rho = period.map(|period| map.pinwheel_density(period, Topology::Plane));
        Ok(Self {
            tuning: Tuning::of(&responses),
            selectivity: f64::from(map.selectivity()) / f64::from(u16::MAX),
            clarity: ring.clarity.to_string(),
            rho,
            period,
            pinwheels,
            presentations,
            map,
        })
    }

    /// Every unit's selectivity, 0 to 1.
    pub fn selectivities(&self) -> Vec<f64> {
        let one = f64::from(u16::MAX);
        self.map.units().iter().map(|unit| f64::from(unit.selectivity) / one).collect()
    }
}
