//! Plain Rust, compiled for wider instructions.

use super::{Fixed16, Fixed32, Wide, each, portable, shared_portable};
use crate::row::{Row, SharedRow};
use core::ops::{Add, Mul};

macro_rules! compile {
    ($name:ident, $features:literal, $blocks:literal) => {
        pub(super) mod $name {
            use super::*;

            #[target_feature(enable = $features)]
            pub(in super::super) fn fixed16_row<const IN: usize, const OUT: usize>(
                row: &Row<'_, Fixed16, IN, OUT>,
                sums: &mut [i32; OUT],
            ) {
                portable::fixed16_row(row, sums);
            }

            #[target_feature(enable = $features)]
            pub(in super::super) fn fixed32_row<const IN: usize, const OUT: usize>(
                row: &Row<'_, Fixed32, IN, OUT>,
                sums: &mut [i64; OUT],
            ) {
                portable::fixed32_row(row, sums);
            }

            #[target_feature(enable = $features)]
            pub(in super::super) fn float_row<T, const IN: usize, const OUT: usize>(
                row: &Row<'_, T, IN, OUT>,
                sums: &mut [T; OUT],
            ) where
                T: Copy + Default + Add<Output = T> + Mul<Output = T>,
            {
                portable::float_row(row, sums);
            }

            #[target_feature(enable = $features)]
            pub(in super::super) fn fixed32_shared_row<const IN: usize, const OUT: usize>(
                row: &SharedRow<'_, Fixed32, IN>,
                sums: &mut [[i64; OUT]; 2],
            ) {
                shared_portable::blocks::<_, _, IN, OUT, $blocks>(
                    row,
                    sums,
                    |sum, weight: Fixed32, cell: Fixed32| {
                        let [weight, cell] = [weight, cell].map(|x| i64::from(x.to_bits()));
                        sum.wrapping_add(weight.wrapping_mul(cell))
                    },
                );
            }

            #[target_feature(enable = $features)]
            pub(in super::super) fn float_shared_row<T, const IN: usize, const OUT: usize>(
                row: &SharedRow<'_, T, IN>,
                sums: &mut [[T; OUT]; 2],
            ) where
                T: Copy + Default + Add<Output = T> + Mul<Output = T>,
            {
                shared_portable::blocks::<_, _, IN, OUT, $blocks>(
                    row,
                    sums,
                    |sum, weight, cell| sum + weight * cell,
                );
            }

            #[target_feature(enable = $features)]
            pub(in super::super) fn scaled_all(
                sums: impl Iterator<Item = i32>,
                factor: i32,
                products: &mut [Wide],
            ) {
                each::scaled_all(sums, factor, products);
            }

            #[target_feature(enable = $features)]
            pub(in super::super) fn climb<T: Copy>(
                ends: [Wide; 2],
                s: &[Wide],
                heights: &mut [T],
                climb: impl Fn(Wide) -> T,
                top: T,
            ) {
                each::climb(ends, s, heights, climb, top);
            }
        }
    };
}
compile!(avx2, "avx2", 1);
compile!(avx512, "avx512f,avx512bw,avx512vl,bmi2", 3);

#[target_feature(enable = "avx2")]
pub(super) fn fixed16_shared_row_avx2<const IN: usize, const OUT: usize>(
    row: &SharedRow<'_, Fixed16, IN>,
    sums: &mut [[i32; OUT]; 2],
) {
    shared_portable::blocks::<_, _, IN, OUT, 1>(
        row,
        sums,
        |sum, weight: Fixed16, cell: Fixed16| {
            let [weight, cell] = [weight, cell].map(|x| i32::from(x.to_bits()));
            sum.wrapping_add(weight.wrapping_mul(cell))
        },
    );
}
