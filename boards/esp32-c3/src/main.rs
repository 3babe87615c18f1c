//! The show on an ESP32-C3 and an ST7789 of 240 × 240 pixels.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod log;
mod screen;
mod time;

use crate::{log::Serial, time::Time};
use esp_backtrace as _;
use esp_hal::{
    clock::CpuClock,
    gpio::{Input, InputConfig, Pull},
    main,
};
use lissom::{Fixed16, display::ColorMap};
use lissom_demo::{Button, Gallery, Show};
use static_cell::ConstStaticCell;

esp_bootloader_esp_idf::esp_app_desc!();

lissom_demo::network!();

static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);
static STATE: ConstStaticCell<map::State<Fixed16>> = ConstStaticCell::new(map::State::new());

#[main]
fn main() -> ! {
    let board = esp_hal::init(esp_hal::Config::default().with_cpu_clock(CpuClock::max())); // 160 MHz
    let mut buffer = [0; 512];
    let screen = screen::new(screen::wiring!(board), &mut buffer);
    let boot = Input::new(board.GPIO9, InputConfig::default().with_pull(Pull::Up));
    let button = Button::new(|| boot.is_low(), Time);
    let mut show =
        Show::new(screen, Time, button, Serial).color_map(ColorMap::Perceptual).pace(120, 1500);
    let Err(_) = show.run(&network(&WEIGHTS), &mut Gallery::new(&PICTURES), STATE.take());
    panic!("the display failed")
}
