//! An OLED of 96×16 pixels, on or off, behind an SSD0303 on I²C. Commands are those of its data
//! sheet.

use crate::i2c::{I2c, NotAcknowledged};
use embedded_graphics::{pixelcolor::BinaryColor, prelude::*};
use lissom_demo::Screen;

const ADDRESS: u8 = 0x3D;
/// Before a single byte: it is a command.
const COMMAND: u8 = 0x80;
/// Before all others: they are data.
const DATA: u8 = 0x40;

const WIDTH: usize = 96;
/// A page is eight rows; a byte is eight pixels below one another, the highest in bit 0.
const PAGES: usize = 2;
/// The controller has 132 columns; the glass shows those from here on.
const FIRST_COLUMN: u8 = 36;

/// The OLED. Drawing goes to the frame; [`flush`](Screen::flush) shows it.
pub struct Oled {
    bus: I2c,
    frame: [[u8; WIDTH]; PAGES],
    on: bool,
}

impl Oled {
    /// The first flush starts the display.
    pub const fn new(bus: I2c) -> Self {
        Self { bus, frame: [[0; WIDTH]; PAGES], on: false }
    }

    fn command(&mut self, command: u8) -> Result<(), NotAcknowledged> {
        self.bus.write(ADDRESS, [COMMAND, command])
    }
}

impl OriginDimensions for Oled {
    fn size(&self) -> Size {
        Size::new(WIDTH as u32, 8 * PAGES as u32)
    }
}

impl DrawTarget for Oled {
    type Color = BinaryColor;
    type Error = NotAcknowledged;

    fn draw_iter<I>(&mut self, pixels: I) -> Result<(), NotAcknowledged>
    where
        I: IntoIterator<Item = Pixel<BinaryColor>>,
    {
        for Pixel(Point { x, y }, color) in pixels {
            let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { continue };
            let Some(byte) = self.frame.get_mut(y / 8).and_then(|page| page.get_mut(x)) else {
                continue;
            };
            let bit = 1 << (y % 8);
            *byte = if color.is_on() { *byte | bit } else { *byte & !bit };
        }
        Ok(())
    }
}

impl Screen for Oled {
    fn flush(&mut self) -> Result<(), NotAcknowledged> {
        for page in 0..PAGES {
            self.command(0xB0 | page as u8)?;
            self.command(FIRST_COLUMN & 15)?; // lower half
            self.command(0x10 | FIRST_COLUMN >> 4)?; // upper half
            let row = self.frame[page];
            self.bus.write(ADDRESS, core::iter::once(DATA).chain(row))?;
        }
        if !self.on {
            self.command(0xA6)?; // a set bit is a lit pixel
            self.command(0xAF)?; // display on
            self.on = true;
        }
        Ok(())
    }
}
