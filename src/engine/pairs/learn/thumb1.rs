//! Cortex-M0, M0+: ten instructions for a connection, by a jump into twenty.

use super::{Kernel, Unit};
use crate::number::{Fixed8, Fixed16};
use core::arch::naked_asm;

pub(super) use super::thumb::{sum, sum_bytes};

/// 2³¹ over a number of 2¹⁵..2¹⁶, nearly: at most 4 from it. A core without division takes three
/// of Newton's steps from a straight line.
pub(crate) const fn reciprocal(number: u32) -> u32 {
    // of d = number/2¹⁶: 2¹⁵·(48 − 32·d)/17
    let mut reciprocal = 92_521 - ((number * 61_681) >> 16);
    let mut step = 0;
    while step < 3 {
        let error = number.wrapping_mul(reciprocal).wrapping_neg() >> 16; // 2 − d·reciprocal
        reciprocal = (reciprocal * error) >> 15;
        step += 1;
    }
    reciprocal
}

/// The kernel for any growth.
pub(super) fn fixed16_adapt(_: &mut Unit<Fixed16>) -> Kernel<Fixed16> {
    fixed16_any
}

/// The same.
pub(super) fn fixed8_adapt(_: &mut Unit<Fixed8>) -> Kernel<Fixed8> {
    fixed8_any
}

/// A loop over rows, around r7 inputs: r0 and r1 are the weights and the inputs, less those of
/// twenty; r2 is keep, r3 the growth, r4 its shift, r5 the carry; r6 is free. r9 is at the runs,
/// r10 from one to the next, r11 at the cells, less twenty, r12 from row to row, lr at the runs'
/// end.
macro_rules! kernel {
    ([$($before:expr,)*], $twenty:literal, [$($run:expr,)*], [$($after:expr,)*]) => {
        naked_asm!(
            "push {{r4-r7, lr}}",
            "mov r4, r8",
            "mov r5, r9",
            "mov r6, r10",
            "mov r7, r11",
            "push {{r4-r7}}",
            "mov r4, r12",
            "push {{r4}}",
            "mov r5, r1",
            "ldmia r0!, {{r1, r2, r3, r4, r6, r7}}",
            "mov r9, r2",
            "mov r10, r3",
            "subs r4, #40",
            "mov r11, r4",
            "mov r12, r6",
            "muls r3, r7, r3",
            "adds r2, r2, r3",
            "mov lr, r2",
            "ldmia r0!, {{r2, r3, r4}}",
            "movs r0, r1",
            concat!("subs r0, #", $twenty),
            "b 1f",
            $($before,)*
            "4:",
            "cmp r9, lr",
            "beq 9f",
            "1:",
            "mov r7, r9",
            "ldrb r1, [r7, #0]",
            "ldrb r7, [r7, #1]",
            "add r9, r10",
            "lsls r1, r1, #1",
            "add r1, r11",
            "add r11, r12",
            $($run,)*
            "9:",
            "movs r0, r5",
            "pop {{r4}}",
            "mov r12, r4",
            "pop {{r4-r7}}",
            "mov r8, r4",
            "mov r9, r5",
            "mov r10, r6",
            "mov r11, r7",
            "pop {{r4-r7, pc}}",
            $($after,)*
        )
    };
}

/// A connection of a weight at `$w` and an input at `$x`: `$p` is the prefix before it and then
/// free, `$q` the one behind it.
macro_rules! connection {
    ($load:literal, $store:literal, $w:expr, $x:literal, $p:literal, $q:literal) => {
        concat!(
            $load,
            " ",
            $q,
            ", [r0, #",
            $w,
            "]\n",
            "muls ",
            $q,
            ", r2, ",
            $q,
            "\n",
            "adds r5, r5, ",
            $q,
            "\n",
            "ldrh ",
            $q,
            ", [r1, #",
            $x,
            "]\n",
            "muls ",
            $q,
            ", r3, ",
            $q,
            "\n",
            "lsrs ",
            $q,
            ", r4\n",
            "adds r5, r5, ",
            $q,
            "\n",
            "lsrs ",
            $q,
            ", r5, #15\n",
            "subs ",
            $p,
            ", ",
            $q,
            ", ",
            $p,
            "\n",
            $store,
            " ",
            $p,
            ", [r0, #",
            $w,
            "]\n",
        )
    };
}

