//! An ST7789 on SPI2, 240 × 240 pixels in 16 bits, with memory of its own.

use embedded_hal_bus::spi::{ExclusiveDevice, NoDelay};
use esp_hal::{
    Blocking,
    delay::Delay,
    gpio::{Level, Output, OutputConfig},
    peripherals::{GPIO4, GPIO5, GPIO6, GPIO7, GPIO10, SPI2},
    spi::{
        Mode,
        master::{Config, Spi},
    },
    time::Rate,
};
use lissom_demo::Direct;
use mipidsi::{Builder, Display, interface::SpiInterface, models::ST7789, options::ColorInversion};

/// The display itself remembers what was drawn.
pub type Screen<'a> = Direct<Display<Wire<'a>, ST7789, Output<'a>>>;

type Wire<'a> = SpiInterface<'a, Device<'a>, Output<'a>>;
type Device<'a> = ExclusiveDevice<Spi<'a, Blocking>, Output<'a>, NoDelay>;

/// Its pins.
pub struct Wiring {
    pub spi: SPI2<'static>,
    pub clock: GPIO6<'static>,
    pub data: GPIO7<'static>,
    pub select: GPIO10<'static>,
    /// High for pixels, low for commands.
    pub pixels: GPIO4<'static>,
    pub reset: GPIO5<'static>,
}

macro_rules! wiring {
    ($board:ident) => {
        crate::screen::Wiring {
            spi: $board.SPI2,
            clock: $board.GPIO6,
            data: $board.GPIO7,
            select: $board.GPIO10,
            pixels: $board.GPIO4,
            reset: $board.GPIO5,
        }
    };
}
pub(crate) use wiring;

/// Resets and starts it. Pixels are sent by way of the buffer.
pub fn new(wiring: Wiring, buffer: &mut [u8]) -> Screen<'_> {
    // modules without a chip select want mode 3, and those with one take it
    let config = Config::default().with_frequency(Rate::from_mhz(40)).with_mode(Mode::_3);
    let Ok(bus) = Spi::new(wiring.spi, config) else { panic!("40 MHz is a rate of this port") };
    let mut bus = bus.with_sck(wiring.clock).with_mosi(wiring.data);
    let select = Output::new(wiring.select, Level::High, OutputConfig::default());
    // The clock goes to its idle level with the first transfer only. A module that is selected
    // would take that edge for a bit; one without a chip select does, until its reset below.
    let Ok(()) = bus.write(&[0]) else { panic!("the port has sent nothing") };
    let Ok(device) = ExclusiveDevice::new_no_delay(bus, select);
    let pixels = Output::new(wiring.pixels, Level::Low, OutputConfig::default());
    let interface = SpiInterface::new(device, pixels, buffer);
    let reset = Output::new(wiring.reset, Level::High, OutputConfig::default());
    let display = Builder::new(ST7789, interface)
        .reset_pin(reset)
        .display_size(240, 240)
        .invert_colors(ColorInversion::Inverted)
        .init(&mut Delay::new());
    let Ok(display) = display else { panic!("no display") };
    Direct(display)
}
