//! What learning asks of a number: the two passes over a unit's weights that turn w into
//! (w + α·x·η)/Σ(w + α·x·η). [`fixed`] says how in fixed point.

use super::Number;
use crate::{limits::MAX_RATE, random::Pcg32};
use core::fmt::Debug;

pub mod fixed;

pub(crate) use fixed::fixed_rate;
pub use fixed::{FixedBalance, FixedTally};

/// Whether a weight of 0 may grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Zeros {
    /// It is a weight like any other.
    #[default]
    Grow,
    /// It is a dead connection: it stays 0 and counts for nothing.
    Stay,
}

/// A number that weights can learn in.
///
/// A unit is adapted in two passes over its runs: [`tally`](Self::tally) adds up, then
/// [`balance`](Self::balance) divides once, then [`adapt`](Self::adapt) writes. Weights must be ≥ 0:
/// learning never makes others, and gives no useful result for others.
pub trait Plastic: Number {
    /// A learning rate.
    type Rate: Copy + PartialEq + Debug + Send + Sync;
    /// α·η of a unit.
    type Growth: Copy;
    /// Sums over a unit's connections.
    type Tally: Copy + Default;
    /// The factors of a unit's weights and of its inputs.
    type Balance: Copy;
    /// What rounding carries from weight to weight.
    type Carry: Copy;

    /// The nearest rate of 0..=[`MAX_RATE`].
    fn rate(alpha: f64) -> Self::Rate;
    /// The rate of one of so many connections, which is not 0.
    fn divided(rate: Self::Rate, connections: u32) -> Self::Rate;
    /// α·η; in fixed point below 1.
    fn growth(rate: Self::Rate, eta: Self) -> Self::Growth;
    /// Adds a run of one length.
    fn tally(
        sums: Self::Tally,
        weights: &[Self::Weight],
        inputs: &[Self],
        zeros: Zeros,
    ) -> Self::Tally;
    /// The connections that were added up, without dead ones.
    fn connections(sums: Self::Tally) -> u32;
    /// Whether a living weight is below `part`/2¹⁶ of the mean of the added living ones.
    fn is_below(weight: Self::Weight, sums: Self::Tally, part: u32) -> bool;
    /// The factors that make the weights sum to 1; `None` where all is 0.
    fn balance(sums: Self::Tally, growth: Self::Growth, exponent: i8) -> Option<Self::Balance>;
    /// What a unit's first weight is rounded with.
    fn carry(random: &mut Pcg32) -> Self::Carry;
    /// Writes the new weights of a run.
    fn adapt(
        carry: Self::Carry,
        balance: Self::Balance,
        weights: &mut [Self::Weight],
        inputs: &[Self],
        zeros: Zeros,
    ) -> Self::Carry;

    /// [`tally`](Self::tally) of a unit's runs, whose weights follow each other.
    #[inline]
    fn tally_runs<'s>(
        sums: Self::Tally,
        weights: &[Self::Weight],
        runs: impl Iterator<Item = &'s [Self]>,
        zeros: Zeros,
    ) -> Self::Tally {
        one_by_one::tally(sums, weights, runs, zeros)
    }
    /// [`adapt`](Self::adapt) of a unit's runs, whose weights follow each other.
    #[inline]
    fn adapt_runs<'s>(
        carry: Self::Carry,
        balance: Self::Balance,
        weights: &mut [Self::Weight],
        runs: impl Iterator<Item = &'s [Self]>,
        zeros: Zeros,
    ) -> Self::Carry {
        one_by_one::adapt(carry, balance, weights, runs, zeros)
    }
}

/// A unit's runs, one after the other.
pub(crate) mod one_by_one {
    use super::{Plastic, Zeros};

    #[inline]
    pub(crate) fn tally<'s, T: Plastic>(
        mut sums: T::Tally,
        mut weights: &[T::Weight],
        runs: impl Iterator<Item = &'s [T]>,
        zeros: Zeros,
    ) -> T::Tally {
        for inputs in runs {
            let run;
            (run, weights) = weights.split_at(inputs.len());
            sums = T::tally(sums, run, inputs, zeros);
        }
        sums
    }

    #[inline]
    pub(crate) fn adapt<'s, T: Plastic>(
        mut carry: T::Carry,
        balance: T::Balance,
        mut weights: &mut [T::Weight],
        runs: impl Iterator<Item = &'s [T]>,
        zeros: Zeros,
    ) -> T::Carry {
        for inputs in runs {
            let run;
            (run, weights) = weights.split_at_mut(inputs.len());
            carry = T::adapt(carry, balance, run, inputs, zeros);
        }
        carry
    }
}

