//! Cortex-M4, M7, M33, M55: `smlad` multiplies two pairs of halfwords and adds both products.
//! Words are loaded from any halfword boundary, as these cores allow.

use super::Pairs;
use crate::number::{Fixed16, Weight};
use core::arch::{asm, naked_asm};

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

/// Sums of four adjacent units; unit n starts at `cells[n]`, so `cells` is three longer than
/// `weights`.
pub(crate) fn four(weights: &[Fixed16], mut cells: &[Fixed16]) -> [i32; 4] {
    let mut sums = [0; 4];
    let (fours, rest) = weights.as_chunks::<4>();
    for &[w0, w1, w2, w3] in fours {
        let Some((seen, _)) = cells.split_first_chunk::<7>() else { break };
        let mut words = [[Fixed16::ZERO; 2]; 6];
        for (word, cells) in words.iter_mut().zip(seen.windows(2)) {
            word.copy_from_slice(cells);
        }
        for ((sum, &low), &high) in sums.iter_mut().zip(&words).zip(&words[2..]) {
            *sum = smlad([w2, w3], high, smlad([w0, w1], low, *sum));
        }
        cells = &cells[4..];
    }
    for (&weight, cells) in rest.iter().zip(cells.windows(4)) {
        for (sum, &cell) in sums.iter_mut().zip(cells) {
            *sum = Fixed16::dot(*sum, &[weight], &[cell]);
        }
    }
    sums
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

/// How far a row of a disc reaches to each side.
pub(super) type Disc = u8;

/// Of the row of the disc at that `index`.
pub(super) const fn disc(half: u8, _index: usize, _stride: usize) -> Disc {
    half
}

/// A loop over pairs and one over rows, around the words that both units see: r0 of them, at r10,
/// r1 and r2, by a jump into sixteen.
macro_rules! kernel {
    ($($row:literal,)* ; $($rest:literal,)*) => {
        naked_asm!(
            extension!(),
            enter!(),
            "1:",
            "ldrb r0, [r3], #1",
            $($row,)*
            "6:",
            "tbh [pc, r0, lsl #1]",
            "2:",
            ".set n, 0",
            ".rept 17",
            ".short (4f - 2b - 20 * n) / 2",
            ".set n, n + 1",
            ".endr",
            ".rept 111",
            ".short (3f - 2b) / 2",
            ".endr",
            "3:", // more than sixteen, and flags to keep
            "ldr r11, [r10], #4",
            "ldr r12, [r1], #4",
            "ldr lr, [r2], #4",
            "smlad r8, r12, r11, r8",
            "smlad r9, lr, r11, r9",
            "sub r0, r0, #1",
            "b 6b",
            ".rept 16",
            "ldr r11, [r10], #4",
            "ldr r12, [r1], #4",
            "ldr lr, [r2], #4",
            "smlad r8, r12, r11, r8",
            "smlad r9, lr, r11, r9",
            ".endr",
            "4:",
            $($rest,)*
            "8:",
            leave!(),
        )
    };
}

/// Sums of pairs whose discs the border does not cut.
///
/// # Safety
///
/// See [`Pairs`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn whole(pairs: &Pairs) {
    kernel!(
        "add r4, r4, r5",
        "sub r10, r4, r0, lsl #1",
        "ldrsh r11, [r10, #-2]", // the left one's own
        "ldrsh r12, [r1], #2",
        "smlabb r8, r11, r12, r8",
        ;
        "ldrsh r11, [r10]", // the right one's own
        "ldrsh r12, [r2], #2",
        "smlabb r9, r11, r12, r9",
        "subs r7, r7, #1",
        "bne 1b",
    )
}

/// Sums of pairs whose discs the left border cuts: in cut rows, which have r6 or more halves, both
/// units start at column 0, and r6 + r0 cells are seen by both.
///
/// # Safety
///
/// See [`Pairs`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn left(pairs: &Pairs) {
    kernel!(
        "add r4, r4, r5",
        "cmp r0, r6", // carry only if cut
        "bhs 5f",
        "sub r10, r4, r0, lsl #1",
        "ldrsh r11, [r10, #-2]", // the left one's own
        "ldrsh r12, [r1], #2",
        "smlabb r8, r11, r12, r8",
        ;
        "bcs 7f",
        "ldrsh r11, [r10]", // the right one's own
        "ldrsh r12, [r2], #2",
        "smlabb r9, r11, r12, r9",
        "subs r7, r7, #1",
        "bne 1b",
        "b 8f",
        "5:",
        "sub r10, r4, r6, lsl #1",
        "add r0, r0, r6",
        "lsrs r0, r0, #1", // carry if odd
        "b 6b",
        "7:", // the odd cell of both, and the right one's own
        "ldr r11, [r10]",
        "ldrsh r12, [r1], #2",
        "ldr lr, [r2], #4",
        "smlabb r8, r11, r12, r8",
        "smlad r9, r11, lr, r9",
        "subs r7, r7, #1",
        "bne 1b",
    )
}

/// Sums of pairs whose discs the right border cuts: in cut rows, which have r6 or more halves, both
/// units end at the last column, and r6 + r0 cells are seen by both.
///
/// # Safety
///
/// See [`Pairs`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn right(pairs: &Pairs) {
    kernel!(
        "add r4, r4, r5",
        "sub r10, r4, r0, lsl #1",
        "ldrsh r11, [r10, #-2]", // the left one's own
        "ldrsh r12, [r1], #2",
        "smlabb r8, r11, r12, r8",
        "cmp r0, r6", // negative unless cut
        "bhs 5f",
        ;
        "bpl 7f",
        "ldrsh r11, [r10]", // the right one's own
        "ldrsh r12, [r2], #2",
        "smlabb r9, r11, r12, r9",
        "9:",
        "subs r7, r7, #1",
        "bne 1b",
        "b 8f",
        "5:",
        "add r0, r0, r6",
        "lsrs r0, r0, #1", // carry if odd, and not negative
        "b 6b",
        "7:",
        "bcc 9b",
        "ldrsh r11, [r10]", // the odd cell of both
        "ldrsh r12, [r1], #2",
        "ldrsh lr, [r2], #2",
        "smlabb r8, r11, r12, r8",
        "smlabb r9, r11, lr, r9",
        "b 9b",
    )
}
