//! The model: retina → LGN → V1, and what is computed at every stage.

mod observe;
mod params;
mod sigmoid;
mod gain_control;
mod lgn;
mod cortex;
mod lissom;
mod report;

pub use cortex::{Cortex, CortexState, Dynamics, Excitation};
#[cfg(feature = "alloc")]
pub(crate) use gain_control::Neighbours;
pub(crate) use gain_control::factors;
pub use gain_control::{DiscGainControl, GainControl, GainControlView};
pub use lgn::{Lgn, LgnDynamics, LgnState, LgnWeights};
pub use lissom::{Lissom, State};
pub use observe::{Observer, Record, Recorder, Signal, Stage};
pub use params::{GainControlParams, Params, PoolShape};
pub use sigmoid::PiecewiseSigmoid;
