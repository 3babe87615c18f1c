//! Lengths that depend on whether the LGN shares one kernel.

use crate::{geometry::rows, model::Params, weights::disc_taps};

/// Rows of the LGN's shared kernel; 0 where [there is none](Params::shares_kernel).
pub const fn shared_rows(params: &Params) -> usize {
    if params.shares_kernel() { rows(params.retina, params.retina, params.r_l) } else { 0 }
}

/// Cells of the LGN's shared kernel; 0 where [there is none](Params::shares_kernel).
pub const fn shared_taps(params: &Params) -> usize {
    if params.shares_kernel() { disc_taps(params.retina, params.r_l) } else { 0 }
}

/// A length that is needed where the LGN [shares no kernel](Params::shares_kernel); else 0.
pub const fn unshared(params: &Params, length: usize) -> usize {
    if params.shares_kernel() { 0 } else { length }
}
