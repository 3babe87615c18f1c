//! Colours of displays that can show levels.

use super::color_map::ColorMap;
use embedded_graphics::{
    pixelcolor::{
        Bgr555, Bgr565, Bgr666, Bgr888, BinaryColor, Gray2, Gray4, Gray8, Rgb555, Rgb565, Rgb666,
        Rgb888,
    },
    prelude::*,
};

/// A display colour that can show levels.
pub trait HeatColor: PixelColor {
    /// The colour of gaps and backgrounds.
    const DARK: Self;
    /// The colour of text.
    const LIGHT: Self;
    /// Whether a level's colour depends on its place. If not, it is computed once for each unit
    /// instead of each pixel.
    const DITHERS: bool = true;

    /// The colour of a level for the pixel `at` a place of the drawable; the place matters only to
    /// colours that dither.
    fn heat(level: u8, map: ColorMap, at: Point) -> Self;

    /// The colour of an orientation, 0 to 255 for 0° to 180°, as bright as `level`; on displays
    /// without hues a grey, as bright as `level` at 0° and dark at 90°.
    fn hue(orientation: u8, level: u8, at: Point) -> Self {
        let near_zero = orientation.wrapping_neg().min(orientation); // 0 to 128
        Self::heat(dimmed(255 - near_zero.min(127) * 2, level), ColorMap::Grey, at)
    }
}

/// The wheel of hues: red, yellow, green, cyan, blue, magenta at equal distances, linear between
/// them. `level` is the brightest channel.
fn hue(orientation: u8, level: u8) -> [u8; 3] {
    let [sixth, rising] = (u16::from(orientation) * 6).to_be_bytes();
    let between = dimmed(if sixth & 1 == 0 { rising } else { 255 - rising }, level);
    match sixth {
        0 => [level, between, 0],
        1 => [between, level, 0],
        2 => [0, level, between],
        3 => [0, between, level],
        4 => [between, 0, level],
        _ => [level, 0, between],
    }
}

/// The nearest to `channel` · `level` / 255, without a division, which small cores lack.
fn dimmed(channel: u8, level: u8) -> u8 {
    let product = u16::from(channel) * u16::from(level) + 128;
    ((product + (product >> 8)) >> 8) as u8
}

/// The ranks of the places in the 8 × 8 ordered dither of Bayer, 0 to 63, row by row: the bits of
/// x ⊕ y and y interleaved, lowest first.
static RANKS: [u8; 64] = {
    let (mut ranks, mut at) = ([0; 64], 0);
    while at < 64 {
        let (x, y) = (at as u8 % 8, at as u8 / 8);
        let mut bit = 0;
        while bit < 3 {
            ranks[at] = ranks[at] << 2 | ((x ^ y) >> bit & 1) << 1 | (y >> bit & 1);
            bit += 1;
        }
        at += 1;
    }
    ranks
};

fn rank(at: Point) -> u8 {
    RANKS[((at.y & 7) << 3 | at.x & 7) as usize]
}

impl HeatColor for BinaryColor {
    const DARK: Self = Self::Off;
    const LIGHT: Self = Self::On;

    /// On at a fraction of the places that follows the level: 0 nowhere, 255 everywhere.
    fn heat(level: u8, _: ColorMap, at: Point) -> Self {
        (level > 4 * rank(at) + 1).into()
    }
}

macro_rules! grey {
    ($($color:ty, $bits:literal;)*) => {$(
        impl HeatColor for $color {
            const DARK: Self = Self::BLACK;
            const LIGHT: Self = Self::WHITE;
            const DITHERS: bool = false;

            fn heat(level: u8, _: ColorMap, _: Point) -> Self {
                Self::new(level >> (8 - $bits))
            }
        }
    )*};
}
grey!(Gray2, 2; Gray4, 4; Gray8, 8;);

/// The nearest of a display's 1 + `most` steps of a channel.
#[inline]
const fn step(channel: u8, most: u8) -> u8 {
    let share = ((most as u32) << 24) / 255; // a constant: there is no division
    ((channel as u32 * share + (1 << 23)) >> 24) as u8
}

/// The colours of all levels.
macro_rules! table {
    ($color:ident, $map:ident) => {{
        static TABLE: [$color; 256] = {
            let (mut table, mut level) = ([$color::BLACK; 256], 0);
            while level < table.len() {
                table[level] = nearest!($color, ColorMap::$map.channels(level as u8));
                level += 1;
            }
            table
        };
        &TABLE
    }};
}

/// The colour nearest to red, green and blue.
macro_rules! nearest {
    ($color:ident, $channels:expr) => {{
        let [r, g, b] = $channels;
        $color::new(step(r, $color::MAX_R), step(g, $color::MAX_G), step(b, $color::MAX_B))
    }};
}

macro_rules! colored {
    ($($color:ident)*) => {$(
        impl HeatColor for $color {
            const DARK: Self = Self::BLACK;
            const LIGHT: Self = Self::WHITE;
            const DITHERS: bool = false;

            fn heat(level: u8, map: ColorMap, _: Point) -> Self {
                let colors = match map {
                    ColorMap::Grey => table!($color, Grey),
                    ColorMap::Diverging => table!($color, Diverging),
                    ColorMap::Perceptual => table!($color, Perceptual),
                };
                colors[usize::from(level)]
            }

            fn hue(orientation: u8, level: u8, _: Point) -> Self {
                nearest!($color, hue(orientation, level))
            }
        }
    )*};
}
colored!(Rgb555 Bgr555 Rgb565 Bgr565 Rgb666 Bgr666 Rgb888 Bgr888);

#[cfg(all(test, lissom_repository))]
mod tests;
