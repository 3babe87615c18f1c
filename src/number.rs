//! The numbers a map is made of. Everything else is written over [`Number`]; only this module and
//! `flash.rs`, which does in `const` what a trait cannot, name the formats. [`fixed`] says how the
//! fixed-point ones stay exact.

use crate::{
    dot,
    interleaved::Interleaved,
    row::{Row, SharedRows},
};
use core::{
    fmt::Debug,
    ops::{Add, Neg, Range, Sub},
};

pub mod fixed;
pub mod fixed8;
mod frozen;
pub mod plastic;

pub use crate::limits::{MAX_GAIN, MAX_RATE};
pub use fixed::{Fixed16, Fixed32, FixedRamp, FixedWide};
pub(crate) use fixed::{fixed_exponent, fixed_weight, fixed_wide};
pub use fixed8::Fixed8;
pub use frozen::Frozen;
pub(crate) use frozen::{frozen_activity, frozen_weight};
pub(crate) use plastic::fixed_rate;
pub use plastic::{FixedBalance, FixedTally, FloatBalance, FloatTally, Plastic, Zeros};

/// What a projection's weights span, to choose their exponent by.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extremes {
    /// The largest |weight|.
    pub peak: f64,
    /// The largest Σ|weight| of a unit.
    pub total: f64,
    /// The most connections of a unit, where weights have both signs; else 0.
    pub mixed: usize,
}

