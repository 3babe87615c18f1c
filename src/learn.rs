//! Hebbian learning: once after settling, from the settled activities.
//!
//! Of each unit with activity η > 0 every weight w from a cell of activity x becomes
//! (w + α·x·η)/Σ(w + α·x·η), the sum over all the unit's connections of that kind: those on both
//! afferent sheets together. Units at rest keep their weights to the bit. Cost: two passes over the
//! connections of the active units, and one division for each of these.

use crate::{
    error::Error,
    field::{FieldView, Run},
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
    for (row, etas) in target.0.iter().enumerate() {
        let active = Extent::active(etas);
        let mut firsts = projections.each_ref().map(|p| p.field.first_weight(row, active.start));
        for (column, &eta) in etas.iter().enumerate().take(active.end).skip(active.start) {
            let mut unit = Unit { projections, sources, firsts, row, column };
            if eta > T::ZERO {
                unit.adapt(eta, rate, zeros, random);
            }
            firsts = unit.ends();
        }
    }
}

/// One unit's connections from all its sheets, and where their weights begin.
struct Unit<'p, 'a, T: Plastic, const IN: usize, const OUT: usize, const CHANNELS: usize> {
    projections: &'p mut [ProjectionMut<'a, T, IN, OUT>; CHANNELS],
    sources: [&'p Sheet<T, IN>; CHANNELS],
    firsts: [usize; CHANNELS],
    row: usize,
    column: usize,
}

impl<T: Plastic, const IN: usize, const OUT: usize, const CHANNELS: usize>
    Unit<'_, '_, T, IN, OUT, CHANNELS>
{
    fn ends(&self) -> [usize; CHANNELS] {
        core::array::from_fn(|c| {
            self.firsts[c] + self.projections[c].field.taps(self.row, self.column)
        })
    }

    fn adapt(&mut self, eta: T, rate: LearningRate<T>, zeros: Zeros, random: &mut Pcg32) {
        let &mut Self { ref mut projections, sources, firsts, row, column } = self;
        let mut sums = T::Tally::default();
        for ((projection, source), first) in projections.iter().zip(sources).zip(firsts) {
            let runs = inputs(projection.field, source, row, column);
            sums = T::tally_runs(sums, &projection.packed[first..], runs, zeros);
        }
        let alpha = match rate.of_field {
            true => T::divided(rate.rate, T::connections(sums).max(1)),
            false => rate.rate,
        };
        let exponent = projections[0].exponent;
        let Some(balance) = T::balance(sums, T::growth(alpha, eta), exponent) else { return };
        let mut carry = T::carry(random);
        for ((projection, source), first) in projections.iter_mut().zip(sources).zip(firsts) {
            let runs = inputs(projection.field, source, row, column);
            let weights = &mut projection.packed[first..];
            carry = T::adapt_runs(carry, balance, weights, runs, zeros);
        }
    }
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
