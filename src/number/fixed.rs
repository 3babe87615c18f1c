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
//! - a **response**, a gain or a threshold is an [`I8F24`]. A response saturates at ±32, so the four
//!   that a unit adds up stay within ±128.
//!
//! Weights are rounded so that every *prefix* of a unit's packed weights is the nearest number to
//! the prefix of the exact ones: errors cancel between neighbours, and a unit normalised to 1 sums
//! to exactly 2ᶠ⁺ᵉ. Over pylissom's 34 reference cases the worst error of the settled activity in 16
//! bits was 1.3·10⁻³ with each weight rounded alone and is 3.5·10⁻⁴ so.

use super::{Extremes, Number};
use crate::{
    dot, math,
    row::{Row, SharedRows},
};
use core::ops::Range;
use fixed::types::{I1F15, I1F31, I8F24};

mod ramp;
mod response;
mod weight;

pub use ramp::FixedRamp;
use response::{MAX_RESPONSE, quotient, rescale, response, responses};
pub(crate) use weight::{fixed_exponent, fixed_weight};

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

macro_rules! fixed {
    ($fixed:ty, $bits:ty, $unsigned:ty, $sum:ty, $fraction:literal, $name:literal, $dot:path, $row:path, $shared:path, $top:expr $(, $interleaved:path)?) => {
        impl Number for $fixed {
            type Weight = Self;
            type Wide = FixedWide;
            type Sum = $sum;
            type Ramp = FixedRamp;
            const NAME: &'static str = $name;
            const ZERO: Self = <$fixed>::ZERO;
            const ONE: Self = <$fixed>::MAX;
            const WEIGHT_ZERO: Self = <$fixed>::ZERO;
            const WIDE_ZERO: FixedWide = FixedWide::ZERO;

            fn from_f64(x: f64) -> Self {
                let bits = math::round(x * math::power_of_two($fraction));
                Self::from_bits(bits.clamp(<$bits>::MIN.into(), <$bits>::MAX.into()) as $bits)
            }
            fn to_f64(self) -> f64 {
                self.to_num()
            }
            fn ratio(numerator: u64, denominator: u64) -> Self {
                let bits = (u128::from(numerator) << $fraction) + u128::from(denominator / 2);
                let most = <$bits>::MAX as u128;
                Self::from_bits((bits / u128::from(denominator)).min(most) as $bits)
            }
            fn plus(self, other: Self) -> Self {
                self.saturating_add(other)
            }
            fn level(self) -> u8 {
                let bits = i64::from(<$fixed>::to_bits(self).max(0));
                ((bits * 255 + (1 << ($fraction - 1))) >> $fraction) as u8
            }
            fn to_bits(self) -> u64 {
                u64::from(<$fixed>::to_bits(self) as $unsigned)
            }
            fn from_bits(bits: u64) -> Self {
                Self::from_bits(bits as $bits)
            }
            fn to_steps(self) -> i32 {
                rescale(i64::from(<$fixed>::to_bits(self).max(0)) << 24, $fraction, 1 << 24)
            }
            fn from_steps(steps: i32) -> Self {
                let steps = i64::from(steps.clamp(0, 1 << 24));
                Self::from_bits(rescale(steps << $fraction, 24, <$bits>::MAX.into()) as $bits)
            }
            fn wide(x: f64) -> FixedWide {
                fixed_wide(x)
            }
            fn wide_to_f64(x: FixedWide) -> f64 {
                x.to_num()
            }
            fn widen(self) -> FixedWide {
                let bits = i64::from(<$fixed>::to_bits(self)) << 24;
                FixedWide::from_bits(rescale(bits, $fraction, i32::MAX))
            }
            #[inline]
            fn multiply(a: FixedWide, b: FixedWide) -> FixedWide {
                let product = i64::from(a.to_bits()) * i64::from(b.to_bits());
                FixedWide::from_bits(rescale(product, 24, MAX_RESPONSE))
            }
            fn quotient(a: FixedWide, b: FixedWide) -> Self {
                quotient(a, b, $fraction).map_or(Self::MAX, |bits| Self::from_bits(bits as $bits))
            }
            fn exponent(extremes: Extremes) -> Option<i8> {
                fixed_exponent(extremes, $fraction, <$bits>::MAX.into())
            }
            fn weight(before: f64, weight: f64, exponent: i8) -> Self {
                Self::from_bits(fixed_weight(before, weight, exponent, $fraction) as $bits)
            }
            fn weight_to_f64(weight: Self, exponent: i8) -> f64 {
                weight.to_f64() * math::power_of_two(-i64::from(exponent))
            }
            fn weight_widen(weight: Self) -> FixedWide {
                weight.widen()
            }
            fn weight_to_bits(weight: Self) -> u64 {
                Number::to_bits(weight)
            }
            fn weight_from_bits(bits: u64) -> Self {
                Number::from_bits(bits)
            }
            fn dot(sum: $sum, weights: &[Self], activities: &[Self]) -> $sum {
                $dot(sum, weights, activities)
            }
            fn kernel_exponent(extremes: Extremes) -> Option<i8> {
                Self::exponent(extremes)
            }
            fn kernel_weight(before: f64, weight: f64, exponent: i8) -> Self {
                Self::weight(before, weight, exponent)
            }
            fn kernel_dot(sum: $sum, weights: &[Self], activities: &[Self]) -> $sum {
                $dot(sum, weights, activities)
            }
            fn sums<const IN: usize, const OUT: usize>(
                row: &Row<'_, Self, IN, OUT>,
                sums: &mut [$sum; OUT],
            ) {
                $row(row, sums);
            }
            $(
                #[cfg(lissom_x86)]
                const INTERLEAVES: bool = true;
                #[cfg(lissom_x86)]
                fn interleaved_sums<const IN: usize, const OUT: usize>(
                    all: &crate::interleaved::Interleaved<'_, Self, IN, OUT>,
                    units: Range<usize>,
                    take: impl FnMut(usize, &[$sum; OUT]),
                ) -> bool {
                    $interleaved(all, units, take)
                }
            )?
            fn shared_sums<const IN: usize, const OUT: usize>(
                rows: &SharedRows<'_, Self, IN>,
                units: Range<usize>,
                take: impl FnMut(usize, &[[$sum; OUT]; 2]),
            ) {
                $shared(rows, units, take);
            }
            #[inline]
            fn scale(gain: FixedWide, sum: $sum, exponent: i8) -> FixedWide {
                response(gain, $top(sum), exponent)
            }
            fn scale_all(gain: FixedWide, sums: &[$sum], exponent: i8, scaled: &mut [FixedWide]) {
                responses(gain, sums.iter().map(|&sum| $top(sum)), exponent, scaled);
            }
            fn ramp(lower: FixedWide, upper: FixedWide) -> Option<FixedRamp> {
                FixedRamp::new(lower, upper, $fraction)
            }
            #[inline]
            fn climb(ramp: FixedRamp, lower: FixedWide, s: FixedWide) -> Self {
                let above = s.to_bits().wrapping_sub(lower.to_bits()) as u32;
                Self::from_bits(ramp.climb(above).min(<$bits>::MAX.into()) as $bits)
            }
            #[cfg(lissom_x86)] // all at once; elsewhere most units are silent
            fn climb_all(
                ramp: FixedRamp,
                ends: [FixedWide; 2],
                s: &[FixedWide],
                heights: &mut [Self],
            ) {
                let [lower, upper] = ends;
                dot::wide(|| {
                    for (height, &s) in heights.iter_mut().zip(s) {
                        let climbed = Self::climb(ramp, lower, s.max(lower));
                        *height = if s >= upper { Self::ONE } else { climbed };
                    }
                });
            }
        }
    };
}
fixed!(
    Fixed16,
    i16,
    u16,
    i32,
    15,
    "fixed16",
    dot::fixed16,
    dot::fixed16_row,
    dot::fixed16_shared_rows,
    |sum| sum,
    dot::fixed16_interleaved
);
// of the sum's 62 fractional bits the upper 30 are kept
fixed!(
    Fixed32,
    i32,
    u32,
    i64,
    31,
    "fixed32",
    dot::fixed32,
    dot::fixed32_row,
    dot::fixed32_shared_rows,
    |sum: i64| (sum >> 32) as i32
);

