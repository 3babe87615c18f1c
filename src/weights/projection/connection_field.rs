//! The weights of one unit.

use crate::{geometry::FieldView, number::Weight, side::Side};

/// The weights of one unit.
#[derive(Debug)]
pub struct ConnectionField<'a, W: Weight, I: Side, O: Side> {
    pub(super) field: FieldView<'a, I, O>,
    pub(super) weights: &'a [W],
    pub(super) exponent: i8,
    pub(super) row: usize,
    pub(super) column: usize,
}

impl<W: Weight, I: Side, O: Side> Clone for ConnectionField<'_, W, I, O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W: Weight, I: Side, O: Side> Copy for ConnectionField<'_, W, I, O> {}

impl<'a, W: Weight, I: Side, O: Side> ConnectionField<'a, W, I, O> {
    /// The side of the source sheet.
    pub fn side(&self) -> usize {
        self.field.input().get()
    }

    /// The stored weights in packed order.
    pub const fn weights(&self) -> &'a [W] {
        self.weights
    }

    /// A stored weight is its value times 2 to this power.
    pub const fn exponent(&self) -> i8 {
        self.exponent
    }

    /// Its connections in one source row: the first column and the weights. `None` if it has none.
    pub fn row(&self, source_row: usize) -> Option<(usize, &'a [W])> {
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
            .map_or(0.0, |weight| weight.value(self.exponent))
    }

    /// The sum of the weights.
    pub fn sum(&self) -> f64 {
        self.weights.iter().map(|weight| weight.value(self.exponent)).sum()
    }
}
