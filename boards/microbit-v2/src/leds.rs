//! The 5 × 5 LEDs, lit row after row in SysTick's interrupt, so that their brightness does not
//! depend on what the show computes.
//!
//! A row's time is cut into slices of 1, 2, 4 … 32 units; an LED is lit in those slices whose bits
//! its duty has. A frame takes 5 rows × 63 units × 20 µs = 6.3 ms: 159 frames a second. SysTick
//! stops with the core, which therefore must not sleep.

use core::{
    cell::RefCell,
    convert::Infallible,
    sync::atomic::{AtomicU8, Ordering::Relaxed},
};
use cortex_m::peripheral::{SYST, syst::SystClkSource};
use cortex_m_rt::exception;
use critical_section::Mutex;
use embassy_nrf::{
    Peri,
    gpio::{AnyPin, Level, Output, OutputDrive},
};
use embedded_graphics::{pixelcolor::Gray8, prelude::*};
use lissom_demo::Screen;

const SIDE: usize = 5;
/// The bits of a duty.
const SLICES: u32 = 6;
/// 20 µs of the core's 64 MHz.
const UNIT: u32 = 20 * 64;

/// Their pins, from top to bottom and from left to right.
pub struct Wiring {
    /// An LED is lit while its row is high and its column is low.
    pub rows: [Peri<'static, AnyPin>; SIDE],
    pub columns: [Peri<'static, AnyPin>; SIDE],
}

macro_rules! wiring {
    ($pins:ident) => {
        crate::leds::Wiring {
            rows: [
                $pins.P0_21.into(),
                $pins.P0_22.into(),
                $pins.P0_15.into(),
                $pins.P0_24.into(),
                $pins.P0_19.into(),
            ],
            columns: [
                $pins.P0_28.into(),
                $pins.P0_11.into(),
                $pins.P0_31.into(),
                $pins.P1_05.into(),
                $pins.P0_30.into(),
            ],
        }
    };
}
pub(crate) use wiring;

/// The LEDs' duties, 0 to 63, row by row.
static DUTIES: [[AtomicU8; SIDE]; SIDE] = [const { [const { AtomicU8::new(0) }; SIDE] }; SIDE];
static MATRIX: Mutex<RefCell<Option<Matrix>>> = Mutex::new(RefCell::new(None));

/// What the interrupt works with.
struct Matrix {
    rows: [Output<'static>; SIDE],
    columns: [Output<'static>; SIDE],
    timer: SYST,
    row: usize,
    slice: u32,
}

impl Matrix {
    /// Begins the next slice. The timer has just loaded its length, and now learns that of the one
    /// after it.
    fn advance(&mut self) {
        self.slice = (self.slice + 1) % SLICES;
        self.timer.set_reload((UNIT << ((self.slice + 1) % SLICES)) - 1);
        if self.slice == 0 {
            self.rows[self.row].set_low();
            self.row = (self.row + 1) % SIDE;
        }
        for (column, duty) in self.columns.iter_mut().zip(&DUTIES[self.row]) {
            if duty.load(Relaxed) >> self.slice & 1 == 1 {
                column.set_low();
            } else {
                column.set_high();
            }
        }
        self.rows[self.row].set_high();
    }
}

#[exception]
fn SysTick() {
    critical_section::with(|guard| {
        if let Some(matrix) = &mut *MATRIX.borrow_ref_mut(guard) {
            matrix.advance();
        }
    });
}

/// A display of 5 × 5 greys. Drawing goes to a frame; [`flush`](Screen::flush) shows it.
pub struct Leds([[Gray8; SIDE]; SIDE]);

impl Leds {
    /// Starts the scan.
    pub fn new(wiring: Wiring, mut timer: SYST) -> Self {
        let row = |pin| Output::new(pin, Level::Low, OutputDrive::Standard0HighDrive1);
        let rows = wiring.rows.map(row);
        let columns =
            wiring.columns.map(|pin| Output::new(pin, Level::High, OutputDrive::Standard));
        timer.set_clock_source(SystClkSource::Core);
        timer.set_reload(UNIT - 1);
        timer.clear_current();
        timer.enable_interrupt();
        timer.enable_counter();
        let matrix = Matrix { rows, columns, timer, row: SIDE - 1, slice: SLICES - 1 };
        critical_section::with(|guard| MATRIX.borrow_ref_mut(guard).replace(matrix));
        Self([[Gray8::BLACK; SIDE]; SIDE])
    }
}

impl OriginDimensions for Leds {
    fn size(&self) -> Size {
        Size::new_equal(SIDE as u32)
    }
}

impl DrawTarget for Leds {
    type Color = Gray8;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Gray8>>>(
        &mut self,
        pixels: I,
    ) -> Result<(), Infallible> {
        for Pixel(Point { x, y }, grey) in pixels {
            let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { continue };
            if let Some(led) = self.0.get_mut(y).and_then(|row| row.get_mut(x)) {
                *led = grey;
            }
        }
        Ok(())
    }
}

impl Screen for Leds {
    /// The eye sees the duty's root, more or less: a level's duty is its square.
    fn flush(&mut self) -> Result<(), Infallible> {
        const MOST: u32 = (1 << SLICES) - 1;
        for (duty, grey) in DUTIES.as_flattened().iter().zip(self.0.as_flattened()) {
            let level = u32::from(grey.luma());
            duty.store((level * level * MOST).div_ceil(255 * 255) as u8, Relaxed);
        }
        Ok(())
    }
}
