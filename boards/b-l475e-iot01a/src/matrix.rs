//! The 8×8 RGB matrix behind a DM163, a row at a time.

use core::{
    cell::RefCell,
    convert::Infallible,
    sync::atomic::{AtomicU32, Ordering::Relaxed},
};
use critical_section::Mutex;
use embedded_graphics::{pixelcolor::Rgb888, pixelcolor::raw::RawU24, prelude::*};
use lissom_demo::Screen;
use stm32l4xx_hal::gpio::{ErasedPin, Output, PushPull};

type Wire = ErasedPin<Output<PushPull>>;

/// What the matrix shows: drawn by the show, read by the interrupt.
static PICTURE: [AtomicU32; 64] = [const { AtomicU32::new(0) }; 64];

/// The duty cycle of each level: light grows with the duty, and levels are sRGB's, which grow with
/// what the eye sees. No level but the lowest is dark.
static DUTIES: [u8; 256] = {
    let mut duties = [0; 256];
    let mut level = 0;
    while level < 256 {
        let x = level as f64 / 255.0;
        // sRGB's curve within 0.2 %
        let light = x * (x * (x * 0.305_306_011 + 0.682_171_111) + 0.012_522_878);
        let duty = (light * 255.0 + 0.5) as u8;
        duties[level] = if duty == 0 && level > 0 { 1 } else { duty };
        level += 1;
    }
    duties
};

/// Cycles of 80 MHz: what the DM163 is given between power and its reset.
const POWER_UP: u32 = 8_000_000;

static SCANNER: Mutex<RefCell<Option<Scanner>>> = Mutex::new(RefCell::new(None));

/// The display.
pub struct Matrix;

impl OriginDimensions for Matrix {
    fn size(&self) -> Size {
        Size::new(8, 8)
    }
}

impl DrawTarget for Matrix {
    type Color = Rgb888;
    type Error = Infallible;

    fn draw_iter<I>(&mut self, pixels: I) -> Result<(), Infallible>
    where
        I: IntoIterator<Item = Pixel<Rgb888>>,
    {
        for Pixel(Point { x, y }, color) in pixels {
            if (0..8).contains(&x) && (0..8).contains(&y) {
                PICTURE[(8 * y + x) as usize].store(RawU24::from(color).into_inner(), Relaxed);
            }
        }
        Ok(())
    }
}

impl Screen for Matrix {}

/// The wires. All rows are dark while one is sent, so that the one before it, whose driver takes a
/// while to turn off, does not show its colours.
pub struct Scanner {
    /// High lights a row.
    pub rows: [Wire; 8],
    /// Serial data of the DM163, taken at the clock's rising edge.
    pub data: Wire,
    /// Serial clock.
    pub clock: Wire,
    /// Low clears it.
    pub reset: Wire,
    /// A rising edge takes over what was sent.
    pub latch: Wire,
    /// Low: the 6 bits of a channel's current; high: the 8 bits of its duty cycle.
    pub bank: Wire,
    /// The row that is lit.
    pub row: usize,
}

impl Scanner {
    fn send(&mut self, value: u8, bits: u8) {
        for bit in (0..bits).rev() {
            if value >> bit & 1 == 1 {
                self.data.set_high()
            } else {
                self.data.set_low()
            }
            self.clock.set_high();
            self.clock.set_low();
        }
    }

    fn take_over(&mut self) {
        self.latch.set_low();
        self.latch.set_high();
    }

    fn next_row(&mut self) {
        let next = (self.row + 1) % 8;
        self.rows[self.row].set_low();
        for pixel in PICTURE[8 * next..8 * next + 8].iter().rev() {
            let [_, red, green, blue] = pixel.load(Relaxed).to_be_bytes();
            for value in [blue, green, red] {
                self.send(DUTIES[usize::from(value)], 8);
            }
        }
        self.take_over();
        self.rows[next].set_high();
        self.row = next;
    }
}

/// Sets up the DM163: full current for all 24 channels. From then on [`scan`] lights a row each
/// time.
pub fn start(mut scanner: Scanner) {
    scanner.reset.set_low();
    cortex_m::asm::delay(POWER_UP);
    scanner.reset.set_high();
    scanner.bank.set_low();
    for _ in 0..24 {
        scanner.send(0x3F, 6);
    }
    scanner.take_over();
    scanner.bank.set_high();
    critical_section::with(|section| SCANNER.replace(section, Some(scanner)));
}

/// Lights the next row.
pub fn scan() {
    critical_section::with(|section| {
        if let Some(scanner) = SCANNER.borrow_ref_mut(section).as_mut() {
            scanner.next_row();
        }
    });
}
