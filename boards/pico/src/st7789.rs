//! The Pico Display: an ST7789 on SPI0, 240 × 135 pixels in 16 bits.

mod wire;

use self::wire::{Halves, Wire};
use embassy_rp::{
    Peri,
    gpio::{AnyPin, Level, Output},
    peripherals::{DMA_CH0, PIN_16, PIN_17, PIN_18, PIN_19, PIN_20, SPI0},
    spi::{Config, Spi},
};
use embassy_time::Delay;
use lissom::display::ColorMap;
use lissom_demo::Direct;
use mipidsi::{
    Builder, Display, NoResetPin,
    models::ST7789,
    options::{ColorInversion, Orientation, Rotation},
};
use static_cell::ConstStaticCell;

/// The display itself remembers what was drawn.
pub type Screen = Direct<Display<Wire, ST7789, NoResetPin>>;

/// Its colours.
pub const COLORS: ColorMap = ColorMap::Perceptual;

/// Its pins.
pub struct Wiring {
    pub spi: Peri<'static, SPI0>,
    /// Sends the pixels.
    pub channel: Peri<'static, DMA_CH0>,
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
            channel: $board.DMA_CH0,
            clock: $board.PIN_18,
            data: $board.PIN_19,
            select: $board.PIN_17,
            pixels: $board.PIN_16,
            light: $board.PIN_20,
        }
    };
}
pub(crate) use wiring;

/// Starts it and turns its light on.
pub fn new(wiring: Wiring) -> Screen {
    static HALVES: ConstStaticCell<Halves> = ConstStaticCell::new([[0; _]; 2]);

    let mut config = Config::default();
    config.frequency = 62_500_000; // half the core's, the most that SPI can
    let spi = Spi::new_blocking_txonly(wiring.spi, wiring.clock, wiring.data, config);
    // the clock is at its idle level before the display is selected
    let [select, pixels] = [wiring.select.into(), wiring.pixels.into()]
        .map(|pin: Peri<'static, AnyPin>| Output::new(pin, Level::Low));
    let interface = Wire::new(spi, wiring.channel, [select, pixels], HALVES.take());
    // a part of the controller's 240 × 320, turned so that the buttons are left and right
    let display = Builder::new(ST7789, interface)
        .display_size(135, 240)
        .display_offset(52, 40)
        .orientation(Orientation::new().rotate(Rotation::Deg90))
        .invert_colors(ColorInversion::Inverted)
        .init(&mut Delay);
    let Ok(display) = display else { panic!("SPI cannot fail") };
    core::mem::forget(Output::new(wiring.light, Level::High)); // dropped, it would go dark
    Direct(display)
}
