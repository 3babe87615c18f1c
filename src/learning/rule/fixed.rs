//! Learning in fixed point.
//!
//! Weights keep the scale that [`number::fixed`](crate::number::fixed) gives them, in which a unit
//! sums to 2ᶠ⁺ᵉ. The first pass adds up bits, exactly. One division gives 1/Σ in F bits, rounded
//! down, and with it both factors of w·keep + x·grow, which for a whole unit stays within 2²ᶠ⁺ᵉ: 32
//! bits for 16-bit weights, and no division or 64-bit product for a connection.
//!
//! The new weights are *dithered*: each prefix of a unit's exact weights is rounded down after
//! adding one random number of 0..1 for the whole unit, and a weight is the difference of two such
//! prefixes. So a weight is right in the mean however small its step is, neighbours' errors cancel,
//! and the sum is never above 2ᶠ⁺ᵉ, which keeps the accumulator safe. A weight stops at the largest
//! number of the format. In 16 and 32 bits that is 1/2 at exponent 1: where one of a unit's few
//! connections grows beyond, or pruning leaves no other, the projection goes to exponent 0, and the
//! unit sums to 1. Weights of 8 bits keep their exponent: what a weight loses, the unit's others
//! gain when next adapted, and a unit needs 2¹⁵⁺ᵉ/127 connections to sum to 1.
//!
//! This was chosen by measuring: a 24 × 24 LISSOM map in 16 bits against one in `f64`, same
//! pictures, with LISSOM's learning rates (6000 presentations), a tenth and a fiftieth of them (10
//! 000 each). Similarity of the orientation maps (1 is equal, 0 is chance; untrained 0.998), and
//! root mean square difference of the weights over their mean:
//!
//! | rounding | rates × 1 | × 0.1 | × 0.02 |
//! |---|---|---|---|
//! | **dithered prefixes** | 0.996, 0.016 | 0.992, 0.015 | **0.985, 0.012** |
//! | nearest prefixes | 0.996, 0.017 | 0.992, 0.010 | 0.974, 0.016 |
//! | each weight at random | 0.992, 0.018 | 0.981, 0.025 | 0.970, 0.016 |
//! | each weight to the nearest | 0.991, 0.021 | 0.927, 0.169 | 0.563, 0.346 |
//! | each weight down | 0.795, 0.376 | 0.572, 0.319 | 0.573, 0.465 |
//!
//! With each weight rounded to the nearest, steps below one half are lost, and with small rates
//! the map learns nothing.

use super::{Learn, Pruned};
use crate::{
    engine,
    learning::UnitRowMut,
    limits::MAX_RATE,
    math,
    number::{Fixed8, Fixed16, Fixed32},
    random::Pcg32,
    side::Side,
};
use core::ops::{Add, Range, Shr};

/// Sums of bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FixedTally<S> {
    pub(crate) weights: S,
    pub(crate) inputs: S,
    pub(crate) connections: u32,
}

/// w·2ᶠ ← w·keep + (x·grow)·2^−shift, in bits; F fractional bits.
#[derive(Debug, Clone, Copy)]
pub struct FixedFactors<S> {
    pub(crate) keep: S,
    pub(crate) grow: S,
    pub(crate) shift: u32,
}

impl<S: Copy + PartialOrd + Add<Output = S> + Shr<u32, Output = S>> FixedFactors<S> {
    /// Whether no weight can grow beyond the largest number N, where that is an activity's, too:
    /// w, x ≤ N and keep + grow·2^−shift ≤ 2ᶠ give w·keep + (x·grow)·2^−shift ≤ N·2ᶠ, where a
    /// weight stops. A whole unit has this if its inputs sum to more than 2ᵉ fully active cells,
    /// for then keep + grow·2^−shift = 2ᶠ·(1 + 2ᵉ·α·η)/(1 + α·η·Σx).
    ///
    /// Of the carry behind such a unit kernels give the F lower bits alone.
    pub(crate) fn is_bounded(self, one: S) -> bool {
        self.keep < one
            && self.grow >> self.shift < one
            && self.keep + (self.grow >> self.shift) < one
    }
}

