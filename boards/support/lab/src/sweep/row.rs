//! A row of results.

use lissom::{
    orientation::{Orientation, OrientationMap, Preference},
    side::Dyn,
};
use lissom_experiment::{bounded, error::Error, measured_map::MeasuredMap};
use serde_json::{Value, json};
use std::path::Path;

/// What became of an experiment, as an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Row(pub Value);

/// The columns of a table of rows, behind those of the grid.
pub const COLUMNS: [&str; 11] = [
    "selectivity",
    "stability",
    "metric",
    "pinwheels",
    "period",
    "rho",
    "rho_stevens",
    "ring",
    "half_width",
    "map_hash",
    "trace",
];

impl Row {
    /// That of the last map, its stability by the mean similarity of the earlier ones; with the map
    /// itself, if that is to be kept.
    pub(super) fn of(maps: &[MeasuredMap], trace: u32, keeps: bool) -> Result<Self, Error> {
        let Some((last, earlier)) = maps.split_last() else {
            return Err(Error::new("no map has been measured"));
        };
        let mut sum = 0.0;
        for map in earlier {
            sum += map.similarity(last)?;
        }
        let stability = sum / earlier.len().max(1) as f64;
        let mut row = last.result(json!({
            "stability": stability, "trace": format!("{trace:08x}"),
        }));
        if keeps {
            let unit = |unit: &Preference| [u32::from(unit.orientation.0), unit.selectivity.into()];
            row["map"] = last.units().iter().map(unit).collect();
        }
        Ok(Self(row))
    }

    /// The map, if it was kept.
    pub fn map(&self) -> Option<OrientationMap<Dyn>> {
        let units = self.0["map"].as_array()?;
        let side = Dyn::new(units.len().isqrt()).ok()?;
        let mut map = OrientationMap::with_side(side);
        let number = |pair: &Value, at: usize| pair[at].as_u64()?.try_into().ok();
        for (unit, pair) in map.units_mut().iter_mut().zip(units) {
            let (orientation, selectivity) = (number(pair, 0)?, number(pair, 1)?);
            *unit = Preference { orientation: Orientation(orientation), selectivity };
        }
        Some(map)
    }

    /// Reads a row.
    ///
    /// # Errors
    ///
    /// Where the file is none.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let value: Value = serde_json::from_str(&bounded::read_text(path)?)
            .map_err(|error| Error::file(path, error))?;
        match COLUMNS.iter().find(|column| value.get(column).is_none()) {
            None => Ok(Self(value)),
            Some(column) => Err(Error::file(path, format!("a row without {column}"))),
        }
    }

    /// A number of it, if it has one.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.0[column].as_f64()
    }

    /// The cells of the [`COLUMNS`]; empty where there is nothing.
    pub fn cells(&self) -> String {
        let cell = |column: &&str| match &self.0[*column] {
            Value::Null => String::new(),
            Value::String(text) => text.replace(',', ";"),
            other => other.to_string(),
        };
        COLUMNS.iter().map(cell).collect::<Vec<_>>().join(",")
    }
}
