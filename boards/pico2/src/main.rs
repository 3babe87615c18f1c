//! The show on a Raspberry Pi Pico 2 under a Pico Display Pack 2.0.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

use cortex_m_rt::entry;
use defmt_rtt as _;
use embassy_rp::{
    gpio::{Input, Level, Output, Pull},
    spi::{self, Spi},
};
use embassy_time::Delay;
use embedded_graphics::{pixelcolor::Rgb565, prelude::*};
use embedded_hal_bus::spi::ExclusiveDevice;
use lissom::{Fixed16, display::ColorMap};
use lissom_demo::{Button, Defmt, Direct, Embassy, Gallery, Pair, Show};
use mipidsi::{
    Builder,
    interface::SpiInterface,
    models::ST7789,
    options::{ColorInversion, Orientation, Rotation},
};
use panic_probe as _;

lissom_demo::network!();

static WEIGHTS: map::Weights<Fixed16> = map::Weights::of_bytes(FILLED);

#[entry]
fn main() -> ! {
    static mut STATE: map::State<Fixed16> = map::State::new();

    let pins = embassy_rp::init(Default::default()); // 150 MHz from the crystal
    let mut light = Output::new(pins.PIN_20, Level::Low);
    let mut config = spi::Config::default();
    config.frequency = 37_500_000; // 150 MHz / 4
    let bus = Spi::new_blocking_txonly(pins.SPI0, pins.PIN_18, pins.PIN_19, config);
    let select = Output::new(pins.PIN_17, Level::High);
    let Ok(device) = ExclusiveDevice::new_no_delay(bus, select);
    let mut buffer = [0; 512];
    let data = Output::new(pins.PIN_16, Level::Low); // D/C
    let interface = SpiInterface::new(device, data, &mut buffer);
    let display = Builder::new(ST7789, interface)
        .orientation(Orientation::new().rotate(Rotation::Deg90))
        .invert_colors(ColorInversion::Inverted)
        .init(&mut Delay);
    let Ok(mut display) = display else { defmt::panic!("no display") };
    let Ok(()) = display.clear(Rgb565::BLACK) else { defmt::panic!("the display failed") };
    light.set_high(); // not before: its memory held anything

    let a = Input::new(pins.PIN_12, Pull::Up);
    let b = Input::new(pins.PIN_13, Pull::Up);
    let buttons = Pair {
        stimulus: Button::new(|| a.is_low(), Embassy),
        view: Button::new(|| b.is_low(), Embassy),
    };
    let mut show = Show::new(Direct(display), Embassy, buttons, Defmt)
        .color_map(ColorMap::Perceptual)
        .pace(120, 1500);
    let Err(_) = show.run(&WEIGHTS.frozen_lissom(), &mut Gallery::new(&PICTURES), STATE);
    defmt::panic!("the display failed")
}
