//! Sections: the parts of a network's state in a snapshot.

use crate::{
    number::{Activity, Fixed8, Fixed16, Fixed32, FixedWide},
    random::Pcg32,
    sheet::SheetOf,
    side::{Side, Value},
};

/// A section's name in a snapshot.
pub type Tag = [u8; 4];

/// A part of a network's state as a sequence of bytes, the same on every machine.
///
/// Reads and writes come in order, but may begin and end at any byte.
pub trait Section {
    /// The number of bytes; it never changes.
    fn size(&self) -> usize;

    /// Copies the bytes from offset `at` on; `at + bytes.len()` is at most [`size`](Self::size).
    fn copy_out(&self, at: usize, bytes: &mut [u8]);

    /// Replaces the bytes from offset `at` on by bytes that [`copy_out`](Self::copy_out) copied.
    fn copy_in(&mut self, at: usize, bytes: &[u8]);

    /// Whether these bytes from offset `at` on are possible for this type.
    fn accepts(&self, at: usize, bytes: &[u8]) -> bool {
        let _ = (at, bytes);
        true
    }
}

/// A number that sections store as bytes, lowest byte first.
pub trait Element: Copy {
    /// The bits, zero-extended.
    fn bits(self) -> u64;
    /// The number of these bits.
    fn of_bits(bits: u64) -> Self;
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
    ($($number:ty)*) => {$(
        impl Element for $number {
            fn bits(self) -> u64 {
                Activity::to_bits(self)
            }
            fn of_bits(bits: u64) -> Self {
                Activity::from_bits(bits)
            }
        }
    )*};
}
elements!(u8, u8; i8, u8; u16, u16; i16, u16; u32, u32; i32, u32; u64, u64; i64, u64;);
elements!(f32 f64 Fixed16 Fixed32);

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

impl<E: Element> Section for &mut [E] {
    fn size(&self) -> usize {
        size_of_val::<[E]>(&**self)
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        read(self, E::bits, at, bytes);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        write(self, E::bits, E::of_bits, at, bytes);
    }
}

impl<E: Element, const N: usize> Section for [E; N] {
    fn size(&self) -> usize {
        size_of::<Self>()
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        read(self, E::bits, at, bytes);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        write(self, E::bits, E::of_bits, at, bytes);
    }
}

impl<E: Element + Value, S: Side> Section for SheetOf<E, S> {
    fn size(&self) -> usize {
        size_of_val(self.units())
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        read(self.units(), E::bits, at, bytes);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        write(self.units_mut(), E::bits, E::of_bits, at, bytes);
    }
}

/// One number, such as a position in a schedule.
impl Section for u64 {
    fn size(&self) -> usize {
        8
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        [*self].copy_out(at, bytes);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        let mut one = [*self];
        one.copy_in(at, bytes);
        [*self] = one;
    }
}

/// The generator's state, then its increment.
impl Section for Pcg32 {
    fn size(&self) -> usize {
        16
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        self.state().copy_out(at, bytes);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        let mut state = self.state();
        state.copy_in(at, bytes);
        *self = Self::from_state(state);
    }

    /// Only an odd increment is possible.
    fn accepts(&self, at: usize, bytes: &[u8]) -> bool {
        8_usize.checked_sub(at).and_then(|i| bytes.get(i)).is_none_or(|byte| byte & 1 == 1)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::Sheet;
    use std::{vec, vec::Vec};

    pub fn bytes(section: &dyn Section) -> Vec<u8> {
        let mut bytes = vec![0; section.size()];
        section.copy_out(0, &mut bytes);
        bytes
    }

    /// What comes out goes in, in pieces of any size.
    pub fn check<S: Section + Clone + PartialEq + core::fmt::Debug>(full: &S, empty: &S) {
        let whole = bytes(full);
        for chunk in 1..=whole.len() + 1 {
            let (mut pieces, mut copy) = (Vec::new(), empty.clone());
            for at in (0..whole.len()).step_by(chunk) {
                let mut piece = vec![0; chunk.min(whole.len() - at)];
                full.copy_out(at, &mut piece);
                assert!(copy.accepts(at, &piece));
                copy.copy_in(at, &piece);
                pieces.extend(piece);
            }
            assert_eq!(pieces, whole, "in pieces of {chunk}");
            assert_eq!(copy, *full, "in pieces of {chunk}");
        }
    }

    #[test]
    fn every_section_comes_back() {
        check(&[1_i32, -2, i32::MAX], &[0; 3]);
        check(&[-1_i16, 300, 5], &[0; 3]);
        check(&[1.5_f32, -0.0, f32::INFINITY], &[0.0; 3]);
        check(&[1.5_f64, 1e-310], &[0.0; 2]);
        check(&[0xa5_u8; 5], &[0; 5]);
        check(&u64::MAX, &0);
        let mut random = Pcg32::new(5, 6);
        random.next_u32();
        check(&random, &Pcg32::new(1, 1));
        check(&Sheet::from_rows([[1_u16, 2], [3, 4]]), &Sheet::filled(0));
        check(&[FixedWide::MIN, FixedWide::DELTA], &[FixedWide::ZERO; 2]);
    }

    #[cfg(feature = "alloc")]
    #[test]
    fn sheets_of_any_side_come_back() {
        let side = crate::side::Dyn::new(3).unwrap();
        let mut sheet = SheetOf::with_side(side, 7_i16);
        *sheet.unit_mut(1, 2) = -300;
        assert_eq!(sheet.size(), 18);
        check(&sheet, &SheetOf::with_side(side, 0));
    }

    #[test]
    fn slices_come_back() {
        let (mut from, mut to) = ([1_i32, 2, -3], [0_i32; 3]);
        let whole = bytes(&from.as_mut_slice());
        to.as_mut_slice().copy_in(0, &whole);
        assert_eq!(from, to);
    }

    #[test]
    fn impossible_values_are_not_accepted() {
        let random = Pcg32::new(1, 1);
        assert!(
            random.accepts(0, &[0; 8]) && random.accepts(7, &[0, 3]) && random.accepts(9, &[0])
        );
        assert!(!random.accepts(0, &[0; 16]) && !random.accepts(8, &[2]));
    }
}
