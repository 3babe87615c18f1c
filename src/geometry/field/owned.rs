//! Connection fields that own their memory.

use super::{FieldView, Run, Span, Table, rows_of};
use crate::{
    error::Error,
    geometry::{Placement, placement::Grid},
    side::{Dyn, Rows, Side},
};
use alloc::{boxed::Box, vec};

/// A table of connection fields on the heap, of sides known at run time.
///
/// ```
/// use lissom::{geometry::OwnedField, side::Dyn};
/// let field = OwnedField::new(Dyn::new(25)?, Dyn::new(5)?, 5.0)?;
/// assert_eq!(field.view().taps(2, 2), 81); // a whole disc in the middle
/// # Ok::<(), lissom::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct OwnedField {
    radius: f64,
    placement: Placement,
    connections: usize,
    spans: Box<[Span]>,
    profiles: Box<[Run]>,
    input: Dyn,
    output: Dyn,
}

impl OwnedField {
    /// The fields of a radius in source cells; `f64::INFINITY` connects all to all.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::EmptyField`].
    pub fn new(input: Dyn, output: Dyn, radius: f64) -> Result<Self, Error> {
        Self::placed(Placement::Corners, input, output, radius)
    }

    /// The same of units that are placed otherwise.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn placed(
        placement: Placement,
        input: Dyn,
        output: Dyn,
        radius: f64,
    ) -> Result<Self, Error> {
        Error::radius(radius)?;
        let grid = Grid { input: input.get(), output: output.get(), placement }.check()?;
        let rows = rows_of(placement, grid.input, grid.output, radius);
        let mut spans: Box<_> = vec![Span::default(); grid.output].into();
        let mut profiles: Box<_> = vec![Run::default(); rows * grid.output].into();
        let Table { connections, .. } = Table::build(grid, radius, &mut spans, &mut profiles)?;
        Ok(Self { radius, placement, connections, spans, profiles, input, output })
    }

    /// The fields.
    pub fn view(&self) -> FieldView<'_, Dyn, Dyn> {
        FieldView {
            radius: self.radius,
            placement: self.placement,
            connections: self.connections,
            spans: &self.spans,
            profiles: Rows { blocks: &self.profiles, side: self.output },
            input: self.input,
        }
    }
}
