//! Connection fields that own their memory.

use super::{FieldView, Run, Span, Table, rows};
use crate::{
    error::Error,
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
        Error::radius(radius)?;
        let (cells, units) = (input.get(), output.get());
        let mut spans: Box<_> = vec![Span::default(); units].into();
        let mut profiles: Box<_> = vec![Run::default(); rows(cells, units, radius) * units].into();
        let Table { connections, .. } =
            Table::build(cells, units, radius, &mut spans, &mut profiles)?;
        Ok(Self { radius, connections, spans, profiles, input, output })
    }

    /// The fields.
    pub fn view(&self) -> FieldView<'_, Dyn, Dyn> {
        FieldView {
            radius: self.radius,
            connections: self.connections,
            spans: &self.spans,
            profiles: Rows { blocks: &self.profiles, side: self.output },
            input: self.input,
        }
    }
}
