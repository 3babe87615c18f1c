//! The 5×5 LEDs in ten levels, lit by the interrupt of TIMER1.

use crate::clock::off_the_clock;
use core::{cell::RefCell, convert::Infallible};
use critical_section::Mutex;
use embedded_graphics::{pixelcolor::Gray4, prelude::*};
use lissom_demo::Screen;
use microbit::{
    display::nonblocking::{Display, GreyscaleImage},
    gpio::DisplayPins,
    pac::{self, NVIC, TIMER1, interrupt},
};

static DISPLAY: Mutex<RefCell<Option<Display<TIMER1>>>> = Mutex::new(RefCell::new(None));

/// The display. Drawing goes to a picture; [`flush`](Screen::flush) hands it to the interrupt.
pub struct Leds([[u8; 5]; 5]);

impl Leds {
    /// Starts the interrupt.
    pub fn start(timer: TIMER1, pins: DisplayPins, _: NVIC) -> Self {
        let display = Display::new(timer, pins);
        critical_section::with(|section| DISPLAY.replace(section, Some(display)));
        unmask();
        Self([[0; 5]; 5])
    }
}

#[allow(unsafe_code)]
fn unmask() {
    // SAFETY: the interrupt's only data is behind a critical section
    unsafe { NVIC::unmask(pac::Interrupt::TIMER1) };
}

impl OriginDimensions for Leds {
    fn size(&self) -> Size {
        Size::new(5, 5)
    }
}

impl DrawTarget for Leds {
    type Color = Gray4;
    type Error = Infallible;

    fn draw_iter<I>(&mut self, pixels: I) -> Result<(), Infallible>
    where
        I: IntoIterator<Item = Pixel<Gray4>>,
    {
        for Pixel(Point { x, y }, grey) in pixels {
            if (0..5).contains(&x) && (0..5).contains(&y) {
                // 0..=15 to 0..=9; each level is lit about twice as long as the one below
                self.0[y as usize][x as usize] = (grey.luma() * 3).div_ceil(5);
            }
        }
        Ok(())
    }
}

impl Screen for Leds {
    fn flush(&mut self) -> Result<(), Infallible> {
        critical_section::with(|section| {
            if let Some(display) = DISPLAY.borrow_ref_mut(section).as_mut() {
                display.show(&GreyscaleImage::new(&self.0));
            }
        });
        Ok(())
    }
}

#[interrupt]
fn TIMER1() {
    off_the_clock(|| {
        critical_section::with(|section| {
            if let Some(display) = DISPLAY.borrow_ref_mut(section).as_mut() {
                display.handle_display_event();
            }
        });
    });
}
