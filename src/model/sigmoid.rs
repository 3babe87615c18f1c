//! The piecewise-linear sigmoid.

use crate::{
    engine::{Engine, wide},
    error::Error,
    number::{Activity, Wide},
    sheet::SheetOf,
    side::Side,
};

/// σ(s) = 0 for s ≤ θ_l, 1 for s ≥ θ_u (1 wins), else (s − θ_l)/(θ_u − θ_l).
///
/// ```
/// use lissom::PiecewiseSigmoid;
/// let sigmoid = PiecewiseSigmoid::<f64>::new(4.0, 9.0)?;
/// assert_eq!([3.0, 4.0, 6.5, 9.0, 10.0].map(|s| sigmoid.apply(s)), [0.0, 0.0, 0.5, 1.0, 1.0]);
/// # Ok::<(), lissom::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct PiecewiseSigmoid<A: Activity> {
    pub(crate) lower: A::Wide,
    pub(crate) upper: A::Wide,
    pub(crate) slope: A::Slope,
}

impl<A: Activity> PiecewiseSigmoid<A> {
    /// Rises from 0 at θ_l to 1 at θ_u.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] unless both are within −127..=127, in every number format;
    /// [`Error::Thresholds`] unless θ_l < θ_u, also in the number format.
    pub fn new(lower: f64, upper: f64) -> Result<Self, Error> {
        Self::named(["theta_lower", "theta_upper"], [lower, upper])
    }

    /// The same with the parameters' names.
    pub(crate) fn named(names: [&'static str; 2], [lower, upper]: [f64; 2]) -> Result<Self, Error> {
        let wide = |name, theta| Ok(A::Wide::from_f64(Error::threshold(name, theta)?));
        let (low, high) = (wide(names[0], lower)?, wide(names[1], upper)?);
        Self::between(low, high).ok_or(Error::Thresholds { lower, upper })
    }

    /// Rises between two wide numbers; `None` unless the first is below the second.
    pub fn between(lower: A::Wide, upper: A::Wide) -> Option<Self> {
        let slope = A::slope(lower, upper)?;
        Some(Self { lower, upper, slope })
    }

    /// θ_l
    pub fn lower(&self) -> f64 {
        self.lower.to_f64()
    }

    /// θ_u
    pub fn upper(&self) -> f64 {
        self.upper.to_f64()
    }

    /// σ(s)
    #[inline]
    pub fn apply(&self, s: A::Wide) -> A {
        A::sigmoid(self.slope, [self.lower, self.upper], s)
    }

    /// σ of each of a sheet, and of its negative.
    pub(crate) fn split<W: Engine<Activity = A>, S: Side>(
        &self,
        s: &SheetOf<A::Wide, S>,
        positive: &mut SheetOf<A, S>,
        negative: &mut SheetOf<A, S>,
    ) {
        // one of both is 0 then; a machine with vectors computes both at once
        if !cfg!(target_pointer_width = "64") && self.lower >= A::Wide::ZERO {
            let both = positive.units_mut().iter_mut().zip(negative.units_mut());
            for ((positive, negative), &s) in both.zip(s.units()) {
                [*positive, *negative] = match s {
                    s if s > A::Wide::ZERO => [self.apply(s), <A as Activity>::ZERO],
                    s => [<A as Activity>::ZERO, self.apply(-s)],
                };
            }
            return;
        }
        let side = s.side();
        let mut opposite = side.buffer(A::Wide::ZERO);
        let opposite = side.view_mut(&mut opposite).as_mut();
        let (mut positive, mut negative) = (positive.rows_mut(), negative.rows_mut());
        let cells = positive.iter_mut().zip(negative.iter_mut());
        for (s, (positive, negative)) in s.rows().iter().zip(cells) {
            let s = s.as_ref();
            self.apply_all::<W>(s, positive.as_mut());
            for (opposite, &s) in opposite.iter_mut().zip(s) {
                *opposite = -s;
            }
            self.apply_all::<W>(opposite, negative.as_mut());
        }
    }

    /// A settling step: adds to each excitation the afferent response, less the inhibition, and
    /// takes σ of what that is.
    pub(crate) fn settle<W: Engine<Activity = A>>(
        &self,
        [afferent, inhibition]: [&[A::Wide]; 2],
        net: &mut [A::Wide],
        activities: &mut [A],
    ) {
        let received = afferent.iter().zip(inhibition);
        if cfg!(target_pointer_width = "64") {
            wide(|| {
                for (net, (&afferent, &inhibition)) in net.iter_mut().zip(received) {
                    *net = afferent + *net - inhibition;
                }
            });
            return self.apply_all::<W>(net, activities);
        }
        for ((net, activity), (&afferent, &inhibition)) in
            net.iter_mut().zip(activities).zip(received)
        {
            *net = afferent + *net - inhibition;
            *activity = self.apply(*net);
        }
    }

    /// σ of each of many.
    pub fn apply_all<W: Engine<Activity = A>>(&self, s: &[A::Wide], activities: &mut [A]) {
        W::sigmoids(self.slope, [self.lower, self.upper], s, activities);
    }
}
