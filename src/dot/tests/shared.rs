//! Kernels that units share: all at once against one unit after the other.

use super::{every_level, sources};
use crate::{
    disc::ExactDisc,
    dot::{
        Fixed16, Fixed32, blocks, fixed16_shared_row, fixed32_shared_row, float_shared_row,
        portable, shared,
    },
    random::Pcg32,
    row::{Extent, SharedRow},
};
use core::fmt::Debug;
use std::vec::Vec;

/// Every row of a sheet, by `ours` and by `theirs`, with some of the source silent.
fn compare<T, S, const SIDE: usize>(
    radius: f64,
    mut draw: impl FnMut() -> T,
    ours: impl Fn(&SharedRow<'_, T, SIDE>, &mut [[S; SIDE]; 2]),
    theirs: impl Fn(&SharedRow<'_, T, SIDE>, &mut [[S; SIDE]; 2]),
) where
    T: Copy + Default + PartialEq + Debug,
    S: Copy + Default + PartialEq + Debug,
{
    let disc = ExactDisc::<SIDE>::new(radius, 1.0).unwrap();
    let reach = disc.reach();
    let (mut discs, mut kernels) = (Vec::new(), [Vec::new(), Vec::new()]);
    for index in 0..2 * reach + 1 {
        let mut row = disc.row(index);
        row.first = kernels[0].len() as u32;
        let columns = 2 * usize::from(row.half) + 1;
        for (channel, kernel) in kernels.iter_mut().enumerate() {
            let zeros = [0, 1, columns / 4, columns][(index + channel) % 4];
            for column in 0..columns {
                let inside = (zeros..columns - zeros / 2).contains(&column);
                let weight = if inside { draw() } else { T::default() };
                if weight != T::default() {
                    row.widen(channel, column);
                }
                kernel.push(weight);
            }
        }
        discs.push(row);
    }
    for (silent, cut) in sources::<T, SIDE>(&mut draw) {
        let active = Extent::all(&cut);
        for i in 0..SIDE {
            let first = i.saturating_sub(reach);
            let row = SharedRow {
                discs: &discs[first + reach - i..],
                kernels: [&kernels[0], &kernels[1]],
                cells: &cut[first..],
                active: &active[first..],
            };
            let mut sums = [[[S::default(); SIDE]; 2]; 2];
            let [some, others] = &mut sums;
            ours(&row, some);
            theirs(&row, others);
            assert_eq!(some, others, "row {i} of {SIDE}, radius {radius}, {silent} silent");
        }
    }
}

fn all_formats<const SIDE: usize>(radius: f64, random: &mut Pcg32) {
    compare(
        radius,
        || match random.next_u32() {
            n if n % 7 == 0 => Fixed16::MIN,
            n => Fixed16::from_bits((n >> 16) as i16),
        },
        |row, sums| {
            fixed16_shared_row::<SIDE, SIDE>(row, sums);
            let mut in_blocks = [[1; SIDE]; 2];
            blocks::row(row, &mut in_blocks);
            assert_eq!(sums, &in_blocks);
        },
        shared::fixed16_row,
    );
    compare(
        radius,
        || match random.next_u32() {
            n if n % 7 == 0 => Fixed32::MIN,
            n => Fixed32::from_bits(n as i32),
        },
        fixed32_shared_row::<SIDE, SIDE>,
        shared::fixed32_row,
    );
    compare(
        radius,
        || random.next_u32() as f32 / 4e9 - 0.4,
        float_shared_row::<f32, SIDE, SIDE>,
        |row, sums| shared::row(row, sums, portable::float),
    );
    compare(
        radius,
        || f64::from(random.next_u32()) / 4e9 - 0.4,
        float_shared_row::<f64, SIDE, SIDE>,
        |row, sums| shared::row(row, sums, portable::float),
    );
}

#[test]
fn all_units_have_the_bits_of_one_after_the_other() {
    every_level(|| {
        let random = &mut Pcg32::new(6, 0);
        all_formats::<1>(0.0, random);
        all_formats::<3>(2.0, random);
        all_formats::<4>(9.0, random);
        all_formats::<13>(3.6, random);
        all_formats::<12>(40.0, random);
        all_formats::<37>(13.7, random);
        all_formats::<49>(9.5, random);
    });
}
