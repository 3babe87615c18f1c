//! Weights that can change.

use super::{Projection, Weights, check_length};
use crate::{
    error::Error,
    geometry::{Field, FieldView},
    number::{Weight, exponents},
    side::{Const, Side},
};

/// A [`Projection`] whose weights can change.
#[derive(Debug)]
pub struct ProjectionMut<'a, W: Weight, I: Side, O: Side> {
    pub(crate) field: FieldView<'a, I, O>,
    pub(crate) packed: &'a mut [W],
    pub(crate) exponent: &'a mut i8,
}

impl<W: Weight, const CONNECTIONS: usize> Weights<W, CONNECTIONS> {
    /// The projection of these weights on their connection fields, to change them.
    pub const fn on_mut<'a, const IN: usize, const OUT: usize, const ROWS: usize>(
        &'a mut self,
        field: &'a Field<IN, OUT, ROWS, CONNECTIONS>,
    ) -> ProjectionMut<'a, W, Const<IN>, Const<OUT>> {
        let Self { packed, exponent } = self;
        ProjectionMut { field: field.view(), packed, exponent }
    }

    /// The stored weights in packed order.
    pub const fn packed(&self) -> &[W] {
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

impl<'a, W: Weight, I: Side, O: Side> ProjectionMut<'a, W, I, O> {
    /// Weights in the caller's memory, in packed order, of the exponent they were filled with.
    /// Cost: one pass over them.
    ///
    /// # Errors
    ///
    /// [`Error::Length`], [`Error::OutOfRange`] for an exponent that the format does not have,
    /// [`Error::Overflow`] for weights that it does not hold.
    pub fn new(
        field: FieldView<'a, I, O>,
        packed: &'a mut [W],
        exponent: &'a mut i8,
    ) -> Result<Self, Error> {
        check_length(field.connections(), packed.len())?;
        if !exponents::<W>().contains(exponent) {
            let (value, allowed) = ((*exponent).into(), "-14..=1, in floats 0");
            return Err(Error::OutOfRange { what: "exponent", value, allowed });
        }
        let mut weights = packed.iter();
        for taps in field.all_taps() {
            let mut unit = weights.by_ref().take(taps);
            unit.try_fold(0, |total, weight| weight.add_magnitude(total)).ok_or(Error::Overflow)?;
        }
        Ok(Self { field, packed, exponent })
    }

    /// The same projection to look at and to respond with.
    pub const fn view(&self) -> Projection<'_, W, I, O> {
        Projection {
            field: self.field,
            packed: self.packed,
            exponent: *self.exponent,
            #[cfg(feature = "alloc")]
            blocks: &[],
        }
    }

    /// Reborrows for a shorter lifetime.
    pub const fn reborrow(&mut self) -> ProjectionMut<'_, W, I, O> {
        ProjectionMut { field: self.field, packed: self.packed, exponent: self.exponent }
    }
}
