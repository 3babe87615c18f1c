//! AVX-512: the products of four units' runs, row by row.

use crate::{
    engine::lanes::section::{Section, neighbours},
    number::{Fixed8, Fixed16, Fixed32},
    side::Side,
};
use core::arch::x86_64::*;

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
        /// register. `WHOLE`: no border cuts the units' discs.
        #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
        #[inline]
        pub(super) fn $name<
            const ROOM: bool,
            const LONG: bool,
            const WHOLE: bool,
            I: Side,
            O: Side,
        >(
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
                let four = unsafe { neighbours::<UNITS, WHOLE>(runs) };
                let longest = four.iter().fold(0, |most, run| run.len.max(most));
                let mut from = 0;
                loop {
                    for u in 0..UNITS {
                        let len = usize::from(four[u].len);
                        let from = if LONG { from.min(len) } else { 0 };
                        let mask = _bzhi_u32(u32::MAX, (len - from) as u32) as $mask;
                        let start = usize::from(four[u].start) + from;
                        // SAFETY: the mask ends with the run, which is inside the cells and, in the
                        // same order, inside the unit's weights; with room a register more is
                        // inside the projection's
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
