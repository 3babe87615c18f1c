//! One presentation's change of a projection's weights.

use crate::{
    geometry::{FieldView, Starts},
    join::Join,
    learning::{Learn, LearningRate, Pruned, UnitRowMut},
    number::Activity,
    random::Pcg32,
    side::{Channels, Rows, Side},
};
use core::{mem, ops::Range};

/// Settled units from row `first` on, and their weights from each sheet.
#[derive(Debug)]
pub(super) struct Units<'p, W: Learn, O: Side, N: Channels> {
    pub(super) first: usize,
    pub(super) etas: Rows<'p, W::Activity, O>,
    pub(super) weights: N::Of<&'p mut [W]>,
}

/// A sheet that weights come from, and their fields on it.
#[derive(Debug)]
pub(super) struct Source<'s, W: Learn, I: Side, O: Side> {
    pub(super) field: FieldView<'s, I, O>,
    pub(super) cells: Rows<'s, W::Activity, I>,
}

/// One presentation's change of the weights.
pub(super) struct Update<'s, W: Learn, I: Side, O: Side, N: Channels> {
    pub(super) sources: N::Of<Source<'s, W, I, O>>,
    pub(super) exponent: i8,
    pub(super) rate: LearningRate<W>,
    pub(super) pruned: Pruned,
}

impl<W: Learn, I: Side, O: Side, N: Channels> Update<'_, W, I, O, N> {
    /// Adapts units, split in the middle as often as `join` and their rows allow; returns whether
    /// the exponent holds whatever their weights grow to.
    pub(super) fn apply(
        &self,
        join: &mut impl Join,
        mut upper: Units<'_, W, O, N>,
        random: &mut Pcg32,
    ) -> bool {
        if !join.is_parallel() || upper.etas.len() < 2 {
            return self.apply_all(upper, random);
        }
        let lower = self.split(&mut upper);
        // Every active unit draws one number, in packed order. So that the bits do not depend on
        // the split, the lower half starts with the generator as it is behind all units of the
        // upper half.
        let mut first = *random;
        let active = upper.etas.flat().iter().filter(|&&eta| eta > <W::Activity as Activity>::ZERO);
        for _ in active {
            W::carry(random);
        }
        let (mut upper_holds, mut lower_holds) = (true, true);
        join.join(
            |half| upper_holds = self.apply(half, upper, &mut first),
            |half| lower_holds = self.apply(half, lower, random),
        );
        upper_holds && lower_holds
    }

    /// Takes the lower half of the rows away.
    fn split<'p>(&self, units: &mut Units<'p, W, O, N>) -> Units<'p, W, O, N> {
        let (rows, middle) = (units.etas.len(), units.etas.len() / 2);
        let lower = units.etas.range(middle..rows);
        units.etas = units.etas.range(0..middle);
        let first = units.first + middle;
        let start = units.first;
        let weights = N::zip_mut(&self.sources, &mut units.weights, |source, weights| {
            let [all, its] = [start, first].map(|row| source.field.first_weight(row, 0));
            weights.split_off_mut(its - all..).unwrap_or_default()
        });
        Units { first, etas: lower, weights }
    }

    fn apply_all(&self, units: Units<'_, W, O, N>, random: &mut Pcg32) -> bool {
        let Units { first, etas, mut weights } = units;
        let mut rest = N::zip_mut(&self.sources, &mut weights, |source, weights| {
            (Starts::new(source.field.output()), mem::take(weights))
        });
        let mut holds = true;
        let mut alpha = (self.rate.rate, 0); // the rate of this number of connections
        for (row, etas) in (first..).zip(etas.iter()) {
            let mut units = N::zip_mut(&self.sources, &mut rest, |source, (starts, weights)| {
                let Source { field, cells } = source;
                let span = field.span(row);
                let (first, top) = (usize::from(span.profile), usize::from(span.first_row));
                starts.set(field.profiles, first..first + usize::from(span.rows), first);
                UnitRowMut {
                    profiles: field.profiles(row),
                    cells: cells.range(top..cells.len()),
                    weights: weights.split_off_mut(..starts.all as usize).unwrap_or_default(),
                    before: starts.before(),
                }
            });
            for columns in active(etas.as_ref()) {
                let mut tallies = [W::Tally::default(); NEIGHBOURS];
                for units in units.as_ref() {
                    W::tally_units(&mut tallies, units, columns.clone(), self.pruned);
                }
                let etas = etas.as_ref().iter().skip(columns.start);
                for ((column, &eta), sums) in columns.zip(etas).zip(tallies) {
                    holds &= self.adapt(column, eta, sums, &mut alpha, units.as_mut(), random);
                }
            }
        }
        holds
    }

    fn adapt(
        &self,
        column: usize,
        eta: W::Activity,
        sums: W::Tally,
        alpha: &mut (W::Rate, u32),
        units: &mut [UnitRowMut<'_, W, I, O>],
        random: &mut Pcg32,
    ) -> bool {
        let &Self { exponent, rate, pruned, .. } = self;
        let before = W::carry(random);
        let connections = W::connections(sums).max(1);
        if rate.per_field && connections != alpha.1 {
            *alpha = (W::per_connection(rate.rate, connections), connections);
        }
        let Some(factors) = W::factors(sums, W::growth(alpha.0, eta), exponent) else {
            return true;
        };
        let mut carry = before;
        for units in units {
            carry = W::adapt_unit(carry, factors, units, column, pruned);
        }
        W::holds_one(exponent) || W::is_whole(factors, before, carry, exponent)
    }
}

/// Neighbouring units that are added up together, at most.
const NEIGHBOURS: usize = 36;

/// The columns of the active units, neighbours together.
fn active<A: Activity>(etas: &[A]) -> impl Iterator<Item = Range<usize>> {
    let is_active = |eta: &A| *eta > A::ZERO;
    let mut behind = 0;
    core::iter::from_fn(move || {
        let rest = etas.get(behind..)?;
        let silent = rest.iter().position(is_active)?;
        let active =
            rest.iter().skip(silent).take(NEIGHBOURS).take_while(|eta| is_active(eta)).count();
        behind += silent + active;
        Some(behind - active..behind)
    })
}
