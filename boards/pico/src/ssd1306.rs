//! An SSD1306 on I2C0 at address 0x3c: 128 × 64 pixels of one bit.

use core::convert::Infallible;
use embassy_rp::{
    Peri,
    i2c::{Blocking, Config, I2c},
    peripherals::{I2C0, PIN_4, PIN_5},
};
use embedded_graphics::{pixelcolor::BinaryColor, prelude::*};
use lissom::display::ColorMap;
use ssd1306::{
    I2CDisplayInterface, Ssd1306,
    mode::{BufferedGraphicsMode, DisplayConfig},
    prelude::I2CInterface,
    rotation::DisplayRotation,
    size::DisplaySize128x64,
};

type Oled = Ssd1306<
    I2CInterface<I2c<'static, I2C0, Blocking>>,
    DisplaySize128x64,
    BufferedGraphicsMode<DisplaySize128x64>,
>;

/// Drawing goes to a buffer. If no display answers, the show goes on without, and USB with it.
pub struct Screen {
    oled: Oled,
    answers: bool,
}

/// Dots for greys.
pub const COLORS: ColorMap = ColorMap::Grey;

/// Its pins.
pub struct Wiring {
    pub i2c: Peri<'static, I2C0>,
    pub clock: Peri<'static, PIN_5>,
    pub data: Peri<'static, PIN_4>,
}

macro_rules! wiring {
    ($board:ident) => {
        crate::screen::Wiring { i2c: $board.I2C0, clock: $board.PIN_5, data: $board.PIN_4 }
    };
}
pub(crate) use wiring;

/// Starts it, dark.
pub fn new(wiring: Wiring) -> Screen {
    let mut config = Config::default();
    config.frequency = 400_000;
    let i2c = I2c::new_blocking(wiring.i2c, wiring.clock, wiring.data, config);
    let interface = I2CDisplayInterface::new(i2c);
    let oled = Ssd1306::new(interface, DisplaySize128x64, DisplayRotation::Rotate0);
    let mut oled = oled.into_buffered_graphics_mode();
    let answers = oled.init().is_ok();
    Screen { oled, answers }
}

impl OriginDimensions for Screen {
    fn size(&self) -> Size {
        self.oled.size()
    }
}

impl DrawTarget for Screen {
    type Color = BinaryColor;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<BinaryColor>>>(
        &mut self,
        pixels: I,
    ) -> Result<(), Infallible> {
        let Ok(()) = self.oled.draw_iter(pixels) else { return Ok(()) }; // a buffer does not fail
        Ok(())
    }
}

impl lissom_demo::Screen for Screen {
    fn flush(&mut self) -> Result<(), Infallible> {
        self.answers = self.answers && self.oled.flush().is_ok();
        Ok(())
    }
}
