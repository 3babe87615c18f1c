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

#[cfg(all(test, lissom_repository))]
mod tests;
