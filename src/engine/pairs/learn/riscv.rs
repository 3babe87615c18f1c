//! RV32IM: ten instructions for a connection, by a jump into twenty of 40 bytes.

use super::{Kernel, Unit};
use crate::number::{Fixed8, Fixed16};
use core::arch::naked_asm;

/// The kernel for any growth.
pub(super) fn fixed16_adapt(_: &mut Unit<Fixed16>) -> Kernel<Fixed16> {
    fixed16_any
}

/// The same.
pub(super) fn fixed8_adapt(_: &mut Unit<Fixed8>) -> Kernel<Fixed8> {
    fixed8_any
}

/// A loop over rows, around t0 connections of weights from a2 on and inputs from a3 on: a4 is
/// keep, a5 the growth, a6 its shift, a1 the carry and a7 its prefix; t1, t2 and a0 are free. t3
/// is at the runs, s1 at their end, t5 at the cells; s0 is the end of the twenty, s2 the number 20.
macro_rules! kernel {
    ($($run:expr,)*) => {
        naked_asm!(
            ".option push",
            ".option norvc",
            ".option arch, +m", // what the target has, said to the assembler
            "addi sp, sp, -16",
            "sw s0, 0(sp)",
            "sw s1, 4(sp)",
            "sw s2, 8(sp)",
            "lw a2, 0(a0)",
            "lw t3, 4(a0)",
            "lw t4, 8(a0)",
            "lw t5, 12(a0)",
            "lw t6, 16(a0)",
            "lw s1, 20(a0)",
            "lw a4, 24(a0)",
            "lw a5, 28(a0)",
            "lw a6, 32(a0)",
            "mul s1, s1, t4",
            "add s1, s1, t3",
            "la s0, 4f",
            "li s2, 20",
            "srli a7, a1, 15",
            "1:",
            "lbu t0, 1(t3)",
            "lbu t1, 0(t3)",
            "add t3, t3, t4",
            "slli t1, t1, 1",
            "add a3, t5, t1",
            "add t5, t5, t6",
            $($run,)*
            "4:",
            "bne t3, s1, 1b",
            "mv a0, a1",
            "lw s0, 0(sp)",
            "lw s1, 4(sp)",
            "lw s2, 8(sp)",
            "addi sp, sp, 16",
            "ret",
            ".option pop",
        )
    };
}

/// A connection of a weight at `$w` and an input at `$x`: `$p` is the prefix before it and then
/// free, `$q` the one behind it.
macro_rules! connection {
    (
        $load:literal, $store:literal, $w:expr, $x:expr, $p:literal, $q:literal,
        [$($dead:literal,)*]
    ) => {
        concat!(
            $load, " t1, ", $w, "(a2)\n",
            "lhu a0, ", $x, "(a3)\n",
            $($dead, "\n",)*
            "mul t1, t1, a4\n",
            "mul a0, a0, a5\n",
            "srl a0, a0, a6\n",
            "add a1, a1, t1\n",
            "add a1, a1, a0\n",
            "srli ", $q, ", a1, 15\n",
            "sub ", $p, ", ", $q, ", ", $p, "\n",
            $store, " ", $p, ", ", $w, "(a2)\n",
        )
    };
}

/// A jump into twenty connections.
macro_rules! any {
    ($load:literal, $store:literal, $one:literal, [$($weights:literal,)*]) => {
        kernel!(
            "bltu s2, t0, 5f",
            "2:",
            "slli t1, t0, 1",
            "add a3, a3, t1",
            $($weights,)*
            "slli t1, t0, 3",
            "slli t0, t0, 5",
            "add t0, t0, t1",
            "sub t0, s0, t0",
            "mv t2, a7", // whichever of both is before the first
            "jr t0",
            "5:", // more than twenty
            connection!($load, $store, "0", "0", "a7", "t2", []),
            "mv a7, t2",
            concat!("addi a2, a2, ", $one),
            "addi a3, a3, 2",
            "addi t0, t0, -1",
            "bltu s2, t0, 5b",
            "j 2b",
            ".set n, -20",
            ".rept 10",
            connection!($load, $store, concat!($one, " * n"), "2 * n", "a7", "t2", []),
            ".set n, n + 1",
            connection!($load, $store, concat!($one, " * n"), "2 * n", "t2", "a7", []),
            ".set n, n + 1",
            ".endr",
        )
    };
}

