//! Weights that can change.

use super::{Projection, Weights, check_length};
use crate::{
    error::Error,
    field::{Field, FieldView},
    number::Number,
};

/// A [`Projection`] whose weights can change.
#[derive(Debug)]
pub struct ProjectionMut<'a, T: Number, const IN: usize, const OUT: usize> {
    pub(crate) field: FieldView<'a, IN, OUT>,
    pub(crate) packed: &'a mut [T::Weight],
    pub(crate) exponent: i8,
}

impl<T: Number, const CONNECTIONS: usize> Weights<T, CONNECTIONS> {
    /// The projection of these weights on their connection fields, to change them.
    pub const fn on_mut<'a, const IN: usize, const OUT: usize, const ROWS: usize>(
        &'a mut self,
        field: &'a Field<IN, OUT, ROWS, CONNECTIONS>,
    ) -> ProjectionMut<'a, T, IN, OUT> {
        ProjectionMut { field: field.view(), packed: &mut self.packed, exponent: self.exponent }
    }
}

impl<T: Number, const CONNECTIONS: usize> Weights<T, CONNECTIONS> {
    /// The stored weights in packed order.
    pub const fn packed(&self) -> &[T::Weight] {
        &self.packed
    }

    /// A stored weight is its value times 2 to this power.
    pub const fn exponent(&self) -> i8 {
        self.exponent
    }

    /// Sets the weights to those of another memory, such as frozen ones.
    pub fn copy_from(&mut self, other: &Self) {
        self.packed.copy_from_slice(&other.packed);
        self.exponent = other.exponent;
    }
}

impl<'a, T: Number, const IN: usize, const OUT: usize> ProjectionMut<'a, T, IN, OUT> {
    /// Weights in the caller's memory, in packed order, of the exponent they were filled with.
    ///
    /// # Errors
    ///
    /// [`Error::Length`].
    pub fn new(
        field: FieldView<'a, IN, OUT>,
        packed: &'a mut [T::Weight],
        exponent: i8,
    ) -> Result<Self, Error> {
        check_length(field.connections(), packed.len())?;
        Ok(Self { field, packed, exponent })
    }

    /// The same projection to look at and to respond with.
    pub const fn view(&self) -> Projection<'_, T, IN, OUT> {
        Projection { field: self.field, packed: self.packed, exponent: self.exponent, eights: &[] }
    }

    /// A shorter loan of the same.
    pub const fn reborrow(&mut self) -> ProjectionMut<'_, T, IN, OUT> {
        ProjectionMut { field: self.field, packed: self.packed, exponent: self.exponent }
    }
}
