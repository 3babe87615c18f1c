//! From exact weights to bits.

use super::Extremes;
use crate::math;

/// The exponent for weights up to ±`most`, of `bits` fractional bits.
pub(crate) const fn fixed_exponent(extremes: Extremes, bits: u32, most: i32) -> Option<i8> {
    let mut exponent = 1;
    while exponent >= -14 {
        let scale = math::power_of_two(bits as i64 + exponent as i64);
        // prefixes are rounded: less than half a step above the limit rounds down to it
        let sum = extremes.total * scale + extremes.mixed as f64;
        let limit = math::power_of_two(bits as i64);
        if extremes.peak * scale <= most as f64 - 1.0 && sum < 2.0 * limit + 0.5 {
            return Some(exponent as i8);
        }
        exponent -= 1;
    }
    None
}

pub(crate) const fn fixed_weight(before: f64, weight: f64, exponent: i8, bits: u32) -> i64 {
    let scale = math::power_of_two(bits as i64 + exponent as i64);
    math::round((before + weight) * scale) - math::round(before * scale)
}

/// The Σ|bits| of a unit with those of one weight more, of `bits` fractional bits and up to `most`.
pub(crate) fn fixed_magnitude(weight: u64, total: u64, bits: u32, most: u64) -> Option<u64> {
    let total = total.saturating_add(weight);
    (weight <= most && total <= 2 << bits).then_some(total)
}
