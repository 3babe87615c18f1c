use super::{
    super::testing::{from_angles, gaussian_field},
    *,
};
use crate::side::Const;
use core::f64::consts::{PI, TAU};
use std::vec::Vec;

/// Against the definition, in `f64` and without a table.
#[test]
fn the_power_is_that_of_the_definition() {
    fn check<const SIDE: usize>() {
        let n = SIDE as f64;
        let map = gaussian_field::<SIDE>(4.7, 0.2, 3);
        let vectors: Vec<_> = map
            .units()
            .iter()
            .map(|unit| libm::sincos(2.0 * unit.orientation.degrees().to_radians()))
            .collect();
        let units = vectors.len() as f64;
        let [x, y] = vectors.iter().fold([0.0; 2], |[x, y], (sin, cos)| [x + cos, y + sin]);
        let mut sums = [[0.0; 3]; SIDE];
        for [down, right] in (0..4 * SIDE * SIDE).map(|i| [i / (2 * SIDE), i % (2 * SIDE)]) {
            // half periods of −n < f ≤ n
            let [down, right] = [down, right].map(|f| f as f64 - n + 1.0);
            let ring = libm::hypot(down, right).round() as usize;
            if (2..=SIDE).contains(&ring) {
                let (mut re, mut im) = (0.0, 0.0);
                for (unit, (sin, cos)) in vectors.iter().enumerate() {
                    let (row, column) = ((unit / SIDE) as f64, (unit % SIDE) as f64);
                    let (s, c) = libm::sincos(-PI * (down * row + right * column) / n);
                    let (a, b) = (cos - x / units, sin - y / units);
                    (re, im) = (re + a * c - b * s, im + a * s + b * c);
                }
                let [k, power, count] = &mut sums[ring - 2];
                *k += libm::hypot(down, right) / 2.0;
                (*power, *count) = (*power + re * re + im * im, *count + 1.0);
            }
        }
        let spectrum = Spectrum::of(&map);
        assert_eq!(spectrum.rings().len(), SIDE - 1);
        for (&[k, power], [k_sum, sum, count]) in spectrum.rings().iter().zip(sums) {
            assert!((k - k_sum / count).abs() < 1e-12, "{SIDE}: {k}");
            let exact = sum / count;
            assert!((power - exact).abs() < 1e-6 * (1.0 + exact), "P({k}) {power} {exact}");
        }
    }
    check::<12>();
    check::<13>();
}

#[test]
fn a_wave_has_one_frequency() {
    // 3 down and 4 right: |k| = 5
    fn check<const SIDE: usize>() {
        let map = from_angles::<SIDE>(|row, column| (3.0 * row + 4.0 * column) * TAU / SIDE as f64);
        let spectrum = Spectrum::of(&map);
        let peak = spectrum.peak().unwrap();
        assert!((peak.k_max - 5.0).abs() < 0.02, "{SIDE}: {peak:?}");
        assert!((spectrum.period().unwrap() - SIDE as f64 / peak.k_max).abs() < 1e-12);
    }
    check::<24>();
    check::<25>();
    assert_eq!([2, 6, 7, 12, 13].map(root), [1, 2, 3, 3, 4]);
    assert_eq!(Spectrum::<Const<0>>::of(&OrientationMap::new()).rings().len(), 0);
    assert_eq!(Spectrum::<Const<1>>::of(&OrientationMap::new()).rings().len(), 0);
    assert_eq!(Spectrum::<Const<1>>::of(&OrientationMap::new()).peak(), None);
    assert_eq!(Spectrum::of(&*gaussian_field::<9>(3.0, 0.1, 1)).peak(), None);
}

/// The density of fields whose waves have one length is π (Wolf & Geisel, Nature 1998). The
/// measured period gives the density that the true one does, within a share of `bound` in the
/// mean over fields with these numbers of periods on a side.
fn check_fields<const SIDE: usize>(periods: &[f64], spread: f64, seeds: u64, bound: f64) {
    let [mut sum, mut exact, mut count] = [0.0; 3];
    for (seed, periods) in (0..seeds).zip(periods.iter().cycle()) {
        let period = SIDE as f64 / periods;
        let map = gaussian_field::<SIDE>(period, spread, seed);
        let density = |period| map.pinwheel_density(period, Topology::Plane);
        sum += density(Spectrum::of(&map).period().unwrap());
        exact += density(period);
        count += 1.0;
    }
    let (mean, exact) = (sum / count, exact / count);
    std::println!(
        "side {SIDE}, k {periods:?} ± {spread}: {count} fields, density {mean:.3}, with the \
         true period {exact:.3}"
    );
    assert!((mean / exact - 1.0).abs() < bound, "{SIDE}: {mean} {exact}");
    assert!((exact / PI - 1.0).abs() < 0.1, "{SIDE}: {exact}");
}

/// At the k that developed maps have.
#[test]
fn random_fields_have_pi_pinwheels() {
    check_fields::<23>(&[3.4, 3.8, 4.2, 4.6], 0.15, 40, 0.04);
}

#[test]
#[ignore = "minutes without optimisation"]
fn larger_random_fields_have_pi_pinwheels() {
    check_fields::<23>(&[3.4, 3.8, 4.2, 4.6], 0.15, 400, 0.02);
    check_fields::<47>(&[3.4, 3.8, 4.2, 4.6], 0.15, 80, 0.02);
    check_fields::<47>(&[3.4, 3.8, 4.2, 4.6], 0.03, 40, 0.02);
    check_fields::<47>(&[6.0], 0.05, 40, 0.02);
    check_fields::<95>(&[3.4, 3.8, 4.2, 4.6], 0.15, 80, 0.02);
    check_fields::<96>(&[8.0], 0.05, 20, 0.02);
    check_fields::<160>(&[10.0], 0.05, 10, 0.02);
}
