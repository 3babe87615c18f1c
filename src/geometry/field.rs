//! Connection fields: which source cells each unit is connected to.
//!
//! Unit `(i, j)` of an `OUT`-sided sheet looks at the point `(c_i, c_j)` of its `IN`-sided source
//! and is connected to every cell whose distance from it is at most the radius; the border cuts the
//! disc. Where c_i is, its [`Placement`] says: `c_i = i·(IN − 1)/(OUT − 1)`, unless it says
//! otherwise. In one source row these cells are neighbours: a [`Run`].
//!
//! The table does not repeat the runs of every unit. How far a unit's run reaches in a source row
//! depends only on the column `j` and on the distance of that row from `c_i`, so a *profile* holds
//! the runs of all columns at one such distance. Where `c_i = i` a whole sheet needs
//! `2·reach + 1` profiles: 19 · 36 runs of 2 bytes for radius 9.5 at 36 × 36, where a table with
//! the runs of each unit has 1296 · 19.

#[cfg(feature = "alloc")]
mod owned;
mod table;
mod view;

#[cfg(feature = "alloc")]
pub use owned::OwnedField;
pub use table::Table;
pub use view::FieldView;

use super::{
    Placement,
    placement::{Grid, within},
};
use crate::{
    error::Error,
    math,
    side::{Const, Rows},
};

/// The source cells `start..start + len` of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Run {
    /// First source column.
    pub start: u8,
    /// Cells; may be 0.
    pub len: u8,
}

impl Run {
    /// The source columns.
    pub(crate) const fn columns(self) -> core::ops::Range<usize> {
        self.start as usize..self.start as usize + self.len as usize
    }
}

/// What the units of one row share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Span {
    /// Index of the first weight of the row's first unit.
    pub first_weight: u32,
    /// Index of the profile for the source row `first_row`; one more for each row below.
    pub profile: u16,
    /// First source row.
    pub first_row: u8,
    /// Source rows.
    pub rows: u8,
}

/// The cells of a source row in a field whose middle is there, at that squared distance of rows.
const fn run(input: usize, middle: f64, across: f64, limit: f64) -> Run {
    let [start, len] = within(input, middle, across, limit);
    Run { start: start as u8, len: len as u8 }
}

/// Cells that a row of units has within the limit at that squared distance of a source row.
const fn row_connections(grid: Grid, across: f64, limit: f64) -> usize {
    let (mut connections, mut j) = (0, 0);
    while j < grid.output {
        connections += run(grid.input, grid.middle(j), across, limit).len as usize;
        j += 1;
    }
    connections
}

/// Profiles in the table of a [`Field`]; its `ROWS`. 0 for a side that is not 1 to 255.
pub const fn rows(input: usize, output: usize, radius: f64) -> usize {
    rows_of(Placement::Corners, input, output, radius)
}

/// The same of units that are placed otherwise; 0 for a margin that is not below half of `input`,
/// too.
pub const fn rows_of(placement: Placement, input: usize, output: usize, radius: f64) -> usize {
    let grid = Grid { input, output, placement };
    if grid.check().is_err() {
        return 0;
    }
    let limit = math::square_within(radius);
    if grid.is_aligned() {
        return 2 * run(input, 0.0, 0.0, limit).len as usize - 1;
    }
    let (mut rows, mut i) = (0, 0);
    while i < output {
        rows += run(input, grid.middle(i), 0.0, limit).len as usize;
        i += 1;
    }
    rows
}

/// Connections of all units together; a [`Field`]'s `CONNECTIONS`. 0 for a side that is not 1 to
/// 255.
///
/// ```
/// use lissom::geometry::connections;
/// assert_eq!(connections(36, 36, 9.5), 297_804);
/// assert_eq!(connections(25, 5, 5.0), 1_385);
/// ```
pub const fn connections(input: usize, output: usize, radius: f64) -> usize {
    connections_of(Placement::Corners, input, output, radius)
}

/// The same of units that are placed otherwise; 0 for a margin that is not below half of `input`,
/// too.
pub const fn connections_of(
    placement: Placement,
    input: usize,
    output: usize,
    radius: f64,
) -> usize {
    let grid = Grid { input, output, placement };
    if grid.check().is_err() {
        return 0;
    }
    let limit = math::square_within(radius);
    let (mut connections, mut i) = (0, 0);
    if grid.is_aligned() {
        // each distance of rows once, with as many pairs of rows as have it
        let rows = run(input, 0.0, 0.0, limit).len as usize;
        while i < rows {
            let pairs = if i == 0 { output } else { 2 * (output - i) };
            connections += pairs * row_connections(grid, (i * i) as f64, limit);
            i += 1;
        }
        return connections;
    }
    while i < output {
        let middle = grid.middle(i);
        let span = run(input, middle, 0.0, limit);
        let mut row = span.start as usize;
        while row < span.start as usize + span.len as usize {
            let d = row as f64 - middle;
            connections += row_connections(grid, d * d, limit);
            row += 1;
        }
        i += 1;
    }
    connections
}

