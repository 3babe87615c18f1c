//! Learning: the Hebbian rule, pruning, homeostasis, and trainings by a schedule.

mod rate;
mod row;
mod rule;
mod update;
mod learn;
mod prune;
mod homeostasis;
mod schedule;
mod progress;
mod train;

pub(crate) use homeostasis::MAX_THETA;
pub use homeostasis::{Homeostasis, HomeostasisParams, Thresholds};
pub use learn::learn;
pub use progress::Progress;
pub(crate) use rate::check_rate;
pub use rate::{LearningRate, Rate};
pub use row::UnitRowMut;
pub use rule::{FixedFactors, FixedTally, FloatFactors, FloatTally, Learn, Pruned};
pub(crate) use rule::{adapt_each, fixed_rate, tally_each};
pub use schedule::{Phase, PhaseParams};
pub(crate) use schedule::{check_order, prune, reach};
pub use train::{ExcitationMut, Trainer, TrainingParams, faces};
