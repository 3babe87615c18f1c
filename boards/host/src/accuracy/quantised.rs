//! A number of any bits: what a fixed format of other sizes would compute.

use lissom::{Fixed16, Number, number::Extremes, random::Pcg32};
use std::cell::{Cell, RefCell};

/// How a weight becomes a whole number of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Every prefix of a unit's weights to the nearest: what the formats do.
    Prefix,
    /// Every prefix down, after adding one random part of a step for the unit: what learning does.
    Dithered,
    /// Each weight to the nearest.
    Nearest,
    /// Each weight down.
    Down,
}

/// The bits of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bits {
    /// Of a weight, its sign among them.
    pub weight: u32,
    /// Of an activity, which has no sign: its step is 2 to the −bits.
    pub activity: u32,
    /// Of weights.
    pub rounding: Rounding,
}

thread_local! {
    static BITS: Cell<Bits> =
        const { Cell::new(Bits { weight: 16, activity: 15, rounding: Rounding::Prefix }) };
    static DITHER: RefCell<(Pcg32, f64)> =
        const { RefCell::new((Pcg32::new(1, 1), 0.0)) };
}

/// A number with the [`Bits`] that this thread computes in.
///
/// An activity is a whole number of steps; sums are exact, as in the fixed formats, since `f64` holds
/// all their bits; responses and thresholds are `f64`. The kernels that all units share have 16 bits.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Quantised(f64);

impl Quantised {
    /// Computes with these bits from now on.
    pub fn set(bits: Bits) {
        BITS.set(bits);
        DITHER.set((Pcg32::new(1, 1), 0.0));
    }

    fn steps() -> f64 {
        f64::from(1_u32 << BITS.get().activity)
    }

    /// The nearest activity.
    fn nearest(x: f64) -> Self {
        let steps = Self::steps();
        Self((x * steps + 0.5).floor().clamp(0.0, steps - 1.0) / steps)
    }
}

/// Steps of 1 in a weight of this exponent.
fn weight_steps(exponent: i8) -> f64 {
    2_f64.powi(15 + i32::from(exponent))
}

impl Number for Quantised {
    type Weight = f32;
    type Wide = f64;
    type Sum = f64;
    type Ramp = f64;
    const NAME: &'static str = "quantised";
    const ZERO: Self = Self(0.0);
    const ONE: Self = Self(1.0);
    const WEIGHT_ZERO: f32 = 0.0;
    const WIDE_ZERO: f64 = 0.0;