/// A run whose weights of 0 stay so.
macro_rules! pruned {
    ($load:literal, $store:literal, $one:literal) => {
        kernel!(
            "beqz t0, 4f",
            "2:",
            connection!($load, $store, "0", "0", "a7", "t2", ["beqz t1, 3f",]),
            "mv a7, t2",
            "3:",
            concat!("addi a2, a2, ", $one),
            "addi a3, a3, 2",
            "addi t0, t0, -1",
            "bnez t0, 2b",
        )
    };
}

/// Adapts a unit.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
unsafe extern "C" fn fixed16_any(unit: &Unit<Fixed16>, carry: u32) -> u32 {
    any!("lhu", "sh", 2, ["add a2, a2, t1",])
}

/// The same.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
unsafe extern "C" fn fixed8_any(unit: &Unit<Fixed8>, carry: u32) -> u32 {
    any!("lbu", "sb", 1, ["add a2, a2, t0",])
}

/// The same, of a unit with pruned connections: weights of 0 stay so.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn fixed16_pruned(unit: &Unit<Fixed16>, carry: u32) -> u32 {
    pruned!("lhu", "sh", 2)
}

/// The same.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn fixed8_pruned(unit: &Unit<Fixed8>, carry: u32) -> u32 {
    pruned!("lbu", "sb", 1)
}

/// Σ words, which wraps.
///
/// # Safety
///
/// `count` words are readable from `words` on, and `count` is at least 1.
#[unsafe(naked)]
pub(super) unsafe extern "C" fn sum(words: *const u32, count: usize) -> u32 {
    naked_asm!(
        ".option push",
        ".option norvc",
        "li a2, 0",
        "slli a1, a1, 2",
        "add a1, a1, a0", // the end
        "addi a3, a1, -32",
        "bltu a3, a0, 2f",
        "1:",
        ".set n, 0",
        ".rept 4",
        "lw t0, 8 * n(a0)",
        "lw t1, 8 * n + 4(a0)",
        "add a2, a2, t0",
        "add a2, a2, t1",
        ".set n, n + 1",
        ".endr",
        "addi a0, a0, 32",
        "bgeu a3, a0, 1b",
        "2:",
        "beq a0, a1, 4f",
        "3:",
        "lw t0, 0(a0)",
        "addi a0, a0, 4",
        "add a2, a2, t0",
        "bne a0, a1, 3b",
        "4:",
        "mv a0, a2",
        "ret",
        ".option pop",
    )
}

/// Σ both halves' upper and lower bytes, as halves: Σ (word & 0x00ff00ff) + (word ≫ 8 &
/// 0x00ff00ff), of bytes below 128.
///
/// # Safety
///
/// `count` words are readable from `words` on, and `count` is at least 1.
#[unsafe(naked)]
pub(super) unsafe extern "C" fn sum_bytes(words: *const u32, count: usize) -> u32 {
    naked_asm!(
        "li a2, 0",
        "li a3, 0x00ff00ff",
        "andi t0, a1, 1",
        "slli a1, a1, 2",
        "add a1, a1, a0", // the end
        "beqz t0, 1f",
        "lw t0, 0(a0)",
        "addi a0, a0, 4",
        "j 2f",
        "1:",
        "lw t0, 0(a0)",
        "lw t1, 4(a0)",
        "addi a0, a0, 8",
        "add t0, t0, t1",
        "2:",
        "srli t1, t0, 8",
        "and t0, t0, a3",
        "and t1, t1, a3",
        "add a2, a2, t0",
        "add a2, a2, t1",
        "bne a0, a1, 1b",
        "mv a0, a2",
        "ret",
    )
}
