//! The fixed formats.
//!
//! With `F` fractional bits (15 or 31):
//!
//! - an **activity** is `bits·2⁻ᶠ` in 0..1;
//! - a **weight** is `bits·2⁻⁽ᶠ⁺ᵉ⁾`, with one exponent e ≤ 1 for a projection, the largest for
//!   which every weight fits and every unit's Σ|bits| ≤ 2ᶠ⁺¹;
//! - a **sum** of products is exact: |Σ weight·activity| ≤ 2ᶠ⁺¹·(2ᶠ − 1) < 2²ᶠ⁺¹ whatever the
//!   number of connections, which an `i32` (`i64`) holds. Integer addition is associative, so any
//!   order, any skipping of zeros and any vector width give the same bits;
//! - a **response**, a gain or a threshold is an [`I8F24`]. A response saturates at ±32, so the
//!   four that a unit adds up stay within ±128.
//!
//! Weights are rounded so that every *prefix* of a unit's packed weights is the nearest number to
//! the prefix of the exact ones: errors cancel between neighbours, and a unit normalised to 1 sums
//! to exactly 2ᶠ⁺ᵉ. Over pylissom's 34 reference cases, of the notebook's networks, the worst
//! error of the settled activity in 16 bits was 1.3·10⁻³ with each weight rounded alone and is
//! 3.5·10⁻⁴ so. A network that amplifies more has larger errors, up to 1 where settling is
//! bistable: the guide's page on formats says when.

use super::{Activity, Extremes, Weight, Wide};
use crate::math;
use fixed::types::{I1F15, I1F31, I8F24};

mod response;
mod slope;
mod weight;

pub(crate) use response::{MAX_RESPONSE, response};
use response::{quotient, rescale};
pub use slope::FixedSlope;
pub(crate) use weight::{fixed_exponent, fixed_magnitude, fixed_weight};

/// The 16-bit format.
pub type Fixed16 = I1F15;
/// The 32-bit format.
pub type Fixed32 = I1F31;
/// Responses, gains and thresholds of all fixed formats: ±128 in steps of 2⁻²⁴.
pub type FixedWide = I8F24;

pub(crate) const fn fixed_wide(x: f64) -> FixedWide {
    let bits = math::round(x * 16_777_216.0);
    FixedWide::from_bits(rescale(bits, 0, i32::MAX))
}

impl Wide for FixedWide {
    const ZERO: Self = <FixedWide>::ZERO;

    fn from_f64(x: f64) -> Self {
        fixed_wide(x)
    }
    fn from_q24(q24: i32) -> Self {
        Self::from_bits(q24)
    }
    fn to_f64(self) -> f64 {
        self.to_num()
    }
    #[inline]
    fn multiply(self, other: Self) -> Self {
        let product = i64::from(self.to_bits()) * i64::from(other.to_bits());
        Self::from_bits(rescale(product, 24, MAX_RESPONSE))
    }
}

macro_rules! fixed {
    ($fixed:ty, $bits:ty, $unsigned:ty, $sum:ty, $fraction:literal, $name:literal, $top:expr) => {
        impl Activity for $fixed {
            type Wide = FixedWide;
            type Slope = FixedSlope;
            const ZERO: Self = <$fixed>::ZERO;
            const ONE: Self = <$fixed>::MAX;

            fn from_f64(x: f64) -> Self {
                let bits = math::round(x * math::power_of_two($fraction));
                Self::from_bits(bits.clamp(<$bits>::MIN.into(), <$bits>::MAX.into()) as $bits)
            }
            fn to_f64(self) -> f64 {
                self.to_num()
            }
            fn from_bits(bits: u64) -> Self {
                Self::from_bits(bits as $bits)
            }
            fn to_bits(self) -> u64 {
                u64::from(<$fixed>::to_bits(self) as $unsigned)
            }
            fn from_q24(q24: i32) -> Self {
                let q24 = i64::from(q24.clamp(0, 1 << 24));
                Self::from_bits(rescale(q24 << $fraction, 24, <$bits>::MAX.into()) as $bits)
            }
            fn to_q24(self) -> i32 {
                rescale(i64::from(<$fixed>::to_bits(self).max(0)) << 24, $fraction, 1 << 24)
            }
            fn ratio(numerator: u64, denominator: u64) -> Self {
                let bits = (u128::from(numerator) << $fraction) + u128::from(denominator / 2);
                let most = <$bits>::MAX as u128;
                let bits = bits.checked_div(denominator.into()).unwrap_or(most);
                Self::from_bits(bits.min(most) as $bits)
            }
            fn saturating_add(self, other: Self) -> Self {
                <$fixed>::saturating_add(self, other)
            }
            fn widen(self) -> FixedWide {
                let bits = i64::from(<$fixed>::to_bits(self)) << 24;
                FixedWide::from_bits(rescale(bits, $fraction, i32::MAX))
            }
            fn quotient(a: FixedWide, b: FixedWide) -> Self {
                quotient(a, b, $fraction).map_or(Self::MAX, |bits| Self::from_bits(bits as $bits))
            }
            fn slope(lower: FixedWide, upper: FixedWide) -> Option<FixedSlope> {
                FixedSlope::new(lower, upper, $fraction)
            }
            #[inline]
            fn on_slope(slope: FixedSlope, lower: FixedWide, s: FixedWide) -> Self {
                let above = s.to_bits().wrapping_sub(lower.to_bits()) as u32;
                Self::from_bits(slope.at(above).min(<$bits>::MAX as u32) as $bits)
            }
        }

        impl Weight for $fixed {
            type Activity = Self;
            type Sum = $sum;
            const NAME: &'static str = $name;
            const ZERO: Self = <$fixed>::ZERO;

            fn exponent(extremes: Extremes) -> Option<i8> {
                fixed_exponent(extremes, $fraction, <$bits>::MAX.into())
            }
            fn quantise(before: f64, weight: f64, exponent: i8) -> Self {
                Self::from_bits(fixed_weight(before, weight, exponent, $fraction) as $bits)
            }
            fn value(self, exponent: i8) -> f64 {
                Activity::to_f64(self) * math::power_of_two(-i64::from(exponent))
            }
            fn widen(self) -> FixedWide {
                Activity::widen(self)
            }
            fn from_bits(bits: u64) -> Self {
                Activity::from_bits(bits)
            }
            fn to_bits(self) -> u64 {
                Activity::to_bits(self)
            }
            fn add_magnitude(self, total: u64) -> Option<u64> {
                let bits = <$fixed>::to_bits(self).unsigned_abs().into();
                fixed_magnitude(bits, total, $fraction, <$bits>::MAX as u64)
            }
            #[inline(always)]
            fn dot(sum: $sum, weights: &[Self], activities: &[Self]) -> $sum {
                weights.iter().zip(activities).fold(sum, |sum, (w, x)| {
                    let (w, x) = (<$sum>::from(w.to_bits()), <$sum>::from(x.to_bits()));
                    sum.wrapping_add(w.wrapping_mul(x))
                })
            }
            #[inline]
            fn response(gain: FixedWide, sum: $sum, exponent: i8) -> FixedWide {
                response(gain, $top(sum), exponent)
            }
        }
    };
}
fixed!(Fixed16, i16, u16, i32, 15, "fixed16", |sum| sum);
// of the sum's 62 fractional bits the upper 30 are kept
fixed!(Fixed32, i32, u32, i64, 31, "fixed32", |sum: i64| (sum >> 32) as i32);

#[cfg(all(test, lissom_repository))]
mod tests;
