//! AVX-512: four units at once, of each a whole run at once in the shortest register that holds it.
//!
//! A run's cells are loaded under a mask that ends with the run. Its weights are loaded with those
//! that follow, which belong to no cell, where the projection has as many left.

use super::runs::{
    UNITS, eight, eight_f32, eight_f64, eight_of_8, sixteen, sixteen_of_8, sixteen_of_32,
    thirty_two, thirty_two_of_8,
};
use crate::{
    engine::lanes::section::Section,
    geometry::UnitRow,
    number::{Fixed8, Fixed16, Fixed32},
    side::Side,
};
use core::{arch::x86_64::*, array};

/// The sums of a row of units, by `$four` for those from a unit on: source rows with runs of more
/// than `$longer_than` cells apart from those above and below.
macro_rules! row {
    ($name:ident, $number:ty, $sum:ty, $lanes:expr, $four:ident, $longer_than:expr) => {
        #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
        pub(super) fn $name<const LONG: bool, I: Side, O: Side>(
            row: &UnitRow<'_, $number, I, O>,
            sums: &mut [$sum],
        ) {
            sums.fill(<$sum>::default());
            let seen = row.seen();
            if seen.is_empty() {
                return;
            }
            let Some((weights, starts)) = row.weights() else { return };
            let (mut first, count) = (seen.start, row.runs.len());
            let wide = $longer_than.map_or(0..count, |len| row.wider_than(len));
            let (above, below) = (0..wide.start, wide.end..count);
            let sections =
                [Section::new(row, above), Section::new(row, wide), Section::new(row, below)];
            while first < seen.end {
                let unit = first.min(sums.len() - UNITS);
                let firsts = array::from_fn(|u| weights[starts[unit + u] as usize..].as_ptr());
                let room = row.weights_after(unit + UNITS - 1) >= $lanes;
                let four = match (room, row.are_whole(unit..unit + UNITS)) {
                    (true, true) => $four::<true, LONG, true, I, O>(sections, unit, firsts),
                    (true, false) => $four::<true, LONG, false, I, O>(sections, unit, firsts),
                    (false, _) => $four::<false, LONG, false, I, O>(sections, unit, firsts),
                };
                sums[unit..unit + UNITS].copy_from_slice(&four);
                first += UNITS;
            }
        }
    };
}
row!(of_short8, Fixed8, i32, 8, four_short8, None::<u8>);
row!(of_8, Fixed8, i32, 32, four_of_8, Some(16));
row!(of_short, Fixed16, i32, 8, four_short, None::<u8>);
row!(of_16, Fixed16, i32, 32, four_of_16, Some(16));
row!(of_32, Fixed32, i64, 16, four_of_32, None::<u8>);
row!(of_f32, f32, f32, 8, four_of_f32, None::<u8>);
row!(of_f64, f64, f64, 8, four_of_f64, None::<u8>);

