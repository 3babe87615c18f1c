//! Colours of values, signed values and orientations.

use clap::ValueEnum;
use embedded_graphics::{geometry::Point, pixelcolor::Rgb888, prelude::RgbColor};
use lissom::{display::HeatColor, orientation::Orientation};

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// How values from 0 to 1 are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Colors {
    /// Black to white
    Grey,
    /// Purple, green, yellow
    Viridis,
    /// Black, red, yellow, white
    #[default]
    Inferno,
    /// Black, purple, pink, white
    Magma,
    /// Blue to yellow, also for readers who do not tell red from green
    Cividis,
}

impl Colors {
    /// The colour of a value; those outside 0 to 1 have that of the nearer end.
    pub fn of(self, value: f64) -> Rgb {
        let value = value.clamp(0.0, 1.0);
        let gradient = match self {
            Self::Grey => return [(255.0 * value).round() as u8; 3],
            Self::Viridis => colorous::VIRIDIS,
            Self::Inferno => colorous::INFERNO,
            Self::Magma => colorous::MAGMA,
            Self::Cividis => colorous::CIVIDIS,
        };
        gradient.eval_continuous(value).into_array()
    }
}

/// The colour of a value from −1, blue, over 0, near white, to 1, red.
pub fn signed(value: f64) -> Rgb {
    let part = (1.0 - value.clamp(-1.0, 1.0)) / 2.0;
    colorous::RED_BLUE.eval_continuous(part).into_array()
}

/// An orientation's hue as on the boards, from black to full at a brightness of 1.
pub fn hue(orientation: Orientation, brightness: f64) -> Rgb {
    let [hue, _] = orientation.0.to_be_bytes();
    let level = (255.0 * brightness.clamp(0.0, 1.0)).round() as u8;
    let color = Rgb888::hue(hue, level, Point::zero());
    [color.r(), color.g(), color.b()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CIE lightness, 0 to 100.
    fn lightness(color: Rgb) -> f64 {
        let linear = |channel: u8| {
            let x = f64::from(channel) / 255.0;
            if x <= 0.04045 { x / 12.92 } else { ((x + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = color.map(linear);
        let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        if y > 0.008856 { 116.0 * y.cbrt() - 16.0 } else { 903.3 * y }
    }

    #[test]
    fn larger_values_are_lighter() {
        for colors in Colors::value_variants() {
            let all: Vec<_> = (0..=32).map(|i| lightness(colors.of(f64::from(i) / 32.0))).collect();
            assert!(all.windows(2).all(|pair| pair[1] > pair[0]), "{colors:?}: {all:?}");
            assert!(all[32] - all[0] > 70.0, "{colors:?}");
            assert_eq!([colors.of(-1.0), colors.of(2.0)], [colors.of(0.0), colors.of(1.0)]);
        }
    }

    #[test]
    fn signs_are_red_and_blue() {
        let [[low, _, blue], [red, _, high], zero] = [-1.0, 1.0, 0.0].map(signed);
        assert!(blue > low && red > high && lightness(zero) > 90.0);
        let sides = |x: f64| (lightness(signed(x)) - lightness(signed(-x))).abs();
        assert!([0.1, 0.5, 0.9].map(sides).iter().all(|&difference| difference < 8.0));
    }
}
