//! The cells of a row: macros for the kernels of Cortex-M0+, with the registers of theirs.

/// A cell of the left unit, and to the next.
macro_rules! first {
    ($load:literal, $width:tt) => {
        concat!(
            "ldrsh r6, [r1, r0]\n",
            $load,
            " r7, [r2, r0]\n",
            "muls r7, r6, r7\n",
            "add r8, r7\n",
            next!($width),
        )
    };
}

/// A cell that both see, and to the next.
macro_rules! both {
    ($load:literal, $width:tt) => {
        concat!(
            "ldrsh r6, [r1, r0]\n",
            $load,
            " r7, [r2, r0]\n",
            "muls r7, r6, r7\n",
            "add r8, r7\n",
            $load,
            " r7, [r3, r0]\n",
            "muls r7, r6, r7\n",
            "add r9, r7\n",
            next!($width),
        )
    };
}

/// To the next cell: an offset in r0 of the weights' bytes, so that r1 moves where cells have more.
macro_rules! next {
    (2) => {
        "adds r0, #2\n"
    };
    (1) => {
        "adds r1, #1\nadds r0, #1\n"
    };
}

/// The bytes of a number of multiplications, negative, whose weights have r0.
macro_rules! bytes {
    (2) => {
        "lsls r6, r0, #3\n"
    };
    (1) => {
        "lsls r6, r0, #3\nadds r6, r6, r0\nlsls r6, r6, #1\n"
    };
}

/// At 6 the cells that both see, of a row in which the right unit has no cell of its own, and at 2
/// the row's end; at 5 a row in which neither has one.
macro_rules! farther {
    ($load:literal, $width:tt, $cells:expr) => {
        concat!(
            "6:\n",
            "adds r4, #4\n",
            "1:\n",
            "movs r6, r0\n",
            "adds r6, #25 * ",
            $width,
            "\n bpl 4f\n", // not more than twenty-four
            both!($load, $width),
            "b 1b\n",
            "4:\n",
            bytes!($width),
            "adds r6, #20 - 2 * ", // one more
            $width,
            "\n",
            "add r6, lr\n",
            "mov pc, r6\n",
            "2:\n",
            "subs r2, #",
            $width,
            "\n subs r3, #2 * ",
            $width,
            "\n b 7b\n",
            "5:\n",
            $cells,
            "mov r0, r11\n",
            "subs r2, r2, r0\n",
            "subs r3, r3, r0\n",
            "adds r3, #",
            $width,
            "\n b 6b\n",
        )
    };
}
