//! From values to levels.

use crate::{
    model::PiecewiseSigmoid,
    number::{Activity, Wide},
};

/// The values that are drawn as the lowest and the highest of the 256 levels; values outside are
/// clamped.
///
/// If lowest and highest are equal, every value has level 0, in a symmetric range 127. NaN has
/// level 0 in a range that is not symmetric.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Range<W> {
    /// From the first value to the second.
    Fixed(W, W),
    /// From the smallest value to the largest.
    Auto,
    /// From −m to m, with m the largest |x|: 0 lies between the levels 127 and 128.
    Symmetric,
}

/// A range whose ends are known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Levels<A: Activity> {
    ramp: Option<PiecewiseSigmoid<A>>,
    /// The ramp ends at 0, and the positive values mirror the negative ones.
    mirrored: bool,
}

impl<A: Activity> Levels<A> {
    /// `values` are those to be drawn; not read for a fixed range.
    pub(super) fn new(range: Range<A::Wide>, values: impl Iterator<Item = A::Wide>) -> Self {
        let (lower, upper) = match range {
            Range::Fixed(lower, upper) => (lower, upper),
            Range::Auto => extremes(values),
            // −|x|, not |x|: the least fixed-point number has no positive counterpart
            Range::Symmetric => (extremes(values.map(below_zero)).0, A::Wide::ZERO),
        };
        let mirrored = matches!(range, Range::Symmetric);
        Self { ramp: PiecewiseSigmoid::between(lower, upper), mirrored }
    }

    pub(super) fn level(&self, x: A::Wide) -> u8 {
        let Some(ramp) = self.ramp else { return if self.mirrored { 127 } else { 0 } };
        if !self.mirrored {
            return ramp.apply(x).level();
        }
        let half = ramp.apply(below_zero(x)).level() / 2;
        if x > A::Wide::ZERO { 255 - half } else { half }
    }
}

/// −|x|
fn below_zero<W: Wide>(x: W) -> W {
    if x > W::ZERO { -x } else { x }
}

/// The least and the largest of the values, ignoring NaN; (0, 0) if there are none.
fn extremes<W: Wide>(values: impl Iterator<Item = W>) -> (W, W) {
    let mut numbers = values.filter(|x| x.partial_cmp(x).is_some());
    let first = numbers.next().unwrap_or_default();
    numbers.fold((first, first), |(least, most), x| {
        (if x < least { x } else { least }, if x > most { x } else { most })
    })
}

#[cfg(all(test, lissom_repository))]
mod tests;
