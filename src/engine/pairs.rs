//! Two neighbouring units at a time, which share most of their source cells: each activity is
//! loaded once for both.
//!
//! Where the sides are equal and a row of a disc reaches h cells to each side, unit j of a pair
//! sees the cells j − h ..= j + h of the source row and unit j + 1 those of j + 1 − h ..= j + 1 +
//! h, less what lies beyond a border. So the pair's sums are those over the cells of both, and the
//! left unit's first cell and the right unit's last, unless a border cuts them. Pairs that see no
//! active cell are left out, silent cells that others see are not. The last of an odd number of
//! units is taken with the one before it, once more.

use super::portable::active_sum;
pub(crate) use super::portable::wide;
pub(super) use super::{
    blocks::rows as fixed16_shared,
    portable::{f32_row, f64_row, fixed32_row, fixed32_shared, float_shared},
};
use crate::{
    geometry::UnitRow,
    number::{Fixed8, Fixed16, Weight},
    side::{Side, Value},
};

#[cfg(any(lissom_kernel = "dsp", lissom_kernel = "thumb2"))]
#[macro_use]
mod thumb;
#[cfg(lissom_kernel = "dsp")]
mod dsp;
mod learn;
#[cfg(lissom_kernel = "riscv")]
mod riscv;
#[cfg(lissom_kernel = "thumb1")]
mod thumb1;
#[cfg(lissom_kernel = "thumb2")]
mod thumb2;

#[cfg(lissom_kernel = "dsp")]
use dsp as isa;
#[cfg(lissom_kernel = "thumb1")]
use thumb1 as isa;

#[cfg(not(any(lissom_kernel = "dsp", lissom_kernel = "thumb1")))]
pub(super) use super::portable::scaled;
#[cfg(any(lissom_kernel = "dsp", lissom_kernel = "thumb1"))]
pub(super) use isa::scaled;
pub(crate) use learn::{fixed8_adapt, fixed8_tally, fixed16_adapt, fixed16_tally, reciprocal};

/// A weight with kernels for pairs of units.
trait Paired: Weight<Activity = Fixed16, Sum = i32> {
    /// A row of a disc.
    type Disc: Value + Default;
    /// Where the left border may cut discs; in the left half of a row the right one, too.
    const LEFT: Kernel<Self>;
    /// Where no border cuts a disc.
    const WHOLE: Kernel<Self>;
    /// Where the right border may cut discs; in the right half of a row the left one, too.
    const RIGHT: Kernel<Self>;

    /// Of the row of a disc at that `index`, which reaches `half` cells to each side; `stride` is
    /// that of [`Pairs`].
    fn disc(half: usize, index: usize, stride: usize) -> Self::Disc;

    /// `sum + Σ weights · activities`, where there are no pairs.
    #[inline(always)]
    fn run(sum: i32, weights: &[Self], activities: &[Fixed16]) -> i32 {
        Self::dot(sum, weights, activities)
    }
}

/// The sums of pairs of units.
///
/// # Safety
///
/// See [`Pairs`].
type Kernel<W> = unsafe extern "C" fn(&Pairs<W>);

/// Some neighbouring pairs and what a kernel needs of them; `before`, `cells` and `sums` are those
/// of the first unit.
///
/// A kernel's callers see to it that
///
/// - `pairs` and `rows` are at least 1, `before` and `sums` point to twice `pairs` numbers, and
///   `discs` to `rows` discs' rows;
/// - the discs of all the pairs are cut by the borders the kernel is for, or none;
/// - from `weights` and each of `before` on, as many weights are readable as the rows of the unit's
///   disc have cells, less what is cut;
/// - for each row, counted from 1, `cells + row · stride` is the source row's cell after the first
///   unit's own, which may lie one beyond its end, and the row, of `stride / 2` cells, is readable.
#[repr(C)]
struct Pairs<W: Paired> {
    weights: *const W,
    discs: *const W::Disc,
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

/// Computes the sums of a row of units.
pub(super) fn fixed16_row<I: Side, O: Side>(
    row: &UnitRow<'_, Fixed16, I, O>,
    sums: &mut O::Row<i32>,
) {
    self::row(row, sums);
}

/// Computes the sums of a row of units.
pub(super) fn fixed8_row<I: Side, O: Side>(
    row: &UnitRow<'_, Fixed8, I, O>,
    sums: &mut O::Row<i32>,
) {
    self::row(row, sums);
}

/// Computes the sums of a row of units.
#[inline(always)]
fn row<W: Paired, I: Side, O: Side>(row: &UnitRow<'_, W, I, O>, sums: &mut O::Row<i32>) {
    let sums = sums.as_mut();
    let (input, units) = (row.cells.side().get(), row.runs.side().get());
    let Some(reach) = row.reach() else {
        for ((j, sum), unit) in sums.iter_mut().enumerate().zip(row.units()) {
            *sum = if row.sees(j) { active_sum(row.rows(), unit, j, W::run) } else { 0 };
        }
        return;
    };
    let seeing = row.pairs(reach);
    let last = (units % 2 == 1 && row.sees(units - 1)).then(|| units - 2);
    for unseen in [0..seeing.start, seeing.end..units] {
        sums.get_mut(unseen).unwrap_or_default().fill(0);
    }
    if seeing.is_empty() && last.is_none() {
        return;
    }
    let Some((weights, before)) = row.weights() else { return };
    let stride = input * size_of::<Fixed16>();
    let mut discs = row.cells.side().buffer(W::Disc::default());
    let discs = row.cells.side().view_mut(&mut discs).as_mut();
    for (index, (disc, runs)) in discs.iter_mut().zip(row.runs.iter()).enumerate() {
        // the first unit sees its own cell and those on the right of it
        let Some(run) = runs.as_ref().first() else { return };
        *disc = W::disc(usize::from(run.len).wrapping_sub(1), index, stride);
    }
    let middle = (units / 2).next_multiple_of(2);
    let cut = [reach.next_multiple_of(2).min(middle), ((units - reach) & !1).max(middle)];
    let all: [(_, Kernel<W>, _); 4] = [
        (seeing.start..cut[0].min(seeing.end), W::LEFT, 1),
        (cut[0].max(seeing.start)..cut[1].min(seeing.end), W::WHOLE, 0),
        (cut[1].max(seeing.start)..seeing.end, W::RIGHT, -1),
        (last.map_or(0..0, |last| last..units), W::RIGHT, -1),
    ];
    for (range, kernel, side) in all {
        if range.is_empty() {
            continue;
        }
        let j = range.start;
        let pairs = Pairs {
            weights: weights.as_ptr(),
            discs: discs.as_ptr(),
            cells: row.cells.flat().as_ptr().wrapping_add(j + 1).wrapping_sub(input),
            stride,
            rows: row.runs.len(),
            edge: match side {
                1 => j + 1,
                0 => input, // none is cut
                _ => input - 1 - j,
            },
            step: 2 * side,
            sums: sums.as_mut_ptr().wrapping_add(j),
            pairs: range.len() / 2,
            before: before.as_ptr().wrapping_add(j),
        };
        // SAFETY: `range` holds pairs of the kernel's side, all of them among the units of `sums`
        // and `before`; from `before` on `weights` has those of all their rows, and `discs` and
        // `cells` are of the same rows, at most a sheet's and at least one.
        unsafe { kernel(&pairs) };
    }
}
