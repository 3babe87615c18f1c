//! What every unit answers to every picture of a measurement.

use crate::{error::Error, measurement::Method};
use clap::ValueEnum;
use lissom::{
    Observer, Signal, Stage,
    number::Activity,
    orientation::{OrientationMap, Probe, Protocol, Tuning},
    sheet::SheetOf,
    side::{Dyn, Side},
};

/// Which response of V1 is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Response {
    /// The activity once it has settled.
    Settled,
    /// What V1 receives from the LGN, γ_A·ΣA·x over all afferent sheets, before θ.
    Afferent,
}

impl Response {
    /// Its name as a value of `analysis.response`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Afferent => "afferent",
        }
    }
}

/// One in steps of 2⁻²⁴.
const ONE: f64 = 16_777_216.0;

/// What every unit of the analysed region answers to every picture, in steps of 2⁻²⁴.
#[derive(Debug, Clone, PartialEq)]
pub struct Responses {
    method: Method,
    side: Dyn,
    /// Picture after picture.
    values: Vec<i32>,
}

impl Responses {
    /// Nothing yet.
    pub fn new(method: &Method) -> Result<Self, Error> {
        let side = method.side()?;
        let units = side.get() * side.get();
        let values = Vec::with_capacity(method.pictures() as usize * units);
        Ok(Self { method: method.clone(), side, values })
    }

    /// Records what all of V1 answers to the next picture.
    pub fn record(&mut self, v1: impl IntoIterator<Item = i32>) {
        let region = self.method.region();
        let side = self.method.v1();
        let units = v1.into_iter().enumerate();
        let inside = units
            .filter(|(unit, _)| region.contains(&(unit / side)) && region.contains(&(unit % side)));
        self.values.extend(inside.map(|(_, response)| response));
    }

    /// How they were measured.
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// The side of the analysed region.
    pub const fn side(&self) -> Dyn {
        self.side
    }

    /// The response of a unit, counted row by row in the region.
    pub fn of(&self, unit: usize, [period, orientation, phase]: [usize; 3]) -> f64 {
        let (orientations, phases) = (self.method.orientations(), self.method.phases());
        let picture = (period * orientations + orientation) * phases + phase;
        let units = self.side.get() * self.side.get();
        self.values.get(picture * units + unit).map_or(0.0, |&q24| f64::from(q24) / ONE)
    }

    /// All of them: period, orientation, phase, row, column.
    pub fn all(&self) -> impl Iterator<Item = f64> + '_ {
        self.values.iter().map(|&q24| f64::from(q24) / ONE)
    }

    /// The shape of [`all`](Self::all).
    pub fn shape(&self) -> Vec<u64> {
        let (method, side) = (&self.method, self.side.get());
        let shape = [method.periods().len(), method.orientations(), method.phases(), side, side];
        shape.map(|side| side as u64).to_vec()
    }

    /// The map of preferences, from each unit's largest response to each orientation.
    pub fn map(&self) -> Result<OrientationMap<Dyn>, Error> {
        let method = &self.method;
        let (periods, phases) = (method.periods().len(), method.phases());
        // activities are at most 1; afferent responses may be larger
        let most = self.all().fold(0.0, f64::max);
        let scale = if most > 1.0 { most } else { 1.0 };
        let one_place = Protocol::build(Probe::grating(2.0), method.orientations() as u16, 1)?;
        let mut tuning = Tuning::<f64, Dyn>::with_side(self.side);
        let mut largest = SheetOf::with_side(self.side, 0.0);
        for (orientation, presentation) in one_place.presentations().enumerate() {
            for (unit, largest) in largest.units_mut().iter_mut().enumerate() {
                let each = (0..periods * phases)
                    .map(|i| self.of(unit, [i / phases, orientation, i % phases]));
                *largest = each.fold(0.0, f64::max) / scale;
            }
            tuning.record(&presentation, &largest);
        }
        let mut map = OrientationMap::with_side(self.side);
        tuning.map(&mut map);
        Ok(map)
    }
}

/// Adds up what V1 receives from the LGN.
#[derive(Debug, Default)]
pub struct Afferent(pub Vec<i32>);

