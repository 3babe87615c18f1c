//! A network that learns on a NUCLEO-H743ZI: its orientation map develops on a shield's ILI9341,
//! and outlasts a power cut in the second bank of the flash.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod axi;
mod clocks;
mod flash;
mod screen;

use core::ops::Range;
use cortex_m_rt::entry;
use defmt_rtt as _;
use embassy_stm32::{
    flash::FLASH_SIZE,
    gpio::{Input, Pull},
};
use embassy_time::{Duration, block_for};
use lissom::display::ColorMap;
use lissom_demo::{Button, Defmt, Development, Embassy, Keeper};
use panic_probe as _;

lissom_demo::learner!();
lissom_demo::course!(
    // axi.rs fills it with zeros
    #[unsafe(link_section = ".axi")]
);

/// Snapshots, two of up to 512 KB, each of four sectors. The firmware ends before:
/// memory/train.x sees to that.
const KEPT: Range<u32> = 0x10_0000..FLASH_SIZE as u32;

const _: () = BUDGET.hold(map::FLASH, size_of::<Course>());

#[entry]
fn main() -> ! {
    let Some(mut core) = cortex_m::Peripherals::take() else { defmt::panic!("started twice") };
    core.SCB.enable_icache();
    core.SCB.enable_dcache(&mut core.CPUID); // no DMA: nothing else writes memory but the flash
    let board = clocks::start();
    let mut buffer = [0; 512];
    let screen = screen::new(screen::wiring!(board), &mut buffer);
    let user = Input::new(board.PC13, Pull::None); // the board pulls it down
    block_for(Duration::from_millis(1)); // for the pin to settle
    let goes_on = user.is_low();
    let button = Button::new(|| user.is_high(), Embassy).learning();
    let show = Development::new(screen, Embassy, Defmt, TRAINING.probes)
        .color_map(ColorMap::Perceptual)
        .buttons(button);
    let chip = embassy_stm32::flash::Flash::new_blocking(board.FLASH);
    let chip = flash::Flash::new(chip, core.SCB, core.CPUID);
    let Ok(keeper) = Keeper::new(chip, KEPT, TRAINING.identity) else {
        defmt::unreachable!() // the range is whole sectors
    };
    learn(show, keeper, goes_on)
}
