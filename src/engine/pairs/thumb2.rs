//! Cortex-M3: one `mla` for each connection, and halfwords loaded from any even address.

use super::Pairs;
use core::arch::naked_asm;

/// A row of a disc.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Disc {
    /// How far it reaches to each side.
    half: u32,
    /// From the jump to the first of as many multiplications as cells that both units of a pair
    /// see.
    jump: i32,
}

/// Of the row of the disc at that `index`.
pub(super) const fn disc(half: u8, _index: usize, _stride: usize) -> Disc {
    let cells = 2 * half as i32;
    // 38 bytes to the first of the eighteen
    Disc { half: half as u32, jump: if cells <= 18 { 38 + 20 * (18 - cells) } else { -2 } }
}

/// A loop over pairs and one over rows, around the cells that both units see, at r10, r1 and r2, by
/// a jump into eighteen, which keep the flags. `$row` starts a row of a disc that reaches r0 to
/// each side, `$rest` ends one, and `$cut` has r0 cells at 5.
macro_rules! kernel {
    ($($row:literal,)* ; $($rest:literal,)* ; $($cut:literal,)*) => {
        naked_asm!(
            enter!(),
            "1:",
            "ldrd r0, lr, [r3], #8",
            "add r4, r4, r5",
            $($row,)*
            "add pc, lr",
            "lsl.w r0, r0, #1", // more than eighteen: here by the jump, in 40 bytes
            "3:",
            "ldrsh.w r11, [r10], #2",
            "ldrsh.w r12, [r1], #2",
            "ldrsh.w lr, [r2], #2",
            "mla r8, r11, r12, r8",
            "mla r9, r11, lr, r9",
            "sub.w r0, r0, #1",
            "cmp r0, #18",
            "bhi.n 3b",
            "ldr r0, [r3, #-8]", // the flags again
            "cmp.w r0, r6",
            ".rept 18",
            "ldrsh.w r11, [r10], #2",
            "ldrsh.w r12, [r1], #2",
            "ldrsh.w lr, [r2], #2",
            "mla r8, r11, r12, r8",
            "mla r9, r11, lr, r9",
            ".endr",
            "4:",
            $($rest,)*
            "subs r7, r7, #1",
            "bne 1b",
            leave!(),
            $($cut,)*
        )
    };
}

/// Where nothing is cut: `left`, whose two instructions more a row are fewer bytes than a third
/// copy.
pub(super) use left as whole;

/// Sums of pairs whose discs the left border cuts: in cut rows, which have r6 or more halves, both
/// units start at column 0, and r6 + r0 cells are seen by both.
///
/// # Safety
///
/// See [`Pairs`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn left(pairs: &Pairs) {
    kernel!(
        "cmp r0, r6",
        "bhs 5f",
        "sub r10, r4, r0, lsl #1",
        "ldrsh r11, [r10, #-2]", // the left one's own
        "ldrsh r12, [r1], #2",
        "mla r8, r11, r12, r8",
        ;
        "ldrsh r11, [r10]", // the right one's own
        "ldrsh r12, [r2], #2",
        "mla r9, r11, r12, r9",
        ;
        "5:",
        "sub r10, r4, r6, lsl #1",
        "add r0, r0, r6",
        "cmp r0, #18",
        "bhi 3b",
        "adr lr, 4b",
        "add r0, r0, r0, lsl #2",
        "sub lr, lr, r0, lsl #2",
        "mov pc, lr",
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
        "sub r10, r4, r0, lsl #1",
        "ldrsh r11, [r10, #-2]", // the left one's own
        "ldrsh r12, [r1], #2",
        "mla r8, r11, r12, r8",
        "cmp r0, r6", // carry only if cut
        "bhs 5f",
        ;
        "bhs 9f",
        "ldrsh r11, [r10]", // the right one's own
        "ldrsh r12, [r2], #2",
        "mla r9, r11, r12, r9",
        "9:",
        ;
        "5:",
        "add r0, r0, r6",
        "cmp r0, #18",
        "bhi 3b",
        "adr lr, 4b",
        "add r0, r0, r0, lsl #2",
        "sub lr, lr, r0, lsl #2",
        "cmp r7, #0", // carry
        "mov pc, lr",
    )
}
