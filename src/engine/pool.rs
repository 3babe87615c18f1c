//! One separable kernel for all units of a sheet: the columns of the source rows first, then the
//! rows.
//!
//! Weights are symmetric: cells at the same distance are added before they are multiplied. A row of
//! units takes the sums over its columns from the source and lays them out between zeros, and then
//! the sums along the row. In fixed point the sums are exact integers; the first ones are rounded
//! once, to 16 fractional bits (30 of `Fixed32`), and the response once more. A float's sum starts
//! with the unit's own cell; to it are added the product of the two neighbours' sum, then that of
//! the next two, and so on, two distances at a time.

use super::native::wide;
use crate::{
    geometry::Extent,
    number::{Activity, Wide},
    side::{Rows, RowsMut, Side},
};
use core::array;
pub use pooled::Pooled;

mod pooled;

/// `Σ weights[d] · cell` over the cells at the distance d to each side.
#[derive(Debug)]
pub(crate) struct PoolRows<'a, A: Activity, S: Side> {
    /// By distance, 0 beyond `reach`.
    pub(crate) weights: &'a [A],
    pub(crate) reach: usize,
    pub(crate) exponent: i8,
    /// By row or column of units, the factor for what the border cuts off.
    pub(crate) ratios: &'a [A::Wide],
    pub(crate) source: Rows<'a, A, S>,
    /// What is active in each row.
    pub(crate) active: &'a S::Row<Extent>,
}

/// [`pool`], by a pointer: a firmware without pools links none of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PoolLoop<A: Activity, S: Side>(pub(crate) Loop<A, S>);

type Loop<A, S> =
    fn(&PoolRows<'_, A, S>, <A as Activity>::Wide, usize, RowsMut<'_, <A as Activity>::Wide, S>);

impl<A: Activity, S: Side> PartialEq for PoolLoop<A, S> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Sets the responses of the rows of units from `first` on.
pub(crate) fn pool<A: Pooled, S: Side>(
    pool: &PoolRows<'_, A, S>,
    gain: A::Wide,
    first: usize,
    mut responses: RowsMut<'_, A::Wide, S>,
) {
    let PoolRows { reach, exponent, source, .. } = *pool;
    let units = source.side();
    let side = units.get();
    let (rows, columns) = Extent::bounding_box(pool.active.as_ref());
    let nothing = A::Total::default();
    // what a row of units sees of the active columns, between zeros; and the sums along it
    let mut between = units.buffer([nothing; 3]);
    let between = units.view_mut(&mut between).as_mut().as_flattened_mut();
    let mut sums = units.buffer(nothing);
    // a large gain comes last: with the ratios, which are below 4, it would saturate
    let most = A::Wide::from_q24(8 << 24);
    let last = (gain > most || gain < -most).then_some(gain);
    let gain = if last.is_some() { A::Wide::from_q24(1 << 24) } else { gain };
    let mut gains = units.buffer(gain);
    let gains = units.view_mut(&mut gains).as_mut();
    let silent = units.buffer(<A as Activity>::ZERO);
    let silent = units.view(&silent).as_ref();
    let (mut gains_of, mut quick) = (None, false);
    for (i, out) in (first..).zip(responses.iter_mut()) {
        let out = out.as_mut();
        if i + reach < rows.start || i >= rows.end + reach || rows.is_empty() {
            out.fill(A::Wide::ZERO);
            continue;
        }
        // all rows that no border cuts have the same gains
        let cut = if i >= reach && i + reach < side { reach } else { i };
        if gains_of != Some(cut) {
            quick = set_gains(pool, gain, i, gains);
            gains_of = Some(cut);
        }
        let (start, end) = (columns.start(), columns.end());
        // the units that see an active column
        let (from, to) = (start.saturating_sub(reach), (end + reach).min(side));
        let row = |i: usize| {
            let active = if rows.contains(&i) { source.get(i..i + 1) } else { None };
            let cells = active.map_or(silent, |row| row.flat());
            cells.get(start..end).unwrap_or_default()
        };
        let Some(columns) = between.get_mut(side + start..side + end) else { return };
        wide(|| down(pool, i, row, columns, [start, end]));
        let Some(sums) = units.view_mut(&mut sums).as_mut().get_mut(from..to) else { return };
        wide(|| along(pool, between, side + from, sums));
        let Some(gains) = gains.get(from..to) else { return };
        let Some((before, rest)) = out.split_at_mut_checked(from) else { return };
        let Some((out, after)) = rest.split_at_mut_checked(to - from) else { return };
        before.fill(A::Wide::ZERO);
        after.fill(A::Wide::ZERO);
        wide(|| {
            let each = out.iter_mut().zip(&*sums).zip(gains);
            match last {
                None if quick => {
                    each.for_each(|((out, &sum), &gain)| *out = A::quick(gain, sum, exponent));
                }
                None => each.for_each(|((out, &sum), &gain)| *out = A::pooled(gain, sum, exponent)),
                Some(last) => each.for_each(|((out, &sum), &gain)| {
                    *out = last.multiply(A::pooled(gain, sum, exponent));
                }),
            }
        });
    }
}

