//! What a projection holds.

use super::Activity;
use crate::side::Value;
use core::ops::RangeInclusive;

/// What a projection's weights span: their exponent follows from it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extremes {
    /// The largest |weight|.
    pub peak: f64,
    /// The largest Σ|weight| of a unit.
    pub total: f64,
    /// The most connections of a unit, where weights have both signs; else 0.
    pub mixed: usize,
}

/// The weight of a connection.
///
/// Implemented for `f32`, `f64`, [`Fixed8`](super::Fixed8), [`Fixed16`](super::Fixed16) and
/// [`Fixed32`](super::Fixed32). A stored weight is its value times 2 to the projection's exponent.
pub trait Weight: Value + Default {
    /// What these weights are multiplied with. An activity is a weight of itself: the LGN's shared
    /// kernels use it.
    type Activity: Activity + Weight<Activity = Self::Activity, Sum = Self::Sum>;
    /// The exact sum of products.
    type Sum: Value + Default;

    /// The format's name.
    const NAME: &'static str;
    /// The weight 0.
    const ZERO: Self;

    /// The exponent for weights, or `None` if no exponent keeps the sum safe.
    fn exponent(extremes: Extremes) -> Option<i8>;
    /// The weight that follows those of the same unit that sum to `before`.
    fn quantise(before: f64, weight: f64, exponent: i8) -> Self;
    /// The value of a stored weight.
    fn value(self, exponent: i8) -> f64;
    /// A stored weight itself, wide, to compare those of a projection.
    fn widen(self) -> WideOf<Self>;
    /// The weight of these bits; those above its size are ignored.
    fn from_bits(bits: u64) -> Self;
    /// The bits, zero-extended.
    fn to_bits(self) -> u64;
    /// The Σ|weight| of a unit with this weight more, from 0 on, in bits of the format's own;
    /// `None` where the format does not hold the weight or the sum.
    fn add_magnitude(self, total: u64) -> Option<u64> {
        let total = f64::from_bits(total) + self.value(0).abs();
        total.is_finite().then_some(total.to_bits())
    }
    /// `sum + Σ weights · activities` over the shorter length.
    fn dot(sum: Self::Sum, weights: &[Self], activities: &[Self::Activity]) -> Self::Sum;
    /// The response `gain · sum` of weights with that exponent, saturating.
    fn response(gain: WideOf<Self>, sum: Self::Sum, exponent: i8) -> WideOf<Self>;
}

/// The exponents that a format has.
pub(crate) fn exponents<W: Weight>() -> RangeInclusive<i8> {
    match W::exponent(Extremes::default()) {
        Some(most) if most > 0 => -14..=most, // fixed point
        _ => 0..=0,
    }
}

/// The responses of a weight's activities.
pub type WideOf<W> = <<W as Weight>::Activity as Activity>::Wide;
