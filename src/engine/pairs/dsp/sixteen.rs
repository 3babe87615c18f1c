//! Weights of 16 bits: two cells and two weights a word.

use super::{
    super::{Kernel, Paired, Pairs},
    dot,
};
use crate::number::Fixed16;
use core::arch::naked_asm;

impl Paired for Fixed16 {
    /// How far a row of a disc reaches to each side.
    type Disc = u8;

    const LEFT: Kernel<Self> = left;
    const WHOLE: Kernel<Self> = whole;
    const RIGHT: Kernel<Self> = right;

    fn disc(half: usize, _index: usize, _stride: usize) -> u8 {
        half as u8
    }

    fn run(sum: i32, weights: &[Self], activities: &[Fixed16]) -> i32 {
        dot(sum, weights, activities)
    }
}

/// The left unit's own cell, before r10.
macro_rules! first {
    () => {
        "ldrsh r11, [r10, #-2]\nldrsh r12, [r1], #2\nsmlabb r8, r11, r12, r8\n"
    };
}

/// The right unit's own cell, at r10.
macro_rules! last {
    () => {
        "ldrsh r11, [r10]\nldrsh r12, [r2], #2\nsmlabb r9, r11, r12, r9\n"
    };
}

/// A cell that both see.
macro_rules! odd {
    () => {
        concat!(
            "ldrsh r11, [r10]\n",
            "ldrsh r12, [r1], #2\n",
            "ldrsh lr, [r2], #2\n",
            "smlabb r8, r11, r12, r8\n",
            "smlabb r9, r11, lr, r9\n",
        )
    };
}

/// A loop over pairs and one over rows, around the words that both units see: r0 of them, at r10,
/// r1 and r2, by a jump into sixteen.
macro_rules! kernel {
    ($($row:expr,)* ; $($rest:expr,)*) => {
        naked_asm!(
            extension!(),
            enter!(2),
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

/// Where nothing is cut.
#[unsafe(naked)]
unsafe extern "C" fn whole(pairs: &Pairs<Fixed16>) {
    kernel!(
        "add r4, r4, r5",
        "sub r10, r4, r0, lsl #1",
        first!(),
        ;
        last!(),
        "subs r7, r7, #1",
        "bne 1b",
    )
}

/// In cut rows, which have r6 or more halves, both units start at column 0, and r6 + r0 cells are
/// seen by both: at most the side, and then all of them are.
#[unsafe(naked)]
unsafe extern "C" fn left(pairs: &Pairs<Fixed16>) {
    kernel!(
        "add r4, r4, r5",
        "cmp r0, r6", // carry only if cut
        "bhs 5f",
        "sub r10, r4, r0, lsl #1",
        first!(),
        ;
        "bcs 7f",
        last!(),
        "9:",
        "subs r7, r7, #1",
        "bne 1b",
        "b 8f",
        "5:",
        "sub r10, r4, r6, lsl #1",
        "add r0, r0, r6",
        "cmp r0, r5, lsr #1",
        "bhs 4f",
        "lsrs r0, r0, #1", // carry if odd, and not negative
        "b 6b",
        "4:", // all cells
        "lsr r0, r5, #2",
        "movs r11, #0x80000000", // carry and negative
        "b 6b",
        "7:",
        "bmi 7f",
        "ldr r11, [r10]", // the odd cell of both, and the right one's own
        "ldrsh r12, [r1], #2",
        "ldr lr, [r2], #4",
        "smlabb r8, r11, r12, r8",
        "smlad r9, r11, lr, r9",
        "subs r7, r7, #1",
        "bne 1b",
        "b 8f",
        "7:",
        "tst r5, #2",
        "beq 9b",
        odd!(),
        "b 9b",
    )
}

/// In cut rows, which have r6 or more halves, both units end at the last column, and r6 + r0 cells
/// are seen by both: at most the side, and then all of them are.
#[unsafe(naked)]
unsafe extern "C" fn right(pairs: &Pairs<Fixed16>) {
    kernel!(
        "add r4, r4, r5",
        "cmp r0, r6", // negative unless cut
        "bhs 5f",
        "sub r10, r4, r0, lsl #1",
        first!(),
        ;
        "bpl 7f",
        last!(),
        "9:",
        "subs r7, r7, #1",
        "bne 1b",
        "b 8f",
        "5:",
        "add lr, r0, r6",
        "cmp lr, r5, lsr #1",
        "bhs 4f",
        "sub r10, r4, r0, lsl #1",
        first!(),
        "lsrs r0, lr, #1", // carry if odd, and not negative
        "b 6b",
        "4:", // all cells
        "add r10, r4, r6, lsl #1",
        "sub r10, r10, r5",
        "lsrs r0, r5, #2",
        "b 6b",
        "7:",
        "bcc 9b",
        odd!(),
        "b 9b",
    )
}
