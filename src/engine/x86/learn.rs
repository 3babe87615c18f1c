//! AVX-512: learning's two passes over a unit.
//!
//! The inputs are laid out next to each other as the weights are, so that runs have no seams; and
//! weights are read before any near them is written.

use crate::{
    engine::inputs,
    learning::{FixedFactors, FixedTally, Pruned, UnitRowMut},
    number::Fixed16,
    side::Side,
};
use core::{arch::x86_64::*, mem::MaybeUninit, ops::Range};

/// Inputs that are laid out at once, of whole runs.
const LAID: usize = 1024;
/// Inputs that are laid out, and weights that are added up, in one register.
const TALLIED: usize = 32;
/// Weights that are adapted in one register.
const ADAPTED: usize = 16;

/// Inputs next to each other.
struct Inputs {
    bits: [MaybeUninit<i16>; LAID + TALLIED],
    len: usize,
}

impl Inputs {
    #[inline(always)]
    const fn new() -> Self {
        // each is written before it is read; zeros would take as long as a unit
        Self { bits: [const { MaybeUninit::uninit() }; _], len: 0 }
    }

    /// Lays out the next runs; `false` if there are none.
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi2")]
    #[inline]
    fn take<'s>(&mut self, runs: &mut impl Iterator<Item = &'s [Fixed16]>) -> bool {
        self.len = 0;
        while self.len <= LAID - usize::from(u8::MAX) {
            let Some(mut run) = runs.next() else { break };
            while !run.is_empty() {
                let len = run.len().min(TALLIED);
                let mask = _bzhi_u32(u32::MAX, len as u32);
                let to = &mut self.bits[self.len..][..TALLIED];
                // SAFETY: the mask ends with the run, and a register fits
                unsafe {
                    let x = _mm512_maskz_loadu_epi16(mask, run.as_ptr().cast());
                    _mm512_storeu_si512(to.as_mut_ptr().cast(), x);
                }
                self.len += len;
                run = &run[len..];
            }
        }
        self.len > 0
    }
}

/// Adds up the connections of neighbouring units.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2,popcnt")]
pub(super) fn tally<I: Side, O: Side>(
    tallies: &mut [FixedTally<u32>],
    units: &UnitRowMut<'_, Fixed16, I, O>,
    columns: Range<usize>,
    pruned: Pruned,
) {
    if pruned == Pruned::No {
        inputs::add(tallies, units.profiles, units.cells, columns.clone());
        for (sums, column) in tallies.iter_mut().zip(columns) {
            let weights = units.unit(column);
            sums.weights = sums.weights.wrapping_add(sum(weights));
            sums.connections += weights.len() as u32;
        }
        return;
    }
    for (sums, column) in tallies.iter_mut().zip(columns) {
        let [weights, inputs, connections] = tally_pruned(units.unit(column), units.runs(column));
        sums.weights = sums.weights.wrapping_add(weights);
        sums.inputs = sums.inputs.wrapping_add(inputs);
        sums.connections += connections;
    }
}

/// Σ weights of a unit without pruned connections.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2,popcnt")]
#[inline]
fn sum(weights: &[Fixed16]) -> u32 {
    let one = _mm512_set1_epi16(1);
    let (whole, rest) = weights.as_chunks::<TALLIED>();
    // SAFETY: the mask ends with the weights
    let rest = unsafe {
        let mask = _bzhi_u32(u32::MAX, rest.len() as u32);
        _mm512_maskz_loadu_epi16(mask, rest.as_ptr().cast())
    };
    let mut all = _mm512_dpwssd_epi32(_mm512_setzero_si512(), rest, one);
    for weights in whole {
        // SAFETY: a register's weights
        let weights = unsafe { _mm512_loadu_si512(weights.as_ptr().cast()) };
        all = _mm512_dpwssd_epi32(all, weights, one);
    }
    _mm512_reduce_add_epi32(all) as u32
}

