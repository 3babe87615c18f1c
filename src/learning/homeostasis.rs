//! Thresholds that keep each unit's mean activity (GCAL: Stevens, Law, Antolík and Bednar 2013).
//!
//! After each presentation η̄ ← (1 − β)·η + β·η̄ and θ ← θ + λ·(η̄ − μ). The steps of θ are around
//! 10⁻⁵, below a step of 16-bit activities: both are kept in [`Wide`], in fixed point 32 bits in
//! steps of 2⁻²⁴.

use crate::{
    error::Error,
    model::Params,
    number::{Activity, Wide},
    sheet::SheetOf,
    side::{Const, Side},
};
use core::ops::Range;

/// The parameters of homeostasis.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct HomeostasisParams {
    /// θ of every unit at the start, −1 to 1; published 0.15.
    pub theta: f64,
    /// μ: the mean activity to keep, and η̄ at the start, 0 to 1; published 0.024.
    pub mean: f64,
    /// β: how much of η̄ stays per presentation, 0 to 1; published 0.991.
    pub smoothing: f64,
    /// λ: how fast θ follows, 0 to 1; published 0.01.
    pub rate: f64,
}

impl HomeostasisParams {
    /// The published values: θ 0.15, μ 0.024, β 0.991, λ 0.01.
    pub const GCAL: Self = Self { theta: 0.15, mean: 0.024, smoothing: 0.991, rate: 0.01 };

    /// The same for activities that are stored as parts of V1's ceiling: what [`Homeostasis`]
    /// takes.
    #[must_use]
    pub const fn stored(self, network: &Params) -> Self {
        let ceiling = network.v1_ceiling;
        Self { mean: self.mean / ceiling, rate: self.rate * ceiling, ..self }
    }

    /// The same, if all are in their ranges.
    pub(crate) const fn check(self) -> Result<Self, Error> {
        let Self { theta, mean, smoothing, rate } = self;
        if let Err(error) = Error::within("theta", theta, [-1.0, 1.0], "a number of -1..=1") {
            return Err(error);
        }
        let fractions = [("mean", mean), ("smoothing", smoothing), ("rate", rate)];
        let mut next = 0;
        while next < fractions.len() {
            let (what, value) = fractions[next];
            if let Err(error) = Error::fraction(what, value) {
                return Err(error);
            }
            next += 1;
        }
        Ok(self)
    }
}

/// [`HomeostasisParams`] in the number format.
#[derive(Debug, Clone, Copy)]
pub struct Homeostasis<A: Activity> {
    pub(crate) theta: A::Wide,
    pub(crate) mean: A::Wide,
    pub(crate) renewal: A::Wide,
    pub(crate) rate: A::Wide,
    pub(crate) most: A::Wide,
}

impl<A: Activity> Homeostasis<A> {
    /// Takes the parameters.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for one outside 0..=1; θ may be negative.
    pub fn new(params: &HomeostasisParams) -> Result<Self, Error> {
        let HomeostasisParams { theta, mean, smoothing, rate } = params.check()?;
        Ok(Self {
            theta: A::Wide::from_f64(theta),
            mean: A::Wide::from_f64(mean),
            renewal: A::Wide::from_f64(1.0 - smoothing),
            rate: A::Wide::from_f64(rate),
            most: A::Wide::from_f64(MAX_THETA),
        })
    }

    /// One unit's step.
    #[inline(always)]
    fn step(&self, theta: &mut A::Wide, average: &mut A::Wide, eta: A) {
        let Self { mean, renewal, rate, most, .. } = *self;
        *average = *average + renewal.multiply(eta.widen() - *average);
        let next = *theta + rate.multiply(*average - mean);
        *theta = match next {
            next if next > most => most,
            next if next < -most => -most,
            next => next,
        };
    }
}

/// θ stays within ± this.
pub(crate) const MAX_THETA: f64 = 32.0;

/// θ and η̄ of every unit: 8 bytes per unit in fixed point.
#[derive(Debug, Clone, PartialEq)]
pub struct Thresholds<A: Activity, S: Side> {
    pub(crate) theta: SheetOf<A::Wide, S>,
    pub(crate) average: SheetOf<A::Wide, S>,
}

impl<A: Activity, const N: usize> Thresholds<A, Const<N>> {
    /// All zero; in a `static` it takes no flash.
    pub const fn new() -> Self {
        Self { theta: SheetOf::filled(A::Wide::ZERO), average: SheetOf::filled(A::Wide::ZERO) }
    }
}

impl<A: Activity, S: Side> Thresholds<A, S> {
    /// As before the first presentation, of any side.
    pub fn with_side(side: S, homeostasis: &Homeostasis<A>) -> Self {
        Self {
            theta: SheetOf::with_side(side, homeostasis.theta),
            average: SheetOf::with_side(side, homeostasis.mean),
        }
    }

    /// As before the first presentation.
    pub fn reset(&mut self, homeostasis: &Homeostasis<A>) {
        self.theta.units_mut().fill(homeostasis.theta);
        self.average.units_mut().fill(homeostasis.mean);
    }

    /// θ
    pub const fn theta(&self) -> &SheetOf<A::Wide, S> {
        &self.theta
    }

    /// η̄
    pub const fn average(&self) -> &SheetOf<A::Wide, S> {
        &self.average
    }

    /// Takes those of another number format, each rounded to this one's.
    #[cfg(feature = "alloc")]
    pub(crate) fn take<B: Activity>(&mut self, other: &Thresholds<B, S>) {
        let sheets = [(&mut self.theta, &other.theta), (&mut self.average, &other.average)];
        for (own, other) in sheets {
            for (own, other) in own.units_mut().iter_mut().zip(other.units()) {
                *own = A::Wide::from_f64(other.to_f64());
            }
        }
    }

    /// One presentation's step, with the settled activity.
    pub fn adapt(&mut self, homeostasis: &Homeostasis<A>, v1: &SheetOf<A, S>) {
        let states = self.theta.units_mut().iter_mut().zip(self.average.units_mut());
        for ((theta, average), eta) in states.zip(v1.units()) {
            homeostasis.step(theta, average, *eta);
        }
    }

    /// The same of some rows and columns of units.
    pub(crate) fn adapt_part(
        &mut self,
        homeostasis: &Homeostasis<A>,
        v1: &SheetOf<A, S>,
        [rows, columns]: [Range<usize>; 2],
    ) {
        let (mut theta, mut average) = (self.theta.rows_mut(), self.average.rows_mut());
        let states = theta.iter_mut().zip(average.iter_mut()).zip(v1.rows().iter());
        for ((theta, average), etas) in states.take(rows.end).skip(rows.start) {
            let states = theta.as_mut().iter_mut().zip(average.as_mut()).zip(etas.as_ref());
            for ((theta, average), eta) in states.take(columns.end).skip(columns.start) {
                homeostasis.step(theta, average, *eta);
            }
        }
    }
}

impl<A: Activity, const N: usize> Default for Thresholds<A, Const<N>> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(all(test, lissom_repository))]
mod tests;