/// A rate in steps of 2⁻²⁸.
pub(crate) const fn fixed_rate(alpha: f64) -> u32 {
    math::round(if alpha < MAX_RATE { alpha * 268_435_456.0 } else { 4_294_967_295.0 }) as u32
}

/// `one / sum`, rounded down; `one` is 2⁶². Where that is below 2¹⁷, as for a whole unit, by a
/// reciprocal of 16 bits: chips divide no 64.
fn divide(one: u64, sum: u64) -> Option<u64> {
    let (high, low) = ((sum >> 32) as u32, sum as u32);
    let zeros = high.leading_zeros();
    if !(4..=17).contains(&zeros) {
        return one.checked_div(sum);
    }
    let upper = (high << zeros | low >> (32 - zeros)) >> 16;
    let mut quotient = engine::reciprocal(upper) >> (17 - zeros);
    let mut rest = one.wrapping_sub(u64::from(quotient) * sum);
    while rest > one {
        (quotient, rest) = (quotient - 1, rest.wrapping_add(sum));
    }
    while rest >= sum {
        (quotient, rest) = (quotient + 1, rest - sum);
    }
    Some(quotient.into())
}

macro_rules! fixed {
    ($weight:ty, $activity:ty, $bits:ty, $sum:ty, $double:ty, $fraction:literal, $one:expr,
        $divide:expr $(, $units:item)?) => {
        impl Learn for $weight {
            type Rate = u32;
            type Growth = u32;
            type Tally = FixedTally<$sum>;
            type Factors = FixedFactors<$sum>;
            type Carry = $sum;

            fn rate(alpha: f64) -> u32 {
                fixed_rate(alpha)
            }
            fn per_connection(rate: u32, connections: u32) -> u32 {
                rate / connections
            }
            fn growth(rate: u32, eta: $activity) -> u32 {
                let growth = u64::from(rate) * u64::from(eta.to_bits().max(0) as u32);
                (growth >> ($fraction + 28 - 32)).min(u32::MAX.into()) as u32
            }
            #[inline]
            fn tally(
                mut sums: FixedTally<$sum>,
                weights: &[$weight],
                inputs: &[$activity],
                pruned: Pruned,
            ) -> FixedTally<$sum> {
                let (mut all, mut inputs_sum) = (sums.weights, sums.inputs);
                match pruned {
                    Pruned::No => {
                        for (w, x) in weights.iter().zip(inputs) {
                            all = all.wrapping_add(w.to_bits() as $sum);
                            inputs_sum = inputs_sum.wrapping_add(x.to_bits() as $sum);
                        }
                        sums.connections += weights.len() as u32;
                    }
                    Pruned::Yes => {
                        for (w, x) in weights.iter().zip(inputs) {
                            all = all.wrapping_add(w.to_bits() as $sum);
                            let alive = w.to_bits() != 0;
                            let x = if alive { x.to_bits() } else { 0 };
                            inputs_sum = inputs_sum.wrapping_add(x as $sum);
                            sums.connections += u32::from(alive);
                        }
                    }
                }
                (sums.weights, sums.inputs) = (all, inputs_sum);
                sums
            }
            fn connections(sums: FixedTally<$sum>) -> u32 {
                sums.connections
            }
            fn is_below(weight: Self, sums: FixedTally<$sum>, fraction: u32) -> bool {
                let weight = <$double>::from(weight.to_bits() as $sum);
                (weight * <$double>::from(sums.connections)) << 16
                    < <$double>::from(fraction) * <$double>::from(sums.weights)
            }
            fn factors(
                sums: FixedTally<$sum>,
                growth: u32,
                exponent: i8,
            ) -> Option<FixedFactors<$sum>> {
                // the new sum in 2^−(F + 32), below 2^(2F + 34)
                let weights = <$double>::from(sums.weights) << (32 - i32::from(exponent));
                let inputs = <$double>::from(growth) * <$double>::from(sums.inputs);
                let sum = weights.wrapping_add(inputs); // a negative sum of weights wraps
                let one: $double = 1 << (2 * $fraction + 32);
                let keep = $divide(one, sum)?;
                let keep = keep.min(<$sum>::MAX.into());
                // grow·2^−shift = growth·keep·2^(e − 32), with F + 2 bits so that x·grow fits
                let product = <$double>::from(growth) * keep;
                let bits = <$double>::BITS - product.leading_zeros();
                let over = bits.saturating_sub($fraction + 2);
                let shift = (32 - i32::from(exponent) - over as i32).max(0) as u32;
                let more = shift.saturating_sub(<$sum>::BITS - 1);
                Some(FixedFactors {
                    keep: keep as $sum,
                    grow: (product >> (over + more)) as $sum,
                    shift: shift - more,
                })
            }
            fn holds_one(exponent: i8) -> bool {
                exponent <= $one
            }
            fn is_whole(
                factors: FixedFactors<$sum>,
                first: $sum,
                last: $sum,
                exponent: i8,
            ) -> bool {
                if factors.is_bounded(1 << $fraction) {
                    return true; // without the upper bits of the last carry
                }
                let one = <$sum>::from(2_u8) << (2 * $fraction - 1 + i32::from(exponent));
                last.wrapping_sub(first) >= one - one / 1024
            }
            fn carry(random: &mut Pcg32) -> $sum {
                <$sum>::from(random.next_u32() >> (32 - $fraction))
            }
            #[inline]
            fn adapt(
                carry: $sum,
                FixedFactors { keep, grow, shift }: FixedFactors<$sum>,
                weights: &mut [$weight],
                inputs: &[$activity],
                pruned: Pruned,
            ) -> $sum {
                const MOST: $sum = (<$bits>::MAX as $sum) << $fraction;
                let mut before = carry;
                for (w, x) in weights.iter_mut().zip(inputs) {
                    let (old, x) = (w.to_bits() as $sum, x.to_bits() as $sum);
                    let grown = old.wrapping_mul(keep).wrapping_add(x.wrapping_mul(grow) >> shift);
                    let dead = pruned == Pruned::Yes && old == 0;
                    let after = before.wrapping_add(if dead { 0 } else { grown.min(MOST) });
                    let bits = (after >> $fraction).wrapping_sub(before >> $fraction);
                    *w = <$weight>::from_bits(bits as $bits);
                    before = after;
                }
                before
            }
            $($units)?
        }
    };
}

