//! The show on a NUCLEO-H743ZI under a shield with an ILI9341.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

use cortex_m_rt::entry;
use defmt_rtt as _;
use embassy_stm32::{
    gpio::{Input, Level, Output, Pull, Speed},
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
    options::{ColorOrder, Orientation, Rotation},
};
use panic_probe as _;

lissom_demo::network!();

static WEIGHTS: map::Weights<Fixed16> = map::Weights::of_bytes(FILLED);

#[entry]
fn main() -> ! {
    static mut STATE: map::State<Fixed16> = map::State::new();

    let Some(mut core) = cortex_m::Peripherals::take() else { defmt::panic!("started twice") };
    core.SCB.enable_icache();
    core.SCB.enable_dcache(&mut core.CPUID); // no DMA: nothing else writes memory
    let pins = embassy_stm32::init(clocks());

    let mut config = spi::Config::default();
    config.frequency = mhz(10);
    #[cfg(not(feature = "zi2"))]
    let bus = Spi::new_blocking_txonly(pins.SPI1, pins.PA5, pins.PA7, config); // D13, D11
    #[cfg(feature = "zi2")]
    let bus = Spi::new_blocking_txonly(pins.SPI1, pins.PA5, pins.PB5, config);
    let select = Output::new(pins.PD14, Level::High, Speed::High); // D10
    let Ok(device) = ExclusiveDevice::new_no_delay(bus, select);
    let mut buffer = [0; 512];
    let data = Output::new(pins.PD15, Level::Low, Speed::High); // D9: D/C
    let interface = SpiInterface::new(device, data, &mut buffer);
    let reset = Output::new(pins.PE9, Level::High, Speed::Low); // D6
    let display = Builder::new(ILI9341Rgb565, interface)
        .reset_pin(reset)
        .orientation(Orientation::new().flip_horizontal().rotate(Rotation::Deg90))
        .color_order(ColorOrder::Bgr)
        .init(&mut Delay);
    let Ok(display) = display else { defmt::panic!("no display") };

    let user = Input::new(pins.PC13, Pull::None); // the board pulls it down
    let button = Button::new(|| user.is_high(), Embassy);
    let mut show = Show::new(Direct(display), Embassy, button, Defmt)
        .color_map(ColorMap::Perceptual)
        .pace(120, 1500);
    let Err(_) = show.run(&WEIGHTS.frozen_lissom(), &mut Gallery::new(&PICTURES), STATE);
    defmt::panic!("the display failed")
}

/// 400 MHz from the internal oscillator: as fast as chips of all revisions run.
fn clocks() -> embassy_stm32::Config {
    let mut config = embassy_stm32::Config::default();
    config.rcc.pll1 = Some(Pll {
        source: PllSource::HSI, // 64 MHz
        prediv: PllPreDiv::DIV4,
        mul: PllMul::MUL50,
        fracn: None,
        divp: Some(PllDiv::DIV2),
        divq: Some(PllDiv::DIV10), // 80 MHz for SPI1
        divr: None,
    });
    config.rcc.sys = Sysclk::PLL1_P;
    config.rcc.voltage_scale = VoltageScale::Scale1;
    config.rcc.ahb_pre = AHBPrescaler::DIV2;
    config.rcc.apb1_pre = APBPrescaler::DIV2;
    config.rcc.apb2_pre = APBPrescaler::DIV2;
    config.rcc.apb3_pre = APBPrescaler::DIV2;
    config.rcc.apb4_pre = APBPrescaler::DIV2;
    config
}
