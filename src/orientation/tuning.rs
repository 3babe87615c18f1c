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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        number::{Fixed16, Fixed32, Weight},
        orientation::{Orientation, Probe, Protocol},
        sheet::Sheet,
    };

    /// One unit with the response `r(θ, place)`.
    fn measured<A: Activity>(orientations: u16, r: impl Fn(f64, usize) -> f64) -> Preference {
        let mut tuning = Tuning::<A, Const<1>>::new();
        let protocol = Protocol::new(Probe::bar(1.0), orientations, 3);
        for (n, presentation) in protocol.presentations().enumerate() {
            let response = r(presentation.orientation().degrees(), n % 3);
            tuning.record(&presentation, &Sheet::filled(A::from_f64(response)));
        }
        let mut map = OrientationMap::new();
        tuning.map(&mut map);
        tuning.reset();
        assert_eq!(tuning, Tuning::new());
        map.0[0][0]
    }

    fn check<A: Activity + Weight>(tolerance: u16) {
        // by hand: three orientations with the largest responses 0.5, 0.25 and 0
        let preference = measured::<A>(3, |degrees, place| {
            [[0.1, 0.5, 0.3], [0.25, 0.0, 0.25], [0.0; 3]][(degrees / 60.0).round() as usize][place]
        });
        // v = 0.5·(1, 0) + 0.25·(−1/2, √3/2) = (0.375, 0.2165), |v| = 0.4330, Σ r = 0.75
        assert!((preference.orientation.degrees() - 15.0).abs() < 0.01, "{preference:?}");
        assert!(preference.selectivity.abs_diff(37_837) <= tolerance, "{preference:?}");

        // r = ½ + ½·cos 2(θ − θ₀): preference θ₀, selectivity ½
        for degrees in [0.0, 33.0, 90.0, 145.0, 179.9] {
            for orientations in [4, 18, 64] {
                let preference = measured::<A>(orientations, |theta, place| {
                    let tuned = 0.5 + 0.5 * libm::cos(2.0 * (theta - degrees).to_radians());
                    tuned * [0.5, 1.0, 0.0][place]
                });
                let turn = preference.orientation.turn_from(Orientation::from_degrees(degrees));
                assert!(turn.unsigned_abs() <= 4, "{} {degrees}: {preference:?}", A::NAME);
                assert!(preference.selectivity.abs_diff(32_768) <= tolerance, "{preference:?}");
            }
        }

        // one orientation alone is preferred fully, all alike not at all
        let alone = measured::<A>(8, |theta, _| f64::from(u8::from(theta == 45.0)));
        assert_eq!((alone.orientation.degrees(), alone.selectivity), (45.0, u16::MAX));
        assert!(!measured::<A>(8, |_, _| 1.0).exists());
        assert!(!measured::<A>(8, |_, _| 0.0).exists());
    }

    #[test]
    fn tuning_by_hand() {
        check::<f64>(2);
        check::<f32>(2);
        check::<Fixed32>(2);
        check::<Fixed16>(3);
    }

    #[test]
    fn endless_recording_does_not_panic() {
        let mut tuning = Tuning::<f32, Const<2>>::new();
        let protocol = Protocol::new(Probe::bar(1.0), 64, 1);
        for presentation in (0..10).flat_map(|_| protocol.presentations()) {
            tuning.record(&presentation, &Sheet::filled(f32::INFINITY));
        }
        tuning.map(&mut OrientationMap::new());
    }

    /// The side may be known at run time: the same map, and the same measures of it.
    #[cfg(feature = "alloc")]
    #[test]
    fn run_time_sides_give_the_same_map() {
        use crate::{
            orientation::{Spectrum, Topology},
            side::Dyn,
        };
        let side = Dyn::new(12).unwrap();
        let (mut tuning, mut sheet) = (Tuning::<Fixed16, Const<12>>::new(), Sheet::new());
        let mut dynamic = Tuning::with_side(side);
        let mut dynamic_sheet = SheetOf::with_side(side, Fixed16::ZERO);
        for presentation in Protocol::new(Probe::grating(5.0), 8, 4).presentations() {
            presentation.draw(&mut sheet);
            presentation.draw(&mut dynamic_sheet);
            // every unit prefers another orientation
            let turn = presentation.orientation().0 >> 8;
            let dim =
                |x: Fixed16, unit: usize| if unit as u16 % 8 == turn / 32 { x } else { x / 2 };
            let dim = |units: &mut [Fixed16]| {
                units.iter_mut().enumerate().for_each(|(unit, x)| *x = dim(*x, unit));
            };
            dim(sheet.units_mut());
            dim(dynamic_sheet.units_mut());
            tuning.record(&presentation, &sheet);
            dynamic.record(&presentation, &dynamic_sheet);
        }
        let (mut map, mut dynamic_map) = (OrientationMap::new(), OrientationMap::with_side(side));
        tuning.map(&mut map);
        dynamic.map(&mut dynamic_map);
        assert_eq!(map.units(), dynamic_map.units());
        assert_eq!(map.unit(3, 4), dynamic_map.unit(3, 4));
        assert!(map.selectivity() > 0 && map.hash() == dynamic_map.hash());
        let pinwheels = map.pinwheels(Topology::Torus);
        assert!(pinwheels.eq(dynamic_map.pinwheels(Topology::Torus)));
        let (spectrum, dynamic) = (Spectrum::of(&map), Spectrum::of(&dynamic_map));
        assert_eq!(spectrum.rings(), dynamic.rings());
        assert_eq!(spectrum.period(), dynamic.period());
    }
}
