//! Floats: each is an activity, a response and a weight.

use super::{Activity, Extremes, Weight, Wide};

macro_rules! float {
    ($float:ty, $bits:ty, $name:literal) => {
        impl Wide for $float {
            const ZERO: Self = 0.0;

            fn from_f64(x: f64) -> Self {
                if x.is_nan() { 0.0 } else { x as Self }
            }
            fn from_q24(q24: i32) -> Self {
                (f64::from(q24) / 16_777_216.0) as Self
            }
            fn to_f64(self) -> f64 {
                self.into()
            }
            fn multiply(self, other: Self) -> Self {
                self * other
            }
        }

        impl Activity for $float {
            type Wide = Self;
            type Slope = Self;
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;

            fn from_f64(x: f64) -> Self {
                Wide::from_f64(x)
            }
            fn to_f64(self) -> f64 {
                self.into()
            }
            fn from_bits(bits: u64) -> Self {
                <$float>::from_bits(bits as $bits)
            }
            fn to_bits(self) -> u64 {
                <$float>::to_bits(self).into()
            }
            fn from_q24(q24: i32) -> Self {
                q24.clamp(0, 1 << 24) as Self / 16_777_216.0
            }
            fn to_q24(self) -> i32 {
                (self.clamp(0.0, 1.0) as f64 * 16_777_216.0 + 0.5) as i32
            }
            fn ratio(numerator: u64, denominator: u64) -> Self {
                ((numerator as f64 / denominator as f64) as Self).min(1.0)
            }
            fn saturating_add(self, other: Self) -> Self {
                (self + other).min(1.0)
            }
            fn widen(self) -> Self {
                self
            }
            fn quotient(a: Self, b: Self) -> Self {
                (a / b).min(1.0)
            }
            fn slope(lower: Self, upper: Self) -> Option<Self> {
                (lower < upper).then_some(upper - lower)
            }
            fn on_slope(length: Self, lower: Self, s: Self) -> Self {
                (s - lower) / length
            }
            fn level(self) -> u8 {
                (self * 255.0 + 0.5) as u8
            }
        }

        impl Weight for $float {
            type Activity = Self;
            type Sum = Self;
            const NAME: &'static str = $name;
            const ZERO: Self = 0.0;

            fn exponent(extremes: Extremes) -> Option<i8> {
                (extremes.total as Self).is_finite().then_some(0)
            }
            fn quantise(_: f64, weight: f64, _: i8) -> Self {
                weight as Self
            }
            fn value(self, _: i8) -> f64 {
                self.into()
            }
            fn widen(self) -> Self {
                self
            }
            fn from_bits(bits: u64) -> Self {
                Activity::from_bits(bits)
            }
            fn to_bits(self) -> u64 {
                Activity::to_bits(self)
            }
            fn add_magnitude(self, total: u64) -> Option<u64> {
                let total = f64::from_bits(total) + f64::from(self.abs());
                (total as Self).is_finite().then_some(total.to_bits())
            }
            #[inline]
            fn dot(sum: Self, weights: &[Self], activities: &[Self]) -> Self {
                weights.iter().zip(activities).fold(sum, |sum, (w, x)| sum + w * x)
            }
            fn response(gain: Self, sum: Self, _: i8) -> Self {
                gain * sum
            }
        }
    };
}
float!(f32, u32, "f32");
float!(f64, u64, "f64");
