//! The period of a map, and the number of pinwheels in an area of one period squared.

use super::{
    map::OrientationMap,
    peak::{self, Peak},
    pinwheels::Topology,
};
use crate::{math, side::Side};

/// The power spectrum of a map: P(k) is the mean power of exp(2i·preference), less its mean, at the
/// spatial frequencies of k − ½ to k + ½ periods per side, 1 ≤ k ≤ side/2.
///
/// For a periodic map these are the exact Fourier coefficients. 8 bytes per unit of a row, of the
/// longest possible row with [`Dyn`](crate::side).
#[derive(Debug, Clone, PartialEq)]
pub struct Spectrum<S: Side> {
    power: S::Buffer<f64>,
    side: S,
}

impl<S: Side> Spectrum<S> {
    /// The spectrum of a map; units without preference count as 0. Cost: 2·side³ complex
    /// multiplications; stack: 50 bytes per unit of a row, of the longest possible row with
    /// [`Dyn`](crate::side).
    pub fn of(map: &OrientationMap<S>) -> Self {
        let side = map.side();
        let n = side.get();
        let mut spectrum = Self { power: side.buffer(0.0), side };
        let power = side.view_mut(&mut spectrum.power).as_mut();
        let mut frequencies = side.buffer(0_u32);
        let frequencies = side.view_mut(&mut frequencies).as_mut();
        let mut waves = side.buffer([0.0; 2]);
        let waves = side.view_mut(&mut waves).as_mut();
        for (place, wave) in waves.iter_mut().enumerate() {
            let angle = core::f64::consts::TAU * place as f64 / n as f64;
            *wave = [math::cos(angle), -math::sin(angle)];
        }
        let mut rows = side.buffer([0.0; 2]);
        let rows = side.view_mut(&mut rows).as_mut();
        for right in 0..n {
            for (sum, units) in rows.iter_mut().zip(map.rows().iter()) {
                let vectors = units.as_ref().iter().map(|unit| {
                    let (cos, sin) =
                        if unit.exists() { unit.orientation.doubled() } else { (0, 0) };
                    [f64::from(cos), f64::from(sin)]
                });
                *sum = transform(vectors, waves, right);
            }
            for down in 0..n {
                let k = root(signed(down, n).pow(2) + signed(right, n).pow(2));
                if (1..=n / 2).contains(&k) {
                    let [x, y] = transform(rows.iter().copied(), waves, down);
                    power[k] += x * x + y * y;
                    frequencies[k] += 1;
                }
            }
        }
        for (power, frequencies) in power.iter_mut().zip(frequencies) {
            *power /= f64::from((*frequencies).max(1)) * 281_474_976_710_656.0; // (2²⁴)²
        }
        spectrum
    }

    /// P(1), P(2), … P(side/2).
    pub fn power(&self) -> &[f64] {
        let power = self.side.view(&self.power).as_ref();
        power.get(1..=power.len() / 2).unwrap_or_default()
    }

    /// The highest ring, by the fit that [`Peak`] describes; `None` if there is no peak, and for
    /// sides below 10.
    pub fn peak(&self) -> Option<Peak> {
        peak::fit(self.power())
    }

    /// Λ, the map's period in units: side/k_max; `None` without a [`peak`](Self::peak).
    pub fn period(&self) -> Option<f64> {
        self.peak().map(|peak| self.side.get() as f64 / peak.k_max)
    }
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

/// A frequency as −`side`/2 to `side`/2.
fn signed(frequency: usize, side: usize) -> i32 {
    if 2 * frequency > side { frequency as i32 - side as i32 } else { frequency as i32 }
}

/// Σ vector·wave^frequency
fn transform(
    vectors: impl Iterator<Item = [f64; 2]>,
    waves: &[[f64; 2]],
    frequency: usize,
) -> [f64; 2] {
    let mut place = 0;
    vectors.fold([0.0; 2], |[x, y], [a, b]| {
        let [cos, sin] = waves[place];
        place += frequency;
        if place >= waves.len() {
            place -= waves.len();
        }
        [x + a * cos - b * sin, y + a * sin + b * cos]
    })
}

#[cfg(test)]
mod tests {
    use super::{
        super::testing::{from_angles, gaussian_field},
        *,
    };
    use crate::side::Const;
    use core::f64::consts::{PI, TAU};

    #[test]
    fn a_wave_has_one_frequency() {
        // 3 down and 4 right: |k| = 5, with all the power in one of the ring's frequencies
        fn check<const SIDE: usize>() {
            let map =
                from_angles::<SIDE>(|row, column| (3.0 * row + 4.0 * column) * TAU / SIDE as f64);
            let spectrum = Spectrum::of(&map);
            let units = (SIDE * SIDE) as f64;
            let ring = (-6..=6_i32).flat_map(|x| (-6..=6_i32).map(move |y| x * x + y * y));
            let ring = ring.filter(|&square| root(square) == 5).count() as f64;
            for (i, power) in spectrum.power().iter().enumerate() {
                let expected = if i == 4 { units * units / ring } else { 0.0 };
                assert!(
                    (power - expected).abs() < 1e-8 * units * units,
                    "{SIDE}: P({}) {power} {expected}",
                    i + 1
                );
            }
        }
        check::<24>();
        check::<25>();
        assert_eq!([2, 6, 7, 12, 13].map(root), [1, 2, 3, 3, 4]);
        assert!(Spectrum::<Const<0>>::of(&OrientationMap::new()).power().is_empty());
        assert_eq!(Spectrum::<Const<1>>::of(&OrientationMap::new()).peak(), None);
    }

    /// The density of fields whose waves have one length is π (Wolf & Geisel, Nature 1998).
    fn check_fields<const SIDE: usize>(period: f64, seeds: u64) {
        let mut sum = 0.0;
        for seed in 0..seeds {
            let map = gaussian_field::<SIDE>(period, 0.05, seed);
            let measured = Spectrum::of(&map).period().unwrap();
            assert!((measured / period - 1.0).abs() < 0.05, "{SIDE}: {measured} for {period}");
            let density = map.pinwheel_density(measured, Topology::Plane);
            assert!((2.4..4.0).contains(&density), "{SIDE}: {density}");
            sum += density;
        }
        let mean = sum / seeds as f64;
        std::println!("{seeds} maps of side {SIDE}, period {period}: mean density {mean:.3}");
        assert!((mean / PI - 1.0).abs() < 0.05, "{SIDE}: {mean}");
    }

    #[test]
    fn random_fields_have_pi_pinwheels() {
        check_fields::<48>(8.0, 12);
        check_fields::<64>(9.0, 4);
    }

    #[test]
    #[ignore = "a minute without optimisation"]
    fn large_random_fields_have_pi_pinwheels() {
        check_fields::<96>(12.0, 20);
        check_fields::<160>(16.0, 10);
        check_fields::<255>(16.0, 5);
    }
}