/// The connection fields of all units of an `OUT`-sided sheet on an `IN`-sided one.
///
/// `ROWS` is [`rows`]`(IN, OUT, radius)` and `CONNECTIONS` is [`connections`]`(IN, OUT, radius)`,
/// or [`rows_of`] and [`connections_of`] a placement; [`field!`](crate::field!) writes the type. In
/// a `static` it lies in flash and takes `2·ROWS·OUT + 8·OUT + 16` bytes.
///
/// ```
/// use lissom::{Field, field};
/// static FIELD: field!(25, 5, 5.0) = Field::new(5.0);
/// assert_eq!(FIELD.view().taps(2, 2), 81); // a whole disc in the middle
/// assert_eq!(FIELD.view().taps(0, 0), 26); // a quarter in the corner
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Field<const IN: usize, const OUT: usize, const ROWS: usize, const CONNECTIONS: usize> {
    radius: f64,
    placement: Placement,
    spans: [Span; OUT],
    profiles: [[Run; OUT]; ROWS],
}

/// The type of the [`Field`](struct@crate::Field) from an `$in`-sided onto an `$out`-sided sheet.
#[macro_export]
macro_rules! field {
    ($in:expr, $out:expr, $radius:expr) => {
        $crate::field!($in, $out, $radius, $crate::geometry::Placement::Corners)
    };
    ($in:expr, $out:expr, $radius:expr, $placement:expr) => {
        $crate::Field<
            { $in },
            { $out },
            { $crate::geometry::rows_of($placement, $in, $out, $radius) },
            { $crate::geometry::connections_of($placement, $in, $out, $radius) },
        >
    };
}

impl<const IN: usize, const OUT: usize, const ROWS: usize, const CONNECTIONS: usize>
    Field<IN, OUT, ROWS, CONNECTIONS>
{
    /// The length of a matching array of weights.
    pub const CONNECTIONS: usize = CONNECTIONS;

    /// The table of a radius in source cells; `f64::INFINITY` connects all to all.
    ///
    /// # Panics
    ///
    /// Where [`build`](Self::build) returns an error. In a `static` or `const` that is a compile
    /// error.
    pub const fn new(radius: f64) -> Self {
        Self::placed(Placement::Corners, radius)
    }

    /// The same of units that are placed otherwise.
    ///
    /// # Panics
    ///
    /// As [`new`](Self::new).
    pub const fn placed(placement: Placement, radius: f64) -> Self {
        match Self::build_placed(placement, radius) {
            Ok(field) => field,
            Err(Error::Length { .. }) => panic!(
                "ROWS and CONNECTIONS must be rows(IN, OUT, radius) and connections(IN, OUT, radius)"
            ),
            Err(error) => error.panic(),
        }
    }

    /// What [`new`](Self::new) makes, with a result instead of a panic.
    ///
    /// # Errors
    ///
    /// As [`build_placed`](Self::build_placed).
    pub const fn build(radius: f64) -> Result<Self, Error> {
        Self::build_placed(Placement::Corners, radius)
    }

    /// What [`placed`](Self::placed) makes, with a result instead of a panic.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::EmptyField`], and [`Error::Length`] where
    /// `ROWS` or `CONNECTIONS` is not the radius's.
    pub const fn build_placed(placement: Placement, radius: f64) -> Result<Self, Error> {
        let mut field = Self {
            radius,
            placement,
            spans: [Span { first_weight: 0, profile: 0, first_row: 0, rows: 0 }; OUT],
            profiles: [[Run { start: 0, len: 0 }; OUT]; ROWS],
        };
        let runs = field.profiles.as_flattened_mut();
        let grid = Grid { input: IN, output: OUT, placement };
        match Table::build(grid, radius, &mut field.spans, runs) {
            Ok(table) if table.connections == CONNECTIONS => Ok(field),
            Ok(table) => Err(Error::Length { expected: table.connections, found: CONNECTIONS }),
            Err(error) => Err(error),
        }
    }

    /// A table that nothing reads: without profiles and connections.
    pub(crate) const fn empty() -> Self {
        assert!(ROWS == 0 && CONNECTIONS == 0, "an empty table has no profiles");
        let spans = [Span { first_weight: 0, profile: 0, first_row: 0, rows: 0 }; OUT];
        let profiles = [[Run { start: 0, len: 0 }; OUT]; ROWS];
        Self { radius: 0.0, placement: Placement::Corners, spans, profiles }
    }

    pub(crate) const fn table(&self) -> Table<'_> {
        Table {
            grid: Grid { input: IN, output: OUT, placement: self.placement },
            connections: CONNECTIONS,
            spans: &self.spans,
            runs: self.profiles.as_flattened(),
        }
    }

    /// The table without the lengths in its type.
    pub const fn view(&self) -> FieldView<'_, Const<IN>, Const<OUT>> {
        FieldView {
            radius: self.radius,
            placement: self.placement,
            connections: CONNECTIONS,
            spans: &self.spans,
            profiles: Rows { blocks: &self.profiles, side: Const },
            input: Const,
        }
    }
}
