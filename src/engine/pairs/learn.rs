//! Learning's two passes, in assembly where they are over connections.
//!
//! A kernel adapts one unit. It knows no largest weight: where one could grow beyond it, the
//! [reference](super::super::portable) adapts the unit. Weights and activities are at least 0, as
//! learning asks.

use super::super::{inputs, portable};
use crate::{
    geometry::Run,
    learning::{FixedFactors, FixedTally, Pruned, UnitRowMut},
    number::{Fixed8, Fixed16},
    side::Side,
};
use core::ops::Range;

#[cfg(lissom_kernel = "dsp")]
mod dsp;
#[cfg(lissom_kernel = "riscv")]
mod riscv;
#[cfg(not(lissom_kernel = "riscv"))]
mod thumb;
#[cfg(lissom_kernel = "thumb1")]
mod thumb1;
#[cfg(lissom_kernel = "thumb2")]
mod thumb2;
mod weights;

#[cfg(lissom_kernel = "dsp")]
use dsp as isa;
#[cfg(lissom_kernel = "riscv")]
use riscv as isa;
#[cfg(lissom_kernel = "thumb1")]
use thumb1 as isa;
#[cfg(lissom_kernel = "thumb2")]
use thumb2 as isa;

#[cfg(not(lissom_kernel = "thumb1"))]
pub(crate) use super::super::portable::reciprocal;
#[cfg(lissom_kernel = "thumb1")]
pub(crate) use isa::reciprocal;

/// Adapts a unit and returns the carry behind it, of which the 15 lower bits count.
type Kernel<W> = unsafe extern "C" fn(&Unit<W>, u32) -> u32;

/// A unit and its [factors](FixedFactors).
///
/// A kernel's callers see to it that
///
/// - `rows` is at least 1; from `runs` on there is a run for each row, `step` bytes apart, and from
///   `cells` on a source row, `stride` bytes apart, which has the run's cells;
/// - `weights` points to as many as the runs have cells, and nothing else refers to them;
/// - keep is below 2¹⁵, and w·keep + (x·grow ≫ shift) below 2³⁰ for every connection.
#[repr(C)]
struct Unit<W> {
    weights: *mut W,
    runs: *const Run,
    step: usize,
    cells: *const Fixed16,
    stride: usize,
    rows: usize,
    keep: u32,
    grow: u32,
    shift: u32,
}

macro_rules! learn {
    ($number:ty, $tally:ident, $adapt:ident, $pruned:ident, $is_bounded:ident) => {
        /// Adds up the connections of neighbouring units.
        pub(crate) fn $tally<I: Side, O: Side>(
            tallies: &mut [FixedTally<u32>],
            units: &UnitRowMut<'_, $number, I, O>,
            columns: Range<usize>,
            pruned: Pruned,
        ) {
            if pruned == Pruned::Yes {
                return portable::$tally(tallies, units, columns, pruned);
            }
            inputs::add(tallies, units.profiles, units.cells, columns.clone());
            for (sums, column) in tallies.iter_mut().zip(columns) {
                let unit = units.unit(column);
                sums.weights = sums.weights.wrapping_add(weights::$tally(unit));
                sums.connections += unit.len() as u32;
            }
        }

        /// Writes the new weights of a unit and returns the carry behind them.
        #[allow(unsafe_code)]
        pub(crate) fn $adapt<I: Side, O: Side>(
            carry: u32,
            factors: FixedFactors<u32>,
            units: &mut UnitRowMut<'_, $number, I, O>,
            column: usize,
            pruned: Pruned,
        ) -> u32 {
            let rows = units.profiles.len().min(units.cells.len());
            if rows == 0 || !$is_bounded(factors, units.unit(column)) {
                return portable::$adapt(carry, factors, units, column, pruned);
            }
            let mut unit = Unit {
                runs: units.profiles.flat().as_ptr().wrapping_add(column),
                step: units.profiles.side().get() * size_of::<Run>(),
                cells: units.cells.flat().as_ptr(),
                stride: units.cells.side().get() * size_of::<Fixed16>(),
                rows,
                keep: factors.keep,
                grow: factors.grow,
                shift: factors.shift,
                weights: units.unit_mut(column).as_mut_ptr(),
            };
            let kernel = match pruned {
                Pruned::No => isa::$adapt(&mut unit),
                Pruned::Yes => isa::$pruned,
            };
            // SAFETY: each of `rows` profiles has a run of the column, and a source row its cells;
            // a unit has as many weights as its runs have cells, which `units` lends alone;
            // and no weight can grow beyond the largest.
            unsafe { kernel(&unit, carry) }
        }
    };
}
learn!(Fixed8, fixed8_tally, fixed8_adapt, fixed8_pruned, is_bounded8);
learn!(Fixed16, fixed16_tally, fixed16_adapt, fixed16_pruned, is_bounded16);

/// Whether no weight can grow beyond the largest.
fn is_bounded16(factors: FixedFactors<u32>, _: &[Fixed16]) -> bool {
    factors.is_bounded(1 << 15)
}

/// Whether no weight can grow beyond the largest.
fn is_bounded8(FixedFactors { keep, grow, shift }: FixedFactors<u32>, weights: &[Fixed8]) -> bool {
    let [most_w, most_x] = [i8::MAX as u32, i16::MAX as u32];
    let product = |factor: u32, number: u32| u64::from(factor) * u64::from(number);
    let growth = product(grow, most_x) >> shift;
    let is_within = |weight| product(keep, weight) + growth <= product(1 << 15, most_w);
    let largest = || weights.iter().map(|weight| weight.to_bits()).max().unwrap_or(0) as u32;
    keep < 1 << 15
        && (is_within(most_w) || is_within(weights::upper_bound(weights)) || is_within(largest()))
}
