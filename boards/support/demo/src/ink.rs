//! From a sheet's levels to a display's colours.

use embedded_graphics::{pixelcolor::raw::RawData, prelude::*};
use lissom::display::{ColorMap, HeatColor};

/// Red, green and blue on the wheel of [`HeatColor::hue`].
pub(crate) const RED: u8 = 0;
pub(crate) const GREEN: u8 = 85;
pub(crate) const BLUE: u8 = 170;

/// Of the brightest unit, the share from which on a pixel is lit where each is on or off, and the
/// least level.
const SHARE: u8 = 2;
const LEAST: u8 = 16;

/// What a sheet is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// A colour, or on displays without greys a density of dots, for each level.
    Map(ColorMap),
    /// One hue, from black to full.
    Hue(u8),
    /// On from this level on, and off below.
    From(u8),
}

impl Ink {
    /// For a sheet with this highest level on a display that is on or off.
    pub(crate) fn from_peak(peak: u8) -> Self {
        Self::From((peak / SHARE).max(LEAST))
    }

    pub(crate) fn color<C: HeatColor>(self, level: u8, at: Point) -> C {
        match self {
            Self::Map(map) => C::heat(level, map, at),
            Self::Hue(hue) => C::hue(hue, level, at),
            Self::From(least) if level >= least => C::LIGHT,
            Self::From(_) => C::DARK,
        }
    }

    /// Tells inks apart.
    pub(crate) const fn number(self) -> u32 {
        match self {
            Self::Map(_) => 1 << 8, // there is but one a scene
            Self::Hue(hue) => 2 << 8 | hue as u32,
            Self::From(level) => 3 << 8 | level as u32,
        }
    }
}

/// Whether a display's pixels are on or off.
pub(crate) const fn is_binary<C: PixelColor>() -> bool {
    C::Raw::BITS_PER_PIXEL == 1
}

/// Whether a display has hues.
pub(crate) const fn has_hues<C: PixelColor>() -> bool {
    C::Raw::BITS_PER_PIXEL > 8
}

/// A pixel of a frame or line: a dark grey, or every second pixel.
pub(crate) fn frame<C: HeatColor>(at: Point, bright: bool) -> C {
    if bright {
        C::LIGHT
    } else if is_binary::<C>() {
        if (at.x + at.y) % 2 == 0 { C::LIGHT } else { C::DARK }
    } else {
        C::heat(64, ColorMap::Grey, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use embedded_graphics::pixelcolor::{BinaryColor, Gray8, Rgb565, Rgb888};

    #[test]
    fn one_hue_from_black_to_full() {
        for (channel, hue) in [RED, GREEN, BLUE].into_iter().enumerate() {
            for level in 0..=255 {
                let color = Ink::Hue(hue).color::<Rgb888>(level, Point::zero());
                let mut channels = [color.r(), color.g(), color.b()];
                assert_eq!(core::mem::take(&mut channels[channel]), level);
                assert!(channels.iter().all(|&other| other <= 3), "{color:?}");
            }
        }
    }

    #[test]
    fn weak_sheets_are_seen_and_noise_is_not() {
        let lit =
            |peak, level| Ink::from_peak(peak).color::<BinaryColor>(level, Point::zero()).is_on();
        assert_eq!(
            [lit(80, 40), lit(80, 39), lit(255, 126), lit(255, 127)],
            [true, false, false, true]
        );
        assert!(!(0..16).any(|level| lit(level, level)));
    }

    #[test]
    fn kinds_of_displays() {
        assert!(is_binary::<BinaryColor>() && !is_binary::<Gray8>());
        assert!(has_hues::<Rgb565>() && !has_hues::<Gray8>());
        let line: std::vec::Vec<_> =
            (0..4).map(|x| frame::<BinaryColor>(Point::new(x, 1), false).is_on()).collect();
        assert_eq!(line, [false, true, false, true]);
    }
}
