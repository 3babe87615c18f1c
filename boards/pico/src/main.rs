//! LISSOM on a Raspberry Pi Pico, with a Pico Display or an SSD1306, and a live retina over USB.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod clock;
mod buttons;
mod log;
mod panic;
#[cfg_attr(feature = "ssd1306", path = "ssd1306.rs")]
#[cfg_attr(not(feature = "ssd1306"), path = "st7789.rs")]
mod screen;

use crate::{buttons::Buttons, clock::Cycles, log::Log};
use core::cell::Cell;
use embassy_executor::InterruptExecutor;
use embassy_rp::{
    Peri, bind_interrupts,
    flash::Flash,
    gpio::{Input, Pull},
    interrupt,
    interrupt::{InterruptExt, Priority},
    peripherals::{FLASH, UART0, USB},
    uart::{self, BufferedUartTx},
    usb,
};
use lissom::Fixed16;
use lissom_demo::{Gallery, Show};
use lissom_link::Counters;
use lissom_live::{
    Buffers, COUNTERS, Live, OrArrival, Port,
    pictures::{Arrived, From, Into, Settled},
    talk,
};
use lissom_rp::{Bus, Dog, HostLeft};
use static_cell::ConstStaticCell;

lissom_demo::network!();

#[cfg(not(feature = "weights-in-ram"))]
static WEIGHTS: map::Weights<Fixed16> = map::Weights::of_bytes(FILLED);

/// What may change lies in RAM; cortex-m-rt copies it there at start.
#[cfg(feature = "weights-in-ram")]
static WEIGHTS: ConstStaticCell<map::Weights<Fixed16>> =
    ConstStaticCell::new(map::Weights::of_bytes(FILLED));
#[cfg(feature = "weights-in-ram")]
const _: () =
    BUDGET.hold(map::FLASH, map::RAM + size_of::<ConstStaticCell<map::Weights<Fixed16>>>());

bind_interrupts!(struct Irqs {
    USBCTRL_IRQ => HostLeft, usb::InterruptHandler<USB>;
    UART0_IRQ => uart::BufferedInterruptHandler<UART0>;
});

/// USB, buttons and the watchdog's watch, above the show.
static EXECUTOR: InterruptExecutor = InterruptExecutor::new();

#[interrupt]
#[allow(unsafe_code)] // asked for by embassy-executor
unsafe fn SWI_IRQ_1() {
    // SAFETY: called from this interrupt alone, which `start` lets loose.
    unsafe { EXECUTOR.on_interrupt() }
}

#[embassy_executor::task]
async fn cable(
    bus: Bus,
    port: Port,
    arriving: Into<Arrived<SIDE>>,
    answering: From<Settled<{ map::CORTEX }>>,
) {
    talk(bus, port, arriving, answering).await;
}

#[embassy_executor::task]
async fn guard(dog: Dog) {
    dog.watch().await;
}

/// The flash chip's number, which no other has; 0 if it cannot be read.
fn number(flash: Peri<'static, FLASH>) -> u64 {
    let mut chip = Flash::<_, _, { 2 * 1024 * 1024 }>::new_blocking(flash);
    let mut number = [0; 8];
    chip.blocking_unique_id(&mut number).map_or(0, |()| u64::from_be_bytes(number))
}

#[cortex_m_rt::entry]
fn main() -> ! {
    static BUFFERS: Buffers<SIDE, { map::CORTEX }> = Buffers::new();
    static STATE: ConstStaticCell<map::State<Fixed16>> = ConstStaticCell::new(map::State::new());
    static LINES: ConstStaticCell<[u8; 1024]> = ConstStaticCell::new([0; 1024]);

    let board = embassy_rp::init(Default::default());
    let Some(core) = cortex_m::Peripherals::take() else { unreachable!() };

    let uart =
        BufferedUartTx::new(board.UART0, Irqs, board.PIN_0, LINES.take(), Default::default());
    let (mut log, mut dog) = (Log(uart), Dog::new(board.WATCHDOG));
    if let Some(why) = dog.bit() {
        log.line(format_args!("restarted by the watchdog: {why}"));
    }
    let serial = number(board.FLASH);
    let screen = screen::new(screen::wiring!(board));
    let (mut pictures, arriving, answering) = Live::new(Gallery::new(&PICTURES), &BUFFERS);

    interrupt::SWI_IRQ_1.set_priority(Priority::P3); // below USB's own and the timer's
    let spawner = EXECUTOR.start(interrupt::SWI_IRQ_1);
    let bus = lissom_rp::usb(board.USB, Irqs);
    let port = Port { serial, power: 100, steps: map::PARAMS.steps, clock: clock::HERTZ };
    let [a, b] = [Input::new(board.PIN_12, Pull::Up), Input::new(board.PIN_13, Pull::Up)];
    let (Ok(talk), Ok(press), Ok(guard)) =
        (cable(bus, port, arriving, answering), buttons::watch([a, b]), guard(dog))
    else {
        unreachable!() // each is spawned once
    };
    spawner.spawn(talk);
    spawner.spawn(press);
    spawner.spawn(guard);

    let mut show = Show::new(screen, Cycles::start(core.SYST), OrArrival(Buttons), log)
        .color_map(screen::COLORS)
        .pace(0, 1500);
    #[cfg(feature = "weights-in-ram")]
    let weights = &*WEIGHTS.take();
    #[cfg(not(feature = "weights-in-ram"))]
    let weights = &WEIGHTS;
    let (lissom, state) = (weights.frozen_lissom(), STATE.take());
    let (mut counters, mut unanswered, mut done) = (Counters::new(), 0, false);
    loop {
        if show.turn(&lissom, &mut pictures, state).is_err() {
            show.log.line(format_args!("the display fails"));
        }
        let micros = pictures.micros;
        show.log.line(format_args!("frame {} {micros}", pictures.name()));
        if core::mem::replace(&mut unanswered, pictures.unanswered) != pictures.unanswered {
            show.log.line(format_args!("unanswered {unanswered}"));
        }
        let now = COUNTERS.lock(Cell::get);
        if core::mem::replace(&mut counters, now) != now {
            show.log.line(format_args!("counters {now}"));
        }
        if pictures.at_end() && !core::mem::replace(&mut done, true) {
            show.log.line(format_args!("done"));
        }
    }
}
