//! AVX-512: four units at once, of each a whole run at once in the shortest register that holds it.
//!
//! A run's cells are loaded under a mask that ends with the run. Its weights are loaded with those
//! that follow, which belong to no cell, where the projection has as many left.

use super::section::Section;
use crate::{
    geometry::{Run, UnitRow},
    number::{Fixed8, Fixed16, Fixed32},
    side::Side,
};
use core::{arch::x86_64::*, array};

/// Units that are added up at once.
pub(super) const UNITS: usize = 4;

/// Some source rows' products, added to four sums.
macro_rules! width {
    ($name:ident, $number:ty, $register:ty, $lanes:literal, $mask:ty, $load:ident, $masked:ident,
        $add:expr) => {
        width!($name, $number, $number, $register, $lanes, $mask, $masked, $load, $masked, $add);
    };
    ($name:ident, $weight:ty, $number:ty, $register:ty, $lanes:literal, $mask:ty, $masked:ident,
        $load:expr, $masked_weights:expr, $add:expr) => {
        /// `ROOM`: a register's weights follow the units'. `LONG`: runs may be longer than a
        /// register.
        #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
        #[inline]
        fn $name<const ROOM: bool, const LONG: bool, I: Side, O: Side>(
            section: Section<$number, I, O>,
            unit: usize,
            weights: &mut [*const $weight; UNITS],
            sums: &mut [$register; UNITS],
        ) {
            let Section { runs, mut cells, rows, input, output } = section;
            let (units, side) = (output.get(), input.get());
            assert!(unit + UNITS <= units);
            let mut runs = runs.wrapping_add(unit);
            for _ in 0..rows {
                // SAFETY: a row of the table, and in it the runs of units that there are
                let four = unsafe { &*runs.cast::<[Run; UNITS]>() };
                let longest = four.iter().fold(0, |most, run| run.len.max(most));
                let mut from = 0;
                loop {
                    for u in 0..UNITS {
                        let len = usize::from(four[u].len);
                        let from = if LONG { from.min(len) } else { 0 };
                        let mask = _bzhi_u32(u32::MAX, (len - from) as u32) as $mask;
                        let start = usize::from(four[u].start) + from;
                        // SAFETY: the mask ends with the run, which is inside the cells and, in the
                        // same order, inside the unit's weights; with room a register more is inside
                        // the projection's
                        let (cells, weights) = unsafe {
                            let cells = $masked(mask, cells.wrapping_add(start).cast());
                            let weights = weights[u].wrapping_add(from);
                            let weights = match ROOM {
                                true => $load(weights.cast()),
                                false => $masked_weights(mask, weights.cast()),
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
                    weights[u] = weights[u].wrapping_add(usize::from(four[u].len));
                }
                runs = runs.wrapping_add(units);
                cells = cells.wrapping_add(side);
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
    eight_of_8,
    Fixed8,
    Fixed16,
    __m128i,
    8,
    u8,
    _mm_maskz_loadu_epi16,
    |weights| _mm_cvtepi8_epi16(_mm_loadl_epi64(weights)),
    |mask, weights| _mm_cvtepi8_epi16(_mm_maskz_loadu_epi8(u16::from(mask), weights)),
    |sum, cells, weights| _mm_dpwssd_epi32(sum, cells, weights)
);
width!(
    sixteen_of_8,
    Fixed8,
    Fixed16,
    __m256i,
    16,
    u16,
    _mm256_maskz_loadu_epi16,
    |weights| _mm256_cvtepi8_epi16(_mm_loadu_si128(weights)),
    |mask, weights| _mm256_cvtepi8_epi16(_mm_maskz_loadu_epi8(mask, weights)),
    |sum, cells, weights| _mm256_dpwssd_epi32(sum, cells, weights)
);
width!(
    thirty_two_of_8,
    Fixed8,
    Fixed16,
    __m512i,
    32,
    u32,
    _mm512_maskz_loadu_epi16,
    |weights| _mm512_cvtepi8_epi16(_mm256_loadu_si256(weights)),
    |mask, weights| _mm512_cvtepi8_epi16(_mm256_maskz_loadu_epi8(mask, weights)),
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
                let four = match room {
                    true => $four::<true, LONG, I, O>(sections, unit, firsts),
                    false => $four::<false, LONG, I, O>(sections, unit, firsts),
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
        fn $short<const ROOM: bool, const LONG: bool, I: Side, O: Side>(
            [_, rows, _]: [Section<Fixed16, I, O>; 3],
            unit: usize,
            mut weights: [*const $weight; UNITS],
        ) -> [i32; UNITS] {
            let mut sums = [_mm_setzero_si128(); UNITS];
            $eight::<ROOM, false, I, O>(rows, unit, &mut weights, &mut sums);
            four_sums(sums)
        }

        /// Runs outside the rows `wide` are not longer than sixteen.
        #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
        #[inline]
        fn $long<const ROOM: bool, const LONG: bool, I: Side, O: Side>(
            [above, wide, below]: [Section<Fixed16, I, O>; 3],
            unit: usize,
            mut weights: [*const $weight; UNITS],
        ) -> [i32; UNITS] {
            let mut sums = [_mm256_setzero_si256(); UNITS];
            let mut wide_sums = [_mm512_setzero_si512(); UNITS];
            $sixteen::<ROOM, false, I, O>(above, unit, &mut weights, &mut sums);
            $thirty_two::<ROOM, LONG, I, O>(wide, unit, &mut weights, &mut wide_sums);
            $sixteen::<ROOM, false, I, O>(below, unit, &mut weights, &mut sums);
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
    };
}
integers!(four_short, four_of_16, Fixed16, eight, sixteen, thirty_two);
integers!(four_short8, four_of_8, Fixed8, eight_of_8, sixteen_of_8, thirty_two_of_8);

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
#[inline]
fn four_of_32<const ROOM: bool, const LONG: bool, I: Side, O: Side>(
    [_, rows, _]: [Section<Fixed32, I, O>; 3],
    unit: usize,
    mut weights: [*const Fixed32; UNITS],
) -> [i64; UNITS] {
    let mut sums = [_mm512_setzero_si512(); UNITS];
    sixteen_of_32::<ROOM, LONG, I, O>(rows, unit, &mut weights, &mut sums);
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
fn four_of_f32<const ROOM: bool, const LONG: bool, I: Side, O: Side>(
    [_, rows, _]: [Section<f32, I, O>; 3],
    unit: usize,
    mut weights: [*const f32; UNITS],
) -> [f32; UNITS] {
    let mut sums = [_mm256_setzero_ps(); UNITS];
    eight_f32::<ROOM, LONG, I, O>(rows, unit, &mut weights, &mut sums);
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
fn four_of_f64<const ROOM: bool, const LONG: bool, I: Side, O: Side>(
    [_, rows, _]: [Section<f64, I, O>; 3],
    unit: usize,
    mut weights: [*const f64; UNITS],
) -> [f64; UNITS] {
    let mut sums = [_mm512_setzero_pd(); UNITS];
    eight_f64::<ROOM, LONG, I, O>(rows, unit, &mut weights, &mut sums);
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
