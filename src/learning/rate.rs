//! How fast weights change.

use crate::{error::Error, learning::Learn, limits::MAX_RATE};

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
