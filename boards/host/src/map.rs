//! An orientation map without its side in the type, and how it is measured.

use crate::{
    by_side,
    course::Course,
    failure::{Failure, finite},
    files::Files,
    picture::{self, Picture},
    plan::no_side,
};
use clap::Args;
use lissom::{
    display::HueMap,
    orientation::{OrientationMap, Preference, Probe, Protocol, Spectrum, Topology},
};

/// The options of a measurement.
#[derive(Debug, Clone, Args)]
pub struct Measurement {
    /// Orientations of the gratings, 1 to 64
    #[arg(long, default_value_t = 16)]
    pub orientations: u16,
    /// Phases of each, 1 to 256
    #[arg(long, default_value_t = 8)]
    pub phases: u16,
    /// Period of the gratings, in cells [default: what the LGN answers best]
    #[arg(long, allow_negative_numbers = true)]
    pub period: Option<f64>,
}

impl Measurement {
    /// What to show to measure the map of such a network.
    pub fn protocol(&self, course: &Course) -> Result<Protocol, Failure> {
        let period = finite("period", self.period.unwrap_or_else(|| course.best_period()))?;
        if period < 2.0 {
            return Err(Failure::new(format!("period {period} is below 2 cells")));
        }
        Ok(Protocol::build(Probe::grating(period), self.orientations, self.phases)?)
    }
}

/// Ranges of orientation in a histogram: 10° each.
pub const BINS: usize = 18;

/// Selectivities of 1/3 and above are shown at full brightness.
const GAIN: u8 = 3;

/// A map and what follows from it.
#[derive(Debug, Clone)]
pub struct Map {
    side: usize,
    units: Vec<Preference>,
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

impl Map {
    /// All about a map.
    pub fn of<const SIDE: usize>(map: &OrientationMap<SIDE>) -> Self {
        let period = Spectrum::of(map).period();
        let hues = HueMap::new(map).scale(picture::scale(SIDE, 288)).gain(GAIN);
        Self {
            side: SIDE,
            units: map.units().to_vec(),
            histogram: map.histogram(),
            selectivity: f64::from(map.selectivity()) / f64::from(u16::MAX),
            pinwheels: map.pinwheels(Topology::Plane).count(),
            period,
            rho: period.map(|period| map.pinwheel_density(period, Topology::Plane)),
            hash: map.hash(),
            picture: picture::alone(&hues.pinwheels(Topology::Plane)),
        }
    }

    /// 1 for equal maps, 0 for independent ones.
    pub fn similarity(&self, other: &Self) -> Result<f64, Failure> {
        if self.side != other.side {
            let message = format!("maps of sides {} and {}", self.side, other.side);
            return Err(Failure::new(message));
        }
        let similarity = by_side!(self.side, N => self.sheet::<N>().similarity(&other.sheet()));
        similarity.map(f64::from).ok_or_else(|| no_side(self.side))
    }

    fn sheet<const SIDE: usize>(&self) -> Box<OrientationMap<SIDE>> {
        let mut map = Box::new(OrientationMap::new());
        map.fill_with(|row, column| self.units[row * SIDE + column]);
        map
    }

    /// The shape of an array with a number for each unit.
    pub fn shape(&self) -> Vec<u64> {
        vec![self.side as u64; 2]
    }

    /// Adds the picture, preferences in degrees, selectivities and the histogram.
    pub fn add_to(&self, files: &mut Files, name: &str) {
        let selectivity = |unit: &Preference| f64::from(unit.selectivity) / f64::from(u16::MAX);
        let preferences = self.units.iter().map(|unit| unit.orientation.degrees()).collect();
        files.png(&format!("{name}-map"), self.picture.clone());
        files.npy(&format!("{name}-preference"), self.shape(), preferences);
        let selectivities = self.units.iter().map(selectivity).collect();
        files.npy(&format!("{name}-selectivity"), self.shape(), selectivities);
        let histogram = self.histogram.map(f64::from).to_vec();
        files.npy(&format!("{name}-histogram"), vec![BINS as u64], histogram);
    }

    /// Selectivity, pinwheels, period and ρ, for people.
    pub fn summary(&self) -> String {
        let Self { selectivity, pinwheels, .. } = self;
        let number = |x: Option<f64>| x.map_or("none".to_owned(), |x| format!("{x:.2}"));
        let (period, rho) = (number(self.period), number(self.rho));
        format!("selectivity {selectivity:.4}, {pinwheels} pinwheels, period {period}, rho {rho}")
    }
}
