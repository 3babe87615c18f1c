//! Schedules that are over soon.

use lissom::learning::TrainingParams;

/// LISSOM's schedule `times` as fast, with connections that are pruned in one phase.
pub const fn fast(
    mut training: TrainingParams<11>,
    times: u32,
    pruning: usize,
) -> TrainingParams<11> {
    let mut phase = 0;
    while phase < training.phases.len() {
        training.phases[phase].from /= times;
        phase += 1;
    }
    training.phases[pruning].prune = 0.3;
    training
}
