//! Schedules that are over soon.

use lissom::train::TrainingParams;

/// LISSOM's schedule so many times as fast, with connections that die in one phase.
pub const fn fast(
    mut training: TrainingParams<11>,
    times: u32,
    dying: usize,
) -> TrainingParams<11> {
    let mut phase = 0;
    while phase < training.phases.len() {
        training.phases[phase].from /= times;
        phase += 1;
    }
    training.phases[dying].death = 0.3;
    training
}
