//! Cortex-M0, M0+: eight instructions for two connections, nine with 8-bit weights, with what a row
//! needs read from a table.

use super::{Kernel, Paired, Pairs};
use crate::number::{Fixed8, Fixed16};
use core::arch::naked_asm;

#[macro_use]
mod cells;

/// The upper word of `a · b`, to the nearest, from products of halfwords; |b| is at most 7·2²⁸.
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
    /// From the first source row's cell after the unit's own to what `offset` is added to for the
    /// left unit's first cell in this row.
    cells: usize,
    /// From the jump to the first of as many multiplications as cells that both units of a pair
    /// see.
    jump: i32,
}

/// A loop over pairs and one over rows, around the cells that both units see: those from r0,
/// negative, on before r1; their weights are so far before r2 and r3. r4 is the table's next row,
/// r5 the source's, r8 and r9 are the sums, r10 is the table's end, r11 minus the bytes of a weight
/// more than a row has cells, r12 minus the bytes of a unit's weights in the shortest row that the
/// border cuts, lr the end of the multiplications. `$rest` ends a row of the disc; `$row` starts
/// one, in `$length` bytes up to the jump.
///
/// Where the right unit has no cell of its own, r0 is negative in the end, and the addresses are a
/// cell farther: `farther!`.
macro_rules! kernel {
    ($load:literal, $width:tt, $length:literal; $($rest:expr,)* ; $($row:expr,)* ; $($cut:expr,)*) => {
        naked_asm!(
            "push {{r4-r7, lr}}",
            "mov r4, r8",
            "mov r5, r9",
            "mov r6, r10",
            "mov r7, r11",
            "push {{r4-r7}}",
            "ldr r1, [r0, #36]", // before
            "ldr r2, [r0, #28]", // sums
            "ldr r3, [r0, #32]", // pairs
            "ldr r4, [r0, #24]", // step of the edge
            concat!("lsls r4, r4, #", $width),
            "push {{r0-r4}}",
            "ldr r5, [r0, #8]", // cells
            "ldr r1, [r0, #16]", // rows
            "movs r2, #12",
            "muls r1, r2, r1",
            "ldr r2, [r0, #4]", // discs
            "adds r1, r1, r2",
            "mov r10, r1",
            "ldr r1, [r0, #12]", // stride
            concat!(".if ", $width, " == 1"),
            "lsrs r1, r1, #1",
            ".endif",
            concat!("adds r1, #", $width),
            "rsbs r1, r1, #0",
            "mov r11, r1",
            "ldr r1, [r0, #20]", // edge
            concat!("lsls r1, r1, #", $width),
            concat!("adds r1, #", $width),
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
            concat!(".if ", $width, " == 2"),
            "lsls r2, r2, #1",
            "lsls r3, r3, #1",
            ".endif",
            "adds r2, r2, r6",
            "adds r3, r3, r6",
            concat!("subs r3, #", $width),
            "ldr r4, [r0, #4]", // discs
            "movs r6, #0",
            "mov r8, r6",
            "mov r9, r6",
            "b 8f",
            ".p2align 2",
            concat!(".if ", $width, " == 2"),
            "nop",
            ".endif",
            "3:", // more than twenty-four
            both!($load, $width),
            "movs r6, r0",
            concat!("adds r6, #24 * ", $width),
            "bmi 3b",
            ".rept 24",
            both!($load, $width),
            ".endr",
            "4:",
            $($rest,)*
            "ldrsh r6, [r1, r0]", // the right one's own
            concat!($load, " r7, [r3, r0]"),
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
            "mov r11, r7",
            "pop {{r4-r7, pc}}",
            concat!(".org 4b + 124 - ", $length, " - 2 * (2 - ", $width, ")"),
            "8:",
            "ldmia r4!, {{r0, r6}}",
            "adds r1, r5, r6",
            $($row,)*
            "subs r2, r2, r0",
            "subs r3, r3, r0",
            first!($load, $width),
            "ldmia r4!, {{r6}}",
            "add pc, r6", // 124 bytes behind the multiplications; keeps the flags
            $($cut,)*
        )
    };
}

