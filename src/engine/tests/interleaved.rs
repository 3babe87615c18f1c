//! Interleaved weights against packed ones.

use super::{every_level, fixed16, on_field, sources};
use crate::{
    engine::{Engine, portable},
    geometry::{
        Extent, UnitRows,
        interleaved::{Block, Interleaved, blocks, lay_out},
    },
    number::Fixed16,
    random::Pcg32,
    side::{Const, Dyn, Side},
};
use std::{cell::Cell, vec, vec::Vec};

/// All rows of units and some of them, with some of the source silent; whether a kernel was there.
fn compare<S: Side>(side: S, radius: f64, random: &mut Pcg32) -> bool {
    let kernel = Cell::new(false);
    on_field((side, side), radius, |field| {
        let mut draw = || fixed16(random);
        let weights: Vec<_> = (0..field.connections()).map(|_| draw()).collect();
        let mut memory = vec![Block::ZERO; blocks(field)];
        lay_out(field, &weights, &mut memory);
        for (silent, cut) in sources(side, &mut draw) {
            let active = Extent::all(cut.rows());
            let active = side.view(&active);
            let all = Interleaved { field, blocks: &memory, source: cut.rows(), active };
            let sides = side.get();
            for units in [0..sides, sides / 3..sides - sides / 4] {
                let mut sums = Vec::new();
                let emit = |all: &[i32]| sums.extend_from_slice(all);
                kernel.set(Fixed16::interleaved(&all, units.clone(), emit));
                assert_eq!(sums.len(), if kernel.get() { units.len() * sides } else { 0 });
                let mut rows = UnitRows::new(field, &weights, &cut, active);
                for (i, sums) in units.zip(sums.chunks(sides)) {
                    let mut expected = side.buffer(0);
                    let expected = side.view_mut(&mut expected);
                    if let Some(row) = rows.row(i) {
                        portable::fixed16_row(&row, expected);
                    }
                    let what = (sides, radius, silent, i);
                    assert_eq!(sums, expected.as_ref(), "side, radius, silent, row: {what:?}");
                }
            }
        }
    });
    kernel.get()
}

/// A side that the compiler knows, and the same one at run time.
fn both<const SIDE: usize>(radius: f64, random: &mut Pcg32) -> bool {
    let kernel = compare(Const::<SIDE>, radius, random);
    assert_eq!(compare(Dyn::new(SIDE).unwrap(), radius, random), kernel);
    kernel
}

#[test]
fn interleaved_weights_have_the_bits_of_packed_ones() {
    let kernels = Cell::new(0);
    every_level(|| {
        let random = &mut Pcg32::new(7, 0);
        let all = [
            both::<1>(0.0, random),
            both::<2>(1.0, random),
            both::<7>(2.0, random),
            both::<8>(3.6, random),
            both::<12>(0.0, random),
            both::<12>(40.0, random),
            both::<13>(5.5, random),
            both::<36>(9.5, random),
            both::<37>(8.0, random),
            both::<49>(25.0, random),
        ];
        assert!(all.iter().all(|&kernel| kernel == all[0]));
        kernels.set(kernels.get() + usize::from(all[0]));
    });
    // AVX2, and AVX-512 where it is
    assert!(!std::is_x86_feature_detected!("avx2") || kernels.get() > 0);
}