    fn from_f64(x: f64) -> Self {
        Self::nearest(x)
    }
    fn to_f64(self) -> f64 {
        self.0.min(1.0 - 1.0 / Self::steps())
    }
    fn ratio(numerator: u64, denominator: u64) -> Self {
        Self::nearest(numerator as f64 / denominator as f64)
    }
    fn plus(self, other: Self) -> Self {
        Self::nearest(self.0 + other.0)
    }
    fn level(self) -> u8 {
        self.to_f64().level()
    }
    fn to_bits(self) -> u64 {
        self.0.to_bits()
    }
    fn from_bits(bits: u64) -> Self {
        Self(f64::from_bits(bits))
    }
    fn to_steps(self) -> i32 {
        self.to_f64().to_steps()
    }
    fn from_steps(steps: i32) -> Self {
        Self::nearest(f64::from_steps(steps))
    }
    fn wide(x: f64) -> f64 {
        x
    }
    fn wide_to_f64(x: f64) -> f64 {
        x
    }
    fn widen(self) -> f64 {
        self.to_f64()
    }
    fn multiply(a: f64, b: f64) -> f64 {
        a * b
    }
    fn quotient(a: f64, b: f64) -> Self {
        Self::nearest(a / b)
    }
    fn exponent(Extremes { peak, total, mixed }: Extremes) -> Option<i8> {
        let most = f64::from((1_u32 << (BITS.get().weight - 1)) - 1);
        (-14..=1).rev().find(|&exponent| {
            let steps = weight_steps(exponent);
            peak * steps <= most - 1.0 && total * steps + (mixed as f64) < 65_536.5
        })
    }
    fn weight(before: f64, weight: f64, exponent: i8) -> f32 {
        let steps = weight_steps(exponent);
        let (from, to) = (before * steps, (before + weight) * steps);
        let bits = match BITS.get().rounding {
            Rounding::Prefix => to.round() - from.round(),
            Rounding::Nearest => (weight * steps).round(),
            Rounding::Down => (weight * steps).floor(),
            Rounding::Dithered => DITHER.with_borrow_mut(|(random, part)| {
                if before == 0.0 {
                    *part = random.next_f64(); // a unit begins
                }
                (to + *part).floor() - (from + *part).floor()
            }),
        };
        (bits / steps) as f32
    }
    fn weight_to_f64(weight: f32, _: i8) -> f64 {
        weight.into()
    }
    fn weight_widen(weight: f32) -> f64 {
        weight.into()
    }
    fn weight_to_bits(weight: f32) -> u64 {
        weight.to_bits().into()
    }
    fn weight_from_bits(bits: u64) -> f32 {
        f32::from_bits(bits as u32)
    }
    fn dot(sum: f64, weights: &[f32], activities: &[Self]) -> f64 {
        let most = 1.0 - 1.0 / Self::steps();
        let products = weights.iter().zip(activities).map(|(&w, a)| f64::from(w) * a.0.min(most));
        products.fold(sum, |sum, product| sum + product)
    }
    fn kernel_exponent(extremes: Extremes) -> Option<i8> {
        Fixed16::exponent(extremes)
    }
    fn kernel_weight(before: f64, weight: f64, exponent: i8) -> Self {
        Self(Fixed16::weight_to_f64(Fixed16::weight(before, weight, exponent), exponent))
    }
    fn kernel_dot(sum: f64, weights: &[Self], activities: &[Self]) -> f64 {
        let products = weights.iter().zip(activities).map(|(w, a)| w.0 * a.to_f64());
        products.fold(sum, |sum, product| sum + product)
    }
    fn scale(gain: f64, sum: f64, _: i8) -> f64 {
        gain * sum
    }
    fn ramp(lower: f64, upper: f64) -> Option<f64> {
        f64::ramp(lower, upper)
    }
    fn climb(length: f64, lower: f64, s: f64) -> Self {
        Self::nearest((s - lower) / length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::Fixed8;

    fn bits<T: Number>(weights: &[f64], exponent: i8) -> Vec<f64> {
        let mut before = 0.0;
        let each = weights.iter().map(|&weight| {
            let stored = T::weight(before, weight, exponent);
            before += weight;
            T::weight_to_f64(stored, exponent)
        });
        each.collect()
    }

    /// With the bits of a format, the weights, exponents and activities are the format's.
    #[test]
    fn the_formats_are_among_them() {
        fn check<T: Number>(weight: u32) {
            Quantised::set(Bits { weight, activity: 15, rounding: Rounding::Prefix });
            let mut random = Pcg32::new(7, 7);
            let weights: Vec<_> = (0..293).map(|_| random.next_f64() / 146.5).collect();
            let (peak, total) = (weights.iter().copied().fold(0.0, f64::max), weights.iter().sum());
            let extremes = Extremes { peak, total, mixed: 0 };
            let exponent = T::exponent(extremes);
            assert_eq!(Quantised::exponent(extremes), exponent);
            let exponent = exponent.unwrap();
            assert_eq!(bits::<Quantised>(&weights, exponent), bits::<T>(&weights, exponent));
            for x in [-1.0, 0.0, 0.3, 0.999_99, 1.0, 7.0] {
                assert_eq!(Quantised::from_f64(x).to_f64(), T::from_f64(x.max(0.0)).to_f64());
            }
        }
        check::<Fixed8>(8);
        check::<Fixed16>(16);
    }

    #[test]
    fn roundings_differ() {
        let weights = [0.3, 0.3, 0.3, 0.1].map(|steps| steps / 32_768.0);
        let rounded = |rounding| {
            Quantised::set(Bits { weight: 8, activity: 8, rounding });
            bits::<Quantised>(&weights, 0).iter().map(|w| w * 32_768.0).collect::<Vec<_>>()
        };
        assert_eq!(rounded(Rounding::Prefix), [0.0, 1.0, 0.0, 0.0]);
        assert_eq!(rounded(Rounding::Nearest), [0.0; 4]);
        assert_eq!(rounded(Rounding::Down), [0.0; 4]);
        assert_eq!(rounded(Rounding::Dithered).iter().sum::<f64>(), 1.0);
        Quantised::set(Bits { weight: 8, activity: 8, rounding: Rounding::Prefix });
        assert_eq!(Quantised::from_f64(1.0).to_f64(), 255.0 / 256.0);
        assert_eq!(Quantised::ONE.to_f64(), 255.0 / 256.0);
    }
}
