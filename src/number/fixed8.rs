//! Weights of 8 bits.
//!
//! A **weight** has the scale of 16 bits and half their memory: it is `bits·2⁻⁽¹⁵⁺ᵉ⁾` with |bits| ≤
//! 127 and one exponent e ≤ 1 for a projection, the largest for which every weight fits and every
//! unit's Σ|bits| ≤ 2¹⁶. So a **sum** of products is exact and stays below 2³¹, by the bound
//! of [`fixed`](super::fixed), and every prefix of a unit's weights is rounded to the nearest as
//! there.

use super::{Extremes, Fixed16, FixedWide, Weight, fixed_exponent, fixed_magnitude, fixed_weight};
use crate::math;

/// A weight of 8 bits, of 16-bit activities: `bits·2⁻¹⁵`, times 2 to the projection's −exponent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(transparent)]
pub struct Fixed8(i8);

impl Fixed8 {
    /// The weight of these bits.
    pub const fn from_bits(bits: i8) -> Self {
        Self(bits)
    }

    /// The weight's bits.
    pub const fn to_bits(self) -> i8 {
        self.0
    }
}

impl Weight for Fixed8 {
    type Activity = Fixed16;
    type Sum = i32;
    const NAME: &'static str = "fixed8";
    const ZERO: Self = Self(0);

    fn exponent(extremes: Extremes) -> Option<i8> {
        fixed_exponent(extremes, 15, i8::MAX.into())
    }
    fn quantise(before: f64, weight: f64, exponent: i8) -> Self {
        Self(fixed_weight(before, weight, exponent, 15) as i8)
    }
    fn value(self, exponent: i8) -> f64 {
        f64::from(self.0) * math::power_of_two(-15 - i64::from(exponent))
    }
    fn widen(self) -> FixedWide {
        FixedWide::from_bits(i32::from(self.0) << 9)
    }
    fn from_bits(bits: u64) -> Self {
        Self(bits as i8)
    }
    fn to_bits(self) -> u64 {
        u64::from(self.0 as u8)
    }
    fn add_magnitude(self, total: u64) -> Option<u64> {
        fixed_magnitude(self.0.unsigned_abs().into(), total, 15, i8::MAX as u64)
    }
    #[inline(always)]
    fn dot(sum: i32, weights: &[Self], activities: &[Fixed16]) -> i32 {
        weights.iter().zip(activities).fold(sum, |sum, (w, x)| {
            sum.wrapping_add(i32::from(w.0).wrapping_mul(x.to_bits().into()))
        })
    }
    fn response(gain: FixedWide, sum: i32, exponent: i8) -> FixedWide {
        Fixed16::response(gain, sum, exponent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Wide;

    /// The bound at the top of this file, met with equality where 2¹⁶ allows it.
    #[test]
    fn the_worst_sum_fits() {
        let mut largest = 0;
        for connections in [3, 16, 293, 1000, 60_000] {
            let each = 1.0 / f64::from(connections);
            let extremes = Extremes { peak: each, total: 1.0, mixed: 0 };
            let exponent = Fixed8::exponent(extremes).unwrap();
            let weights: std::vec::Vec<_> = (0..connections)
                .map(|k| Fixed8::quantise(f64::from(k) * each, each, exponent))
                .collect();
            let total: i32 = weights.iter().map(|w| i32::from(w.to_bits())).sum();
            assert_eq!(total, 1 << (15 + exponent), "{connections} connections");
            assert!(weights.iter().all(|w| (0..=127).contains(&w.to_bits())));
            let sum = |activity| Fixed8::dot(0, &weights, &std::vec![activity; weights.len()]);
            assert_eq!(i64::from(sum(Fixed16::MAX)), i64::from(total) * 32_767);
            assert_eq!(sum(Fixed16::MIN), (i64::from(total) * -32_768) as i32);
            largest = largest.max(total);
        }
        assert_eq!(largest, 1 << 16, "the bound itself was not reached");
    }

    #[test]
    fn the_largest_weight_takes_all_bits() {
        let exponent = |peak| Fixed8::exponent(Extremes { peak, total: 1.0, mixed: 0 });
        // 126 steps of 2⁻¹⁵⁻ᵉ: prefixes may lift a weight to 127
        assert_eq!(exponent(126.0 / 32_768.0), Some(0));
        assert_eq!(exponent(126.1 / 32_768.0), Some(-1));
        assert_eq!((exponent(1.0), exponent(1e-9), exponent(70.0)), (Some(-9), Some(1), None));
        assert_eq!(Fixed8::quantise(0.0, 1.0, -9).to_bits(), 64);
        assert_eq!(Fixed8::from_bits(64).value(-9), 1.0);
        for bits in [-128, -3, 0, 5, 127].map(Fixed8::from_bits) {
            assert_eq!(<Fixed8 as Weight>::from_bits(Weight::to_bits(bits)), bits);
            let wide = Wide::to_f64(bits.widen());
            assert_eq!(wide, bits.value(0));
        }
    }
}
