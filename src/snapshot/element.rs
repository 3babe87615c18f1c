//! Numbers as bytes.

use crate::number::{Activity, Fixed8, Fixed16, Fixed32, FixedWide};

/// A number that sections store as bytes, lowest byte first.
pub trait Element: Copy {
    /// The bits, zero-extended.
    fn bits(self) -> u64;
    /// The number of these bits.
    fn of_bits(bits: u64) -> Self;
    /// Whether a network's state can hold it: floats are finite.
    fn is_possible(self) -> bool {
        true
    }
}

macro_rules! elements {
    ($($int:ty, $unsigned:ty;)*) => {$(
        impl Element for $int {
            fn bits(self) -> u64 {
                u64::from(self as $unsigned)
            }
            fn of_bits(bits: u64) -> Self {
                bits as Self
            }
        }
    )*};
    ($($number:ty, $possible:expr;)*) => {$(
        impl Element for $number {
            fn bits(self) -> u64 {
                Activity::to_bits(self)
            }
            fn of_bits(bits: u64) -> Self {
                Activity::from_bits(bits)
            }
            fn is_possible(self) -> bool {
                ($possible)(self)
            }
        }
    )*};
}
elements!(u8, u8; i8, u8; u16, u16; i16, u16; u32, u32; i32, u32; u64, u64; i64, u64;);
elements!(f32, Self::is_finite; f64, Self::is_finite; Fixed16, |_| true; Fixed32, |_| true;);

impl Element for Fixed8 {
    fn bits(self) -> u64 {
        self.to_bits().bits()
    }
    fn of_bits(bits: u64) -> Self {
        Self::from_bits(bits as i8)
    }
}

impl Element for FixedWide {
    fn bits(self) -> u64 {
        self.to_bits().bits()
    }
    fn of_bits(bits: u64) -> Self {
        Self::from_bits(bits as i32)
    }
}

/// Copies the bytes of numbers from offset `at` on.
pub(super) fn read<T: Copy>(numbers: &[T], bits: impl Fn(T) -> u64, at: usize, bytes: &mut [u8]) {
    let size = size_of::<T>();
    let (mut skip, mut rest) = (at % size, bytes);
    for &number in numbers.iter().skip(at / size) {
        let number = &bits(number).to_le_bytes()[skip..size];
        let (now, later) = rest.split_at_mut(rest.len().min(number.len()));
        now.copy_from_slice(&number[..now.len()]);
        (skip, rest) = (0, later);
        if rest.is_empty() {
            return;
        }
    }
}

/// Replaces the bytes of numbers from offset `at` on.
pub(super) fn write<T: Copy>(
    numbers: &mut [T],
    bits: impl Fn(T) -> u64,
    of_bits: impl Fn(u64) -> T,
    at: usize,
    bytes: &[u8],
) {
    let size = size_of::<T>();
    let (mut skip, mut rest) = (at % size, bytes);
    for number in numbers.iter_mut().skip(at / size) {
        let (now, later) = rest.split_at(rest.len().min(size - skip));
        let mut whole = bits(*number).to_le_bytes();
        whole[skip..skip + now.len()].copy_from_slice(now);
        *number = of_bits(u64::from_le_bytes(whole));
        (skip, rest) = (0, later);
        if rest.is_empty() {
            return;
        }
    }
}
