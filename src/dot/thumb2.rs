//! Cortex-M3: one `mla` for each connection, and halfwords loaded from any even address.

use super::pairs::Pairs;
use core::arch::naked_asm;

/// How far a row of a disc reaches to each side.
pub(super) type Disc = u8;

/// Of the row of the disc at that `index`.
pub(super) const fn disc(half: u8, _index: usize, _stride: usize) -> Disc {
    half
}

/// A loop over pairs and one over rows, around the cells that both units see: r0 of them, at r10,
/// r1 and r2, by a jump into twenty. The cells keep the flags.
macro_rules! kernel {
    ($($row:literal,)* ; $($rest:literal,)*) => {
        naked_asm!(
            "push {{r4-r11, lr}}",
            "ldr r3, [r0, #4]", // halves, read again for each pair
            "ldr r7, [r0, #16]", // rows, too
            "ldr lr, [r0, #0]", // weights, too
            "push {{r3, r7, lr}}",
            "ldr r2, [r0, #36]", // before
            "ldr r4, [r0, #8]", // cells
            "ldr r5, [r0, #12]", // stride
            "ldr r6, [r0, #20]", // edge
            "ldr r10, [r0, #24]", // step of the edge
            "ldr r11, [r0, #28]", // sums
            "ldr r12, [r0, #32]", // pairs
            "0:",
            "push {{r2, r4, r6, r10, r11, r12}}",
            "ldrd r1, r2, [r2]",
            "add r1, lr, r1, lsl #1",
            "add r2, lr, r2, lsl #1",
            "movs r0, #0",
            "mov r8, r0",
            "mov r9, r0",
            "1:",
            "ldrb r0, [r3], #1",
            $($row,)*
            "6:",
            "tbh [pc, r0, lsl #1]",
            "2:",
            ".set n, 0",
            ".rept 21",
            ".short (4f - 2b - 20 * n) / 2",
            ".set n, n + 1",
            ".endr",
            ".rept 235",
            ".short (3f - 2b) / 2",
            ".endr",
            "3:", // more than twenty, and flags to keep
            "ldrsh r11, [r10], #2",
            "ldrsh r12, [r1], #2",
            "ldrsh lr, [r2], #2",
            "mla r8, r11, r12, r8",
            "mla r9, r11, lr, r9",
            "sub r0, r0, #1",
            "b 6b",
            ".rept 20",
            "ldrsh r11, [r10], #2",
            "ldrsh r12, [r1], #2",
            "ldrsh lr, [r2], #2",
            "mla r8, r11, r12, r8",
            "mla r9, r11, lr, r9",
            ".endr",
            "4:",
            $($rest,)*
            "8:",
            "pop {{r2, r4, r6, r10, r11, r12}}",
            "strd r8, r9, [r11], #8",
            "adds r2, #8",
            "adds r4, #4",
            "add r6, r6, r10",
            "ldrd r3, r7, [sp]",
            "ldr lr, [sp, #8]",
            "subs r12, r12, #1",
            "bne 0b",
            "pop {{r0-r2, r4-r11, pc}}"
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
        "lsl r0, r0, #1",
        "mla r8, r11, r12, r8",
        ;
        "ldrsh r11, [r10]", // the right one's own
        "ldrsh r12, [r2], #2",
        "mla r9, r11, r12, r9",
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
        "cmp r0, r6",
        "bhs 5f",
        "sub r10, r4, r0, lsl #1",
        "ldrsh r11, [r10, #-2]", // the left one's own
        "ldrsh r12, [r1], #2",
        "lsl r0, r0, #1",
        "mla r8, r11, r12, r8",
        ;
        "ldrsh r11, [r10]", // the right one's own
        "ldrsh r12, [r2], #2",
        "mla r9, r11, r12, r9",
        "subs r7, r7, #1",
        "bne 1b",
        "b 8f",
        "5:",
        "sub r10, r4, r6, lsl #1",
        "add r0, r0, r6",
        "b 6b",
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
        "mla r8, r11, r12, r8",
        "cmp r0, r6", // carry only if cut
        "bhs 5f",
        "lsl r0, r0, #1",
        ;
        "bhs 9f",
        "ldrsh r11, [r10]", // the right one's own
        "ldrsh r12, [r2], #2",
        "mla r9, r11, r12, r9",
        "9:",
        "subs r7, r7, #1",
        "bne 1b",
        "b 8f",
        "5:",
        "add r0, r0, r6",
        "b 6b",
    )
}
