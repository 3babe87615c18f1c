//! The inner products of weights and activities: the innermost loops of every map, and the only
//! place that may hold `unsafe` or assembly. [`portable`] is the reference; `build.rs` chooses a
//! variant in the core's own instructions, and every variant gives the same bits.
//!
//! Fixed-point sums cannot overflow for weights made by this crate and activities in 0..=1 (see
//! [`number`](crate::number)); they wrap, rather than panic, for any others.

mod portable;
#[cfg(lissom_pairs)]
mod pairs;

#[cfg(lissom_pairs)]
pub(crate) use pairs::row as fixed16_row;
#[cfg(not(lissom_pairs))]
pub(crate) use portable::fixed16_row;
pub(crate) use portable::{fixed16, fixed32, fixed32_row, float, float_row};
