//! Responses and sigmoids of many units in fixed point.

use super::native::{scaled, wide};
#[cfg(lissom_x86)]
use crate::number::{Activity, FixedSlope};
use crate::number::{FixedWide, MAX_RESPONSE, response};

/// The responses to sums of `30 + exponent` fractional bits. Most gains leave room for the shift: a
/// response is then the upper word of a product, and cannot be too large.
#[inline(never)]
pub(super) fn fixed(
    gain: FixedWide,
    sums: impl Iterator<Item = i32>,
    exponent: i8,
    responses: &mut [FixedWide],
) {
    let lift = 2 - i32::from(exponent); // 32 − (30 + exponent)
    if gain.to_bits().unsigned_abs() <= (MAX_RESPONSE as u32 * 2) >> lift {
        let factor = gain.to_bits() << lift;
        wide(|| {
            for (to, sum) in responses.iter_mut().zip(sums) {
                *to = FixedWide::from_bits(scaled(sum, factor));
            }
        });
    } else {
        for (to, sum) in responses.iter_mut().zip(sums) {
            *to = response(gain, sum, exponent);
        }
    }
}

/// The sigmoid of each without a branch: on a chip most units are silent, and a branch is cheaper.
#[cfg(lissom_x86)]
pub(super) fn sigmoids<A: Activity<Wide = FixedWide, Slope = FixedSlope>>(
    slope: FixedSlope,
    [lower, upper]: [FixedWide; 2],
    s: &[FixedWide],
    activities: &mut [A],
) {
    wide(|| {
        for (activity, &s) in activities.iter_mut().zip(s) {
            let between = A::on_slope(slope, lower, s.max(lower));
            *activity = if s >= upper { A::ONE } else { between };
        }
    });
}
