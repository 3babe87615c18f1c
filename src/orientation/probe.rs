//! What is shown to measure orientation preferences: gratings and moving bars, drawn in integers.

use super::angle::{Orientation, sine};
use crate::{error::Error, math, number::Number, sheet::Sheet};

pub use crate::limits::MAX_ORIENTATIONS;

/// A picture of one orientation that moves across the retina. At 0° its lines are rows; it turns the
/// way the [stimuli](crate::stimulus) do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Probe(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
enum Kind {
    /// Half a cell's share of a period, in 2⁻³².
    Grating(i32),
    /// Half the width and half a cell, in 2⁻²⁴ cells.
    Bar(i32),
}

impl Probe {
    /// ½ + ½·sin over the whole retina, of a period in cells, 2 to 1024; it drifts by a whole period.
    pub const fn grating(period: f64) -> Self {
        Self(Kind::Grating(math::round(2_147_483_648.0 / period.clamp(2.0, 1024.0)) as i32))
    }

    /// A bar without ends, of a width in cells, 0 to 64, with edges that fade over one cell; it moves
    /// from one end of the retina's diagonal to the other.
    pub const fn bar(width: f64) -> Self {
        Self(Kind::Bar(math::round((width.clamp(0.0, 64.0) + 1.0) * 8_388_608.0) as i32))
    }
}

/// Which pictures to show: `orientations` equally spaced ones from 0°, each at `places` phases of
/// the grating or places of the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Protocol {
    probe: Probe,
    orientations: u16,
    places: u16,
}

impl Protocol {
    /// A protocol.
    ///
    /// # Panics
    ///
    /// Where [`build`](Self::build) returns an error; in a `const` that is a compile error.
    pub const fn new(probe: Probe, orientations: u16, places: u16) -> Self {
        match Self::build(probe, orientations, places) {
            Ok(protocol) => protocol,
            Err(_) => panic!("a protocol has 1 to 64 orientations and 1 to 256 places"),
        }
    }

    /// The same with a result instead of a panic.
    ///
    /// # Errors
    ///
    /// [`Error::Presentations`].
    pub const fn build(probe: Probe, orientations: u16, places: u16) -> Result<Self, Error> {
        if orientations == 0 || orientations > MAX_ORIENTATIONS || places == 0 || places > 256 {
            return Err(Error::Presentations { orientations, places });
        }
        Ok(Self { probe, orientations, places })
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
    /// Its orientation.
    pub const fn orientation(&self) -> Orientation {
        self.orientation
    }

    /// Whether the next one has another orientation, or there is none.
    pub const fn is_last(&self) -> bool {
        self.place + 1 == self.protocol.places
    }

    /// Draws it, with the same bits everywhere. Cost: some 20 integer operations a cell.
    pub fn draw<T: Number, const SIDE: usize>(&self, retina: &mut Sheet<T, SIDE>) {
        let (cos, sin) = self.orientation.direction();
        let (place, places) = (i32::from(self.place), i32::from(self.protocol.places));
        // from the middle, in half cells
        let centred = |index: usize| 2 * index as i32 - (SIDE as i32 - 1);
        match self.protocol.probe.0 {
            Kind::Grating(half) => {
                let share = |x: i32| ((i64::from(x) * i64::from(half)) >> 24) as i32;
                let (down, right) = (share(cos), share(sin));
                let phase = ((u32::from(self.place) << 24) / u32::from(self.protocol.places)) << 8;
                retina.fill_with(|row, column| {
                    let down = down.wrapping_mul(centred(row));
                    let right = right.wrapping_mul(centred(column));
                    let angle = phase.wrapping_add(down.wrapping_add(right) as u32);
                    T::from_steps((sine(angle) + (1 << 24)) >> 1)
                });
            }
            Kind::Bar(half) => {
                // half a diagonal is 181/256 of a side; at most 2³⁰ before the division
                let moved = (2 * place + 1 - places) * (SIDE as i32 * 181 * 256) / places;
                retina.fill_with(|row, column| {
                    let down = i64::from(cos) * i64::from(centred(row));
                    let across = down + i64::from(sin) * i64::from(centred(column));
                    let distance = ((across >> 1) - (i64::from(moved) << 8)).abs();
                    T::from_steps((i64::from(half) - distance).clamp(0, 1 << 24) as i32)
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        number::{Fixed16, Fixed32},
        stimulus::{Bar, Grating, Stimulus},
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
            let steps = float.units()[unit].to_steps();
            assert_eq!(long.units()[unit], Fixed32::from_steps(steps));
            assert_eq!(short.units()[unit], Fixed16::from_steps(steps));
        }
    }

    #[test]
    fn odd_protocols() {
        for (orientations, places) in [(0, 1), (65, 1), (1, 0), (1, 257)] {
            let error = Error::Presentations { orientations, places };
            assert_eq!(Protocol::build(Probe::bar(1.0), orientations, places), Err(error));
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
