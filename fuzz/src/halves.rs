//! Work that is split, and done one after the other.

use lissom::Join;

/// Splits once, and each half again.
#[derive(Debug)]
pub struct Halves;

/// Splits once.
#[derive(Debug)]
pub struct Half;

macro_rules! splits {
    ($whole:ty, $half:ty, $value:expr) => {
        impl Join for $whole {
            type Half = $half;

            fn join(
                &mut self,
                first: impl FnOnce(&mut $half) + Send,
                second: impl FnOnce(&mut $half) + Send,
            ) {
                // the order of two cores is left to chance
                second(&mut $value);
                first(&mut $value);
            }
        }
    };
}
splits!(Halves, Half, Half);
splits!(Half, (), ());
