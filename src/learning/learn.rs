//! Hebbian learning: once after settling, from the settled activities.
//!
//! In each unit with activity η > 0 every weight w from a cell of activity x becomes
//! (w + α·x·η)/Σ(w + α·x·η), the sum over all the unit's connections of that kind: those on both
//! afferent sheets together. Units at rest keep their weights to the bit. Cost: two passes over the
//! connections of the active units, and one division for each of these.

use crate::{
    error::Error,
    geometry::{FieldView, Starts},
    join::Join,
    learning::{Learn, Pruned, UnitRowMut, prune::normalise},
    limits::MAX_RATE,
    number::Activity,
    random::Pcg32,
    sheet::SheetOf,
    side::{Rows, Side},
    weights::ProjectionMut,
};
use core::ops::Range;

/// How fast the weights of a projection change.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Rate {
    /// α itself.
    Connection(f64),
    /// α times the unit's connections: the same at any density of units. Pruned connections do not
    /// count, and those on both afferent sheets do.
    Field(f64),
}

impl Rate {
    /// The rate times a factor.
    pub(crate) const fn times(self, factor: f64) -> Self {
        match self {
            Self::Connection(alpha) => Self::Connection(alpha * factor),
            Self::Field(alpha) => Self::Field(alpha * factor),
        }
    }
}

/// A [`Rate`] in the number format.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LearningRate<W: Learn> {
    pub(crate) rate: W::Rate,
    pub(crate) per_field: bool,
}

impl<W: Learn> LearningRate<W> {
    /// Takes a rate.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] outside 0..=[`MAX_RATE`](crate::number::MAX_RATE).
    pub fn new(rate: Rate) -> Result<Self, Error> {
        let (Rate::Connection(alpha) | Rate::Field(alpha)) = rate;
        let alpha = check_rate("learning rate", alpha)?;
        Ok(Self { rate: W::rate(alpha), per_field: matches!(rate, Rate::Field(_)) })
    }
}

pub(crate) const fn check_rate(what: &'static str, alpha: f64) -> Result<f64, Error> {
    Error::within(what, alpha, [0.0, MAX_RATE], "a number of 0..=16")
}

