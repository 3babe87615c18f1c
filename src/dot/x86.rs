//! x86-64 with AVX-512: a whole run at once in the shortest registers that hold the longest, loaded
//! under a mask that ends with the run; silent cells in it cost nothing more.
//! Chosen when it runs, by what the processor says.

use super::{Fixed16, Fixed32, portable, shared};
use crate::row::{Row, SharedRow};
use core::{
    arch::x86_64::*,
    sync::atomic::{AtomicU8, Ordering},
};

/// The sums of a row of units.
pub(crate) fn fixed16_row<const IN: usize, const OUT: usize>(
    row: &Row<'_, Fixed16, IN, OUT>,
    sums: &mut [i32; OUT],
) {
    if !has_avx512() {
        return portable::fixed16_row(row, sums);
    }
    // SAFETY: the processor and the system have the instructions
    unsafe {
        match row.longest() {
            0..=8 => eight::row(row, sums),
            9..=16 => sixteen::row(row, sums),
            _ => thirty_two::row(row, sums),
        }
    }
}

/// The sums of a row of units that share two kernels.
pub(crate) fn fixed16_shared_row<const IN: usize, const OUT: usize>(
    row: &SharedRow<'_, Fixed16, IN>,
    sums: &mut [[i32; OUT]; 2],
) {
    if !has_avx512() {
        return shared::fixed16_row(row, sums);
    }
    // SAFETY: the processor and the system have the instructions
    unsafe {
        match row.discs.len() {
            0..=8 => eight::shared_row(row, sums),
            9..=16 => sixteen::shared_row(row, sums),
            _ => thirty_two::shared_row(row, sums),
        }
    }
}

/// The sums of a row of units.
pub(crate) fn fixed32_row<const IN: usize, const OUT: usize>(
    row: &Row<'_, Fixed32, IN, OUT>,
    sums: &mut [i64; OUT],
) {
    if has_avx512() {
        // SAFETY: the processor and the system have the instructions
        unsafe { eight_of_32::row(row, sums) }
    } else {
        portable::fixed32_row(row, sums);
    }
}

/// The sums of a row of units that share two kernels.
pub(crate) fn fixed32_shared_row<const IN: usize, const OUT: usize>(
    row: &SharedRow<'_, Fixed32, IN>,
    sums: &mut [[i64; OUT]; 2],
) {
    if has_avx512() {
        // SAFETY: the processor and the system have the instructions
        unsafe { eight_of_32::shared_row(row, sums) }
    } else {
        shared::fixed32_row(row, sums);
    }
}

/// Whether the processor has AVX-512 F, BW and VL and BMI2, and the system saves their registers.
fn has_avx512() -> bool {
    static KNOWN: AtomicU8 = AtomicU8::new(2);
    match KNOWN.load(Ordering::Relaxed) {
        2 => {
            let has = ask();
            KNOWN.store(u8::from(has), Ordering::Relaxed);
            has
        }
        known => known == 1,
    }
}

fn ask() -> bool {
    const XSAVE_IN_USE: u32 = 1 << 27;
    const BMI2_F_BW_VL: u32 = 1 << 8 | 1 << 16 | 1 << 30 | 1 << 31;
    const REGISTERS: u64 = 0b1110_0110; // of SSE, AVX and AVX-512
    if __cpuid(0).eax < 7 || __cpuid(1).ecx & XSAVE_IN_USE == 0 {
        return false;
    }
    // SAFETY: XGETBV is there where XSAVE is in use
    let saved = unsafe { _xgetbv(0) };
    saved & REGISTERS == REGISTERS && __cpuid_count(7, 0).ebx & BMI2_F_BW_VL == BMI2_F_BW_VL
}

