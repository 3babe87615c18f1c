//! What the emulated boards share. Logs go through defmt over semihosting; a panic ends the run
//! with exit code 101, a fault with 139.
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
use lissom::{
    Engine, Fixed16, Lissom, State,
    input::Stream,
    learning::{Learn, Trainer},
    side::Const,
};
use lissom_demo::{Buttons, Clock, Development, Gallery, Log, Screen, Show, Workspace};
use semihosting::{experimental::env, process};

/// Presents each picture once, and ends as [`end`] does, or with exit code 1 if the display fails.
pub fn perform<
    W: Engine<Activity = Fixed16>,
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
    lissom: &Lissom<'_, W, Const<SIDE>, Const<LGN>, Const<V1>, Const<CHANNELS>>,
    gallery: &mut Gallery<SIDE>,
    state: &mut State<Fixed16, Const<LGN>, Const<V1>>,
) -> !
where
    S: Screen,
    C: Clock,
    B: Buttons,
    L: Log,
{
    loop {
        exit_on_error(show.turn(lissom, gallery, state));
        if gallery.at_end() {
            end(&mut show.clock);
        }
    }
}

/// Learns from 300 pictures, or from as many as the semihosting arguments say, and ends as [`end`]
/// does, or with exit code 1 if the display fails.
pub fn develop<
    W: Learn<Activity = Fixed16>,
    S,
    C,
    L,
    const SIDE: usize,
    const LGN: usize,
    const V1: usize,
    const CHANNELS: usize,
>(
    show: &mut Development<S, C, L>,
    trainer: &mut Trainer<'_, W, Const<SIDE>, Const<LGN>, Const<V1>, Const<CHANNELS>>,
    pictures: &mut impl Stream<Fixed16, Const<SIDE>>,
    workspace: &mut Workspace<SIDE, LGN, V1>,
) -> !
where
    S: Screen,
    C: Clock,
    L: Log,
{
    let presentations = argument(|word| word.parse::<u32>().ok()).unwrap_or(300);
    while trainer.progress.presentations() < presentations {
        exit_on_error(show.turn(trainer, pictures, workspace));
    }
    end(&mut show.clock)
}

fn exit_on_error<E>(outcome: Result<(), E>) {
    if outcome.is_err() {
        defmt::error!("the display fails");
        process::exit(1)
    }
}

/// Logs how many bytes of the stack were used and `done`, and ends the run with exit code 0. With
/// the semihosting argument `hold` it waits instead, so that the display can be read.
pub fn end(clock: &mut impl Clock) -> ! {
    #[cfg(target_arch = "arm")]
    defmt::println!("stack {=u32}", stack::used());
    defmt::println!("done");
    if argument(|word| (word == "hold").then_some(())).is_some() {
        loop {
            clock.idle();
        }
    }
    process::exit(0)
}

/// What the first semihosting argument means that `meaning` knows.
fn argument<T>(meaning: impl FnMut(&str) -> Option<T>) -> Option<T> {
    let arguments = env::args::<64>().ok()?;
    (&arguments).into_iter().filter_map(Result::ok).find_map(meaning)
}

/// Tells the place only: messages would bring `core::fmt` with them.
#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    if let Some(place) = info.location() {
        defmt::error!("panic in {=str} line {=u32}", place.file(), place.line());
    }
    process::exit(101)
}
