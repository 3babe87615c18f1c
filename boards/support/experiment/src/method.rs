//! How a map is measured: what is shown, and what of it counts.

use crate::error::Error;
use lissom::{
    orientation::{Presentation, Probe, Protocol},
    side::Dyn,
};
use std::ops::Range;

/// Which response of V1 is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Response {
    /// The activity once it has settled.
    Settled,
    /// What V1 receives from the LGN, γ_A·ΣA·x over all afferent sheets, before θ.
    Afferent,
}

impl Response {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Settled, Self::Afferent];

    /// Its name as a value of `analysis.response`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Afferent => "afferent",
        }
    }

    /// The response of this name.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == text)
    }
}

/// The gratings that a map is measured with, and what of it is analysed.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// Their orientations, 1 to 64.
    pub orientations: u16,
    /// Phases of each, 1 to 256.
    pub phases: u16,
    /// Their periods, in retina cells, at least 2.
    pub periods: Vec<f64>,
    /// Which response of V1 is measured.
    pub response: Response,
    /// The middle of V1 that is analysed: a part of its side up to 1, or rows.
    pub region: f64,
}

impl Analysis {
    /// What to show to a network whose V1 has this side, and what counts.
    ///
    /// # Errors
    ///
    /// Where V1 has fewer rows than the region, or the responses do not fit into memory.
    pub fn method(&self, v1: usize) -> Result<Method, Error> {
        let Self { orientations, phases, ref periods, response, region } = *self;
        let protocol = |&period: &f64| {
            let protocol = Protocol::build(Probe::grating(period), orientations, phases);
            Ok::<_, Error>((Some(period), protocol?))
        };
        let rows = if region <= 1.0 { (region * v1 as f64).round() } else { region };
        if rows < 1.0 || rows > v1 as f64 || rows.fract() != 0.0 {
            let message = format!(
                "analysis.region {region} is neither a part of V1's side up to 1 nor a number of \
                 its {v1} rows"
            );
            return Err(Error::new(message));
        }
        let method = Method {
            protocols: periods.iter().map(protocol).collect::<Result<_, _>>()?,
            response,
            v1,
            rows: rows as usize,
        };
        let bytes = method.pictures() * (method.rows * method.rows * size_of::<i32>()) as u64;
        if bytes > MOST_BYTES {
            let message = format!(
                "{} gratings for {} units: their responses take {} MiB, of at most {}",
                method.pictures(),
                method.rows * method.rows,
                bytes >> 20,
                MOST_BYTES >> 20,
            );
            return Err(Error::new(message));
        }
        Ok(method)
    }

    /// How many pictures are shown.
    pub fn pictures(&self) -> u64 {
        u64::from(self.orientations) * u64::from(self.phases) * self.periods.len() as u64
    }
}

/// Memory for the responses of a measurement.
const MOST_BYTES: u64 = 2 << 30;

/// What is shown to measure a map, and what counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Method {
    /// One after the other; the period of each, in retina cells, where it shows gratings.
    protocols: Vec<(Option<f64>, Protocol)>,
    /// Which response of V1.
    pub response: Response,
    v1: usize,
    rows: usize,
}

impl Method {
    /// A protocol for settled activities of a whole V1 of this side.
    pub fn of(protocol: Protocol, v1: usize) -> Self {
        let protocols = vec![(None, protocol)];
        Self { protocols, response: Response::Settled, v1, rows: v1 }
    }

    /// The periods of the gratings, in retina cells; NaN for what has none.
    pub fn periods(&self) -> Vec<f64> {
        self.protocols.iter().map(|(period, _)| period.unwrap_or(f64::NAN)).collect()
    }

    /// How many orientations.
    pub fn orientations(&self) -> usize {
        self.protocols.first().map_or(0, |(_, protocol)| protocol.orientations().into())
    }

    /// How many phases, or places of a bar.
    pub fn phases(&self) -> usize {
        self.protocols.first().map_or(0, |(_, protocol)| protocol.places().into())
    }

    /// How many pictures.
    pub fn pictures(&self) -> u64 {
        (self.protocols.len() * self.orientations() * self.phases()) as u64
    }

    /// All pictures: period after period, orientation after orientation.
    pub fn presentations(&self) -> impl Iterator<Item = Presentation> + '_ {
        self.protocols.iter().flat_map(|(_, protocol)| protocol.presentations())
    }

    /// The side of V1.
    pub const fn v1(&self) -> usize {
        self.v1
    }

    /// The rows of V1, and columns of each, that are analysed.
    pub fn region(&self) -> Range<usize> {
        let first = (self.v1 - self.rows) / 2;
        first..first + self.rows
    }

    /// The side of what is analysed.
    pub fn side(&self) -> Result<Dyn, Error> {
        Ok(Dyn::new(self.rows)?)
    }
}
