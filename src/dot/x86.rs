//! x86-64 with AVX-512: up to 32 cells of a run at once, loaded under a mask that ends with the run.
//! Chosen when it runs, by what the processor says.

use super::portable;
use crate::{number::Fixed16, row::Row};
use core::{
    arch::x86_64::{
        __cpuid, __cpuid_count, _mm512_add_epi32, _mm512_madd_epi16, _mm512_maskz_loadu_epi16,
        _mm512_reduce_add_epi32, _mm512_setzero_si512, _xgetbv,
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

#[target_feature(enable = "avx512f,avx512bw")]
fn wide<const IN: usize, const OUT: usize>(row: &Row<'_, Fixed16, IN, OUT>, sums: &mut [i32; OUT]) {
    for ((j, out), mut unit) in sums.iter_mut().enumerate().zip(row.units()) {
        if !row.sees(j) {
            *out = 0;
            continue;
        }
        let mut sum = _mm512_setzero_si512();
        for ((runs, cells), active) in row.runs.iter().zip(row.cells).zip(row.active) {
            let columns = runs[j].columns();
            let (weights, below) = unit.split_at(columns.len());
            unit = below;
            let (from, to) = (columns.start.max(active.start), columns.end.min(active.end));
            if from >= to {
                continue;
            }
            let weights = &weights[from - columns.start..to - columns.start];
            for (weights, cells) in weights.chunks(32).zip(cells[from..to].chunks(32)) {
                let mask = u32::MAX >> (32 - weights.len().min(cells.len()));
                // SAFETY: the mask leaves out what lies beyond either slice
                let (weights, cells) = unsafe {
                    (
                        _mm512_maskz_loadu_epi16(mask, weights.as_ptr().cast()),
                        _mm512_maskz_loadu_epi16(mask, cells.as_ptr().cast()),
                    )
                };
                sum = _mm512_add_epi32(sum, _mm512_madd_epi16(weights, cells));
            }
        }
        *out = _mm512_reduce_add_epi32(sum);
    }
}
