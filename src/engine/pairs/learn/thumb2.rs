//! Cortex-M3, and M33 without DSP instructions: connections by two, whose second prefix is that of
//! the first and a shifted operand.

use super::{Kernel, Unit};
use crate::number::{Fixed8, Fixed16};
use core::arch::naked_asm;

pub(super) use super::thumb::{sum, sum_bytes};

/// The kernel for any growth.
pub(super) fn fixed16_adapt(_: &mut Unit<Fixed16>) -> Kernel<Fixed16> {
    fixed16_pairs
}

/// The same.
pub(super) fn fixed8_adapt(_: &mut Unit<Fixed8>) -> Kernel<Fixed8> {
    fixed8_pairs
}

/// A loop over rows, around r12 connections of weights behind r1 and inputs behind r2, one before
/// the first: r8 is keep, r4 the growth and r0 its shift, r5 the carry; r3, r6 and r7 are free.
macro_rules! kernel {
    ($bytes:literal, $($run:expr,)*) => {
        naked_asm!(
            "push {{r4-r11, lr}}",
            "mov r5, r1",
            "ldm r0!, {{r1, r9}}",
            "ldm r0!, {{r3, r11}}",
            "push {{r3}}", // from run to run
            "ldm r0!, {{r10, lr}}",
            "ldm r0, {{r3, r4, r6}}",
            "mov r8, r3",
            "mov r0, r6",
            concat!("subs r1, #", $bytes),
            "sub r11, r11, #2",
            "1:",
            "ldrb r12, [r9, #1]",
            "ldrb r2, [r9]",
            "ldr r3, [sp]",
            "add r9, r3",
            "add r2, r11, r2, lsl #1",
            "add r11, r10",
            $($run,)*
            "subs lr, lr, #1",
            "bne 1b",
            "mov r0, r5",
            "pop {{r1, r4-r11, pc}}",
        )
    };
}

/// Pairs in a row, and a jump into ten.
macro_rules! pairs {
    ($load:literal, $store:literal, $one:literal, $two:literal) => {
        kernel!(
            $one,
            "lsrs r12, r12, #1",
            "bcc 6f",
            concat!($load, " r6, [r1, #", $one, "]"),
            "ldrh r7, [r2, #2]!",
            "mla r5, r6, r8, r5",
            "muls r7, r4, r7",
            "lsrs r7, r0",
            "add r5, r7",
            "lsrs r6, r5, #15",
            concat!($store, " r6, [r1, #", $one, "]!"),
            "bfc r5, #15, #17",
            "6:",
            "tbh [pc, r12, lsl #1]",
            "2:",
            ".set n, 0",
            ".rept 11",
            ".short (4f - 2b - 46 * n) / 2",
            ".set n, n + 1",
            ".endr",
            ".rept 117",
            ".short (3f - 2b) / 2",
            ".endr",
            "3:", // more than ten
            "sub r12, r12, #1",
            pair!($load, $store, $one, $two),
            "b 6b",
            ".rept 10",
            pair!($load, $store, $one, $two),
            ".endr",
            "4:",
        )
    };
}

/// Two connections in 46 bytes.
macro_rules! pair {
    ($load:literal, $store:literal, $one:literal, $two:literal) => {
        concat!(
            $load,
            ".n r6, [r1, #",
            $one,
            "]\n",
            "ldrh.n r7, [r2, #2]\n",
            "mla r5, r6, r8, r5\n",
            "muls r7, r4, r7\n",
            "lsrs.n r7, r0\n",
            "add.n r5, r7\n",
            "lsrs.n r6, r5, #15\n",
            $load,
            ".n r3, [r1, #",
            $two,
            "]\n",
            $store,
            ".n r6, [r1, #",
            $one,
            "]\n",
            "ldrh r7, [r2, #4]!\n",
            "mla r5, r3, r8, r5\n",
            "muls r7, r4, r7\n",
            "lsrs.n r7, r0\n",
            "add.n r5, r7\n",
            "rsb r6, r6, r5, lsr #15\n",
            $store,
            " r6, [r1, #",
            $two,
            "]!\n",
            "bfc r5, #15, #17\n",
        )
    };
}

/// A run whose weights of 0 stay so.
macro_rules! pruned {
    ($load:literal, $store:literal, $one:literal) => {
        kernel!(
            $one,
            "cmp r12, #0",
            "beq 4f",
            "2:",
            concat!($load, " r6, [r1, #", $one, "]!"),
            "ldrh r7, [r2, #2]!",
            "cbz r6, 3f",
            "mla r5, r6, r8, r5",
            "muls r7, r4, r7",
            "lsrs r7, r0",
            "add r5, r7",
            "lsrs r6, r5, #15",
            concat!($store, " r6, [r1]"),
            "bfc r5, #15, #17",
            "3:",
            "subs r12, r12, #1",
            "bne 2b",
            "4:",
        )
    };
}

/// Adapts a unit.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
unsafe extern "C" fn fixed16_pairs(unit: &Unit<Fixed16>, carry: u32) -> u32 {
    pairs!("ldrh", "strh", 2, 4)
}

/// The same.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
unsafe extern "C" fn fixed8_pairs(unit: &Unit<Fixed8>, carry: u32) -> u32 {
    pairs!("ldrb", "strb", 1, 2)
}

/// The same, of a unit with pruned connections: weights of 0 stay so.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn fixed16_pruned(unit: &Unit<Fixed16>, carry: u32) -> u32 {
    pruned!("ldrh", "strh", 2)
}

/// The same.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn fixed8_pruned(unit: &Unit<Fixed8>, carry: u32) -> u32 {
    pruned!("ldrb", "strb", 1)
}
