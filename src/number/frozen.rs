//! Numbers made by the compiler.

use super::{Fixed8, Fixed16, FixedRamp, FixedWide, Plastic, fixed8::Weight8};

/// A format whose networks can lie in flash.
///
/// The functions of a trait cannot be called in `const`, but its tables can be looked up. They are for the
/// compiler alone: what is frozen in a `static` takes none of them into the firmware.
pub trait Frozen: Plastic<Wide = FixedWide, Ramp = FixedRamp, Rate = u32> {
    /// The path of the type.
    const PATH: &'static str;
    /// The largest weight's bits.
    const MOST: i16;
    /// The weight of each bits.
    #[doc(hidden)]
    const WEIGHTS: &'static [Self::Weight];
    /// The activity of each bits.
    #[doc(hidden)]
    const ACTIVITIES: &'static [Self];
}

/// A number for each pattern of bits.
macro_rules! table {
    ($number:ty, $bits:ty) => {{
        let mut all = [<$number>::from_bits(0); 1 << <$bits>::BITS];
        let mut bits = 0;
        while bits < all.len() {
            all[bits] = <$number>::from_bits(bits as $bits);
            bits += 1;
        }
        all
    }};
}

impl Frozen for Fixed8 {
    const PATH: &'static str = "lissom::Fixed8";
    const MOST: i16 = i8::MAX as i16;
    const WEIGHTS: &'static [Weight8] = &table!(Weight8, i8);
    const ACTIVITIES: &'static [Self] = &table!(Self, i16);
}

impl Frozen for Fixed16 {
    const PATH: &'static str = "lissom::Fixed16";
    const MOST: i16 = i16::MAX;
    const WEIGHTS: &'static [Self] = &table!(Self, i16);
    const ACTIVITIES: &'static [Self] = Self::WEIGHTS;
}

/// The weight of these bits.
pub(crate) const fn frozen_weight<T: Frozen>(bits: i64) -> T::Weight {
    T::WEIGHTS[bits as usize % T::WEIGHTS.len()]
}

/// The activity of these bits.
pub(crate) const fn frozen_activity<T: Frozen>(bits: i64) -> T {
    T::ACTIVITIES[bits as usize % T::ACTIVITIES.len()]
}
