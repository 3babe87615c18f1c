//! Weights as sections: in packed order, then the exponent.

use super::section::{Section, read, write};
use crate::{
    number::Number,
    projection::{ProjectionMut, Weights},
};

impl<T: Number, const CONNECTIONS: usize> Section for Weights<T, CONNECTIONS> {
    fn size(&self) -> usize {
        size_of_val(&self.packed) + 1
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        copy_out::<T>(&self.packed, self.exponent, at, bytes);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        copy_in::<T>(&mut self.packed, &mut self.exponent, at, bytes);
    }

    /// An exponent is −14 to 1.
    fn accepts(&self, at: usize, bytes: &[u8]) -> bool {
        accepts(&self.packed, at, bytes)
    }
}

/// The same bytes as those of [`Weights`].
impl<T: Number, const IN: usize, const OUT: usize> Section for ProjectionMut<'_, T, IN, OUT> {
    fn size(&self) -> usize {
        size_of_val(&*self.packed) + 1
    }

    fn copy_out(&self, at: usize, bytes: &mut [u8]) {
        copy_out::<T>(self.packed, self.exponent, at, bytes);
    }

    fn copy_in(&mut self, at: usize, bytes: &[u8]) {
        copy_in::<T>(self.packed, &mut self.exponent, at, bytes);
    }

    /// An exponent is −14 to 1.
    fn accepts(&self, at: usize, bytes: &[u8]) -> bool {
        accepts(self.packed, at, bytes)
    }
}

fn copy_out<T: Number>(packed: &[T::Weight], exponent: i8, at: usize, bytes: &mut [u8]) {
    let (weights, last) = bytes.split_at_mut(before_exponent(packed, at, bytes.len()));
    read(packed, T::weight_to_bits, at, weights);
    last.fill(exponent as u8);
}

fn copy_in<T: Number>(packed: &mut [T::Weight], exponent: &mut i8, at: usize, bytes: &[u8]) {
    let (weights, last) = bytes.split_at(before_exponent(packed, at, bytes.len()));
    write(packed, T::weight_to_bits, T::weight_from_bits, at, weights);
    if let [last] = last {
        *exponent = *last as i8;
    }
}

fn accepts<T>(packed: &[T], at: usize, bytes: &[u8]) -> bool {
    let exponent = &bytes[before_exponent(packed, at, bytes.len())..];
    exponent.iter().all(|&byte| (-14..=1).contains(&(byte as i8)))
}

/// How many of `len` bytes from `at` on belong to the weights.
fn before_exponent<T>(packed: &[T], at: usize, len: usize) -> usize {
    (size_of_val(packed) - at.min(size_of_val(packed))).min(len)
}

#[cfg(test)]
mod tests {
    use super::{
        super::section::tests::{bytes, check},
        *,
    };
    use crate::{Fixed8, Fixed16, field, number::fixed8::Weight8};

    #[test]
    fn weights_come_back() {
        let packed = [Fixed16::from_bits(-3), Fixed16::from_bits(258), Fixed16::ONE];
        check(&Weights::<Fixed16, 3> { packed, exponent: -5 }, &Weights::new());
        check(&Weights::<f64, 2> { packed: [0.25, -1e9], exponent: 0 }, &Weights::new());
        let whole = bytes(&Weights::<Fixed16, 3> { packed, exponent: -5 });
        assert_eq!(whole, [253, 255, 2, 1, 255, 127, 251]);
        let eight =
            Weights::<Fixed8, 2> { packed: [-3, 127].map(Weight8::from_bits), exponent: -5 };
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
