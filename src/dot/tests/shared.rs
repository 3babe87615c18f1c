//! Kernels that units share: all at once against one unit after the other.

use super::{every_level, sources};
use crate::{
    disc::ExactDisc,
    dot::{
        Fixed16, Fixed32, blocks, fixed16_shared_rows, fixed32_shared_rows, float_shared_rows,
        portable, shared,
    },
    random::Pcg32,
    row::{Extent, SharedRows},
};
use core::{fmt::Debug, ops::Range};
use std::vec::Vec;

/// All rows of a sheet and some of them, by `ours` and by `theirs`, with some of the source silent.
fn compare<T, S, const SIDE: usize>(
    radius: f64,
    mut draw: impl FnMut() -> T,
    ours: &[Rows<'_, T, S, SIDE>],
    theirs: Rows<'_, T, S, SIDE>,
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
        let kernels = [&kernels[0][..], &kernels[1][..]];
        let rows = SharedRows { discs: &discs, kernels, source: &cut, active: &active };
        for units in [0..SIDE, SIDE / 3..SIDE - SIDE / 4] {
            let sums = |way: Rows<'_, T, S, SIDE>| {
                let mut all = Vec::new();
                way(&rows, units.clone(), &mut |index, sums| {
                    assert_eq!(index, all.len());
                    all.push(*sums);
                });
                all
            };
            let expected = sums(theirs);
            assert_eq!(expected.len(), units.len());
            for way in ours {
                let (found, what) = (sums(*way), (SIDE, radius, silent, &units));
                assert_eq!(found, expected, "side, radius, silent, rows: {what:?}");
            }
        }
    }
}

/// A way to the sums of some rows of units.
type Rows<'r, T, S, const SIDE: usize> =
    &'r dyn Fn(&SharedRows<'_, T, SIDE>, Range<usize>, &mut dyn FnMut(usize, &[[S; SIDE]; 2]));

fn all_formats<const SIDE: usize>(radius: f64, random: &mut Pcg32) {
    let fixed16 = || match random.next_u32() {
        n if n % 7 == 0 => Fixed16::MIN,
        n => Fixed16::from_bits((n >> 16) as i16),
    };
    let ways: [Rows<'_, _, _, SIDE>; 2] =
        [&|rows, units, take| fixed16_shared_rows(rows, units, take), &|rows, units, take| {
            blocks::rows(rows, units, take)
        }];
    compare::<_, _, SIDE>(radius, fixed16, &ways, &|rows, units, take| {
        shared::fixed16_rows(rows, units, take)
    });
    let fixed32 = || match random.next_u32() {
        n if n % 7 == 0 => Fixed32::MIN,
        n => Fixed32::from_bits(n as i32),
    };
    compare::<_, _, SIDE>(
        radius,
        fixed32,
        &[&|rows, units, take| fixed32_shared_rows(rows, units, take)],
        &|rows, units, take| shared::fixed32_rows(rows, units, take),
    );
    compare::<_, _, SIDE>(
        radius,
        || random.next_u32() as f32 / 4e9 - 0.4,
        &[&|rows, units, take| float_shared_rows(rows, units, take)],
        &|all, units, take| shared::rows(all, units, take, portable::float),
    );
    compare::<_, _, SIDE>(
        radius,
        || f64::from(random.next_u32()) / 4e9 - 0.4,
        &[&|rows, units, take| float_shared_rows(rows, units, take)],
        &|all, units, take| shared::rows(all, units, take, portable::float),
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
        all_formats::<37>(3.6, random);
        all_formats::<49>(2.0, random);
    });
}

#[test]
#[ignore = "the large radii: 20 seconds without optimisation"]
fn all_units_have_the_bits_of_one_after_the_other_on_large_radii() {
    every_level(|| {
        let random = &mut Pcg32::new(6, 1);
        all_formats::<37>(13.7, random);
        all_formats::<49>(9.5, random);
    });
}
