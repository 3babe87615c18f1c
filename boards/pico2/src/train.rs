//! A network that learns on a Raspberry Pi Pico 2: its orientation map develops on a Pico Display
//! Pack 2.0, and outlasts a power cut in the last megabyte of the flash.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod screen;

use core::ops::Range;
use cortex_m_rt::entry;
use defmt_rtt as _;
use embassy_rp::{
    flash::{Blocking, Flash},
    gpio::{Input, Pull},
};
use embassy_time::{Duration, block_for};
use lissom::display::ColorMap;
use lissom_demo::{Button, Defmt, Development, Embassy, Keeper, Pair};
use panic_probe as _;

lissom_demo::learner!();
lissom_demo::course!();

const FLASH_SIZE: usize = 4 * 1024 * 1024;
/// Snapshots, two of up to 512 KB. The firmware ends before: the budget sees to that.
const KEPT: Range<u32> = 0x30_0000..FLASH_SIZE as u32;

const _: () = BUDGET.hold(map::FLASH, size_of::<Course>());

#[entry]
fn main() -> ! {
    let board = embassy_rp::init(Default::default()); // 150 MHz from the crystal
    let mut buffer = [0; 512];
    let screen = screen::new(screen::wiring!(board), &mut buffer);
    let (a, b) = (Input::new(board.PIN_12, Pull::Up), Input::new(board.PIN_13, Pull::Up));
    block_for(Duration::from_millis(1)); // for the pins to rise
    let goes_on = a.is_high();
    let buttons =
        Pair::new(Button::new(|| a.is_low(), Embassy), Button::new(|| b.is_low(), Embassy));
    let show = Development::new(screen, Embassy, Defmt, TRAINING.probes)
        .color_map(ColorMap::Perceptual)
        .buttons(buttons.learning());
    let chip = Flash::<_, Blocking, FLASH_SIZE>::new_blocking(board.FLASH);
    let Ok(keeper) = Keeper::new(chip, KEPT, TRAINING.identity) else {
        defmt::unreachable!() // the range is whole pages
    };
    learn(show, keeper, goes_on)
}
