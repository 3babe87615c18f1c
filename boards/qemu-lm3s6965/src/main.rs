//! A full LISSOM on an emulated Cortex-M3, shown on its OLED step by step.
//!
//! Weights, tables and pictures are made by the compiler and lie in flash; no float is left.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the weights

mod oled;

use core::panic::PanicInfo;
use cortex_m::peripheral::{SYST, syst::SystClkSource};
use cortex_m_rt::entry;
use defmt_semihosting as _; // defmt's output
use embedded_graphics::{
    image::Image,
    mono_font::{MonoFont, MonoTextStyleBuilder, ascii::FONT_4X6, ascii::FONT_5X8},
    pixelcolor::Gray4,
    prelude::*,
    primitives::{PrimitiveStyle, Rectangle},
    text::{Baseline, Text},
};
use lissom::{
    Fixed16, Observer, Params, Sheet, Signal, Stage, display::HeatMap, sheet,
    stimulus::OrientedGaussian,
};
use oled::{Frame, Oled};
use semihosting::{experimental::env, process};

const SIDE: usize = 24;
lissom::network!(pub mod map = Params::notebook(SIDE));
static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();

type Picture = Sheet<Fixed16, SIDE>;

const fn gaussian(row: f64, column: f64, sigmas: [f64; 2], orientation: f64) -> Picture {
    let [sigma_row, sigma_column] = sigmas;
    Picture::frozen(OrientedGaussian { row, column, sigma_row, sigma_column, orientation })
}

static STIMULI: [(&str, Picture); 4] = [
    ("gaussian", Picture::frozen(OrientedGaussian::round(12.0, 12.0, 2.0))),
    ("bar30", gaussian(12.0, 12.0, [0.75, 2.5], 30.0)),
    ("bar120", gaussian(9.0, 15.0, [0.75, 2.5], 120.0)),
    ("long60", gaussian(12.0, 11.0, [1.0, 6.0], 60.0)),
];

#[entry]
fn main() -> ! {
    static mut FRAME: Frame = Frame::new();
    static mut ACTIVITY: map::Activity<Fixed16> = map::Activity::new();

    let Some(core) = cortex_m::Peripherals::take() else { unreachable!() };
    let mut screen =
        Screen { oled: Oled::new(FRAME), stopwatch: Stopwatch::start(core.SYST), name: "" };
    screen.furnish();
    let lissom = WEIGHTS.frozen_lissom();
    for (name, picture) in &STIMULI {
        screen.name = name;
        screen.stopwatch.restart();
        lissom.settle(picture, ACTIVITY, &mut screen);
        screen.stopwatch.stop();
        defmt::println!("ticks {=str} {=u32}", name, screen.stopwatch.ticks);
    }
    defmt::println!("done");

    // the argument "hold" keeps the last picture on the display, for a screenshot
    let arguments = env::args::<64>();
    if arguments.is_ok_and(|arguments| (&arguments).into_iter().any(|word| word == Ok("hold"))) {
        loop {
            cortex_m::asm::wfi();
        }
    }
    process::exit(0)
}

/// Counts SysTick's ticks, 80 ns each with the clock as it is after reset, between stages only.
struct Stopwatch {
    timer: SYST,
    since: u32,
    ticks: u32,
}

impl Stopwatch {
    const WRAP: u32 = 0xFF_FFFF;

    fn start(mut timer: SYST) -> Self {
        timer.set_clock_source(SystClkSource::Core);
        timer.set_reload(Self::WRAP); // 1.3 s: longer than a stage
        timer.clear_current();
        timer.enable_counter();
        Self { timer, since: 0, ticks: 0 }
    }

    fn restart(&mut self) {
        self.ticks = 0;
        self.resume();
    }

    fn resume(&mut self) {
        self.since = self.timer.cvr.read();
    }

    fn stop(&mut self) {
        self.ticks += self.since.wrapping_sub(self.timer.cvr.read()) & Self::WRAP;
    }
}

/// Draws each stage, and logs V1's.
struct Screen {
    oled: Oled,
    stopwatch: Stopwatch,
    name: &'static str,
}

