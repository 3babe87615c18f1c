//! The show on a board of your own: {{chip}}, display: {{display}}.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights are checked

{% if display == "none" -%}
mod blank;

{% elsif display == "SSD1306" -%}
mod oled;

{% endif -%}

{% if display == "none" -%}
use blank::Blank;
{% endif -%}
use cortex_m_rt::entry;
use defmt_rtt as _;

{%- if chip == "nrf52840" %}
{%- if display == "SSD1306" %}
use embassy_nrf::{
    bind_interrupts,
    gpio::{Input, Pull},
    peripherals,
    twim::{self, Twim},
};
{%- elsif display == "none" %}
use embassy_nrf::gpio::{Input, Pull};
{%- else %}
use embassy_nrf::{
    bind_interrupts,
    gpio::{Input, Level, Output, OutputDrive, Pull},
    peripherals,
    spim::{self, Spim},
};
{%- endif %}

{%- elsif chip == "rp2040" %}
{%- if display == "SSD1306" %}
use embassy_rp::{
    gpio::{Input, Pull},
    i2c::{self, I2c},
};
{%- elsif display == "none" %}
use embassy_rp::gpio::{Input, Pull};
{%- else %}
use embassy_rp::{
    gpio::{Input, Level, Output, Pull},
    spi::{self, Spi},
};
{%- endif %}

{%- else %}
{%- if display == "SSD1306" %}
use embassy_stm32::{
    gpio::{Input, Pull},
    i2c::{self, I2c},
    rcc::*,
    time::khz,
};
{%- elsif display == "none" %}
use embassy_stm32::{
    gpio::{Input, Pull},
    rcc::*,
};
{%- else %}
use embassy_stm32::{
    gpio::{Input, Level, Output, Pull, Speed},
    rcc::*,
    spi::{self, Spi},
    time::mhz,
};
{%- endif %}
{%- endif %}

{%- if display == "SSD1306" or display == "none" %}
use lissom::Fixed16;
use lissom_demo::{Button, Defmt, Embassy, Gallery, Show};
{%- if display == "SSD1306" %}
use oled::Oled;
{%- endif %}
{%- else %}
use embassy_time::Delay;
use embedded_hal_bus::spi::ExclusiveDevice;
use lissom::{Fixed16, display::ColorMap};
use lissom_demo::{Button, Defmt, Direct, Embassy, Gallery, Show};
{%- if display == "ST7789" %}
use mipidsi::{Builder, interface::SpiInterface, models::ST7789, options::ColorInversion};
{%- else %}
use mipidsi::{Builder, interface::SpiInterface, models::ILI9341Rgb565, options::ColorOrder};
{%- endif %}
{%- endif %}
use panic_probe as _;

lissom_demo::network!();

static WEIGHTS: map::Weights<Number> = map::Weights::of_bytes(FILLED);

{%- if chip == "nrf52840" %}
{%- if display == "SSD1306" %}

bind_interrupts!(struct Irqs {
    TWISPI0 => twim::InterruptHandler<peripherals::TWISPI0>;
});
{%- elsif display != "none" %}

bind_interrupts!(struct Irqs {
    SPIM3 => spim::InterruptHandler<peripherals::SPI3>;
});
{%- endif %}
{%- endif %}

