//! Hebbian learning: once after settling, from the settled activities.
//!
//! Of each unit with activity η > 0 every weight w from a cell of activity x becomes
//! (w + α·x·η)/Σ(w + α·x·η), the sum over all the unit's connections of that kind: those on both
//! afferent sheets together. Units at rest keep their weights to the bit. Cost: two passes over the
//! connections of the active units, and one division for each of these.

use crate::{
    error::Error,
    field::{FieldView, Run},
    halves::Halves,
    number::{MAX_RATE, Number, Plastic, Zeros},
    projection::ProjectionMut,
    random::Pcg32,
    row::Extent,
    sheet::Sheet,
};

/// How fast the weights of a projection change.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Rate {
    /// α itself.
    Connection(f64),
    /// α times the unit's connections: the same at any density of units. Dead connections do not
    /// count, and those on both afferent sheets do.
    Field(f64),
}

/// A [`Rate`] in the number format.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LearningRate<T: Plastic> {
    pub(crate) rate: T::Rate,
    pub(crate) of_field: bool,
}

impl<T: Plastic> LearningRate<T> {
    /// Takes a rate.
    ///
    /// # Errors
    ///
    /// [`Error::Rate`] outside 0..=[`MAX_RATE`].
    pub fn new(rate: Rate) -> Result<Self, Error> {
        let (Rate::Connection(alpha) | Rate::Field(alpha)) = rate;
        check_rate(alpha)?;
        Ok(Self { rate: T::rate(alpha), of_field: matches!(rate, Rate::Field(_)) })
    }
}

pub(crate) const fn check_rate(alpha: f64) -> Result<f64, Error> {
    if alpha >= 0.0 && alpha <= MAX_RATE { Ok(alpha) } else { Err(Error::Rate(alpha)) }
}