/// The loops over rows and units, around `$products`: those of `$lanes` weights and cells at the
/// addresses, under a mask.
macro_rules! lanes {
    ($name:ident, $number:ty, $sum:ty, $lanes:literal, $mask:ty, $register:ty, $zero:ident,
        $add:ident, $reduce:expr, $products:expr) => {
        mod $name {
            use super::*;

            /// `sum` and the products of two slices of one length.
            #[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi2")]
            #[inline]
            fn add(sum: $register, weights: &[$number], cells: &[$number]) -> $register {
                let (mut sum, mut weights, mut cells) = (sum, weights, cells);
                while weights.len() > $lanes && cells.len() > $lanes {
                    sum = add_masked(sum, &weights[..$lanes], &cells[..$lanes]);
                    (weights, cells) = (&weights[$lanes..], &cells[$lanes..]);
                }
                add_masked(sum, weights, cells)
            }

            /// The same of at most the register's lanes.
            #[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi2")]
            #[inline]
            fn add_masked(sum: $register, weights: &[$number], cells: &[$number]) -> $register {
                let mask = ((1_u64 << weights.len().min(cells.len())) - 1) as $mask;
                // SAFETY: the mask leaves out what lies beyond either slice
                let products = unsafe { $products(mask, weights.as_ptr(), cells.as_ptr()) };
                $add(sum, products)
            }

            #[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi2")]
            pub(super) fn row<const IN: usize, const OUT: usize>(
                row: &Row<'_, $number, IN, OUT>,
                sums: &mut [$sum; OUT],
            ) {
                for ((j, out), mut unit) in sums.iter_mut().enumerate().zip(row.units()) {
                    if !row.sees(j) {
                        *out = 0;
                        continue;
                    }
                    let mut sum = $zero();
                    for (runs, cells) in row.runs.iter().zip(row.cells) {
                        let run = runs[j];
                        let (weights, below) = unit.split_at(usize::from(run.len));
                        unit = below;
                        sum = add(sum, weights, &cells[usize::from(run.start)..][..weights.len()]);
                    }
                    *out = $reduce(sum);
                }
            }

            #[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi2")]
            pub(super) fn shared_row<const IN: usize, const OUT: usize>(
                row: &SharedRow<'_, $number, IN>,
                [center, surround]: &mut [[$sum; OUT]; 2],
            ) {
                for (j, (center, surround)) in center.iter_mut().zip(surround).enumerate() {
                    let [mut inner, mut outer] = [$zero(); 2];
                    for (disc, cells, active) in row.rows() {
                        let half = usize::from(disc.half);
                        let (from, to) = (j.saturating_sub(half), (j + half + 1).min(IN));
                        if from >= active.end || to <= active.start {
                            continue;
                        }
                        let cells = &cells[from..to];
                        let first = disc.first as usize + from + half - j;
                        let weights = first..first + cells.len();
                        inner = add(inner, &row.kernels[0][weights.clone()], cells);
                        outer = add(outer, &row.kernels[1][weights], cells);
                    }
                    [*center, *surround] = [$reduce(inner), $reduce(outer)];
                }
            }
        }
    };
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi2")]
#[inline]
fn sum_of_four(sum: __m128i) -> i32 {
    let two = _mm_add_epi32(sum, _mm_unpackhi_epi64(sum, sum));
    _mm_cvtsi128_si32(_mm_add_epi32(two, _mm_shuffle_epi32(two, 1)))
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi2")]
#[inline]
fn sum_of_eight(sum: __m256i) -> i32 {
    sum_of_four(_mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1)))
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi2")]
#[inline]
fn sum_of_sixteen(sum: __m512i) -> i32 {
    sum_of_eight(_mm256_add_epi32(_mm512_castsi512_si256(sum), _mm512_extracti64x4_epi64(sum, 1)))
}

/// # Safety
///
/// Where the mask has a bit, both must be readable; so for the others.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi2")]
#[inline]
unsafe fn products_8(mask: u8, weights: *const Fixed16, cells: *const Fixed16) -> __m128i {
    // SAFETY: the caller's
    let load = |from: *const Fixed16| unsafe { _mm_maskz_loadu_epi16(mask, from.cast()) };
    _mm_madd_epi16(load(weights), load(cells))
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi2")]
#[inline]
unsafe fn products_16(mask: u16, weights: *const Fixed16, cells: *const Fixed16) -> __m256i {
    // SAFETY: the caller's
    let load = |from: *const Fixed16| unsafe { _mm256_maskz_loadu_epi16(mask, from.cast()) };
    _mm256_madd_epi16(load(weights), load(cells))
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi2")]
#[inline]
unsafe fn products_32(mask: u32, weights: *const Fixed16, cells: *const Fixed16) -> __m512i {
    // SAFETY: the caller's
    let load = |from: *const Fixed16| unsafe { _mm512_maskz_loadu_epi16(mask, from.cast()) };
    _mm512_madd_epi16(load(weights), load(cells))
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi2")]
#[inline]
unsafe fn products_of_32(mask: u8, weights: *const Fixed32, cells: *const Fixed32) -> __m512i {
    // SAFETY: the caller's
    let load = |from: *const Fixed32| unsafe { _mm256_maskz_loadu_epi32(mask, from.cast()) };
    _mm512_mul_epi32(_mm512_cvtepi32_epi64(load(weights)), _mm512_cvtepi32_epi64(load(cells)))
}

lanes!(
    eight,
    Fixed16,
    i32,
    8,
    u8,
    __m128i,
    _mm_setzero_si128,
    _mm_add_epi32,
    sum_of_four,
    products_8
);
lanes!(
    sixteen,
    Fixed16,
    i32,
    16,
    u16,
    __m256i,
    _mm256_setzero_si256,
    _mm256_add_epi32,
    sum_of_eight,
    products_16
);
lanes!(
    thirty_two,
    Fixed16,
    i32,
    32,
    u32,
    __m512i,
    _mm512_setzero_si512,
    _mm512_add_epi32,
    sum_of_sixteen,
    products_32
);
lanes!(
    eight_of_32,
    Fixed32,
    i64,
    8,
    u8,
    __m512i,
    _mm512_setzero_si512,
    _mm512_add_epi64,
    _mm512_reduce_add_epi64,
    products_of_32
);
