//! A row of units that learn: their weights from one sheet and what they see of it.

use crate::{
    geometry::Run,
    number::Weight,
    side::{Rows, Side},
};
use core::ops::Range;

/// A row of units, their weights from one sheet and the source rows that they see.
#[derive(Debug)]
pub struct UnitRowMut<'s, W: Weight, I: Side, O: Side> {
    /// The runs of all units in each of the source rows.
    pub(crate) profiles: Rows<'s, Run, O>,
    /// The source from the first of these rows on.
    pub(crate) cells: Rows<'s, W::Activity, I>,
    /// Where the weights of each unit begin.
    pub(crate) before: &'s [u32],
    pub(crate) weights: &'s mut [W],
}

impl<'s, W: Weight, I: Side, O: Side> UnitRowMut<'s, W, I, O> {
    /// Where the weights of the unit of a column are.
    #[inline(always)]
    fn range(&self, column: usize) -> Range<usize> {
        let at = |column: usize| self.before.get(column).map(|&before| before as usize);
        at(column).unwrap_or_default()..at(column + 1).unwrap_or(self.weights.len())
    }

    /// The weights of the unit of a column, run after run.
    #[inline(always)]
    pub(crate) fn unit(&self, column: usize) -> &[W] {
        self.weights.get(self.range(column)).unwrap_or_default()
    }

    /// The weights of the unit of a column, run after run.
    #[inline(always)]
    pub(crate) fn unit_mut(&mut self, column: usize) -> &mut [W] {
        let range = self.range(column);
        self.weights.get_mut(range).unwrap_or_default()
    }

    /// The activities that the unit of a column is connected to, run after run.
    #[inline(always)]
    pub(crate) fn runs(
        &self,
        column: usize,
    ) -> impl Iterator<Item = &'s [W::Activity]> + Clone + use<'s, W, I, O> {
        self.profiles.iter().zip(self.cells.iter()).map(move |(profile, cells)| {
            let run = profile.as_ref().get(column).copied().unwrap_or_default();
            cells.as_ref().get(run.columns()).unwrap_or_default()
        })
    }
}
