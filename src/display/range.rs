//! From values to levels.

use crate::{number::Number, sigmoid::PiecewiseSigmoid};

/// Which values are drawn as the lowest and the highest of the 256 levels; those outside are drawn
/// like the nearest inside.
///
/// Where lowest and highest do not differ every value has level 0, or 127 in a symmetric range. A NaN
/// has level 0 in a range that is not symmetric.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Range<W> {
    /// From the first value to the second.
    Fixed(W, W),
    /// From the smallest value to the largest.
    Auto,
    /// From −m to m, where m is the largest |x|: 0 lies between level 127 and 128.
    Symmetric,
}

/// A range with its ends found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Levels<T: Number> {
    climb: Option<PiecewiseSigmoid<T>>,
    /// The climb ends at 0, and the positive values mirror the negative ones.
    mirrored: bool,
}

impl<T: Number> Levels<T> {
    /// `values` are those to be drawn; unused where the range is fixed.
    pub(super) fn new(range: Range<T::Wide>, values: impl Iterator<Item = T::Wide>) -> Self {
        let (lower, upper) = match range {
            Range::Fixed(lower, upper) => (lower, upper),
            Range::Auto => extremes(values),
            // −|x|, not |x|: of the least fixed-point number there is no positive
            Range::Symmetric => (extremes(values.map(below_zero::<T>)).0, T::WIDE_ZERO),
        };
        let mirrored = matches!(range, Range::Symmetric);
        Self { climb: PiecewiseSigmoid::between(lower, upper), mirrored }
    }

    pub(super) fn level(&self, x: T::Wide) -> u8 {
        let Some(climb) = self.climb else { return if self.mirrored { 127 } else { 0 } };
        if !self.mirrored {
            return climb.apply(x).level();
        }
        let half = climb.apply(below_zero::<T>(x)).level() / 2;
        if x > T::WIDE_ZERO { 255 - half } else { half }
    }
}

/// −|x|
fn below_zero<T: Number>(x: T::Wide) -> T::Wide {
    if x > T::WIDE_ZERO { -x } else { x }
}

/// The least and the largest of the values, NaN apart; twice 0 of none.
fn extremes<W: Copy + Default + PartialOrd>(values: impl Iterator<Item = W>) -> (W, W) {
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
            let wide = |x: f32| Fixed16::wide(x.into());
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
