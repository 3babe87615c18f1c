//! A number of any bits: what a fixed format of other sizes would compute.

use lissom::{
    Engine, Fixed16, Pooled,
    number::{Activity, Extremes, Weight},
    random::Pcg32,
};
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
    /// Those of a weight, its sign among them.
    pub weight: u32,
    /// Those of an activity, which has no sign: its step is 2 to the −bits.
    pub activity: u32,
    /// How weights are rounded.
    pub rounding: Rounding,
}

thread_local! {
    static BITS: Cell<Bits> =
        const { Cell::new(Bits { weight: 16, activity: 15, rounding: Rounding::Prefix }) };
    static DITHER: RefCell<(Pcg32, f64)> =
        const { RefCell::new((Pcg32::new(1, 1), 0.0)) };
}

/// An activity with the [`Bits`] that this thread computes in.
///
/// It is a whole number of steps. Sums are exact, as in the fixed formats, since `f64` holds all
/// their bits; responses and thresholds are `f64`.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Quantised(f64);

impl Quantised {
    /// Computes with these bits from now on.
    pub fn set(bits: Bits) {
        BITS.set(bits);
        DITHER.set((Pcg32::new(1, 1), 0.0));
    }

    #[inline]
    fn steps() -> f64 {
        f64::from(1_u32 << BITS.get().activity)
    }

    /// The nearest activity.
    #[inline]
    fn nearest(x: f64) -> Self {
        let steps = Self::steps();
        Self((x * steps + 0.5).floor().clamp(0.0, steps - 1.0) / steps)
    }
}

/// Steps of 1 in a weight of this exponent.
#[inline]
fn weight_steps(exponent: i8) -> f64 {
    2_f64.powi(15 + i32::from(exponent))
}

impl Activity for Quantised {
    type Wide = f64;
    type Slope = f64;
    const ZERO: Self = Self(0.0);
    const ONE: Self = Self(1.0);

    #[inline]
    fn from_f64(x: f64) -> Self {
        Self::nearest(x)
    }
    #[inline]
    fn to_f64(self) -> f64 {
        self.0.min(1.0 - 1.0 / Self::steps())
    }
    fn from_bits(bits: u64) -> Self {
        Self(f64::from_bits(bits))
    }
    fn to_bits(self) -> u64 {
        self.0.to_bits()
    }
    fn from_q24(q24: i32) -> Self {
        Self::nearest(f64::from_q24(q24))
    }
    fn to_q24(self) -> i32 {
        self.to_f64().to_q24()
    }
    fn ratio(numerator: u64, denominator: u64) -> Self {
        Self::nearest(numerator as f64 / denominator as f64)
    }
    fn saturating_add(self, other: Self) -> Self {
        Self::nearest(self.0 + other.0)
    }
    #[inline]
    fn widen(self) -> f64 {
        self.to_f64()
    }
    #[inline]
    fn quotient(a: f64, b: f64) -> Self {
        Self::nearest(a / b)
    }
    #[inline]
    fn slope(lower: f64, upper: f64) -> Option<f64> {
        f64::slope(lower, upper)
    }
    #[inline]
    fn on_slope(length: f64, lower: f64, s: f64) -> Self {
        Self::nearest((s - lower) / length)
    }
    fn level(self) -> u8 {
        self.to_f64().level()
    }
}

/// The kernels that all units share have 16 bits.
impl Weight for Quantised {
    type Activity = Self;
    type Sum = f64;
    const NAME: &'static str = "quantised";
    const ZERO: Self = Self(0.0);

    fn exponent(extremes: Extremes) -> Option<i8> {
        Fixed16::exponent(extremes)
    }
    #[inline]
    fn quantise(before: f64, weight: f64, exponent: i8) -> Self {
        Self(Fixed16::quantise(before, weight, exponent).value(exponent))
    }
    #[inline]
    fn value(self, _: i8) -> f64 {
        self.0
    }
    #[inline]
    fn widen(self) -> f64 {
        self.0
    }
    fn from_bits(bits: u64) -> Self {
        Self(f64::from_bits(bits))
    }
    fn to_bits(self) -> u64 {
        self.0.to_bits()
    }
    #[inline]
    fn dot(sum: f64, weights: &[Self], activities: &[Self]) -> f64 {
        let products = weights.iter().zip(activities).map(|(w, a)| w.0 * a.to_f64());
        products.fold(sum, |sum, product| sum + product)
    }
    #[inline]
    fn response(gain: f64, sum: f64, _: i8) -> f64 {
        gain * sum
    }
}

