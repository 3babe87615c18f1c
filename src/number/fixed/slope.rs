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

#[cfg(all(test, lissom_repository))]
mod tests;
