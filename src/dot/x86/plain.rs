//! Plain Rust, compiled for wider instructions.

use super::{Fixed16, Fixed32, portable, shared_portable};
use crate::row::{Row, SharedRows};
use core::ops::{Add, Mul, Range};

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
            pub(in super::super) fn fixed32_shared_rows<const IN: usize, const OUT: usize>(
                rows: &SharedRows<'_, Fixed32, IN>,
                units: Range<usize>,
                take: impl FnMut(usize, &[[i64; OUT]; 2]),
            ) {
                shared_portable::each(rows, units, take, |row, sums| {
                    shared_portable::blocks::<_, _, IN, OUT, $blocks>(row, sums, |sum, w, x| {
                        let [w, x] = [w, x].map(|x: Fixed32| i64::from(x.to_bits()));
                        sum.wrapping_add(w.wrapping_mul(x))
                    });
                });
            }

            #[target_feature(enable = $features)]
            pub(in super::super) fn float_shared_rows<T, const IN: usize, const OUT: usize>(
                rows: &SharedRows<'_, T, IN>,
                units: Range<usize>,
                take: impl FnMut(usize, &[[T; OUT]; 2]),
            ) where
                T: Copy + Default + Add<Output = T> + Mul<Output = T>,
            {
                shared_portable::each(rows, units, take, |row, sums| {
                    shared_portable::blocks::<_, _, IN, OUT, $blocks>(row, sums, |sum, w, x| {
                        sum + w * x
                    });
                });
            }

            #[target_feature(enable = $features)]
            pub(in super::super) fn wide<R>(run: impl FnOnce() -> R) -> R {
                run()
            }
        }
    };
}
compile!(avx2, "avx2", 1);
compile!(avx512, "avx512f,avx512bw,avx512vl,bmi2", 3);
