//! AVX-512: four units at once, of each a whole run at once in the shortest register that holds it.
//!
//! A run's cells are loaded under a mask that ends with the run. Its weights are loaded with those
//! that follow, which meet no cell, where the projection has as many left.

use super::{Fixed16, Fixed32};
use crate::row::Row;
use core::{arch::x86_64::*, array, ops::Range};

/// Units that are added up at once.
pub(super) const UNITS: usize = 4;

/// Some source rows' products, added to four sums.
macro_rules! width {
    ($name:ident, $number:ty, $register:ty, $lanes:literal, $mask:ty, $load:ident, $masked:ident,
        $add:expr) => {
        /// `ROOM`: a register's weights follow the units'. `LONG`: runs may be longer than a register.
        #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
        #[inline]
        fn $name<const ROOM: bool, const LONG: bool, const IN: usize, const OUT: usize>(
            row: &Row<'_, $number, IN, OUT>,
            rows: Range<usize>,
            unit: usize,
            weights: &mut [*const $number; UNITS],
            sums: &mut [$register; UNITS],
        ) {
            for (runs, cells) in row.runs[rows.clone()].iter().zip(&row.cells[rows]) {
                let runs = &runs[unit..unit + UNITS];
                let longest = runs.iter().fold(0, |most, run| run.len.max(most));
                let mut from = 0;
                loop {
                    for u in 0..UNITS {
                        let len = usize::from(runs[u].len);
                        let from = if LONG { from.min(len) } else { 0 };
                        let mask = _bzhi_u32(u32::MAX, (len - from) as u32) as $mask;
                        let start = usize::from(runs[u].start) + from;
                        // SAFETY: the mask ends with the run, which is inside the cells and, in the
                        // same order, inside the unit's weights; with room a register more is inside
                        // the projection's
                        let (cells, weights) = unsafe {
                            let cells = $masked(mask, cells.as_ptr().wrapping_add(start).cast());
                            let weights = weights[u].wrapping_add(from);
                            let weights = match ROOM {
                                true => $load(weights.cast()),
                                false => $masked(mask, weights.cast()),
                            };
                            (cells, weights)
                        };
                        sums[u] = $add(sums[u], cells, weights);
                    }
                    from += $lanes;
                    if !LONG || from >= usize::from(longest) {
                        break;
                    }
                }
                for u in 0..UNITS {
                    weights[u] = weights[u].wrapping_add(usize::from(runs[u].len));
                }
            }
        }
    };
}
width!(
    eight,
    Fixed16,
    __m128i,
    8,
    u8,
    _mm_loadu_si128,
    _mm_maskz_loadu_epi16,
    |sum, cells, weights| _mm_dpwssd_epi32(sum, cells, weights)
);
width!(
    sixteen,
    Fixed16,
    __m256i,
    16,
    u16,
    _mm256_loadu_si256,
    _mm256_maskz_loadu_epi16,
    |sum, cells, weights| _mm256_dpwssd_epi32(sum, cells, weights)
);
width!(
    thirty_two,
    Fixed16,
    __m512i,
    32,
    u32,
    _mm512_loadu_si512,
    _mm512_maskz_loadu_epi16,
    |sum, cells, weights| _mm512_dpwssd_epi32(sum, cells, weights)
);
width!(
    sixteen_of_32,
    Fixed32,
    __m512i,
    16,
    u16,
    _mm512_loadu_si512,
    _mm512_maskz_loadu_epi32,
    |sum, cells, weights| {
        let odd = _mm512_mul_epi32(_mm512_srli_epi64(cells, 32), _mm512_srli_epi64(weights, 32));
        let even = _mm512_mul_epi32(cells, weights);
        _mm512_add_epi64(_mm512_add_epi64(sum, even), odd)
    }
);

width!(
    eight_f32,
    f32,
    __m256,
    8,
    u8,
    _mm256_loadu_ps,
    _mm256_maskz_loadu_ps,
    |sum, cells, weights| _mm256_add_ps(sum, _mm256_mul_ps(cells, weights))
);
width!(
    eight_f64,
    f64,
    __m512d,
    8,
    u8,
    _mm512_loadu_pd,
    _mm512_maskz_loadu_pd,
    |sum, cells, weights| _mm512_add_pd(sum, _mm512_mul_pd(cells, weights))
);

