//! The show on an STM32F429I-DISC1 and the display that is on it.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

use cortex_m_rt::entry;
use defmt_rtt as _;
use embassy_stm32::{
    gpio::{Input, Level, Output, Pull, Speed},
    pac::FLASH,
    rcc::*,
    spi::{self, Spi},
    time::mhz,
};
use embassy_time::Delay;
use embedded_hal_bus::spi::ExclusiveDevice;
use lissom::{Fixed16, display::ColorMap};
use lissom_demo::{Button, Defmt, Direct, Embassy, Gallery, Show};
use mipidsi::{
    Builder,
    interface::SpiInterface,
    models::ILI9341Rgb565,
    options::{ColorOrder, Orientation},
};
use panic_probe as _;

lissom_demo::network!();

static WEIGHTS: map::Weights<Fixed16> = map::Weights::of_bytes(FILLED);

#[entry]
fn main() -> ! {
    static mut STATE: map::State<Fixed16> = map::State::new();

    let pins = embassy_stm32::init(clocks());
    // after init, which leaves them off: 5 wait states are many
    FLASH.acr().modify(|flash| {
        flash.set_prften(true);
        flash.set_icen(true);
        flash.set_dcen(true);
    });

    let _gyroscope = Output::new(pins.PC1, Level::High, Speed::Low); // on the same bus: not selected
    let _read = Output::new(pins.PD12, Level::High, Speed::Low); // RDX of the display's other buses
    let mut config = spi::Config::default();
    config.frequency = mhz(90) / 16u32; // a display that keeps to its data sheet takes 10 MHz
    let bus = Spi::new_blocking_txonly(pins.SPI5, pins.PF7, pins.PF9, config);
    let select = Output::new(pins.PC2, Level::High, Speed::High);
    let Ok(device) = ExclusiveDevice::new_no_delay(bus, select);
    let mut buffer = [0; 512];
    let data = Output::new(pins.PD13, Level::Low, Speed::High); // D/C
    let interface = SpiInterface::new(device, data, &mut buffer);
    // the board resets the display together with the chip
    let display = Builder::new(ILI9341Rgb565, interface)
        .orientation(Orientation::new().flip_horizontal())
        .color_order(ColorOrder::Bgr)
        .init(&mut Delay);
    let Ok(display) = display else { defmt::panic!("no display") };

    let user = Input::new(pins.PA0, Pull::None); // the board pulls it down
    let button = Button::new(|| user.is_high(), Embassy);
    let mut show = Show::new(Direct(display), Embassy, button, Defmt)
        .color_map(ColorMap::Perceptual)
        .pace(120, 1500);
    let Err(_) = show.run(&WEIGHTS.frozen_lissom(), &mut Gallery::new(&PICTURES), STATE);
    defmt::panic!("the display failed")
}

/// 180 MHz from the board's crystal of 8 MHz.
fn clocks() -> embassy_stm32::Config {
    let mut config = embassy_stm32::Config::default();
    config.rcc.hse = Some(Hse { freq: mhz(8), mode: HseMode::Oscillator });
    config.rcc.pll_src = PllSource::HSE;
    config.rcc.pll = Some(Pll {
        prediv: PllPreDiv::DIV4,
        mul: PllMul::MUL180,
        divp: Some(PllPDiv::DIV2),
        divq: None,
        divr: None,
    });
    config.rcc.sys = Sysclk::PLL1_P;
    config.rcc.apb1_pre = APBPrescaler::DIV4;
    config.rcc.apb2_pre = APBPrescaler::DIV2;
    config
}
