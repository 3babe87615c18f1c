//! The show on a Raspberry Pi Pico 2 with a live retina over USB, and a watchdog.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod screen;

use cortex_m_rt::entry;
use defmt_rtt as _;
use embassy_executor::InterruptExecutor;
use embassy_rp::{
    bind_interrupts,
    gpio::{Input, Pull},
    interrupt,
    interrupt::{InterruptExt, Priority},
    otp,
    peripherals::USB,
    usb,
};
use lissom::{Fixed16, display::ColorMap};
use lissom_demo::{Button, Clock, Defmt, Embassy, Gallery, Pair, Show};
use lissom_live::{
    Buffers, Live, OrArrival, Port,
    pictures::{Arrived, From, Into, Settled},
    talk,
};
use lissom_rp::{Bus, Dog, HostLeft};
use panic_probe as _;

lissom_demo::network!();

static WEIGHTS: map::Weights<Fixed16> = map::Weights::of_bytes(FILLED);

bind_interrupts!(struct Irqs {
    USBCTRL_IRQ => HostLeft, usb::InterruptHandler<USB>;
});

/// USB and the watchdog's watch, above the show.
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

#[entry]
fn main() -> ! {
    static BUFFERS: Buffers<SIDE, { map::CORTEX }> = Buffers::new();
    static mut STATE: map::State<Fixed16> = map::State::new();

    let board = embassy_rp::init(Default::default()); // 150 MHz from the crystal
    let mut dog = Dog::new(board.WATCHDOG);
    if let Some(why) = dog.bit() {
        defmt::println!("restarted by the watchdog: {=str}", why);
    }
    let mut buffer = [0; 512];
    let screen = screen::new(screen::wiring!(board), &mut buffer);
    let (mut pictures, arriving, answering) = Live::new(Gallery::new(&PICTURES), &BUFFERS);

    interrupt::SWI_IRQ_1.set_priority(Priority::P3); // below USB's own and the timer's
    let spawner = EXECUTOR.start(interrupt::SWI_IRQ_1);
    let bus = lissom_rp::usb(board.USB, Irqs);
    let port = Port {
        serial: otp::get_chipid().unwrap_or(0), // the chip's own number
        power: 150,
        steps: map::PARAMS.steps,
        clock: 1000 * Embassy::TICKS_PER_MILLISECOND,
    };
    let (Ok(talk), Ok(guard)) = (cable(bus, port, arriving, answering), guard(dog)) else {
        defmt::unreachable!() // each is spawned once
    };
    spawner.spawn(talk);
    spawner.spawn(guard);

    let a = Input::new(board.PIN_12, Pull::Up);
    let b = Input::new(board.PIN_13, Pull::Up);
    let (a, b) = (Button::new(|| a.is_low(), Embassy), Button::new(|| b.is_low(), Embassy));
    let buttons = OrArrival(Pair::new(a, b));
    let mut show =
        Show::new(screen, Embassy, buttons, Defmt).color_map(ColorMap::Perceptual).pace(0, 1500);
    let Err(_) = show.run(&WEIGHTS.frozen_lissom(), &mut pictures, STATE);
    defmt::panic!("the display failed")
}
