//! Cortex-M3: one `mla` for each connection, and halfwords loaded from any even address.

use super::{Kernel, Paired, Pairs};
use crate::number::{Fixed8, Fixed16};
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

/// The left unit's own cell, before r10.
macro_rules! first {
    ($load:literal, $width:literal) => {
        concat!(
            "ldrsh r11, [r10, #-2]\n",
            $load,
            " r12, [r1], #",
            $width,
            "\n mla r8, r11, r12, r8\n",
        )
    };
}

/// The right unit's own cell, at r10.
macro_rules! last {
    ($load:literal, $width:literal) => {
        concat!("ldrsh r11, [r10]\n", $load, " r12, [r2], #", $width, "\n mla r9, r11, r12, r9\n",)
    };
}

/// A cell that both see, in 20 bytes.
macro_rules! both {
    ($load:literal, $width:literal) => {
        concat!(
            "ldrsh.w r11, [r10], #2\n",
            $load,
            ".w r12, [r1], #",
            $width,
            "\n",
            $load,
            ".w lr, [r2], #",
            $width,
            "\n mla r8, r11, r12, r8\n",
            "mla r9, r11, lr, r9\n",
        )
    };
}

/// A loop over pairs and one over rows, around the cells that both units see, at r10, r1 and r2, by
/// a jump into eighteen, which keep the flags. A row of the disc reaches r0 to each side; `$cut`
/// makes that r0 cells, where it has r6 halves or more. A carry at the end says that the right unit
/// has no cell of its own: `$flags` says so in cut rows, `$carry` after more than eighteen cells.
macro_rules! kernel {
    ($load:literal, $width:literal ; $($flags:literal,)* ; $($cut:expr,)* ; $($carry:literal,)*) => {
        naked_asm!(
            enter!($width),
            "1:",
            "ldrd r0, lr, [r3], #8",
            "add r4, r4, r5",
            "cmp r0, r6",
            "bhs 5f",
            "sub r10, r4, r0, lsl #1",
            first!($load, $width),
            "add pc, lr",
            "b.w 2f",
            "6:",
            ".rept 18",
            both!($load, $width),
            ".endr",
            "4:",
            "bhs 9f",
            last!($load, $width),
            "9:",
            "subs r7, r7, #1",
            "bne 1b",
            leave!(),
            "5:",
            $($cut,)*
            "cmp r0, #18",
            "bhi 3f",
            "adr lr, 4b",
            "add r11, r0, r0, lsl #2",
            "sub lr, lr, r11, lsl #2",
            $($flags,)*
            "mov pc, lr",
            "2:",
            "lsl r0, r0, #1",
            "3:", // more than eighteen
            both!($load, $width),
            "sub r0, r0, #1",
            "cmp r0, #18",
            "bhi 3b",
            "ldr r0, [r3, #-8]",
            "cmp r0, r6",
            $($carry,)*
            "b 6b",
        )
    };
}

/// The kernels of a weight whose size in bytes is `$width`.
macro_rules! kernels {
    ($weight:ident, $name:ident, $load:literal, $width:literal) => {
        mod $name {
            use super::*;

            impl Paired for $weight {
                type Disc = Disc;

                const LEFT: Kernel<Self> = left;
                /// Its two instructions more a row are fewer bytes than a third copy.
                const WHOLE: Kernel<Self> = left;
                const RIGHT: Kernel<Self> = right;

                fn disc(half: usize, _index: usize, _stride: usize) -> Disc {
                    let cells = 2 * half as i32;
                    let jump = if cells <= 18 { 2 + 20 * (18 - cells) } else { -2 };
                    Disc { half: half as u32, jump }
                }
            }

            /// In cut rows, which have r6 or more halves, both units start at column 0, and r6 + r0
            /// cells are seen by both: at most the side, and then all of them are.
            #[unsafe(naked)]
            unsafe extern "C" fn left(pairs: &Pairs<$weight>) {
                kernel!(
                    $load, $width;
                    "cmp r0, r5, lsr #1",
                    ;
                    "sub r10, r4, r6, lsl #1",
                    "add r0, r0, r6",
                    "cmp r0, r5, lsr #1",
                    "it hs",
                    "lsrhs r0, r5, #1",
                    ;
                    "itt hs",
                    "addhs r0, r0, r6",
                    "cmphs r0, r5, lsr #1",
                )
            }

            /// In cut rows, which have r6 or more halves, both units end at the last column, and
            /// r6 + r0 cells are seen by both: at most the side, and then all of them are.
            #[unsafe(naked)]
            unsafe extern "C" fn right(pairs: &Pairs<$weight>) {
                kernel!(
                    $load, $width;
                    "cmp r7, #0",
                    ;
                    "sub r10, r4, r0, lsl #1",
                    "add r0, r0, r6",
                    "cmp r0, r5, lsr #1",
                    "bhs 7f",
                    first!($load, $width),
                    "b 8f",
                    "7:",
                    "add r10, r4, r6, lsl #1",
                    "sub r10, r10, r5",
                    "lsr r0, r5, #1",
                    "8:",
                    ;
                )
            }
        }
    };
}
kernels!(Fixed16, sixteen, "ldrsh", 2);
kernels!(Fixed8, eight, "ldrsb", 1);