#[cfg(test)]
mod tests {
    use super::*;

    /// The bound at the top of this file, met with equality: no larger sum exists.
    #[test]
    fn the_worst_sum_fits() {
        for connections in [3, 16, 293, 60_000] {
            let exponent = Fixed16::exponent(Extremes {
                peak: 1.0 / connections as f64,
                total: 1.0,
                mixed: 0,
            });
            let exponent = exponent.unwrap();
            let mut weights = std::vec::Vec::new();
            let mut before = 0.0;
            for _ in 0..connections {
                weights.push(Fixed16::weight(before, 1.0 / connections as f64, exponent));
                before += 1.0 / connections as f64;
            }
            let total: i64 = weights.iter().map(|w| i64::from(w.to_bits())).sum();
            assert_eq!(total, 1 << (15 + exponent), "{connections} connections");
            let ones = std::vec![Fixed16::ONE; connections];
            let sum = Fixed16::dot(0, &weights, &ones);
            assert_eq!(i64::from(sum), total * 32_767);
            assert_eq!(
                Fixed16::dot(0, &weights, &std::vec![Fixed16::MIN; connections]),
                (-total << 15) as i32
            );
        }
        // weights from elsewhere whose sum is a little above 1 go down an exponent in 32 bits
        let above = Extremes { peak: 0.1, total: 1.000_001, mixed: 0 };
        assert_eq!((Fixed16::exponent(above), Fixed32::exponent(above)), (Some(1), Some(0)));
        // two connections of 1/2 do not fit at exponent 1, one of 1 not at 0
        assert_eq!(Fixed16::exponent(Extremes { peak: 0.5, total: 1.0, mixed: 0 }), Some(0));
        assert_eq!(Fixed16::exponent(Extremes { peak: 1.0, total: 1.0, mixed: 0 }), Some(-1));
        assert_eq!(Fixed16::exponent(Extremes { peak: 1.0, total: 1e9, mixed: 0 }), None);
    }

