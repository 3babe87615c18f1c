//! The reference: plain Rust, one unit at a time, one run at a time.

use crate::{
    geometry::{Extent, Run, UnitRow},
    number::{Fixed8, Fixed16, Fixed32, Weight},
    side::{Side, Value},
};
use core::{
    array,
    ops::{Add, Mul},
};

mod learn;
mod shared;

// thumb1 has a reciprocal of its own, simd128 passes of its own
#[cfg_attr(any(lissom_kernel = "thumb1", lissom_simd128), allow(unused_imports))]
pub(crate) use learn::{fixed8_adapt, fixed8_tally, fixed16_adapt, fixed16_tally, reciprocal};
#[cfg(lissom_lanes)]
pub(super) use shared::blocks;
#[cfg(any(lissom_lanes, lissom_pairs, test))]
pub(super) use shared::each_row;
#[cfg_attr(lissom_pairs, allow(unused_imports))] // the reference of the tests
pub(super) use shared::fixed16_shared;
#[cfg_attr(lissom_simd128, allow(unused_imports))]
pub(super) use shared::{fixed32_shared, float_shared, shared};

/// Computes the sums of a row of units by any inner product.
#[inline(always)]
pub(super) fn row<W: Weight, I: Side, O: Side>(
    row: &UnitRow<'_, W, I, O>,
    sums: &mut O::Row<W::Sum>,
    dot: impl Fn(W::Sum, &[W], &[W::Activity]) -> W::Sum,
) {
    let rows = row.rows();
    for ((j, out), unit) in sums.as_mut().iter_mut().enumerate().zip(row.units()) {
        *out = match row.sees(j) {
            true => active_sum(rows.clone(), unit, j, &dot),
            false => W::Sum::default(),
        };
    }
}

/// Computes the sums of a row of units.
#[cfg_attr(lissom_pairs, allow(dead_code))] // the reference of the tests
#[inline(always)]
pub(super) fn fixed16_row<I: Side, O: Side>(
    row: &UnitRow<'_, Fixed16, I, O>,
    sums: &mut O::Row<i32>,
) {
    self::row(row, sums, Fixed16::dot);
}

/// Computes the sums of a row of units.
#[cfg_attr(lissom_pairs, allow(dead_code))] // the reference of the tests
#[inline(always)]
pub(super) fn fixed8_row<I: Side, O: Side>(
    row: &UnitRow<'_, Fixed8, I, O>,
    sums: &mut O::Row<i32>,
) {
    self::row(row, sums, Fixed8::dot);
}

/// Computes the sums of a row of units.
#[inline(always)]
pub(super) fn fixed32_row<I: Side, O: Side>(
    row: &UnitRow<'_, Fixed32, I, O>,
    sums: &mut O::Row<i64>,
) {
    self::row(row, sums, Fixed32::dot);
}

/// The upper word of `a · b`, to the nearest; |b| is at most 7·2²⁸.
#[inline]
#[cfg_attr(any(lissom_kernel = "dsp", lissom_kernel = "thumb1"), allow(dead_code))]
pub(super) const fn scaled(a: i32, b: i32) -> i32 {
    ((a as i64 * b as i64 + (1 << 31)) >> 32) as i32
}

/// Runs a loop, compiled for the widest instructions that the processor has.
#[cfg(not(lissom_x86))]
#[inline(always)]
pub(crate) fn wide<R>(run: impl FnOnce() -> R) -> R {
    run()
}

/// One unit's sum over the active part of each run.
#[inline(always)]
pub(super) fn active_sum<'a, W: Weight>(
    rows: impl Iterator<Item = ((&'a [Run], &'a [W::Activity]), &'a Extent)>,
    mut unit: &[W],
    j: usize,
    dot: impl Fn(W::Sum, &[W], &[W::Activity]) -> W::Sum,
) -> W::Sum {
    let mut sum = W::Sum::default();
    for ((runs, cells), active) in rows {
        let Some(columns) = runs.get(j).map(|run| run.columns()) else { break };
        let Some((weights, below)) = unit.split_at_checked(columns.len()) else { break };
        unit = below;
        let (from, to) = (columns.start.max(active.start()), columns.end.min(active.end()));
        if from < to
            && let Some(weights) = weights.get(from - columns.start..to - columns.start)
            && let Some(cells) = cells.get(from..to)
        {
            sum = dot(sum, weights, cells);
        }
    }
    sum
}

/// Lanes of a float sum.
const LANES: usize = 8;

/// Computes the sums of a row of units.
#[cfg(not(lissom_lanes))]
#[inline(always)]
pub(super) fn f32_row<I: Side, O: Side>(row: &UnitRow<'_, f32, I, O>, sums: &mut O::Row<f32>) {
    float_row(row, sums);
}

/// Computes the sums of a row of units.
#[cfg(not(lissom_lanes))]
#[inline(always)]
pub(super) fn f64_row<I: Side, O: Side>(row: &UnitRow<'_, f64, I, O>, sums: &mut O::Row<f64>) {
    float_row(row, sums);
}

/// Computes the sums of a row of units. Connection `n` of a run is added to lane `n % 8`, and in
/// the end the lanes are added up. The order is the same on every machine, whatever is silent.
#[inline(always)]
pub(super) fn float_row<W, I: Side, O: Side>(row: &UnitRow<'_, W, I, O>, sums: &mut O::Row<W>)
where
    W: Weight<Activity = W, Sum = W> + Add<Output = W> + Mul<Output = W>,
{
    for ((j, out), mut unit) in sums.as_mut().iter_mut().enumerate().zip(row.units()) {
        if !row.sees(j) {
            *out = W::default();
            continue;
        }
        let mut lanes = [W::default(); LANES];
        // by `rows` it takes 6 % more instructions where the side is known at run time
        for ((runs, cells), active) in row.runs.iter().zip(row.cells.iter()).zip(row.active) {
            let columns = runs.as_ref()[j].columns();
            let (weights, below) = unit.split_at(columns.len());
            unit = below;
            if columns.start >= active.end() || columns.end <= active.start() {
                continue;
            }
            let (weights, rest) = weights.as_chunks::<LANES>();
            let (cells, after) = cells.as_ref()[columns].as_chunks::<LANES>();
            for (weights, cells) in weights.iter().zip(cells) {
                lanes = array::from_fn(|lane| lanes[lane] + weights[lane] * cells[lane]);
            }
            let (low, high) = lanes.split_at_mut(LANES / 2);
            let (four, rest) = rest.as_chunks::<4>();
            let (cells, after) = after.as_chunks::<4>();
            match (four, cells) {
                ([weights], [cells]) => {
                    add_few(low, weights, cells);
                    add_few(high, rest, after);
                }
                _ => add_few(low, rest, after),
            }
        }
        let four: [W; 4] = array::from_fn(|lane| lanes[lane] + lanes[lane + 4]);
        *out = (four[0] + four[2]) + (four[1] + four[3]);
    }
}

/// Adds each product to a lane of its own.
#[inline(always)]
fn add_few<T>(lanes: &mut [T], weights: &[T], cells: &[T])
where
    T: Value + Add<Output = T> + Mul<Output = T>,
{
    for ((lane, &weight), &cell) in lanes.iter_mut().zip(weights).zip(cells) {
        *lane = *lane + weight * cell;
    }
}
