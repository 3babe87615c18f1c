//! From sums to responses and from responses to activities: what follows the inner products for every
//! unit.

use super::{Wide, scaled};

/// [`scaled`] of each of many.
#[inline(always)]
pub(crate) fn scaled_all(sums: impl Iterator<Item = i32>, factor: i32, products: &mut [Wide]) {
    for (product, sum) in products.iter_mut().zip(sums) {
        *product = Wide::from_bits(scaled(sum, factor));
    }
}

/// A ramp from 0 at `lower` to `most` at `upper`: `multiplier · 2^−shift` times the way above `lower`,
/// to the nearest.
#[cfg(lissom_x86)]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ramp {
    pub(crate) lower: i32,
    pub(crate) upper: i32,
    pub(crate) multiplier: u32,
    pub(crate) shift: u32,
    pub(crate) most: u64,
}

/// The heights of many on a ramp.
#[cfg(lissom_x86)]
#[inline(always)]
pub(crate) fn climb<T>(ramp: Ramp, s: &[Wide], heights: &mut [T], number: impl Fn(u64) -> T) {
    let Ramp { lower, upper, multiplier, shift, most } = ramp;
    let half = 1_u64 << shift >> 1;
    for (height, s) in heights.iter_mut().zip(s) {
        let s = s.to_bits();
        let above = s.max(lower).wrapping_sub(lower) as u32; // exact: at most 2³² − 1
        let climbed = (u64::from(above) * u64::from(multiplier) + half) >> shift;
        *height = number(if s >= upper { most } else { climbed.min(most) });
    }
}
