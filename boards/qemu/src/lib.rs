//! What the emulated boards share. Logs go through defmt over semihosting; a panic ends the run with
//! exit code 101, a fault with 139.
#![no_std]

#[cfg(target_arch = "riscv32")]
mod minstret;
#[cfg(target_arch = "arm")]
mod stack;
#[cfg(target_arch = "arm")]
mod systick;

#[cfg(target_arch = "riscv32")]
pub use minstret::Instructions;
#[cfg(target_arch = "arm")]
pub use systick::{Instructions, SysTick};

use core::panic::PanicInfo;
use defmt_semihosting as _; // defmt's output
use lissom::{Activity, Fixed16, Lissom};
use lissom_demo::{Buttons, Clock, Gallery, Log, Screen, Show};
use semihosting::{experimental::env, process};

/// Presents each picture once, logs how many bytes of the stack were used and `done`, and ends the run: with exit code 0, or 1 if the display
/// fails. With the semihosting argument `hold` it waits instead, so that the display can be read.
pub fn perform<
    S,
    C,
    B,
    L,
    const SIDE: usize,
    const LGN: usize,
    const V1: usize,
    const CHANNELS: usize,
>(
    show: &mut Show<S, C, B, L>,
    lissom: &Lissom<'_, Fixed16, SIDE, LGN, V1, CHANNELS>,
    gallery: &mut Gallery<SIDE>,
    activity: &mut Activity<Fixed16, LGN, V1>,
) -> !
where
    S: Screen,
    C: Clock,
    B: Buttons,
    L: Log,
{
    loop {
        if show.turn(lissom, gallery, activity).is_err() {
            defmt::error!("the display fails");
            process::exit(1)
        }
        if gallery.at_end() {
            break;
        }
    }
    #[cfg(target_arch = "arm")]
    defmt::println!("stack {=u32}", stack::used());
    defmt::println!("done");
    if asked_to_hold() {
        loop {
            show.clock.idle();
        }
    }
    process::exit(0)
}

fn asked_to_hold() -> bool {
    let arguments = env::args::<64>();
    arguments.is_ok_and(|arguments| (&arguments).into_iter().any(|word| word == Ok("hold")))
}

/// Tells the place only: messages would bring `core::fmt` with them.
#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    if let Some(place) = info.location() {
        defmt::error!("panic in {=str} line {=u32}", place.file(), place.line());
    }
    process::exit(101)
}
