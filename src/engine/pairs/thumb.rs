//! The loop over pairs of Cortex-M3 and of those with DSP instructions, around one over rows:
//! macros for their kernels, with the places of [`Pairs`](super::Pairs).

/// Into the kernel for weights of `$width` bytes, and at 0 to the next pair: r3 is at the discs, r4
/// at the cells, r5 the stride, r6 the edge, r7 the rows; r1 and r2 are at the units' weights, and
/// r8 and r9, their sums, are 0.
macro_rules! enter {
    ($width:literal) => {
        concat!(
            "push {{r4-r11, lr}}\n",
            "ldr r3, [r0, #4]\n",  // discs, read again for each pair
            "ldr r7, [r0, #16]\n", // rows, too
            "ldr lr, [r0, #0]\n",  // weights, too
            "push {{r3, r7, lr}}\n",
            "ldr r2, [r0, #36]\n",  // before
            "ldr r4, [r0, #8]\n",   // cells
            "ldr r5, [r0, #12]\n",  // stride
            "ldr r6, [r0, #20]\n",  // edge
            "ldr r10, [r0, #24]\n", // step of the edge
            "ldr r11, [r0, #28]\n", // sums
            "ldr r12, [r0, #32]\n", // pairs
            "0:\n",
            "push {{r2, r4, r6, r10, r11, r12}}\n",
            "ldrd r1, r2, [r2]\n",
            "add r1, lr, r1, lsl #(",
            $width,
            " - 1)\n",
            "add r2, lr, r2, lsl #(",
            $width,
            " - 1)\n",
            "movs r0, #0\n",
            "mov r8, r0\n",
            "mov r9, r0\n",
        )
    };
}

/// Stores the sums, and to the next pair or out of the kernel.
macro_rules! leave {
    () => {
        concat!(
            "pop {{r2, r4, r6, r10, r11, r12}}\n",
            "strd r8, r9, [r11], #8\n",
            "adds r2, #8\n",
            "adds r4, #4\n",
            "add r6, r6, r10\n",
            "ldrd r3, r7, [sp]\n",
            "ldr lr, [sp, #8]\n",
            "subs r12, r12, #1\n",
            "bne 0b\n",
            "pop {{r0-r2, r4-r11, pc}}\n",
        )
    };
}
