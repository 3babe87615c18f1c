//! The show on an ESP32-C3 with a live retina over its own USB port. It has no log: the port has
//! pictures and answers alone.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

mod screen;
mod time;

use crate::time::Time;
use esp_backtrace as _;
use esp_hal::{
    Blocking,
    clock::CpuClock,
    gpio::{Input, InputConfig, Pull},
    main,
    usb::usb_serial_jtag::UsbSerialJtag,
};
use lissom::{Fixed16, display::ColorMap};
use lissom_demo::{Button, Gallery, Show};
use lissom_serial::{Live, OrArrival, Port, Wire};
use static_cell::ConstStaticCell;

esp_bootloader_esp_idf::esp_app_desc!();

lissom_demo::network!();

static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);
static STATE: ConstStaticCell<map::State<Fixed16>> = ConstStaticCell::new(map::State::new());

/// The port, which makes the host wait while its 64 bytes are not read.
struct Usb(UsbSerialJtag<'static, Blocking>);

impl Wire for Usb {
    fn read(&mut self) -> Option<u8> {
        self.0.read_byte().ok()
    }

    fn write(&mut self, byte: u8) -> bool {
        self.0.write_byte_nb(byte).is_ok()
    }

    fn flush(&mut self) {
        let _ = self.0.flush_tx_nb(); // it goes as soon as it can
    }
}

#[main]
fn main() -> ! {
    let board = esp_hal::init(esp_hal::Config::default().with_cpu_clock(CpuClock::max())); // 160 MHz
    let mut buffer = [0; 512];
    let screen = screen::new(screen::wiring!(board), &mut buffer);
    let boot = Input::new(board.GPIO9, InputConfig::default().with_pull(Pull::Up));
    let port = Port::new(Usb(UsbSerialJtag::new(board.USB_DEVICE)));
    let buttons = OrArrival(Button::new(|| boot.is_low(), Time), &port);
    let mut pictures = Live::new(&port, Time, Gallery::new(&PICTURES), map::PARAMS.steps);
    let mut show =
        Show::new(screen, Time, buttons, ()).color_map(ColorMap::Perceptual).pace(0, 1500);
    let Err(_) = show.run(&network(&WEIGHTS), &mut pictures, STATE.take());
    panic!("the display failed")
}