impl Pooled for Quantised {
    type Total = f64;

    #[inline]
    fn total(self) -> f64 {
        self.to_f64()
    }
    #[inline]
    fn product(weight: f64, cell: f64) -> f64 {
        weight * cell
    }
    #[inline]
    fn add(sum: f64, weights: [f64; 2], cells: [f64; 4]) -> f64 {
        <f64 as Pooled>::add(sum, weights, cells)
    }
    #[inline]
    fn pooled(gain: f64, sum: f64, _: i8) -> f64 {
        gain * sum
    }
}

/// A weight with the [`Bits`] that this thread computes in: its value, a whole number of steps.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct QuantisedWeight(f32);

impl Weight for QuantisedWeight {
    type Activity = Quantised;
    type Sum = f64;
    const NAME: &'static str = "quantised";
    const ZERO: Self = Self(0.0);

    fn exponent(Extremes { peak, total, mixed }: Extremes) -> Option<i8> {
        let most = f64::from((1_u32 << (BITS.get().weight - 1)) - 1);
        (-14..=1).rev().find(|&exponent| {
            let steps = weight_steps(exponent);
            peak * steps <= most - 1.0 && total * steps + (mixed as f64) < 65_536.5
        })
    }
    #[inline]
    fn quantise(before: f64, weight: f64, exponent: i8) -> Self {
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
        Self((bits / steps) as f32)
    }
    #[inline]
    fn value(self, _: i8) -> f64 {
        self.0.into()
    }
    #[inline]
    fn widen(self) -> f64 {
        self.0.into()
    }
    fn from_bits(bits: u64) -> Self {
        Self(f32::from_bits(bits as u32))
    }
    fn to_bits(self) -> u64 {
        self.0.to_bits().into()
    }
    #[inline]
    fn dot(sum: f64, weights: &[Self], activities: &[Quantised]) -> f64 {
        let most = 1.0 - 1.0 / Quantised::steps();
        let products = weights.iter().zip(activities).map(|(w, a)| f64::from(w.0) * a.0.min(most));
        products.fold(sum, |sum, product| sum + product)
    }
    #[inline]
    fn response(gain: f64, sum: f64, _: i8) -> f64 {
        gain * sum
    }
}

impl Engine for QuantisedWeight {}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::Fixed8;

    fn bits<W: Weight>(weights: &[f64], exponent: i8) -> Vec<f64> {
        let mut before = 0.0;
        let each = weights.iter().map(|&weight| {
            let stored = W::quantise(before, weight, exponent);
            before += weight;
            stored.value(exponent)
        });
        each.collect()
    }

    /// With the bits of a format, the weights, exponents and activities are the format's.
    #[test]
    fn the_formats_are_among_them() {
        fn check<W: Weight>(weight: u32) {
            Quantised::set(Bits { weight, activity: 15, rounding: Rounding::Prefix });
            let mut random = Pcg32::new(7, 7);
            let weights: Vec<_> = (0..293).map(|_| random.next_f64() / 146.5).collect();
            let (peak, total) = (weights.iter().copied().fold(0.0, f64::max), weights.iter().sum());
            let extremes = Extremes { peak, total, mixed: 0 };
            let exponent = W::exponent(extremes);
            assert_eq!(QuantisedWeight::exponent(extremes), exponent);
            let exponent = exponent.unwrap();
            assert_eq!(bits::<QuantisedWeight>(&weights, exponent), bits::<W>(&weights, exponent));
            for x in [-1.0, 0.0, 0.3, 0.999_99, 1.0, 7.0_f64] {
                let exact = W::Activity::from_f64(x.max(0.0)).to_f64();
                assert_eq!(Quantised::from_f64(x).to_f64(), exact);
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
            bits::<QuantisedWeight>(&weights, 0).iter().map(|w| w * 32_768.0).collect::<Vec<_>>()
        };
        assert_eq!(rounded(Rounding::Prefix), [0.0, 1.0, 0.0, 0.0]);
        assert_eq!(rounded(Rounding::Nearest), [0.0; 4]);
        assert_eq!(rounded(Rounding::Down), [0.0; 4]);
        assert_eq!(rounded(Rounding::Dithered).iter().sum::<f64>(), 1.0);
        Quantised::set(Bits { weight: 8, activity: 8, rounding: Rounding::Prefix });
        assert_eq!(Quantised::from_f64(1.0).to_f64(), 255.0 / 256.0);
        assert_eq!(<Quantised as Activity>::ONE.to_f64(), 255.0 / 256.0);
    }
}
