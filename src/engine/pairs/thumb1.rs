//! Cortex-M0, M0+: eight instructions for two connections, with what a row needs read from a table.

use super::Pairs;
use core::arch::naked_asm;

/// The upper word of `a · b`, to the nearest, from products of halfwords; `b` is below 2³⁰.
#[inline]
pub(crate) const fn scaled(a: i32, b: i32) -> i32 {
    let ((a, a_low), (b, b_low)) = ((a >> 16, a & 0xffff), (b >> 16, b & 0xffff));
    // below 2³¹: |a| ≤ 2¹⁵ and a lower half is below 2¹⁶
    let middle = a * b_low + ((a_low as u32 * b_low as u32) >> 16) as i32;
    let low = a_low * b + (middle & 0xffff) + (1 << 15);
    a * b + (middle >> 16) + (low >> 16)
}

/// A row of a disc.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Disc {
    /// Minus the bytes of the weights of a unit.
    offset: i32,
    /// From the first source row's cell after the unit's own to the one that is `half` on, in this
    /// row.
    cells: usize,
    /// From the jump to the first of as many multiplications as cells that both units of a pair
    /// see.
    jump: i32,
}

/// Of the row of the disc at that `index`.
pub(super) const fn disc(half: u8, index: usize, stride: usize) -> Disc {
    const END: i32 = -128; // from the jump to the end of the multiplications
    let cells = 2 * half as i32;
    Disc {
        offset: -2 * (cells + 1),
        cells: (index + 1) * stride + 2 * half as usize,
        jump: if cells <= 24 { END - 16 * cells } else { END - 16 * 24 - 22 },
    }
}

/// A loop over pairs and one over rows, around the cells that both units see: those from r0,
/// negative, on before r1; their weights are so far before r2 and r3. r4 is the table's next row,
/// r5 the source's, r8 and r9 are the sums, r10 is the table's end, r12 minus the bytes of a unit's
/// weights in the shortest row that the border cuts, lr the end of the multiplications. `$rest`
/// ends a row of the disc and may jump to 8 for the next; `$row` starts one, in `$length` bytes up
/// to the jump.
macro_rules! kernel {
    ($($rest:literal,)* ; $length:literal, $($row:literal,)* ; $($cut:literal,)*) => {
        naked_asm!(
            "push {{r4-r7, lr}}",
            "mov r4, r8",
            "mov r5, r9",
            "mov r6, r10",
            "mov r7, r12",
            "push {{r4-r7}}",
            "ldr r1, [r0, #36]", // before
            "ldr r2, [r0, #28]", // sums
            "ldr r3, [r0, #32]", // pairs
            "ldr r4, [r0, #24]", // step of the edge
            "lsls r4, r4, #2",
            "push {{r0-r4}}",
            "ldr r5, [r0, #8]", // cells
            "ldr r1, [r0, #16]", // rows
            "movs r2, #12",
            "muls r1, r2, r1",
            "ldr r2, [r0, #4]", // discs
            "adds r1, r1, r2",
            "mov r10, r1",
            "ldr r1, [r0, #20]", // edge
            "lsls r1, r1, #2",
            "adds r1, #2",
            "rsbs r1, r1, #0",
            "mov r12, r1",
            "adr r1, 4f",
            "mov lr, r1",
            "0:",
            "ldr r0, [sp, #0]",
            "ldr r6, [r0, #0]", // weights
            "ldr r4, [sp, #4]",
            "ldmia r4!, {{r2, r3}}",
            "str r4, [sp, #4]",
            "lsls r2, r2, #1",
            "adds r2, r2, r6",
            "lsls r3, r3, #1",
            "adds r3, r3, r6",
            "subs r3, #2",
            "ldr r4, [r0, #4]", // discs
            "movs r6, #0",
            "mov r8, r6",
            "mov r9, r6",
            "b 8f",
            ".p2align 2",
            "nop",
            "3:", // more than twenty-four, in 22 bytes
            "ldrsh r6, [r1, r0]",
            "ldrsh r7, [r2, r0]",
            "muls r7, r6, r7",
            "add r8, r7",
            "ldrsh r7, [r3, r0]",
            "muls r7, r6, r7",
            "add r9, r7",
            "adds r0, #2",
            "movs r6, r0",
            "adds r6, #48",
            "bmi 3b",
            ".rept 24",
            "ldrsh r6, [r1, r0]",
            "ldrsh r7, [r2, r0]",
            "muls r7, r6, r7",
            "add r8, r7",
            "ldrsh r7, [r3, r0]",
            "muls r7, r6, r7",
            "add r9, r7",
            "adds r0, #2",
            ".endr",
            "4:",
            $($rest,)*
            "ldrsh r6, [r1, r0]", // the right one's own
            "ldrsh r7, [r3, r0]",
            "muls r7, r6, r7",
            "add r9, r7",
            "7:",
            "cmp r4, r10",
            "bne 8f",
            "mov r6, r8",
            "mov r7, r9",
            "ldr r1, [sp, #8]",
            "stmia r1!, {{r6, r7}}",
            "str r1, [sp, #8]",
            "adds r5, #4",
            "mov r7, r12",
            "ldr r6, [sp, #16]",
            "subs r7, r7, r6",
            "mov r12, r7",
            "ldr r1, [sp, #12]",
            "subs r1, #1",
            "str r1, [sp, #12]",
            "beq 9f",
            "b 0b",
            "9:",
            "add sp, #20",
            "pop {{r4-r7}}",
            "mov r8, r4",
            "mov r9, r5",
            "mov r10, r6",
            "mov r12, r7",
            "pop {{r4-r7, pc}}",
            concat!(".org 4b + 124 - ", $length),
            "8:",
            "ldmia r4!, {{r0, r6}}",
            $($row,)*
            "ldrsh r6, [r1, r0]", // the left one's own
            "ldrsh r7, [r2, r0]",
            "muls r7, r6, r7",
            "add r8, r7",
            "adds r0, #2",
            "ldmia r4!, {{r6}}",
            "add pc, r6", // 124 bytes behind the multiplications; keeps the flags
            $($cut,)*
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
        ;
        20,
        "adds r1, r5, r6",
        "subs r2, r2, r0",
        "subs r3, r3, r0",
        ;
    )
}

/// Sums of pairs whose discs the left border cuts: in cut rows both units start at column 0.
///
/// # Safety
///
/// See [`Pairs`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn left(pairs: &Pairs) {
    kernel!(
        ;
        24,
        "adds r1, r5, r6",
        "cmp r0, r12",
        "ble 5f",
        "subs r2, r2, r0",
        "subs r3, r3, r0",
        ;
        "5:",
        "add r0, r12",
        "asrs r0, r0, #1", // half of both: the bytes of the right one's weights
        "subs r3, r3, r0",
        "adds r0, #2",
        "subs r2, r2, r0",
        "adds r4, #4",
        "movs r6, r0",
        "adds r6, #48",
        "bpl 6f",
        "b 3b",
        "6:",
        "lsls r6, r0, #3",
        "add r6, lr",
        "mov pc, r6",
    )
}

