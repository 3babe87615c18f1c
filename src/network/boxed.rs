//! Weights of constant sides on the heap.
#![allow(unsafe_code)] // no safe way leads there but through the stack

use super::{Layout, Weights};
use crate::{
    geometry::DiscRow,
    number::{Activity, Weight, Wide, WideOf},
    weights,
};
use alloc::boxed::Box;
use core::marker::PhantomData;

impl<
    W: Weight,
    M: Layout<RETINA, LGN, CORTEX>,
    const RETINA: usize,
    const LGN: usize,
    const CORTEX: usize,
    const CHANNELS: usize,
    const ROWS: usize,
    const TAPS: usize,
    const ON: usize,
    const A: usize,
    const E: usize,
    const I: usize,
> Weights<W, M, RETINA, LGN, CORTEX, CHANNELS, ROWS, TAPS, ON, A, E, I>
{
    /// What [`new`](Self::new) makes, on the heap, without passing the stack: `Box::new` moves a
    /// value there, and 36 × 36 weights of `f64` are larger than a thread's usual stack of 2 MiB.
    pub fn boxed() -> Box<Self> {
        let mut weights = Box::<Self>::new_uninit();
        let place = weights.as_mut_ptr();
        // SAFETY: `place` is that of the box alone; every field is written before it counts
        unsafe {
            let dog = &raw mut (*place).dog;
            (&raw mut (*dog).radius).write(0.0);
            write_all((&raw mut (*dog).rows).cast(), ROWS, DiscRow::default());
            write_all((&raw mut (*dog).kernels).cast(), 2 * TAPS, <W::Activity as Activity>::ZERO);
            (&raw mut (*dog).exponents).write([0; 2]);
            write_all((&raw mut (*dog).ratios).cast(), 2 * ROWS * ROWS, WideOf::<W>::ZERO);
            write_zeros(&raw mut (*place).on);
            let afferent = (&raw mut (*place).afferent).cast::<weights::Weights<W, A>>();
            for channel in 0..CHANNELS {
                write_zeros(afferent.add(channel));
            }
            write_zeros(&raw mut (*place).excitatory);
            write_zeros(&raw mut (*place).inhibitory);
            (&raw mut (*place).layout).write(PhantomData);
            weights.assume_init()
        }
    }
}

/// Writes [`weights::Weights::new`].
///
/// # Safety
///
/// `place` is valid for writes.
unsafe fn write_zeros<W: Weight, const N: usize>(place: *mut weights::Weights<W, N>) {
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
