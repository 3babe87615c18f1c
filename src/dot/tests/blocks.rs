//! Kernels that units share, whose rows begin and end with zeros, against plain sums.

use super::super::{Fixed16, blocks, fixed16_shared_row, shared};
use crate::{
    disc::ExactDisc,
    random::Pcg32,
    row::{Extent, SharedRow},
};
use std::vec::Vec;

/// Any bits, and often the least and the largest.
fn bits(random: &mut Pcg32) -> Fixed16 {
    match random.next_u32() {
        n if n % 7 == 0 => Fixed16::MIN,
        n if n % 7 == 1 => Fixed16::MAX,
        n => Fixed16::from_bits((n >> 16) as i16),
    }
}

/// A sheet without silent cells, and some of it silent.
fn sources<const SIDE: usize>(
    random: &mut Pcg32,
) -> impl Iterator<Item = (usize, [[Fixed16; SIDE]; SIDE])> {
    let full: [[Fixed16; SIDE]; SIDE] =
        core::array::from_fn(|_| core::array::from_fn(|_| bits(random) | Fixed16::DELTA));
    [0, 1, SIDE / 4, SIDE / 3, SIDE / 2, SIDE].into_iter().map(move |silent| {
        let mut cut = full;
        for (i, row) in cut.iter_mut().enumerate() {
            let (start, end) = (silent.min(SIDE), SIDE - silent.min(SIDE) / 2);
            let silent_row = silent > 1 && (i < silent / 2 || i + silent > SIDE || i % 5 == 3);
            for (j, cell) in row.iter_mut().enumerate() {
                if silent_row || j < start || j >= end {
                    *cell = Fixed16::ZERO;
                }
            }
        }
        (silent, cut)
    })
}

/// Every row of a sheet of units that share two kernels, whose rows begin and end with zeros.
fn compare_shared<const SIDE: usize>(radius: f64, random: &mut Pcg32) {
    let disc = ExactDisc::<SIDE>::new(radius, 1.0).unwrap();
    let reach = disc.reach();
    let (mut discs, mut kernels) = (Vec::new(), [Vec::new(), Vec::new()]);
    for index in 0..2 * reach + 1 {
        let mut row = disc.row(index);
        row.first = kernels[0].len() as u32;
        let columns = 2 * usize::from(row.half) + 1;
        for (channel, kernel) in kernels.iter_mut().enumerate() {
            let zeros = [0, 1, columns / 4, columns][random.next_u32() as usize % 4];
            for column in 0..columns {
                let inside = (zeros..columns - zeros / 2).contains(&column);
                let weight = if inside { bits(random) } else { Fixed16::ZERO };
                if weight != Fixed16::ZERO {
                    row.widen(channel, column);
                }
                kernel.push(weight);
            }
        }
        discs.push(row);
    }
    for (silent, cells) in sources::<SIDE>(random) {
        let active = Extent::all(&cells);
        for i in 0..SIDE {
            let first = i.saturating_sub(reach);
            let discs = &discs[first + reach - i..];
            let row = SharedRow {
                discs,
                kernels: [&kernels[0], &kernels[1]],
                cells: &cells[first..],
                active: &active[first..],
            };
            let mut plain = [[0_i32; SIDE]; 2];
            for (disc, cells) in discs.iter().zip(&cells[first..]) {
                for (channel, kernel) in kernels.iter().enumerate() {
                    for column in 0..2 * usize::from(disc.half) + 1 {
                        let weight = kernel[disc.first as usize + column];
                        for (j, sum) in plain[channel].iter_mut().enumerate() {
                            let cell = (j + column).checked_sub(usize::from(disc.half));
                            let Some(cell) = cell.and_then(|cell| cells.get(cell)) else {
                                continue;
                            };
                            let product = i32::from(weight.to_bits()) * i32::from(cell.to_bits());
                            *sum = sum.wrapping_add(product);
                        }
                    }
                }
            }
            let mut sums = [[[1; SIDE]; 2]; 3];
            let [ours, in_blocks, reference] = &mut sums;
            fixed16_shared_row(&row, ours);
            blocks::row(&row, in_blocks);
            shared::fixed16_row(&row, reference);
            for sums in sums {
                assert_eq!(sums, plain, "row {i}, {silent} silent");
            }
        }
    }
}

#[test]
fn all_variants_share_kernels_with_the_reference_s_bits() {
    let random = &mut Pcg32::new(7, 0);
    compare_shared::<1>(0.0, random);
    compare_shared::<3>(2.0, random);
    compare_shared::<4>(9.0, random);
    compare_shared::<13>(3.6, random);
    compare_shared::<12>(11.0, random);
    compare_shared::<12>(40.0, random);
    compare_shared::<37>(13.7, random);
}