/// A number that holds activities and weights, and what it takes to compute with them.
///
/// Implemented for `f64`, `f32`, [`Fixed8`], [`Fixed16`] and [`Fixed32`]. Weights and activities are of one type
/// but in [`Fixed8`], whose weights have 8 bits and whose activities 16.
pub trait Number: Copy + Default + PartialOrd + Debug + Send + Sync + 'static {
    /// Weights.
    type Weight: Copy + Default + PartialEq + Debug + Send + Sync + 'static;
    /// Responses, gains and thresholds.
    type Wide: Copy
        + Default
        + PartialOrd
        + Debug
        + Send
        + Sync
        + Add<Output = Self::Wide>
        + Sub<Output = Self::Wide>
        + Neg<Output = Self::Wide>;
    /// The exact sum of products.
    type Sum: Copy + Default;
    /// A slope prepared by [`ramp`](Self::ramp).
    type Ramp: Copy + Debug + Send + Sync;

    /// The format's name.
    const NAME: &'static str;
    /// 0.
    const ZERO: Self;
    /// 1, or the largest number below.
    const ONE: Self;
    /// The weight 0.
    const WEIGHT_ZERO: Self::Weight;
    /// 0, wide.
    const WIDE_ZERO: Self::Wide;

    /// The nearest number, saturating; 0 for NaN.
    fn from_f64(x: f64) -> Self;
    /// The same number.
    fn to_f64(self) -> f64;
    /// The nearest to `numerator / denominator`, at most [`ONE`](Self::ONE); no float where the format has none.
    fn ratio(numerator: u64, denominator: u64) -> Self;
    /// `self + other`, at most [`ONE`](Self::ONE).
    fn plus(self, other: Self) -> Self;
    /// The nearest of 256 levels from 0 to 1.
    fn level(self) -> u8;
    /// The bits, zero-extended.
    fn to_bits(self) -> u64;
    /// The number of these bits; those above its size are ignored.
    fn from_bits(bits: u64) -> Self;
    /// In steps of 2⁻²⁴ to the nearest, from 0 to 2²⁴: integers that all formats share.
    fn to_steps(self) -> i32;
    /// The nearest number to a count of steps of 2⁻²⁴, from 0 to [`ONE`](Self::ONE).
    fn from_steps(steps: i32) -> Self;

    /// The nearest wide number, saturating; 0 for NaN.
    fn wide(x: f64) -> Self::Wide;
    /// The same number.
    fn wide_to_f64(x: Self::Wide) -> f64;
    /// The same number, wide; rounded where [`Wide`](Self::Wide) is coarser.
    fn widen(self) -> Self::Wide;
    /// `a · b`, saturating.
    fn multiply(a: Self::Wide, b: Self::Wide) -> Self::Wide;

    /// `a / b` for a ≥ 0 and b > 0, at most [`ONE`](Self::ONE).
    fn quotient(a: Self::Wide, b: Self::Wide) -> Self;

    /// The exponent for weights, or `None` if no exponent keeps the sum safe.
    fn exponent(extremes: Extremes) -> Option<i8>;
    /// The weight that follows those of the same unit that sum to `before`.
    fn weight(before: f64, weight: f64, exponent: i8) -> Self::Weight;
    /// A stored weight's value.
    fn weight_to_f64(weight: Self::Weight, exponent: i8) -> f64;
    /// A stored weight itself, wide, for comparing those of a projection.
    fn weight_widen(weight: Self::Weight) -> Self::Wide;
    /// A stored weight's bits, zero-extended.
    fn weight_to_bits(weight: Self::Weight) -> u64;
    /// The stored weight of these bits; those above its size are ignored.
    fn weight_from_bits(bits: u64) -> Self::Weight;
    /// `sum + Σ weights · activities` over the shorter length.
    fn dot(sum: Self::Sum, weights: &[Self::Weight], activities: &[Self]) -> Self::Sum;

    /// [`exponent`](Self::exponent) for a kernel that all units share, which has few weights and fine
    /// ones: as many bits as an activity.
    fn kernel_exponent(extremes: Extremes) -> Option<i8>;
    /// [`weight`](Self::weight) of such a kernel.
    fn kernel_weight(before: f64, weight: f64, exponent: i8) -> Self;
    /// [`dot`](Self::dot) with weights of such a kernel.
    fn kernel_dot(sum: Self::Sum, weights: &[Self], activities: &[Self]) -> Self::Sum;

    /// The sums of a row of units, whatever of its source is silent.
    #[doc(hidden)]
    fn sums<const IN: usize, const OUT: usize>(
        row: &Row<'_, Self, IN, OUT, Self::Weight>,
        sums: &mut [Self::Sum; OUT],
    ) {
        dot::row(row, sums, Self::dot);
    }
    /// Whether this build has a kernel for interleaved weights.
    #[doc(hidden)]
    const INTERLEAVES: bool = false;
    /// The sums of some rows of units from interleaved weights; `false` where no kernel takes them.
    #[doc(hidden)]
    fn interleaved_sums<const IN: usize, const OUT: usize>(
        _all: &Interleaved<'_, Self, IN, OUT, Self::Weight>,
        _units: Range<usize>,
        _take: impl FnMut(usize, &[Self::Sum; OUT]),
    ) -> bool {
        false
    }
    /// The sums of some rows of units that share two kernels, each handed on with its place among them.
    #[doc(hidden)]
    fn shared_sums<const IN: usize, const OUT: usize>(
        rows: &SharedRows<'_, Self, IN>,
        units: Range<usize>,
        take: impl FnMut(usize, &[[Self::Sum; OUT]; 2]),
    ) {
        dot::shared_rows(rows, units, take, Self::kernel_dot);
    }
    /// `gain · sum` of weights with that exponent, saturating.
    fn scale(gain: Self::Wide, sum: Self::Sum, exponent: i8) -> Self::Wide;
    /// [`scale`](Self::scale) for each of many.
    fn scale_all(gain: Self::Wide, sums: &[Self::Sum], exponent: i8, responses: &mut [Self::Wide]) {
        for (response, &sum) in responses.iter_mut().zip(sums) {
            *response = Self::scale(gain, sum, exponent);
        }
    }

    /// Prepares the climb from 0 at `lower` to 1 at `upper`; `None` unless `lower < upper`.
    fn ramp(lower: Self::Wide, upper: Self::Wide) -> Option<Self::Ramp>;
    /// The height of the ramp at `s`, which lies between its foot `lower` and its head.
    fn climb(ramp: Self::Ramp, lower: Self::Wide, s: Self::Wide) -> Self;
    /// The height on a ramp with foot and head, and before and behind it.
    #[inline]
    fn height(ramp: Self::Ramp, [lower, upper]: [Self::Wide; 2], s: Self::Wide) -> Self {
        if s >= upper {
            Self::ONE
        } else if s > lower {
            Self::climb(ramp, lower, s)
        } else {
            Self::ZERO
        }
    }
    /// [`height`](Self::height) of each of many.
    fn climb_all(ramp: Self::Ramp, ends: [Self::Wide; 2], s: &[Self::Wide], heights: &mut [Self]) {
        for (height, &s) in heights.iter_mut().zip(s) {
            *height = Self::height(ramp, ends, s);
        }
    }
}

