//! x86-64 with AVX-512: up to 32 cells of a run at once, loaded under a mask that ends with the run.
//! Chosen when it runs, by what the processor says.

use super::{portable, shared};
use crate::{
    number::Fixed16,
    row::{Row, SharedRow},
};
use core::{
    arch::x86_64::{
        __cpuid, __cpuid_count, __m512i, _mm512_add_epi32, _mm512_madd_epi16,
        _mm512_maskz_loadu_epi16, _mm512_reduce_add_epi32, _mm512_setzero_si512, _xgetbv,
    },
    sync::atomic::{AtomicU8, Ordering},
};

/// The sums of a row of units.
pub(crate) fn row<const IN: usize, const OUT: usize>(
    row: &Row<'_, Fixed16, IN, OUT>,
    sums: &mut [i32; OUT],
) {
    if has_avx512() {
        // SAFETY: the processor and the system have the instructions
        unsafe { wide(row, sums) }
    } else {
        portable::fixed16_row(row, sums);
    }
}

/// The sums of a row of units that share two kernels.
pub(crate) fn shared_row<const IN: usize, const OUT: usize>(
    row: &SharedRow<'_, Fixed16, IN>,
    sums: &mut [[i32; OUT]; 2],
) {
    if has_avx512() {
        // SAFETY: the processor and the system have the instructions
        unsafe { wide_shared(row, sums) }
    } else {
        shared::row(row, sums);
    }
}

/// Whether the processor has AVX-512 F and BW, and the system saves their registers.
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
    const F_AND_BW: u32 = 1 << 16 | 1 << 30;
    const REGISTERS: u64 = 0b1110_0110; // of SSE, AVX and AVX-512
    if __cpuid(0).eax < 7 || __cpuid(1).ecx & XSAVE_IN_USE == 0 {
        return false;
    }
    // SAFETY: XGETBV is there where XSAVE is in use
    let saved = unsafe { _xgetbv(0) };
    saved & REGISTERS == REGISTERS && __cpuid_count(7, 0).ebx & F_AND_BW == F_AND_BW
}

/// `sum` and the products of two slices of one length.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn add(mut sum: __m512i, weights: &[Fixed16], cells: &[Fixed16]) -> __m512i {
    let (mut weights, mut cells) = (weights, cells);
    while let (Some((left, more)), Some((right, others))) =
        (weights.split_at_checked(32), cells.split_at_checked(32))
    {
        sum = add_masked(sum, left, right);
        (weights, cells) = (more, others);
    }
    add_masked(sum, weights, cells)
}

/// The same of at most 32.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn add_masked(sum: __m512i, weights: &[Fixed16], cells: &[Fixed16]) -> __m512i {
    let mask = ((1_u64 << weights.len().min(cells.len())) - 1) as u32;
    // SAFETY: the mask leaves out what lies beyond either slice
    let (weights, cells) = unsafe {
        (
            _mm512_maskz_loadu_epi16(mask, weights.as_ptr().cast()),
            _mm512_maskz_loadu_epi16(mask, cells.as_ptr().cast()),
        )
    };
    _mm512_add_epi32(sum, _mm512_madd_epi16(weights, cells))
}

#[target_feature(enable = "avx512f,avx512bw")]
fn wide<const IN: usize, const OUT: usize>(row: &Row<'_, Fixed16, IN, OUT>, sums: &mut [i32; OUT]) {
    for ((j, out), mut unit) in sums.iter_mut().enumerate().zip(row.units()) {
        if !row.sees(j) {
            *out = 0;
            continue;
        }
        let mut sum = _mm512_setzero_si512();
        for (runs, cells) in row.runs.iter().zip(row.cells) {
            let columns = runs[j].columns();
            let (weights, below) = unit.split_at(columns.len());
            unit = below;
            sum = add(sum, weights, &cells[columns]);
        }
        *out = _mm512_reduce_add_epi32(sum);
    }
}

#[target_feature(enable = "avx512f,avx512bw")]
fn wide_shared<const IN: usize, const OUT: usize>(
    row: &SharedRow<'_, Fixed16, IN>,
    [center, surround]: &mut [[i32; OUT]; 2],
) {
    for (j, (center, surround)) in center.iter_mut().zip(surround).enumerate() {
        let mut sums = [_mm512_setzero_si512(); 2];
        for (disc, cells, active) in row.rows() {
            let half = usize::from(disc.half);
            let (from, to) = (j.saturating_sub(half), (j + half + 1).min(IN));
            if from >= active.end || to <= active.start {
                continue;
            }
            let first = disc.first as usize + from + half - j;
            let cells = &cells[from..to];
            for (sum, kernel) in sums.iter_mut().zip(row.kernels) {
                *sum = add(*sum, &kernel[first..first + cells.len()], cells);
            }
        }
        [*center, *surround] = sums.map(|sum| _mm512_reduce_add_epi32(sum));
    }
}
