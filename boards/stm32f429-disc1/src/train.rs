//! A network that learns on an STM32F429I-DISC1: its orientation map develops on the board's
//! display, and outlasts a power cut in the second half of the flash's second bank.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod clocks;
mod flash;
mod screen;

use core::ops::Range;
use cortex_m_rt::entry;
use defmt_rtt as _;
use embassy_stm32::{
    flash::FLASH_SIZE,
    gpio::{Flex, Input, Pull, Speed},
};
use embassy_time::{Duration, block_for};
use lissom::display::ColorMap;
use lissom_demo::{Button, Defmt, Development, Embassy, Keeper};
use panic_probe as _;

lissom_demo::learner!();
lissom_demo::course!();

/// Snapshots, two of up to 256 KB: four sectors. The firmware ends before: memory/train.x sees to
/// that.
const KEPT: Range<u32> = 0x18_0000..FLASH_SIZE as u32;

const _: () = BUDGET.hold(map::FLASH, size_of::<Course>());

#[entry]
fn main() -> ! {
    let board = clocks::start();
    // On chips before revision 3 this pin, if it moves, disturbs what is read from the second bank.
    let mut quiet = Flex::new(board.PA12);
    quiet.set_low();
    quiet.set_as_input_output_pull(Speed::Low, Pull::Down);
    let mut buffer = [0; 512];
    let screen = screen::new(screen::wiring!(board), &mut buffer);
    let user = Input::new(board.PA0, Pull::None); // the board pulls it down
    block_for(Duration::from_millis(1)); // for the pin to settle
    let goes_on = user.is_low();
    let button = Button::new(|| user.is_high(), Embassy).learning();
    let show = Development::new(screen, Embassy, Defmt, TRAINING.probes)
        .color_map(ColorMap::Perceptual)
        .buttons(button);
    let chip = flash::Flash(embassy_stm32::flash::Flash::new_blocking(board.FLASH));
    let Ok(keeper) = Keeper::new(chip, KEPT, TRAINING.identity) else {
        defmt::unreachable!() // the range is whole sectors
    };
    learn(show, keeper, goes_on)
}
