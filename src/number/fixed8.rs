//! The format with 8-bit weights and 16-bit activities.
//!
//! Activities, gains, thresholds and responses are those of [`Fixed16`], and so are the LGN's shared
//! kernels. A **weight** has the scale of 16 bits and half their memory: it is `bits·2⁻⁽¹⁵⁺ᵉ⁾` with
//! |bits| ≤ 127 and one exponent e ≤ 1 for a projection, the largest for which every weight fits and
//! every unit's Σ|bits| ≤ 2¹⁶. So a **sum** of products is exact and stays below 2³¹, by the bound of
//! [`fixed`](super::fixed), and every prefix of a unit's weights is rounded to the nearest as there.

use super::{
    Extremes, Number,
    fixed::{Fixed16, FixedRamp, FixedWide, fixed_exponent, fixed_weight},
};
use crate::{dot, math};

/// The format with 8-bit weights: an activity, which has 16 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(transparent)]
pub struct Fixed8(Fixed16);

impl Fixed8 {
    /// The activity `bits·2⁻¹⁵`.
    pub const fn from_bits(bits: i16) -> Self {
        Self(Fixed16::from_bits(bits))
    }

    /// The activity's bits.
    pub const fn to_bits(self) -> i16 {
        self.0.to_bits()
    }
}

impl From<Fixed8> for Fixed16 {
    fn from(activity: Fixed8) -> Self {
        activity.0
    }
}

impl From<Fixed16> for Fixed8 {
    fn from(activity: Fixed16) -> Self {
        Self(activity)
    }
}

/// A weight of [`Fixed8`]: `bits·2⁻¹⁵`, times 2 to the projection's −exponent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(transparent)]
pub struct Weight8(i8);

impl Weight8 {
    /// The weight of these bits.
    pub const fn from_bits(bits: i8) -> Self {
        Self(bits)
    }

    /// The weight's bits.
    pub const fn to_bits(self) -> i8 {
        self.0
    }
}

impl Number for Fixed8 {
    type Weight = Weight8;
    type Wide = FixedWide;
    type Sum = i32;
    type Ramp = FixedRamp;
    const NAME: &'static str = "fixed8";
    const ZERO: Self = Self(Fixed16::ZERO);
    const ONE: Self = Self(Fixed16::ONE);
    const WEIGHT_ZERO: Weight8 = Weight8(0);
    const WIDE_ZERO: FixedWide = FixedWide::ZERO;

