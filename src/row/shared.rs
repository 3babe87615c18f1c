//! What units with kernels in common see.

use super::Extent;

/// One row of a disc: cells from `half` left of the middle to `half` right of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DiscRow {
    pub(crate) first: u32,
    pub(crate) half: u8,
    /// Of the middle and the cells to one side of it, so many hold all weights of each kernel but zeros.
    pub(crate) widths: [u8; 2],
}

impl DiscRow {
    /// Says that the weight at a column `0..2·half + 1` is not 0.
    pub(crate) const fn widen(&mut self, kernel: usize, column: usize) {
        let width = column.abs_diff(self.half as usize) as u8 + 1;
        if width > self.widths[kernel] {
            self.widths[kernel] = width;
        }
    }
}

/// The source rows that a row of units sees through one disc with two kernels.
#[derive(Debug)]
pub struct SharedRow<'a, T, const IN: usize> {
    /// The disc's row in each of the source rows, from the first.
    pub(crate) discs: &'a [DiscRow],
    /// Their weights.
    pub(crate) kernels: [&'a [T]; 2],
    /// The source rows, and what follows them.
    pub(crate) cells: &'a [[T; IN]],
    /// What is active of each.
    pub(crate) active: &'a [Extent],
}

/// The rows of a sheet of units with one disc and two kernels.
#[derive(Debug)]
pub struct SharedRows<'a, T, const IN: usize> {
    /// The disc's rows.
    pub(crate) discs: &'a [DiscRow],
    /// Their weights.
    pub(crate) kernels: [&'a [T]; 2],
    /// The cells.
    pub(crate) source: &'a [[T; IN]; IN],
    /// What is active of each row.
    pub(crate) active: &'a [Extent; IN],
}

impl<'a, T, const IN: usize> SharedRows<'a, T, IN> {
    /// What the units of row `i` see.
    pub(crate) fn row(&self, i: usize) -> SharedRow<'a, T, IN> {
        let reach = self.discs.len() / 2;
        let first = i.saturating_sub(reach);
        SharedRow {
            discs: &self.discs[first + reach - i..],
            kernels: self.kernels,
            cells: &self.source[first..],
            active: &self.active[first..],
        }
    }
}

impl<'a, T, const IN: usize> SharedRow<'a, T, IN> {
    /// The source rows with active cells, and of each the disc's row and the active cells.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (DiscRow, &'a [T; IN], Extent)> {
        let rows = self.discs.iter().zip(self.cells).zip(self.active);
        rows.filter(|(_, active)| !active.is_empty())
            .map(|((&disc, cells), &active)| (disc, cells, active))
    }
}
