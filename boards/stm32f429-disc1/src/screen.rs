//! The display on the board: an ILI9341 on SPI5, 240 × 320 pixels in 16 bits, with memory of its
//! own.

use embassy_stm32::{
    Peri,
    gpio::{Level, Output, Speed},
    mode::Blocking,
    peripherals::{PC1, PC2, PD12, PD13, PF7, PF9, SPI5},
    spi::{self, Spi, mode::Master},
    time::mhz,
};
use embassy_time::Delay;
use embedded_hal_bus::spi::{ExclusiveDevice, NoDelay};
use lissom_demo::Direct;
use mipidsi::{
    Builder, Display, NoResetPin,
    interface::SpiInterface,
    models::ILI9341Rgb565,
    options::{ColorOrder, Orientation},
};

/// The display itself remembers what was drawn.
pub type Screen<'a> = Direct<Display<Wire<'a>, ILI9341Rgb565, NoResetPin>>;

type Wire<'a> = SpiInterface<'a, Device<'a>, Output<'a>>;
type Device<'a> = ExclusiveDevice<Spi<'a, Blocking, Master>, Output<'a>, NoDelay>;

/// Its pins.
pub struct Wiring {
    pub spi: Peri<'static, SPI5>,
    pub clock: Peri<'static, PF7>,
    pub data: Peri<'static, PF9>,
    pub select: Peri<'static, PC2>,
    /// High for pixels, low for commands.
    pub pixels: Peri<'static, PD13>,
    /// RDX of the display's other buses, kept high.
    pub read: Peri<'static, PD12>,
    /// The gyroscope on the same bus is never selected.
    pub gyroscope: Peri<'static, PC1>,
}

macro_rules! wiring {
    ($board:ident) => {
        crate::screen::Wiring {
            spi: $board.SPI5,
            clock: $board.PF7,
            data: $board.PF9,
            select: $board.PC2,
            pixels: $board.PD13,
            read: $board.PD12,
            gyroscope: $board.PC1,
        }
    };
}
pub(crate) use wiring;

/// Starts it; the board resets it together with the chip. Pixels are sent by way of the buffer.
pub fn new(wiring: Wiring, buffer: &mut [u8]) -> Screen<'_> {
    for high in [
        Output::new(wiring.gyroscope, Level::High, Speed::Low),
        Output::new(wiring.read, Level::High, Speed::Low),
    ] {
        core::mem::forget(high); // dropped, it would be let go
    }
    let mut config = spi::Config::default();
    config.frequency = mhz(90) / 16u32; // a display that keeps to its data sheet takes 10 MHz
    let bus = Spi::new_blocking_txonly(wiring.spi, wiring.clock, wiring.data, config);
    let select = Output::new(wiring.select, Level::High, Speed::High);
    let Ok(device) = ExclusiveDevice::new_no_delay(bus, select);
    let pixels = Output::new(wiring.pixels, Level::Low, Speed::High);
    let interface = SpiInterface::new(device, pixels, buffer);
    let display = Builder::new(ILI9341Rgb565, interface)
        .orientation(Orientation::new().flip_horizontal())
        .color_order(ColorOrder::Bgr)
        .init(&mut Delay);
    let Ok(display) = display else { defmt::panic!("no display") };
    Direct(display)
}
