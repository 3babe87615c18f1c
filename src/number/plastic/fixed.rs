//! Learning in fixed point.
//!
//! Weights keep the scale that [`number::fixed`](crate::number::fixed) gives them, in which a unit sums to 2ᶠ⁺ᵉ. The first
//! pass adds up bits, exactly. One division gives 1/Σ in F bits, rounded down, and with it both factors of
//! w·keep + x·grow, which for a whole unit stays within 2²ᶠ⁺ᵉ: 32 bits for 16-bit weights, and no
//! division or 64-bit product for a connection.
//!
//! The new weights are *dithered*: each prefix of a unit's exact weights is rounded down after adding one
//! random number of 0..1 for the whole unit, and a weight is the difference of two such prefixes. So a
//! weight is right in the mean however small its step is, neighbours' errors cancel, and the sum is never
//! above 2ᶠ⁺ᵉ, which keeps the accumulator safe. A weight stops at the largest number of the format; what it
//! loses, the unit's others gain when next adapted.
//!
//! This was chosen by measuring: a 24 × 24 LISSOM map in 16 bits against one in `f64`, same pictures, with
//! LISSOM's learning rates (6000 presentations), a tenth and a fiftieth of them (10 000 each). Similarity of
//! the orientation maps (1 is equal, 0 is chance; untrained 0.998), and root mean square difference of the
//! weights over their mean:
//!
//! | rounding | rates × 1 | × 0.1 | × 0.02 |
//! |---|---|---|---|
//! | **dithered prefixes** | 0.996, 0.016 | 0.992, 0.015 | **0.985, 0.012** |
//! | nearest prefixes | 0.996, 0.017 | 0.992, 0.010 | 0.974, 0.016 |
//! | each weight at random | 0.992, 0.018 | 0.981, 0.025 | 0.970, 0.016 |
//! | each weight to the nearest | 0.991, 0.021 | 0.927, 0.169 | 0.563, 0.346 |
//! | each weight down | 0.795, 0.376 | 0.572, 0.319 | 0.573, 0.465 |
//!
//! With each weight rounded to the nearest, steps below one half are lost and small rates teach nothing.

use super::{Plastic, Zeros};
use crate::{
    limits::MAX_RATE,
    math,
    number::{Fixed8, Fixed16, Fixed32, fixed8::Weight8},
    random::Pcg32,
};
#[cfg(lissom_x86)]
use {super::one_by_one, crate::dot};

/// Sums of bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FixedTally<S> {
    weights: S,
    inputs: S,
    connections: u32,
}

/// w·2ᶠ ← w·keep + (x·grow)·2^−shift, in bits; F fractional bits.
#[derive(Debug, Clone, Copy)]
pub struct FixedBalance<S> {
    pub(crate) keep: S,
    pub(crate) grow: S,
    pub(crate) shift: u32,
}

/// A rate in steps of 2⁻²⁸.
pub(crate) const fn fixed_rate(alpha: f64) -> u32 {
    math::round(if alpha < MAX_RATE { alpha * 268_435_456.0 } else { 4_294_967_295.0 }) as u32
}

