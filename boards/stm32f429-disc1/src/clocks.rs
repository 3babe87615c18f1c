//! The chip's clocks, and how it reads its flash.

use embassy_stm32::{Config, Peripherals, pac::FLASH, rcc::*, time::mhz};

/// Starts the chip at 180 MHz, from the board's crystal of 8 MHz.
pub fn start() -> Peripherals {
    let mut config = Config::default();
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
    let board = embassy_stm32::init(config);
    // after init, which leaves them off: 5 wait states are many
    FLASH.acr().modify(|flash| {
        flash.set_prften(true);
        flash.set_icen(true);
        flash.set_dcen(true);
    });
    board
}