    #[test]
    fn extremes_saturate() {
        assert_eq!(Fixed16::from_f64(2.0), Fixed16::ONE);
        assert_eq!(Fixed32::from_f64(1.0), Fixed32::ONE);
        assert_eq!(Fixed16::from_f64(f64::NAN), Fixed16::ZERO);
        assert_eq!(Fixed32::from_f64(f64::NEG_INFINITY), Fixed32::MIN);
        assert_eq!(Fixed16::ONE.plus(Fixed16::ONE), Fixed16::ONE);
        assert_eq!(Fixed16::scale(FixedWide::MAX, i32::MAX, -14).to_bits(), MAX_RESPONSE);
        assert_eq!(Fixed16::scale(FixedWide::MAX, i32::MIN, -14).to_bits(), -MAX_RESPONSE);
        assert_eq!(
            [Fixed16::ONE.level(), 0.5_f32.level(), Fixed32::from_f64(-0.5).level()],
            [255, 128, 0]
        );
        assert_eq!(Fixed16::ratio(1, 3).to_bits(), 10_923);
        assert_eq!(Fixed16::ratio(7, 7), Fixed16::ONE);
    }

    #[test]
    fn steps_and_bits_come_back() {
        fn check<T: Number>(coarsest: i32) {
            for steps in (0..1 << 24).step_by(4099) {
                let number = T::from_steps(steps);
                assert!((number.to_steps() - steps).abs() <= coarsest, "{} {steps}", T::NAME);
                assert_eq!(T::from_bits(number.to_bits()), number);
            }
            assert_eq!([T::from_steps(-1), T::from_steps(i32::MAX)], [T::ZERO, T::ONE]);
            assert_eq!(T::from_f64(-0.5).to_steps(), 0);
        }
        check::<f32>(0);
        check::<f64>(0);
        check::<Fixed32>(0);
        check::<Fixed16>(512); // the largest number is a whole step of 2⁻¹⁵ below 1
        assert_eq!(f32::NAN.to_steps(), 0);
        assert_eq!((f64::INFINITY.to_steps(), Fixed32::ONE.to_steps()), (1 << 24, 1 << 24));
    }
}
