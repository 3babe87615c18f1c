//! Σ inputs of neighbouring units, each from that of the one before: from unit to unit a cell comes
//! and one goes.

use crate::{
    geometry::Run,
    learning::FixedTally,
    number::Fixed16,
    side::{Rows, Side},
};
use core::ops::Range;

/// Adds Σ inputs of the units of `columns` to their tallies.
pub(in crate::engine) fn add<I: Side, O: Side>(
    tallies: &mut [FixedTally<u32>],
    profiles: Rows<'_, Run, O>,
    cells: Rows<'_, Fixed16, I>,
    columns: Range<usize>,
) {
    let equal = profiles.side().get() == cells.side().get();
    let mut sums = profiles.side().buffer(0);
    let sums = profiles.side().view_mut(&mut sums).as_mut();
    let Some(sums) = sums.get_mut(..columns.len()) else { return };
    for (profile, cells) in profiles.iter().zip(cells.iter()) {
        let (profile, cells) = (profile.as_ref(), cells.as_ref());
        let Some(runs) = profile.get(columns.clone()) else { return };
        match profile.first() {
            Some(&first) if equal => slide(sums, runs, cells, columns.start, first),
            _ => step(sums, runs, cells),
        }
    }
    for (tally, sum) in tallies.iter_mut().zip(sums) {
        tally.inputs = tally.inputs.wrapping_add(*sum);
    }
}

const fn bits(cell: Fixed16) -> u32 {
    cell.to_bits() as u32
}

fn sum(cells: &[Fixed16], run: Run) -> u32 {
    let cells = cells.get(run.columns()).unwrap_or_default();
    cells.iter().fold(0, |sum, &cell| sum.wrapping_add(bits(cell)))
}

/// Where the sides are equal: unit j sees the cells j − h ..= j + h, as far as there are any.
/// `first` is the run of unit 0, of 1 + h cells or all.
fn slide(sums: &mut [u32], runs: &[Run], cells: &[Fixed16], column: usize, first: Run) {
    let (Some(&run), Some((unit, units))) = (runs.first(), sums.split_first_mut()) else {
        return;
    };
    let len = usize::from(first.len);
    let half = if len == cells.len() { len } else { len.saturating_sub(1) };
    let mut sum = sum(cells, run);
    *unit = unit.wrapping_add(sum);
    let units = units.get_mut(..runs.len() - 1).unwrap_or_default();
    let mut coming = cells.get(column + 1 + half..).unwrap_or_default();
    let mut going = cells.get(column.saturating_sub(half)..).unwrap_or_default();
    // units that no cell comes to are the last, those that none leaves are the first
    let (come, stay) =
        (coming.len().min(units.len()), half.saturating_sub(column).min(units.len()));
    let (left, units) = units.split_at_mut(come.min(stay));
    for (unit, &cell) in left.iter_mut().zip(coming) {
        sum = sum.wrapping_add(bits(cell));
        *unit = unit.wrapping_add(sum);
    }
    coming = coming.get(left.len()..).unwrap_or_default();
    let (middle, right) = units.split_at_mut(come.abs_diff(stay));
    if come < stay {
        middle.iter_mut().for_each(|unit| *unit = unit.wrapping_add(sum));
    } else {
        for ((unit, &cell), &gone) in middle.iter_mut().zip(coming).zip(going) {
            sum = sum.wrapping_add(bits(cell)).wrapping_sub(bits(gone));
            *unit = unit.wrapping_add(sum);
        }
        going = going.get(middle.len()..).unwrap_or_default();
    }
    for (unit, &gone) in right.iter_mut().zip(going) {
        sum = sum.wrapping_sub(bits(gone));
        *unit = unit.wrapping_add(sum);
    }
}

/// Whatever the sides are. Runs that are not empty start and end behind the one before or with it.
fn step(sums: &mut [u32], runs: &[Run], cells: &[Fixed16]) {
    let bits = |column: usize| cells.get(column).map_or(0, |&cell| bits(cell));
    let mut units = sums.iter_mut().zip(runs).filter(|(_, run)| run.len > 0).peekable();
    let first = units.peek().map_or(0, |(_, run)| usize::from(run.start));
    let (mut sum, mut start, mut end) = (0_u32, first, first);
    for (unit, run) in units {
        let to = run.columns();
        while end < to.end {
            sum = sum.wrapping_add(bits(end));
            end += 1;
        }
        while start < to.start {
            sum = sum.wrapping_sub(bits(start));
            start += 1;
        }
        *unit = unit.wrapping_add(sum);
    }
}