    fn from_f64(x: f64) -> Self {
        Self(Fixed16::from_f64(x))
    }
    fn to_f64(self) -> f64 {
        self.0.to_f64()
    }
    fn ratio(numerator: u64, denominator: u64) -> Self {
        Self(Fixed16::ratio(numerator, denominator))
    }
    fn plus(self, other: Self) -> Self {
        Self(self.0.plus(other.0))
    }
    fn level(self) -> u8 {
        self.0.level()
    }
    fn to_bits(self) -> u64 {
        Number::to_bits(self.0)
    }
    fn from_bits(bits: u64) -> Self {
        Self(Number::from_bits(bits))
    }
    fn to_steps(self) -> i32 {
        self.0.to_steps()
    }
    fn from_steps(steps: i32) -> Self {
        Self(Fixed16::from_steps(steps))
    }
    fn wide(x: f64) -> FixedWide {
        Fixed16::wide(x)
    }
    fn wide_to_f64(x: FixedWide) -> f64 {
        Fixed16::wide_to_f64(x)
    }
    fn widen(self) -> FixedWide {
        self.0.widen()
    }
    fn multiply(a: FixedWide, b: FixedWide) -> FixedWide {
        Fixed16::multiply(a, b)
    }
    fn quotient(a: FixedWide, b: FixedWide) -> Self {
        Self(Fixed16::quotient(a, b))
    }
    fn exponent(extremes: Extremes) -> Option<i8> {
        fixed_exponent(extremes, 15, i8::MAX.into())
    }
    fn weight(before: f64, weight: f64, exponent: i8) -> Weight8 {
        Weight8(fixed_weight(before, weight, exponent, 15) as i8)
    }
    fn weight_to_f64(weight: Weight8, exponent: i8) -> f64 {
        f64::from(weight.0) * math::power_of_two(-15 - i64::from(exponent))
    }
    fn weight_widen(weight: Weight8) -> FixedWide {
        FixedWide::from_bits(i32::from(weight.0) << 9)
    }
    fn weight_to_bits(weight: Weight8) -> u64 {
        u64::from(weight.0 as u8)
    }
    fn weight_from_bits(bits: u64) -> Weight8 {
        Weight8(bits as i8)
    }
    fn dot(sum: i32, weights: &[Weight8], activities: &[Self]) -> i32 {
        dot::bits(sum, weights, activities, Weight8::to_bits, Self::to_bits)
    }
    fn kernel_exponent(extremes: Extremes) -> Option<i8> {
        Fixed16::exponent(extremes)
    }
    fn kernel_weight(before: f64, weight: f64, exponent: i8) -> Self {
        Self(Fixed16::weight(before, weight, exponent))
    }
    fn kernel_dot(sum: i32, weights: &[Self], activities: &[Self]) -> i32 {
        dot::bits(sum, weights, activities, Self::to_bits, Self::to_bits)
    }
    fn scale(gain: FixedWide, sum: i32, exponent: i8) -> FixedWide {
        Fixed16::scale(gain, sum, exponent)
    }
    fn scale_all(gain: FixedWide, sums: &[i32], exponent: i8, responses: &mut [FixedWide]) {
        Fixed16::scale_all(gain, sums, exponent, responses);
    }
    fn ramp(lower: FixedWide, upper: FixedWide) -> Option<FixedRamp> {
        Fixed16::ramp(lower, upper)
    }
    fn climb(ramp: FixedRamp, lower: FixedWide, s: FixedWide) -> Self {
        Self(Fixed16::climb(ramp, lower, s))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bound at the top of this file, met with equality where 2¹⁶ allows it.
    #[test]
    fn the_worst_sum_fits() {
        let mut largest = 0;
        for connections in [3, 16, 293, 1000, 60_000] {
            let each = 1.0 / f64::from(connections);
            let extremes = Extremes { peak: each, total: 1.0, mixed: 0 };
            let exponent = Fixed8::exponent(extremes).unwrap();
            let weights: std::vec::Vec<_> = (0..connections)
                .map(|k| Fixed8::weight(f64::from(k) * each, each, exponent))
                .collect();
            let total: i32 = weights.iter().map(|w| i32::from(w.to_bits())).sum();
            assert_eq!(total, 1 << (15 + exponent), "{connections} connections");
            assert!(weights.iter().all(|w| (0..=127).contains(&w.to_bits())));
            let sum = |activity| Fixed8::dot(0, &weights, &std::vec![activity; weights.len()]);
            assert_eq!(i64::from(sum(Fixed8::ONE)), i64::from(total) * 32_767);
            assert_eq!(sum(Fixed8::from_bits(i16::MIN)), (i64::from(total) * -32_768) as i32);
            largest = largest.max(total);
        }
        assert_eq!(largest, 1 << 16, "the bound itself was not reached");
    }

    #[test]
    fn the_largest_weight_takes_all_bits() {
        let exponent = |peak| Fixed8::exponent(Extremes { peak, total: 1.0, mixed: 0 });
        // 126 steps of 2⁻¹⁵⁻ᵉ: prefixes may lift a weight to 127
        assert_eq!(exponent(126.0 / 32_768.0), Some(0));
        assert_eq!(exponent(126.1 / 32_768.0), Some(-1));
        assert_eq!((exponent(1.0), exponent(1e-9), exponent(70.0)), (Some(-9), Some(1), None));
        assert_eq!(Fixed8::weight(0.0, 1.0, -9).to_bits(), 64);
        assert_eq!(Fixed8::weight_to_f64(Weight8::from_bits(64), -9), 1.0);
        for bits in [-128, -3, 0, 5, 127].map(Weight8::from_bits) {
            assert_eq!(Fixed8::weight_from_bits(Fixed8::weight_to_bits(bits)), bits);
            let wide = Fixed8::wide_to_f64(Fixed8::weight_widen(bits));
            assert_eq!(wide, Fixed8::weight_to_f64(bits, 0));
        }
    }
}