/// A connection of the weight at r0 and the input at r1, and on to the next; r6 is the prefix
/// before it and then that behind it, r7 counts bytes of inputs and is kept in r8.
macro_rules! single {
    ($load:literal, $store:literal, $one:literal, $twenty:literal, [$($dead:expr,)*]) => {
        concat!(
            "mov r8, r7\n",
            $load, " r7, [r0, #", $twenty, "]\n",
            $($dead, "\n",)*
            "muls r7, r2, r7\n",
            "adds r5, r5, r7\n",
            "ldrh r7, [r1, #40]\n",
            "muls r7, r3, r7\n",
            "lsrs r7, r4\n",
            "adds r5, r5, r7\n",
            "lsrs r7, r5, #15\n",
            "subs r6, r7, r6\n",
            $store, " r6, [r0, #", $twenty, "]\n",
            "movs r6, r7\n",
            "3:\n",
            "adds r0, #", $one, "\n",
            "adds r1, #2\n",
            "mov r7, r8\n",
            "subs r7, #2\n",
        )
    };
}

/// A jump into twenty connections.
macro_rules! any {
    (
        $load:literal, $store:literal, $one:literal, $twenty:literal,
        [$($weights:literal,)*], $back:literal
    ) => {
        kernel!(
            [
                ".set n, 0",
                ".rept 10",
                connection!($load, $store, concat!($one, " * n"), "2 * n", "r6", "r7"),
                ".set n, n + 1",
                connection!($load, $store, concat!($one, " * n"), "2 * n", "r7", "r6"),
                ".set n, n + 1",
                ".endr",
            ],
            $twenty,
            [
                "lsls r7, r7, #1",
                "cmp r7, #40",
                "bhi 5f",
                "2:",
                $($weights,)*
                "adds r1, r1, r7",
                "lsls r6, r7, #2",
                "adds r6, r6, r7",
                "lsls r6, r6, #1",
                "rsbs r6, r6, #0",
                concat!("subs r6, #", $back), // from the jump to the end of the connections
                "mov r8, r6",
                "lsrs r6, r5, #15",
                "movs r7, r6", // whichever of both is before the first
                "add pc, r8",
            ],
            [
                "5:", // more than twenty
                "lsrs r6, r5, #15",
                "6:",
                single!($load, $store, $one, $twenty, []),
                "cmp r7, #40",
                "bhi 6b",
                "b 2b",
            ]
        )
    };
}

/// A run whose weights of 0 stay so.
macro_rules! pruned {
    ($load:literal, $store:literal, $one:literal, $twenty:literal) => {
        kernel!(
            [],
            $twenty,
            [
                "lsls r7, r7, #1",
                "beq 4b",
                "lsrs r6, r5, #15",
                "6:",
                single!($load, $store, $one, $twenty, ["cmp r7, #0", "beq 3f",]),
                "bne 6b",
                "b 4b",
            ],
            []
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
    any!("ldrh", "strh", 2, 40, ["adds r0, r0, r7",], 48)
}

/// The same.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
unsafe extern "C" fn fixed8_any(unit: &Unit<Fixed8>, carry: u32) -> u32 {
    any!("ldrb", "strb", 1, 20, ["lsrs r6, r7, #1", "adds r0, r0, r6",], 50)
}

/// The same, of a unit with pruned connections: weights of 0 stay so.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn fixed16_pruned(unit: &Unit<Fixed16>, carry: u32) -> u32 {
    pruned!("ldrh", "strh", 2, 40)
}

/// The same.
///
/// # Safety
///
/// See [`Unit`].
#[unsafe(naked)]
pub(super) unsafe extern "C" fn fixed8_pruned(unit: &Unit<Fixed8>, carry: u32) -> u32 {
    pruned!("ldrb", "strb", 1, 20)
}