/// Σ weights, Σ inputs and the connections.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2,popcnt")]
fn tally_pruned<'s>(
    mut weights: &[Fixed16],
    mut runs: impl Iterator<Item = &'s [Fixed16]>,
) -> [u32; 3] {
    let one = _mm512_set1_epi16(1);
    let [mut all, mut inputs_sum] = [_mm512_setzero_si512(); 2];
    let mut connections = 0;
    let mut inputs = Inputs::new();
    while inputs.take(&mut runs) {
        let now;
        (now, weights) = weights.split_at(inputs.len);
        for (w, x) in now.chunks(TALLIED).zip(inputs.bits.chunks(TALLIED)) {
            let mask = _bzhi_u32(u32::MAX, w.len() as u32);
            // SAFETY: the mask ends with the weights, and as many inputs are laid out
            let [w, x] = unsafe {
                [
                    _mm512_maskz_loadu_epi16(mask, w.as_ptr().cast()),
                    _mm512_maskz_loadu_epi16(mask, x.as_ptr().cast()),
                ]
            };
            let living = _mm512_test_epi16_mask(w, w);
            connections += living.count_ones();
            all = _mm512_dpwssd_epi32(all, w, one);
            inputs_sum = _mm512_dpwssd_epi32(inputs_sum, _mm512_maskz_mov_epi16(living, x), one);
        }
    }
    [_mm512_reduce_add_epi32(all) as u32, _mm512_reduce_add_epi32(inputs_sum) as u32, connections]
}

/// Writes the new weights and returns the carry behind them.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2,popcnt")]
pub(super) fn adapt<I: Side, O: Side>(
    carry: u32,
    FixedFactors { keep, grow, shift }: FixedFactors<u32>,
    units: &mut UnitRowMut<'_, Fixed16, I, O>,
    column: usize,
    pruned: Pruned,
) -> u32 {
    const FRACTION: u32 = 15;
    let [keep, grow] = [keep, grow].map(|factor| _mm512_set1_epi32(factor as i32));
    let shift = _mm_cvtsi32_si128(shift as i32);
    let most = _mm512_set1_epi32(i32::from(i16::MAX) << FRACTION);
    let last = _mm512_set1_epi32(ADAPTED as i32 - 1);
    // the prefix before these weights, in every lane
    let mut before = _mm512_set1_epi32(carry as i32);
    let (mut runs, pruned) = (units.runs(column), pruned == Pruned::Yes);
    let mut weights = units.unit_mut(column);
    let mut inputs = Inputs::new();
    while inputs.take(&mut runs) {
        let now;
        (now, weights) = weights.split_at_mut(inputs.len);
        for (to, x) in now.chunks_mut(ADAPTED).zip(inputs.bits.chunks(ADAPTED)) {
            let mask = _bzhi_u32(u32::MAX, to.len() as u32) as __mmask16;
            // SAFETY: the mask ends with the weights, and as many inputs are laid out
            let [w, x] = unsafe {
                [
                    _mm256_maskz_loadu_epi16(mask, to.as_ptr().cast()),
                    _mm256_maskz_loadu_epi16(mask, x.as_ptr().cast()),
                ]
            };
            let [w, x] = [_mm512_cvtepi16_epi32(w), _mm512_cvtepi16_epi32(x)];
            let growth = _mm512_srl_epi32(_mm512_mullo_epi32(x, grow), shift);
            let grown = _mm512_add_epi32(_mm512_mullo_epi32(w, keep), growth);
            let living = if pruned { _mm512_test_epi32_mask(w, w) } else { mask };
            let new = prefixes(_mm512_maskz_min_epu32(living, grown, most));
            let after = _mm512_add_epi32(before, new);
            let left = _mm512_alignr_epi32(after, before, ADAPTED as i32 - 1);
            let after = _mm512_srli_epi32(after, FRACTION);
            let bits = _mm512_sub_epi32(after, _mm512_srli_epi32(left, FRACTION));
            // SAFETY: the mask ends with the weights
            unsafe {
                _mm256_mask_storeu_epi16(to.as_mut_ptr().cast(), mask, _mm512_cvtepi32_epi16(bits));
            }
            before = _mm512_add_epi32(before, _mm512_permutexvar_epi32(last, new));
        }
    }
    _mm512_cvtsi512_si32(before) as u32
}

/// Of each lane the sum of those up to it.
#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
#[inline]
fn prefixes(lanes: __m512i) -> __m512i {
    let zero = _mm512_setzero_si512();
    let lanes = _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 15));
    let lanes = _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 14));
    let lanes = _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 12));
    _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 8))
}
