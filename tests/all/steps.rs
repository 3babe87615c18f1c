//! What V1 does while it settles.

use lissom::{Number, Observer, Signal, Stage};

/// V1 at every settling step.
#[derive(Default)]
pub struct Steps(pub Vec<Vec<f64>>);

impl<T: Number> Observer<T> for Steps {
    fn stage(&mut self, stage: Stage, _: Signal<'_, T>, output: Signal<'_, T>) {
        if let Stage::V1(_) = stage {
            self.0.push(output.to_f64().collect());
        }
    }
}
