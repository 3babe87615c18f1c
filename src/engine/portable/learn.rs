//! Learning's two passes over a unit.

use crate::{
    learning::{FixedFactors, FixedTally, Pruned, UnitRowMut, adapt_each, tally_each},
    number::{Fixed8, Fixed16},
    side::Side,
};
use core::ops::Range;

macro_rules! learn {
    ($number:ty, $tally:ident, $adapt:ident) => {
        /// Adds up the connections of neighbouring units.
        #[cfg_attr(lissom_simd128, allow(dead_code))]
        #[inline]
        pub(crate) fn $tally<I: Side, O: Side>(
            tallies: &mut [FixedTally<u32>],
            units: &UnitRowMut<'_, $number, I, O>,
            columns: Range<usize>,
            pruned: Pruned,
        ) {
            tally_each(tallies, units, columns, pruned);
        }

        /// Writes the new weights of a unit and returns the carry behind them, of which the 15
        /// lower bits count where [the factors are bounded](FixedFactors::is_bounded).
        #[cfg_attr(lissom_simd128, allow(dead_code))]
        #[inline]
        pub(crate) fn $adapt<I: Side, O: Side>(
            carry: u32,
            factors: FixedFactors<u32>,
            units: &mut UnitRowMut<'_, $number, I, O>,
            column: usize,
            pruned: Pruned,
        ) -> u32 {
            adapt_each(carry, factors, units, column, pruned)
        }
    };
}
learn!(Fixed8, fixed8_tally, fixed8_adapt);
learn!(Fixed16, fixed16_tally, fixed16_adapt);

/// 2³¹ over a number of 2¹⁵..2¹⁶, nearly: at most 4 from it.
#[inline(always)]
#[cfg_attr(lissom_kernel = "thumb1", allow(dead_code))]
pub(crate) const fn reciprocal(number: u32) -> u32 {
    (1 << 31) / number
}
