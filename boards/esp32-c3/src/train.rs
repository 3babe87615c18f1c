//! A network that learns on an ESP32-C3: its orientation map develops on an ST7789, and outlasts a
//! power cut in the last megabyte of the flash.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod log;
mod screen;
mod time;

use crate::{log::Serial, time::Time};
use core::ops::Range;
use esp_backtrace as _;
use esp_hal::{
    clock::CpuClock,
    gpio::{Input, InputConfig, Pull},
    main,
};
use esp_storage::FlashStorage;
use lissom::display::ColorMap;
use lissom_demo::{Button, Development, Keeper};

esp_bootloader_esp_idf::esp_app_desc!();

lissom_demo::learner!();
lissom_demo::course!();

/// Snapshots, two of up to 512 KB. The firmware ends before: kept.x sees to that.
const KEPT: Range<u32> = 0x30_0000..0x40_0000;

const _: () = BUDGET.hold(map::FLASH, size_of::<Course>());

#[main]
fn main() -> ! {
    let board = esp_hal::init(esp_hal::Config::default().with_cpu_clock(CpuClock::max())); // 160 MHz
    let mut buffer = [0; 512];
    let screen = screen::new(screen::wiring!(board), &mut buffer);
    let boot = Input::new(board.GPIO9, InputConfig::default().with_pull(Pull::Up));
    let button = Button::new(|| boot.is_low(), Time).learning();
    let show = Development::new(screen, Time, Serial, TRAINING.probes)
        .color_map(ColorMap::Perceptual)
        .buttons(button);
    let chip = FlashStorage::new(board.FLASH);
    let keeper = match Keeper::new(chip, KEPT, TRAINING.identity) {
        Ok(keeper) => keeper,
        Err(error) => panic!("this flash has not the 4 MB of the kits: {error}"),
    };
    learn(show, keeper, true) // who holds BOOT when the power comes gets the ROM's downloads
}
