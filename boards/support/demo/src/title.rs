//! What sheets are called.

use embedded_graphics::{
    mono_font::{MonoFont, MonoTextStyleBuilder},
    prelude::*,
    text::{Baseline, Text},
};
use lissom::display::HeatColor;

/// The titles of four sheets.
pub(crate) type Titles = [Title; 4];

/// A sheet's names, and its hue where colour tells sheets apart; without one it is white.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Title {
    pub(crate) long: &'static str,
    pub(crate) short: &'static str,
    pub(crate) letter: &'static str,
    pub(crate) hue: Option<u8>,
}

impl Title {
    pub(crate) const fn new(long: &'static str, short: &'static str, letter: &'static str) -> Self {
        Self { long, short, letter, hue: None }
    }

    pub(crate) const fn hue(self, hue: u8) -> Self {
        Self { hue: Some(hue), ..self }
    }
}

/// Text over whatever was there.
pub(crate) fn write<D: DrawTarget<Color: HeatColor>>(
    text: &str,
    at: Point,
    font: &MonoFont<'_>,
    target: &mut D,
) -> Result<(), D::Error> {
    let style = MonoTextStyleBuilder::new()
        .font(font)
        .text_color(D::Color::LIGHT)
        .background_color(D::Color::DARK)
        .build();
    Text::with_baseline(text, at, style, Baseline::Top).draw(target).map(drop)
}
