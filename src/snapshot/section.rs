//! Sections: the parts of a network's state in a snapshot.

use super::{
    element::{Element, read, write},
    seen::Seen,
};
use crate::{
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

    /// Whether these bytes from offset `at` on are possible for this type. `seen` is what it
    /// remembers of the bytes before.
    fn accepts(&self, at: usize, bytes: &[u8], seen: &mut Seen) -> bool {
        let _ = (at, bytes, seen);
        true
    }
}

/// Whether all the numbers that end in these bytes are possible.
pub(super) fn all_possible<E: Element>(
    bytes: &[u8],
    seen: &mut Seen,
    is_possible: impl Fn(E) -> bool,
) -> bool {
    bytes.iter().fold(true, |possible, &byte| {
        let number = seen.number(byte, size_of::<E>());
        possible && number.is_none_or(|bits| is_possible(E::of_bits(bits)))
    })
}

impl<E: Element> Section for &mut [E] {
    fn size(&self) -> usize {
        size_of_val::<[E]>(&**self)
    }

    fn accepts(&self, _: usize, bytes: &[u8], seen: &mut Seen) -> bool {
        all_possible(bytes, seen, E::is_possible)
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

    fn accepts(&self, _: usize, bytes: &[u8], seen: &mut Seen) -> bool {
        all_possible(bytes, seen, E::is_possible)
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

    fn accepts(&self, _: usize, bytes: &[u8], seen: &mut Seen) -> bool {
        all_possible(bytes, seen, E::is_possible)
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
    fn accepts(&self, at: usize, bytes: &[u8], _: &mut Seen) -> bool {
        8_usize.checked_sub(at).and_then(|i| bytes.get(i)).is_none_or(|byte| byte & 1 == 1)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{Sheet, number::FixedWide};
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
            let (mut pieces, mut copy, mut seen) = (Vec::new(), empty.clone(), Seen::default());
            for at in (0..whole.len()).step_by(chunk) {
                let mut piece = vec![0; chunk.min(whole.len() - at)];
                full.copy_out(at, &mut piece);
                assert!(copy.accepts(at, &piece, &mut seen));
                copy.copy_in(at, &piece);
                pieces.extend(piece);
            }
            assert_eq!(pieces, whole, "in pieces of {chunk}");
            assert_eq!(copy, *full, "in pieces of {chunk}");
        }
    }

    /// Whether bytes are refused; in pieces of any size the answer is the same.
    pub fn is_refused(section: &dyn Section, whole: &[u8]) -> bool {
        let refused = |chunk: usize| {
            let mut seen = Seen::default();
            let mut pieces = whole.chunks(chunk).enumerate();
            !pieces.all(|(i, piece)| section.accepts(i * chunk, piece, &mut seen))
        };
        let answer = refused(whole.len());
        assert!((1..whole.len()).all(|chunk| refused(chunk) == answer));
        answer
    }

    #[test]
    fn every_section_comes_back() {
        check(&[1_i32, -2, i32::MAX], &[0; 3]);
        check(&[-1_i16, 300, 5], &[0; 3]);
        check(&[1.5_f32, -0.0, f32::MAX], &[0.0; 3]);
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
        let accepts = |at, bytes: &[u8]| random.accepts(at, bytes, &mut Seen::default());
        assert!(accepts(0, &[0; 8]) && accepts(7, &[0, 3]) && accepts(9, &[0]));
        assert!(!accepts(0, &[0; 16]) && !accepts(8, &[2]));

        for (bits, possible) in
            [(f32::NAN, false), (f32::INFINITY, false), (f32::NEG_INFINITY, false), (-1e30, true)]
                .map(|(number, possible)| (number.to_bits(), possible))
        {
            let bytes = [[0; 4], bits.to_le_bytes()];
            let mut seen = Seen::default();
            let mut pieces = bytes.as_flattened().chunks(3).enumerate();
            let accepted = pieces.all(|(i, piece)| [0_f32; 2].accepts(3 * i, piece, &mut seen));
            assert_eq!(accepted, possible, "{bits:x}");
        }
    }
}
