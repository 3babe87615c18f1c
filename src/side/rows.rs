//! Some rows of a sheet or a table, borrowed.

use super::{Side, Value};
use core::ops::Range;

/// Some rows of values, borrowed.
#[derive(Debug, PartialEq)]
pub struct Rows<'a, T: Value, S: Side> {
    pub(crate) blocks: &'a [S::Block<T>],
    pub(crate) side: S,
}

impl<T: Value, S: Side> Clone for Rows<'_, T, S> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Value, S: Side> Copy for Rows<'_, T, S> {}

impl<'a, T: Value, S: Side> Rows<'a, T, S> {
    /// How long a row is.
    #[inline(always)]
    pub const fn side(self) -> S {
        self.side
    }

    /// Rows.
    #[inline(always)]
    pub fn len(self) -> usize {
        self.blocks.len() / self.side.blocks().max(1)
    }

    /// Whether there are none.
    #[inline(always)]
    pub const fn is_empty(self) -> bool {
        self.blocks.is_empty()
    }

    /// The row at an index.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[inline(always)]
    pub fn row(self, index: usize) -> &'a S::Row<T> {
        self.side.row(self.blocks, index)
    }

    /// The rows of a range; `None` if there are fewer.
    #[inline(always)]
    pub fn get(self, range: Range<usize>) -> Option<Self> {
        let blocks = self.side.blocks();
        let blocks = self.blocks.get(range.start * blocks..range.end * blocks)?;
        Some(Self { blocks, side: self.side })
    }

    /// The rows of a range; none if there are fewer.
    #[inline(always)]
    #[must_use]
    pub fn range(self, range: Range<usize>) -> Self {
        self.get(range).unwrap_or(Self { blocks: &[], side: self.side })
    }

    /// One row after the other.
    #[inline(always)]
    pub fn iter(
        self,
    ) -> impl DoubleEndedIterator<Item = &'a S::Row<T>> + ExactSizeIterator + Clone + use<'a, T, S>
    {
        self.side.rows(self.blocks)
    }

    /// All values, row by row.
    #[inline(always)]
    pub fn flat(self) -> &'a [T] {
        S::flat(self.blocks)
    }
}

/// Some rows of values, borrowed to change them.
#[derive(Debug)]
pub struct RowsMut<'a, T: Value, S: Side> {
    pub(crate) blocks: &'a mut [S::Block<T>],
    pub(crate) side: S,
}

impl<'a, T: Value, S: Side> RowsMut<'a, T, S> {
    /// How long a row is.
    #[inline(always)]
    pub const fn side(&self) -> S {
        self.side
    }

    /// Rows.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.blocks.len() / self.side.blocks().max(1)
    }

    /// Whether there are none.
    #[inline(always)]
    pub const fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The row at an index.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[inline(always)]
    pub fn row_mut(&mut self, index: usize) -> &mut S::Row<T> {
        self.side.row_mut(self.blocks, index)
    }

    /// One row after the other.
    #[inline(always)]
    pub fn iter_mut(
        &mut self,
    ) -> impl DoubleEndedIterator<Item = &mut S::Row<T>> + ExactSizeIterator + use<'_, 'a, T, S>
    {
        self.side.rows_mut(self.blocks)
    }

    /// All values, row by row.
    #[inline(always)]
    pub fn flat_mut(&mut self) -> &mut [T] {
        S::flat_mut(self.blocks)
    }

    /// The first `rows` and the others.
    ///
    /// # Panics
    ///
    /// If there are fewer.
    #[inline(always)]
    pub fn split(self, rows: usize) -> (Self, Self) {
        let side = self.side;
        let (upper, lower) = self.blocks.split_at_mut(rows * side.blocks());
        (Self { blocks: upper, side }, Self { blocks: lower, side })
    }
}

/// The row at an index. Every row is looked up here, so a chip stores one place of panic, not many.
#[inline(always)]
pub(super) fn at<T>(rows: &[T], index: usize) -> &T {
    &rows[index]
}

/// The row at an index.
#[inline(always)]
pub(super) fn at_mut<T>(rows: &mut [T], index: usize) -> &mut T {
    &mut rows[index]
}
