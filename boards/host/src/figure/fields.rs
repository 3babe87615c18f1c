//! The afferent weights of some of the units.

use super::{
    canvas::{Anchor, Canvas, Drawn},
    connections::Connections,
    heat::{Bar, SHEET},
    panel::{Placed, TITLE},
    raster::Raster,
};
use crate::colors::{Colors, Rgb, signed};
use plotters::prelude::DrawingBackend;

/// Connection fields in a square of tiles, each cropped to its disc and in its own range.
#[derive(Debug, Clone)]
pub struct FieldsPanel {
    tiles: Vec<Vec<Option<f64>>>,
    /// Cells along a tile.
    side: usize,
    /// Tiles in a row.
    columns: usize,
    every: usize,
    title: String,
    is_signed: bool,
}

/// The most tiles in a row.
const MOST: usize = 5;
const OUTSIDE: Rgb = [214; 3];

impl FieldsPanel {
    /// ON − OFF of two afferent projections, or the weights of a single one, over the whole sheet.
    pub fn new(afferent: &[Connections]) -> Option<Self> {
        let units = afferent.first()?.units();
        let what = if afferent.len() > 1 { "ON − OFF" } else { "afferent weights" };
        let title = format!("connection fields, {what}");
        Self::every(title, afferent, units / columns(afferent.first()?))
    }

    /// The weights of one projection, or those by which it exceeds another of the same size: of
    /// units that far from each other, in the middle of the sheet.
    pub fn every(title: String, projections: &[Connections], every: usize) -> Option<Self> {
        let first = projections.first()?;
        let (units, every) = (first.units(), every.max(1));
        let columns = columns(first).min((units - 1) / every + 1);
        // the same distance from all borders, as nearly as may be
        let start = (units - 1 - (columns - 1) * every) / 2;
        let place = |index: usize| start + index * every;
        let tiles = (0..columns * columns).map(|tile| {
            let unit = [place(tile / columns), place(tile % columns)];
            let window = first.window(unit);
            let mut all = projections.iter().map(|one| one.crop(unit, window));
            let mut cells = all.next().unwrap_or_default();
            for other in all {
                let less = |(one, other): (Option<f64>, Option<f64>)| Some(one? - other?);
                cells = cells.into_iter().zip(other).map(less).collect();
            }
            let largest = cells.iter().flatten().fold(0.0, |most: f64, w| most.max(w.abs()));
            let part = |weight: f64| if largest > 0.0 { weight / largest } else { 0.0 };
            cells.into_iter().map(|cell| cell.map(part)).collect()
        });
        let (tiles, side) = (tiles.collect(), first.window([units / 2; 2]).side);
        Some(Self { tiles, side, columns, every, title, is_signed: projections.len() > 1 })
    }

    fn cell(&self) -> u32 {
        (SHEET / (self.columns * (self.side + 1)) as u32).max(1)
    }

    fn sheet(&self) -> (u32, u32) {
        let pixels = (self.columns * (self.side + 1) + 1) as u32 * self.cell();
        (pixels, pixels)
    }

    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        let (width, height) = self.sheet();
        (width + Bar::SIZE, TITLE + height + 20)
    }

    fn color(&self, colors: Colors, part: f64) -> Rgb {
        if self.is_signed { signed(part) } else { colors.of(part) }
    }

    const fn bar(&self) -> Bar {
        Bar::even(if self.is_signed { -1.0 } else { 0.0 }, 1.0)
    }

    /// All tiles as one sheet, and the bar.
    pub fn rasters(&self, colors: Colors) -> Vec<Placed> {
        let step = self.side + 1;
        let columns = self.columns * step + 1;
        let cells = (0..columns * columns).map(|place| {
            let [row, column] = [place / columns, place % columns];
            let within = |at: usize| at.checked_sub(1).filter(|at| at % step < self.side);
            let cell = within(row).zip(within(column)).and_then(|(row, column)| {
                let tile = &self.tiles[row / step * self.columns + column / step];
                tile[row % step * self.side + column % step]
            });
            cell.map_or(OUTSIDE, |part| self.color(colors, part))
        });
        let sheet = Raster::new(columns, cells.collect(), self.cell());
        let [low, _, high] = self.bar().values;
        let color = |part: f64| self.color(colors, low + part * (high - low));
        vec![((0, TITLE), sheet), self.bar().raster(self.sheet(), color)]
    }

    /// Everything but the rasters.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<B> {
        let which = match self.every {
            1 => "all units".to_owned(),
            2 => "every second unit".to_owned(),
            3 => "every third unit".to_owned(),
            every => format!("every {every}th unit"),
        };
        let title = format!("{}, {which}", self.title);
        let (width, height) = (self.size().0, self.sheet().1);
        canvas.fit((0, TITLE as i32 / 2), Anchor::Left, (width, 15), &title)?;
        let words = "bar: weights over the unit's largest";
        let y = (TITLE + height + 12) as i32;
        canvas.fit((0, y), Anchor::Left, (width, 11), words)?;
        self.bar().draw(canvas, self.sheet())
    }
}

/// How many of its tiles have room in a row.
fn columns(connections: &Connections) -> usize {
    let units = connections.units();
    let side = connections.window([units / 2; 2]).side;
    (SHEET as usize / (side + 1)).clamp(1, MOST).min(units)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::{geometry::OwnedField, side::Dyn};

    /// ON has a bar along the rows, OFF one along the columns, both through the unit's own place.
    fn crossed() -> [Connections; 2] {
        let make = |is_on: bool| {
            let side = Dyn::new(10).unwrap();
            let field = OwnedField::new(side, side, 2.0).unwrap();
            let blank = vec![0.0; field.view().connections()];
            let blank = Connections::new(field.clone(), blank).unwrap();
            let weights = (0..100).flat_map(|unit| {
                let own = [unit / 10, unit % 10];
                let weight = move |[row, column]: [usize; 2]| match is_on {
                    true => f64::from(row == own[0]) * 0.5,
                    false => f64::from(column == own[1]) * 0.25,
                };
                blank.of_unit(own).map(|(cell, _)| weight(cell)).collect::<Vec<_>>()
            });
            Connections::new(field, weights.collect()).unwrap()
        };
        [true, false].map(make)
    }

    #[test]
    fn tiles_are_on_less_off_of_the_discs() {
        let panel = FieldsPanel::new(&crossed()).unwrap();
        assert_eq!([panel.columns, panel.every, panel.side], [5, 2, 5]);
        for (tile, cells) in panel.tiles.iter().enumerate() {
            // units 0, 2, 4, 6 and 8: the border cuts the discs of the first and the last
            let is_whole = [tile / 5, tile % 5].iter().all(|place| (1..4).contains(place));
            let connections = cells.iter().flatten().count();
            assert_eq!(connections == 13, is_whole, "{tile}: {connections}");
        }
        let middle = &panel.tiles[12];
        // 0.5 − 0.25 in the unit's own place, over the largest, 0.5
        assert_eq!(middle[10..15], [1.0, 1.0, 0.5, 1.0, 1.0].map(Some));
        assert_eq!([middle[0], middle[2], middle[7]], [None, Some(-0.5), Some(-0.5)]);
    }
}
