//! Cortex-M4, M7, M33, M55: `smlad` multiplies two pairs of halfwords and adds both products.
//! Words are loaded from any halfword boundary, as these cores allow.

use crate::number::{Fixed16, Weight};
use core::arch::asm;

/// Enables the DSP extension: optional on ARMv8-M, always there on ARMv7E-M.
#[cfg(lissom_v8m)]
macro_rules! extension {
    () => {
        ".cpu cortex-m33"
    };
}
#[cfg(not(lissom_v8m))]
macro_rules! extension {
    () => {
        ""
    };
}

mod eight;
mod sixteen;

/// `sum + Σ weights · activities`.
pub(crate) fn dot(mut sum: i32, weights: &[Fixed16], activities: &[Fixed16]) -> i32 {
    let len = weights.len().min(activities.len());
    let (eights, rest) = weights[..len].as_chunks::<8>();
    let (cells, rest_cells) = activities[..len].as_chunks::<8>();
    for (weights, cells) in eights.iter().zip(cells) {
        for pair in 0..4 {
            sum = smlad(
                [weights[2 * pair], weights[2 * pair + 1]],
                [cells[2 * pair], cells[2 * pair + 1]],
                sum,
            );
        }
    }
    let (pairs, rest) = rest.as_chunks::<2>();
    let (cells, rest_cells) = rest_cells.as_chunks::<2>();
    for (&weights, &cells) in pairs.iter().zip(cells) {
        sum = smlad(weights, cells, sum);
    }
    Fixed16::dot(sum, rest, rest_cells)
}

#[inline(always)]
fn smlad(weights: [Fixed16; 2], cells: [Fixed16; 2], sum: i32) -> i32 {
    let word = |[low, high]: [Fixed16; 2]| {
        u32::from(low.to_bits() as u16) | u32::from(high.to_bits() as u16) << 16
    };
    let result;
    // SAFETY: works on registers alone
    unsafe {
        asm!(
            extension!(),
            "smlad {result}, {weights}, {cells}, {sum}",
            result = lateout(reg) result,
            weights = in(reg) word(weights),
            cells = in(reg) word(cells),
            sum = in(reg) sum,
            options(pure, nomem, nostack),
        );
    }
    result
}

/// The upper word of `a · b`, to the nearest.
#[inline(always)]
pub(crate) fn scaled(a: i32, b: i32) -> i32 {
    let result;
    // SAFETY: works on registers alone
    unsafe {
        asm!(
            extension!(),
            "smmulr {result}, {a}, {b}",
            result = lateout(reg) result,
            a = in(reg) a,
            b = in(reg) b,
            options(pure, nomem, nostack),
        );
    }
    result
}