impl<A: Activity> Observer<A> for Afferent {
    fn stage(&mut self, stage: Stage, _: Signal<'_, A>, output: Signal<'_, A>) {
        if let Stage::Afferent(channel) = stage {
            let steps = output.to_f64().map(|response| (response * ONE).round() as i32);
            if channel == 0 {
                self.0 = steps.collect();
            } else {
                self.0.iter_mut().zip(steps).for_each(|(sum, q24)| *sum = sum.saturating_add(q24));
            }
        }
    }
}

#[cfg(all(test, feature = "tool"))]
mod tests {
    use super::*;
    use crate::{
        by_format,
        experiment::{Changes, Experiment},
        format::Format,
        measured_map::MeasuredMap,
        measurement::Measurement,
        pictures::Kind,
        preset::Preset,
        sides::Sides,
        threads::Parts,
        training::begin,
    };

    fn measured(preset: Preset, format: Format, measurement: &Measurement) -> MeasuredMap {
        let (sides, changes) = (Sides::equal(12), Changes::default());
        let experiment = Experiment::new(preset, sides, &changes, Kind::Gaussians).unwrap();
        let mut training = begin(&experiment, format, 1).unwrap();
        training.present(&mut Parts::default()).unwrap();
        let method = measurement.method(&experiment).unwrap();
        let map = training.measure(&method, &mut Parts::default(), &mut || ()).unwrap();
        if *measurement == quick() {
            let analysis = measurement.analysis(&experiment).unwrap();
            let grating = Probe::grating(analysis.periods[0]);
            let protocol = Protocol::build(grating, 4, 3).unwrap();
            by_format!(format, W => {
                let training = training.into_training::<W>().unwrap();
                assert_eq!(training.measure(&mut (), protocol).units(), map.units());
            });
        }
        map
    }

    fn quick() -> Measurement {
        Measurement { orientations: Some(4), phases: Some(3), ..Measurement::default() }
    }

    /// All responses in memory give the bits that the core's running sums do.
    #[test]
    fn the_map_is_the_cores() {
        let all = Format::ALL.map(|format| (Preset::LissomOr, format));
        for (preset, format) in all.into_iter().chain([(Preset::Gcal, Format::Fixed16)]) {
            let map = measured(preset, format, &quick());
            assert!(map.responses.all().any(|response| response > 0.0));
        }
    }

    #[test]
    fn a_region_is_the_middle_of_the_map() {
        let whole = measured(Preset::Gcal, Format::Fixed16, &quick());
        for (region, rows) in [(0.5, 6), (7.0, 7), (1.0, 12), (0.09, 1)] {
            let measurement = Measurement { region: Some(region), ..quick() };
            let middle = measured(Preset::Gcal, Format::Fixed16, &measurement);
            let first = (12 - rows) / 2;
            let cells = (0..rows * rows).map(|i| (first + i / rows) * 12 + first + i % rows);
            assert!(cells.map(|unit| whole.units()[unit]).eq(middle.units().iter().copied()));
        }
        for (region, why) in [(13.0, "12 rows"), (6.5, "12 rows"), (0.01, "12 rows"), (0.0, "> 0")]
        {
            let changes = Changes::default();
            let sides = Sides::equal(12);
            let experiment = Experiment::new(Preset::Gcal, sides, &changes, Kind::Gaussians);
            let measurement = Measurement { region: Some(region), ..quick() };
            let error = measurement.method(&experiment.unwrap()).unwrap_err();
            assert!(error.line().contains(why), "{region}: {}", error.line());
        }
    }

    /// V1's response to the LGN is γ_A·A·x: it knows no θ, and grows with nothing lateral.
    #[test]
    fn afferent_responses_are_those_of_the_stage() {
        let afferent = Measurement { afferent: true, ..quick() };
        let [linear, settled] =
            [afferent, quick()].map(|how| measured(Preset::LissomOr, Format::F64, &how));
        assert!(linear.responses.all().all(|response| response > 0.0));
        assert!(settled.responses.all().any(|response| response == 0.0));
        assert!(linear.selectivity < settled.selectivity);
    }
}
