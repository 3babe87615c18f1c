//! Weights of 8 bits.
//!
//! A **weight** has the scale of 16 bits and half their memory: it is `bits·2⁻⁽¹⁵⁺ᵉ⁾` with |bits| ≤
//! 127 and one exponent e ≤ 1 for a projection, the largest for which every weight fits and every
//! unit's Σ|bits| ≤ 2¹⁶. So a **sum** of products is exact and stays below 2³¹, by the bound
//! of [`fixed`](super::fixed), and every prefix of a unit's weights is rounded to the nearest as
//! there.

use super::{Extremes, Fixed16, FixedWide, Weight, fixed_exponent, fixed_magnitude, fixed_weight};
use crate::math;

/// A weight of 8 bits, of 16-bit activities: `bits·2⁻¹⁵`, times 2 to the projection's −exponent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(transparent)]
pub struct Fixed8(i8);

impl Fixed8 {
    /// The weight of these bits.
    pub const fn from_bits(bits: i8) -> Self {
        Self(bits)
    }

    /// The weight's bits.
    pub const fn to_bits(self) -> i8 {
        self.0
    }
}

impl Weight for Fixed8 {
    type Activity = Fixed16;
    type Sum = i32;
    const NAME: &'static str = "fixed8";
    const ZERO: Self = Self(0);

    fn exponent(extremes: Extremes) -> Option<i8> {
        fixed_exponent(extremes, 15, i8::MAX.into())
    }
    fn quantise(before: f64, weight: f64, exponent: i8) -> Self {
        Self(fixed_weight(before, weight, exponent, 15) as i8)
    }
    fn value(self, exponent: i8) -> f64 {
        f64::from(self.0) * math::power_of_two(-15 - i64::from(exponent))
    }
    fn widen(self) -> FixedWide {
        FixedWide::from_bits(i32::from(self.0) << 9)
    }
    fn from_bits(bits: u64) -> Self {
        Self(bits as i8)
    }
    fn to_bits(self) -> u64 {
        u64::from(self.0 as u8)
    }
    fn add_magnitude(self, total: u64) -> Option<u64> {
        fixed_magnitude(self.0.unsigned_abs().into(), total, 15, i8::MAX as u64)
    }
    #[inline(always)]
    fn dot(sum: i32, weights: &[Self], activities: &[Fixed16]) -> i32 {
        weights.iter().zip(activities).fold(sum, |sum, (w, x)| {
            sum.wrapping_add(i32::from(w.0).wrapping_mul(x.to_bits().into()))
        })
    }
    fn response(gain: FixedWide, sum: i32, exponent: i8) -> FixedWide {
        Fixed16::response(gain, sum, exponent)
    }
}

#[cfg(all(test, lissom_repository))]
mod tests;
