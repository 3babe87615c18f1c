//! Running sums per unit, from which the preferences follow.

use super::{
    map::{OrientationMap, Preference},
    probe::Presentation,
};
use crate::{
    number::Activity,
    sheet::SheetOf,
    side::{Const, Side},
};

/// Σ r·cos 2θ, Σ r·sin 2θ and Σ r, in steps of 2⁻²⁴.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Sums {
    x: i32,
    y: i32,
    total: i32,
}

impl Sums {
    const ZERO: Self = Self { x: 0, y: 0, total: 0 };
}

/// The running sums of a measurement: 14 bytes per unit for 16-bit activities. All-zero when new,
/// so a `static` one takes RAM and no flash.
///
/// Give every presentation of a [`Protocol`](super::Protocol) to [`record`](Self::record), in any
/// pauses; then ask for the [`map`](Self::map).
#[derive(Debug, Clone, PartialEq)]
pub struct Tuning<A: Activity, S: Side> {
    /// The largest response to the present orientation.
    peak: SheetOf<A, S>,
    sums: SheetOf<Sums, S>,
}

impl<A: Activity, const N: usize> Tuning<A, Const<N>> {
    /// Nothing recorded.
    pub const fn new() -> Self {
        Self { peak: SheetOf::new(), sums: SheetOf::filled(Sums::ZERO) }
    }
}

impl<A: Activity, const N: usize> Default for Tuning<A, Const<N>> {
    fn default() -> Self {
        Self::new()
    }
}

impl<A: Activity, S: Side> Tuning<A, S> {
    /// Nothing recorded, for sheets of any side.
    pub fn with_side(side: S) -> Self {
        Self { peak: SheetOf::with_side(side, A::ZERO), sums: SheetOf::with_side(side, Sums::ZERO) }
    }

    /// The side of the sheets.
    pub fn side(&self) -> S {
        self.peak.side()
    }

    /// Forgets everything.
    pub fn reset(&mut self) {
        self.peak.units_mut().fill(A::ZERO);
        self.sums.units_mut().fill(Sums::ZERO);
    }

    /// Records the settled activity of V1 during a presentation. Cost: a comparison per unit, and
    /// two multiplications per unit at the last presentation of an orientation.
    ///
    /// # Panics
    ///
    /// If the sheet has another side.
    pub fn record(&mut self, presentation: &Presentation, v1: &SheetOf<A, S>) {
        assert!(v1.side() == self.side(), "a sheet of another side");
        for (peak, &response) in self.peak.units_mut().iter_mut().zip(v1.units()) {
            if response > *peak {
                *peak = response;
            }
        }
        if presentation.is_last() {
            self.turn(presentation.orientation().doubled());
        }
    }

    /// Adds each peak r as r·(cos 2θ, sin 2θ), and forgets it.
    fn turn(&mut self, (cos, sin): (i32, i32)) {
        for (peak, sums) in self.peak.units_mut().iter_mut().zip(self.sums.units_mut()) {
            let r = core::mem::replace(peak, A::ZERO).to_q24();
            // |r·cos| ≤ 2⁴⁸; a protocol's sums stay within 2³⁰, and further ones stop at 2³¹
            let share = |x: i32| ((i64::from(r) * i64::from(x) + (1 << 23)) >> 24) as i32;
            sums.x = sums.x.saturating_add(share(cos));
            sums.y = sums.y.saturating_add(share(sin));
            sums.total = sums.total.saturating_add(r);
        }
    }

    /// Writes the preferences to a map. Cost: some 150 operations per unit.
    ///
    /// # Panics
    ///
    /// If the map has another side.
    pub fn map(&self, map: &mut OrientationMap<S>) {
        assert!(map.side() == self.side(), "a map of another side");
        for (unit, &Sums { x, y, total }) in map.units_mut().iter_mut().zip(self.sums.units()) {
            *unit = Preference::of(x, y, total);
        }
    }
}

#[cfg(all(test, lissom_repository))]
mod tests;
