//! Kernels that units share: all at once against one unit after the other.

use super::{every_level, fixed32, sources};
use crate::{
    engine::{Engine, blocks, portable},
    geometry::{Extent, SharedRows},
    number::{Activity, Fixed16},
    random::Pcg32,
    side::{Const, Side},
    weights::ExactDisc,
};
use core::ops::Range;
use std::{vec, vec::Vec};

/// A way to the sums of some rows of units.
type Way<'r, A, S, I> =
    &'r dyn Fn(&SharedRows<'_, A, I>, Range<usize>, &mut dyn FnMut(usize, [&[S]; 2]));

/// All rows of a sheet and some of them, by the engine, by `another` and by one unit after the
/// other, with some of the source silent.
fn compare<A: Activity + Engine<Activity = A>, S: Side>(
    side: S,
    radius: f64,
    mut draw: impl FnMut() -> A,
    another: Option<Way<'_, A, A::Sum, S>>,
) {
    let mut profile = vec![0.0; side.get()];
    let disc = ExactDisc::new(radius, 1.0, &mut profile).unwrap();
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
                let weight = if inside { draw() } else { A::default() };
                if weight != A::default() {
                    row.widen(channel, column);
                }
                kernel.push(weight);
            }
        }
        discs.push(row);
    }
    let engine: Way<'_, A, A::Sum, S> = &|rows, units, emit| {
        A::shared(rows, units, side, |index, sums: [&S::Row<A::Sum>; 2]| {
            emit(index, sums.map(AsRef::as_ref));
        });
    };
    let reference: Way<'_, A, A::Sum, S> = &|rows, units, emit| {
        let emit = |index, sums: [&S::Row<A::Sum>; 2]| emit(index, sums.map(AsRef::as_ref));
        portable::shared(rows, units, side, emit, A::dot);
    };
    for (silent, cut) in sources(side, &mut draw) {
        let active = Extent::all(cut.rows());
        let kernels = [&kernels[0][..], &kernels[1][..]];
        let active = side.view(&active);
        let rows = SharedRows { discs: &discs, kernels, source: cut.rows(), active };
        let sides = side.get();
        for units in [0..sides, sides / 3..sides - sides / 4] {
            let sums = |way: Way<'_, A, A::Sum, S>| {
                let mut all = Vec::new();
                way(&rows, units.clone(), &mut |index, sums| {
                    assert_eq!(index, all.len());
                    all.push(sums.map(<[_]>::to_vec));
                });
                all
            };
            let expected = sums(reference);
            assert_eq!(expected.len(), units.len());
            for way in [Some(engine), another].into_iter().flatten() {
                let (found, what) = (sums(way), (sides, radius, silent, &units));
                assert_eq!(found, expected, "side, radius, silent, rows: {what:?}");
            }
        }
    }
}

fn all_formats<S: Side>(side: S, radius: f64, random: &mut Pcg32) {
    let fixed16 = || match random.next_u32() {
        n if n % 7 == 0 => Fixed16::MIN,
        n => Fixed16::from_bits((n >> 16) as i16),
    };
    let in_blocks: Way<'_, _, _, S> = &|rows, units, emit| {
        blocks::rows(rows, units, side, |index, sums: [&S::Row<i32>; 2]| {
            emit(index, sums.map(AsRef::as_ref));
        });
    };
    compare(side, radius, fixed16, Some(in_blocks));
    compare(side, radius, || fixed32(random), None);
    compare(side, radius, || random.next_u32() as f32 / 4e9 - 0.4, None);
    compare(side, radius, || f64::from(random.next_u32()) / 4e9 - 0.4, None);
}

/// A side that the compiler knows, and the same one at run time.
fn both<const SIDE: usize>(radius: f64, random: &mut Pcg32) {
    all_formats(Const::<SIDE>, radius, random);
    #[cfg(feature = "alloc")]
    all_formats(crate::side::Dyn::new(SIDE).unwrap(), radius, random);
}

#[test]
fn all_units_have_the_bits_of_one_after_the_other() {
    every_level(|| {
        let random = &mut Pcg32::new(6, 0);
        both::<1>(0.0, random);
        both::<3>(2.0, random);
        both::<4>(9.0, random);
        both::<13>(3.6, random);
    });
}

#[test]
#[ignore = "ten seconds: CI runs it"]
fn all_units_have_the_bits_of_one_after_the_other_at_large_sides() {
    every_level(|| {
        let random = &mut Pcg32::new(6, 0);
        both::<12>(40.0, random);
        both::<37>(13.7, random);
        both::<49>(9.5, random);
    });
}
