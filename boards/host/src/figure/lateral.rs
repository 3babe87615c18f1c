//! A unit's weights within V1, coloured by what their sources prefer.

use super::{
    canvas::{Anchor, Canvas, Drawn},
    connections::{Connections, Window},
    heat::{Bar, SHEET},
    panel::{Placed, TITLE},
    raster::Raster,
};
use crate::colors::{Colors, Rgb, hue};
use lissom::{orientation::OrientationMap, side::Dyn};
use plotters::prelude::DrawingBackend;

/// One unit's weights of one kind: hue is the preference of the unit that a connection comes from,
/// brightness the root of the weight, as far ones are small.
#[derive(Debug, Clone)]
pub struct LateralPanel<'a> {
    map: &'a OrientationMap<Dyn>,
    kind: &'static str,
    unit: [usize; 2],
    window: Window,
    weights: Vec<Option<f64>>,
    largest: f64,
}

/// The colour of a weight from a unit that prefers nothing, and of the bar.
fn grey(part: f64) -> Rgb {
    Colors::Grey.of(part)
}

/// No unit, or none that this one is connected with.
const OUTSIDE: Rgb = [60; 3];

impl<'a> LateralPanel<'a> {
    /// The weights of a unit of the map.
    pub fn new(
        map: &'a OrientationMap<Dyn>,
        kind: &'static str,
        connections: &Connections,
        unit: [usize; 2],
    ) -> Self {
        let window = connections.window(unit);
        let weights = connections.crop(unit, window);
        let largest = weights.iter().flatten().fold(f64::MIN_POSITIVE, |most, &w| most.max(w));
        Self { map, kind, unit, window, weights, largest }
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
            let source = self.map.unit(row as usize, column as usize);
            let brightness = (weight / self.largest).sqrt();
            if source.exists() { hue(source.orientation, brightness) } else { grey(brightness) }
        });
        let sheet = Raster::new(side, cells.collect(), self.cell());
        vec![((0, TITLE), sheet), self.bar().raster(self.sheet(), grey)]
    }

    /// Everything but the rasters.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<B> {
        let [row, column] = self.unit;
        let own = self.map.unit(row, column);
        let prefers = match own.exists() {
            true => format!("which prefers {:.0}°", own.orientation.degrees()),
            false => "which prefers nothing".to_owned(),
        };
        let title = format!("{} weights of unit {row},{column}, {prefers}", self.kind);
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
    use lissom::{
        orientation::{Orientation, Preference},
        side::Dyn,
    };

    #[test]
    fn hues_are_those_of_the_sources() {
        let mut map = OrientationMap::with_side(Dyn::new(7).unwrap());
        let orientation = |row: usize, column: usize| Orientation((row * 7 + column) as u16 * 1300);
        map.fill_with(|row, column| Preference {
            orientation: orientation(row, column),
            selectivity: u16::from((row, column) != (2, 3)), // prefers nothing
        });
        let weights =
            [([2, 3], 0.04), ([3, 2], 0.01), ([3, 3], 0.16), ([3, 4], 0.0), ([4, 3], 0.09)];
        let blank = Connections::new([7, 7], 1.0, vec![0.0; 217]).unwrap();
        let units = (0..49).map(|unit| [unit / 7, unit % 7]);
        let all = units.flat_map(|unit| {
            let own = weights.map(|(_, weight)| weight);
            let others = blank.of(unit).map(|_| 0.25);
            if unit == [3, 3] { own.to_vec() } else { others.collect() }
        });
        let connections = Connections::new([7, 7], 1.0, all.collect()).unwrap();
        let panel = LateralPanel::new(&map, "inhibitory", &connections, [3, 3]);
        let mut colors = vec![OUTSIDE; 9];
        for (([row, column], _), brightness) in weights.iter().zip([0.5, 0.25, 1.0, 0.0, 0.75]) {
            let hue = hue(orientation(*row, *column), brightness);
            colors[(row - 2) * 3 + column - 2] =
                if [*row, *column] == [2, 3] { grey(brightness) } else { hue };
        }
        let [(_, sheet), _] = &panel.rasters()[..] else { panic!("a sheet and a bar") };
        assert_eq!(*sheet, Raster::new(3, colors, SHEET / 3));
    }
}
