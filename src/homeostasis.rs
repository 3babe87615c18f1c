//! Thresholds that keep each unit's mean activity (GCAL: Stevens, Law, Antolík and Bednar 2013).
//!
//! After each presentation η̄ ← (1 − β)·η + β·η̄ and θ ← θ + λ·(η̄ − μ). The steps of θ are around 10⁻⁵, below a
//! step of 16-bit activities: both are kept in [`Wide`](Number::Wide), in fixed point 32 bits in steps
//! of 2⁻²⁴.

use crate::{error::Error, number::Number, sheet::Sheet};

/// The numbers of homeostasis.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct HomeostasisParams {
    /// θ of every unit at the start.
    pub theta: f64,
    /// μ: the mean activity to keep, and η̄ at the start.
    pub mean: f64,
    /// β: how much of η̄ stays.
    pub smoothing: f64,
    /// λ: how fast θ follows.
    pub rate: f64,
}

impl HomeostasisParams {
    /// The published values: θ 0.15, μ 0.024, β 0.991, λ 0.01.
    pub const GCAL: Self = Self { theta: 0.15, mean: 0.024, smoothing: 0.991, rate: 0.01 };

    /// The same, if all are numbers of −1..=1 and the last three not negative.
    pub(crate) const fn check(self) -> Result<Self, Error> {
        let theta = self.theta >= -1.0 && self.theta <= 1.0;
        let mean = self.mean >= 0.0 && self.mean <= 1.0;
        let smoothing = self.smoothing >= 0.0 && self.smoothing <= 1.0;
        if theta && mean && smoothing && self.rate >= 0.0 && self.rate <= 1.0 {
            Ok(self)
        } else {
            Err(Error::Homeostasis)
        }
    }
}

/// [`HomeostasisParams`] in the number format.
#[derive(Debug, Clone, Copy)]
pub struct Homeostasis<T: Number> {
    pub(crate) theta: T::Wide,
    pub(crate) mean: T::Wide,
    pub(crate) renewal: T::Wide,
    pub(crate) rate: T::Wide,
    pub(crate) most: T::Wide,
}

impl<T: Number> Homeostasis<T> {
    /// Takes the numbers.
    ///
    /// # Errors
    ///
    /// [`Error::Homeostasis`] for a number outside 0..=1; θ may be negative.
    pub fn new(params: &HomeostasisParams) -> Result<Self, Error> {
        let HomeostasisParams { theta, mean, smoothing, rate } = params.check()?;
        Ok(Self {
            theta: T::wide(theta),
            mean: T::wide(mean),
            renewal: T::wide(1.0 - smoothing),
            rate: T::wide(rate),
            most: T::wide(MOST),
        })
    }
}

/// θ stays within ± this.
pub(crate) const MOST: f64 = 32.0;

/// θ and η̄ of every unit: 8 bytes a unit in fixed point.
#[derive(Debug, Clone, PartialEq)]
pub struct Thresholds<T: Number, const SIDE: usize> {
    pub(crate) theta: Sheet<T::Wide, SIDE>,
    pub(crate) average: Sheet<T::Wide, SIDE>,
}

impl<T: Number, const SIDE: usize> Thresholds<T, SIDE> {
    /// All zero; in a `static` it takes no flash.
    pub const fn new() -> Self {
        Self { theta: Sheet::filled(T::WIDE_ZERO), average: Sheet::filled(T::WIDE_ZERO) }
    }

    /// As before the first presentation.
    pub fn reset(&mut self, homeostasis: &Homeostasis<T>) {
        self.theta.units_mut().fill(homeostasis.theta);
        self.average.units_mut().fill(homeostasis.mean);
    }

    /// θ
    pub const fn theta(&self) -> &Sheet<T::Wide, SIDE> {
        &self.theta
    }

    /// η̄
    pub const fn average(&self) -> &Sheet<T::Wide, SIDE> {
        &self.average
    }

    /// One presentation's step, with the settled activity.
    pub fn adapt(&mut self, homeostasis: &Homeostasis<T>, v1: &Sheet<T, SIDE>) {
        let Homeostasis { mean, renewal, rate, most, .. } = *homeostasis;
        let states = self.theta.units_mut().iter_mut().zip(self.average.units_mut());
        for ((theta, average), eta) in states.zip(v1.units()) {
            *average = *average + T::multiply(renewal, eta.widen() - *average);
            let next = *theta + T::multiply(rate, *average - mean);
            *theta = match next {
                next if next > most => most,
                next if next < -most => -most,
                next => next,
            };
        }
    }
}

impl<T: Number, const SIDE: usize> Default for Thresholds<T, SIDE> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{Fixed16, Fixed32};

    /// η = 1, then 0, by hand: η̄ = 0.024 + 0.009·0.976 = 0.032 784, then 0.991 times that.
    fn two_steps<T: Number>(one: T) -> [f64; 4] {
        let homeostasis = Homeostasis::new(&HomeostasisParams::GCAL).unwrap();
        let mut thresholds = Thresholds::<T, 1>::new();
        thresholds.reset(&homeostasis);
        thresholds.adapt(&homeostasis, &Sheet([[one]]));
        let first = [thresholds.theta.0[0][0], thresholds.average.0[0][0]];
        thresholds.adapt(&homeostasis, &Sheet([[T::ZERO]]));
        let [a, b] = first;
        [a, b, thresholds.theta.0[0][0], thresholds.average.0[0][0]].map(T::wide_to_f64)
    }

    #[test]
    fn by_hand() {
        let average = [0.032_784, 0.032_488_944];
        let theta = [0.150_087_84, 0.150_172_729_44];
        let expected = [theta[0], average[0], theta[1], average[1]];
        let check = |ours: [f64; 4], tolerance: f64| {
            for (ours, expected) in ours.iter().zip(expected) {
                assert!((ours - expected).abs() <= tolerance, "{ours} {expected}");
            }
        };
        check(two_steps(1.0_f64), 1e-15);
        check(two_steps(1.0_f32), 5e-8);
        check(two_steps(Fixed32::ONE), 3e-7);
        check(two_steps(Fixed16::ONE), 6e-7); // its 1 is 1 − 2⁻¹⁵
    }

    #[test]
    fn thresholds_are_bounded() {
        let params = HomeostasisParams { rate: 1.0, mean: 0.0, ..HomeostasisParams::GCAL };
        let homeostasis = Homeostasis::<Fixed16>::new(&params).unwrap();
        let mut thresholds = Thresholds::<Fixed16, 1>::new();
        thresholds.reset(&homeostasis);
        for _ in 0..200 {
            thresholds.adapt(&homeostasis, &Sheet([[Fixed16::ONE]]));
        }
        assert_eq!(thresholds.theta.0[0][0], 32);
        let nan = HomeostasisParams { theta: f64::NAN, ..params };
        assert_eq!(Homeostasis::<f32>::new(&nan).map(|_| ()), Err(Error::Homeostasis));
    }
}
