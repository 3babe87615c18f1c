//! The period of a map, and the number of pinwheels in an area of one period squared.

use super::{
    map::{OrientationMap, Preference},
    peak::Peak,
    pinwheels::Topology,
};
use crate::{math, side::Side};

/// The power spectrum of a map: the mean power of exp(2i·preference), less its mean, at all spatial
/// frequencies of a ring, for rings half a period per side wide and apart.
///
/// Frequencies lie half a period apart in both directions, since a map need not be periodic: by
/// whole ones alone a ring between two of them is found too far out or in. 16 bytes per unit of a
/// row, of the longest possible row with [`Dyn`](crate::side).
#[derive(Debug, Clone, PartialEq)]
pub struct Spectrum<S: Side> {
    rings: S::Buffer<[f64; 2]>,
    side: S,
}

impl<S: Side> Spectrum<S> {
    /// The spectrum of a map; units without preference count as the mean. Cost: 5·side³ complex
    /// multiplications; stack: 70 bytes per unit of a row, of the longest possible row with
    /// [`Dyn`](crate::side).
    pub fn of(map: &OrientationMap<S>) -> Self {
        let side = map.side();
        let n = side.get();
        let mut spectrum = Self { rings: side.buffer([0.0; 2]), side };
        let rings = side.view_mut(&mut spectrum.rings).as_mut();
        let mut frequencies = side.buffer(0_u32);
        let frequencies = side.view_mut(&mut frequencies).as_mut();
        let mut waves = side.buffer([0.0; 2]);
        let waves = side.view_mut(&mut waves).as_mut();
        for (place, wave) in waves.iter_mut().enumerate() {
            let angle = core::f64::consts::PI * place as f64 / n as f64;
            *wave = [math::cos(angle), -math::sin(angle)];
        }
        let mean = mean(map);
        let mut rows = side.buffer([0.0; 2]);
        let rows = side.view_mut(&mut rows).as_mut();
        for right in 0..2 * n {
            for (sum, units) in rows.iter_mut().zip(map.rows().iter()) {
                let vectors = units.as_ref().iter().map(|unit| match vector(*unit) {
                    Some([x, y]) => [x - mean[0], y - mean[1]],
                    None => [0.0; 2],
                });
                *sum = transform(vectors, waves, right);
            }
            for down in 0..2 * n {
                let square = signed(down, n).pow(2) + signed(right, n).pow(2);
                let ring = root(square);
                if (FIRST..=n).contains(&ring) {
                    let [x, y] = transform(rows.iter().copied(), waves, down);
                    let [k, power] = &mut rings[ring - FIRST];
                    *k += math::sqrt(f64::from(square));
                    *power += x * x + y * y;
                    frequencies[ring - FIRST] += 1;
                }
            }
        }
        for ([k, power], frequencies) in rings.iter_mut().zip(frequencies) {
            let count = f64::from((*frequencies).max(1));
            *k /= 2.0 * count;
            *power /= count * 281_474_976_710_656.0; // (2²⁴)²
        }
        spectrum
    }

    /// \[k, P\] of each ring: the mean of its frequencies' lengths in periods per side, from about
    /// 1 to side/2, and their mean power.
    pub fn rings(&self) -> &[[f64; 2]] {
        let rings = self.side.view(&self.rings).as_ref();
        &rings[..(rings.len() + 1).saturating_sub(FIRST)]
    }

    /// The highest ring, by the fit that [`Peak`] describes, of √k·P; `None` if there is no peak,
    /// and for sides below 10.
    ///
    /// A thin ring that is blurred in two directions, as by the map's borders, has a mean power
    /// that leans inwards by 1/√k; √k·P lies evenly about the ring.
    pub fn peak(&self) -> Option<Peak> {
        let ([first, _], [last, _]) = (self.rings().first()?, self.rings().last()?);
        let points = self.rings().iter().map(|&[k, power]| [k, math::sqrt(k) * power]);
        if self.side.get() < 10 { None } else { Peak::fit(points, [*first, *last]) }
    }

    /// Λ, the map's period in units: side/k_max; `None` without a [`peak`](Self::peak).
    pub fn period(&self) -> Option<f64> {
        self.peak().map(|peak| self.side.get() as f64 / peak.k_max)
    }
}

/// The first ring, in half periods: rings begin at one period per side.
const FIRST: usize = 2;

/// exp(2i·preference), in steps of 2⁻²⁴.
fn vector(unit: Preference) -> Option<[f64; 2]> {
    let (cos, sin) = unit.orientation.doubled();
    unit.exists().then(|| [f64::from(cos), f64::from(sin)])
}

/// The mean of all units with a preference.
fn mean<S: Side>(map: &OrientationMap<S>) -> [f64; 2] {
    let vectors = map.units().iter().filter_map(|unit| vector(*unit));
    let (sum, count) =
        vectors.fold(([0.0; 2], 0_u32), |([x, y], count), [a, b]| ([x + a, y + b], count + 1));
    sum.map(|x| x / f64::from(count.max(1)))
}

impl<S: Side> OrientationMap<S> {
    /// ρ, the number of pinwheels in an area of Λ², for a `period` Λ in units: near π in the maps
    /// of animals, and in Gaussian random fields of nearly one wavelength. The map's area is that
    /// of the loops in which a pinwheel can lie: (side − 1)², on a torus side².
    pub fn pinwheel_density(&self, period: f64, topology: Topology) -> f64 {
        let loops = self.loops(topology).max(1) as f64;
        self.pinwheels(topology).count() as f64 * (period / loops) * (period / loops)
    }
}

/// The nearest integer to the root.
fn root(square: i32) -> usize {
    let root = square.unsigned_abs().isqrt();
    (root + u32::from(square.unsigned_abs() - root * root > root)) as usize
}

/// A frequency as −`side` to `side` half periods.
fn signed(frequency: usize, side: usize) -> i32 {
    if frequency > side { frequency as i32 - 2 * side as i32 } else { frequency as i32 }
}

/// Σ vector·wave^frequency, where `waves` are the first half of all.
fn transform(
    vectors: impl Iterator<Item = [f64; 2]>,
    waves: &[[f64; 2]],
    frequency: usize,
) -> [f64; 2] {
    let mut place = 0;
    vectors.fold([0.0; 2], |[x, y], [a, b]| {
        // the second half has the other sign
        let [cos, sin] = match waves.get(place) {
            Some(&wave) => wave,
            None => waves[place - waves.len()].map(|x| -x),
        };
        place += frequency;
        if place >= 2 * waves.len() {
            place -= 2 * waves.len();
        }
        [x + a * cos - b * sin, y + a * sin + b * cos]
    })
}

#[cfg(all(test, lissom_repository))]
mod tests;
