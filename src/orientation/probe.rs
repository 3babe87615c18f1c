//! What is shown to measure orientation preferences: gratings and moving bars, drawn in integers.

use super::angle::Orientation;
use crate::{
    error::Error,
    math::{self, integer_sine},
    number::Activity,
    sheet::SheetOf,
    side::Side,
};

pub use crate::limits::MAX_ORIENTATIONS;

/// A picture of one orientation that moves across the retina. At 0° its lines are rows; it turns in
/// the direction of the [stimuli](crate::input).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Probe(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
enum Kind {
    /// Half a cell as a fraction of a period, in 2⁻³².
    Grating(i32),
    /// Half the width and half a cell, in 2⁻²⁴ cells.
    Bar(i32),
}

impl Probe {
    /// A grating over the whole retina, ½ + ½·sin: it drifts by one `period`, in cells, clamped to
    /// 2..=1024.
    pub const fn grating(period: f64) -> Self {
        Self(Kind::Grating(math::round(2_147_483_648.0 / period.clamp(2.0, 1024.0)) as i32))
    }

    /// A bar without ends that moves along the retina's diagonal, from one end to the other. Its
    /// `width` is in cells, clamped to 0..=64; its edges fade over one cell.
    pub const fn bar(width: f64) -> Self {
        Self(Kind::Bar(math::round((width.clamp(0.0, 64.0) + 1.0) * 8_388_608.0) as i32))
    }
}

/// The pictures of a measurement: `orientations` equally spaced ones from 0°, each at `places`
/// phases of the grating or positions of the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Protocol {
    probe: Probe,
    orientations: u16,
    places: u16,
}

impl Protocol {
    /// A protocol of 1 to [`MAX_ORIENTATIONS`] orientations and 1 to 256 places.
    ///
    /// # Panics
    ///
    /// Where [`build`](Self::build) returns an error; in a `const` that is a compile error.
    pub const fn new(probe: Probe, orientations: u16, places: u16) -> Self {
        match Self::build(probe, orientations, places) {
            Ok(protocol) => protocol,
            Err(error) => error.panic(),
        }
    }

    /// As [`new`](Self::new), with a result instead of a panic.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`].
    pub const fn build(probe: Probe, orientations: u16, places: u16) -> Result<Self, Error> {
        let (range, allowed) = ([1.0, MAX_ORIENTATIONS as f64], "a number of 1..=64");
        if let Err(error) = Error::within("orientations", orientations as f64, range, allowed) {
            return Err(error);
        }
        let (range, allowed) = ([1.0, 256.0], "a number of 1..=256");
        if let Err(error) = Error::within("places", places as f64, range, allowed) {
            return Err(error);
        }
        Ok(Self { probe, orientations, places })
    }

    /// How many orientations.
    pub const fn orientations(self) -> u16 {
        self.orientations
    }

    /// Phases of the grating or positions of the bar, of each orientation.
    pub const fn places(self) -> u16 {
        self.places
    }

    /// All presentations, orientation after orientation.
    pub fn presentations(self) -> impl Iterator<Item = Presentation> + Clone {
        (0..self.orientations).flat_map(move |index| {
            let orientation = Orientation::step(index, self.orientations);
            (0..self.places).map(move |place| Presentation { protocol: self, orientation, place })
        })
    }
}

/// One picture of a [`Protocol`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Presentation {
    protocol: Protocol,
    orientation: Orientation,
    place: u16,
}

impl Presentation {
    /// The orientation.
    pub const fn orientation(&self) -> Orientation {
        self.orientation
    }

    /// Whether it is the last of its orientation.
    pub const fn is_last(&self) -> bool {
        self.place + 1 == self.protocol.places
    }

