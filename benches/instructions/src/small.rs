//! Small maps, whose borders cut most discs, in 16 bits: a radius of 9.5 cells, and the notebook's
//! afferent, excitatory and inhibitory ones.

use crate::measured;
use lissom::{Fixed16, Params};

/// Their lines.
pub fn report() {
    measured!("12/r=9.5", Fixed16, 12, 9.5);
    measured!("13/r=9.5", Fixed16, 13, 9.5);
    measured!("16/r=9.5", Fixed16, 16, 9.5);
    measured!("12/afferent", Fixed16, 12, Params::notebook(12).r_a);
    measured!("12/excitatory", Fixed16, 12, Params::notebook(12).r_e);
    measured!("12/inhibitory", Fixed16, 12, Params::notebook(12).r_i);
    measured!("16/afferent", Fixed16, 16, Params::notebook(16).r_a);
    measured!("16/excitatory", Fixed16, 16, Params::notebook(16).r_e);
    measured!("16/inhibitory", Fixed16, 16, Params::notebook(16).r_i);
    measured!("24/afferent", Fixed16, 24, Params::notebook(24).r_a);
    measured!("24/excitatory", Fixed16, 24, Params::notebook(24).r_e);
    measured!("24/inhibitory", Fixed16, 24, Params::notebook(24).r_i);
}
