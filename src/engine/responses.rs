//! Responses and sigmoids of many units in fixed point.

use super::native::{scaled, wide};
#[cfg(lissom_lanes)]
use crate::number::FixedSlope;
use crate::number::{Activity, FixedWide, MAX_RESPONSE, Weight, Wide, WideOf};

/// [`scaled`]'s second number is at most this.
const LARGEST_FACTOR: u32 = 7 << 28;

/// The responses to sums of `30 + exponent` fractional bits. Most gains leave room for the shift: a
/// response is then the upper word of a product, and of the smaller ones cannot be too large.
#[inline(never)]
pub(super) fn fixed(
    gain: FixedWide,
    sums: impl Iterator<Item = i32>,
    exponent: i8,
    responses: &mut [FixedWide],
) {
    let lift = lift(exponent);
    let (size, factor) = (gain.to_bits().unsigned_abs(), gain.to_bits() << lift);
    if leaves_room(gain, exponent) {
        wide(|| {
            for (to, sum) in responses.iter_mut().zip(sums) {
                *to = FixedWide::from_bits(scaled(sum, factor));
            }
        });
    } else if size <= LARGEST_FACTOR >> lift {
        wide(|| {
            for (to, sum) in responses.iter_mut().zip(sums) {
                let bits = scaled(sum, factor).clamp(-MAX_RESPONSE, MAX_RESPONSE);
                *to = FixedWide::from_bits(bits);
            }
        });
    } else {
        // what `number::response` computes, in words: of a 64-bit shift by a number known at run
        // time and two comparisons a chip makes 30 instructions
        let shift = (30 + i32::from(exponent)) as u32; // 16 to 31
        let bound = 1 << (shift - 3);
        for (to, sum) in responses.iter_mut().zip(sums) {
            let product = i64::from(sum) * i64::from(gain.to_bits()) + (1 << (shift - 1));
            let (high, low) = ((product >> 32) as i32, product as u32);
            *to = FixedWide::from_bits(match high {
                _ if high >= bound => MAX_RESPONSE,
                _ if high < -bound => -MAX_RESPONSE,
                _ => (high << (32 - shift) | (low >> shift) as i32).max(-MAX_RESPONSE),
            });
        }
    }
}

/// From the fractional bits of a sum and a gain's 24 to those of a response and a word more.
const fn lift(exponent: i8) -> i32 {
    2 - exponent as i32 // 32 − (30 + exponent)
}

const fn leaves_room(gain: FixedWide, exponent: i8) -> bool {
    gain.to_bits().unsigned_abs() <= (MAX_RESPONSE as u32 * 2) >> lift(exponent)
}

/// See [`Engine::differences`](super::Engine::differences).
#[inline(always)]
pub(super) fn differences<W: Weight>(
    gain: WideOf<W>,
    [center, surround]: [&[W::Sum]; 2],
    ratios: &[[WideOf<W>; 2]],
    exponents: [i8; 2],
    responses: &mut [WideOf<W>],
) {
    wide(|| {
        let sums = center.iter().zip(surround);
        for ((to, (&center, &surround)), &ratios) in responses.iter_mut().zip(sums).zip(ratios) {
            let center = W::response(ratios[0], center, exponents[0]);
            let surround = W::response(ratios[1], surround, exponents[1]);
            *to = gain.multiply(center - surround);
        }
    });
}

/// The same where each response is the upper word of a product: a difference is below 4, and with
/// a gain below 8 their product has room in it.
#[inline(never)]
pub(super) fn fixed_differences<W: Weight<Sum = i32>>(
    gain: FixedWide,
    [center, surround]: [&[i32]; 2],
    ratios: &[[FixedWide; 2]],
    exponents: [i8; 2],
    most: [FixedWide; 2],
    responses: &mut [FixedWide],
) where
    W::Activity: Activity<Wide = FixedWide>,
{
    let room = leaves_room(most[0], exponents[0]) && leaves_room(most[1], exponents[1]);
    if !room || !(0..1 << 27).contains(&gain.to_bits()) {
        return differences::<W>(gain, [center, surround], ratios, exponents, responses);
    }
    let lifts = exponents.map(lift);
    let response = |sum, ratio: FixedWide, channel: usize| {
        if cfg!(lissom_kernel = "thumb1") && ratio == FixedWide::ONE {
            let shift = 32 - 24 - lifts[channel];
            return i32::wrapping_add(sum, 1 << (shift - 1)) >> shift;
        }
        scaled(sum, ratio.to_bits() << lifts[channel])
    };
    wide(|| {
        let sums = center.iter().zip(surround);
        for ((to, (&center, &surround)), &ratios) in responses.iter_mut().zip(sums).zip(ratios) {
            let center = response(center, ratios[0], 0);
            let surround = response(surround, ratios[1], 1);
            let difference = center.wrapping_sub(surround) << 5;
            *to = FixedWide::from_bits(scaled(difference, gain.to_bits() << 3));
        }
    });
}

/// The sigmoid of each without a branch: on a chip most units are silent, and a branch is cheaper.
#[cfg(lissom_lanes)]
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{number::response, random::Pcg32};

    /// Of every exponent, gain and sum, at the largest responses and beyond, too.
    #[test]
    #[cfg_attr(miri, ignore = "minutes in Miri, and no memory")]
    fn many_responses_are_those_of_one_sum_after_the_other() {
        let random = &mut Pcg32::new(8, 0);
        for exponent in -14..=1 {
            for bits in [0, 1, -1, 1 << 20, 1 << 24, 3 << 28, i32::MAX, i32::MIN] {
                let gain = FixedWide::from_bits(bits);
                let edge = ((i64::from(MAX_RESPONSE) << (30 + exponent))
                    / i64::from(bits).abs().max(1))
                .min(i64::from(i32::MAX)) as i32;
                let near = (-3..=3).map(|n| edge.saturating_add(n));
                let sums: std::vec::Vec<_> = [i32::MIN, i32::MAX, 0, 1, -1]
                    .into_iter()
                    .chain(near.clone().map(|sum| -sum))
                    .chain(near)
                    .chain((0..50).map(|shift| random.next_u32() as i32 >> (shift % 32)))
                    .collect();
                let mut responses = std::vec![FixedWide::ZERO; sums.len()];
                fixed(gain, sums.iter().copied(), exponent, &mut responses);
                for (&found, &sum) in responses.iter().zip(&sums) {
                    assert_eq!(found, response(gain, sum, exponent), "{gain} {sum} {exponent}");
                }
            }
        }
    }
}