    /// Draws the picture, with the same bits on every machine. Cost: some 20 integer operations per
    /// cell.
    pub fn draw<A: Activity, S: Side>(&self, retina: &mut SheetOf<A, S>) {
        let side = retina.side().get() as i32;
        let (cos, sin) = self.orientation.direction();
        let (place, places) = (i32::from(self.place), i32::from(self.protocol.places));
        // from the middle, in half cells
        let centred = |index: usize| 2 * index as i32 - (side - 1);
        match self.protocol.probe.0 {
            Kind::Grating(half) => {
                let share = |x: i32| ((i64::from(x) * i64::from(half)) >> 24) as i32;
                let (down, right) = (share(cos), share(sin));
                let phase = ((u32::from(self.place) << 24) / u32::from(self.protocol.places)) << 8;
                retina.fill_with(|row, column| {
                    let down = down.wrapping_mul(centred(row));
                    let right = right.wrapping_mul(centred(column));
                    let angle = phase.wrapping_add(down.wrapping_add(right) as u32);
                    A::from_q24((integer_sine(angle) + (1 << 24)) >> 1)
                });
            }
            Kind::Bar(half) => {
                // half a diagonal is 181/256 of a side; at most 2³⁰ before the division
                let moved = (2 * place + 1 - places) * (side * 181 * 256) / places;
                retina.fill_with(|row, column| {
                    let down = i64::from(cos) * i64::from(centred(row));
                    let across = down + i64::from(sin) * i64::from(centred(column));
                    let distance = ((across >> 1) - (i64::from(moved) << 8)).abs();
                    A::from_q24((i64::from(half) - distance).clamp(0, 1 << 24) as i32)
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        input::{Bar, Grating, Stimulus},
        number::{Fixed16, Fixed32},
        sheet::Sheet,
    };

    fn worst<const SIDE: usize>(
        probe: Probe,
        exact: impl Fn(f64, f64) -> std::boxed::Box<dyn Stimulus>,
    ) -> f64 {
        let mut drawn = Sheet::<f64, SIDE>::new();
        let mut worst = 0.0_f64;
        for presentation in Protocol::new(probe, 12, 7).presentations() {
            presentation.draw(&mut drawn);
            let exact = exact(presentation.orientation().degrees(), f64::from(presentation.place));
            for (row, cells) in drawn.0.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    worst = worst.max((cell - exact.at(row as f64, column as f64)).abs());
                }
            }
        }
        worst
    }

    #[test]
    fn gratings_are_those_of_floats() {
        grating_is_that_of_floats::<36>(7.5);
        grating_is_that_of_floats::<24>(8.0);
        grating_is_that_of_floats::<60>(2.0);
    }

    #[test]
    #[ignore = "the largest side: seconds without optimisation"]
    fn gratings_of_the_largest_side_are_those_of_floats() {
        grating_is_that_of_floats::<255>(2.0);
        grating_is_that_of_floats::<255>(33.3);
    }

    fn grating_is_that_of_floats<const SIDE: usize>(period: f64) {
        let error = worst::<SIDE>(Probe::grating(period), |orientation, place| {
            std::boxed::Box::new(Grating {
                side: SIDE,
                frequency: (SIDE as f64 - 1.0) / period,
                phase: core::f64::consts::TAU * place / 7.0,
                orientation,
            })
        });
        assert!(error < 2e-5, "{SIDE} {period}: {error}");
    }

    #[test]
    fn bars_are_those_of_floats() {
        fn check<const SIDE: usize>(width: f64) {
            let error = worst::<SIDE>(Probe::bar(width), |orientation, place| {
                let moved = SIDE as f64 * 181.0 / 256.0 * (2.0 * place - 6.0) / 7.0;
                let (sin, cos) = libm::sincos(orientation.to_radians());
                let middle = (SIDE as f64 - 1.0) / 2.0;
                std::boxed::Box::new(Bar {
                    row: middle + moved * cos,
                    column: middle + moved * sin,
                    width,
                    length: f64::INFINITY,
                    orientation,
                })
            });
            assert!(error < 6e-3 / 255.0 * SIDE as f64, "{SIDE} {width}: {error}");
        }
        check::<36>(2.5);
        check::<255>(5.0);
    }

    #[test]
    fn every_format_sees_the_same() {
        let presentation =
            Protocol::new(Probe::grating(5.0), 6, 3).presentations().nth(10).unwrap();
        let (mut float, mut long, mut short) =
            (Sheet::<f32, 24>::new(), Sheet::<Fixed32, 24>::new(), Sheet::<Fixed16, 24>::new());
        presentation.draw(&mut float);
        presentation.draw(&mut long);
        presentation.draw(&mut short);
        for unit in 0..24 * 24 {
            let steps = float.units()[unit].to_q24();
            assert_eq!(long.units()[unit], Fixed32::from_q24(steps));
            assert_eq!(short.units()[unit], Fixed16::from_q24(steps));
        }
    }

    #[test]
    fn odd_protocols() {
        for (orientations, places, wrong) in [
            (0, 1, ("orientations", 0.0)),
            (65, 1, ("orientations", 65.0)),
            (1, 0, ("places", 0.0)),
            (1, 257, ("places", 257.0)),
        ] {
            let error = Protocol::build(Probe::bar(1.0), orientations, places).unwrap_err();
            let Error::OutOfRange { what, value, .. } = error else { panic!("{error}") };
            assert_eq!((what, value), wrong);
        }
        assert_eq!(
            Protocol::new(Probe::grating(f64::NAN), 64, 256).presentations().count(),
            16_384
        );
        let mut one = Sheet::<Fixed16, 1>::new();
        let last =
            Protocol::new(Probe::bar(f64::INFINITY), 64, 256).presentations().last().unwrap();
        last.draw(&mut one);
        assert!(last.is_last() && one.0[0][0] == Fixed16::ONE);
        last.draw(&mut Sheet::<f32, 0>::new());
    }
}
