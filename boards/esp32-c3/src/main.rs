//! The show on an ESP32-C3 and an ST7789 of 240 × 240 pixels.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

use embedded_hal_bus::spi::ExclusiveDevice;
use esp_backtrace as _;
use esp_hal::{
    clock::CpuClock,
    delay::Delay,
    gpio::{Input, InputConfig, Level, Output, OutputConfig, Pull},
    main,
    spi::{
        Mode,
        master::{Config, Spi},
    },
    time::{Instant, Rate},
};
use esp_println::println;
use lissom::{Fixed16, display::ColorMap};
use lissom_demo::{Button, Clock, Direct, Gallery, Log, Show};
use mipidsi::{Builder, interface::SpiInterface, models::ST7789, options::ColorInversion};
use static_cell::ConstStaticCell;

esp_bootloader_esp_idf::esp_app_desc!();

lissom_demo::network!();

static WEIGHTS: map::Weights<Fixed16> = map::Weights::of_bytes(FILLED);
static STATE: ConstStaticCell<map::State<Fixed16>> = ConstStaticCell::new(map::State::new());

#[main]
fn main() -> ! {
    let pins = esp_hal::init(esp_hal::Config::default().with_cpu_clock(CpuClock::max())); // 160 MHz
    // modules without a chip select want mode 3, and those with one take it
    let config = Config::default().with_frequency(Rate::from_mhz(40)).with_mode(Mode::_3);
    let Ok(bus) = Spi::new(pins.SPI2, config) else { panic!("40 MHz is a rate of this port") };
    let mut bus = bus.with_sck(pins.GPIO6).with_mosi(pins.GPIO7);
    let select = Output::new(pins.GPIO10, Level::High, OutputConfig::default());
    // The clock goes to its idle level with the first transfer only. A module that is selected would
    // take that edge for a bit; one without a chip select does, until its reset below.
    let Ok(()) = bus.write(&[0]) else { panic!("the port has sent nothing") };
    let Ok(device) = ExclusiveDevice::new_no_delay(bus, select);
    let mut buffer = [0; 512];
    let data = Output::new(pins.GPIO4, Level::Low, OutputConfig::default()); // D/C
    let interface = SpiInterface::new(device, data, &mut buffer);
    let reset = Output::new(pins.GPIO5, Level::High, OutputConfig::default());
    let display = Builder::new(ST7789, interface)
        .reset_pin(reset)
        .display_size(240, 240)
        .invert_colors(ColorInversion::Inverted)
        .init(&mut Delay::new());
    let Ok(display) = display else { panic!("no display") };

    let boot = Input::new(pins.GPIO9, InputConfig::default().with_pull(Pull::Up));
    let button = Button::new(|| boot.is_low(), Time);
    let mut show = Show::new(Direct(display), Time, button, Serial)
        .color_map(ColorMap::Perceptual)
        .pace(120, 1500);
    let Err(_) = show.run(&WEIGHTS.frozen_lissom(), &mut Gallery::new(&PICTURES), STATE.take());
    panic!("the display failed")
}

/// Microseconds.
struct Time;

impl Clock for Time {
    const TICKS_PER_MILLISECOND: u32 = 1000;

    fn ticks(&mut self) -> u32 {
        Instant::now().duration_since_epoch().as_micros() as u32
    }
}

/// Lines over USB.
struct Serial;

impl Log for Serial {
    fn hash(&mut self, picture: &str, step: u16, hash: u32) {
        println!("hash {picture} {step} {hash:08x}");
    }

    fn settled(&mut self, picture: &str, ticks: u32) {
        println!("ticks {picture} {ticks}");
    }
}