/// Sets the sums over columns `start..end` for the units of row `i`; `row` has these columns of a
/// source row, or of a silent one.
#[inline(always)]
fn down<'a, A: Pooled, S: Side>(
    pool: &PoolRows<'a, A, S>,
    i: usize,
    row: impl Fn(usize) -> &'a [A],
    sums: &mut [A::Total],
    [start, end]: [usize; 2],
) {
    let (reach, exponent) = (pool.reach, pool.exponent);
    let [own, near] = weights(pool, 0);
    let weights = |d| weights(pool, d);
    let own = |cell| A::first(own, cell, exponent);
    // next to each other, unless the border is near
    let side = pool.source.side().get();
    let five = i.checked_sub(2).and_then(|first| pool.source.get(first..i + 3));
    let five = match five.map(|rows| rows.flat()) {
        Some(mut cells) => array::from_fn(|_| {
            let row = cells.get(start..end).unwrap_or_default();
            cells = cells.get(side..).unwrap_or_default();
            row
        }),
        None => array::from_fn(|k| row((i + k).wrapping_sub(2))),
    };
    if reach <= 2 {
        let end = |sum| A::between(sum, exponent);
        return add_first::<A, A>(sums, [near, weights(2)[0]], five, own, A::total, end);
    }
    add_first::<A, A>(sums, weights(1), five, own, A::total, |sum| sum);
    for d in (3..=reach).step_by(2) {
        let pair = |d: usize| [row(i.wrapping_sub(d)), row(i + d)];
        add_more::<A, A>(sums, weights(d), [pair(d), pair(d + 1)], A::total);
    }
    for sum in sums {
        *sum = A::between(*sum, exponent);
    }
}

/// Sets the sums along a row of the units from `first` on.
#[inline(always)]
fn along<A: Pooled, S: Side>(
    pool: &PoolRows<'_, A, S>,
    cells: &[A::Total],
    first: usize,
    sums: &mut [A::Total],
) {
    let (reach, units) = (pool.reach, sums.len());
    let [own, _] = weights(pool, 0);
    let own = |cell| A::product(own, cell);
    // a weight beyond the reach is 0
    let at = |first: usize| cells.get(first..first + units).unwrap_or_default();
    let near = |d: usize| [at(first - d.min(reach)), at(first + d.min(reach))];
    let five = first.checked_sub(2).and_then(|first| cells.get(first..first + units + 4));
    let five = match five {
        Some(cells) => array::from_fn(|k| cells.get(k..k + units).unwrap_or_default()),
        None => [near(2)[0], near(1)[0], at(first), near(1)[1], near(2)[1]],
    };
    add_first::<A, A::Total>(sums, weights(pool, 1), five, own, |cell| cell, |sum| sum);
    for d in (3..=reach).step_by(2) {
        let cells = [near(d), near(d + 1)];
        add_more::<A, A::Total>(sums, weights(pool, d), cells, |cell| cell);
    }
}

/// Those at `distance` and one farther.
#[inline(always)]
fn weights<A: Pooled, S: Side>(pool: &PoolRows<'_, A, S>, distance: usize) -> [A::Total; 2] {
    let weight = |d| pool.weights.get(d).map_or(A::Total::default(), |&weight| A::total(weight));
    [weight(distance), weight(distance + 1)]
}

/// Sets the gain of each unit of row `i`, with the ratios for what the border cuts off; returns
/// whether all are quick.
fn set_gains<A: Pooled, S: Side>(
    pool: &PoolRows<'_, A, S>,
    gain: A::Wide,
    i: usize,
    gains: &mut [A::Wide],
) -> bool {
    let (side, reach) = (gains.len(), pool.reach);
    let is_cut = |i: usize| i < reach || i + reach >= side;
    let ratio = |i: usize| pool.ratios.get(i).filter(|_| is_cut(i));
    let row = ratio(i).map_or(gain, |&ratio| gain.multiply(ratio));
    let mut quick = A::is_quick(row, pool.exponent);
    for (j, gain) in gains.iter_mut().enumerate() {
        *gain = match ratio(j) {
            Some(&ratio) => row.multiply(ratio),
            None => row,
        };
        if is_cut(j) {
            quick &= A::is_quick(*gain, pool.exponent);
        }
    }
    quick
}

/// Sets each sum to that of the own cell, by `own`, and of those at two distances, by `end`; the
/// cells are those before, the own ones and those after.
#[inline(always)]
fn add_first<A: Pooled, X: Copy>(
    sums: &mut [A::Total],
    weights: [A::Total; 2],
    [c, a, cells, b, d]: [&[X]; 5],
    own: impl Fn(A::Total) -> A::Total,
    total: impl Fn(X) -> A::Total,
    end: impl Fn(A::Total) -> A::Total,
) {
    let near = a.iter().zip(b).zip(c.iter().zip(d));
    for ((sum, &cell), ((&a, &b), (&c, &d))) in sums.iter_mut().zip(cells).zip(near) {
        *sum = end(A::add(own(total(cell)), weights, [a, b, c, d].map(&total)));
    }
}

/// Adds the products of the cells at two distances more.
#[inline(always)]
fn add_more<A: Pooled, X: Copy>(
    sums: &mut [A::Total],
    weights: [A::Total; 2],
    [[a, b], [c, d]]: [[&[X]; 2]; 2],
    total: impl Fn(X) -> A::Total,
) {
    let near = a.iter().zip(b).zip(c.iter().zip(d));
    for (sum, ((&a, &b), (&c, &d))) in sums.iter_mut().zip(near) {
        *sum = A::add(*sum, weights, [a, b, c, d].map(&total));
    }
}
