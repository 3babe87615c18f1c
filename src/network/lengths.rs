//! Lengths that depend on whether the LGN shares one kernel.

use crate::{geometry::rows, model::Params, weights::disc_taps};

/// Rows of the LGN's shared kernel; 0 where retina and LGN have different sides.
pub const fn shared_rows(params: &Params) -> usize {
    if params.retina == params.lgn { rows(params.lgn, params.lgn, params.r_l) } else { 0 }
}

/// Cells of the LGN's shared kernel; 0 where retina and LGN have different sides.
pub const fn shared_taps(params: &Params) -> usize {
    if params.retina == params.lgn { disc_taps(params.lgn, params.r_l) } else { 0 }
}

/// A length that is needed where retina and LGN have different sides; else 0.
pub const fn unshared(params: &Params, length: usize) -> usize {
    if params.retina == params.lgn { 0 } else { length }
}
