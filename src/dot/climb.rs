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

/// The heights of many on a ramp between two ends: `climb` of what is not below its foot, and `top` from
/// its head on.
#[cfg(lissom_x86)]
#[inline(always)]
pub(crate) fn climb<T: Copy>(
    [lower, upper]: [Wide; 2],
    s: &[Wide],
    heights: &mut [T],
    climb: impl Fn(Wide) -> T,
    top: T,
) {
    for (height, &s) in heights.iter_mut().zip(s) {
        let climbed = climb(s.max(lower));
        *height = if s >= upper { top } else { climbed };
    }
}
