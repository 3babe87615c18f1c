//! What a sheet holds.

use crate::side::Value;
use core::ops::{Add, Neg, Sub};

/// A response, a gain or a threshold.
///
/// Implemented for `f32`, `f64` and [`FixedWide`](super::FixedWide).
pub trait Wide:
    Value + Default + PartialOrd + Add<Output = Self> + Sub<Output = Self> + Neg<Output = Self>
{
    /// 0.
    const ZERO: Self;

    /// The nearest number, saturating; 0 for NaN.
    fn from_f64(x: f64) -> Self;
    /// `q24`·2⁻²⁴, or the nearest to it; no float where the format has none.
    fn from_q24(q24: i32) -> Self;
    /// The same number.
    fn to_f64(self) -> f64;
    /// The product, saturating.
    #[must_use]
    fn multiply(self, other: Self) -> Self;
}

/// The activity of a unit, 0 to 1.
///
/// Implemented for `f32`, `f64`, [`Fixed16`](super::Fixed16) and [`Fixed32`](super::Fixed32).
pub trait Activity: Value + Default + PartialOrd {
    /// Responses, gains and thresholds.
    type Wide: Wide;
    /// The sigmoid's linear segment, precomputed by [`slope`](Self::slope).
    type Slope: Value;

    /// 0.
    const ZERO: Self;
    /// 1, or the largest number below.
    const ONE: Self;

    /// The nearest number, saturating; 0 for NaN.
    fn from_f64(x: f64) -> Self;
    /// The same number.
    fn to_f64(self) -> f64;
    /// The number of these bits; those above its size are ignored.
    fn from_bits(bits: u64) -> Self;
    /// The bits, zero-extended.
    fn to_bits(self) -> u64;
    /// The nearest number to `q24`·2⁻²⁴, from 0 to [`ONE`](Self::ONE).
    fn from_q24(q24: i32) -> Self;
    /// In steps of 2⁻²⁴ to the nearest, from 0 to 2²⁴: integers that all formats share.
    fn to_q24(self) -> i32;
    /// The nearest to `numerator / denominator`, at most [`ONE`](Self::ONE), which it is where the
    /// denominator is 0; no float where the format has none.
    fn ratio(numerator: u64, denominator: u64) -> Self;
    /// The sum, at most [`ONE`](Self::ONE).
    #[must_use]
    fn saturating_add(self, other: Self) -> Self;
    /// The same number, wide; rounded where [`Wide`](Self::Wide) is coarser.
    fn widen(self) -> Self::Wide;
    /// `a / b` for a ≥ 0 and b > 0, at most [`ONE`](Self::ONE).
    fn quotient(a: Self::Wide, b: Self::Wide) -> Self;

    /// Precomputes the linear segment from (`lower`, 0) to (`upper`, 1); `None` unless
    /// `lower < upper`.
    fn slope(lower: Self::Wide, upper: Self::Wide) -> Option<Self::Slope>;
    /// σ(s) on the linear segment: for `lower` < s < `upper`.
    fn on_slope(slope: Self::Slope, lower: Self::Wide, s: Self::Wide) -> Self;
    /// σ(s): 0 up to `lower`, 1 from `upper` on.
    #[inline]
    fn sigmoid(slope: Self::Slope, [lower, upper]: [Self::Wide; 2], s: Self::Wide) -> Self {
        // most units of a settled sheet are silent
        if s > lower {
            if s >= upper { Self::ONE } else { Self::on_slope(slope, lower, s) }
        } else {
            Self::ZERO
        }
    }

    /// The nearest of 256 levels from 0 to 1.
    fn level(self) -> u8 {
        ((self.to_q24() as u32 * 255 + (1 << 23)) >> 24) as u8 // below 2³²: `to_q24` is at most 2²⁴
    }
}
