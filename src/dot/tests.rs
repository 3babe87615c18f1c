//! The build's variant against the portable reference, bit for bit.

use super::{Fixed16, fixed16_row, portable};
use crate::{
    FieldView,
    field::{self, Run, Span},
    random::Pcg32,
    row::{Extent, Rows},
};
use std::vec::Vec;

mod adapt;
mod shared;

/// Every row of a sheet, with the source's activity cut to some cells of some rows.
fn compare<const IN: usize, const OUT: usize>(radius: f64, random: &mut Pcg32) {
    let mut spans = [Span::default(); OUT];
    let mut profiles = std::vec![[Run::default(); OUT]; field::rows(IN, OUT, radius)];
    let field = FieldView::<IN, OUT>::build(radius, &mut spans, &mut profiles).unwrap();
    let mut bits = || match random.next_u32() {
        n if n % 7 == 0 => Fixed16::MIN,
        n if n % 7 == 1 => Fixed16::MAX,
        n => Fixed16::from_bits((n >> 16) as i16),
    };
    let weights: Vec<_> = (0..field.connections()).map(|_| bits()).collect();
    let full: [[Fixed16; IN]; IN] =
        core::array::from_fn(|_| core::array::from_fn(|_| bits() | Fixed16::DELTA));
    for silent in [0, 1, IN / 4, IN / 3, IN / 2, IN] {
        let mut cut = full;
        for (i, row) in cut.iter_mut().enumerate() {
            let (start, end) = (silent.min(IN), IN - silent.min(IN) / 2);
            let silent_row = silent > 1 && (i < silent / 2 || i + silent > IN || i % 5 == 3);
            for (j, cell) in row.iter_mut().enumerate() {
                if silent_row || j < start || j >= end {
                    *cell = Fixed16::ZERO;
                }
            }
        }
        let active = Extent::all(&cut);
        let everything = [Extent { start: 0, end: IN }; IN];
        let mut rows = Rows::new(field, &weights, &cut, &active);
        let mut unskipped = Rows::new(field, &weights, &cut, &everything);
        for i in 0..OUT {
            let mut sums = [[1; OUT]; 4];
            let [ours, reference, ours_unskipped, plain] = &mut sums;
            fixed16_row(&rows.row(i), ours);
            portable::fixed16_row(&rows.row(i), reference);
            fixed16_row(&unskipped.row(i), ours_unskipped);
            portable::fixed16_row(&unskipped.row(i), plain);
            assert_eq!(ours, reference, "row {i}, {silent} silent");
            assert_eq!(ours, ours_unskipped, "row {i}, {silent} silent");
            assert_eq!(ours, plain, "row {i}, {silent} silent");
        }
    }
}

#[test]
fn all_variants_have_the_reference_s_bits() {
    let random = &mut Pcg32::new(5, 0);
    compare::<12, 12>(0.0, random);
    compare::<12, 12>(1.0, random);
    compare::<13, 13>(3.6, random);
    compare::<12, 12>(5.0, random);
    compare::<12, 12>(6.0, random); // both borders cut
    compare::<12, 12>(40.0, random);
    compare::<12, 20>(4.0, random);
    compare::<20, 7>(4.0, random);
    compare::<48, 48>(20.0, random); // runs of 41
    compare::<70, 3>(70.0, random); // runs of 70
}
