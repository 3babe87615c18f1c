//! What a board gives the show.

use core::fmt::{Arguments, Debug, Display};
use embedded_graphics::{prelude::*, primitives::Rectangle};
use lissom::display::HeatColor;

/// A display with colours for levels.
pub trait Screen: DrawTarget<Color: HeatColor, Error: Debug> + OriginDimensions {
    /// Makes visible what was drawn, where that does not happen by itself.
    fn flush(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// A display that shows at once what is drawn, such as one with memory of its own behind SPI.
#[derive(Debug)]
pub struct Direct<D>(pub D);

impl<D: OriginDimensions> OriginDimensions for Direct<D> {
    fn size(&self) -> Size {
        self.0.size()
    }
}

impl<D: DrawTarget + OriginDimensions> DrawTarget for Direct<D> {
    type Color = D::Color;
    type Error = D::Error;

    fn draw_iter<I: IntoIterator<Item = Pixel<D::Color>>>(
        &mut self,
        pixels: I,
    ) -> Result<(), D::Error> {
        self.0.draw_iter(pixels)
    }

    fn fill_contiguous<I: IntoIterator<Item = D::Color>>(
        &mut self,
        area: &Rectangle,
        colors: I,
    ) -> Result<(), D::Error> {
        self.0.fill_contiguous(area, colors)
    }

    fn fill_solid(&mut self, area: &Rectangle, color: D::Color) -> Result<(), D::Error> {
        self.0.fill_solid(area, color)
    }

    fn clear(&mut self, color: D::Color) -> Result<(), D::Error> {
        self.0.clear(color)
    }
}

impl<D: DrawTarget<Color: HeatColor, Error: Debug> + OriginDimensions> Screen for Direct<D> {}

/// Time. Without a clock, `()`, the show waits for nothing.
pub trait Clock {
    /// Ticks in a millisecond; 0 for no clock.
    const TICKS_PER_MILLISECOND: u32;

    /// Tenths of a millisecond, rounded down; `None` for no clock.
    fn tenths(ticks: u32) -> Option<u32> {
        match Self::TICKS_PER_MILLISECOND {
            0 => None,
            tick @ 1..10 => Some(ticks.saturating_mul(10) / tick),
            tick => Some(ticks / (tick / 10)),
        }
    }

    /// Ticks since some start. Wraps at 2³²; is called more often than that.
    fn ticks(&mut self) -> u32;

    /// Is called again and again while the show waits: a board may sleep until its next interrupt.
    fn idle(&mut self) {
        core::hint::spin_loop();
    }
}

impl Clock for () {
    const TICKS_PER_MILLISECOND: u32 = 0;

    fn ticks(&mut self) -> u32 {
        0
    }
}

/// Microseconds, in the steps of `embassy-time`'s driver: 31 on nRF chips.
#[cfg(feature = "embassy-time")]
#[derive(Debug, Clone, Copy)]
pub struct Embassy;

#[cfg(feature = "embassy-time")]
impl Clock for Embassy {
    const TICKS_PER_MILLISECOND: u32 = 1000;

    fn ticks(&mut self) -> u32 {
        embassy_time::Instant::now().as_micros() as u32
    }
}

/// What a person can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// The next picture.
    Stimulus,
    /// The next view.
    View,
    /// That everything stands still, or goes on.
    Pause,
    /// That learning stops, or goes on.
    Train,
    /// That a network forgets what it has learned.
    Reset,
}

/// Buttons or keys. A board without any gives `()`.
pub trait Buttons {
    /// A press since the last call, each once. Is called often while the show waits, and once after
    /// each settling step.
    fn press(&mut self) -> Option<Press>;
}

impl Buttons for () {
    fn press(&mut self) -> Option<Press> {
        None
    }
}

/// A record of what was computed. `()` keeps none.
pub trait Log {
    /// The exact bits of V1 after a step, as a [`hash`](lissom::sheet::hash()).
    fn hash(&mut self, picture: &str, step: u16, hash: u32);

    /// The clock's ticks for the whole presentation, drawing and waiting not counted.
    fn settled(&mut self, picture: &str, ticks: u32);

    /// What has become of a training after a number of presentations: `loaded` from a snapshot,
    /// `saved` to one, `done` with those that are compared with the host's, `reset` by a person.
    fn training(&mut self, _what: &str, _presentations: u32) {}

    /// What did not succeed, and why.
    fn failed(&mut self, _what: &str, _why: &dyn Display) {}

    /// The [trace](lissom::learning::Progress::trace) of a training after a number of
    /// presentations.
    fn trace(&mut self, _presentations: u32, _trace: u32) {}

    /// The orientation map measured after a number of presentations: its
    /// [`hash`](lissom::orientation::OrientationMap::hash), mean selectivity in 1/(2¹⁶ − 1), and
    /// pinwheels.
    fn map(&mut self, _presentations: u32, _hash: u32, _selectivity: u16, _pinwheels: u32) {}

    /// A line of the firmware's own.
    fn line(&mut self, _line: Arguments<'_>) {}
}

impl Log for () {
    fn hash(&mut self, _: &str, _: u16, _: u32) {}

    fn settled(&mut self, _: &str, _: u32) {}
}

/// Lines `hash <picture> <step> <8 hex digits>`, `ticks <picture> <ticks>`,
/// `trace <presentations> <8 hex digits>`,
/// `map <presentations> <8 hex digits> selectivity <s> pinwheels <n>`, `<what> <presentations>` and
/// `not <what>: <why>` through defmt.
#[cfg(feature = "defmt")]
#[derive(Debug, Clone, Copy)]
pub struct Defmt;

#[cfg(feature = "defmt")]
impl Log for Defmt {
    fn hash(&mut self, picture: &str, step: u16, hash: u32) {
        defmt::println!("hash {=str} {=u16} {=u32:08x}", picture, step, hash);
    }

    fn settled(&mut self, picture: &str, ticks: u32) {
        defmt::println!("ticks {=str} {=u32}", picture, ticks);
    }

    fn training(&mut self, what: &str, presentations: u32) {
        defmt::println!("{=str} {=u32}", what, presentations);
    }

    fn failed(&mut self, what: &str, why: &dyn Display) {
        defmt::println!("not {=str}: {}", what, defmt::Display2Format(why));
    }

    fn trace(&mut self, presentations: u32, trace: u32) {
        defmt::println!("trace {=u32} {=u32:08x}", presentations, trace);
    }

    fn map(&mut self, presentations: u32, hash: u32, selectivity: u16, pinwheels: u32) {
        defmt::println!(
            "map {=u32} {=u32:08x} selectivity {=u16} pinwheels {=u32}",
            presentations,
            hash,
            selectivity,
            pinwheels
        );
    }

    fn line(&mut self, line: Arguments<'_>) {
        defmt::println!("{}", defmt::Display2Format(&line));
    }
}