/// The passes of the engine.
macro_rules! native {
    ($tally:ident, $adapt:ident) => {
        #[inline]
        fn tally_units<I: Side, O: Side>(
            tallies: &mut [FixedTally<u32>],
            units: &UnitRowMut<'_, Self, I, O>,
            columns: Range<usize>,
            pruned: Pruned,
        ) {
            engine::$tally(tallies, units, columns, pruned);
        }
        #[inline]
        fn adapt_unit<I: Side, O: Side>(
            carry: u32,
            factors: FixedFactors<u32>,
            units: &mut UnitRowMut<'_, Self, I, O>,
            column: usize,
            pruned: Pruned,
        ) -> u32 {
            engine::$adapt(carry, factors, units, column, pruned)
        }
    };
}
// weights of 8 bits keep their exponent: where one of them is near 1, the others would be 0
fixed!(Fixed8, Fixed16, i8, u32, u64, 15, i8::MAX, divide, native!(fixed8_tally, fixed8_adapt););
fixed!(Fixed16, Fixed16, i16, u32, u64, 15, 0, divide, native!(fixed16_tally, fixed16_adapt););
fixed!(Fixed32, Fixed32, i32, u64, u128, 31, 0, u128::checked_div);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negative_sums_do_not_panic() {
        for bits in [-1, -2, -32_767] {
            for exponent in [-14, -1, 0, 1] {
                let sums = FixedTally { weights: bits as u32, inputs: 1 << 20, connections: 64 };
                Fixed16::factors(sums, u32::MAX, exponent);
                Fixed8::factors(sums, u32::MAX, exponent);
                let inputs = 1 << 36;
                let sums = FixedTally { weights: i64::from(bits) as u64, inputs, connections: 64 };
                Fixed32::factors(sums, u32::MAX, exponent);
            }
        }
    }
}
