//! Two neighbouring units at a time, which share most of their source cells: each activity is
//! loaded once for both.
//!
//! Where the sides are equal and a row of a disc reaches h cells to each side, unit j of a pair sees
//! the cells j − h ..= j + h of the source row and unit j + 1 those of j + 1 − h ..= j + 1 + h, less
//! what lies beyond a border. So the pair's sums are those over the cells of both, and the left
//! unit's first cell and the right unit's last, unless the border cuts them. A pair whose discs both
//! borders cut, or one that sees silent cells at the edge of activity, is taken unit by unit.

use super::{
    Fixed16,
    pair::{left, right, whole},
    portable::active_sum,
};
use crate::row::Row;

/// Some neighbouring pairs and what a kernel needs of them; `weights`, `cells` and `sums` are those
/// of the first unit.
///
/// A kernel's callers see to it that
///
/// - `pairs` and `rows` are at least 1, `weights` points to twice `pairs` pointers and `sums` to as
///   many numbers, and `halves` to `rows` numbers;
/// - the discs of all the pairs are cut by the border the kernel is for, or none;
/// - from each of `weights` on, as many weights are readable as the rows of the unit's disc that
///   have these `halves` have cells, less what is cut;
/// - for each row, counted from 1, `cells + row · stride` is the source row's cell after the first
///   unit's own, which may lie one beyond its end, and the row is readable.
#[repr(C)]
pub(super) struct Pairs {
    weights: *const *const Fixed16,
    halves: *const u8,
    cells: *const Fixed16,
    /// In bytes.
    stride: usize,
    rows: usize,
    /// The least half that the border cuts, of the first pair.
    edge: usize,
    /// From it to the next pair's.
    step: isize,
    sums: *mut i32,
    pairs: usize,
}

/// The sums of a row of units.
pub(crate) fn row<const IN: usize, const OUT: usize>(
    row: &Row<'_, Fixed16, IN, OUT>,
    sums: &mut [i32; OUT],
) {
    let dense = row.dense_pairs();
    if dense.len() < OUT {
        for ((j, sum), unit) in sums.iter_mut().enumerate().zip(row.units()) {
            if !dense.contains(&j) {
                *sum = if row.sees(j) { active_sum(row, unit, j, super::fixed16) } else { 0 };
            }
        }
    }
    if dense.is_empty() {
        return;
    }
    let weights = row.starts();
    let reach = row.reach();
    let mut halves = [0; IN];
    for (half, runs) in halves.iter_mut().zip(row.runs) {
        *half = runs[reach].len / 2; // no border cuts this column
    }
    let cut = [reach.next_multiple_of(2), (OUT - reach) & !1];
    let kernels: [(_, unsafe extern "C" fn(&Pairs), _); 3] = [
        (dense.start..cut[0].min(dense.end), left, 1),
        (cut[0].max(dense.start)..cut[1].min(dense.end), whole, 0),
        (cut[1].max(dense.start)..dense.end, right, -1),
    ];
    for (range, kernel, side) in kernels {
        if range.is_empty() {
            continue;
        }
        let j = range.start;
        let pairs = Pairs {
            weights: weights[j..].as_ptr(),
            halves: halves.as_ptr(),
            cells: row.cells.as_ptr().cast::<Fixed16>().wrapping_add(j + 1).wrapping_sub(IN),
            stride: IN * size_of::<Fixed16>(),
            rows: row.runs.len(),
            edge: if side > 0 { j + 1 } else { IN - 1 - j },
            step: 2 * side,
            sums: sums[j..].as_mut_ptr(),
            pairs: range.len() / 2,
        };
        // SAFETY: `range` holds `dense` pairs, all of the kernel's side, of which no disc is cut on
        // both sides; `starts` has the weights of all their rows, and `halves` and `cells` are of
        // the same rows, at most IN and at least one.
        unsafe { kernel(&pairs) };
    }
}
