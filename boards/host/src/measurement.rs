//! How a map is measured: what is shown, and what of it counts.

use crate::{
    error::Error,
    experiment::{Analysis, Assignment, Experiment},
    key,
    responses::Response,
};
use clap::{Args, value_parser};
use lissom::{
    orientation::{Presentation, Probe, Protocol},
    side::Dyn,
};
use std::ops::Range;

/// The options of a measurement.
#[derive(Debug, Clone, Default, PartialEq, Args)]
pub struct Measurement {
    /// Orientations of the gratings, 1 to 64 [default: 16]
    #[arg(long, value_name = "N", value_parser = value_parser!(u16).range(1..=64))]
    pub orientations: Option<u16>,
    /// Phases of each, 1 to 256 [default: 8]
    #[arg(long, value_name = "N", value_parser = value_parser!(u16).range(1..=256))]
    pub phases: Option<u16>,
    /// Periods of the gratings, in retina cells, such as 6,8,12: each unit is measured at its best
    /// [default: the one that the LGN answers best]
    #[arg(long, value_name = "CELLS", value_delimiter = ',', allow_negative_numbers = true)]
    pub period: Option<Vec<f64>>,
    /// Measure the response to the LGN alone, before θ and before V1 settles
    #[arg(long)]
    pub afferent: bool,
    /// Analyse only the middle of V1, where no field is cut: as a part of its side up to 1, or as
    /// rows [default: 1]
    #[arg(long, value_name = "PART", allow_negative_numbers = true)]
    pub region: Option<f64>,
}

impl Measurement {
    /// What the options say.
    pub fn assignments(&self) -> Vec<Assignment> {
        let Self { orientations, phases, period, afferent, region } = self;
        let counts = [
            ("--orientations", "analysis.orientations", orientations),
            ("--phases", "analysis.phases", phases),
        ];
        let counts = counts.into_iter().filter_map(|(option, key, count)| {
            count.map(|count| Assignment::option(option, key, count))
        });
        let period = period.as_ref().map(|all| {
            let value = match all.as_slice() {
                [one] => key::Value::Float(*one),
                all => key::Value::List(all.iter().copied().map(key::Value::Float).collect()),
            };
            Assignment::option("--period", "analysis.period", value)
        });
        let afferent =
            afferent.then(|| Assignment::option("--afferent", "analysis.response", "afferent"));
        let region = region.map(key::Value::Float);
        let region = region.map(|part| Assignment::option("--region", "analysis.region", part));
        counts.chain(period).chain(afferent).chain(region).collect()
    }

    /// How the map of an experiment is measured, where the options say nothing else.
    ///
    /// # Errors
    ///
    /// Where an option is out of its range.
    pub fn analysis(&self, experiment: &Experiment) -> Result<Analysis, Error> {
        let mut changed = experiment.clone();
        self.assignments().iter().try_for_each(|one| changed.assign(one))?;
        Ok(changed.analysis)
    }

    /// What to show to measure the map of such a network, and what counts.
    ///
    /// # Errors
    ///
    /// Where an option is out of its range, or V1 has fewer rows than the region.
    pub fn method(&self, experiment: &Experiment) -> Result<Method, Error> {
        self.analysis(experiment)?.method(experiment.params.cortex)
    }
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
