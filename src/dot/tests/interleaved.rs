//! Interleaved weights against packed ones.

use super::{every_level, sources};
use crate::{
    FieldView,
    dot::{Fixed16, portable, x86::fixed16_interleaved},
    field::{self, Run, Span},
    interleaved::{Eight, Interleaved, eights, lay_out},
    random::Pcg32,
    row::{Extent, Rows},
};
use std::{vec, vec::Vec};

/// All rows of units and some of them, with some of the source silent; whether a kernel was there.
fn compare<const SIDE: usize>(radius: f64, random: &mut Pcg32) -> bool {
    let mut draw = || match random.next_u32() {
        n if n % 7 == 0 => Fixed16::MIN,
        n if n % 7 == 1 => Fixed16::MAX,
        n => Fixed16::from_bits((n >> 16) as i16),
    };
    let mut spans = [Span::default(); SIDE];
    let mut profiles = std::vec![[Run::default(); SIDE]; field::rows(SIDE, SIDE, radius)];
    let field = FieldView::<SIDE, SIDE>::build(radius, &mut spans, &mut profiles).unwrap();
    let weights: Vec<_> = (0..field.connections()).map(|_| draw()).collect();
    let mut memory = std::vec![Eight::filled(Fixed16::ZERO); eights(field)];
    lay_out(field, &weights, &mut memory);
    let mut kernel = false;
    for (silent, cut) in sources::<_, SIDE>(&mut draw) {
        let active = Extent::all(&cut);
        let all = Interleaved { field, eights: &memory[..], source: &cut, active: &active };
        for units in [0..SIDE, SIDE / 3..SIDE - SIDE / 4] {
            let mut sums = Vec::new();
            kernel = fixed16_interleaved::<SIDE, SIDE>(&all, units.clone(), |index, row| {
                assert_eq!(index, sums.len());
                sums.push(*row);
            });
            assert_eq!(sums.len(), if kernel { units.len() } else { 0 });
            let mut rows = Rows::new(field, &weights, &cut, &active);
            for (i, sums) in units.zip(sums) {
                let mut expected = [0; SIDE];
                portable::fixed16_row(&rows.row(i), &mut expected);
                assert_eq!(sums, expected, "row {i} of {SIDE}, radius {radius}, {silent} silent");
            }
        }
    }
    kernel
}

#[test]
fn interleaved_weights_have_the_bits_of_packed_ones() {
    at_every_level(|random| {
        vec![
            compare::<1>(0.0, random),
            compare::<2>(1.0, random),
            compare::<7>(2.0, random),
            compare::<8>(3.6, random),
            compare::<12>(0.0, random),
            compare::<12>(40.0, random),
            compare::<13>(5.5, random),
            compare::<37>(3.6, random),
        ]
    });
}

#[test]
#[ignore = "the large sides: seconds without optimisation"]
fn interleaved_weights_have_the_bits_of_packed_ones_on_large_sides() {
    at_every_level(|random| {
        vec![compare::<36>(9.5, random), compare::<37>(8.0, random), compare::<49>(25.0, random)]
    });
}

fn at_every_level(compare: impl Fn(&mut Pcg32) -> Vec<bool>) {
    let kernels = std::cell::Cell::new(0);
    every_level(|| {
        let all = compare(&mut Pcg32::new(7, 0));
        assert!(all.iter().all(|&kernel| kernel == all[0]));
        kernels.set(kernels.get() + usize::from(all[0]));
    });
    // AVX2, and AVX-512 where it is
    assert!(!std::is_x86_feature_detected!("avx2") || kernels.get() > 0);
}
