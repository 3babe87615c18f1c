//! The shield's display: an ILI9341 on SPI1, 320 × 240 pixels in 16 bits, with memory of its own.

#[cfg(not(feature = "zi2"))]
use embassy_stm32::peripherals::PA7 as D11;
#[cfg(feature = "zi2")]
use embassy_stm32::peripherals::PB5 as D11;
use embassy_stm32::{
    Peri,
    gpio::{Level, Output, Speed},
    mode::Blocking,
    peripherals::{PA5, PD14, PD15, PE9, SPI1},
    spi::{self, Spi, mode::Master},
    time::mhz,
};
use embassy_time::Delay;
use embedded_hal_bus::spi::{ExclusiveDevice, NoDelay};
use lissom_demo::Direct;
use mipidsi::{
    Builder, Display,
    interface::SpiInterface,
    models::ILI9341Rgb565,
    options::{ColorOrder, Orientation, Rotation},
};

/// The display itself remembers what was drawn.
pub type Screen<'a> = Direct<Display<Wire<'a>, ILI9341Rgb565, Output<'a>>>;

type Wire<'a> = SpiInterface<'a, Device<'a>, Output<'a>>;
type Device<'a> = ExclusiveDevice<Spi<'a, Blocking, Master>, Output<'a>, NoDelay>;

/// Its pins.
pub struct Wiring {
    pub spi: Peri<'static, SPI1>,
    /// D13.
    pub clock: Peri<'static, PA5>,
    pub data: Peri<'static, D11>,
    /// D10.
    pub select: Peri<'static, PD14>,
    /// D9, high for pixels, low for commands.
    pub pixels: Peri<'static, PD15>,
    /// D6.
    pub reset: Peri<'static, PE9>,
}

macro_rules! wiring {
    ($board:ident) => {
        crate::screen::Wiring {
            spi: $board.SPI1,
            clock: $board.PA5,
            #[cfg(not(feature = "zi2"))]
            data: $board.PA7,
            #[cfg(feature = "zi2")]
            data: $board.PB5,
            select: $board.PD14,
            pixels: $board.PD15,
            reset: $board.PE9,
        }
    };
}
pub(crate) use wiring;

/// Resets and starts it. Pixels are sent by way of the buffer.
pub fn new(wiring: Wiring, buffer: &mut [u8]) -> Screen<'_> {
    let mut config = spi::Config::default();
    config.frequency = mhz(10);
    let bus = Spi::new_blocking_txonly(wiring.spi, wiring.clock, wiring.data, config);
    let select = Output::new(wiring.select, Level::High, Speed::High);
    let Ok(device) = ExclusiveDevice::new_no_delay(bus, select);
    let pixels = Output::new(wiring.pixels, Level::Low, Speed::High);
    let interface = SpiInterface::new(device, pixels, buffer);
    let reset = Output::new(wiring.reset, Level::High, Speed::Low);
    let display = Builder::new(ILI9341Rgb565, interface)
        .reset_pin(reset)
        .orientation(Orientation::new().flip_horizontal().rotate(Rotation::Deg90))
        .color_order(ColorOrder::Bgr)
        .init(&mut Delay);
    let Ok(display) = display else { defmt::panic!("no display") };
    Direct(display)
}