/// The kernels of a weight of `$width` bytes, and what takes r1 to the cells in cut rows, where r0
/// is minus the bytes of the weights that the left or the right unit has: the same number in each.
macro_rules! kernels {
    ($weight:ident, $name:ident, $load:literal, $width:tt, $left:expr, $right:expr) => {
        mod $name {
            use super::*;

            impl Paired for $weight {
                type Disc = Disc;

                const LEFT: Kernel<Self> = left;
                const WHOLE: Kernel<Self> = whole;
                const RIGHT: Kernel<Self> = right;

                fn disc(half: usize, index: usize, stride: usize) -> Disc {
                    const END: i32 = -128; // from the jump to the end of the multiplications
                    const EACH: i32 = 20 - 2 * $width; // bytes
                    let cells = 2 * half as i32;
                    let cell = if $width == 2 { 2 * half as isize } else { -1 };
                    Disc {
                        offset: -$width * (cells + 1),
                        cells: ((index + 1) * stride).wrapping_add_signed(cell),
                        jump: match cells {
                            ..=24 => END - EACH * cells,
                            _ => END - EACH * 25 - 6,
                        },
                    }
                }
            }

            /// Where nothing is cut.
            #[unsafe(naked)]
            unsafe extern "C" fn whole(pairs: &Pairs<$weight>) {
                kernel!($load, $width, 20;;;)
            }

            /// In cut rows both units start at column 0.
            #[unsafe(naked)]
            unsafe extern "C" fn left(pairs: &Pairs<$weight>) {
                kernel!(
                    $load, $width, 24;
                    "bmi 2f",
                    ;
                    "cmp r0, r12",
                    "ble 5f",
                    ;
                    "5:",
                    "add r0, r12",
                    "asrs r0, r0, #1", // half of both: the bytes of the right one's weights
                    $left,
                    "cmp r0, r11",
                    "ble 5f",
                    "subs r3, r3, r0",
                    concat!("adds r0, #", $width),
                    "subs r2, r2, r0",
                    "adds r4, #4",
                    "movs r6, r0",
                    concat!("adds r6, #24 * ", $width),
                    "bpl 6f",
                    "b 3b",
                    "6:",
                    bytes!($width),
                    "add r6, lr",
                    "mov pc, r6",
                    farther!(
                        $load,
                        $width,
                        concat!(
                            "adds r1, r1, r0\nmov r6, r11\nsubs r1, r1, r6\nadds r1, #",
                            $width,
                            "\n"
                        )
                    ),
                )
            }

            /// In cut rows both units end at the last column.
            #[unsafe(naked)]
            unsafe extern "C" fn right(pairs: &Pairs<$weight>) {
                kernel!(
                    $load, $width, 24;
                    "bmi 2f",
                    ;
                    "cmp r0, r12",
                    "ble 5f",
                    ;
                    "5:",
                    "add r0, r12",
                    "asrs r0, r0, #1", // half of both: the bytes of the left one's weights
                    "mov r7, r12",
                    "subs r7, r0, r7", // from the disc's end to the border
                    "adds r1, r1, r7",
                    concat!("adds r1, #", $width),
                    "cmp r0, r11",
                    "ble 5f",
                    concat!("subs r0, #", $width),
                    "subs r2, r2, r0",
                    "subs r3, r3, r0",
                    first!($load, $width),
                    farther!($load, $width, $right),
                )
            }
        }
    };
}
kernels!(Fixed16, sixteen, "ldrsh", 2, "", "");
kernels!(
    Fixed8,
    eight,
    "ldrsb",
    1,
    "adds r1, #1\nmov r6, r12\nadds r1, r1, r6\nsubs r1, r1, r0",
    "adds r1, #1\nmov r7, r11\nadds r1, r1, r7\nsubs r1, r1, r0\n"
);
