//! Where the weights of each unit of a row start.

use crate::{
    geometry::Run,
    side::{Rows, Side},
};
use core::ops::Range;

/// For each unit of a row, the offset of its first needed weight among the weights of the row.
///
/// A row's weights are packed unit after unit, of each the runs in the profiles `p` of its span. A
/// kernel needs those from profile `first` on. So with `len(p, j)` the run of unit `j` in profile
/// `p`,
///
/// ```text
/// before[j] = Σ_{i < j} Σ_{p in profiles} len(p, i) + Σ_{p in profiles, p < first} len(p, j)
/// ```
///
/// The next row has nearly the same profiles: a change costs the profiles in which they differ.
#[derive(Debug)]
pub(crate) struct Starts<O: Side> {
    /// The row's profiles.
    profiles: Range<usize>,
    /// The first of them that a kernel needs.
    first: usize,
    before: O::Buffer<u32>,
    /// Weights of all units.
    pub(crate) all: u32,
    output: O,
}

impl<O: Side> Starts<O> {
    /// Covers no profile yet.
    pub(crate) fn new(output: O) -> Self {
        Self { profiles: 0..0, first: 0, before: output.buffer(0), all: 0, output }
    }

    /// The offset of each unit.
    #[inline(always)]
    pub(crate) fn before(&self) -> &[u32] {
        self.output.view(&self.before).as_ref()
    }

    /// Moves to other profiles. Cost: the profiles in which they differ.
    pub(crate) fn set(&mut self, all: Rows<'_, Run, O>, profiles: Range<usize>, first: usize) {
        if profiles.start >= self.profiles.end || profiles.end <= self.profiles.start {
            *self = Self::new(self.output);
            self.profiles = profiles.start..profiles.start;
            self.first = profiles.start;
        }
        // profiles that come or go count for the units after (`ahead`) and before the first (`own`)
        for (from, to, ahead, own) in [
            (profiles.start, self.profiles.start, 1, 1),
            (self.profiles.end, profiles.end, 1, 0),
            (self.first, first, 0, 1),
        ] {
            let (range, sign) = if from <= to { (from..to, 1) } else { (to..from, u32::MAX) };
            for runs in all.range(range).iter() {
                self.change(runs, sign.wrapping_mul(ahead), sign.wrapping_mul(own));
            }
        }
        (self.profiles, self.first) = (profiles, first);
    }

    /// Adds multiples of the units' runs: to what is before the next units, and before their own.
    #[inline(never)]
    fn change(&mut self, runs: &O::Row<Run>, ahead: u32, own: u32) {
        let before = self.output.view_mut(&mut self.before).as_mut();
        if ahead == 0 {
            for (before, run) in before.iter_mut().zip(runs.as_ref()) {
                *before = before.wrapping_add(own.wrapping_mul(run.len.into()));
            }
            return;
        }
        let mut units = 0_u32;
        for (before, run) in before.iter_mut().zip(runs.as_ref()) {
            let len = u32::from(run.len);
            *before = before.wrapping_add(units).wrapping_add(own.wrapping_mul(len));
            units = units.wrapping_add(ahead.wrapping_mul(len));
        }
        self.all = self.all.wrapping_add(units);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{random::Pcg32, side::Const};
    use std::vec::Vec;

    /// Whatever moves there were before, the offsets are those of the formula.
    #[test]
    fn offsets_are_prefix_sums() {
        const UNITS: usize = 7;
        let mut random = Pcg32::new(3, 3);
        let profiles: Vec<[Run; UNITS]> = (0..20)
            .map(|_| [(); UNITS].map(|()| Run { start: 0, len: random.below(9) as u8 }))
            .collect();
        let all = Rows { blocks: &profiles, side: Const };
        let mut starts = Starts::<Const<UNITS>>::new(Const);
        for _ in 0..500 {
            let start = random.below(19) as usize;
            let end = start + 1 + random.below(20 - start as u32) as usize;
            let first = start + random.below((end - start) as u32) as usize;
            starts.set(all, start..end, first);
            let sum = |range: Range<usize>, j: usize| {
                profiles[range].iter().map(|runs| u32::from(runs[j].len)).sum::<u32>()
            };
            let mut before = 0;
            for j in 0..UNITS {
                assert_eq!(starts.before()[j], before + sum(start..first, j));
                before += sum(start..end, j);
            }
            assert_eq!(starts.all, before);
        }
    }
}
