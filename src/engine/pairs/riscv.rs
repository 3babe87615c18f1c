//! RV32IM: no addressing but base and offset, so pointers are moved behind a run's cells and the
//! offsets are negative.

use super::{Kernel, Paired, Pairs};
use crate::number::{Fixed8, Fixed16};
use core::arch::naked_asm;

/// Moves a pointer by a weight.
macro_rules! step {
    ($width:literal, $weights:literal) => {
        concat!("addi ", $weights, ", ", $weights, ", ", $width)
    };
}

/// The left unit's own cell, before t1.
macro_rules! first {
    ($load:literal, $width:literal) => {
        concat!(
            "lh t2, -2(t1)\n",
            $load,
            " t3, 0(a1)\n",
            step!($width, "a1"),
            "\n mul t3, t3, t2\n",
            "add t4, t4, t3\n",
        )
    };
}

/// The right unit's own cell, at t1.
macro_rules! last {
    ($load:literal, $width:literal) => {
        concat!(
            "lh t2, 0(t1)\n",
            $load,
            " t3, 0(a2)\n",
            step!($width, "a2"),
            "\n mul t3, t3, t2\n",
            "add t5, t5, t3\n",
        )
    };
}

/// A loop over pairs and one over rows, around the cells that both units see: t0 of them, at t1, a1
/// and a2, by a jump into twenty-four of 28 bytes. s6 is the side.
macro_rules! kernel {
    ($load:literal, $width:literal ; $($row:expr,)* ; $($rest:expr,)*) => {
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
            "sw s6, 24(sp)",
            "lw s0, 36(a0)", // before
            "lw s4, 8(a0)",  // cells
            "lw a5, 12(a0)", // stride
            "lw a6, 20(a0)", // edge
            "lw s1, 28(a0)", // sums
            "lw s2, 32(a0)", // pairs
            "srli s6, a5, 1",
            "li s3, 0",
            "la s5, 4f",
            "0:",
            "lw t0, 0(a0)", // weights
            "lw a1, 0(s0)",
            "lw a2, 4(s0)",
            concat!(".if ", $width, " == 2"),
            "slli a1, a1, 1",
            "slli a2, a2, 1",
            ".endif",
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
            concat!(".if ", $width, " == 2"),
            "add a1, a1, t2",
            "add a2, a2, t2",
            ".else",
            "add a1, a1, t0",
            "add a2, a2, t0",
            ".endif",
            "slli t3, t0, 5",
            "sub t3, s5, t3",
            "add t3, t3, t2",
            "add t3, t3, t2",
            "jr t3",
            "3:", // more than twenty-four
            "lh t2, 0(t1)",
            concat!($load, " t3, 0(a1)"),
            "mul t3, t3, t2",
            "add t4, t4, t3",
            concat!($load, " t6, 0(a2)"),
            "mul t6, t6, t2",
            "add t5, t5, t6",
            "addi t1, t1, 2",
            step!($width, "a1"),
            step!($width, "a2"),
            "addi t0, t0, -1",
            "j 6b",
            ".set n, -24",
            ".rept 24",
            "lh t2, 2 * n(t1)",
            concat!($load, " t3, ", $width, " * n(a1)"),
            concat!($load, " t6, ", $width, " * n(a2)"),
            "mul t3, t3, t2",
            "mul t6, t6, t2",
            "add t4, t4, t3",
            "add t5, t5, t6",
            ".set n, n + 1",
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
            "lw s6, 24(sp)",
            "addi sp, sp, 32",
            "ret",
            ".option pop",
        )
    };
}

/// The kernels of a weight whose size in bytes is `$width`.
macro_rules! kernels {
    ($weight:ident, $name:ident, $load:literal, $width:literal) => {
        mod $name {
            use super::*;

            impl Paired for $weight {
                /// How far a row of a disc reaches to each side.
                type Disc = u8;

                const LEFT: Kernel<Self> = left;
                const WHOLE: Kernel<Self> = whole;
                const RIGHT: Kernel<Self> = right;

                fn disc(half: usize, _index: usize, _stride: usize) -> u8 {
                    half as u8
                }
            }

            /// Where nothing is cut.
            #[unsafe(naked)]
            unsafe extern "C" fn whole(pairs: &Pairs<$weight>) {
                kernel!(
                    $load, $width;
                    "slli t0, t0, 1",
                    "sub t1, a4, t0",
                    first!($load, $width),
                    ;
                    last!($load, $width),
                    "addi a7, a7, -1",
                    "bnez a7, 1b",
                )
            }

            /// In cut rows, which have a6 or more halves, both units start at column 0, and a6 + t0
            /// cells are seen by both: at most the side, and then all of them are.
            #[unsafe(naked)]
            unsafe extern "C" fn left(pairs: &Pairs<$weight>) {
                kernel!(
                    $load, $width;
                    "bgeu t0, a6, 5f",
                    "slli t0, t0, 1",
                    "sub t1, a4, t0",
                    first!($load, $width),
                    ;
                    "bnez s3, 9f",
                    last!($load, $width),
                    "2:",
                    "addi a7, a7, -1",
                    "bnez a7, 1b",
                    "j 8f",
                    "9:",
                    "li s3, 0",
                    "j 2b",
                    "5:",
                    "slli t1, a6, 1",
                    "sub t1, a4, t1",
                    "add t0, t0, a6",
                    "bltu t0, s6, 6b",
                    "mv t0, s6",
                    "li s3, 1",
                    "j 6b",
                )
            }

            /// In cut rows, which have a6 or more halves, both units end at the last column, and
            /// a6 + t0 cells are seen by both: at most the side, and then all of them are.
            #[unsafe(naked)]
            unsafe extern "C" fn right(pairs: &Pairs<$weight>) {
                kernel!(
                    $load, $width;
                    "sltu s3, t0, a6",
                    "beqz s3, 5f",
                    "slli t0, t0, 1",
                    "sub t1, a4, t0",
                    first!($load, $width),
                    ;
                    "beqz s3, 9f",
                    last!($load, $width),
                    "9:",
                    "addi a7, a7, -1",
                    "bnez a7, 1b",
                    "j 8f",
                    "5:",
                    "slli t1, t0, 1",
                    "sub t1, a4, t1",
                    "add t0, t0, a6",
                    "bgeu t0, s6, 7f",
                    first!($load, $width),
                    "j 6b",
                    "7:",
                    "slli t1, a6, 1",
                    "add t1, a4, t1",
                    "sub t1, t1, a5",
                    "mv t0, s6",
                    "j 6b",
                )
            }
        }
    };
}
kernels!(Fixed16, sixteen, "lh", 2);
kernels!(Fixed8, eight, "lb", 1);
