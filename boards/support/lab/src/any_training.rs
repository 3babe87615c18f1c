//! A training whose number format is known at run time.

use crate::{
    any_projection::Named,
    kept::{Keeping, Words},
    second_map::SecondMap,
    threads::Parts,
};
use lissom::{input::OrientedGaussian, learning::Progress};
use lissom_experiment::{
    error::Error, experiment::Experiment, format::Format, image_set::Fingerprint,
    measured_map::MeasuredMap, method::Method,
};
use std::{any::Any, io::Write, path::Path};

/// A training, without its number format in the type.
pub trait AnyTraining: Any + Send {
    /// Its number format.
    fn format(&self) -> Format;
    /// How far it is.
    fn progress(&self) -> &Progress;
    /// Shows the next picture and learns.
    fn present(&mut self, parts: &mut Parts) -> Result<(), Error>;
    /// Writes all that it has changed.
    fn save(&self, to: &mut dyn Write) -> Result<(), Error>;
    /// Goes on from the snapshot in a file. Nothing changes where it is refused.
    fn resume(&mut self, path: &Path) -> Result<(), Error>;
    /// Goes on from the last whole snapshot in a board's flash; whether there is any. Nothing
    /// changes where it is refused.
    fn resume_from(&mut self, flash: Vec<u8>, words: Words) -> Result<bool, Error>;
    /// What a board's flash holds that has learned this.
    fn keep(&self, board: Keeping) -> Result<Vec<u8>, Error>;
    /// The fingerprint of the images that it has seen, if they are of files.
    fn fingerprint(&self) -> Option<Fingerprint>;
    /// Takes what another training has learned, each number rounded to this format: weights,
    /// thresholds and progress.
    fn take(&mut self, other: &dyn AnyTraining) -> Result<(), Error>;
    /// Shows a picture and returns V1's hash at each settling step.
    fn settle(&mut self, stimulus: OrientedGaussian) -> Result<Vec<u32>, Error>;
    /// Measures what every unit prefers. Calls `shown` after each picture.
    fn measure(
        &mut self,
        method: &Method,
        parts: &mut Parts,
        shown: &mut (dyn FnMut() + Send),
    ) -> Result<MeasuredMap, Error>;
    /// Where V1 sees two pictures, measures which eye or which direction every unit prefers.
    fn measure_second(
        &mut self,
        method: &Method,
        parts: &mut Parts,
    ) -> Result<Option<SecondMap>, Error>;
    /// The projections to V1 with weights of each unit.
    fn projections(&self) -> Vec<Named<'_>>;
    /// All weights that learn, as [`bytes`](lissom::network::Weights::bytes) of a network whose
    /// sides the compiler knows; the LGN's come first where retina and LGN have different sides.
    /// Where all units share the kernel of their excitation, one weight a unit is in its place.
    fn bytes(&self) -> Result<Vec<u8>, Error>;
    /// A module of Rust for firmware, which includes the [`bytes`](Self::bytes) from a file of the
    /// name `raw`.
    fn source(&self, experiment: &Experiment, name: &str, raw: &str) -> String;
    /// Thresholds by homeostasis, row by row.
    fn thresholds(&self) -> Option<Vec<f64>>;
    /// The mean activity of each unit, by which thresholds adapt, row by row.
    fn averages(&self) -> Option<Vec<f64>>;
    /// What it is made of, and where it stands.
    fn about(&self) -> About;
}

/// What a training's network is made of, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// The network's table, for people.
    pub table: String,
    /// Bytes of weights and tables.
    pub table_bytes: usize,
    /// Bytes of pictures and activity.
    pub state_bytes: usize,
    /// V1's present settling steps.
    pub steps: u16,
    /// V1's present lower and upper threshold.
    pub theta: [f64; 2],
    /// The gains of afferent, excitatory and inhibitory projection.
    pub gains: [f64; 3],
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::begin;
    use lissom::orientation::{Probe, Protocol};
    use lissom_experiment::{
        by_format,
        experiment::Assignment,
        method::{Analysis, Response},
        pictures::Kind,
        preset::Preset,
        sides::Sides,
    };

    /// By 4 orientations in 3 phases, after `change`.
    fn measured(preset: Preset, format: Format, change: impl Fn(&mut Analysis)) -> MeasuredMap {
        let experiment = Experiment::new(preset, Sides::equal(12), Kind::Gaussians, &[]).unwrap();
        let mut training = begin(&experiment, format, 1.into()).unwrap();
        training.present(&mut Parts::default()).unwrap();
        let quick = Analysis { orientations: 4, phases: 3, ..experiment.analysis };
        let mut analysis = quick.clone();
        change(&mut analysis);
        let method = analysis.method(12).unwrap();
        let map = training.measure(&method, &mut Parts::default(), &mut || ()).unwrap();
        if analysis == quick {
            let protocol = Protocol::build(Probe::grating(quick.periods[0]), 4, 3).unwrap();
            by_format!(format, W => {
                let training = training.into_training::<W>().unwrap();
                assert_eq!(training.measure(&mut (), protocol).units(), map.units());
            });
        }
        map
    }

    /// All responses in memory give the bits that the core's running sums do.
    #[test]
    fn the_map_is_the_cores() {
        let all = Format::ALL.map(|format| (Preset::LissomOr, format));
        for (preset, format) in all.into_iter().chain([(Preset::Gcal, Format::Fixed16)]) {
            let map = measured(preset, format, |_| ());
            assert!(map.responses.all().any(|response| response > 0.0));
        }
    }

    #[test]
    fn a_region_is_the_middle_of_the_map() {
        let whole = measured(Preset::Gcal, Format::Fixed16, |_| ());
        for (region, rows) in [(0.5, 6), (7.0, 7), (1.0, 12), (0.09, 1)] {
            let middle = measured(Preset::Gcal, Format::Fixed16, |all| all.region = region);
            let first = (12 - rows) / 2;
            let cells = (0..rows * rows).map(|i| (first + i / rows) * 12 + first + i % rows);
            assert!(cells.map(|unit| whole.units()[unit]).eq(middle.units().iter().copied()));
        }
        for (region, why) in [(13.0, "12 rows"), (6.5, "12 rows"), (0.01, "12 rows"), (0.0, "> 0")]
        {
            let set = [Assignment::set(&format!("region={region}")).unwrap()];
            let experiment = Experiment::new(Preset::Gcal, Sides::equal(12), Kind::Gaussians, &set);
            let method = experiment.and_then(|experiment| experiment.analysis.method(12));
            let error = method.unwrap_err();
            assert!(error.line().contains(why), "{region}: {}", error.line());
        }
    }

    /// V1's response to the LGN is γ_A·A·x: it knows no θ, and grows with nothing lateral.
    #[test]
    fn afferent_responses_are_those_of_the_stage() {
        let [linear, settled] = [Response::Afferent, Response::Settled]
            .map(|how| measured(Preset::LissomOr, Format::F64, |all| all.response = how));
        assert!(linear.responses.all().all(|response| response > 0.0));
        assert!(settled.responses.all().any(|response| response == 0.0));
        assert!(linear.selectivity < settled.selectivity);
    }
}
