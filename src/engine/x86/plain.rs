//! Plain Rust, compiled for wider instructions.

use super::portable;
use crate::{
    geometry::{SharedRows, UnitRow},
    number::{Activity, Fixed8, Fixed16, Fixed32, Weight},
    side::Side,
};
use core::ops::{Add, Mul, Range};

macro_rules! compile {
    ($name:ident, $features:literal, $blocks:literal) => {
        pub(super) mod $name {
            use super::*;

            #[target_feature(enable = $features)]
            pub(in super::super) fn fixed8_row<I: Side, O: Side>(
                row: &UnitRow<'_, Fixed8, I, O>,
                sums: &mut O::Row<i32>,
            ) {
                portable::fixed8_row(row, sums);
            }

            #[target_feature(enable = $features)]
            pub(in super::super) fn fixed16_row<I: Side, O: Side>(
                row: &UnitRow<'_, Fixed16, I, O>,
                sums: &mut O::Row<i32>,
            ) {
                portable::fixed16_row(row, sums);
            }

            #[target_feature(enable = $features)]
            pub(in super::super) fn fixed32_row<I: Side, O: Side>(
                row: &UnitRow<'_, Fixed32, I, O>,
                sums: &mut O::Row<i64>,
            ) {
                portable::fixed32_row(row, sums);
            }

            #[target_feature(enable = $features)]
            pub(in super::super) fn float_row<W, I: Side, O: Side>(
                row: &UnitRow<'_, W, I, O>,
                sums: &mut O::Row<W>,
            ) where
                W: Weight<Activity = W, Sum = W> + Add<Output = W> + Mul<Output = W>,
            {
                portable::float_row(row, sums);
            }

            #[target_feature(enable = $features)]
            pub(in super::super) fn fixed16_shared<I: Side, O: Side>(
                rows: &SharedRows<'_, Fixed16, I>,
                units: Range<usize>,
                output: O,
                emit: impl FnMut(usize, [&O::Row<i32>; 2]),
            ) {
                portable::each_row(rows, units, output, emit, |row, sums| {
                    portable::blocks::<_, _, _, $blocks>(row, sums, |sum: i32, w, x| {
                        let [w, x] = [w, x].map(|x: Fixed16| i32::from(x.to_bits()));
                        sum.wrapping_add(w * x)
                    });
                });
            }

            #[target_feature(enable = $features)]
            pub(in super::super) fn fixed32_shared<I: Side, O: Side>(
                rows: &SharedRows<'_, Fixed32, I>,
                units: Range<usize>,
                output: O,
                emit: impl FnMut(usize, [&O::Row<i64>; 2]),
            ) {
                portable::each_row(rows, units, output, emit, |row, sums| {
                    portable::blocks::<_, _, _, $blocks>(row, sums, |sum: i64, w, x| {
                        let [w, x] = [w, x].map(|x: Fixed32| i64::from(x.to_bits()));
                        sum.wrapping_add(w.wrapping_mul(x))
                    });
                });
            }

            #[target_feature(enable = $features)]
            pub(in super::super) fn float_shared<A, I: Side, O: Side>(
                rows: &SharedRows<'_, A, I>,
                units: Range<usize>,
                output: O,
                emit: impl FnMut(usize, [&O::Row<A>; 2]),
            ) where
                A: Weight<Activity = A, Sum = A> + Activity + Add<Output = A> + Mul<Output = A>,
            {
                portable::each_row(rows, units, output, emit, |row, sums| {
                    portable::blocks::<_, _, _, $blocks>(row, sums, |sum: A, w, x| sum + w * x);
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
