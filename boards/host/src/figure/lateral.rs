//! A unit's weights within V1, coloured by what their sources prefer.

use super::{
    canvas::{Anchor, Canvas, Drawn},
    connections::{Connections, Window},
    heat::{Bar, SHEET},
    panel::{Placed, TITLE},
    raster::Raster,
};
use crate::colors::{Colors, Rgb, hue};
use lissom::{
    orientation::{OrientationMap, Preference},
    side::{Dyn, Side},
};
use plotters::prelude::DrawingBackend;

/// One unit's weights of one kind: hue is the preference of the unit that a connection comes from,
/// brightness the root of the weight, as far ones are small.
#[derive(Debug, Clone)]
pub struct LateralPanel<'a> {
    map: &'a OrientationMap<Dyn>,
    /// The first row and column of V1 that the map is of.
    first: usize,
    kind: &'static str,
    unit: [usize; 2],
    window: Window,
    weights: Vec<Option<f64>>,
    largest: f64,
}

/// The colour of a weight from a unit that prefers nothing or that the map has not, and of the bar.
fn grey(part: f64) -> Rgb {
    Colors::Grey.of(part)
}

/// No unit, or none that this one is connected with.
const OUTSIDE: Rgb = [60; 3];

impl<'a> LateralPanel<'a> {
    /// The weights of a unit of V1, of which the map begins at a row and column.
    pub fn new(
        (map, first): (&'a OrientationMap<Dyn>, usize),
        kind: &'static str,
        connections: &Connections,
        unit: [usize; 2],
    ) -> Self {
        let window = connections.window(unit);
        let weights = connections.crop(unit, window);
        let largest = weights.iter().flatten().fold(f64::MIN_POSITIVE, |most, &w| most.max(w));
        Self { map, first, kind, unit, window, weights, largest }
    }

    /// What a unit of V1 prefers, if the map has it.
    fn preference(&self, unit: [usize; 2]) -> Option<Preference> {
        let [row, column] = unit.map(|index| index.checked_sub(self.first));
        let (row, column, side) = (row?, column?, self.map.side().get());
        (row < side && column < side).then(|| self.map.unit(row, column))
    }

    fn cell(&self) -> u32 {
        (SHEET / self.window.side as u32).max(1)
    }

    fn sheet(&self) -> (u32, u32) {
        let pixels = self.window.side as u32 * self.cell();
        (pixels, pixels)
    }

    /// Of brightnesses, which are the roots of weights.
    const fn bar(&self) -> Bar {
        Bar { values: [0.0, self.largest / 4.0, self.largest] }
    }

    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        let (width, height) = self.sheet();
        (width + Bar::SIZE, TITLE + height + 20)
    }

    /// The weights and the bar.
    pub fn rasters(&self) -> Vec<Placed> {
        let Window { first, side } = self.window;
        let cells = self.weights.iter().enumerate().map(|(cell, weight)| {
            let Some(weight) = weight else { return OUTSIDE };
            let row = first[0] + (cell / side) as isize;
            let column = first[1] + (cell % side) as isize;
            let brightness = (weight / self.largest).sqrt();
            match self.preference([row as usize, column as usize]) {
                Some(source) if source.exists() => hue(source.orientation, brightness),
                _ => grey(brightness),
            }
        });
        let sheet = Raster::new(side, cells.collect(), self.cell());
        vec![((0, TITLE), sheet), self.bar().raster(self.sheet(), grey)]
    }

    /// Everything but the rasters.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<B> {
        let [row, column] = self.unit;
        let prefers = match self.preference(self.unit) {
            Some(own) if own.exists() => {
                format!(", which prefers {:.0}°", own.orientation.degrees())
            }
            Some(_) => ", which prefers nothing".to_owned(),
            None => String::new(),
        };
        let title = format!("{} weights of unit {row},{column}{prefers}", self.kind);
        let (width, height) = (self.size().0, self.sheet().1);
        canvas.fit((0, TITLE as i32 / 2), Anchor::Left, (width, 15), &title)?;
        canvas.frame((0, TITLE as i32), self.sheet())?;
        let words = "hue: the source's preference; brightness: √weight";
        let y = (TITLE + height + 12) as i32;
        canvas.fit((0, y), Anchor::Left, (width, 11), words)?;
        let middle = |index: usize, first: isize| {
            (index as isize - first) as i32 * self.cell() as i32 + self.cell() as i32 / 2
        };
        let at = (middle(column, self.window.first[1]), middle(row, self.window.first[0]));
        canvas.disc((at.0, at.1 + TITLE as i32), 4, [255; 3], [0; 3])?;
        self.bar().draw(canvas, self.sheet())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::{geometry::OwnedField, orientation::Orientation};

    /// The map is of the middle 3 × 3 units of 7 × 7.
    #[test]
    fn hues_are_those_of_the_sources() {
        let mut map = OrientationMap::with_side(Dyn::new(3).unwrap());
        let orientation = |row: usize, column: usize| Orientation((row * 7 + column) as u16 * 1300);
        map.fill_with(|row, column| Preference {
            orientation: orientation(row + 2, column + 2),
            selectivity: u16::from((row, column) != (0, 1)), // prefers nothing
        });
        let side = Dyn::new(7).unwrap();
        let field = || OwnedField::new(side, side, 2.0).unwrap();
        let blank = Connections::new(field(), vec![0.0; field().view().connections()]).unwrap();
        let part = |[row, column]: [usize; 2]| (row * 7 + column) as f64 / 48.0;
        let all = (0..49).flat_map(|unit| {
            let place = [unit / 7, unit % 7];
            blank.of_unit(place).map(|(source, _)| part(source).powi(2)).collect::<Vec<_>>()
        });
        let connections = Connections::new(field(), all.collect()).unwrap();
        let panel = LateralPanel::new((&map, 2), "inhibitory", &connections, [3, 3]);
        let most = part([5, 3]);
        let colors = (1..6).flat_map(|row| (1..6).map(move |column| [row, column]));
        let colors = colors.map(|[row, column]: [usize; 2]| {
            let brightness = part([row, column]) / most;
            match (row.abs_diff(3), column.abs_diff(3)) {
                (down, right) if down * down + right * right > 4 => OUTSIDE,
                (2, _) | (_, 2) => grey(brightness), // not of the map
                _ if [row, column] == [2, 3] => grey(brightness),
                _ => hue(orientation(row, column), brightness),
            }
        });
        let [(_, sheet), _] = &panel.rasters()[..] else { panic!("a sheet and a bar") };
        assert_eq!(*sheet, Raster::new(5, colors.collect(), SHEET / 5));
        assert!(panel.preference([1, 3]).is_none() && panel.preference([3, 5]).is_none());
    }
}