/// Adapts the weights from `sources` to the settled sheet `target`.
///
/// `random` feeds the rounding of the fixed formats, one number for each active unit; floats draw none.
pub fn learn<T: Plastic, const IN: usize, const OUT: usize, const CHANNELS: usize>(
    projections: &mut [ProjectionMut<'_, T, IN, OUT>; CHANNELS],
    sources: [&Sheet<T, IN>; CHANNELS],
    target: &Sheet<T, OUT>,
    rate: LearningRate<T>,
    zeros: Zeros,
    random: &mut Pcg32,
) {
    learn_in(&mut (), projections, sources, target, rate, zeros, random);
}

/// The same in halves: the upper rows of units and the lower ones.
pub fn learn_in<T: Plastic, const IN: usize, const OUT: usize, const CHANNELS: usize>(
    halves: &mut impl Halves,
    projections: &mut [ProjectionMut<'_, T, IN, OUT>; CHANNELS],
    sources: [&Sheet<T, IN>; CHANNELS],
    target: &Sheet<T, OUT>,
    rate: LearningRate<T>,
    zeros: Zeros,
    random: &mut Pcg32,
) {
    let fields = projections.each_ref().map(|projection| projection.field);
    let exponent = projections[0].exponent;
    let weights = projections.each_mut().map(|projection| &mut *projection.packed);
    let lesson = Lesson { fields, sources, exponent, rate, zeros };
    lesson.teach(halves, Rows { first: 0, etas: &target.0, weights }, random);
}

/// Settled units from row `first` on, and their weights from each sheet.
struct Rows<'p, T: Plastic, const OUT: usize, const CHANNELS: usize> {
    first: usize,
    etas: &'p [[T; OUT]],
    weights: [&'p mut [T::Weight]; CHANNELS],
}

/// What all units learn from.
struct Lesson<'s, T: Plastic, const IN: usize, const OUT: usize, const CHANNELS: usize> {
    fields: [FieldView<'s, IN, OUT>; CHANNELS],
    sources: [&'s Sheet<T, IN>; CHANNELS],
    exponent: i8,
    rate: LearningRate<T>,
    zeros: Zeros,
}

impl<T: Plastic, const IN: usize, const OUT: usize, const CHANNELS: usize>
    Lesson<'_, T, IN, OUT, CHANNELS>
{
    /// Teaches rows, split in the middle as often as `halves` and the rows allow.
    fn teach(
        &self,
        halves: &mut impl Halves,
        mut upper: Rows<'_, T, OUT, CHANNELS>,
        random: &mut Pcg32,
    ) {
        if upper.etas.len() < 2 || !halves.splits() {
            return self.teach_all(upper, random);
        }
        let lower = self.split(&mut upper);
        // the lower half draws the numbers that come after those of the upper one
        let mut first = *random;
        for _ in upper.etas.as_flattened().iter().filter(|&&eta| eta > T::ZERO) {
            T::carry(random);
        }
        halves.both(
            |half| self.teach(half, upper, &mut first),
            |half| self.teach(half, lower, random),
        );
    }

    /// Takes the lower half of the rows away.
    fn split<'p>(&self, rows: &mut Rows<'p, T, OUT, CHANNELS>) -> Rows<'p, T, OUT, CHANNELS> {
        let (upper, lower) = rows.etas.split_at(rows.etas.len() / 2);
        rows.etas = upper;
        let first = rows.first + upper.len();
        let weights = core::array::from_fn(|c| {
            let [all, its] = [rows.first, first].map(|row| self.fields[c].first_weight(row, 0));
            rows.weights[c].split_off_mut(its - all..).unwrap_or_default()
        });
        Rows { first, etas: lower, weights }
    }

    fn teach_all(&self, rows: Rows<'_, T, OUT, CHANNELS>, random: &mut Pcg32) {
        let Rows { first, etas, mut weights } = rows;
        let ahead = self.fields.map(|field| field.first_weight(first, 0));
        for (row, etas) in (first..).zip(etas) {
            let active = Extent::active(etas);
            let mut firsts = self.fields.map(|field| field.first_weight(row, active.start));
            firsts.iter_mut().zip(ahead).for_each(|(first, ahead)| *first -= ahead);
            for (column, &eta) in etas.iter().enumerate().take(active.end).skip(active.start) {
                let unit = Unit { row, column, firsts };
                if eta > T::ZERO {
                    self.adapt(&unit, eta, &mut weights, random);
                }
                firsts = core::array::from_fn(|c| firsts[c] + self.fields[c].taps(row, column));
            }
        }
    }

    fn adapt(
        &self,
        unit: &Unit<CHANNELS>,
        eta: T,
        weights: &mut [&mut [T::Weight]; CHANNELS],
        random: &mut Pcg32,
    ) {
        let &Self { fields, sources, exponent, rate, zeros } = self;
        let &Unit { row, column, firsts } = unit;
        let mut carry = T::carry(random);
        let mut sums = T::Tally::default();
        for (((field, source), weights), first) in
            fields.into_iter().zip(sources).zip(&*weights).zip(firsts)
        {
            let runs = inputs(field, source, row, column);
            sums = T::tally_runs(sums, &weights[first..], runs, zeros);
        }
        let alpha = match rate.of_field {
            true => T::divided(rate.rate, T::connections(sums).max(1)),
            false => rate.rate,
        };
        let Some(balance) = T::balance(sums, T::growth(alpha, eta), exponent) else { return };
        for (((field, source), weights), first) in
            fields.into_iter().zip(sources).zip(weights).zip(firsts)
        {
            let runs = inputs(field, source, row, column);
            carry = T::adapt_runs(carry, balance, &mut weights[first..], runs, zeros);
        }
    }
}

/// A unit, and where its weights from each sheet begin among those of the rows.
struct Unit<const CHANNELS: usize> {
    row: usize,
    column: usize,
    firsts: [usize; CHANNELS],
}

/// The activities that a unit is connected to, run after run.
fn inputs<'s, T: Number, const IN: usize, const OUT: usize>(
    field: FieldView<'s, IN, OUT>,
    source: &'s Sheet<T, IN>,
    row: usize,
    column: usize,
) -> impl Iterator<Item = &'s [T]> {
    let cells = &source.0[usize::from(field.span(row).first_row)..];
    field.profiles(row).iter().zip(cells).map(move |(profile, cells)| {
        let Run { start, len } = profile[column];
        &cells[usize::from(start)..][..usize::from(len)]
    })
}
