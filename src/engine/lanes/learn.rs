//! Learning's two passes over a unit of 16 bits.
//!
//! The inputs are laid out next to each other as the weights are, so that runs have no seams.

use crate::{
    engine::inputs,
    learning::{FixedFactors, FixedTally, Learn, Pruned, UnitRowMut},
    number::Fixed16,
    side::Side,
};
use core::{mem::MaybeUninit, ops::Range, slice};

/// Inputs that are laid out at once, of whole runs.
const LAID: usize = 1024;
/// Inputs that are laid out in one step.
const STEP: usize = 16;

/// Inputs next to each other.
struct Inputs {
    bits: [MaybeUninit<Fixed16>; LAID + STEP],
    len: usize,
}

impl Inputs {
    #[inline(always)]
    const fn new() -> Self {
        // each is written before it is read; zeros would take as long as a unit
        Self { bits: [const { MaybeUninit::uninit() }; _], len: 0 }
    }

    /// Lays out the next runs, each a part of `cells`; `false` if there are none.
    #[inline(always)]
    fn take<'s>(
        &mut self,
        runs: &mut impl Iterator<Item = &'s [Fixed16]>,
        cells: &'s [Fixed16],
    ) -> bool {
        self.len = 0;
        let end = cells.as_ptr_range().end;
        while self.len <= LAID - usize::from(u8::MAX) {
            let Some(mut run) = runs.next() else { break };
            while !run.is_empty() {
                let len = run.len().min(STEP);
                let to = self.bits[self.len..][..STEP].as_mut_ptr().cast();
                // as many as a register holds, where they are there: the next run overwrites the
                // rest
                let room = end.addr() - run.as_ptr().addr() >= size_of::<[Fixed16; STEP]>();
                // a pointer to all cells, since a run's own may not go beyond it
                let from = cells.as_ptr().with_addr(run.as_ptr().addr());
                // SAFETY: the run is there, and what follows it if there is room
                unsafe {
                    match room {
                        true => from.copy_to_nonoverlapping(to, STEP),
                        false => from.copy_to_nonoverlapping(to, len),
                    }
                }
                self.len += len;
                run = &run[len..];
            }
        }
        self.len > 0
    }

    #[inline(always)]
    fn all(&self) -> &[Fixed16] {
        // SAFETY: `len` numbers are laid out
        unsafe { slice::from_raw_parts(self.bits[..self.len].as_ptr().cast(), self.len) }
    }
}

macro_rules! kernel {
    ($level:ident, $(#[$features:meta])?) => {
        pub(in crate::engine) mod $level {
            use super::*;
            use crate::engine::lanes::$level as lanes;

            /// Adds up the connections of neighbouring units.
            $(#[$features])?
            pub(in crate::engine) fn tally<I: Side, O: Side>(
                tallies: &mut [FixedTally<u32>],
                units: &UnitRowMut<'_, Fixed16, I, O>,
                columns: Range<usize>,
                pruned: Pruned,
            ) {
                if pruned == Pruned::No {
                    inputs::add(tallies, units.profiles, units.cells, columns.clone());
                    for (sums, column) in tallies.iter_mut().zip(columns) {
                        let weights = units.unit(column);
                        let bits = weights.iter().map(|weight| weight.to_bits() as u32);
                        sums.weights = bits.fold(sums.weights, u32::wrapping_add);
                        sums.connections += weights.len() as u32;
                    }
                    return;
                }
                for (sums, column) in tallies.iter_mut().zip(columns) {
                    let (mut weights, mut runs) = (units.unit(column), units.runs(column));
                    let mut inputs = Inputs::new();
                    while inputs.take(&mut runs, units.cells.flat()) {
                        let now;
                        (now, weights) = weights.split_at(inputs.len);
                        *sums = Fixed16::tally(*sums, now, inputs.all(), pruned);
                    }
                }
            }

            /// Writes the new weights and returns the carry behind them.
            $(#[$features])?
            pub(in crate::engine) fn adapt<I: Side, O: Side>(
                carry: u32,
                factors: FixedFactors<u32>,
                units: &mut UnitRowMut<'_, Fixed16, I, O>,
                column: usize,
                pruned: Pruned,
            ) -> u32 {
                match pruned {
                    Pruned::No => adapt_unit::<false, I, O>(carry, factors, units, column),
                    Pruned::Yes => adapt_unit::<true, I, O>(carry, factors, units, column),
                }
            }

            $(#[$features])?
            fn adapt_unit<const PRUNED: bool, I: Side, O: Side>(
                mut carry: u32,
                factors: FixedFactors<u32>,
                units: &mut UnitRowMut<'_, Fixed16, I, O>,
                column: usize,
            ) -> u32 {
                let FixedFactors { keep, grow, shift } = factors;
                let eight = lanes::factors(keep, grow, shift);
                let (cells, mut runs) = (units.cells.flat(), units.runs(column));
                let mut weights = units.unit_mut(column);
                let mut inputs = Inputs::new();
                while inputs.take(&mut runs, cells) {
                    let now;
                    (now, weights) = weights.split_at_mut(inputs.len);
                    let (whole, rest) = now.as_chunks_mut::<8>();
                    let (whole_inputs, rest_inputs) = inputs.all().as_chunks::<8>();
                    let mut before = lanes::carry(carry);
                    for (weights, inputs) in whole.iter_mut().zip(whole_inputs) {
                        // SAFETY: eight inputs
                        before = unsafe {
                            lanes::adapt::<PRUNED>(before, eight, weights, inputs.as_ptr())
                        };
                    }
                    let pruned = if PRUNED { Pruned::Yes } else { Pruned::No };
                    carry = lanes::carried(before);
                    carry = Fixed16::adapt(carry, factors, rest, rest_inputs, pruned);
                }
                carry
            }
        }
    };
}
#[cfg(lissom_x86)]
kernel!(avx2, #[target_feature(enable = "avx2")]);
#[cfg(lissom_simd128)]
kernel!(simd128,);
