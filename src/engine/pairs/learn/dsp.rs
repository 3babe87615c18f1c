//! Cortex-M4, M7, M33, M55: two connections at a time, the weights of both in a word. `smlawb`
//! multiplies by the growth and shifts by 16.

use super::{Kernel, Unit};
use crate::number::{Fixed8, Fixed16};
use core::arch::naked_asm;

pub(super) use super::thumb::{sum, sum_bytes};

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

macro_rules! choose {
    ($number:ty, $name:ident, $pairs:ident, $any:ident) => {
        /// The kernel for a unit's growth. That for pairs needs it times 2¹⁶.
        pub(super) fn $name(unit: &mut Unit<$number>) -> Kernel<$number> {
            let Some(left) = 16_u32.checked_sub(unit.shift) else { return $any };
            if unit.grow >> (31 - left) != 0 {
                return $any;
            }
            unit.grow <<= left;
            $pairs
        }
    };
}
choose!(Fixed16, fixed16_adapt, fixed16_pairs, fixed16_any);
choose!(Fixed8, fixed8_adapt, fixed8_pairs, fixed8_any);

/// A loop over rows, around r0 connections of weights from r1 on and inputs from r2 on: r3 is keep,
/// r4 the growth, r8 its shift, r5 the carry; r6 and r7 are free.
macro_rules! kernel {
    ($($run:expr,)*) => {
        naked_asm!(
            extension!(),
            "push {{r4-r11, lr}}",
            "mov r5, r1",
            "ldm r0, {{r1, r9, r10, r11, r12, lr}}",
            "ldrd r3, r4, [r0, #24]",
            "ldr r8, [r0, #32]",
            "1:",
            "ldrb r0, [r9, #1]",
            "ldrb r2, [r9]",
            "add r9, r9, r10",
            "add r2, r11, r2, lsl #1",
            "add r11, r11, r12",
            $($run,)*
            "subs lr, lr, #1",
            "bne 1b",
            "mov r0, r5",
            "pop {{r4-r11, pc}}",
        )
    };
}

/// Pairs in a row, and a jump into them.
macro_rules! pairs {
    ($length:literal, [$($single:literal,)*], [$($pair:literal,)*]) => {
        kernel!(
            "lsrs r0, r0, #1",
            "bcc 6f",
            $($single,)*
            "6:",
            "tbh [pc, r0, lsl #1]",
            "2:",
            ".set n, 0",
            ".rept 11",
            concat!(".short (4f - 2b - ", $length, " * n) / 2"),
            ".set n, n + 1",
            ".endr",
            ".rept 117",
            ".short (3f - 2b) / 2",
            ".endr",
            "3:", // more than ten
            $($pair,)*
            "sub r0, r0, #1",
            "b 6b",
            ".rept 10",
            $($pair,)*
            ".endr",
            "4:",
        )
    };
}

/// Adapts a unit and returns the 15 lower bits of the carry behind it.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
unsafe extern "C" fn fixed16_pairs(unit: &Unit<Fixed16>, carry: u32) -> u32 {
    pairs!(
        44,
        [
            "ldrh r6, [r1]",
            "ldrh r7, [r2], #2",
            "smlabb r5, r6, r3, r5",
            "smlawb r5, r4, r7, r5",
            "lsr r8, r5, #15",
            "bfc r5, #15, #17",
            "strh r8, [r1], #2",
        ],
        [
            "ldr.w r6, [r1]",
            "ldr r7, [r2], #4",
            "smlabb r5, r6, r3, r5",
            "smlawb r5, r4, r7, r5",
            "lsr.w r8, r5, #15",
            "bfc r5, #15, #17",
            "smlatb r5, r6, r3, r5",
            "smlawt r5, r4, r7, r5",
            "pkhbt r8, r8, r5, lsl #1",
            "bfc r5, #15, #17",
            "str r8, [r1], #4",
        ]
    )
}

/// The same.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
unsafe extern "C" fn fixed8_pairs(unit: &Unit<Fixed8>, carry: u32) -> u32 {
    pairs!(
        52,
        [
            "ldrb r6, [r1]",
            "ldrh r7, [r2], #2",
            "smlabb r5, r6, r3, r5",
            "smlawb r5, r4, r7, r5",
            "lsr r8, r5, #15",
            "bfc r5, #15, #17",
            "strb r8, [r1], #1",
        ],
        [
            "ldrb.w r6, [r1]",
            "ldr r7, [r2], #4",
            "smlabb r5, r6, r3, r5",
            "smlawb r5, r4, r7, r5",
            "lsr.w r8, r5, #15",
            "bfc r5, #15, #17",
            "strb r8, [r1], #1",
            "ldrb.w r6, [r1]",
            "smlabb r5, r6, r3, r5",
            "smlawt r5, r4, r7, r5",
            "lsr.w r8, r5, #15",
            "bfc r5, #15, #17",
            "strb r8, [r1], #1",
        ]
    )
}

/// A run one connection at a time, for any growth; r8 is its shift.
macro_rules! single {
    ($load:literal, $store:literal, $bytes:literal, [$($dead:literal,)*]) => {
        kernel!(
            "cbz r0, 4f",
            "2:",
            concat!($load, " r6, [r1]"),
            "ldrh r7, [r2], #2",
            $($dead,)*
            "mla r5, r6, r3, r5",
            "muls r7, r4, r7",
            "lsr r7, r7, r8",
            "add r5, r7",
            "lsrs r6, r5, #15",
            "bfc r5, #15, #17",
            "3:",
            concat!($store, " r6, [r1], #", $bytes),
            "subs r0, r0, #1",
            "bne 2b",
            "4:",
        )
    };
}

/// The same for any growth.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
unsafe extern "C" fn fixed16_any(unit: &Unit<Fixed16>, carry: u32) -> u32 {
    single!("ldrh", "strh", 2, [])
}

/// The same.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
unsafe extern "C" fn fixed8_any(unit: &Unit<Fixed8>, carry: u32) -> u32 {
    single!("ldrb", "strb", 1, [])
}

/// The same for any growth, of a unit with pruned connections: weights of 0 stay so.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn fixed16_pruned(unit: &Unit<Fixed16>, carry: u32) -> u32 {
    single!("ldrh", "strh", 2, ["cbz r6, 3f",])
}

/// The same.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn fixed8_pruned(unit: &Unit<Fixed8>, carry: u32) -> u32 {
    single!("ldrb", "strb", 1, ["cbz r6, 3f",])
}
