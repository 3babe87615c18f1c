//! Sheets as text: two units in a character where there are colours, two characters a unit where
//! there are none.

use crate::picture::{self, Picture};
use embedded_graphics::{
    pixelcolor::Rgb888,
    prelude::{Dimensions, Point, RgbColor},
};
use lissom::{
    display::{ColorMap, HueMap},
    orientation::{OrientationMap, Preference},
    side::{Dyn, Side},
};
use std::fmt::Write;

/// Brightness in characters, as plain text has it.
const RAMP: &[u8; 10] = b" .:-=+*#%@";

/// Selectivities of 1/3 and above are shown at full brightness.
const GAIN: u8 = 3;

/// A square of units, each with a colour and with a character.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    side: usize,
    colors: Vec<Rgb888>,
    marks: Vec<char>,
}

/// The most columns and rows that a text may have.
pub type Room = [usize; 2];

impl Cells {
    /// Activity, by its levels row by row.
    pub fn activity(side: usize, levels: &[u8]) -> Self {
        let mark = |&level: &u8| char::from(RAMP[usize::from(level) * RAMP.len() / 256]);
        Self {
            side,
            colors: levels.iter().map(|&level| ColorMap::Perceptual.color(level)).collect(),
            marks: levels.iter().map(mark).collect(),
        }
    }

    /// A map: a hue for each orientation, from red at 0° over green at 60° and blue at 120°, as
    /// bright as the unit is selective. Its characters are lines of the orientation.
    pub fn map(map: &OrientationMap<Dyn>) -> Self {
        let picture: Picture = picture::alone(&HueMap::new(map).gain(GAIN));
        let points = picture.bounding_box();
        let size = points.size;
        let at = |index: u32| Point::new((index % size.width) as i32, (index / size.width) as i32);
        Self {
            side: map.side().get(),
            colors: (0..size.width * size.height).map(|i| picture.get_pixel(at(i))).collect(),
            marks: map.units().iter().map(line).collect(),
        }
    }

    /// Lines of text. Where there is no room for all units, each character shows the middle of
    /// several.
    pub fn lines(&self, [columns, rows]: Room, colour: bool) -> Vec<String> {
        let [wide, high] = if colour { [1, 2] } else { [2, 1] };
        let step = self.side.div_ceil(columns / wide).max(self.side.div_ceil(rows * high)).max(1);
        let side = self.side.div_ceil(step);
        // the middle of its units
        let at = |row: usize, column: usize| {
            let place = |index: usize| (index * step + step / 2).min(self.side - 1);
            place(row) * self.side + place(column)
        };
        if colour {
            let unit =
                |row, column| if row < side { self.colors[at(row, column)] } else { Rgb888::BLACK };
            let pair = |row| move |column| [unit(row, column), unit(row + 1, column)];
            (0..side).step_by(2).map(|row| blocks((0..side).map(pair(row)))).collect()
        } else {
            let mark = |row| move |column| [self.marks[at(row, column)]; 2];
            let text = |row| (0..side).flat_map(mark(row)).collect::<String>();
            (0..side).map(|row| text(row).trim_end().to_owned()).collect()
        }
    }
}

/// The upper half block over the colour of the lower unit.
fn blocks(pairs: impl Iterator<Item = [Rgb888; 2]>) -> String {
    let mut text = String::new();
    for pair in pairs {
        for (code, color) in [38, 48].into_iter().zip(pair) {
            let _ = write!(text, "\x1b[{code};2;{};{};{}m", color.r(), color.g(), color.b());
        }
        text.push('▀');
    }
    text + "\x1b[0m"
}

/// A line of the unit's orientation, if it has one.
fn line(unit: &Preference) -> char {
    let is_selective = u32::from(unit.selectivity) * u32::from(GAIN) > u32::from(u16::MAX) / 4;
    let quarter = (unit.orientation.degrees() / 45.0).round() as usize % 4;
    if is_selective { ['-', '/', '|', '\\'][quarter] } else { '.' }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::orientation::Orientation;

    const ALL: Room = [1000, 1000];

    #[test]
    fn text_shows_rows_and_levels() {
        let levels = Cells::activity(2, &[0, 255, 128, 0]);
        assert_eq!(levels.lines(ALL, false), ["  @@", "++"]);
        let colored = Cells::activity(3, &[0; 9]).lines(ALL, true);
        assert_eq!(
            colored.iter().map(|line| line.matches('▀').count()).collect::<Vec<_>>(),
            [3, 3]
        );
        let one = Cells::activity(1, &[255]).lines(ALL, true);
        assert_eq!(one[0].matches("255;255;255m").count(), 1);
    }

    #[test]
    fn maps_have_hues_and_lines() {
        let mut map = OrientationMap::with_side(Dyn::new(4).unwrap());
        map.fill_with(|row, column| Preference {
            orientation: Orientation::from_degrees(45.0 * column as f64),
            selectivity: if row < 2 { u16::MAX / 3 } else { 0 },
        });
        let cells = Cells::map(&map);
        assert_eq!(cells.lines(ALL, false)[1..3], ["--//||\\\\", "........"]);
        let red = cells.lines(ALL, true)[0].starts_with("\x1b[38;2;255;0;0m\x1b[48;2;255;0;0m▀");
        assert!(red, "{:?}", cells.lines(ALL, true));
    }

    #[test]
    fn large_sheets_find_room() {
        for side in [1, 7, 48, 142, 255] {
            let cells = Cells::activity(side, &vec![110; side * side]);
            for [columns, rows] in [[20, 5], [79, 22], [200, 60], [2, 1]] {
                for (colour, wide, high) in [(true, 1, 2), (false, 2, 1)] {
                    let lines = cells.lines([columns, rows], colour);
                    let signs =
                        |line: &String| line.chars().filter(|sign| "▀=".contains(*sign)).count();
                    let most = lines.iter().map(signs).max().unwrap_or_default();
                    assert!(lines.len() <= rows && most <= columns, "{side} {columns}×{rows}");
                    // no smaller than it must be
                    let fits = side * wide <= columns && side <= rows * high;
                    assert!(!fits || most == side * wide, "{side} {columns}×{rows}");
                }
            }
        }
    }
}
