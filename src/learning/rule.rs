//! What learning asks of a weight: the two passes over a unit's weights that turn w into
//! (w + α·x·η)/Σ(w + α·x·η). [`fixed`] says how in fixed point.

use crate::{engine::Engine, learning::UnitRowMut, random::Pcg32, side::Side};
use core::{fmt::Debug, ops::Range};

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
/// 0, and activities, too: learning never makes other weights, gives no useful result for them, and
/// not the same on every machine.
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
    fn is_whole(
        factors: Self::Factors,
        first: Self::Carry,
        last: Self::Carry,
        exponent: i8,
    ) -> bool;
    /// What a unit's first weight is rounded with.
    fn carry(random: &mut Pcg32) -> Self::Carry;
    /// Writes the new weights of a run and returns the carry behind it.
    fn adapt(
        carry: Self::Carry,
        factors: Self::Factors,
        weights: &mut [Self],
        inputs: &[Self::Activity],
        pruned: Pruned,
    ) -> Self::Carry;

    /// [`tally`](Self::tally) of each of some neighbouring units.
    #[inline]
    fn tally_units<I: Side, O: Side>(
        tallies: &mut [Self::Tally],
        units: &UnitRowMut<'_, Self, I, O>,
        columns: Range<usize>,
        pruned: Pruned,
    ) {
        tally_each(tallies, units, columns, pruned);
    }
    /// [`adapt`](Self::adapt) of a unit.
    #[inline]
    fn adapt_unit<I: Side, O: Side>(
        carry: Self::Carry,
        factors: Self::Factors,
        units: &mut UnitRowMut<'_, Self, I, O>,
        column: usize,
        pruned: Pruned,
    ) -> Self::Carry {
        adapt_each(carry, factors, units, column, pruned)
    }
}

/// The units' runs, one after the other.
#[inline]
pub(crate) fn tally_each<W: Learn, I: Side, O: Side>(
    tallies: &mut [W::Tally],
    units: &UnitRowMut<'_, W, I, O>,
    columns: Range<usize>,
    pruned: Pruned,
) {
    for (sums, column) in tallies.iter_mut().zip(columns) {
        let mut weights = units.unit(column);
        for inputs in units.runs(column) {
            let Some((run, rest)) = weights.split_at_checked(inputs.len()) else { break };
            (*sums, weights) = (W::tally(*sums, run, inputs, pruned), rest);
        }
    }
}

/// The unit's runs, one after the other.
#[inline]
pub(crate) fn adapt_each<W: Learn, I: Side, O: Side>(
    mut carry: W::Carry,
    factors: W::Factors,
    units: &mut UnitRowMut<'_, W, I, O>,
    column: usize,
    pruned: Pruned,
) -> W::Carry {
    let runs = units.runs(column);
    let mut weights = units.unit_mut(column);
    for inputs in runs {
        let Some(run) = weights.split_off_mut(..inputs.len()) else { break };
        carry = W::adapt(carry, factors, run, inputs, pruned);
    }
    carry
}
