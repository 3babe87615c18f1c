//! The reference: plain Rust, one unit at a time, one run at a time.

use super::{Fixed16, Fixed32};
use crate::row::Row;
use core::{
    array,
    ops::{Add, Mul},
};

/// `sum + Σ weights · activities`, in order.
#[inline]
pub(crate) fn float<T: Copy + Add<Output = T> + Mul<Output = T>>(
    sum: T,
    weights: &[T],
    activities: &[T],
) -> T {
    weights.iter().zip(activities).fold(sum, |sum, (&w, &a)| sum + w * a)
}

/// `sum + Σ weights · activities`.
#[inline(always)]
pub(crate) fn fixed16(sum: i32, weights: &[Fixed16], activities: &[Fixed16]) -> i32 {
    bits(sum, weights, activities, Fixed16::to_bits, Fixed16::to_bits)
}

/// `sum + Σ weights · activities`.
#[inline(always)]
pub(crate) fn fixed32(sum: i64, weights: &[Fixed32], activities: &[Fixed32]) -> i64 {
    weights.iter().zip(activities).fold(sum, |sum, (w, a)| {
        sum.wrapping_add(i64::from(w.to_bits()).wrapping_mul(i64::from(a.to_bits())))
    })
}

/// `sum + Σ weights · activities` of any numbers of up to 16 bits.
#[inline(always)]
pub(crate) fn bits<W: Copy, A: Copy, B: Into<i32>>(
    sum: i32,
    weights: &[W],
    activities: &[A],
    weight: impl Fn(W) -> B,
    activity: impl Fn(A) -> i16,
) -> i32 {
    weights.iter().zip(activities).fold(sum, |sum, (&w, &a)| {
        sum.wrapping_add(weight(w).into().wrapping_mul(activity(a).into()))
    })
}

/// The sums of a row of units by any inner product.
pub(crate) fn row<T, W, S: Default, const IN: usize, const OUT: usize>(
    row: &Row<'_, T, IN, OUT, W>,
    sums: &mut [S; OUT],
    dot: impl Fn(S, &[W], &[T]) -> S,
) {
    each(row, sums, |unit, j| active_sum(row, unit, j, &dot));
}

/// The upper word of `a · b`, to the nearest; `b` is below 2³⁰.
#[inline]
#[cfg_attr(any(lissom_kernel = "dsp", lissom_kernel = "thumb1"), allow(dead_code))]
pub(crate) const fn scaled(a: i32, b: i32) -> i32 {
    ((a as i64 * b as i64 + (1 << 31)) >> 32) as i32
}

/// The sums of a row of units.
#[cfg_attr(lissom_pairs, allow(dead_code))] // the reference of the tests
#[inline(always)]
pub(crate) fn fixed16_row<const IN: usize, const OUT: usize>(
    row: &Row<'_, Fixed16, IN, OUT>,
    sums: &mut [i32; OUT],
) {
    self::row(row, sums, fixed16);
}

/// The sums of a row of units.
#[inline(always)]
pub(crate) fn fixed32_row<const IN: usize, const OUT: usize>(
    row: &Row<'_, Fixed32, IN, OUT>,
    sums: &mut [i64; OUT],
) {
    self::row(row, sums, fixed32);
}

#[inline(always)]
fn each<T, W, S: Default, const IN: usize, const OUT: usize>(
    row: &Row<'_, T, IN, OUT, W>,
    sums: &mut [S; OUT],
    sum: impl Fn(&[W], usize) -> S,
) {
    for ((j, out), unit) in sums.iter_mut().enumerate().zip(row.units()) {
        *out = if row.sees(j) { sum(unit, j) } else { S::default() };
    }
}

/// One unit's sum over the active part of each run.
#[inline(always)]
pub(super) fn active_sum<T, W, S: Default, const IN: usize, const OUT: usize>(
    row: &Row<'_, T, IN, OUT, W>,
    mut unit: &[W],
    j: usize,
    dot: impl Fn(S, &[W], &[T]) -> S,
) -> S {
    let rows = row.runs.iter().zip(row.cells).zip(row.active);
    rows.fold(S::default(), |sum, ((runs, cells), active)| {
        let columns = runs[j].columns();
        let (weights, below) = unit.split_at(columns.len());
        unit = below;
        let (from, to) = (columns.start.max(active.start), columns.end.min(active.end));
        if from >= to {
            return sum;
        }
        let weights = &weights[from - columns.start..to - columns.start];
        dot(sum, weights, &cells[from..to])
    })
}

/// Lanes of a float sum.
const LANES: usize = 8;

/// The sums of a row of units. Connection `n` of a run is added to lane `n % 8`, and in the end the
/// lanes are added up. The order is the same on every machine, whatever is silent.
#[inline(always)]
pub(crate) fn float_row<T, const IN: usize, const OUT: usize>(
    row: &Row<'_, T, IN, OUT>,
    sums: &mut [T; OUT],
) where
    T: Copy + Default + Add<Output = T> + Mul<Output = T>,
{
    each(row, sums, |mut unit, j| {
        let mut lanes = [T::default(); LANES];
        for ((runs, cells), active) in row.runs.iter().zip(row.cells).zip(row.active) {
            let columns = runs[j].columns();
            let (weights, below) = unit.split_at(columns.len());
            unit = below;
            if columns.start >= active.end || columns.end <= active.start {
                continue;
            }
            let (weights, rest) = weights.as_chunks::<LANES>();
            let (cells, after) = cells[columns].as_chunks::<LANES>();
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
        let four: [T; 4] = array::from_fn(|lane| lanes[lane] + lanes[lane + 4]);
        (four[0] + four[2]) + (four[1] + four[3])
    });
}

/// Adds each product to a lane of its own.
#[inline(always)]
fn add_few<T>(lanes: &mut [T], weights: &[T], cells: &[T])
where
    T: Copy + Add<Output = T> + Mul<Output = T>,
{
    for ((lane, &weight), &cell) in lanes.iter_mut().zip(weights).zip(cells) {
        *lane = *lane + weight * cell;
    }
}
