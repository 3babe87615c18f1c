//! A map's spectrum: whether it has a ring, and the pinwheel density that follows.

use lissom::{
    orientation::{OrientationMap, Peak, Spectrum},
    side::{Dyn, Side},
};
use std::{f64::consts::PI, fmt};

/// The power of a map by spatial frequency, and its ring.
#[derive(Debug, Clone, PartialEq)]
pub struct Ring {
    /// \[k, mean power\] of each ring, k in periods per side.
    pub rings: Vec<[f64; 2]>,
    /// The fit of √k·power, where there is a peak.
    pub peak: Option<Peak>,
    /// Whether it tells the map's period.
    pub clarity: Clarity,
}

/// Whether a spectrum has one ring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Clarity {
    /// One ring stands out.
    Clear,
    /// Another bump of the spectrum, at `k` periods per side, has `share` times the peak's height.
    Competing {
        /// Where.
        k: f64,
        /// Its height over the peak's.
        share: f64,
    },
    /// There is no ring.
    Absent,
}

/// A peak further in has less than this many periods on the map's side.
const FEWEST: f64 = 1.5;
/// A peak above the ground by less than this share of its height is noise.
const LEAST_RISE: f64 = 0.5;
/// A bump of this share of the peak's height competes with it.
const COMPETES: f64 = 0.5;

impl Ring {
    /// That of a map.
    pub fn of(map: &OrientationMap<Dyn>) -> Self {
        let spectrum = Spectrum::of(map);
        let (rings, peak) = (spectrum.rings().to_vec(), spectrum.peak());
        let clarity = peak.map_or(Clarity::Absent, |peak| clarity(&rings, &peak));
        Self { rings, peak, clarity }
    }

    /// The periods on a side, if there is a ring.
    pub fn k_max(&self) -> Option<f64> {
        let peak = self.peak.filter(|_| self.clarity != Clarity::Absent);
        peak.map(|peak| peak.k_max)
    }
}

/// The part of the spectrum that is fitted.
fn fitted([k, power]: [f64; 2]) -> f64 {
    k.sqrt() * power
}

fn clarity(rings: &[[f64; 2]], peak: &Peak) -> Clarity {
    let height = peak.at(peak.k_max);
    let rise = peak.coefficients[0] / height;
    if peak.k_max < FEWEST || rise.is_nan() || rise < LEAST_RISE {
        return Clarity::Absent;
    }
    // other bumps: two half widths of the Gaussian and two rings away from it
    let far = (2.355 * peak.sigma).max(1.0);
    let others = rings.iter().filter(|[k, _]| (k - peak.k_max).abs() > far);
    let highest = others.max_by(|one, other| fitted(**one).total_cmp(&fitted(**other)));
    match highest.map(|ring| (ring[0], fitted(*ring) / height)) {
        Some((k, share)) if share >= COMPETES => Clarity::Competing { k, share },
        _ => Clarity::Clear,
    }
}

/// What to know of a density, or nothing.
impl fmt::Display for Clarity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clear => Ok(()),
            Self::Competing { k, share } => {
                write!(f, "another bump at k {k:.1} has {share:.2} times the ring's power")
            }
            Self::Absent => f.write_str("no ring: rho is not meaningful"),
        }
    }
}

/// How well a pinwheel density agrees with π, from 0 to 1: the density at ρ of a Γ distribution
/// with the shape 1.8 and its mode at π, over that at π (Stevens et al. 2013).
pub fn metric(rho: f64) -> f64 {
    const SHAPE: f64 = 1.8;
    let ratio = rho / PI;
    ratio.powf(SHAPE - 1.0) * ((SHAPE - 1.0) * (1.0 - ratio)).exp()
}