/// The sums of a row of units, by `$four` for those from a unit on.
macro_rules! row {
    ($name:ident, $number:ty, $sum:ty, $lanes:expr, $four:ident) => {
        #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
        pub(super) fn $name<const LONG: bool, const IN: usize, const OUT: usize>(
            row: &Row<'_, $number, IN, OUT>,
            sums: &mut [$sum; OUT],
        ) {
            *sums = [<$sum>::default(); OUT];
            let seen = row.seen();
            if seen.is_empty() {
                return;
            }
            let (packed, before) = row.weights();
            let (mut first, wide) = (seen.start, row.wider_than(16));
            while first < seen.end {
                let unit = first.min(OUT - UNITS);
                let weights = array::from_fn(|u| packed.wrapping_add(before[unit + u] as usize));
                let four = match row.is_followed_by($lanes, unit + UNITS - 1) {
                    true => $four::<true, LONG, IN, OUT>(row, wide.clone(), unit, weights),
                    false => $four::<false, LONG, IN, OUT>(row, wide.clone(), unit, weights),
                };
                sums[unit..unit + UNITS].copy_from_slice(&four);
                first += UNITS;
            }
        }
    };
}
row!(of_short, Fixed16, i32, 8, four_short);
row!(of_16, Fixed16, i32, 32, four_of_16);
row!(of_32, Fixed32, i64, 16, four_of_32);
row!(of_f32, f32, f32, 8, four_of_f32);
row!(of_f64, f64, f64, 8, four_of_f64);

/// No run is longer than eight.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
#[inline]
fn four_short<const ROOM: bool, const LONG: bool, const IN: usize, const OUT: usize>(
    row: &Row<'_, Fixed16, IN, OUT>,
    _wide: Range<usize>,
    unit: usize,
    mut weights: [*const Fixed16; UNITS],
) -> [i32; UNITS] {
    let mut sums = [_mm_setzero_si128(); UNITS];
    eight::<ROOM, false, IN, OUT>(row, 0..row.runs.len(), unit, &mut weights, &mut sums);
    four_sums(sums)
}

/// Runs outside the rows `wide` are not longer than sixteen.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
#[inline]
fn four_of_16<const ROOM: bool, const LONG: bool, const IN: usize, const OUT: usize>(
    row: &Row<'_, Fixed16, IN, OUT>,
    wide: Range<usize>,
    unit: usize,
    mut weights: [*const Fixed16; UNITS],
) -> [i32; UNITS] {
    let (above, below) = (0..wide.start, wide.end..row.runs.len());
    let mut sums = [_mm256_setzero_si256(); UNITS];
    let mut wide_sums = [_mm512_setzero_si512(); UNITS];
    sixteen::<ROOM, false, IN, OUT>(row, above, unit, &mut weights, &mut sums);
    thirty_two::<ROOM, LONG, IN, OUT>(row, wide, unit, &mut weights, &mut wide_sums);
    sixteen::<ROOM, false, IN, OUT>(row, below, unit, &mut weights, &mut sums);
    let mut short = [_mm_setzero_si128(); UNITS];
    for u in 0..UNITS {
        let wide = wide_sums[u];
        let [low, high] = [_mm512_castsi512_si256(wide), _mm512_extracti64x4_epi64(wide, 1)];
        let sum = _mm256_add_epi32(sums[u], _mm256_add_epi32(low, high));
        let [low, high] = [_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1)];
        short[u] = _mm_add_epi32(low, high);
    }
    four_sums(short)
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
#[inline]
fn four_of_32<const ROOM: bool, const LONG: bool, const IN: usize, const OUT: usize>(
    row: &Row<'_, Fixed32, IN, OUT>,
    _wide: Range<usize>,
    unit: usize,
    mut weights: [*const Fixed32; UNITS],
) -> [i64; UNITS] {
    let mut sums = [_mm512_setzero_si512(); UNITS];
    let rows = 0..row.runs.len();
    sixteen_of_32::<ROOM, LONG, IN, OUT>(row, rows, unit, &mut weights, &mut sums);
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
fn four_of_f32<const ROOM: bool, const LONG: bool, const IN: usize, const OUT: usize>(
    row: &Row<'_, f32, IN, OUT>,
    _wide: Range<usize>,
    unit: usize,
    mut weights: [*const f32; UNITS],
) -> [f32; UNITS] {
    let mut sums = [_mm256_setzero_ps(); UNITS];
    eight_f32::<ROOM, LONG, IN, OUT>(row, 0..row.runs.len(), unit, &mut weights, &mut sums);
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
fn four_of_f64<const ROOM: bool, const LONG: bool, const IN: usize, const OUT: usize>(
    row: &Row<'_, f64, IN, OUT>,
    _wide: Range<usize>,
    unit: usize,
    mut weights: [*const f64; UNITS],
) -> [f64; UNITS] {
    let mut sums = [_mm512_setzero_pd(); UNITS];
    eight_f64::<ROOM, LONG, IN, OUT>(row, 0..row.runs.len(), unit, &mut weights, &mut sums);
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
