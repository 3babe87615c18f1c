//! The build's variant against the portable reference, bit for bit.

use super::{Fixed16, Fixed32, f32_row, f64_row, fixed16_row, fixed32_row, portable};
use crate::{
    FieldView,
    field::{self, Run, Span},
    random::Pcg32,
    row::{Extent, Row, Rows},
};
use core::fmt::Debug;
use std::vec::Vec;

mod adapt;
#[cfg(lissom_x86)]
mod interleaved;
mod shared;

/// By each of the variants that this processor has.
fn every_level(compare: impl Fn()) {
    #[cfg(lissom_x86)]
    super::x86::every_level(compare);
    #[cfg(not(lissom_x86))]
    compare();
}

/// A sheet without silent cells, and some of it silent.
fn sources<T, const SIDE: usize>(draw: &mut impl FnMut() -> T) -> Vec<(usize, [[T; SIDE]; SIDE])>
where
    T: Copy + Default + PartialEq,
{
    let mut cell = || loop {
        let cell = draw();
        if cell != T::default() {
            break cell;
        }
    };
    let full: [[T; SIDE]; SIDE] = core::array::from_fn(|_| core::array::from_fn(|_| cell()));
    let cut = |silent| {
        let mut cut = full;
        for (i, row) in cut.iter_mut().enumerate() {
            let (start, end) = (silent, SIDE - silent / 2);
            let silent_row = silent > 1 && (i < silent / 2 || i + silent > SIDE || i % 5 == 3);
            for (j, cell) in row.iter_mut().enumerate() {
                if silent_row || j < start || j >= end {
                    *cell = T::default();
                }
            }
        }
        (silent, cut)
    };
    [0, 1, SIDE / 4, SIDE / 3, SIDE / 2, SIDE].map(cut).to_vec()
}

/// Every row of a sheet, with the source's activity cut to some cells of some rows.
fn compare<T, S, const IN: usize, const OUT: usize>(
    radius: f64,
    mut draw: impl FnMut() -> T,
    ours: impl Fn(&Row<'_, T, IN, OUT>, &mut [S; OUT]),
    reference: impl Fn(&Row<'_, T, IN, OUT>, &mut [S; OUT]),
) where
    T: Copy + Default + PartialEq + Debug,
    S: Copy + Default + PartialEq + Debug,
{
    let mut spans = [Span::default(); OUT];
    let mut profiles = std::vec![[Run::default(); OUT]; field::rows(IN, OUT, radius)];
    let field = FieldView::<IN, OUT>::build(radius, &mut spans, &mut profiles).unwrap();
    let weights: Vec<_> = (0..field.connections()).map(|_| draw()).collect();
    for (silent, cut) in sources::<T, IN>(&mut draw) {
        let active = Extent::all(&cut);
        let everything = [Extent { start: 0, end: IN }; IN];
        let mut rows = Rows::new(field, &weights, &cut, &active);
        let mut unskipped = Rows::new(field, &weights, &cut, &everything);
        for i in 0..OUT {
            let mut sums = [[S::default(); OUT]; 4];
            let [some, others, some_unskipped, others_unskipped] = &mut sums;
            ours(&rows.row(i), some);
            reference(&rows.row(i), others);
            ours(&unskipped.row(i), some_unskipped);
            reference(&unskipped.row(i), others_unskipped);
            assert_eq!(some, others, "row {i}, {silent} silent");
            assert_eq!(some, some_unskipped, "row {i}, {silent} silent");
            assert_eq!(some, others_unskipped, "row {i}, {silent} silent");
        }
    }
}

fn all_formats<const IN: usize, const OUT: usize>(radius: f64, random: &mut Pcg32) {
    let fixed16 = || match random.next_u32() {
        n if n % 7 == 0 => Fixed16::MIN,
        n if n % 7 == 1 => Fixed16::MAX,
        n => Fixed16::from_bits((n >> 16) as i16),
    };
    compare(radius, fixed16, fixed16_row::<IN, OUT>, portable::fixed16_row::<IN, OUT>);
    let fixed32 = || match random.next_u32() {
        n if n % 7 == 0 => Fixed32::MIN,
        n if n % 7 == 1 => Fixed32::MAX,
        n => Fixed32::from_bits(n as i32),
    };
    compare(radius, fixed32, fixed32_row::<IN, OUT>, portable::fixed32_row::<IN, OUT>);
    let f32 = || random.next_u32() as f32 / 4e9 - 0.4;
    compare(radius, f32, f32_row::<IN, OUT>, portable::float_row::<f32, IN, OUT>);
    let f64 = || f64::from(random.next_u32()) / 4e9 - 0.4;
    compare(radius, f64, f64_row::<IN, OUT>, portable::float_row::<f64, IN, OUT>);
}

#[test]
fn all_variants_have_the_reference_s_bits() {
    every_level(compare_all);
}

fn compare_all() {
    let random = &mut Pcg32::new(5, 0);
    all_formats::<12, 12>(0.0, random);
    all_formats::<12, 12>(1.0, random);
    all_formats::<13, 13>(3.6, random);
    all_formats::<12, 12>(5.0, random);
    all_formats::<12, 12>(6.0, random); // both borders cut
    all_formats::<12, 12>(40.0, random);
    all_formats::<12, 20>(4.0, random);
    all_formats::<20, 7>(4.0, random);
    all_formats::<36, 8>(9.5, random);
    all_formats::<48, 4>(20.0, random); // runs of 41
    all_formats::<70, 3>(70.0, random); // runs of 70
}

#[test]
#[ignore = "the large sides: half a minute without optimisation"]
fn all_variants_have_the_reference_s_bits_on_large_sides() {
    every_level(|| {
        let random = &mut Pcg32::new(5, 1);
        all_formats::<36, 36>(9.5, random);
        all_formats::<48, 48>(20.0, random); // runs of 41
        all_formats::<70, 9>(70.0, random);
    });
}

#[test]
fn a_scaled_sum_is_the_upper_word() {
    let random = &mut Pcg32::new(6, 0);
    let numbers = |n| [i32::MIN, i32::MAX, 0, 1, -1, 0xffff, 0x8000, n, n >> 8, n >> 16];
    for _ in 0..1000 {
        let (a, b) = (random.next_u32() as i32, random.next_u32() as i32);
        for a in numbers(a) {
            for b in numbers(b).map(|b| b >> 2) {
                let exact = (i64::from(a) * i64::from(b) + (1 << 31)) >> 32;
                assert_eq!(i64::from(super::scaled(a, b)), exact, "{a} {b}");
            }
        }
    }
}
