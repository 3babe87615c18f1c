//! The build's variant against the portable reference, bit for bit.

use super::{Engine, native, portable};
use crate::{
    geometry::{Extent, FieldView, Placement, Run, Span, UnitRow, UnitRows, rows},
    number::{Fixed8, Fixed16, Fixed32},
    random::Pcg32,
    sheet::SheetOf,
    side::{Const, Side, Value},
};
use std::{vec, vec::Vec};

#[cfg(all(feature = "alloc", lissom_x86))]
mod interleaved;
mod learn;
mod pool;
mod shared;

/// By each of the variants that this processor has.
fn every_level(compare: impl Fn()) {
    #[cfg(lissom_x86)]
    super::x86::every_level(compare);
    #[cfg(not(lissom_x86))]
    compare();
}

/// A sheet without silent cells, and some of it silent.
fn sources<T: Value + Default, S: Side>(
    side: S,
    draw: &mut impl FnMut() -> T,
) -> Vec<(usize, SheetOf<T, S>)> {
    let mut cell = |_, _| loop {
        let cell = draw();
        if cell != T::default() {
            break cell;
        }
    };
    let mut full = SheetOf::with_side(side, T::default());
    full.fill_with(&mut cell);
    let side = side.get();
    let cut = |silent| {
        let mut cut = full.clone();
        for (i, row) in cut.rows_mut().iter_mut().enumerate() {
            let (start, end) = (silent, side - silent / 2);
            let silent_row = silent > 1 && (i < silent / 2 || i + silent > side || i % 5 == 3);
            for (j, cell) in row.as_mut().iter_mut().enumerate() {
                if silent_row || j < start || j >= end {
                    *cell = T::default();
                }
            }
        }
        (silent, cut)
    };
    let silent = [0, 1, side / 4, side / 3, side / 2, side];
    let some = if cfg!(miri) { 2..4 } else { 0..6 };
    silent[some].iter().copied().map(cut).collect()
}

