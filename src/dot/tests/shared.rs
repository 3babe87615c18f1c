//! Kernels that units share: all at once against one unit after the other.

use super::super::{Fixed16, Fixed32, fixed16_shared_row, fixed32_shared_row, float_shared_row};
use crate::{
    dot::{portable, shared},
    random::Pcg32,
    row::{DiscRow, Extent, SharedRow},
};
use core::fmt::Debug;
use std::vec::Vec;

/// Every row of a sheet, by `ours` and by `theirs`, with some of the source silent.
fn compare<T, S, const SIDE: usize>(
    reach: usize,
    mut draw: impl FnMut() -> T,
    ours: impl Fn(&SharedRow<'_, T, SIDE>, &mut [[S; SIDE]; 2]),
    theirs: impl Fn(&SharedRow<'_, T, SIDE>, &mut [[S; SIDE]; 2]),
) where
    T: Copy + Default + PartialEq + Debug,
    S: Copy + Default + PartialEq + Debug,
{
    let halves = (0..2 * reach + 1).map(|row| reach - row.abs_diff(reach) / 2);
    let (mut discs, mut taps) = (Vec::new(), 0);
    for half in halves {
        let (first, half) = (taps as u32, half as u8);
        discs.push(DiscRow { first, half, widths: [half + 1; 2] });
        taps += 2 * usize::from(half) + 1;
    }
    let kernels: [Vec<T>; 2] = [(); 2].map(|()| (0..taps).map(|_| draw()).collect());
    let full: [[T; SIDE]; SIDE] = core::array::from_fn(|_| core::array::from_fn(|_| draw()));
    for silent in [0, 1, SIDE / 3, SIDE / 2, SIDE] {
        let mut cut = full;
        for (i, row) in cut.iter_mut().enumerate() {
            let (start, end) = (silent, SIDE - silent / 2);
            for (j, cell) in row.iter_mut().enumerate() {
                if j < start || j >= end || silent > 1 && i % 4 == 1 {
                    *cell = T::default();
                }
            }
        }
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
            assert_eq!(some, others, "row {i} of {SIDE}, reach {reach}, {silent} silent");
        }
    }
}

fn all_formats<const SIDE: usize>(reach: usize, random: &mut Pcg32) {
    compare(
        reach,
        || match random.next_u32() {
            n if n % 7 == 0 => Fixed16::MIN,
            n => Fixed16::from_bits((n >> 16) as i16),
        },
        |row, sums| fixed16_shared_row::<SIDE, SIDE>(row, sums),
        |row, sums| shared::fixed16_row(row, sums),
    );
    compare(
        reach,
        || match random.next_u32() {
            n if n % 7 == 0 => Fixed32::MIN,
            n => Fixed32::from_bits(n as i32),
        },
        |row, sums| fixed32_shared_row::<SIDE, SIDE>(row, sums),
        |row, sums| shared::fixed32_row(row, sums),
    );
    compare(
        reach,
        || random.next_u32() as f32 / 4e9 - 0.4,
        |row, sums| float_shared_row::<f32, SIDE, SIDE>(row, sums),
        |row, sums| shared::row(row, sums, portable::float),
    );
    compare(
        reach,
        || f64::from(random.next_u32()) / 4e9 - 0.4,
        |row, sums| float_shared_row::<f64, SIDE, SIDE>(row, sums),
        |row, sums| shared::row(row, sums, portable::float),
    );
}

#[test]
fn all_units_have_the_bits_of_one_after_the_other() {
    let random = &mut Pcg32::new(6, 0);
    all_formats::<1>(0, random);
    all_formats::<7>(2, random);
    all_formats::<16>(15, random);
    all_formats::<36>(9, random);
    all_formats::<48>(12, random);
    all_formats::<49>(48, random);
    all_formats::<70>(20, random);
}