/// Adapts the weights from `sources` to the settled sheet `target`, the upper rows of units and the
/// lower ones split as `join` says.
///
/// `random` feeds the rounding of the fixed formats, one number for each active unit; floats draw
/// none.
///
/// Where a weight grows beyond what the exponent holds, all get a lower one: in 16 and 32 bits 0 in
/// place of 1, when one of a unit's few connections exceeds 1/2.
pub fn learn<W: Learn, I: Side, O: Side, const CHANNELS: usize>(
    join: &mut impl Join,
    projections: &mut [ProjectionMut<'_, W, I, O>; CHANNELS],
    sources: [&SheetOf<W::Activity, I>; CHANNELS],
    target: &SheetOf<W::Activity, O>,
    rate: LearningRate<W>,
    pruned: Pruned,
    random: &mut Pcg32,
) {
    let fields = projections.each_ref().map(|projection| projection.field);
    let exponent = *projections[0].exponent;
    let weights = projections.each_mut().map(|projection| &mut *projection.packed);
    let sources = sources.map(SheetOf::rows);
    let update = Update { fields, sources, exponent, rate, pruned };
    let holds = update.apply(join, Units { first: 0, etas: target.rows(), weights }, random);
    if !holds {
        lower_exponent(projections, random);
    }
}

/// Halves all weights' steps, with every unit's sum as it is to be.
pub(super) fn lower_exponent<W: Learn, I: Side, O: Side, const CHANNELS: usize>(
    projections: &mut [ProjectionMut<'_, W, I, O>; CHANNELS],
    random: &mut Pcg32,
) {
    let field = projections[0].field;
    let exponent = *projections[0].exponent - 1;
    let mut weights = projections.each_mut().map(|projection| {
        *projection.exponent = exponent;
        &mut *projection.packed
    });
    for taps in field.all_taps() {
        let unit = weights.each_mut().map(|weights| weights.split_off_mut(..taps));
        normalise(unit.map(Option::unwrap_or_default), exponent, random);
    }
}

/// Settled units from row `first` on, and their weights from each sheet.
struct Units<'p, W: Learn, O: Side, const CHANNELS: usize> {
    first: usize,
    etas: Rows<'p, W::Activity, O>,
    weights: [&'p mut [W]; CHANNELS],
}

/// One presentation's change of the weights.
struct Update<'s, W: Learn, I: Side, O: Side, const CHANNELS: usize> {
    fields: [FieldView<'s, I, O>; CHANNELS],
    sources: [Rows<'s, W::Activity, I>; CHANNELS],
    exponent: i8,
    rate: LearningRate<W>,
    pruned: Pruned,
}

impl<W: Learn, I: Side, O: Side, const CHANNELS: usize> Update<'_, W, I, O, CHANNELS> {
    /// Adapts units, split in the middle as often as `join` and their rows allow; returns whether
    /// the exponent holds whatever their weights grow to.
    fn apply(
        &self,
        join: &mut impl Join,
        mut upper: Units<'_, W, O, CHANNELS>,
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
    fn split<'p>(&self, units: &mut Units<'p, W, O, CHANNELS>) -> Units<'p, W, O, CHANNELS> {
        let (rows, middle) = (units.etas.len(), units.etas.len() / 2);
        let lower = units.etas.range(middle..rows);
        units.etas = units.etas.range(0..middle);
        let first = units.first + middle;
        let weights = core::array::from_fn(|c| {
            let [all, its] = [units.first, first].map(|row| self.fields[c].first_weight(row, 0));
            units.weights[c].split_off_mut(its - all..).unwrap_or_default()
        });
        Units { first, etas: lower, weights }
    }

    fn apply_all(&self, units: Units<'_, W, O, CHANNELS>, random: &mut Pcg32) -> bool {
        let Units { first, etas, mut weights } = units;
        let mut holds = true;
        let mut alpha = (self.rate.rate, 0); // the rate of this number of connections
        let mut starts = self.fields.map(|field| Starts::new(field.output()));
        for (row, etas) in (first..).zip(etas.iter()) {
            let spans = self.fields.map(|field| field.span(row));
            for ((starts, field), span) in starts.iter_mut().zip(&self.fields).zip(spans) {
                let first = usize::from(span.profile);
                starts.set(field.profiles, first..first + usize::from(span.rows), first);
            }
            let mut units = core::array::from_fn(|c| {
                let top = usize::from(spans[c].first_row);
                UnitRowMut {
                    profiles: self.fields[c].profiles(row),
                    cells: self.sources[c].range(top..self.sources[c].len()),
                    before: starts[c].before(),
                    weights: weights[c].split_off_mut(..starts[c].all as usize).unwrap_or_default(),
                }
            });
            for columns in active(etas.as_ref()) {
                let mut tallies = [W::Tally::default(); NEIGHBOURS];
                for units in &units {
                    W::tally_units(&mut tallies, units, columns.clone(), self.pruned);
                }
                let etas = etas.as_ref().iter().skip(columns.start);
                for ((column, &eta), sums) in columns.zip(etas).zip(tallies) {
                    holds &= self.adapt(column, eta, sums, &mut alpha, &mut units, random);
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
        units: &mut [UnitRowMut<'_, W, I, O>; CHANNELS],
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fixed16, Fixed32, Sheet, Weights, field, number::Weight};

    type Lateral = field!(3, 3, 1.0);

    /// Units of three to five connections, of which one grows again and again.
    #[test]
    fn a_unit_of_few_connections_sums_to_one() {
        fn check<W: Learn<Activity = A> + Weight, A: Activity>(tolerance: f64) {
            let field = Lateral::new(1.0);
            let mut weights = Weights::<W, { Lateral::CONNECTIONS }>::new();
            let mut equal = std::vec::Vec::new();
            for taps in field.view().all_taps() {
                equal.extend(std::iter::repeat_n(1.0 / taps as f64, taps));
            }
            weights.load(&field, &equal).unwrap();
            let mut source = Sheet::<A, 3>::new();
            *source.unit_mut(1, 1) = A::from_f64(1.0);
            let target = Sheet::filled(A::from_f64(0.9));
            let rate = LearningRate::new(Rate::Connection(3.0)).unwrap();
            for step in 0..20 {
                let projections = &mut [weights.on_mut(&field)];
                let random = &mut Pcg32::new(step, 1);
                learn(&mut (), projections, [&source], &target, rate, Pruned::No, random);
                let projection = weights.on(&field);
                for (i, j) in (0..9).map(|unit| (unit / 3, unit % 3)) {
                    let sum = projection.connection_field(i, j).sum();
                    assert!((sum - 1.0).abs() <= tolerance, "{} {step} ({i}, {j}): {sum}", W::NAME);
                }
            }
            assert!(weights.on(&field).connection_field(1, 1).weight(1, 1) > 0.99);
        }
        check::<Fixed16, _>(4.0 / 32_768.0);
        check::<Fixed32, _>(4.0 / 2_147_483_648.0);
        check::<f64, _>(1e-15);
    }
}
