//! Maps with known answers.

use super::{Orientation, OrientationMap, Preference};
use crate::{random::Pcg32, side::Const};
use core::f64::consts::TAU;
use std::{boxed::Box, vec::Vec};

/// Fully selective, with the doubled angle `f(row, column)` in radians.
pub fn from_angles<const SIDE: usize>(
    f: impl Fn(f64, f64) -> f64,
) -> Box<OrientationMap<Const<SIDE>>> {
    let mut map = Box::new(OrientationMap::new());
    map.fill_with(|row, column| Preference {
        orientation: Orientation::from_degrees(f(row as f64, column as f64).to_degrees() / 2.0),
        selectivity: u16::MAX,
    });
    map
}

/// Each unit by itself.
pub fn random_map<const SIDE: usize>(seed: u64) -> Box<OrientationMap<Const<SIDE>>> {
    let mut random = Pcg32::new(seed, 1);
    let mut map = Box::new(OrientationMap::new());
    map.fill_with(|_, _| Preference {
        orientation: Orientation(random.next_u32() as u16),
        selectivity: u16::MAX,
    });
    map
}

/// Σ aₙ·exp(i(k·x + φₙ)) over waves of random direction and phase, whose wavelength is uniform in
/// `period`·(1 ± `spread`): for many waves a Gaussian random field on an annulus.
pub fn gaussian_field<const SIDE: usize>(
    period: f64,
    spread: f64,
    seed: u64,
) -> Box<OrientationMap<Const<SIDE>>> {
    let mut random = Pcg32::new(seed, 77);
    let waves: Vec<_> = (0..60)
        .map(|_| {
            let mut uniform = || random.next_f64();
            let k = TAU / (period * (1.0 + spread * (2.0 * uniform() - 1.0)));
            let (sin, cos) = libm::sincos(TAU * uniform());
            (k * sin, k * cos, TAU * uniform())
        })
        .collect();
    from_angles(|row, column| {
        let (mut x, mut y) = (0.0, 0.0);
        for (down, right, phase) in &waves {
            let (sin, cos) = libm::sincos(down * row + right * column + phase);
            (x, y) = (x + cos, y + sin);
        }
        libm::atan2(y, x)
    })
}
