//! The options of a measurement.

use clap::{Args, value_parser};
use lissom_experiment::{
    error::Error,
    experiment::{Assignment, Experiment},
    key,
    method::{Analysis, Method},
};

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
