//! From sums to responses, and divisions.

use super::FixedWide;

/// `x · 2⁻ˢʰⁱᶠᵗ` to the nearest, within ±`limit`.
pub(super) const fn rescale(x: i64, shift: u32, limit: i32) -> i32 {
    let x = if shift == 0 { x } else { (x + (1 << (shift - 1))) >> shift };
    if x > limit as i64 {
        limit
    } else if x < -(limit as i64) {
        -limit
    } else {
        x as i32
    }
}

/// The largest response's bits: ±32, exclusive.
pub(crate) const MAX_RESPONSE: i32 = (1 << 29) - 1;

/// A response from a sum of `30 + exponent` fractional bits.
#[cfg_attr(not(lissom_x86), inline(never))]
pub(crate) const fn response(gain: FixedWide, sum: i32, exponent: i8) -> FixedWide {
    let shift = (30 + exponent as i32) as u32;
    FixedWide::from_bits(rescale(sum as i64 * gain.to_bits() as i64, shift, MAX_RESPONSE))
}

/// The `fraction` bits of `a / b` for a ≥ 0 and b > 0; `None` unless it is below 1.
#[inline]
pub(super) fn quotient(a: FixedWide, b: FixedWide, fraction: u32) -> Option<u32> {
    let (mut rest, b) = (a.to_bits().max(0) as u32, b.to_bits().max(1) as u32);
    if rest >= b {
        return None;
    }
    let mut quotient = 0;
    for _ in 0..fraction {
        rest <<= 1; // below 2³²
        quotient <<= 1;
        if rest >= b {
            (rest, quotient) = (rest - b, quotient + 1);
        }
    }
    Some(quotient)
}
