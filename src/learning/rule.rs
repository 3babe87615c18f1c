//! What learning asks of a weight: the two passes over a unit's weights that turn w into
//! (w + α·x·η)/Σ(w + α·x·η). [`fixed`] says how in fixed point.

use crate::{engine::Engine, random::Pcg32};
use core::fmt::Debug;

pub(crate) mod fixed;
mod float;

pub(crate) use fixed::fixed_rate;
pub use fixed::{FixedFactors, FixedTally};
pub use float::{FloatFactors, FloatTally};

/// Whether a projection's connections have been pruned, so that a weight of 0 may not grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Pruned {
    /// None has: 0 is a weight like any other.
    #[default]
    No,
    /// Some have: a weight of 0 is no connection; it stays 0 and counts for nothing.
    Yes,
}

/// A weight that can learn.
///
/// A unit is adapted in two passes over its runs: [`tally`](Self::tally) adds up, then
/// [`factors`](Self::factors) divides once, then [`adapt`](Self::adapt) writes. Weights must be ≥
/// 0: learning never makes others, and gives no useful result for others.
pub trait Learn: Engine {
    /// A learning rate.
    type Rate: Copy + PartialEq + Debug + Send + Sync;
    /// α·η of a unit.
    type Growth: Copy;
    /// Sums over a unit's connections.
    type Tally: Copy + Default;
    /// The factors of a unit's weights and of its inputs.
    type Factors: Copy;
    /// What rounding carries from weight to weight.
    type Carry: Copy;

    /// The nearest rate of 0..=[`MAX_RATE`](crate::number::MAX_RATE).
    fn rate(alpha: f64) -> Self::Rate;
    /// The rate per connection of a rate per field, of at least one connection.
    fn per_connection(rate: Self::Rate, connections: u32) -> Self::Rate;
    /// α·η; in fixed point below 1.
    fn growth(rate: Self::Rate, eta: Self::Activity) -> Self::Growth;
    /// Adds up a run: weights and inputs of one length.
    fn tally(
        sums: Self::Tally,
        weights: &[Self],
        inputs: &[Self::Activity],
        pruned: Pruned,
    ) -> Self::Tally;
    /// The connections that were added up, without pruned ones.
    fn connections(sums: Self::Tally) -> u32;
    /// Whether a weight is below `fraction`/2¹⁶ of the unit's mean non-zero weight.
    fn is_below(weight: Self, sums: Self::Tally, fraction: u32) -> bool;
    /// The factors that make the weights sum to 1; `None` where all is 0, or so near to it or so
    /// large that the sum has no reciprocal.
    fn factors(sums: Self::Tally, growth: Self::Growth, exponent: i8) -> Option<Self::Factors>;
    /// Whether a weight of this exponent can be 1, or the step before.
    fn holds_one(exponent: i8) -> bool;
    /// Whether the weights written from the first carry to the last sum to 1, but for rounding: no
    /// weight has stopped at the largest number.
    fn is_whole(first: Self::Carry, last: Self::Carry, exponent: i8) -> bool;
    /// What a unit's first weight is rounded with.
    fn carry(random: &mut Pcg32) -> Self::Carry;
    /// Writes the new weights of a run.
    fn adapt(
        carry: Self::Carry,
        factors: Self::Factors,
        weights: &mut [Self],
        inputs: &[Self::Activity],
        pruned: Pruned,
    ) -> Self::Carry;

    /// [`tally`](Self::tally) of a unit's runs, whose weights follow each other.
    #[inline]
    fn tally_runs<'s>(
        sums: Self::Tally,
        weights: &[Self],
        runs: impl Iterator<Item = &'s [Self::Activity]> + Clone,
        pruned: Pruned,
    ) -> Self::Tally {
        tally_each(sums, weights, runs, pruned)
    }
    /// [`adapt`](Self::adapt) of a unit's runs, whose weights follow each other.
    #[inline]
    fn adapt_runs<'s>(
        carry: Self::Carry,
        factors: Self::Factors,
        weights: &mut [Self],
        runs: impl Iterator<Item = &'s [Self::Activity]> + Clone,
        pruned: Pruned,
    ) -> Self::Carry {
        adapt_each(carry, factors, weights, runs, pruned)
    }
}

/// A unit's runs, one after the other.
#[inline]
pub(crate) fn tally_each<'s, W: Learn>(
    mut sums: W::Tally,
    mut weights: &[W],
    runs: impl Iterator<Item = &'s [W::Activity]>,
    pruned: Pruned,
) -> W::Tally {
    for inputs in runs {
        let run;
        (run, weights) = weights.split_at(inputs.len());
        sums = W::tally(sums, run, inputs, pruned);
    }
    sums
}

/// A unit's runs, one after the other.
#[inline]
pub(crate) fn adapt_each<'s, W: Learn>(
    mut carry: W::Carry,
    factors: W::Factors,
    mut weights: &mut [W],
    runs: impl Iterator<Item = &'s [W::Activity]>,
    pruned: Pruned,
) -> W::Carry {
    for inputs in runs {
        let run;
        (run, weights) = weights.split_at_mut(inputs.len());
        carry = W::adapt(carry, factors, run, inputs, pruned);
    }
    carry
}
