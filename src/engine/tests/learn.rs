//! Learning's passes over a unit against those over each of its runs.

use super::{every_level, on_field};
use crate::{
    engine::inputs,
    geometry::{FieldView, Starts},
    learning::{FixedFactors, FixedTally, Learn, Pruned, UnitRowMut, adapt_each, tally_each},
    number::{Fixed8, Fixed16},
    random::Pcg32,
    sheet::SheetOf,
    side::{Const, Side},
};
use std::{vec, vec::Vec};

/// Bits of all kinds: random, few, extreme.
fn bits(random: &mut Pcg32, kind: usize) -> i16 {
    let n = random.next_u32();
    match (kind, n % 8) {
        (0, _) => (n >> 20) as i16,
        (1, 0) => i16::MAX,
        (1, 1) => i16::MIN,
        (1, _) => (n >> 16) as i16,
        (2, _) => i16::MAX,
        (_, 0..5) => 0,
        _ => (n >> 19) as i16,
    }
}

/// Calls a function with some rows of units of a field, weights and inputs of a kind.
fn each_row<W: Learn<Activity = Fixed16>, I: Side, O: Side>(
    field: FieldView<'_, I, O>,
    kind: usize,
    of_bits: impl Fn(i16) -> W,
    mut check: impl FnMut(&mut UnitRowMut<'_, W, I, O>, &mut Pcg32),
) {
    let random = &mut Pcg32::new(7, kind as u64);
    let mut source = SheetOf::with_side(field.input(), Fixed16::ZERO);
    source.fill_with(|_, _| Fixed16::from_bits(bits(random, kind)));
    let mut starts = Starts::new(field.output());
    let side = field.output().get();
    for row in [0, 1, side / 3, side / 2, side - 2] {
        let span = field.span(row);
        let first = usize::from(span.profile);
        starts.set(field.profiles, first..first + usize::from(span.rows), first);
        let mut weights: Vec<W> = (0..starts.all).map(|_| of_bits(bits(random, kind))).collect();
        let top = usize::from(span.first_row);
        let mut units = UnitRowMut {
            profiles: field.profiles(row),
            cells: source.rows().range(top..field.input().get()),
            before: starts.before(),
            weights: &mut weights,
        };
        check(&mut units, random);
    }
}

fn passes<W, I: Side, O: Side>(field: FieldView<'_, I, O>, of_bits: impl Fn(i16) -> W)
where
    W: Learn<Activity = Fixed16, Tally = FixedTally<u32>, Factors = FixedFactors<u32>, Carry = u32>,
{
    let side = field.output().get();
    for (kind, pruned) in (0..4).flat_map(|kind| [(kind, Pruned::No), (kind, Pruned::Yes)]) {
        each_row(field, kind, &of_bits, |units, random| {
            for columns in [0..side, side / 3..side, side / 2..side / 2 + 1] {
                let [mut ours, mut theirs] =
                    [(); 2].map(|()| vec![FixedTally::default(); columns.len()]);
                W::tally_units(&mut ours, units, columns.clone(), pruned);
                tally_each(&mut theirs, units, columns.clone(), pruned);
                assert_eq!(ours, theirs, "{} {kind} {pruned:?} {columns:?}", W::NAME);
            }
            for column in 0..side {
                let [keep, grow, carry, shift] = [(); 4].map(|()| random.next_u32());
                let shift = shift % 32;
                // half of them as in learning
                let factors = match column % 2 {
                    0 => FixedFactors { keep, grow, shift },
                    _ => FixedFactors { keep: keep >> 17, grow: grow >> 15, shift },
                };
                let before = units.weights.to_vec();
                let end = adapt_each(carry, factors, units, column, pruned);
                let expected = units.weights.to_vec();
                units.weights.copy_from_slice(&before);
                let ours_end = W::adapt_unit(carry, factors, units, column, pruned);
                assert_eq!(ours_end, end, "{} {kind} {pruned:?} {column}", W::NAME);
                assert!(*units.weights == expected[..], "{} {kind} {pruned:?} {column}", W::NAME);
            }
        });
    }
}

/// Calls `f` with fields of runs of 1 to 38 cells, on sheets of one side and of two.
macro_rules! on_fields {
    ($f:ident) => {{
        on_field((Const::<7>, Const::<7>), 1.0, $f!());
        if !cfg!(miri) {
            on_field((Const::<11>, Const::<11>), f64::INFINITY, $f!());
            on_field((Const::<25>, Const::<5>), 5.0, $f!());
            on_field((Const::<9>, Const::<20>), 3.0, $f!());
            on_field((Const::<24>, Const::<24>), 6.5, $f!());
            on_field((Const::<38>, Const::<38>), 17.2, $f!());
        }
    }};
}

#[test]
fn a_unit_s_passes_have_the_bits_of_its_runs() {
    macro_rules! both {
        () => {
            |field| {
                passes(field, Fixed16::from_bits);
                passes(field, |bits| Fixed8::from_bits((bits >> 8) as i8));
            }
        };
    }
    every_level(|| on_fields!(both));
}

/// Σ inputs of neighbours, of which each is had from the one before.
#[test]
fn inputs_of_neighbours_are_those_of_each_unit() {
    macro_rules! sums {
        () => {
            |field| {
                let side = field.output().get();
                each_row(field, 1, Fixed16::from_bits, |units, _| {
                    for start in (0..side).step_by(1 + side / 12) {
                        for end in (start + 1..=side).step_by(1 + side / 8) {
                            let [mut ours, mut theirs] =
                                [(); 2].map(|()| vec![FixedTally::default(); end - start]);
                            inputs::add(&mut ours, units.profiles, units.cells, start..end);
                            tally_each(&mut theirs, units, start..end, Pruned::No);
                            for (ours, theirs) in ours.iter().zip(&theirs) {
                                assert_eq!(ours.inputs, theirs.inputs, "{start}..{end}");
                            }
                        }
                    }
                });
            }
        };
    }
    on_fields!(sums);
}
