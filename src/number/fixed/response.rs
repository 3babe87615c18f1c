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

/// The `fraction` bits of `a / b` for a ≥ 0 and b > 0, rounded down; `None` unless it is below 1.
#[inline]
pub(super) fn quotient(a: FixedWide, b: FixedWide, fraction: u32) -> Option<u32> {
    let (a, b) = (a.to_bits().max(0) as u32, b.to_bits().max(1) as u32);
    if a >= b {
        return None;
    }
    Some(match () {
        () if cfg!(target_pointer_width = "64") => {
            ((u64::from(a) << fraction) / u64::from(b)) as u32
        }
        () if cfg!(lissom_kernel = "thumb1") => by_subtraction(a, b, fraction),
        () => by_division(a, b, fraction),
    })
}

/// For a core that divides words: as many bits at a time as the divisor leaves free.
fn by_division(mut rest: u32, b: u32, fraction: u32) -> u32 {
    let (mut quotient, mut left, free) = (0, fraction, b.leading_zeros());
    while left > 0 {
        let bits = left.min(free);
        let dividend = rest << bits;
        let next = dividend / b;
        (rest, quotient) = (dividend - next * b, quotient << bits | next);
        left -= bits;
    }
    quotient
}

/// For a core that does not.
fn by_subtraction(mut rest: u32, b: u32, fraction: u32) -> u32 {
    let mut quotient = 0;
    for _ in 0..fraction {
        rest <<= 1; // below 2³²
        quotient <<= 1;
        if rest >= b {
            (rest, quotient) = (rest - b, quotient + 1);
        }
    }
    quotient
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Pcg32;

    #[test]
    fn every_division_has_the_same_bits() {
        let mut random = Pcg32::new(8, 0);
        for _ in 0..20_000 {
            let b = (random.next_u32() >> 1 >> random.below(31)).max(1);
            let a = random.below(b);
            for fraction in [15, 31] {
                let exact = ((u64::from(a) << fraction) / u64::from(b)) as u32;
                let [dividend, divisor] = [a, b].map(|bits| FixedWide::from_bits(bits as i32));
                assert_eq!(quotient(dividend, divisor, fraction), Some(exact));
                assert_eq!(by_division(a, b, fraction), exact, "{a} / {b}");
                assert_eq!(by_subtraction(a, b, fraction), exact, "{a} / {b}");
            }
        }
        let wide = FixedWide::from_bits;
        assert_eq!(quotient(wide(-1), wide(-1), 15), Some(0));
        assert_eq!(quotient(wide(1), wide(0), 15), None);
    }
}
