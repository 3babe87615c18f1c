//! The inner products of weights and activities: the innermost loops of every map, and the only
//! place that may hold `unsafe` or assembly. [`portable`] is the reference; `build.rs` chooses a
//! variant in the core's own instructions, and every variant gives the same bits.
//!
//! Fixed-point sums cannot overflow for weights made by this crate and activities in 0..=1 (see
//! [`number`](crate::number)); they wrap, rather than panic, for any others.

use fixed::types::{I1F15 as Fixed16, I1F31 as Fixed32};

#[cfg(any(lissom_kernel = "dsp", lissom_kernel = "thumb2"))]
#[macro_use]
mod thumb;
#[cfg(any(lissom_pairs, test))]
mod blocks;
#[cfg_attr(lissom_kernel = "dsp", path = "dot/dsp.rs")]
#[cfg_attr(lissom_kernel = "thumb1", path = "dot/thumb1.rs")]
#[cfg_attr(lissom_kernel = "thumb2", path = "dot/thumb2.rs")]
#[cfg_attr(lissom_kernel = "riscv", path = "dot/riscv.rs")]
#[cfg(lissom_pairs)]
mod pair;
#[cfg(lissom_pairs)]
mod pairs;
mod portable;
mod shared;
#[cfg(lissom_x86)]
mod x86;

#[cfg(lissom_pairs)]
pub(crate) use blocks::rows as fixed16_shared_rows;
#[cfg(lissom_kernel = "dsp")]
pub(crate) use pair::dot as fixed16;
#[cfg(any(lissom_kernel = "dsp", lissom_kernel = "thumb1"))]
pub(crate) use pair::scaled;
#[cfg(lissom_pairs)]
pub(crate) use pairs::row as fixed16_row;
#[cfg(not(lissom_kernel = "dsp"))]
pub(crate) use portable::fixed16;
#[cfg(not(any(lissom_pairs, lissom_x86)))]
pub(crate) use portable::fixed16_row;
#[cfg(not(lissom_x86))]
pub(crate) use portable::fixed32_row;
#[cfg(not(any(lissom_kernel = "dsp", lissom_kernel = "thumb1")))]
pub(crate) use portable::scaled;
pub(crate) use portable::{bits, fixed32, float, row};
#[cfg(not(lissom_x86))]
pub(crate) use portable::{float_row as f32_row, float_row as f64_row};
#[cfg(not(any(lissom_pairs, lissom_x86)))]
pub(crate) use shared::fixed16_rows as fixed16_shared_rows;
pub(crate) use shared::rows as shared_rows;
#[cfg(not(lissom_x86))]
pub(crate) use shared::{fixed32_rows as fixed32_shared_rows, float_rows as float_shared_rows};
#[cfg(lissom_x86)]
pub(crate) use x86::{
    adapts_fixed16, f32_row, f64_row, fixed16_adapt, fixed16_interleaved, fixed16_row,
    fixed16_shared_rows, fixed16_tally, fixed32_row, fixed32_shared_rows, float_shared_rows, wide,
};

/// Runs a loop, compiled for the widest instructions that the processor has.
#[cfg(not(lissom_x86))]
#[inline(always)]
pub(crate) fn wide<R>(run: impl FnOnce() -> R) -> R {
    run()
}

#[cfg(test)]
mod tests;
