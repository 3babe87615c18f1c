//! Two neighbouring units at a time, which share most of their source cells: each activity is
//! loaded once for both.
//!
//! Where the sides are equal and a row of a disc reaches h cells to each side, unit j of a pair sees
//! the cells j − h ..= j + h of the source row and unit j + 1 those of j + 1 − h ..= j + 1 + h, less
//! what lies beyond a border. So the pair's sums are those over the cells of both, and the left
//! unit's first cell and the right unit's last, unless the border cuts them. Pairs that see no active
//! cell are left out, silent cells that others see are not. Where both borders cut discs, and for the
//! last of an odd number, units are taken one by one.

use super::{
    Fixed16,
    pair::{Disc, left, right, whole},
    portable::active_sum,
};
use crate::row::Row;

/// Some neighbouring pairs and what a kernel needs of them; `before`, `cells` and `sums` are those of
/// the first unit.
///
/// A kernel's callers see to it that
///
/// - `pairs` and `rows` are at least 1, `before` and `sums` point to twice `pairs` numbers, and `discs`
///   to `rows` discs' rows;
/// - the discs of all the pairs are cut by the border the kernel is for, or none;
/// - from `weights` and each of `before` on, as many weights are readable as the rows of the unit's
///   disc have cells, less what is cut;
/// - for each row, counted from 1, `cells + row · stride` is the source row's cell after the first
///   unit's own, which may lie one beyond its end, and the row is readable.
#[repr(C)]
pub(super) struct Pairs {
    weights: *const Fixed16,
    discs: *const Disc,
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
    before: *const u32,
}

/// The sums of a row of units.
pub(crate) fn row<const IN: usize, const OUT: usize>(
    row: &Row<'_, Fixed16, IN, OUT>,
    sums: &mut [i32; OUT],
) {
    sums.fill(0);
    let reach = row.reach();
    let single = if reach.is_some() { OUT & !1 } else { 0 };
    for ((j, sum), unit) in sums.iter_mut().enumerate().zip(row.units()).skip(single) {
        if row.sees(j) {
            *sum = active_sum(row, unit, j, super::fixed16);
        }
    }
    let Some(reach) = reach else { return };
    let seeing = row.pairs(reach);
    if seeing.is_empty() {
        return;
    }
    let (weights, before) = row.weights();
    let stride = IN * size_of::<Fixed16>();
    let mut discs = [Disc::default(); IN];
    for (index, (disc, runs)) in discs.iter_mut().zip(row.runs).enumerate() {
        *disc = super::pair::disc(runs[reach].len / 2, index, stride); // no border cuts this column
    }
    let cut = [reach.next_multiple_of(2), (OUT - reach) & !1];
    let kernels: [(_, unsafe extern "C" fn(&Pairs), _); 3] = [
        (seeing.start..cut[0].min(seeing.end), left, 1),
        (cut[0].max(seeing.start)..cut[1].min(seeing.end), whole, 0),
        (cut[1].max(seeing.start)..seeing.end, right, -1),
    ];
    for (range, kernel, side) in kernels {
        if range.is_empty() {
            continue;
        }
        let j = range.start;
        let pairs = Pairs {
            weights: weights.as_ptr(),
            discs: discs.as_ptr(),
            cells: row.cells.as_ptr().cast::<Fixed16>().wrapping_add(j + 1).wrapping_sub(IN),
            stride,
            rows: row.runs.len(),
            edge: match side {
                1 => j + 1,
                0 => IN, // none is cut
                _ => IN - 1 - j,
            },
            step: 2 * side,
            sums: sums[j..].as_mut_ptr(),
            pairs: range.len() / 2,
            before: before[j..].as_ptr(),
        };
        // SAFETY: `range` holds pairs of the kernel's side, of which no disc is cut on both sides;
        // from `before` on `weights` has those of all their rows, and `discs` and `cells` are of the
        // same rows, at most IN and at least one.
        unsafe { kernel(&pairs) };
    }
}