// pins: change them to those that your board has
#[entry]
fn main() -> ! {
    static mut STATE: map::State<Fixed16> = map::State::new();
{% if chip == "nrf52840" %}
    let pins = embassy_nrf::init(Default::default());
{%- elsif chip == "rp2040" %}
    let pins = embassy_rp::init(Default::default());
{%- else %}
    let pins = embassy_stm32::init(clocks());
{%- endif %}

{%- if display == "SSD1306" %}

{%- if chip == "nrf52840" %}
    let mut config = twim::Config::default();
    config.frequency = twim::Frequency::K400;
    let mut sent = [0; 256]; // from RAM alone can the bus send
    let bus = Twim::new(pins.TWISPI0, Irqs, pins.P0_26, pins.P0_27, config, &mut sent); // SDA, SCL
{%- elsif chip == "rp2040" %}
    let mut config = i2c::Config::default();
    config.frequency = 400_000;
    let bus = I2c::new_blocking(pins.I2C0, pins.PIN_5, pins.PIN_4, config); // SCL, SDA
{%- else %}
    let mut config = i2c::Config::default();
    config.frequency = khz(400);
    let bus = I2c::new_blocking(pins.I2C1, pins.PB6, pins.PB7, config); // SCL, SDA
{%- endif %}
    let Ok(screen) = Oled::new(bus) else { defmt::panic!("no display") };
{%- elsif display == "none" %}
    let screen = Blank;
{%- else %}

{%- if chip == "nrf52840" %}
    let mut config = spim::Config::default();
    config.frequency = spim::Frequency::M16;
    let bus = Spim::new_txonly(pins.SPI3, Irqs, pins.P0_13, pins.P0_14, config); // clock, data
    let select = Output::new(pins.P0_15, Level::High, OutputDrive::Standard);
    let pixels = Output::new(pins.P0_16, Level::Low, OutputDrive::Standard); // D/C
    let reset = Output::new(pins.P0_17, Level::High, OutputDrive::Standard);
{%- elsif chip == "rp2040" %}
    let mut config = spi::Config::default();
    config.frequency = 16_000_000;
    let bus = Spi::new_blocking_txonly(pins.SPI0, pins.PIN_18, pins.PIN_19, config); // clock, data
    let select = Output::new(pins.PIN_17, Level::High);
    let pixels = Output::new(pins.PIN_16, Level::Low); // D/C
    let reset = Output::new(pins.PIN_21, Level::High);
{%- else %}
    let mut config = spi::Config::default();
    config.frequency = mhz(16);
    let bus = Spi::new_blocking_txonly(pins.SPI1, pins.PA5, pins.PA7, config); // clock, data
    let select = Output::new(pins.PA4, Level::High, Speed::High);
    let pixels = Output::new(pins.PB0, Level::Low, Speed::High); // D/C
    let reset = Output::new(pins.PB1, Level::High, Speed::Low);
{%- endif %}
    let Ok(device) = ExclusiveDevice::new_no_delay(bus, select);
    let mut buffer = [0; 512];
    let interface = SpiInterface::new(device, pixels, &mut buffer);
{%- if display == "ST7789" %}
    let display = Builder::new(ST7789, interface)
        .reset_pin(reset)
        .display_size(240, 240)
        .invert_colors(ColorInversion::Inverted)
        .init(&mut Delay);
{%- else %}
    let display = Builder::new(ILI9341Rgb565, interface)
        .reset_pin(reset)
        .color_order(ColorOrder::Bgr)
        .init(&mut Delay);
{%- endif %}
    let Ok(display) = display else { defmt::panic!("no display") };
    let screen = Direct(display);
{%- endif %}
{% if chip == "nrf52840" %}
    let key = Input::new(pins.P0_11, Pull::Up);
{%- elsif chip == "rp2040" %}
    let key = Input::new(pins.PIN_12, Pull::Up);
{%- else %}
    let key = Input::new(pins.PA0, Pull::Up);
{%- endif %}
    let button = Button::new(|| key.is_low(), Embassy);
{%- if display == "SSD1306" or display == "none" %}
    let mut show = Show::new(screen, Embassy, button, Defmt).pace(120, 1500);
{%- else %}
    let mut show =
        Show::new(screen, Embassy, button, Defmt).color_map(ColorMap::Perceptual).pace(120, 1500);
{%- endif %}
    let Err(_) = show.run(&network(&WEIGHTS), &mut Gallery::new(&PICTURES), STATE);
    defmt::panic!("the display failed")
}

{%- if chip == "stm32f405rg" %}

/// 168 MHz from the oscillator inside.
{%- elsif chip == "stm32f411ce" %}

/// 100 MHz from the oscillator inside.
{%- endif %}
{%- if chip contains "stm32" %}
fn clocks() -> embassy_stm32::Config {
    let mut config = embassy_stm32::Config::default();
    config.rcc.pll_src = PllSource::HSI;
    config.rcc.pll = Some(Pll {
        prediv: PllPreDiv::DIV8,
{%- if chip == "stm32f405rg" %}
        mul: PllMul::MUL168,
{%- else %}
        mul: PllMul::MUL100,
{%- endif %}
        divp: Some(PllPDiv::DIV2),
        divq: None,
        divr: None,
    });
    config.rcc.sys = Sysclk::PLL1_P;
    config.rcc.apb1_pre = APBPrescaler::DIV4;
    config.rcc.apb2_pre = APBPrescaler::DIV2;
    config
}
{%- endif %}
