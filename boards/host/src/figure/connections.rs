//! The weights of a projection by unit, from a file in packed order.

use lissom::{
    geometry::{OwnedField, Placement},
    side::Side,
};
use lissom_experiment::error::Error;
use lissom_lab::any_projection::AnyProjection;
use lissom_npy as npy;
use std::path::Path;

/// A projection's weights, of all units or of some.
#[derive(Debug, Clone)]
pub struct Connections {
    field: OwnedField,
    /// The place of the first of these weights in packed order.
    first: usize,
    weights: Vec<f64>,
}

/// A square of the source sheet around a unit's connection field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Row and column of its upper left cell, which may lie outside the sheet.
    pub first: [isize; 2],
    /// Its side.
    pub side: usize,
}

impl Window {
    /// The cell of the window that a source cell is.
    fn cell(&self, [row, column]: [usize; 2]) -> Option<usize> {
        let [down, right] = [row as isize - self.first[0], column as isize - self.first[1]];
        let inside = 0..self.side as isize;
        let is_inside = inside.contains(&down) && inside.contains(&right);
        is_inside.then(|| down as usize * self.side + right as usize)
    }
}

impl Connections {
    /// Weights in packed order of these fields.
    ///
    /// # Errors
    ///
    /// There are not as many as connections.
    pub fn new(field: OwnedField, weights: Vec<f64>) -> Result<Self, Error> {
        check(&field, weights.len() as u64)?;
        Ok(Self { field, first: 0, weights })
    }

    /// Those of a file in packed order.
    ///
    /// # Errors
    ///
    /// It cannot be read; it has not as many numbers as connections.
    pub fn read(path: &Path, field: OwnedField) -> Result<Self, Error> {
        let weights = npy::read(path)?;
        Self::new(field, weights).map_err(|error| Error::file(path, error.line()))
    }

    /// Those of one unit alone: the memory of a large map's would be too much.
    ///
    /// # Errors
    ///
    /// As of [`read`](Self::read).
    pub fn read_unit(
        path: &Path,
        field: OwnedField,
        [row, column]: [usize; 2],
    ) -> Result<Self, Error> {
        let first = field.view().first_weight(row, column);
        let end = first + field.view().taps(row, column);
        let (weights, count) = npy::read_range(path, first as u64..end as u64)?;
        check(&field, count).map_err(|error| Error::file(path, error.line()))?;
        Ok(Self { field, first, weights })
    }

    /// Those of a projection in any number format.
    pub fn of(projection: &dyn AnyProjection) -> Result<Self, Error> {
        Self::new(projection.fields()?, projection.packed().collect())
    }

    /// The side of the sheet of units.
    pub fn units(&self) -> usize {
        self.field.view().output().get()
    }

    /// Row, column and weight of each of a unit's connections.
    ///
    /// # Panics
    ///
    /// For a unit whose weights it has not.
    pub fn of_unit(&self, [row, column]: [usize; 2]) -> impl Iterator<Item = ([usize; 2], f64)> {
        let view = self.field.view();
        let span = view.span(row);
        let mut next = view.first_weight(row, column) - self.first;
        (0..usize::from(span.rows)).flat_map(move |k| {
            let run = view.run(row, k, column);
            let (start, length) = (usize::from(run.start), usize::from(run.len));
            let weights = &self.weights[next..next + length];
            next += length;
            let source = usize::from(span.first_row) + k;
            weights.iter().zip(start..).map(move |(&weight, column)| ([source, column], weight))
        })
    }

    /// A window that holds a unit's whole field, the unit's place in its middle; the whole sheet,
    /// where that is smaller.
    pub fn window(&self, unit: [usize; 2]) -> Window {
        let view = self.field.view();
        let (input, output) = (view.input().get(), view.output().get());
        // where a unit may lie between two cells, a disc reaches half a cell further from the
        // nearer
        let is_between = input != output && view.placement() == Placement::Corners;
        let beyond = if is_between { 0.5 } else { 0.0 };
        let reach = (view.radius() + beyond).min(input as f64) as isize;
        let side = 2 * reach as usize + 1;
        if side >= input {
            return Window { first: [0, 0], side: input };
        }
        let first = unit.map(|index| view.centre(index).round() as isize - reach);
        Window { first, side }
    }

    /// The weights of a window's cells, row by row; `None` where the unit has no connection.
    pub fn crop(&self, unit: [usize; 2], window: Window) -> Vec<Option<f64>> {
        let mut cells = vec![None; window.side * window.side];
        for (source, weight) in self.of_unit(unit) {
            if let Some(cell) = window.cell(source) {
                cells[cell] = Some(weight);
            }
        }
        cells
    }
}

/// Whether there are as many weights as connections.
fn check(field: &OwnedField, found: u64) -> Result<(), Error> {
    let expected = field.view().connections();
    if found == expected as u64 {
        Ok(())
    } else {
        Err(Error::new(format!("{found} weights where the projection has {expected}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::{InitialWeights, side::Dyn, weights::OwnedProjection};
    use lissom_experiment::arrays::dense;
    use std::{env, fs, process};

    #[test]
    fn a_window_holds_the_whole_field() {
        let path = env::temp_dir().join(format!("lissom-connections-{}.npy", process::id()));
        let cells = Placement::Cells { margin: 3 };
        for (placement, sides, radius) in [
            (Placement::Corners, [12, 12], 2.7),
            (Placement::Corners, [9, 14], 3.0),
            (Placement::Corners, [20, 7], 4.4),
            (Placement::Corners, [7, 7], 1e9),
            (cells, [14, 11], 3.0),
        ] {
            let [input, output] = sides.map(|side| Dyn::new(side).unwrap());
            let initial = InitialWeights::cortex(2.0, Some(3));
            let projection =
                OwnedProjection::<f64>::placed(placement, input, output, radius, initial).unwrap();
            let field = || OwnedField::placed(placement, input, output, radius).unwrap();
            let connections = Connections::of(&projection).unwrap();
            let all: Vec<_> = dense(projection.view()).collect();
            let count = connections.weights.len() as u64;
            npy::write(&path, &[count], connections.weights.iter().copied()).unwrap();
            let read = Connections::read(&path, field()).unwrap();
            assert_eq!(read.weights, connections.weights);
            let source = sides[0] * sides[0];
            for unit in 0..sides[1] * sides[1] {
                let place = [unit / sides[1], unit % sides[1]];
                let own = &all[unit * source..][..source];
                let count = connections.of_unit(place).count();
                for ([row, column], weight) in connections.of_unit(place) {
                    assert_eq!(weight, own[row * sides[0] + column]);
                }
                let crop = connections.crop(place, connections.window(place));
                assert_eq!(crop.iter().flatten().count(), count, "{sides:?} {radius} {place:?}");
                assert!((crop.iter().flatten().sum::<f64>() - 1.0).abs() < 1e-9);
                let alone = Connections::read_unit(&path, field(), place).unwrap();
                assert_eq!(alone.crop(place, alone.window(place)), crop);
            }
        }
        let field = OwnedField::new(Dyn::new(5).unwrap(), Dyn::new(5).unwrap(), 1.0).unwrap();
        let refused = Connections::read_unit(&path, field, [4, 4]).unwrap_err();
        fs::remove_file(&path).unwrap();
        let why = " weights where the projection has 105";
        assert!(refused.line().contains(".npy: ") && refused.line().ends_with(why), "{refused:?}");
    }
}
