//! The Pico Display Pack 2.0: an ST7789 on SPI0, 320 × 240 pixels in 16 bits.

use embassy_rp::{
    Peri,
    gpio::{Level, Output},
    peripherals::{PIN_16, PIN_17, PIN_18, PIN_19, PIN_20, SPI0},
    spi::{self, Spi},
};
use embassy_time::Delay;
use embedded_graphics::{pixelcolor::Rgb565, prelude::*};
use embedded_hal_bus::spi::{ExclusiveDevice, NoDelay};
use lissom_demo::Direct;
use mipidsi::{
    Builder, Display, NoResetPin,
    interface::SpiInterface,
    models::ST7789,
    options::{ColorInversion, Orientation, Rotation},
};

/// The display itself remembers what was drawn.
pub type Screen<'a> = Direct<Display<Wire<'a>, ST7789, NoResetPin>>;

type Wire<'a> = SpiInterface<'a, Device<'a>, Output<'a>>;
type Device<'a> = ExclusiveDevice<Spi<'a, SPI0, spi::Blocking>, Output<'a>, NoDelay>;

/// Its pins.
pub struct Wiring {
    pub spi: Peri<'static, SPI0>,
    pub clock: Peri<'static, PIN_18>,
    pub data: Peri<'static, PIN_19>,
    pub select: Peri<'static, PIN_17>,
    /// High for pixels, low for commands.
    pub pixels: Peri<'static, PIN_16>,
    pub light: Peri<'static, PIN_20>,
}

macro_rules! wiring {
    ($board:ident) => {
        crate::screen::Wiring {
            spi: $board.SPI0,
            clock: $board.PIN_18,
            data: $board.PIN_19,
            select: $board.PIN_17,
            pixels: $board.PIN_16,
            light: $board.PIN_20,
        }
    };
}
pub(crate) use wiring;

/// Starts it, dark, and turns its light on. Pixels are sent by way of the buffer.
pub fn new(wiring: Wiring, buffer: &mut [u8]) -> Screen<'_> {
    let mut light = Output::new(wiring.light, Level::Low);
    let mut config = spi::Config::default();
    config.frequency = 37_500_000; // 150 MHz / 4
    let bus = Spi::new_blocking_txonly(wiring.spi, wiring.clock, wiring.data, config);
    let select = Output::new(wiring.select, Level::High);
    let Ok(device) = ExclusiveDevice::new_no_delay(bus, select);
    let pixels = Output::new(wiring.pixels, Level::Low);
    let interface = SpiInterface::new(device, pixels, buffer);
    let display = Builder::new(ST7789, interface)
        .orientation(Orientation::new().rotate(Rotation::Deg90))
        .invert_colors(ColorInversion::Inverted)
        .init(&mut Delay);
    let Ok(mut display) = display else { defmt::panic!("no display") };
    let Ok(()) = display.clear(Rgb565::BLACK) else { defmt::panic!("the display failed") };
    light.set_high(); // not before: its memory held anything
    core::mem::forget(light); // dropped, it would go dark
    Direct(display)
}
