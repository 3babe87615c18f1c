//! One core against two: settles the stored pictures both ways again and again, compares the bits,
//! and logs the microseconds that each way takes.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod cores;
mod panic;

use core::fmt::Write;
use cores::Cores;
use embassy_rp::uart::UartTx;
use embassy_time::Instant;
use heapless::String;
use lissom::Fixed16;
use static_cell::ConstStaticCell;

lissom_demo::network!();
/// In RAM: from flash both cores would wait for one cache.
static WEIGHTS: ConstStaticCell<map::Weights<Number>> =
    ConstStaticCell::new(map::Weights::of_bytes(FILLED));

#[cortex_m_rt::entry]
fn main() -> ! {
    static ONE: ConstStaticCell<map::State<Fixed16>> = ConstStaticCell::new(map::State::new());
    static TWO: ConstStaticCell<map::State<Fixed16>> = ConstStaticCell::new(map::State::new());

    let board = embassy_rp::init(Default::default());
    let mut uart = UartTx::new_blocking(board.UART0, board.PIN_0, Default::default());
    let mut cores = Cores::start(board.CORE1);
    // lest the compiler makes a local of it, which no stack has room for
    let weights = &*core::hint::black_box(WEIGHTS.take());
    let (lissom, one, two) = (network(weights), ONE.take(), TWO.take());
    loop {
        for (name, picture) in &PICTURES {
            let start = Instant::now();
            lissom.settle(picture, one, &mut ());
            let alone = start.elapsed().as_micros();
            let start = Instant::now();
            lissom.settle_in(&mut cores, picture, two, &mut ());
            let both = start.elapsed().as_micros();
            let bits = if *one == *two { "equal" } else { "DIFFERENT" };
            let mut line = String::<96>::new();
            let hash = two.v1().hash();
            let _ = write!(line, "cores {name} 1: {alone} us, 2: {both} us, {hash:08x} {bits}\r\n");
            let _ = uart.blocking_write(line.as_bytes());
        }
    }
}