macro_rules! fixed {
    ($fixed:ty, $weight:ty, $bits:ty, $sum:ty, $double:ty, $fraction:literal $(, $runs:item)*) => {
        impl Plastic for $fixed {
            type Rate = u32;
            type Growth = u32;
            type Tally = FixedTally<$sum>;
            type Balance = FixedBalance<$sum>;
            type Carry = $sum;

            fn rate(alpha: f64) -> u32 {
                fixed_rate(alpha)
            }
            fn divided(rate: u32, connections: u32) -> u32 {
                rate / connections
            }
            fn growth(rate: u32, eta: Self) -> u32 {
                let growth = u128::from(rate) * u128::from(eta.to_bits().max(0) as u32);
                (growth >> ($fraction + 28 - 32)).min(u32::MAX.into()) as u32
            }
            #[inline]
            fn tally(
                mut sums: FixedTally<$sum>,
                weights: &[$weight],
                inputs: &[Self],
                zeros: Zeros,
            ) -> FixedTally<$sum> {
                let (mut all, mut felt) = (sums.weights, sums.inputs);
                match zeros {
                    Zeros::Grow => {
                        for (w, x) in weights.iter().zip(inputs) {
                            all = all.wrapping_add(w.to_bits() as $sum);
                            felt = felt.wrapping_add(x.to_bits() as $sum);
                        }
                        sums.connections += weights.len() as u32;
                    }
                    Zeros::Stay => {
                        for (w, x) in weights.iter().zip(inputs) {
                            all = all.wrapping_add(w.to_bits() as $sum);
                            let alive = w.to_bits() != 0;
                            let x = if alive { x.to_bits() } else { 0 };
                            felt = felt.wrapping_add(x as $sum);
                            sums.connections += u32::from(alive);
                        }
                    }
                }
                (sums.weights, sums.inputs) = (all, felt);
                sums
            }
            fn connections(sums: FixedTally<$sum>) -> u32 {
                sums.connections
            }
            fn is_below(weight: Self::Weight, sums: FixedTally<$sum>, part: u32) -> bool {
                let weight = <$double>::from(weight.to_bits() as $sum);
                (weight * <$double>::from(sums.connections)) << 16
                    < <$double>::from(part) * <$double>::from(sums.weights)
            }
            fn balance(
                sums: FixedTally<$sum>,
                growth: u32,
                exponent: i8,
            ) -> Option<FixedBalance<$sum>> {
                // the new sum in 2^−(F + 32), below 2^(2F + 34)
                let weights = <$double>::from(sums.weights) << (32 - i32::from(exponent));
                let sum = weights + <$double>::from(growth) * <$double>::from(sums.inputs);
                let one: $double = 1 << (2 * $fraction + 32);
                let keep = one.checked_div(sum)?;
                let keep = keep.min(<$sum>::MAX.into());
                // grow·2^−shift = growth·keep·2^(e − 32), with F + 2 bits so that x·grow fits
                let product = <$double>::from(growth) * keep;
                let bits = <$double>::BITS - product.leading_zeros();
                let over = bits.saturating_sub($fraction + 2);
                let shift = (32 - i32::from(exponent) - over as i32).max(0) as u32;
                let more = shift.saturating_sub(<$sum>::BITS - 1);
                Some(FixedBalance {
                    keep: keep as $sum,
                    grow: (product >> (over + more)) as $sum,
                    shift: shift - more,
                })
            }
            fn carry(random: &mut Pcg32) -> $sum {
                <$sum>::from(random.next_u32() >> (32 - $fraction))
            }
            #[inline]
            fn adapt(
                carry: $sum,
                FixedBalance { keep, grow, shift }: FixedBalance<$sum>,
                weights: &mut [$weight],
                inputs: &[Self],
                zeros: Zeros,
            ) -> $sum {
                const MOST: $sum = (<$bits>::MAX as $sum) << $fraction;
                let mut before = carry;
                for (w, x) in weights.iter_mut().zip(inputs) {
                    let (old, x) = (w.to_bits() as $sum, x.to_bits() as $sum);
                    let grown = old.wrapping_mul(keep).wrapping_add(x.wrapping_mul(grow) >> shift);
                    let dead = zeros == Zeros::Stay && old == 0;
                    let after = before.wrapping_add(if dead { 0 } else { grown.min(MOST) });
                    let bits = (after >> $fraction).wrapping_sub(before >> $fraction);
                    *w = <$weight>::from_bits(bits as $bits);
                    before = after;
                }
                before
            }
            $($runs)*
        }
    };
}
fixed!(Fixed8, Weight8, i8, u32, u64, 15);
fixed!(
    Fixed16,
    Fixed16,
    i16,
    u32,
    u64,
    15,
    #[cfg(lissom_x86)]
    fn tally_runs<'s>(
        sums: FixedTally<u32>,
        weights: &[Self],
        runs: impl Iterator<Item = &'s [Self]>,
        zeros: Zeros,
    ) -> FixedTally<u32> {
        if !dot::adapts_fixed16() {
            return one_by_one::tally(sums, weights, runs, zeros);
        }
        let [all, felt, connections] = dot::fixed16_tally(weights, runs, zeros == Zeros::Stay);
        FixedTally {
            weights: sums.weights.wrapping_add(all),
            inputs: sums.inputs.wrapping_add(felt),
            connections: sums.connections + connections,
        }
    },
    #[cfg(lissom_x86)]
    fn adapt_runs<'s>(
        carry: u32,
        balance: FixedBalance<u32>,
        weights: &mut [Self],
        runs: impl Iterator<Item = &'s [Self]>,
        zeros: Zeros,
    ) -> u32 {
        if !dot::adapts_fixed16() {
            return one_by_one::adapt(carry, balance, weights, runs, zeros);
        }
        let FixedBalance { keep, grow, shift } = balance;
        dot::fixed16_adapt(carry, [keep, grow, shift], weights, runs, zeros == Zeros::Stay)
    }
);
fixed!(Fixed32, Fixed32, i32, u64, u128, 31);
