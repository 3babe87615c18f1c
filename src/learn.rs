//! Hebbian learning: once after settling, from the settled activities.
//!
//! Of each unit with activity η > 0 every weight w from a cell of activity x becomes
//! (w + α·x·η)/Σ(w + α·x·η), the sum over all the unit's connections of that kind: those on both
//! afferent sheets together. Units at rest keep their weights to the bit. Cost: two passes over the
//! connections of the active units, and one division for each of these.

use crate::{
    error::Error,
    number::{MAX_RATE, Number, Plastic, Zeros},
    projection::ProjectionMut,
    random::Pcg32,
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
    let mut firsts = [0; CHANNELS];
    for (unit, &eta) in target.units().iter().enumerate() {
        let (row, column) = (unit / OUT, unit % OUT);
        let ends: [usize; CHANNELS] =
            core::array::from_fn(|c| firsts[c] + projections[c].field.taps(row, column));
        if eta > T::ZERO {
            let mut sums = T::Tally::default();
            for c in 0..CHANNELS {
                let mut rest = &projections[c].packed[firsts[c]..ends[c]];
                for (start, len, cells) in runs(&projections[c], sources[c], row, column) {
                    let run;
                    (run, rest) = rest.split_at(len);
                    sums = T::tally(sums, run, &cells[start..start + len], zeros);
                }
            }
            let alpha = match rate.of_field {
                true => T::divided(rate.rate, T::connections(sums).max(1)),
                false => rate.rate,
            };
            let growth = T::growth(alpha, eta);
            if let Some(balance) = T::balance(sums, growth, projections[0].exponent) {
                let mut carry = T::carry(random);
                for c in 0..CHANNELS {
                    let view = projections[c].field;
                    let mut rest = &mut projections[c].packed[firsts[c]..ends[c]];
                    let first_row = usize::from(view.span(row).first_row);
                    for (profile, cells) in
                        view.profiles(row).iter().zip(&sources[c].0[first_row..])
                    {
                        let (start, len) =
                            (usize::from(profile[column].start), usize::from(profile[column].len));
                        let run;
                        (run, rest) = rest.split_at_mut(len);
                        carry = T::adapt(carry, balance, run, &cells[start..start + len], zeros);
                    }
                }
            }
        }
        firsts = ends;
    }
}

fn runs<'a, T: Number, const IN: usize, const OUT: usize>(
    projection: &ProjectionMut<'a, T, IN, OUT>,
    source: &'a Sheet<T, IN>,
    row: usize,
    column: usize,
) -> impl Iterator<Item = (usize, usize, &'a [T; IN])> {
    let first_row = usize::from(projection.field.span(row).first_row);
    let profiles = projection.field.profiles(row).iter();
    profiles.zip(&source.0[first_row..]).map(move |(profile, cells)| {
        (usize::from(profile[column].start), usize::from(profile[column].len), cells)
    })
}
