//! AVX-512: four units at once, of each a whole run at once in the shortest registers that hold the
//! longest. A run's cells are loaded under a mask that ends with the run. Its weights are loaded
//! with those that follow, which meet no cell, where the projection has as many left.

use super::{Fixed16, Fixed32};
use crate::row::Row;
use core::{arch::x86_64::*, array};

/// Units that are added up at once.
pub(super) const UNITS: usize = 4;

/// The loops over units, rows and runs, around `$add`: the products of `$lanes` weights and cells
/// added to a sum. `LONG` where runs may be longer than that.
macro_rules! width {
    ($name:ident, $features:literal, $number:ty, $sum:ty, $register:ty, $lanes:literal,
        $mask:ty, $zero:ident, $load:ident, $masked:ident, $add:expr, $four:ident) => {
        pub(super) mod $name {
            use super::*;

            #[target_feature(enable = $features)]
            pub(in super::super) fn row<const LONG: bool, const IN: usize, const OUT: usize>(
                row: &Row<'_, $number, IN, OUT>,
                sums: &mut [$sum; OUT],
            ) {
                *sums = [0; OUT];
                let seen = row.seen();
                if seen.is_empty() {
                    return;
                }
                let starts = row.starts();
                let mut first = seen.start;
                while first < seen.end {
                    let unit = first.min(OUT - UNITS);
                    let four = match row.weights_after(unit + UNITS - 1, &starts) {
                        $lanes.. => four::<LONG, true, IN, OUT>(row, &starts, unit),
                        _ => four::<LONG, false, IN, OUT>(row, &starts, unit),
                    };
                    sums[unit..unit + UNITS].copy_from_slice(&four);
                    first += UNITS;
                }
            }

            /// The sums of the units from `unit` on. `ROOM`: a register's weights follow theirs.
            #[target_feature(enable = $features)]
            fn four<const LONG: bool, const ROOM: bool, const IN: usize, const OUT: usize>(
                row: &Row<'_, $number, IN, OUT>,
                starts: &[usize; OUT],
                unit: usize,
            ) -> [$sum; UNITS] {
                let mut weights: [_; UNITS] =
                    array::from_fn(|u| row.weights[starts[unit + u]..].as_ptr());
                let mut sums = [$zero(); UNITS];
                for (runs, cells) in row.runs.iter().zip(row.cells) {
                    let runs = &runs[unit..unit + UNITS];
                    let longest = runs.iter().map(|run| run.len).max();
                    let mut done = 0;
                    loop {
                        for u in 0..UNITS {
                            let len = usize::from(runs[u].len);
                            let done = done.min(len);
                            let mask = _bzhi_u32(u32::MAX, (len - done) as u32) as $mask;
                            let start = usize::from(runs[u].start) + done;
                            // SAFETY: the mask ends with the run, which is inside the cells and,
                            // in the same order, inside the unit's weights; with room, a register
                            // more is inside the projection's
                            let (cells, weights) = unsafe {
                                let cells = $masked(mask, cells.as_ptr().wrapping_add(start).cast());
                                let weights = weights[u].wrapping_add(done);
                                let weights = match ROOM {
                                    true => $load(weights.cast()),
                                    false => $masked(mask, weights.cast()),
                                };
                                (cells, weights)
                            };
                            sums[u] = $add(sums[u], cells, weights);
                        }
                        done += $lanes;
                        if !LONG || longest.is_none_or(|longest| usize::from(longest) <= done) {
                            break;
                        }
                    }
                    for u in 0..UNITS {
                        weights[u] = weights[u].wrapping_add(usize::from(runs[u].len));
                    }
                }
                $four(sums)
            }
        }
    };
}

width!(
    eight,
    "avx512f,avx512bw,avx512vl,avx512vnni,bmi2",
    Fixed16,
    i32,
    __m128i,
    8,
    u8,
    _mm_setzero_si128,
    _mm_loadu_si128,
    _mm_maskz_loadu_epi16,
    |sum, cells, weights| _mm_dpwssd_epi32(sum, cells, weights),
    sums_of_4
);
width!(
    sixteen,
    "avx512f,avx512bw,avx512vl,avx512vnni,bmi2",
    Fixed16,
    i32,
    __m256i,
    16,
    u16,
    _mm256_setzero_si256,
    _mm256_loadu_si256,
    _mm256_maskz_loadu_epi16,
    |sum, cells, weights| _mm256_dpwssd_epi32(sum, cells, weights),
    sums_of_8
);
width!(
    thirty_two,
    "avx512f,avx512bw,avx512vl,avx512vnni,bmi2",
    Fixed16,
    i32,
    __m512i,
    32,
    u32,
    _mm512_setzero_si512,
    _mm512_loadu_si512,
    _mm512_maskz_loadu_epi16,
    |sum, cells, weights| _mm512_dpwssd_epi32(sum, cells, weights),
    sums_of_16
);
width!(
    eight_of_32,
    "avx512f,avx512bw,avx512vl,avx512vnni,bmi2",
    Fixed32,
    i64,
    __m512i,
    8,
    u8,
    _mm512_setzero_si512,
    _mm256_loadu_si256,
    _mm256_maskz_loadu_epi32,
    |sum, cells, weights| {
        let [cells, weights] = [cells, weights].map(|x| _mm512_cvtepi32_epi64(x));
        _mm512_add_epi64(sum, _mm512_mul_epi32(cells, weights))
    },
    sums_of_8_of_64
);

#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
#[inline]
fn sums_of_4(sums: [__m128i; UNITS]) -> [i32; UNITS] {
    let [a, b, c, d] = sums;
    let ab = _mm_add_epi32(_mm_unpacklo_epi32(a, b), _mm_unpackhi_epi32(a, b));
    let cd = _mm_add_epi32(_mm_unpacklo_epi32(c, d), _mm_unpackhi_epi32(c, d));
    let sum = _mm_add_epi32(_mm_unpacklo_epi64(ab, cd), _mm_unpackhi_epi64(ab, cd));
    let mut four = [0; UNITS];
    // SAFETY: four sums of 32 bits
    unsafe { _mm_storeu_si128(four.as_mut_ptr().cast(), sum) }
    four
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
#[inline]
fn sums_of_8(sums: [__m256i; UNITS]) -> [i32; UNITS] {
    sums_of_4(sums.map(|sum| {
        _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1))
    }))
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
#[inline]
fn sums_of_16(sums: [__m512i; UNITS]) -> [i32; UNITS] {
    sums_of_8(sums.map(|sum| {
        _mm256_add_epi32(_mm512_castsi512_si256(sum), _mm512_extracti64x4_epi64(sum, 1))
    }))
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
#[inline]
fn sums_of_8_of_64(sums: [__m512i; UNITS]) -> [i64; UNITS] {
    sums.map(|sum| _mm512_reduce_add_epi64(sum))
}
