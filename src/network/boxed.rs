//! Weights of constant sides written where they lie.
#![allow(unsafe_code)] // no safe way leads there but through the stack

use crate::{
    geometry::DiscRow,
    number::{Activity, Weight, Wide},
    weights::{SharedDog, Weights},
};

/// Writes [`SharedDog::new`].
///
/// # Safety
///
/// `place` is valid for writes.
pub(super) unsafe fn write_dog<
    A: Activity,
    const SIDE: usize,
    const ROWS: usize,
    const TAPS: usize,
>(
    place: *mut SharedDog<A, SIDE, ROWS, TAPS>,
) {
    // SAFETY: the caller's; each pointer is within the kernel
    unsafe {
        (&raw mut (*place).radius).write(0.0);
        write_all((&raw mut (*place).rows).cast(), ROWS, DiscRow::default());
        write_all((&raw mut (*place).kernels).cast(), 2 * TAPS, <A as Activity>::ZERO);
        (&raw mut (*place).exponents).write([0; 2]);
        write_all((&raw mut (*place).ratios).cast(), 2 * TAPS, A::Wide::ZERO);
    }
}

/// Writes [`Weights::new`].
///
/// # Safety
///
/// `place` is valid for writes.
pub(super) unsafe fn write_zeros<W: Weight, const N: usize>(place: *mut Weights<W, N>) {
    // SAFETY: the caller's; each pointer is within the weights
    unsafe {
        (&raw mut (*place).exponent).write(0);
        write_all((&raw mut (*place).packed).cast(), N, W::ZERO);
    }
}

/// Writes a value into each of many places.
///
/// # Safety
///
/// All are valid for writes.
unsafe fn write_all<T: Copy>(first: *mut T, count: usize, value: T) {
    for index in 0..count {
        // SAFETY: the caller's
        unsafe { first.add(index).write(value) };
    }
}
