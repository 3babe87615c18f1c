//! The piecewise-linear sigmoid.

use crate::{error::Error, number::Number};

/// σ(s) = 0 for s ≤ θ_l, 1 for s ≥ θ_u (1 wins), else (s − θ_l)/(θ_u − θ_l).
///
/// ```
/// use lissom::PiecewiseSigmoid;
/// let sigmoid = PiecewiseSigmoid::<f64>::new(4.0, 9.0)?;
/// assert_eq!([3.0, 4.0, 6.5, 9.0, 10.0].map(|s| sigmoid.apply(s)), [0.0, 0.0, 0.5, 1.0, 1.0]);
/// # Ok::<(), lissom::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct PiecewiseSigmoid<T: Number> {
    pub(crate) lower: T::Wide,
    pub(crate) upper: T::Wide,
    pub(crate) ramp: T::Ramp,
}

impl<T: Number> PiecewiseSigmoid<T> {
    /// Climbs from θ_l to θ_u.
    ///
    /// # Errors
    ///
    /// [`Error::Thresholds`] unless θ_l < θ_u, both finite (and apart in the number format).
    pub fn new(lower: f64, upper: f64) -> Result<Self, Error> {
        let error = Error::Thresholds { lower, upper };
        if !(lower.is_finite() && upper.is_finite()) {
            return Err(error);
        }
        Self::between(T::wide(lower), T::wide(upper)).ok_or(error)
    }

    /// Climbs between two wide numbers; `None` unless the first is below the second.
    pub fn between(lower: T::Wide, upper: T::Wide) -> Option<Self> {
        let ramp = T::ramp(lower, upper)?;
        Some(Self { lower, upper, ramp })
    }

    /// θ_l
    pub fn lower(&self) -> f64 {
        T::wide_to_f64(self.lower)
    }

    /// θ_u
    pub fn upper(&self) -> f64 {
        T::wide_to_f64(self.upper)
    }

    /// σ(s)
    #[inline]
    pub fn apply(&self, s: T::Wide) -> T {
        T::height(self.ramp, [self.lower, self.upper], s)
    }

    /// σ of each of many.
    pub fn apply_all(&self, s: &[T::Wide], heights: &mut [T]) {
        T::climb_all(self.ramp, [self.lower, self.upper], s, heights);
    }
}
