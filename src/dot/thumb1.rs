//! Cortex-M0, M0+: eight instructions for two connections, all on the low registers.

use super::pairs::Pairs;
use core::arch::naked_asm;

/// A loop over pairs and one over rows, around the cells that both units see: r0 bytes of them, at r1,
/// r2 and r3, by a jump into twenty-four of 16 bytes. r8 is the halves' address, r9 the source row's,
/// r10 the stride, r11 the rows left, r12 the edge, lr the end of the twenty-four; r4 and r5 are the
/// sums.
macro_rules! kernel {
    ($($row:literal,)* ; $($rest:literal,)*) => {
        naked_asm!(
            "push {{r4-r7, lr}}",
            "mov r4, r8",
            "mov r5, r9",
            "mov r6, r10",
            "mov r7, r11",
            "push {{r4-r7}}",
            "sub sp, #24",
            "str r0, [sp, #0]",
            "ldr r1, [r0, #0]", // weights
            "str r1, [sp, #4]",
            "ldr r1, [r0, #8]", // cells
            "str r1, [sp, #8]",
            "ldr r1, [r0, #12]", // stride
            "mov r10, r1",
            "ldr r1, [r0, #20]", // edge
            "str r1, [sp, #12]",
            "ldr r1, [r0, #28]", // sums
            "str r1, [sp, #16]",
            "ldr r1, [r0, #32]", // pairs
            "str r1, [sp, #20]",
            "adr r1, 4f",
            "mov lr, r1",
            "0:",
            "ldr r0, [sp, #0]",
            "ldr r1, [r0, #4]", // halves
            "mov r8, r1",
            "ldr r1, [r0, #16]", // rows
            "mov r11, r1",
            "ldr r1, [sp, #8]",
            "mov r9, r1",
            "ldr r1, [sp, #12]",
            "mov r12, r1",
            "ldr r1, [sp, #4]",
            "ldr r2, [r1, #0]",
            "ldr r3, [r1, #4]",
            "movs r4, #0",
            "movs r5, #0",
            "1:",
            "mov r6, r8",
            "ldrb r0, [r6]",
            "adds r6, #1",
            "mov r8, r6",
            "add r9, r10",
            $($row,)*
            "6:", // pointers behind the cells, and a negative offset
            "adds r1, r1, r0",
            "adds r2, r2, r0",
            "adds r3, r3, r0",
            "rsbs r0, r0, #0",
            "7:",
            "movs r6, r0",
            "adds r6, #48",
            "bmi 3f",
            "lsls r6, r0, #3",
            "add r6, lr",
            "mov pc, r6",
            "3:", // more than twenty-four
            "ldrsh r6, [r1, r0]",
            "ldrsh r7, [r2, r0]",
            "muls r7, r6, r7",
            "adds r4, r4, r7",
            "ldrsh r7, [r3, r0]",
            "muls r7, r6, r7",
            "adds r5, r5, r7",
            "adds r0, #2",
            "b 7b",
            ".p2align 2",
            ".rept 24",
            "ldrsh r6, [r1, r0]",
            "ldrsh r7, [r2, r0]",
            "muls r7, r6, r7",
            "adds r4, r4, r7",
            "ldrsh r7, [r3, r0]",
            "muls r7, r6, r7",
            "adds r5, r5, r7",
            "adds r0, #2",
            ".endr",
            "4:",
            $($rest,)*
            "mov r6, r11",
            "subs r6, #1",
            "mov r11, r6",
            "beq 8f",
            "b 1b",
            "8:",
            "ldr r1, [sp, #16]",
            "stmia r1!, {{r4, r5}}",
            "str r1, [sp, #16]",
            "ldr r1, [sp, #4]",
            "adds r1, #8",
            "str r1, [sp, #4]",
            "ldr r1, [sp, #8]",
            "adds r1, #4",
            "str r1, [sp, #8]",
            "ldr r0, [sp, #0]",
            "ldr r0, [r0, #24]", // step of the edge
            "ldr r1, [sp, #12]",
            "adds r1, r1, r0",
            "str r1, [sp, #12]",
            "ldr r1, [sp, #20]",
            "subs r1, #1",
            "str r1, [sp, #20]",
            "beq 9f",
            "b 0b",
            "9:",
            "add sp, #24",
            "pop {{r4-r7}}",
            "mov r8, r4",
            "mov r9, r5",
            "mov r10, r6",
            "mov r11, r7",
            "pop {{r4-r7, pc}}",
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
        "lsls r0, r0, #1",
        "mov r1, r9",
        "subs r1, r1, r0",
        "subs r6, r1, #2", // the left one's own
        "movs r7, #0",
        "ldrsh r6, [r6, r7]",
        "ldrsh r7, [r2, r7]",
        "adds r2, #2",
        "muls r7, r6, r7",
        "adds r4, r4, r7",
        "lsls r0, r0, #1",
        ;
        "ldrsh r6, [r1, r0]", // the right one's own
        "ldrsh r7, [r3, r0]",
        "adds r3, #2",
        "muls r7, r6, r7",
        "adds r5, r5, r7",
    )
}

/// Sums of pairs whose discs the left border cuts: in cut rows, which have r12 or more halves, both
/// units start at column 0, and r12 + r0 cells are seen by both.
///
/// # Safety
///
/// See [`Pairs`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn left(pairs: &Pairs) {
    kernel!(
        "mov r1, r9",
        "mov r6, r12",
        "cmp r0, r6",
        "blo 2f",
        "lsls r7, r6, #1",
        "subs r1, r1, r7",
        "adds r0, r0, r6",
        "b 5f",
        "2:",
        "lsls r0, r0, #1",
        "subs r1, r1, r0",
        "subs r6, r1, #2", // the left one's own
        "movs r7, #0",
        "ldrsh r6, [r6, r7]",
        "ldrsh r7, [r2, r7]",
        "adds r2, #2",
        "muls r7, r6, r7",
        "adds r4, r4, r7",
        "5:",
        "lsls r0, r0, #1",
        ;
        "ldrsh r6, [r1, r0]", // the right one's own
        "ldrsh r7, [r3, r0]",
        "adds r3, #2",
        "muls r7, r6, r7",
        "adds r5, r5, r7",
    )
}

/// Sums of pairs whose discs the right border cuts: in cut rows, which have r12 or more halves, both
/// units end at the last column, and r12 + r0 cells are seen by both.
///
/// # Safety
///
/// See [`Pairs`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn right(pairs: &Pairs) {
    kernel!(
        "lsls r7, r0, #1",
        "mov r1, r9",
        "subs r1, r1, r7",
        "subs r6, r1, #2", // the left one's own
        "movs r7, #0",
        "ldrsh r6, [r6, r7]",
        "ldrsh r7, [r2, r7]",
        "adds r2, #2",
        "muls r7, r6, r7",
        "adds r4, r4, r7",
        "mov r6, r12",
        "cmp r0, r6",
        "bhs 2f",
        "mov r6, r0",
        "2:",
        "adds r0, r0, r6",
        "lsls r0, r0, #1",
        ;
        "mov r6, r8",
        "subs r6, #1",
        "ldrb r6, [r6]",
        "cmp r6, r12",
        "bhs 5f",
        "ldrsh r6, [r1, r0]", // the right one's own
        "ldrsh r7, [r3, r0]",
        "adds r3, #2",
        "muls r7, r6, r7",
        "adds r5, r5, r7",
        "5:",
    )
}
