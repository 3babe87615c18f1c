//! All formats of weights.

/// Calls a function for the format at an index of 0..5.
macro_rules! by_format {
    ($index:expr, $call:ident($($argument:expr),*)) => {
        match $index {
            0 => $call::<lissom::Fixed16>($($argument),*),
            1 => $call::<lissom::Fixed8>($($argument),*),
            2 => $call::<lissom::Fixed32>($($argument),*),
            3 => $call::<f32>($($argument),*),
            _ => $call::<f64>($($argument),*),
        }
    };
}
pub(crate) use by_format;

use lissom::number::Activity;

/// Panics unless all are within 0..=1, and so are numbers.
pub fn check_activities<A: Activity>(units: &[A], what: &str) {
    for (unit, x) in units.iter().map(|unit| unit.to_f64()).enumerate() {
        assert!((0.0..=1.0).contains(&x), "{what}: unit {unit} is {x}");
    }
}