/// Calls `f` with a table of connection fields.
fn on_field<I: Side, O: Side>(
    (input, output): (I, O),
    radius: f64,
    f: impl FnOnce(FieldView<'_, I, O>),
) {
    let mut spans = output.buffer(Span::default());
    let [block, ..] = *output.square(Run::default()).as_ref() else { unreachable!() };
    let mut runs = vec![block; rows(input.get(), output.get(), radius) * output.blocks()];
    let spans = output.view_mut(&mut spans);
    f(FieldView::build(input, output, Placement::Corners, radius, spans, &mut runs).unwrap());
}

/// Every row of a sheet, with the source's activity cut to some cells of some rows.
fn compare<W: Engine, I: Side, O: Side>(
    sides @ (input, output): (I, O),
    radius: f64,
    random: &mut Pcg32,
    (draw, draw_cell): (impl Fn(&mut Pcg32) -> W, impl Fn(&mut Pcg32) -> W::Activity),
    reference: impl Fn(&UnitRow<'_, W, I, O>, &mut O::Row<W::Sum>),
) {
    on_field(sides, radius, |field| {
        let weights: Vec<_> = (0..field.connections()).map(|_| draw(random)).collect();
        for (silent, cut) in sources(input, &mut || draw_cell(random)) {
            let active = Extent::all(cut.rows());
            let everything = input.buffer(Extent::new(0, input.get()));
            let [active, everything] = [&active, &everything].map(|extents| input.view(extents));
            let mut rows = UnitRows::new(field, &weights, &cut, active);
            let mut unskipped = UnitRows::new(field, &weights, &cut, everything);
            for i in 0..output.get() {
                let mut sums = [output.buffer(W::Sum::default()); 4];
                let [some, others, some_unskipped, others_unskipped] =
                    sums.each_mut().map(|sums| output.view_mut(sums));
                if let Some(row) = rows.row(i) {
                    W::row(&row, some);
                    reference(&row, others);
                } // else no unit sees an active cell, and all sums are 0
                if let Some(row) = unskipped.row(i) {
                    W::row(&row, some_unskipped);
                    reference(&row, others_unskipped);
                }
                assert_eq!(some, others, "row {i}, {silent} silent");
                assert_eq!(some, some_unskipped, "row {i}, {silent} silent");
                assert_eq!(some, others_unskipped, "row {i}, {silent} silent");
            }
        }
    });
}

/// Bits of all kinds, and the extremes among them.
fn fixed16(random: &mut Pcg32) -> Fixed16 {
    match random.next_u32() {
        n if n % 7 == 0 => Fixed16::MIN,
        n if n % 7 == 1 => Fixed16::MAX,
        n => Fixed16::from_bits((n >> 16) as i16),
    }
}

/// The same.
fn fixed32(random: &mut Pcg32) -> Fixed32 {
    match random.next_u32() {
        n if n % 7 == 0 => Fixed32::MIN,
        n if n % 7 == 1 => Fixed32::MAX,
        n => Fixed32::from_bits(n as i32),
    }
}

/// The same.
fn fixed8(random: &mut Pcg32) -> Fixed8 {
    Fixed8::from_bits((fixed16(random).to_bits() >> 8) as i8)
}

fn float32(random: &mut Pcg32) -> f32 {
    random.next_u32() as f32 / 4e9 - 0.4
}

fn float64(random: &mut Pcg32) -> f64 {
    f64::from(random.next_u32()) / 4e9 - 0.4
}

fn all_formats<I: Side, O: Side>(sides: (I, O), radius: f64, random: &mut Pcg32) {
    compare(sides, radius, random, (fixed8, fixed16), portable::fixed8_row);
    compare(sides, radius, random, (fixed16, fixed16), portable::fixed16_row);
    compare(sides, radius, random, (fixed32, fixed32), portable::fixed32_row);
    compare(sides, radius, random, (float32, float32), portable::float_row);
    compare(sides, radius, random, (float64, float64), portable::float_row);
}

/// Sides that the compiler knows, and the same ones at run time.
fn both<const IN: usize, const OUT: usize>(radius: f64, random: &mut Pcg32) {
    all_formats((Const::<IN>, Const::<OUT>), radius, random);
    #[cfg(feature = "alloc")]
    {
        use crate::side::Dyn;
        all_formats((Dyn::new(IN).unwrap(), Dyn::new(OUT).unwrap()), radius, random);
    }
}

/// Miri runs every level that it is compiled for.
#[cfg(all(miri, target_arch = "x86_64"))]
#[test]
fn all_variants_of_the_build_run() {
    let levels = std::cell::Cell::new(0);
    every_level(|| levels.set(levels.get() + 1));
    let wide = [cfg!(target_feature = "avx2"), cfg!(target_feature = "avx512vnni")];
    assert_eq!(levels.get(), 1 + wide.into_iter().filter(|is| *is).count());
}

#[test]
fn all_variants_have_the_reference_s_bits() {
    every_level(|| {
        let random = &mut Pcg32::new(5, 0);
        if cfg!(miri) {
            let sides = (Const::<9>, Const::<9>);
            compare(sides, 2.3, random, (fixed8, fixed16), portable::fixed8_row);
            compare(sides, 2.3, random, (fixed16, fixed16), portable::fixed16_row);
            compare(sides, 2.3, random, (float32, float32), portable::float_row);
            return; // more take minutes
        }
        both::<12, 12>(0.0, random);
        both::<12, 12>(1.0, random);
        both::<13, 13>(3.6, random);
        both::<12, 12>(5.0, random);
        both::<12, 12>(6.0, random); // both borders cut
        both::<12, 20>(4.0, random);
        both::<20, 7>(4.0, random);
        both::<70, 3>(70.0, random); // runs of 70
    });
}

/// Every side from one unit to forty, at run time.
#[cfg(feature = "alloc")]
#[test]
#[ignore = "a minute: CI runs it"]
fn sixteen_and_eight_bits_have_the_reference_s_bits_at_every_side() {
    every_level(|| {
        let random = &mut Pcg32::new(5, 1);
        for side in (1..=40).map(|side| crate::side::Dyn::new(side).unwrap()) {
            for radius in [1.2, 4.5, 9.5] {
                let sides = (side, side);
                compare(sides, radius, random, (fixed8, fixed16), portable::fixed8_row);
                compare(sides, radius, random, (fixed16, fixed16), portable::fixed16_row);
            }
        }
    });
}

#[test]
#[ignore = "half a minute: CI runs it"]
fn all_variants_have_the_reference_s_bits_at_large_sides() {
    every_level(|| {
        let random = &mut Pcg32::new(5, 0);
        both::<12, 12>(40.0, random);
        both::<36, 36>(9.5, random);
        both::<48, 48>(20.0, random); // runs of 41
        both::<70, 9>(70.0, random);
    });
}

#[test]
#[cfg_attr(miri, ignore = "minutes in Miri, and no memory")]
fn a_scaled_sum_is_the_upper_word() {
    let random = &mut Pcg32::new(6, 0);
    let numbers = |n| [i32::MIN, i32::MAX, 0, 1, -1, 0xffff, 0x8000, n, n >> 8, n >> 16];
    for _ in 0..1000 {
        let (a, b) = (random.next_u32() as i32, random.next_u32() as i32);
        for a in numbers(a) {
            for b in numbers(b).map(|b| (b >> 2) / 4 * 7) {
                let exact = (i64::from(a) * i64::from(b) + (1 << 31)) >> 32;
                assert_eq!(i64::from(native::scaled(a, b)), exact, "{a} {b}");
            }
        }
    }
}
