//! An orientation map with all that follows from it.

mod result;

use crate::{
    error::Error,
    pinwheel::{Pinwheel, pinwheels},
    responses::Responses,
    ring::{Clarity, Ring, metric, stevens},
    unit_tuning::Tuning,
};
use lissom::{
    orientation::{OrientationMap, Preference, Topology},
    side::{Dyn, Side},
};

/// Ranges of orientation in a histogram: 10° each.
pub const BINS: usize = 18;

/// A map and what follows from it.
#[derive(Debug, Clone)]
pub struct MeasuredMap {
    map: OrientationMap<Dyn>,
    /// Every response that it was measured by.
    pub responses: Responses,
    /// How each unit is tuned.
    pub tuning: Tuning,
    /// Units by preference.
    pub histogram: [u32; BINS],
    /// The mean selectivity, 0 to 1.
    pub selectivity: f64,
    /// The pinwheels, with their places between the units and their signs.
    pub pinwheels: Vec<Pinwheel>,
    /// The spectrum, its ring, and whether that is clear.
    pub ring: Ring,
    /// Λ, the period in units, if the map has a ring.
    pub period: Option<f64>,
    /// ρ, the pinwheels in an area of the period squared.
    pub rho: Option<f64>,
    /// ρ by the estimator of Stevens et al. (2013), which reads higher.
    pub rho_stevens: Option<f64>,
    /// A hash of the exact map.
    pub hash: u32,
}

impl MeasuredMap {
    /// All about a map.
    ///
    /// # Errors
    ///
    /// Where no map follows from the responses.
    pub fn of(responses: Responses) -> Result<Self, Error> {
        let map = responses.map()?;
        let ring = Ring::of(&map);
        let side = map.side().get();
        let period = ring.k_max().map(|k| side as f64 / k);
        let pinwheels = pinwheels(&map);
        let k_stevens = stevens(&map).filter(|_| ring.clarity != Clarity::Absent);
        Ok(Self {
            tuning: Tuning::of(&responses),
            histogram: map.histogram(),
            selectivity: f64::from(map.selectivity()) / f64::from(u16::MAX),
            period,
            rho: period.map(|period| map.pinwheel_density(period, Topology::Plane)),
            rho_stevens: k_stevens.map(|k| pinwheels.len() as f64 / (k * k)),
            hash: map.hash(),
            pinwheels,
            ring,
            responses,
            map,
        })
    }

    /// What every unit prefers, row by row.
    pub fn units(&self) -> &[Preference] {
        self.map.units()
    }

    /// Every unit's preferred orientation, in degrees of 0 to 180.
    pub fn preferences(&self) -> Vec<f64> {
        self.units().iter().map(|unit| unit.orientation.degrees()).collect()
    }

    /// Every unit's selectivity, 0 to 1.
    pub fn selectivities(&self) -> Vec<f64> {
        let one = f64::from(u16::MAX);
        self.units().iter().map(|unit| f64::from(unit.selectivity) / one).collect()
    }

    /// How near ρ is to π, from 0 to 1.
    pub fn metric(&self) -> Option<f64> {
        self.rho.map(metric)
    }

    /// The side of the map.
    pub fn side(&self) -> usize {
        self.map.side().get()
    }

    /// What every unit prefers.
    pub const fn orientations(&self) -> &OrientationMap<Dyn> {
        &self.map
    }

    /// The line that a board logs of its map.
    pub fn line(&self, presentations: u32) -> String {
        let Self { map, hash, pinwheels, .. } = self;
        let (selectivity, pinwheels) = (map.selectivity(), pinwheels.len());
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

    /// Preferences in degrees, selectivities, the histogram, the pinwheels and the spectrum: a
    /// name, a shape and numbers of each.
    pub fn plain_arrays(&self) -> [(&'static str, Vec<u64>, Vec<f64>); 5] {
        let histogram = self.histogram.map(f64::from).to_vec();
        let places = self.pinwheels.iter();
        let places = places.flat_map(|one| [one.row, one.column, f64::from(one.sign)]);
        let rings = &self.ring.rings;
        [
            ("preference", self.shape(), self.preferences()),
            ("selectivity", self.shape(), self.selectivities()),
            ("histogram", vec![BINS as u64], histogram),
            ("pinwheels", vec![self.pinwheels.len() as u64, 3], places.collect()),
            ("spectrum", vec![rings.len() as u64, 2], rings.as_flattened().to_vec()),
        ]
    }

    /// The same, what each unit is tuned to, and every response.
    pub fn arrays(&self) -> Vec<(String, Vec<u64>, Vec<f64>)> {
        let responses = (self.responses.shape(), self.responses.all().collect());
        let plain = self.plain_arrays().into_iter();
        let all = plain.chain(self.tuning.arrays());
        let all = all.chain([("responses", responses.0, responses.1)]);
        all.map(|(name, shape, numbers)| (name.to_owned(), shape, numbers)).collect()
    }

    /// Selectivity, pinwheels, period and ρ, and what to know of them, for people.
    pub fn summary(&self) -> String {
        let Self { selectivity, pinwheels, ring, .. } = self;
        let mut text = format!("selectivity {selectivity:.4}, {} pinwheels", pinwheels.len());
        if let (Some(period), Some(rho)) = (self.period, self.rho) {
            text += &format!(", period {period:.2}, rho {rho:.2}");
        }
        match ring.clarity {
            Clarity::Clear => text,
            clarity => format!("{text} ({clarity})"),
        }
    }

    /// How the units are tuned, and ρ by other measures, for people.
    pub fn details(&self) -> String {
        let Self { tuning, pinwheels, .. } = self;
        let clockwise = pinwheels.iter().filter(|one| one.sign > 0).count();
        let (variance, modulation) =
            (Tuning::mean(&tuning.circular_variance), Tuning::mean(&tuning.modulation));
        let width = tuning.median_half_width();
        let width = width.map_or("none".to_owned(), |width| format!("{width:.1} degrees"));
        let mut text = format!(
            "tuning: median half width {width}, circular variance {variance:.3}, modulation \
             {modulation:.2}\n"
        );
        if let (Some(metric), Some(stevens)) = (self.metric(), self.rho_stevens) {
            let other = pinwheels.len() - clockwise;
            text += &format!(
                "pinwheels: {clockwise} positive, {other} negative; metric {metric:.3}, rho as \
                 Stevens 2013 estimates it {stevens:.2}\n"
            );
        }
        text
    }
}
