//! The sigmoid's linear segment as one multiplication and one shift.

use super::FixedWide;

/// The sigmoid's linear segment: `multiplier · 2^−shift` is 2ᶠ over its length in steps of 2⁻²⁴.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedSlope {
    multiplier: u32,
    shift: u32,
}

impl FixedSlope {
    pub(crate) const fn new(lower: FixedWide, upper: FixedWide, bits: u32) -> Option<Self> {
        let length = upper.to_bits().wrapping_sub(lower.to_bits()) as u32; // exact: at most 2³² − 1
        if upper.to_bits() <= lower.to_bits() {
            return None;
        }
        let digits = u32::BITS - length.leading_zeros();
        let shift = 30 + digits - bits; // so that the multiplier lies in 2³⁰..=2³¹
        let multiplier = ((1_u128 << (bits + shift)) / length as u128) as u32;
        Some(Self { multiplier, shift })
    }

    /// σ in 2⁻ᶠ, at most 2ᶠ, at `above` steps of 2⁻²⁴ above the lower threshold. The product is
    /// below 2⁶³.
    #[inline]
    pub(super) const fn at(self, above: u32) -> u32 {
        if cfg!(not(target_pointer_width = "64")) && self.shift > 32 {
            // the lower word of the product does not matter
            let (half, shift) = (1 << (self.shift - 33), self.shift - 32);
            return upper_word(above, self.multiplier, half) >> shift;
        }
        let half = 1_u64 << self.shift >> 1;
        ((above as u64 * self.multiplier as u64 + half) >> self.shift) as u32
    }
}

/// The upper word of a product, with something added.
const fn upper_word(a: u32, b: u32, added: u32) -> u32 {
    if cfg!(lissom_kernel = "thumb1") {
        return upper_word_of_halves(a, b, added); // no instruction gives it
    }
    ((a as u64 * b as u64) >> 32) as u32 + added
}

const fn upper_word_of_halves(a: u32, b: u32, added: u32) -> u32 {
    if b == 1 << 31 {
        return (a >> 1) + added; // of a power of two
    }
    let ([a_high, a_low], [b_high, b_low]) = ([a >> 16, a & 0xffff], [b >> 16, b & 0xffff]);
    let middle = a_high * b_low + ((a_low * b_low) >> 16);
    let other = a_low * b_high + (middle & 0xffff);
    (a_high * b_high + added) + (middle >> 16) + (other >> 16)
}

#[cfg(test)]
mod tests {
    use super::{upper_word, upper_word_of_halves};
    use crate::{
        engine::Engine,
        number::{Activity, Fixed16, Fixed32, FixedWide, fixed_wide},
    };

    #[test]
    fn slopes_round_to_the_nearest() {
        for (lower, upper) in
            [(0.083, 0.633), (0.0, 1.0), (4.0, 9.0), (-100.0, 100.0), (0.1, 0.100_001)]
        {
            let (low, high) = (fixed_wide(lower), fixed_wide(upper));
            let slope = Fixed16::slope(low, high).unwrap();
            let length = f64::from(high.to_bits()) - f64::from(low.to_bits());
            for i in 0..1000 {
                let above = (length * f64::from(i) / 1000.0) as u32;
                let exact = f64::from(above) / length * 32_768.0;
                let s = FixedWide::from_bits(low.to_bits().wrapping_add(above as i32));
                let ours = f64::from(Fixed16::on_slope(slope, low, s).to_bits());
                assert!(
                    (ours - exact).abs() <= 0.5 + 1e-4 || ours == 32_767.0,
                    "{lower} {upper} {i}"
                );
            }
        }
        assert!(Fixed16::slope(fixed_wide(0.5), fixed_wide(0.5)).is_none());
        assert!(f64::slope(0.6, 0.5).is_none() && f64::slope(f64::NAN, 0.5).is_none());
    }

    #[test]
    fn halves_make_the_upper_word() {
        let mut random = 1_u32;
        for _ in 0..10_000 {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            for (a, b) in [(random, !random), (random, 1 << 31), (random >> 16, random)] {
                assert_eq!(upper_word_of_halves(a, b, 0), upper_word(a, b, 0), "{a} · {b}");
            }
        }
        assert_eq!(upper_word_of_halves(u32::MAX, u32::MAX, 1), u32::MAX);
    }

    #[test]
    fn many_are_as_each() {
        fn check<T: Engine<Activity = T> + Activity<Wide = FixedWide>>(
            [lower, upper]: [FixedWide; 2],
            s: &[FixedWide],
        ) {
            let sigmoid = crate::PiecewiseSigmoid::<T>::between(lower, upper).unwrap();
            let mut all = std::vec![T::ONE; s.len()];
            sigmoid.apply_all::<T>(s, &mut all);
            assert!(all.iter().zip(s).all(|(&one, &s)| one == sigmoid.apply(s)));
        }
        for (lower, upper) in [(0.083, 0.633), (-100.0, 100.0), (0.1, 0.100_001), (-128.0, 127.9)] {
            let ends = [fixed_wide(lower), fixed_wide(upper)];
            let steps = [i32::MIN, -1_000_000, -2, -1, 0, 1, 2, 1000, 1_000_000, i32::MAX];
            let around = ends.map(|end| steps.map(|step| end.to_bits().saturating_add(step)));
            let s: std::vec::Vec<_> =
                around.as_flattened().iter().map(|&bits| FixedWide::from_bits(bits)).collect();
            check::<Fixed16>(ends, &s);
            check::<Fixed32>(ends, &s);
        }
    }
}
