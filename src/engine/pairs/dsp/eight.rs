//! Weights of 8 bits: four of them a word, made two words of two. `sxtb16` takes every other byte,
//! so cells are packed in that order, once for both units.

use super::super::{Kernel, Paired, Pairs};
use crate::number::Fixed8;
use core::arch::naked_asm;

/// As many groups of four cells are multiplied without a loop.
const GROUPS: i32 = 6;

/// A row of a disc.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in super::super) struct Disc {
    /// How far it reaches to each side.
    half: u32,
    /// From the second jump to the first of as many groups as the cells that both units of a pair
    /// see have.
    groups: i32,
    /// From the first jump to those groups, or to two cells more, which the second follows.
    start: i32,
}

impl Paired for Fixed8 {
    type Disc = Disc;

    const LEFT: Kernel<Self> = left;
    const WHOLE: Kernel<Self> = whole;
    const RIGHT: Kernel<Self> = right;

    fn disc(half: usize, _index: usize, _stride: usize) -> Disc {
        let half = half as i32;
        let before = 56 * (GROUPS - half / 2); // bytes of the groups that are left out
        let start = match (before, half % 2) {
            (..0, _) => -2, // to a loop
            (_, 0) => 40 + before,
            _ => 2,
        };
        Disc { half: half as u32, groups: before - 2, start }
    }
}

/// The left unit's own cell, before r10.
macro_rules! first {
    () => {
        "ldrsh r11, [r10, #-2]\nldrsb r0, [r1], #1\nsmlabb r8, r11, r0, r8\n"
    };
}

/// The right unit's own cell, at r10.
macro_rules! last {
    () => {
        "ldrsh r11, [r10]\nldrsb r12, [r2], #1\nsmlabb r9, r11, r12, r9\n"
    };
}

/// A cell that both see.
macro_rules! one {
    () => {
        concat!(
            "ldrsh r11, [r10], #2\n",
            "ldrsb r12, [r1], #1\n",
            "smlabb r8, r11, r12, r8\n",
            "ldrsb r12, [r2], #1\n",
            "smlabb r9, r11, r12, r9\n",
        )
    };
}

/// Two cells that both see, in 36 bytes.
macro_rules! two {
    ($weight:literal) => {
        concat!(
            "ldr r11, [r10], #4\n",
            concat!("ldrsb.w ", $weight, ", [r1], #1\n"),
            concat!("smlabb r8, r11, ", $weight, ", r8\n"),
            concat!("ldrsb.w ", $weight, ", [r1], #1\n"),
            concat!("smlatb r8, r11, ", $weight, ", r8\n"),
            concat!("ldrsb.w ", $weight, ", [r2], #1\n"),
            concat!("smlabb r9, r11, ", $weight, ", r9\n"),
            concat!("ldrsb.w ", $weight, ", [r2], #1\n"),
            concat!("smlatb r9, r11, ", $weight, ", r9\n"),
        )
    };
}

/// Four cells that both see, in 56 bytes.
macro_rules! four {
    () => {
        concat!(
            "ldr r11, [r10], #4\n",
            "ldr r12, [r10], #4\n",
            "pkhtb lr, r12, r11, asr #16\n", // the second and the fourth
            "pkhbt r11, r11, r12, lsl #16\n", // the first and the third
            "ldr r12, [r1], #4\n",
            "sxtb16 r0, r12\n",
            "sxtb16 r12, r12, ror #8\n",
            "smlad r8, r0, r11, r8\n",
            "smlad r8, r12, lr, r8\n",
            "ldr r12, [r2], #4\n",
            "sxtb16 r0, r12\n",
            "sxtb16 r12, r12, ror #8\n",
            "smlad r9, r0, r11, r9\n",
            "smlad r9, r12, lr, r9\n",
        )
    };
}