macro_rules! integers {
    ($short:ident, $long:ident, $weight:ty, $eight:ident, $sixteen:ident, $thirty_two:ident) => {
        /// No run is longer than eight.
        #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
        #[inline]
        fn $short<const ROOM: bool, const LONG: bool, const WHOLE: bool, I: Side, O: Side>(
            [_, rows, _]: [Section<Fixed16, I, O>; 3],
            unit: usize,
            mut weights: [*const $weight; UNITS],
        ) -> [i32; UNITS] {
            let mut sums = [_mm_setzero_si128(); UNITS];
            $eight::<ROOM, false, WHOLE, I, O>(rows, unit, &mut weights, &mut sums);
            four_sums(sums)
        }

        /// Runs outside the rows `wide` are not longer than sixteen.
        #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
        #[inline]
        fn $long<const ROOM: bool, const LONG: bool, const WHOLE: bool, I: Side, O: Side>(
            [above, wide, below]: [Section<Fixed16, I, O>; 3],
            unit: usize,
            mut weights: [*const $weight; UNITS],
        ) -> [i32; UNITS] {
            let mut sums = [_mm256_setzero_si256(); UNITS];
            let mut wide_sums = [_mm512_setzero_si512(); UNITS];
            $sixteen::<ROOM, false, WHOLE, I, O>(above, unit, &mut weights, &mut sums);
            $thirty_two::<ROOM, LONG, WHOLE, I, O>(wide, unit, &mut weights, &mut wide_sums);
            $sixteen::<ROOM, false, WHOLE, I, O>(below, unit, &mut weights, &mut sums);
            let mut short = [_mm_setzero_si128(); UNITS];
            for u in 0..UNITS {
                let wide = wide_sums[u];
                let [low, high] =
                    [_mm512_castsi512_si256(wide), _mm512_extracti64x4_epi64(wide, 1)];
                let sum = _mm256_add_epi32(sums[u], _mm256_add_epi32(low, high));
                let [low, high] = [_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1)];
                short[u] = _mm_add_epi32(low, high);
            }
            four_sums(short)
        }
    };
}
integers!(four_short, four_of_16, Fixed16, eight, sixteen, thirty_two);
integers!(four_short8, four_of_8, Fixed8, eight_of_8, sixteen_of_8, thirty_two_of_8);

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
#[inline]
fn four_of_32<const ROOM: bool, const LONG: bool, const WHOLE: bool, I: Side, O: Side>(
    [_, rows, _]: [Section<Fixed32, I, O>; 3],
    unit: usize,
    mut weights: [*const Fixed32; UNITS],
) -> [i64; UNITS] {
    let mut sums = [_mm512_setzero_si512(); UNITS];
    sixteen_of_32::<ROOM, LONG, WHOLE, I, O>(rows, unit, &mut weights, &mut sums);
    let [a, b, c, d] = sums;
    [a, b, c, d].map(|sum| _mm512_reduce_add_epi64(sum))
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
#[inline]
fn four_sums([a, b, c, d]: [__m128i; UNITS]) -> [i32; UNITS] {
    let ab = _mm_add_epi32(_mm_unpacklo_epi32(a, b), _mm_unpackhi_epi32(a, b));
    let cd = _mm_add_epi32(_mm_unpacklo_epi32(c, d), _mm_unpackhi_epi32(c, d));
    let sum = _mm_add_epi32(_mm_unpacklo_epi64(ab, cd), _mm_unpackhi_epi64(ab, cd));
    let mut four = [0; UNITS];
    // SAFETY: four sums of 32 bits
    unsafe { _mm_storeu_si128(four.as_mut_ptr().cast(), sum) }
    four
}

/// In the order of [`portable::float_row`].
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
#[inline]
fn four_of_f32<const ROOM: bool, const LONG: bool, const WHOLE: bool, I: Side, O: Side>(
    [_, rows, _]: [Section<f32, I, O>; 3],
    unit: usize,
    mut weights: [*const f32; UNITS],
) -> [f32; UNITS] {
    let mut sums = [_mm256_setzero_ps(); UNITS];
    eight_f32::<ROOM, LONG, WHOLE, I, O>(rows, unit, &mut weights, &mut sums);
    let mut four = [0.0; UNITS];
    for u in 0..UNITS {
        let [low, high] = [_mm256_castps256_ps128(sums[u]), _mm256_extractf128_ps(sums[u], 1)];
        let four_lanes = _mm_add_ps(low, high);
        let two = _mm_add_ps(four_lanes, _mm_movehl_ps(four_lanes, four_lanes));
        four[u] = _mm_cvtss_f32(_mm_add_ss(two, _mm_shuffle_ps(two, two, 1)));
    }
    four
}

/// In the order of [`portable::float_row`].
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
#[inline]
fn four_of_f64<const ROOM: bool, const LONG: bool, const WHOLE: bool, I: Side, O: Side>(
    [_, rows, _]: [Section<f64, I, O>; 3],
    unit: usize,
    mut weights: [*const f64; UNITS],
) -> [f64; UNITS] {
    let mut sums = [_mm512_setzero_pd(); UNITS];
    eight_f64::<ROOM, LONG, WHOLE, I, O>(rows, unit, &mut weights, &mut sums);
    let mut four = [0.0; UNITS];
    for u in 0..UNITS {
        let [low, high] = [_mm512_castpd512_pd256(sums[u]), _mm512_extractf64x4_pd(sums[u], 1)];
        let four_lanes = _mm256_add_pd(low, high);
        let [low, high] =
            [_mm256_castpd256_pd128(four_lanes), _mm256_extractf128_pd(four_lanes, 1)];
        let two = _mm_add_pd(low, high);
        four[u] = _mm_cvtsd_f64(_mm_add_sd(two, _mm_unpackhi_pd(two, two)));
    }
    four
}
