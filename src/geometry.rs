//! Connection fields: which source cells each unit is connected to, and the tables that kernels
//! walk along.

mod placement;
mod field;
mod row;
#[cfg(feature = "alloc")]
pub(crate) mod interleaved;

pub use crate::limits::MAX_SIDE;
#[cfg(feature = "alloc")]
pub use field::OwnedField;
pub(crate) use field::Table;
pub use field::{Field, FieldView, Run, Span, connections, connections_of, rows, rows_of};
pub(crate) use placement::Grid;
pub use placement::Placement;
pub use row::{DiscRow, Extent, SharedRow, SharedRows, UnitRow};
pub(crate) use row::{Starts, UnitRows};
