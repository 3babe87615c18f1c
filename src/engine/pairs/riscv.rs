//! RV32IM: no addressing but base and offset, so pointers are moved behind a run's cells and the
//! offsets are negative.

use super::Pairs;
use core::arch::naked_asm;

/// How far a row of a disc reaches to each side.
pub(super) type Disc = u8;

/// Of the row of the disc at that `index`.
pub(super) const fn disc(half: u8, _index: usize, _stride: usize) -> Disc {
    half
}

/// A loop over pairs and one over rows, around the cells that both units see: t0 of them, at t1, a1
/// and a2, by a jump into twenty-four of 28 bytes.
macro_rules! kernel {
    ($($row:literal,)* ; $($rest:literal,)*) => {
        naked_asm!(
            ".option push",
            ".option norvc",
            ".option arch, +m", // what the target has, said to the assembler
            "addi sp, sp, -32",
            "sw s0, 0(sp)",
            "sw s1, 4(sp)",
            "sw s2, 8(sp)",
            "sw s3, 12(sp)",
            "sw s4, 16(sp)",
            "sw s5, 20(sp)",
            "lw s0, 36(a0)", // before
            "lw s4, 8(a0)",  // cells
            "lw a5, 12(a0)", // stride
            "lw a6, 20(a0)", // edge
            "lw s1, 28(a0)", // sums
            "lw s2, 32(a0)", // pairs
            "la s5, 4f",
            "0:",
            "lw t0, 0(a0)", // weights
            "lw a1, 0(s0)",
            "lw a2, 4(s0)",
            "slli a1, a1, 1",
            "slli a2, a2, 1",
            "add a1, a1, t0",
            "add a2, a2, t0",
            "lw a3, 4(a0)",  // halves
            "lw a7, 16(a0)", // rows
            "mv a4, s4",
            "li t4, 0",
            "li t5, 0",
            "1:",
            "lbu t0, 0(a3)",
            "addi a3, a3, 1",
            "add a4, a4, a5",
            $($row,)*
            "6:",
            "li t2, 24",
            "bltu t2, t0, 3f",
            "slli t2, t0, 1",
            "add t1, t1, t2",
            "add a1, a1, t2",
            "add a2, a2, t2",
            "slli t3, t0, 5",
            "sub t3, s5, t3",
            "add t3, t3, t2",
            "add t3, t3, t2",
            "jr t3",
            "3:", // more than twenty-four
            "lh t2, 0(t1)",
            "lh t3, 0(a1)",
            "mul t3, t3, t2",
            "add t4, t4, t3",
            "lh t6, 0(a2)",
            "mul t6, t6, t2",
            "add t5, t5, t6",
            "addi t1, t1, 2",
            "addi a1, a1, 2",
            "addi a2, a2, 2",
            "addi t0, t0, -1",
            "j 6b",
            ".set n, -48",
            ".rept 24",
            "lh t2, n(t1)",
            "lh t3, n(a1)",
            "lh t6, n(a2)",
            "mul t3, t3, t2",
            "mul t6, t6, t2",
            "add t4, t4, t3",
            "add t5, t5, t6",
            ".set n, n + 2",
            ".endr",
            "4:",
            $($rest,)*
            "8:",
            "sw t4, 0(s1)",
            "sw t5, 4(s1)",
            "lw t0, 24(a0)", // step of the edge
            "add a6, a6, t0",
            "addi s0, s0, 8",
            "addi s1, s1, 8",
            "addi s4, s4, 4",
            "addi s2, s2, -1",
            "bnez s2, 0b",
            "lw s0, 0(sp)",
            "lw s1, 4(sp)",
            "lw s2, 8(sp)",
            "lw s3, 12(sp)",
            "lw s4, 16(sp)",
            "lw s5, 20(sp)",
            "addi sp, sp, 32",
            "ret",
            ".option pop",
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
        "slli t0, t0, 1",
        "sub t1, a4, t0",
        "lh t2, -2(t1)", // the left one's own
        "lh t3, 0(a1)",
        "addi a1, a1, 2",
        "mul t3, t3, t2",
        "add t4, t4, t3",
        ;
        "lh t2, 0(t1)", // the right one's own
        "lh t3, 0(a2)",
        "addi a2, a2, 2",
        "addi a7, a7, -1",
        "mul t3, t3, t2",
        "add t5, t5, t3",
        "bnez a7, 1b",
    )
}

/// Sums of pairs whose discs the left border cuts: in cut rows, which have a6 or more halves, both
/// units start at column 0, and a6 + t0 cells are seen by both.
///
/// # Safety
///
/// See [`Pairs`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn left(pairs: &Pairs) {
    kernel!(
        "bgeu t0, a6, 5f",
        "slli t0, t0, 1",
        "sub t1, a4, t0",
        "lh t2, -2(t1)", // the left one's own
        "lh t3, 0(a1)",
        "addi a1, a1, 2",
        "mul t3, t3, t2",
        "add t4, t4, t3",
        ;
        "lh t2, 0(t1)", // the right one's own
        "lh t3, 0(a2)",
        "addi a2, a2, 2",
        "addi a7, a7, -1",
        "mul t3, t3, t2",
        "add t5, t5, t3",
        "bnez a7, 1b",
        "j 8f",
        "5:",
        "slli t1, a6, 1",
        "sub t1, a4, t1",
        "add t0, t0, a6",
        "j 6b",
    )
}

/// Sums of pairs whose discs the right border cuts: in cut rows, which have a6 or more halves, both
/// units end at the last column, and a6 + t0 cells are seen by both.
///
/// # Safety
///
/// See [`Pairs`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn right(pairs: &Pairs) {
    kernel!(
        "slli t1, t0, 1",
        "sub t1, a4, t1",
        "lh t2, -2(t1)", // the left one's own
        "lh t3, 0(a1)",
        "addi a1, a1, 2",
        "mul t3, t3, t2",
        "add t4, t4, t3",
        "sltu s3, t0, a6",
        "beqz s3, 5f",
        "slli t0, t0, 1",
        ;
        "beqz s3, 9f",
        "lh t2, 0(t1)", // the right one's own
        "lh t3, 0(a2)",
        "addi a2, a2, 2",
        "mul t3, t3, t2",
        "add t5, t5, t3",
        "9:",
        "addi a7, a7, -1",
        "bnez a7, 1b",
        "j 8f",
        "5:",
        "add t0, t0, a6",
        "j 6b",
    )
}
