//! Sections of weights: the weights in packed order, then their exponent.

use super::{
    element::{read, write},
    section::Section,
    seen::Seen,
};
#[cfg(feature = "alloc")]
use crate::weights::OwnedProjection;
use crate::{
    geometry::FieldView,
    number::{Weight, Wide, WideOf, exponents},
    side::Side,
    weights::ProjectionMut,
};

/// The connection fields tell what each unit's weights may sum to.
impl<W: Weight, I: Side, O: Side> Section for ProjectionMut<'_, W, I, O> {
    fn size(&self) -> usize {
        size_of_val(self.packed) + 1
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        copy_out(self.packed, *self.exponent, at, bytes);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        copy_in(self.packed, self.exponent, at, bytes);
    }

    /// Weights and units' sums of them that the format holds, and its exponents.
    fn accepts(&self, at: usize, bytes: &[u8], seen: &mut Seen) -> bool {
        accepts(self.field, self.packed, at, bytes, seen)
    }
}

/// The same bytes as those of a [`ProjectionMut`].
#[cfg(feature = "alloc")]
impl<W: Weight> Section for OwnedProjection<W> {
    fn size(&self) -> usize {
        size_of_val(self.view().packed()) + 1
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        copy_out(self.view().packed(), self.view().exponent(), at, bytes);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        let (packed, exponent) = self.stored_mut();
        copy_in(packed, exponent, at, bytes);
    }

    fn accepts(&self, at: usize, bytes: &[u8], seen: &mut Seen) -> bool {
        accepts(self.view().field(), self.view().packed(), at, bytes, seen)
    }
}

fn copy_out<W: Weight>(packed: &[W], exponent: i8, at: usize, bytes: &mut [u8]) {
    let (weights, last) = bytes.split_at_mut(before_exponent(packed, at, bytes.len()));
    read(packed, W::to_bits, at, weights);
    last.fill(exponent as u8);
}

fn copy_in<W: Weight>(packed: &mut [W], exponent: &mut i8, at: usize, bytes: &[u8]) {
    let (weights, last) = bytes.split_at(before_exponent(packed, at, bytes.len()));
    write(packed, W::to_bits, W::from_bits, at, weights);
    if let [last] = last {
        *exponent = *last as i8;
    }
}

fn accepts<W: Weight, I: Side, O: Side>(
    field: FieldView<'_, I, O>,
    packed: &[W],
    at: usize,
    bytes: &[u8],
    seen: &mut Seen,
) -> bool {
    let (weights, exponent) = bytes.split_at(before_exponent(packed, at, bytes.len()));
    let mut possible = true;
    for &byte in weights {
        let Some(bits) = seen.number(byte, size_of::<W>()) else { continue };
        while seen.rest == 0 {
            let side = field.output().get();
            if seen.units == side * side {
                return false;
            }
            seen.rest = field.taps(seen.units / side, seen.units % side);
            (seen.units, seen.total) = (seen.units + 1, 0);
        }
        seen.rest -= 1;
        let weight = W::from_bits(bits);
        match weight.add_magnitude(seen.total) {
            Some(total) if weight.widen() >= WideOf::<W>::ZERO => seen.total = total,
            _ => possible = false, // learning makes no weight below 0
        }
    }
    possible
        && exponent.iter().all(|&byte| {
            let exponent = byte as i8;
            exponents::<W>().contains(&exponent) && seen.shares(exponent)
        })
}

/// The number of bytes, of `len` from offset `at` on, that belong to the weights.
fn before_exponent<T>(packed: &[T], at: usize, len: usize) -> usize {
    (size_of_val(packed) - at.min(size_of_val(packed))).min(len)
}

#[cfg(all(test, lissom_repository))]
mod tests;