/// Sums in lanes that a vector unit adds side by side; always in the same order.
#[derive(Debug, Clone, Copy)]
pub struct FloatTally<F> {
    weights: [F; LANES],
    inputs: [F; LANES],
    connections: u32,
}

const LANES: usize = 8;

impl<F: Copy + Default> Default for FloatTally<F> {
    fn default() -> Self {
        Self { weights: [F::default(); LANES], inputs: [F::default(); LANES], connections: 0 }
    }
}

/// w ← keep·w + grow·x
#[derive(Debug, Clone, Copy)]
pub struct FloatBalance<F> {
    keep: F,
    grow: F,
}

macro_rules! float {
    ($float:ty) => {
        impl Plastic for $float {
            type Rate = Self;
            type Growth = Self;
            type Tally = FloatTally<Self>;
            type Balance = FloatBalance<Self>;
            type Carry = ();

            fn rate(alpha: f64) -> Self {
                Self::from_f64(alpha).clamp(0.0, MAX_RATE as Self)
            }
            fn divided(rate: Self, connections: u32) -> Self {
                rate / connections as Self
            }
            fn growth(rate: Self, eta: Self) -> Self {
                rate * eta
            }
            #[inline]
            fn tally(
                mut sums: FloatTally<Self>,
                weights: &[Self],
                inputs: &[Self],
                zeros: Zeros,
            ) -> FloatTally<Self> {
                let (whole_w, rest_w) = weights.as_chunks::<LANES>();
                let (whole_x, rest_x) = inputs.as_chunks::<LANES>();
                let alive = |w: Self| zeros == Zeros::Grow || w != 0.0;
                for (w, x) in whole_w.iter().zip(whole_x) {
                    for lane in 0..LANES {
                        sums.weights[lane] += w[lane];
                        sums.inputs[lane] += if alive(w[lane]) { x[lane] } else { 0.0 };
                    }
                }
                for (lane, (&w, &x)) in rest_w.iter().zip(rest_x).enumerate() {
                    sums.weights[lane] += w;
                    sums.inputs[lane] += if alive(w) { x } else { 0.0 };
                }
                sums.connections += match zeros {
                    Zeros::Grow => weights.len() as u32,
                    Zeros::Stay => weights.iter().filter(|&&w| w != 0.0).count() as u32,
                };
                sums
            }
            fn connections(sums: FloatTally<Self>) -> u32 {
                sums.connections
            }
            fn is_below(weight: Self, sums: FloatTally<Self>, part: u32) -> bool {
                let mean = sums.weights.iter().sum::<Self>() / sums.connections as Self;
                weight * 65_536.0 < part as Self * mean
            }
            fn balance(sums: FloatTally<Self>, growth: Self, _: i8) -> Option<FloatBalance<Self>> {
                let inputs = sums.inputs.iter().sum::<Self>();
                let sum = sums.weights.iter().sum::<Self>() + growth * inputs;
                (sum > 0.0).then(|| FloatBalance { keep: 1.0 / sum, grow: growth / sum })
            }
            fn carry(_: &mut Pcg32) {}
            #[inline]
            fn adapt(
                (): (),
                FloatBalance { keep, grow }: FloatBalance<Self>,
                weights: &mut [Self],
                inputs: &[Self],
                zeros: Zeros,
            ) {
                match zeros {
                    Zeros::Grow => {
                        for (w, &x) in weights.iter_mut().zip(inputs) {
                            *w = keep * *w + grow * x;
                        }
                    }
                    Zeros::Stay => {
                        for (w, &x) in weights.iter_mut().zip(inputs) {
                            *w = if *w == 0.0 { 0.0 } else { keep * *w + grow * x };
                        }
                    }
                }
            }
        }
    };
}
float!(f32);
float!(f64);
