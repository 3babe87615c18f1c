//! The network, for the firmware and for the build script that fills its weights.

use lissom::Params;

/// Units across each sheet.
pub const SIDE: usize = lissom_demo::side(option_env!("LISSOM_SIDE"), 36);

lissom::network!(pub mod map = Params::notebook(SIDE));