/// The periods on a side as the estimator of Stevens et al. (2013) sees them, for comparison with
/// published densities: of the scalar preference, on an odd number of rows; the mean amplitude in
/// rings from one whole k to the next, under the lower one. The fitted curve is the same; the fit
/// takes the best centre from k = 1 on, where theirs begins at 3.8.
pub fn stevens(map: &OrientationMap<Dyn>) -> Option<f64> {
    let side = map.side().get();
    let odd = side - usize::from(side.is_multiple_of(2));
    let wave = |place: usize| {
        let (sin, cos) = (std::f64::consts::TAU * place as f64 / odd as f64).sin_cos();
        [cos, -sin]
    };
    let waves: Vec<_> = (0..odd).map(wave).collect();
    let value = |row, column| map.unit(row, column).orientation.degrees() / 180.0 - 0.5;
    let (mut sums, mut counts) = (vec![0.0; odd / 2 + 1], vec![0_u32; odd / 2 + 1]);
    let signed = |f: usize| if 2 * f > odd { f as f64 - odd as f64 } else { f as f64 };
    for right in 0..odd {
        let row = |row: usize| {
            (0..odd).fold([0.0; 2], |[x, y], column| {
                let [cos, sin] = waves[column * right % odd];
                let value = value(row, column);
                [x + value * cos, y + value * sin]
            })
        };
        let rows: Vec<_> = (0..odd).map(row).collect();
        for down in 0..odd {
            let [x, y] = rows.iter().enumerate().fold([0.0; 2], |[x, y], (row, [a, b])| {
                let [cos, sin] = waves[row * down % odd];
                [x + a * cos - b * sin, y + a * sin + b * cos]
            });
            let ring = signed(down).hypot(signed(right)) as usize;
            let ring = ring.min(odd / 2); // with the corners
            sums[ring] += x.hypot(y);
            counts[ring] += 1;
        }
    }
    let amplitudes = sums.into_iter().zip(counts).map(|(sum, count)| sum / f64::from(count.max(1)));
    let amplitudes: Vec<_> = amplitudes.collect();
    let least = amplitudes.iter().copied().fold(f64::INFINITY, f64::min);
    let most = amplitudes.iter().copied().fold(0.0, f64::max);
    let points = amplitudes
        .iter()
        .enumerate()
        .map(|(k, amplitude)| [k as f64, (amplitude - least) / (most - least)]);
    Peak::fit(points, [1.0, (odd / 2) as f64]).map(|peak| peak.k_max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::{
        orientation::{Orientation, Preference, Topology},
        random::Pcg32,
    };

    /// Waves of all directions with about `periods` on a side, and a share of power at `low`.
    fn field(side: usize, periods: f64, low: [f64; 2], seed: u64) -> OrientationMap<Dyn> {
        let mut random = Pcg32::new(seed, 9);
        let mut wave = |periods: f64, spread: f64, weight: f64| {
            let mut uniform = || random.next_f64();
            let k = std::f64::consts::TAU * periods * (1.0 + spread * (2.0 * uniform() - 1.0));
            let (sin, cos) = (std::f64::consts::TAU * uniform()).sin_cos();
            let [down, right] = [sin, cos].map(|x| k * x / side as f64);
            (down, right, std::f64::consts::TAU * uniform(), weight)
        };
        let mut waves: Vec<_> = (0..40).map(|_| wave(periods, 0.15, 1.0)).collect();
        waves.extend((0..40).map(|_| wave(low[0], 0.15, low[1])));
        let mut map = OrientationMap::with_side(Dyn::new(side).unwrap());
        map.fill_with(|row, column| {
            let [x, y] = waves.iter().fold([0.0; 2], |[x, y], (down, right, phase, weight)| {
                let angle = down * row as f64 + right * column as f64 + phase;
                [x + weight * angle.cos(), y + weight * angle.sin()]
            });
            let orientation = Orientation::from_degrees(y.atan2(x).to_degrees() / 2.0);
            Preference { orientation, selectivity: u16::MAX }
        });
        map
    }

    /// On fields whose density is π the estimator of Stevens et al. reads higher, by some 18 % at
    /// the k of developed maps.
    #[test]
    fn two_estimators_on_random_fields() {
        let [mut own, mut published] = [0.0; 2];
        for seed in 0..8 {
            let map = field(35, 3.8, [1.0, 0.0], seed);
            let ring = Ring::of(&map);
            assert_eq!(ring.clarity, Clarity::Clear, "{seed}");
            let period = 35.0 / ring.k_max().unwrap();
            let pinwheels = map.pinwheels(Topology::Plane).count() as f64;
            own += map.pinwheel_density(period, Topology::Plane) / 8.0;
            published += pinwheels / stevens(&map).unwrap().powi(2) / 8.0;
        }
        assert!((own / PI - 1.0).abs() < 0.15, "{own}");
        assert!((1.05..1.3).contains(&(published / own)), "{published} {own}");
    }

    #[test]
    fn spectra_without_one_ring_are_named() {
        let mut random = Pcg32::new(1, 1);
        let mut noise = field(40, 1.0, [1.0, 0.0], 1);
        noise.units_mut().iter_mut().for_each(|unit| {
            unit.orientation = Orientation(random.next_u32() as u16);
        });
        let uniform = OrientationMap::with_side(Dyn::new(40).unwrap());
        for map in [noise, uniform, field(40, 0.6, [0.6, 1.0], 2)] {
            let ring = Ring::of(&map);
            assert_eq!((ring.clarity, ring.k_max()), (Clarity::Absent, None), "{:?}", ring.peak);
        }
        let both = Ring::of(&field(40, 7.0, [1.5, 0.75], 3));
        let Clarity::Competing { k, share } = both.clarity else { panic!("{both:?}") };
        assert!(share >= 0.5 && (k - both.k_max().unwrap()).abs() > 2.0, "{both:?}");
    }

    /// The figures of the paper's measure that follow from its definition.
    #[test]
    fn the_metric_is_one_at_pi() {
        assert!((metric(PI) - 1.0).abs() < 1e-15);
        assert!((metric(5.33) - 0.874).abs() < 1e-3 && (metric(5.78) - 0.832).abs() < 1e-3);
        assert_eq!(metric(0.0), 0.0);
    }
}
