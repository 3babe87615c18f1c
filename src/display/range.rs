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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{Fixed16, FixedWide};

    fn levels<const N: usize>(range: Range<f32>, values: [f32; N]) -> [u8; N] {
        let float = Levels::<f32>::new(range, values.into_iter());
        let float_levels = values.map(|x| float.level(x));
        if values.iter().all(|x| x.is_finite()) {
            let wide = |x: f32| FixedWide::from_f64(x.into());
            let range = match range {
                Range::Fixed(lower, upper) => Range::Fixed(wide(lower), wide(upper)),
                Range::Auto => Range::Auto,
                Range::Symmetric => Range::Symmetric,
            };
            let fixed = Levels::<Fixed16>::new(range, values.into_iter().map(wide));
            assert_eq!(values.map(|x| fixed.level(wide(x))), float_levels, "{range:?}");
        }
        float_levels
    }

    #[test]
    fn every_format_has_the_same_levels() {
        assert_eq!(
            levels(Range::Fixed(0.0, 1.0), [-1.0, 0.0, 0.25, 0.75, 1.0, 2.0]),
            [0, 0, 64, 191, 255, 255]
        );
        assert_eq!(levels(Range::Fixed(-2.0, 2.0), [-2.0, 1.0, 2.0]), [0, 191, 255]);
        assert_eq!(levels(Range::Auto, [3.0, 4.0, 8.0]), [0, 51, 255]);
        assert_eq!(
            levels(Range::Symmetric, [-4.0, -2.0, 0.0, 0.5, 2.0, 4.0]),
            [0, 64, 127, 144, 191, 255]
        );
        assert_eq!(levels(Range::Symmetric, [-1.0, 5.0]), [102, 255]);
    }

    #[test]
    fn no_range_is_one_level() {
        assert_eq!(levels(Range::Auto, [0.5, 0.5]), [0, 0]);
        assert_eq!(levels(Range::Symmetric, [0.0, 0.0]), [127, 127]);
        assert_eq!(levels(Range::Fixed(1.0, 0.0), [0.0, 1.0]), [0, 0]);
        levels(Range::Auto, []);
    }

    #[test]
    fn extreme_numbers_do_not_panic() {
        let (nan, infinity) = (f32::NAN, f32::INFINITY);
        assert_eq!(levels(Range::Auto, [nan, 1.0, nan, 2.0]), [0, 0, 0, 255]);
        assert_eq!(levels(Range::Symmetric, [nan, -1.0, 1.0]), [0, 0, 255]);
        assert_eq!(levels(Range::Auto, [nan]), [0]);
        assert_eq!(levels(Range::Fixed(nan, 1.0), [infinity]), [0]);
        levels(Range::Auto, [-infinity, 0.0, 1.0, infinity]);
        levels(Range::Symmetric, [-infinity, 0.0, 1.0, infinity]);
        let values = [FixedWide::MIN, FixedWide::ZERO, FixedWide::MAX];
        for range in [Range::Auto, Range::Symmetric] {
            let fixed = Levels::<Fixed16>::new(range, values.into_iter());
            assert_eq!([fixed.level(values[0]), fixed.level(values[2])], [0, 255]);
        }
    }
}
