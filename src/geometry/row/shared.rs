//! What units with kernels in common see.

use super::Extent;
use crate::{
    number::Activity,
    side::{Rows, Side},
};

/// One row of a disc: cells from `half` left of the middle to `half` right of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DiscRow {
    pub(crate) first: u32,
    pub(crate) half: u8,
    /// Per kernel, cells from the middle outwards up to the last non-zero weight; 0 if there is
    /// none.
    pub(crate) widths: [u8; 2],
}

impl DiscRow {
    /// Notes that the weight at a column `0..2·half + 1` is not 0.
    pub(crate) const fn widen(&mut self, kernel: usize, column: usize) {
        let width = column.abs_diff(self.half as usize) as u8 + 1;
        if width > self.widths[kernel] {
            self.widths[kernel] = width;
        }
    }
}

/// The source rows that a row of units sees through one disc with two kernels.
#[derive(Debug)]
pub struct SharedRow<'a, A: Activity, I: Side> {
    /// The disc's row in each of the source rows, from the first.
    pub(crate) discs: &'a [DiscRow],
    /// Their weights.
    pub(crate) kernels: [&'a [A]; 2],
    /// The source rows, and what follows them.
    pub(crate) cells: Rows<'a, A, I>,
    /// What is active in each.
    pub(crate) active: &'a [Extent],
}

/// The rows of a sheet of units that share one disc with two kernels.
#[derive(Debug)]
pub struct SharedRows<'a, A: Activity, I: Side> {
    /// The disc's rows.
    pub(crate) discs: &'a [DiscRow],
    /// Their weights.
    pub(crate) kernels: [&'a [A]; 2],
    /// The cells.
    pub(crate) source: Rows<'a, A, I>,
    /// What is active in each row.
    pub(crate) active: &'a I::Row<Extent>,
}

impl<'a, A: Activity, I: Side> SharedRows<'a, A, I> {
    /// What the units of row `i` see.
    #[inline(always)]
    pub(crate) fn row(&self, i: usize) -> SharedRow<'a, A, I> {
        let reach = self.discs.len() / 2;
        let first = i.saturating_sub(reach);
        SharedRow {
            discs: self.discs.get(first + reach - i..).unwrap_or_default(),
            kernels: self.kernels,
            cells: self.source.range(first..self.source.len()),
            active: self.active.as_ref().get(first..).unwrap_or_default(),
        }
    }
}

impl<'a, A: Activity, I: Side> SharedRow<'a, A, I> {
    /// The source rows with active cells, and of each the disc's row and the active cells.
    #[inline(always)]
    pub(crate) fn rows(&self) -> impl Iterator<Item = (DiscRow, &'a I::Row<A>, Extent)> {
        let rows = self.discs.iter().zip(self.cells.iter()).zip(self.active);
        rows.filter(|(_, active)| !active.is_empty())
            .map(|((&disc, cells), &active)| (disc, cells, active))
    }
}
