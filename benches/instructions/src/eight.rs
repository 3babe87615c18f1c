//! Weights of 8 bits.

use crate::measured;
use lissom::{Fixed8, Params};

/// Their lines.
pub fn report() {
    measured!("8-bit/r=9.5", Fixed8, 36, 9.5);
    measured!("8-bit/24/r=6.5", Fixed8, 24, 6.5);
    measured!("8-bit/12/r=9.5", Fixed8, 12, 9.5);
    measured!("8-bit/16/r=9.5", Fixed8, 16, 9.5);
    measured!("8-bit/36/excitatory", Fixed8, 36, Params::notebook(36).r_e);
}
