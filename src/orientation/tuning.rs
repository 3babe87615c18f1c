//! Preferences while the network answers, in a few numbers a unit.

use super::{
    map::{OrientationMap, Preference},
    probe::Presentation,
};
use crate::{number::Number, sheet::Sheet};

/// Σ r·cos 2θ, Σ r·sin 2θ and Σ r, in steps of 2⁻²⁴.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Sums {
    x: i32,
    y: i32,
    total: i32,
}

/// The running sums of a measurement: 14 bytes a unit in 16 bits. All-zero when new.
///
/// Give every presentation of a [`Protocol`](super::Protocol) to [`record`](Self::record), in any
/// pauses; then ask for the [`map`](Self::map).
#[derive(Debug, Clone, PartialEq)]
pub struct Tuning<T, const SIDE: usize> {
    /// The largest response to the present orientation.
    peak: Sheet<T, SIDE>,
    sums: [[Sums; SIDE]; SIDE],
}

impl<T: Number, const SIDE: usize> Tuning<T, SIDE> {
    /// Nothing recorded.
    pub const fn new() -> Self {
        Self { peak: Sheet::new(), sums: [[Sums { x: 0, y: 0, total: 0 }; SIDE]; SIDE] }
    }

    /// Forgets everything.
    pub fn reset(&mut self) {
        self.peak.units_mut().fill(T::ZERO);
        self.sums.as_flattened_mut().fill(Sums::default());
    }

    /// Takes the settled activity in answer to a presentation. Cost: a comparison a unit, and two
    /// multiplications a unit at the last presentation of an orientation.
    pub fn record(&mut self, presentation: &Presentation, v1: &Sheet<T, SIDE>) {
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
        for (peak, sums) in self.peak.units_mut().iter_mut().zip(self.sums.as_flattened_mut()) {
            let r = core::mem::replace(peak, T::ZERO).to_steps();
            // |r·cos| ≤ 2⁴⁸; a protocol's sums stay within 2³⁰, and further ones stop at 2³¹
            let share = |x: i32| ((i64::from(r) * i64::from(x) + (1 << 23)) >> 24) as i32;
            sums.x = sums.x.saturating_add(share(cos));
            sums.y = sums.y.saturating_add(share(sin));
            sums.total = sums.total.saturating_add(r);
        }
    }

    /// The preferences. Cost: some 150 operations a unit.
    pub fn map(&self, map: &mut OrientationMap<SIDE>) {
        map.fill_with(|row, column| {
            let Sums { x, y, total } = self.sums[row][column];
            Preference::of(x, y, total)
        });
    }
}

impl<T: Number, const SIDE: usize> Default for Tuning<T, SIDE> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        number::{Fixed16, Fixed32},
        orientation::{Orientation, Probe, Protocol},
    };

    /// One unit with the response `r(θ, place)`.
    fn measured<T: Number>(orientations: u16, r: impl Fn(f64, usize) -> f64) -> Preference {
        let mut tuning = Tuning::<T, 1>::new();
        let protocol = Protocol::new(Probe::bar(1.0), orientations, 3);
        for (n, presentation) in protocol.presentations().enumerate() {
            let response = r(presentation.orientation().degrees(), n % 3);
            tuning.record(&presentation, &Sheet::filled(T::from_f64(response)));
        }
        let mut map = OrientationMap::new();
        tuning.map(&mut map);
        tuning.reset();
        assert_eq!(tuning, Tuning::new());
        map.0[0][0]
    }

    fn check<T: Number>(tolerance: u16) {
        // by hand: three orientations with the largest responses 0.5, 0.25 and 0
        let preference = measured::<T>(3, |degrees, place| {
            [[0.1, 0.5, 0.3], [0.25, 0.0, 0.25], [0.0; 3]][(degrees / 60.0).round() as usize][place]
        });
        // v = 0.5·(1, 0) + 0.25·(−1/2, √3/2) = (0.375, 0.2165), |v| = 0.4330, Σ r = 0.75
        assert!((preference.orientation.degrees() - 15.0).abs() < 0.01, "{preference:?}");
        assert!(preference.selectivity.abs_diff(37_837) <= tolerance, "{preference:?}");

        // r = ½ + ½·cos 2(θ − θ₀): preference θ₀, selectivity ½
        for degrees in [0.0, 33.0, 90.0, 145.0, 179.9] {
            for orientations in [4, 18, 64] {
                let preference = measured::<T>(orientations, |theta, place| {
                    let tuned = 0.5 + 0.5 * libm::cos(2.0 * (theta - degrees).to_radians());
                    tuned * [0.5, 1.0, 0.0][place]
                });
                let turn = preference.orientation.turn_from(Orientation::from_degrees(degrees));
                assert!(turn.unsigned_abs() <= 4, "{} {degrees}: {preference:?}", T::NAME);
                assert!(preference.selectivity.abs_diff(32_768) <= tolerance, "{preference:?}");
            }
        }

        // one orientation alone is preferred fully, all alike not at all
        let alone = measured::<T>(8, |theta, _| f64::from(u8::from(theta == 45.0)));
        assert_eq!((alone.orientation.degrees(), alone.selectivity), (45.0, u16::MAX));
        assert!(!measured::<T>(8, |_, _| 1.0).exists());
        assert!(!measured::<T>(8, |_, _| 0.0).exists());
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
        let mut tuning = Tuning::<f32, 2>::new();
        let protocol = Protocol::new(Probe::bar(1.0), 64, 1);
        for presentation in (0..10).flat_map(|_| protocol.presentations()) {
            tuning.record(&presentation, &Sheet::filled(f32::INFINITY));
        }
        tuning.map(&mut OrientationMap::new());
    }
}
