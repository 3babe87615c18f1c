//! Sections of weights: the weights in packed order, then their exponent.

use super::section::{Section, read, write};
#[cfg(feature = "alloc")]
use crate::weights::OwnedProjection;
use crate::{
    number::Weight,
    side::Side,
    weights::{ProjectionMut, Weights},
};

impl<W: Weight, const CONNECTIONS: usize> Section for Weights<W, CONNECTIONS> {
    fn size(&self) -> usize {
        size_of_val(&self.packed) + 1
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        copy_out(&self.packed, self.exponent, at, bytes);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        copy_in(&mut self.packed, &mut self.exponent, at, bytes);
    }

    /// Only exponents −14 to 1 are possible.
    fn accepts(&self, at: usize, bytes: &[u8]) -> bool {
        accepts(&self.packed, at, bytes)
    }
}

/// The same bytes as for [`Weights`].
impl<W: Weight, I: Side, O: Side> Section for ProjectionMut<'_, W, I, O> {
    fn size(&self) -> usize {
        size_of_val(&*self.packed) + 1
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        copy_out(self.packed, self.exponent, at, bytes);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        copy_in(self.packed, &mut self.exponent, at, bytes);
    }

    /// Only exponents −14 to 1 are possible.
    fn accepts(&self, at: usize, bytes: &[u8]) -> bool {
        accepts(self.packed, at, bytes)
    }
}

/// The same bytes as those of [`Weights`].
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

    /// An exponent is −14 to 1.
    fn accepts(&self, at: usize, bytes: &[u8]) -> bool {
        accepts(self.view().packed(), at, bytes)
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

fn accepts<T>(packed: &[T], at: usize, bytes: &[u8]) -> bool {
    let exponent = &bytes[before_exponent(packed, at, bytes.len())..];
    exponent.iter().all(|&byte| (-14..=1).contains(&(byte as i8)))
}

/// The number of bytes, of `len` from offset `at` on, that belong to the weights.
fn before_exponent<T>(packed: &[T], at: usize, len: usize) -> usize {
    (size_of_val(packed) - at.min(size_of_val(packed))).min(len)
}

#[cfg(test)]
mod tests {
    use super::{
        super::section::tests::{bytes, check},
        *,
    };
    use crate::{Fixed8, Fixed16, field, number::Activity};

    #[test]
    fn weights_come_back() {
        let packed = [Fixed16::from_bits(-3), Fixed16::from_bits(258), Fixed16::ONE];
        check(&Weights::<Fixed16, 3> { packed, exponent: -5 }, &Weights::new());
        check(&Weights::<f64, 2> { packed: [0.25, -1e9], exponent: 0 }, &Weights::new());
        let whole = bytes(&Weights::<Fixed16, 3> { packed, exponent: -5 });
        assert_eq!(whole, [253, 255, 2, 1, 255, 127, 251]);
        let eight = Weights::<Fixed8, 2> { packed: [-3, 127].map(Fixed8::from_bits), exponent: -5 };
        check(&eight, &Weights::new());
        assert_eq!(bytes(&eight), [253, 127, 251]);
    }

    #[test]
    fn impossible_exponents_are_not_accepted() {
        let weights = Weights::<Fixed16, 2>::new();
        assert!(weights.accepts(0, &[0, 0, 0, 0, 1]) && weights.accepts(4, &[242]));
        assert!(!weights.accepts(0, &[0, 0, 0, 0, 2]) && !weights.accepts(3, &[0, 241]));
    }

    #[test]
    fn a_projection_is_its_weights() {
        type One = field!(2, 1, 9.0);
        let field = One::new(9.0);
        let packed = [7, -8, 9, 300].map(Fixed16::from_bits);
        let mut weights = Weights::<Fixed16, 4> { packed, exponent: -3 };
        let whole = bytes(&weights);
        assert_eq!(bytes(&weights.on_mut(&field)), whole);
        let mut other = Weights::<Fixed16, 4>::new();
        let mut projection = other.on_mut(&field);
        assert!(projection.accepts(0, &whole) && !projection.accepts(8, &[2]));
        for (at, byte) in whole.iter().enumerate() {
            projection.copy_in(at, &[*byte]);
        }
        assert_eq!(bytes(&projection), whole);
    }
}
