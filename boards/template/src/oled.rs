//! An SSD1306 of 128 × 64 pixels on I2C at address 0x3c.

use embedded_graphics::{pixelcolor::BinaryColor, prelude::*};
use embedded_hal::i2c::I2c;
use ssd1306::{I2CDisplayInterface, Ssd1306, mode::BufferedGraphicsMode, prelude::*};

type Buffered = BufferedGraphicsMode<DisplaySize128x64>;
type Panel<I> = Ssd1306<I2CInterface<I>, DisplaySize128x64, Buffered>;
type Error<I> = <Panel<I> as DrawTarget>::Error;

/// Drawing goes to a buffer, which `flush` sends.
pub struct Oled<I>(Panel<I>);

impl<I: I2c> Oled<I> {
    /// Starts it, dark.
    pub fn new(i2c: I) -> Result<Self, Error<I>> {
        let interface = I2CDisplayInterface::new(i2c);
        let panel = Ssd1306::new(interface, DisplaySize128x64, DisplayRotation::Rotate0);
        let mut panel = panel.into_buffered_graphics_mode();
        panel.init()?;
        Ok(Self(panel))
    }
}

impl<I: I2c> OriginDimensions for Oled<I> {
    fn size(&self) -> Size {
        self.0.size()
    }
}

impl<I: I2c> DrawTarget for Oled<I> {
    type Color = BinaryColor;
    type Error = Error<I>;

    fn draw_iter<P: IntoIterator<Item = Pixel<BinaryColor>>>(
        &mut self,
        pixels: P,
    ) -> Result<(), Error<I>> {
        self.0.draw_iter(pixels)
    }
}

impl<I: I2c> lissom_demo::Screen for Oled<I> {
    fn flush(&mut self) -> Result<(), Error<I>> {
        self.0.flush()
    }
}