/// Sums of pairs whose discs the right border cuts: in cut rows both units end at the last column;
/// r0 is then negative at the end, and the addresses a cell farther.
///
/// # Safety
///
/// See [`Pairs`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn right(pairs: &Pairs) {
    kernel!(
        "bmi 2f",
        ;
        24,
        "adds r1, r5, r6",
        "cmp r0, r12",
        "ble 5f",
        "subs r2, r2, r0",
        "subs r3, r3, r0",
        ;
        "2:",
        "subs r2, #2",
        "subs r3, #4",
        "b 7b",
        "5:",
        "mov r7, r12",
        "subs r7, r0, r7",
        "asrs r7, r7, #1", // from the disc's end to the border
        "adds r1, r1, r7",
        "adds r1, #2",
        "add r0, r12",
        "asrs r0, r0, #1", // half of both: the bytes of the left one's weights
        "subs r0, #2",
        "subs r2, r2, r0",
        "subs r3, r3, r0",
        "ldrsh r6, [r1, r0]", // the left one's own
        "ldrsh r7, [r2, r0]",
        "muls r7, r6, r7",
        "add r8, r7",
        "adds r4, #4",
        "adds r0, #2",
        "movs r6, r0",
        "adds r6, #50",
        "bpl 6f",
        "1:", // more than twenty-four
        "ldrsh r6, [r1, r0]",
        "ldrsh r7, [r2, r0]",
        "muls r7, r6, r7",
        "add r8, r7",
        "ldrsh r7, [r3, r0]",
        "muls r7, r6, r7",
        "add r9, r7",
        "adds r0, #2",
        "movs r6, r0",
        "adds r6, #50",
        "bmi 1b",
        "6:",
        "lsls r6, r0, #3",
        "adds r6, #16",
        "add r6, lr",
        "tst r0, r0", // the flags, where no cell is left
        "mov pc, r6",
    )
}
