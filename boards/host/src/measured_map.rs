//! An orientation map with all that follows from it, and how it is measured.

use crate::{
    error::Error,
    experiment::{Analysis, Assignment, Experiment},
    files::Files,
    key,
    picture::{self, Picture},
};
use clap::{Args, value_parser};
use lissom::{
    display::HueMap,
    orientation::{OrientationMap, Preference, Probe, Protocol, Spectrum, Topology},
    side::{Dyn, Side},
};
use serde_json::{Value, json};

/// The options of a measurement.
#[derive(Debug, Clone, Default, Args)]
pub struct Measurement {
    /// Orientations of the gratings, 1 to 64 [default: 16]
    #[arg(long, value_name = "N", value_parser = value_parser!(u16).range(1..=64))]
    pub orientations: Option<u16>,
    /// Phases of each, 1 to 256 [default: 8]
    #[arg(long, value_name = "N", value_parser = value_parser!(u16).range(1..=256))]
    pub phases: Option<u16>,
    /// Period of the gratings, in retina cells [default: what the LGN answers best]
    #[arg(long, value_name = "CELLS", allow_negative_numbers = true)]
    pub period: Option<f64>,
}

impl Measurement {
    /// What the options say.
    pub fn assignments(&self) -> Vec<Assignment> {
        let Self { orientations, phases, period } = *self;
        let counts = [
            ("--orientations", "analysis.orientations", orientations),
            ("--phases", "analysis.phases", phases),
        ];
        let counts = counts.into_iter().filter_map(|(option, key, count)| {
            count.map(|count| Assignment::option(option, key, count))
        });
        let period = period.map(key::Value::Float);
        let period = period.map(|value| Assignment::option("--period", "analysis.period", value));
        counts.chain(period).collect()
    }

    /// How the map of an experiment is measured, where the options say nothing else.
    pub fn analysis(&self, experiment: &Experiment) -> Result<Analysis, Error> {
        let mut changed = experiment.clone();
        self.assignments().iter().try_for_each(|one| changed.assign(one))?;
        Ok(changed.analysis)
    }

    /// What to show to measure the map of such a network.
    pub fn protocol(&self, experiment: &Experiment) -> Result<Protocol, Error> {
        self.analysis(experiment)?.protocol()
    }
}

impl Analysis {
    /// What to show.
    pub fn protocol(self) -> Result<Protocol, Error> {
        Ok(Protocol::build(Probe::grating(self.period), self.orientations, self.phases)?)
    }

    /// How many pictures that are.
    pub fn pictures(self) -> u64 {
        u64::from(self.orientations) * u64::from(self.phases)
    }
}

/// Ranges of orientation in a histogram: 10° each.
pub const BINS: usize = 18;

/// Selectivities of 1/3 and above are shown at full brightness.
const GAIN: u8 = 3;

/// A map and what follows from it.
#[derive(Debug, Clone)]
pub struct MeasuredMap {
    map: OrientationMap<Dyn>,
    /// Units by preference.
    pub histogram: [u32; BINS],
    /// The mean selectivity, 0 to 1.
    pub selectivity: f64,
    /// How many pinwheels.
    pub pinwheels: usize,
    /// The period in units, if the map has one.
    pub period: Option<f64>,
    /// Pinwheels in an area of the period squared.
    pub rho: Option<f64>,
    /// A hash of the exact map.
    pub hash: u32,
    /// Hues with pinwheels.
    pub picture: Picture,
}

impl MeasuredMap {
    /// All about a map.
    pub fn of(map: OrientationMap<Dyn>) -> Self {
        let period = Spectrum::of(&map).period();
        let scale = picture::scale(map.side().get(), 288);
        let hues = HueMap::new(&map).scale(scale).gain(GAIN).pinwheels(Topology::Plane);
        Self {
            histogram: map.histogram(),
            selectivity: f64::from(map.selectivity()) / f64::from(u16::MAX),
            pinwheels: map.pinwheels(Topology::Plane).count(),
            period,
            rho: period.map(|period| map.pinwheel_density(period, Topology::Plane)),
            hash: map.hash(),
            picture: picture::alone(&hues),
            map,
        }
    }

    fn side(&self) -> usize {
        self.map.side().get()
    }

    /// What every unit prefers.
    pub const fn orientations(&self) -> &OrientationMap<Dyn> {
        &self.map
    }

    /// The line that a board logs of its map after so many presentations.
    pub fn line(&self, presentations: u32) -> String {
        let Self { map, hash, pinwheels, .. } = self;
        let selectivity = map.selectivity();
        format!("map {presentations} {hash:08x} selectivity {selectivity} pinwheels {pinwheels}")
    }

    /// 1 for equal maps, 0 for independent ones.
    pub fn similarity(&self, other: &Self) -> Result<f64, Error> {
        if self.side() == other.side() {
            Ok(self.map.similarity(&other.map).into())
        } else {
            Err(Error::new(format!("maps of sides {} and {}", self.side(), other.side())))
        }
    }

    /// The shape of an array with a number for each unit.
    pub fn shape(&self) -> Vec<u64> {
        vec![self.side() as u64; 2]
    }

    /// Adds the picture, preferences in degrees, selectivities and the histogram.
    pub fn add_to(&self, files: &mut Files, name: &str) {
        let units = self.map.units();
        let selectivity = |unit: &Preference| f64::from(unit.selectivity) / f64::from(u16::MAX);
        let preferences = units.iter().map(|unit| unit.orientation.degrees()).collect();
        files.png(&format!("{name}-map"), self.picture.clone());
        files.npy(&format!("{name}-preference"), self.shape(), preferences);
        let selectivities = units.iter().map(selectivity).collect();
        files.npy(&format!("{name}-selectivity"), self.shape(), selectivities);
        let histogram = self.histogram.map(f64::from).to_vec();
        files.npy(&format!("{name}-histogram"), vec![BINS as u64], histogram);
    }

    /// The same and the hash, for programs, beside what the map is of.
    pub fn result(&self, of: Value) -> Value {
        let Self { selectivity, pinwheels, period, rho, hash, histogram, .. } = self;
        let map = json!({
            "selectivity": selectivity, "pinwheels": pinwheels, "period": period, "rho": rho,
            "histogram": histogram, "map_hash": format!("{hash:08x}"),
        });
        let both = [of, map].into_iter().filter_map(|value| match value {
            Value::Object(object) => Some(object),
            _ => None,
        });
        Value::Object(both.flatten().collect())
    }

    /// Selectivity, pinwheels, period and ρ, for people.
    pub fn summary(&self) -> String {
        let Self { selectivity, pinwheels, .. } = self;
        let number = |x: Option<f64>| x.map_or("none".to_owned(), |x| format!("{x:.2}"));
        let (period, rho) = (number(self.period), number(self.rho));
        format!("selectivity {selectivity:.4}, {pinwheels} pinwheels, period {period}, rho {rho}")
    }
}
