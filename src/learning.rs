//! Learning: the Hebbian rule, pruning, homeostasis, and trainings by a schedule.

mod row;
mod rule;
mod learn;
mod prune;
mod homeostasis;
mod schedule;
mod train;

pub(crate) use homeostasis::MAX_THETA;
pub use homeostasis::{Homeostasis, HomeostasisParams, Thresholds};
pub(crate) use learn::check_rate;
pub use learn::{LearningRate, Rate, learn};
pub use row::UnitRowMut;
pub use rule::{FixedFactors, FixedTally, FloatFactors, FloatTally, Learn, Pruned};
pub(crate) use rule::{adapt_each, fixed_rate, tally_each};
pub use schedule::{Phase, PhaseParams};
pub(crate) use schedule::{check_order, prune, reach};
pub use train::{ExcitationMut, Progress, Trainer, TrainingParams, faces};