/// A loop over pairs and one over rows, around the cells that both units see, at r10, r1 and r2, by
/// a jump into six groups of four, which keep the flags. A row of the disc reaches r0 to each side.
/// `$test` jumps to 5 in cut rows; there `$cut` makes r0 the cells, and after one and two of them
/// that are no group `$flags` sets what `$rest` asks for. `$again` does so after more than six
/// groups, from the reach in r0.
macro_rules! kernel {
    ($($test:literal,)* ; $($cut:expr,)* ; $($flags:literal,)* ; $($all:literal,)* ; $($again:literal,)* ;
        $($rest:literal,)*) => {
        naked_asm!(
            extension!(),
            enter!(1),
            "b 1f",
            $($all,)*
            "5:",
            $($cut,)*
            "lsls r11, r0, #31", // negative if odd, carry if two more
            "bpl 6f",
            one!(),
            "6:",
            "bcc 7f",
            two!("r12"),
            "7:",
            $($flags,)*
            "lsr r0, r0, #2",
            "tbh [pc, r0, lsl #1]",
            "2:",
            ".set n, 0",
            ".rept {groups} + 1",
            ".short (4f - 2b - 56 * n) / 2",
            ".set n, n + 1",
            ".endr",
            ".rept 63 - {groups}",
            ".short (3f - 2b) / 2",
            ".endr",
            "1:",
            "ldm r3!, {{r0, r12, lr}}",
            "add r4, r4, r5",
            $($test,)*
            "sub r10, r4, r0, lsl #1",
            first!(),
            "add pc, lr",
            "b.w 7f",
            two!("r0"),
            "add pc, r12",
            ".rept {groups}",
            four!(),
            ".endr",
            "4:",
            $($rest,)*
            last!(),
            "9:",
            "subs r7, r7, #1",
            "bne 1b",
            leave!(),
            "7:", // more groups, and two more cells if the reach is odd
            "ldr r0, [r3, #-12]",
            "lsrs r0, r0, #1",
            "bcc 3f",
            two!("r12"),
            "3:",
            "push {{r0}}",
            four!(),
            "pop {{r0}}",
            "sub r0, r0, #1",
            "cmp r0, #{groups}",
            "bhi 3b",
            "ldr r0, [r3, #-12]",
            $($again,)*
            "b 4b - 56 * {groups}",
            groups = const GROUPS,
        )
    };
}

/// Where nothing is cut.
#[unsafe(naked)]
unsafe extern "C" fn whole(pairs: &Pairs<Fixed8>) {
    kernel!(;;;;;)
}

/// In cut rows, which have r6 or more halves, both units start at column 0, and r6 + r0 cells are
/// seen by both: at most the side, and then all of them are.
#[unsafe(naked)]
unsafe extern "C" fn left(pairs: &Pairs<Fixed8>) {
    kernel!(
        "cmp r0, r6", // no carry
        "bhs 5b",
        ;
        "sub r10, r4, r6, lsl #1",
        "add r0, r0, r6",
        "cmp r0, r5, lsr #1",
        "bhs 6b",
        "7:",
        ;
        ;
        "6:",
        "lsr r0, r5, #1",
        "cmp r5, #0x80000000", // overflow
        "b 7f",
        ;
        "cmp r0, r6",
        "blo 6f",
        "add r0, r0, r6",
        "cmp r0, r5, lsr #1",
        "blo 6f",
        "cmp r5, #0x80000000", // overflow
        "6:",
        ;
        "bvs 9f",
    )
}

/// In cut rows, which have r6 or more halves, both units end at the last column, and r6 + r0 cells
/// are seen by both: at most the side, and then all of them are.
#[unsafe(naked)]
unsafe extern "C" fn right(pairs: &Pairs<Fixed8>) {
    kernel!(
        "cmp r0, r6", // no carry
        "bhs 5b",
        ;
        "add r12, r0, r6",
        "cmp r12, r5, lsr #1",
        "bhs 6b",
        "sub r10, r4, r0, lsl #1",
        "ldrsh r11, [r10, #-2]",
        "ldrsb lr, [r1], #1",
        "smlabb r8, r11, lr, r8",
        "mov r0, r12",
        "7:",
        ;
        "cmp r7, #0", // carry
        ;
        "6:",
        "add r10, r4, r6, lsl #1",
        "sub r10, r10, r5",
        "lsr r0, r5, #1",
        "b 7f",
        ;
        "cmp r0, r6",
        ;
        "bcs 9f",
    )
}
