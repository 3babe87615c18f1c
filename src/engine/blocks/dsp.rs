//! Cortex-M4, M7, M33, M55: four units at a time, whose sums stay in registers along a row.

use super::UNITS;
use crate::{geometry::Extent, number::Fixed16};
use core::arch::naked_asm;

/// The most weights of a call.
const MOST: usize = 35;

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

/// Some blocks and what they need of a row of weights and a row of cells.
#[repr(C)]
struct Along {
    /// Of the first block, and where those of the last end.
    sums: *mut i32,
    end: *mut i32,
    /// Of the first block, the first weight that meets an active cell, unless negative, and the end
    /// of those; of the next block both are `UNITS` less.
    from: isize,
    to: isize,
    taps: usize,
    weights: *const Fixed16,
    /// Three before the first active one.
    cells: *const Fixed16,
}

/// Adds to each unit's sum the products of its weights in a source row; `cells` are those from
/// three before the first active one to three after the last.
#[allow(unsafe_code)]
pub(super) fn along(weights: &[Fixed16], cells: &[Fixed16], active: Extent, sums: &mut [i32]) {
    let (start, end) = (active.start() as isize, active.end() as isize);
    if cells.len() != active.end() - active.start() + 6 {
        return; // never
    }
    let mut ahead = (weights.len() / 2) as isize; // from a unit's first cell to its own
    for weights in weights.chunks(MOST) {
        let taps = weights.len() as isize;
        let first = (start + ahead - taps + 1).max(0) as usize / UNITS * UNITS;
        let last = (end + ahead).clamp(0, sums.len() as isize) as usize;
        let add = |j: usize, sums: &mut [i32]| {
            let (from, to) = (start + ahead - 3 - j as isize, end + ahead - j as isize);
            if sums.is_empty() {
                return;
            }
            let sums = sums.as_mut_ptr_range();
            let (weights, cells) = (weights.as_ptr(), cells.as_ptr());
            let taps = taps as usize;
            let along = Along { sums: sums.start, end: sums.end, from, to, taps, weights, cells };
            // SAFETY: `sums` are whole blocks, at least one; there are at most `MOST` weights. A
            // block's weights begin at `from` at the earliest, which is the one for the first of
            // `cells`, and end before `to`, so that the last of them meet the last three cells.
            unsafe { blocks(&along) };
        };
        if let Some(seeing) = sums.get_mut(first..) {
            let (whole, rest) = seeing.as_chunks_mut::<UNITS>();
            let count = last.saturating_sub(first).div_ceil(UNITS);
            let behind = first + UNITS * whole.len();
            let is_cut = count > whole.len();
            let count = count.min(whole.len());
            add(first, whole.get_mut(..count).unwrap_or_default().as_flattened_mut());
            if is_cut {
                let mut block = [0; UNITS];
                add(behind, &mut block);
                for (sum, more) in rest.iter_mut().zip(block) {
                    *sum = sum.wrapping_add(more);
                }
            }
        }
        ahead -= taps;
    }
}

/// Adds the products of each block.
///
/// r12 is the block's `from`, lr its `to`, r1 and r2 are at its weights and cells, r3 to r6 its
/// sums. One weight comes first where their number is odd, then two where two are left over, and by
/// a jump into eight times four the rest; r7 and r8 are then the cells from r2 on and from the one
/// after it on.
///
/// # Safety
///
/// From `sums` to `end` are whole blocks, at least one, and there are at most `MOST` weights; all
/// cells are readable from the first to three after the last that meets a weight before `to`.
#[allow(unsafe_code)]
#[unsafe(naked)]
unsafe extern "C" fn blocks(along: &Along) {
    naked_asm!(
        extension!(),
        "push {{r4-r11, lr}}",
        "ldr r4, [r0, #4]", // end
        "ldr r12, [r0, #8]",
        "ldr lr, [r0, #12]",
        "add r2, r0, #16",
        "ldm r2, {{r1, r2, r3}}", // taps, weights, cells
        "push {{r1-r4}}",
        "ldr r0, [r0, #0]",
        "1:",
        "ldm r0, {{r3-r6}}",
        "ldm sp, {{r8-r10}}",
        "usat r7, #16, r12",
        "cmp lr, r8",
        "it lt",
        "movlt r8, lr",
        "subs r8, r8, r7",
        "ble 4f",
        "add r1, r9, r7, lsl #1",
        "sub r2, r10, r12, lsl #1",
        "add r2, r2, r7, lsl #1",
        "lsrs r11, r8, #1",
        "bcc 2f",
        "ldrsh r8, [r1], #2",
        "ldr r7, [r2]",
        "ldr r9, [r2, #4]",
        "smlabb r3, r7, r8, r3",
        "smlatb r4, r7, r8, r4",
        "smlabb r5, r9, r8, r5",
        "smlatb r6, r9, r8, r6",
        "adds r2, #2",
        "2:",
        "lsrs r11, r11, #1",
        "bcc 3f",
        "ldr r8, [r1], #4",
        "ldr r7, [r2]",
        "smlad r3, r8, r7, r3",
        "ldr r7, [r2, #2]",
        "smlad r4, r8, r7, r4",
        "ldr r7, [r2, #4]",
        "smlad r5, r8, r7, r5",
        "ldr r7, [r2, #6]",
        "smlad r6, r8, r7, r6",
        "adds r2, #4",
        "3:",
        "ldr r7, [r2]",
        "ldr r8, [r2, #2]",
        "rsb r9, r11, r11, lsl #3",
        "adr r10, 4f",
        "sub r10, r10, r9, lsl #3", // 56 bytes for four weights
        "mov pc, r10",
        ".rept 8",
        "ldr.w r11, [r1], #4",
        "ldr.w r9, [r2, #4]",
        "ldr.w r10, [r2, #6]",
        "smlad r3, r11, r7, r3",
        "smlad r4, r11, r8, r4",
        "smlad r5, r11, r9, r5",
        "smlad r6, r11, r10, r6",
        "ldr.w r11, [r1], #4",
        "ldr.w r7, [r2, #8]!",
        "ldr.w r8, [r2, #2]",
        "smlad r3, r11, r9, r3",
        "smlad r4, r11, r10, r4",
        "smlad r5, r11, r7, r5",
        "smlad r6, r11, r8, r6",
        ".endr",
        "4:",
        "stm r0!, {{r3-r6}}",
        "ldr r7, [sp, #12]",
        "sub r12, r12, #4",
        "sub lr, lr, #4",
        "cmp r0, r7",
        "blo 1b",
        "add sp, #16",
        "pop {{r4-r11, pc}}",
    )
}
