//! Kernels of a row and a column against a plain sum in `f64` over the square.

use super::every_level;
use crate::{
    engine::Pooled,
    number::{Activity, Fixed16, Fixed32, Wide},
    random::Pcg32,
    sheet::SheetOf,
    side::{Const, Side},
    weights::Pool,
};
use std::{vec, vec::Vec};

/// The weights along one direction of the unit at each place: there the sum of the Gaussian over
/// the cells inside is the divisor.
fn gaussians(side: usize, sigma: f64, reach: usize) -> Vec<Vec<f64>> {
    let of = |place: usize| {
        let gauss = |other: usize| {
            let d = other.abs_diff(place);
            if d > reach { 0.0 } else { libm::exp(-((d * d) as f64) / (2.0 * sigma * sigma)) }
        };
        let sum: f64 = (0..side).map(gauss).sum();
        (0..side).map(|other| gauss(other) / sum).collect()
    };
    (0..side).map(of).collect()
}

/// The response of a unit from its weights along both directions.
fn expected(cells: &[f64], down: &[f64], along: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (cells, down) in cells.chunks(along.len()).zip(down).filter(|&(_, &down)| down != 0.0) {
        sum += down * cells.iter().zip(along).map(|(cell, w)| cell * w).sum::<f64>();
    }
    sum
}

/// The largest error of any unit, with pictures of all kinds.
fn error<A: Pooled, S: Side>(side: S, sigma: f64, radius: f64, gain: f64) -> f64 {
    let pool = Pool::<A, S>::new(side, sigma, radius).unwrap();
    let reach = (radius as usize).min(side.get() - 1);
    let (mut random, n) = (Pcg32::new(9, 0), side.get());
    let weights = gaussians(n, sigma, reach);
    let dot = (random.below(n as u32) as usize, random.below(n as u32) as usize);
    let pictures: [&dyn Fn(usize, usize) -> f64; 5] = [
        &|_, _| 1.0,
        &|_, _| 0.0,
        &|i, j| if (i, j) == dot { 1.0 } else { 0.0 },
        &|i, j| if i % 3 == 1 && j > n / 3 { (i * 7 + j * 5) as f64 % 11.0 / 11.0 } else { 0.0 },
        &|i, j| ((i * 31 + j * 17 + i * j) % 101) as f64 / 101.0,
    ];
    let mut largest = 0.0_f64;
    for picture in pictures {
        let mut cells = SheetOf::with_side(side, <A as Activity>::ZERO);
        cells.fill_with(|i, j| <A as Activity>::from_f64(picture(i, j)));
        let mut response = SheetOf::with_side(side, A::Wide::from_f64(-1.0));
        pool.respond(&mut (), A::Wide::from_f64(gain), &cells, &mut response);
        let cells: Vec<f64> = cells.units().iter().map(|cell| cell.to_f64()).collect();
        for (unit, response) in response.units().iter().enumerate() {
            let exact = gain * expected(&cells, &weights[unit / n], &weights[unit % n]);
            largest = largest.max((response.to_f64() - exact).abs() / gain.max(1.0));
        }
    }
    largest
}

fn all_formats<S: Side>(side: S) {
    for (sigma, radius) in
        [(0.6, 2.0), (0.3, 0.0), (1e-3, 1.0), (1.0, 1.0), (3.0, 6.0), (2.0, 99.0)]
    {
        for gain in [1.0, 1.7, 31.0] {
            let what = (side.get(), sigma, radius, gain);
            // two roundings of sums by 2⁻¹⁷ and of weights, whose errors cancel
            let error16 = error::<Fixed16, S>(side, sigma, radius, gain);
            assert!(error16 < 8e-5, "{what:?}: {error16:e}");
            let error32 = error::<Fixed32, S>(side, sigma, radius, gain);
            assert!(error32 < 4e-7, "{what:?}: {error32:e}");
            assert!(error::<f32, S>(side, sigma, radius, gain) < 1e-6, "{what:?}");
            assert!(error::<f64, S>(side, sigma, radius, gain) < 1e-14, "{what:?}");
        }
    }
}

#[test]
#[cfg_attr(miri, ignore = "minutes in Miri, and no memory")]
fn pools_are_plain_sums() {
    every_level(|| {
        all_formats(Const::<1>);
        all_formats(Const::<2>);
        all_formats(Const::<3>);
        all_formats(Const::<4>);
        all_formats(Const::<12>);
        #[cfg(feature = "alloc")]
        for side in [1, 2, 5, 13, 17] {
            all_formats(crate::side::Dyn::new(side).unwrap());
        }
    });
}

/// Every variant has the same bits.
#[test]
fn pools_have_the_same_bits_at_every_level() {
    let all = core::cell::RefCell::new(vec![]);
    every_level(|| {
        let mut cells = SheetOf::with_side(Const::<13>, Fixed16::ZERO);
        let mut random = Pcg32::new(10, 0);
        cells.fill_with(|_, _| Fixed16::from_bits((random.next_u32() >> 17) as i16));
        let mut response = SheetOf::with_side(Const::<13>, Wide::ZERO);
        let pool = Pool::new(Const, 1.5, 4.0).unwrap();
        pool.respond(&mut (), Wide::from_f64(0.9), &cells, &mut response);
        all.borrow_mut().push(response);
    });
    let all = all.into_inner();
    assert!(all.iter().all(|response| *response == all[0]));
}
