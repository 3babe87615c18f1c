//! The weights of one unit.

use crate::{field::FieldView, number::Number};

/// The weights of one unit.
#[derive(Debug, Clone, Copy)]
pub struct ConnectionField<'a, T: Number, const IN: usize, const OUT: usize> {
    pub(super) field: FieldView<'a, IN, OUT>,
    pub(super) weights: &'a [T::Weight],
    pub(super) exponent: i8,
    pub(super) row: usize,
    pub(super) column: usize,
}

impl<'a, T: Number, const IN: usize, const OUT: usize> ConnectionField<'a, T, IN, OUT> {
    /// The stored weights in packed order.
    pub const fn weights(&self) -> &'a [T::Weight] {
        self.weights
    }

    /// A stored weight is its value times 2 to this power.
    pub const fn exponent(&self) -> i8 {
        self.exponent
    }

    /// Its connections in one source row: the first column and the weights. `None` if it has none.
    pub fn row(&self, source_row: usize) -> Option<(usize, &'a [T::Weight])> {
        let span = self.field.span(self.row);
        let k = source_row.checked_sub(usize::from(span.first_row))?;
        if k >= usize::from(span.rows) {
            return None;
        }
        let len = |k| usize::from(self.field.run(self.row, k, self.column).len);
        let first = (0..k).map(len).sum::<usize>();
        let run = self.weights.get(first..first + len(k))?;
        let start = usize::from(self.field.run(self.row, k, self.column).start);
        (!run.is_empty()).then_some((start, run))
    }

    /// The value of the weight from a source cell; 0 where there is no connection.
    pub fn weight(&self, source_row: usize, source_column: usize) -> f64 {
        self.row(source_row)
            .and_then(|(start, run)| run.get(source_column.checked_sub(start)?))
            .map_or(0.0, |&weight| T::weight_to_f64(weight, self.exponent))
    }

    /// The sum of the weights.
    pub fn sum(&self) -> f64 {
        self.weights.iter().map(|&weight| T::weight_to_f64(weight, self.exponent)).sum()
    }
}