macro_rules! float {
    ($float:ty, $bits:ty, $name:literal, $row:path) => {
        impl Number for $float {
            type Weight = Self;
            type Wide = Self;
            type Sum = Self;
            type Ramp = Self;
            const NAME: &'static str = $name;
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const WEIGHT_ZERO: Self = 0.0;
            const WIDE_ZERO: Self = 0.0;

            fn from_f64(x: f64) -> Self {
                if x.is_nan() { 0.0 } else { x as Self }
            }
            fn to_f64(self) -> f64 {
                self as f64
            }
            fn ratio(numerator: u64, denominator: u64) -> Self {
                ((numerator as f64 / denominator as f64) as Self).min(1.0)
            }
            fn plus(self, other: Self) -> Self {
                (self + other).min(1.0)
            }
            fn level(self) -> u8 {
                (self * 255.0 + 0.5) as u8
            }
            fn to_bits(self) -> u64 {
                u64::from(<$float>::to_bits(self))
            }
            fn from_bits(bits: u64) -> Self {
                <$float>::from_bits(bits as $bits)
            }
            fn to_steps(self) -> i32 {
                (self.clamp(0.0, 1.0) as f64 * 16_777_216.0 + 0.5) as i32
            }
            fn from_steps(steps: i32) -> Self {
                steps.clamp(0, 1 << 24) as Self / 16_777_216.0
            }
            fn wide(x: f64) -> Self {
                Self::from_f64(x)
            }
            fn wide_to_f64(x: Self) -> f64 {
                x as f64
            }
            fn widen(self) -> Self {
                self
            }
            fn multiply(a: Self, b: Self) -> Self {
                a * b
            }
            fn quotient(a: Self, b: Self) -> Self {
                (a / b).min(1.0)
            }
            fn exponent(_: Extremes) -> Option<i8> {
                Some(0)
            }
            fn weight(_: f64, weight: f64, _: i8) -> Self {
                weight as Self
            }
            fn weight_to_f64(weight: Self, _: i8) -> f64 {
                weight as f64
            }
            fn weight_widen(weight: Self) -> Self {
                weight
            }
            fn weight_to_bits(weight: Self) -> u64 {
                Number::to_bits(weight)
            }
            fn weight_from_bits(bits: u64) -> Self {
                Number::from_bits(bits)
            }
            fn dot(sum: Self, weights: &[Self], activities: &[Self]) -> Self {
                dot::float(sum, weights, activities)
            }
            fn kernel_exponent(_: Extremes) -> Option<i8> {
                Some(0)
            }
            fn kernel_weight(_: f64, weight: f64, _: i8) -> Self {
                weight as Self
            }
            fn kernel_dot(sum: Self, weights: &[Self], activities: &[Self]) -> Self {
                dot::float(sum, weights, activities)
            }
            fn sums<const IN: usize, const OUT: usize>(
                row: &Row<'_, Self, IN, OUT>,
                sums: &mut [Self; OUT],
            ) {
                $row(row, sums);
            }
            fn shared_sums<const IN: usize, const OUT: usize>(
                rows: &SharedRows<'_, Self, IN>,
                units: Range<usize>,
                take: impl FnMut(usize, &[[Self; OUT]; 2]),
            ) {
                dot::float_shared_rows(rows, units, take);
            }
            fn scale(gain: Self, sum: Self, _: i8) -> Self {
                gain * sum
            }
            fn ramp(lower: Self, upper: Self) -> Option<Self> {
                (lower < upper).then_some(upper - lower)
            }
            fn climb(length: Self, lower: Self, s: Self) -> Self {
                (s - lower) / length
            }
        }
    };
}
float!(f32, u32, "f32", dot::f32_row);
float!(f64, u64, "f64", dot::f64_row);
