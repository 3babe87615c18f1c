//! Weights of constant sides on the heap, written where they lie.

use super::{Layout, Weights};
use crate::{number::Weight, weights};
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
    /// value there, and 36 × 36 weights of `f64` are larger than most stacks.
    #[cfg_attr(docsrs, doc(cfg(feature = "alloc")))]
    pub fn boxed() -> Box<Self> {
        let mut weights = Box::<Self>::new_uninit();
        let place = weights.as_mut_ptr();
        // SAFETY: `place` is that of the box alone; every field is written before it counts
        unsafe {
            (&raw mut (*place).dog).write(weights::SharedDog::new());
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
        let packed = (&raw mut (*place).packed).cast::<W>();
        for connection in 0..N {
            packed.add(connection).write(W::ZERO);
        }
    }
}
