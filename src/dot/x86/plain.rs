//! Plain Rust, compiled for wider instructions.

use super::Fixed32;
use crate::row::SharedRow;
use core::ops::{Add, Mul};

macro_rules! compile {
    ($features:literal, $units:literal, $float_shared:ident, $fixed32_shared:ident) => {
        #[target_feature(enable = $features)]
        pub(super) fn $float_shared<T, const IN: usize, const OUT: usize>(
            row: &SharedRow<'_, T, IN>,
            sums: &mut [[T; OUT]; 2],
        ) where
            T: Copy + Default + Add<Output = T> + Mul<Output = T>,
        {
            super::super::shared::blocks::<_, _, IN, OUT, $units>(
                row,
                sums,
                |sum, weight, cell| sum + weight * cell,
            );
        }

        #[target_feature(enable = $features)]
        pub(super) fn $fixed32_shared<const IN: usize, const OUT: usize>(
            row: &SharedRow<'_, Fixed32, IN>,
            sums: &mut [[i64; OUT]; 2],
        ) {
            super::super::shared::blocks::<_, _, IN, OUT, $units>(
                row,
                sums,
                |sum, weight: Fixed32, cell: Fixed32| {
                    let product =
                        i64::from(weight.to_bits()).wrapping_mul(i64::from(cell.to_bits()));
                    sum.wrapping_add(product)
                },
            );
        }
    };
}
compile!("avx2", 1, float_shared_avx2, fixed32_shared_avx2);
compile!("avx512f,avx512bw,avx512vl,bmi2", 3, float_shared_avx512, fixed32_shared_avx512);
