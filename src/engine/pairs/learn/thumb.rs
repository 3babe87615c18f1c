//! Sums of words on every Cortex-M.

use core::arch::naked_asm;

/// Σ words, which wraps.
///
/// # Safety
///
/// `count` words are readable from `words` on, and `count` is at least 1.
#[unsafe(naked)]
pub(super) unsafe extern "C" fn sum(words: *const u32, count: usize) -> u32 {
    naked_asm!(
        ".syntax unified",
        "push {{r4-r7, lr}}",
        "movs r2, #0",
        "subs r1, #5",
        "blo 2f",
        "1:",
        "ldmia r0!, {{r3-r7}}",
        "adds r2, r2, r3",
        "adds r2, r2, r4",
        "adds r2, r2, r5",
        "adds r2, r2, r6",
        "adds r2, r2, r7",
        "subs r1, #5",
        "bhs 1b",
        "2:",
        "adds r1, #5",
        "beq 4f",
        "3:",
        "ldmia r0!, {{r3}}",
        "adds r2, r2, r3",
        "subs r1, #1",
        "bne 3b",
        "4:",
        "movs r0, r2",
        "pop {{r4-r7, pc}}",
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
        ".syntax unified",
        "push {{r4-r7, lr}}",
        "movs r2, #0",
        "movs r3, #255",
        "lsls r4, r3, #16",
        "orrs r3, r4",
        "lsrs r1, r1, #1",
        "bcc 1f",
        "ldmia r0!, {{r4}}",
        "b 2f",
        "1:",
        "ldmia r0!, {{r4, r5}}",
        "adds r4, r4, r5",
        "subs r1, #1",
        "2:",
        "movs r5, r4",
        "ands r4, r3",
        "lsrs r5, r5, #8",
        "ands r5, r3",
        "adds r2, r2, r4",
        "adds r2, r2, r5",
        "cmp r1, #0",
        "bne 1b",
        "movs r0, r2",
        "pop {{r4-r7, pc}}",
    )
}
