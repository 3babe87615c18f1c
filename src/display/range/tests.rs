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