const RETINA: Point = Point::new(1, 8);
const LGN_ON: Point = Point::new(27, 8);
const LGN_OFF: Point = Point::new(53, 8);
const V1: Point = Point::new(79, 8);
const V1_SCALE: u32 = 2;

impl Screen {
    /// What stays: titles, frames and a scale of greys.
    fn furnish(&mut self) {
        let frame = PrimitiveStyle::with_stroke(Gray4::new(4), 1);
        for (title, corner, scale) in [
            ("retina", RETINA, 1),
            ("ON", LGN_ON, 1),
            ("OFF", LGN_OFF, 1),
            ("cortex V1", V1, V1_SCALE),
        ] {
            self.write(title, Point::new(corner.x, 1), &FONT_4X6);
            let side = SIDE as u32 * scale + 2;
            let edge = Rectangle::new(corner - Point::new(1, 1), Size::new(side, side));
            let Ok(()) = edge.into_styled(frame).draw(&mut self.oled);
        }
        for grey in 0..16 {
            let place = Point::new(V1.x + 3 * i32::from(grey), 59);
            let patch = Rectangle::new(place, Size::new(3, 4));
            let Ok(()) = self.oled.fill_solid(&patch, Gray4::new(grey));
        }
    }

    /// Text over whatever was there; returns where it ends.
    fn write(&mut self, text: &str, at: Point, font: &MonoFont<'_>) -> Point {
        let style = MonoTextStyleBuilder::new()
            .font(font)
            .text_color(Gray4::WHITE)
            .background_color(Gray4::BLACK)
            .build();
        let Ok(end) = Text::with_baseline(text, at, style, Baseline::Top).draw(&mut self.oled);
        end
    }

    /// `digits` hex digits of `number`, without `core::fmt`.
    fn write_hex(&mut self, number: u32, digits: u32, mut at: Point) -> Point {
        for place in (0..digits).rev() {
            let digit = (number >> (4 * place)) as usize & 15;
            at = self.write(&"0123456789abcdef"[digit..=digit], at, &FONT_5X8);
        }
        at
    }

    fn heat_map(&mut self, signal: Signal<'_, Fixed16>, at: Point, scale: u32) {
        let heat_map = HeatMap::new(signal).scale(scale);
        let Ok(()) = Image::new(&heat_map, at).draw(&mut self.oled);
    }
}

impl Observer<Fixed16> for Screen {
    fn stage(&mut self, stage: Stage, _: Signal<'_, Fixed16>, output: Signal<'_, Fixed16>) {
        self.stopwatch.stop();
        match stage {
            Stage::Retina => self.heat_map(output, RETINA, 1),
            Stage::LgnOn => self.heat_map(output, LGN_ON, 1),
            Stage::LgnOff => self.heat_map(output, LGN_OFF, 1),
            Stage::V1(step) => {
                let hash = output.activity().map_or(0, sheet::hash);
                defmt::println!("hash {=str} {=u16} {=u32:08x}", self.name, step, hash);

                self.heat_map(output, V1, V1_SCALE);
                let name = Rectangle::new(Point::new(1, 36), Size::new(75, 8));
                let Ok(()) = self.oled.fill_solid(&name, Gray4::BLACK);
                self.write(self.name, name.top_left, &FONT_5X8);
                let end = self.write("step ", Point::new(1, 46), &FONT_5X8);
                self.write_hex(step.into(), 1, end);
                self.write_hex(hash, 8, Point::new(1, 56));
                self.oled.flush();
            }
            _ => {}
        }
        self.stopwatch.resume();
    }
}

/// Tells the place only: messages would bring `core::fmt` with them.
#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    if let Some(place) = info.location() {
        defmt::error!("panic in {=str} line {=u32}", place.file(), place.line());
    }
    process::exit(101)
}

/// A fault ends the run as a panic does; cortex-m-rt's own handler would wait for ever.
#[cortex_m_rt::exception]
#[allow(unsafe_code)] // asked for by cortex-m-rt
unsafe fn HardFault(frame: &cortex_m_rt::ExceptionFrame) -> ! {
    defmt::error!("hard fault at {=u32:08x}", frame.pc());
    process::exit(139)
}
