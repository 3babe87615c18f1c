//! What V1 does while it settles.

use lissom::{Observer, Signal, Stage, number::Activity};

/// V1 at every settling step.
#[derive(Default)]
pub struct Steps(pub Vec<Vec<f64>>);

impl<A: Activity> Observer<A> for Steps {
    fn stage(&mut self, stage: Stage, _: Signal<'_, A>, output: Signal<'_, A>) {
        if let Stage::V1(_) = stage {
            self.0.push(output.to_f64().collect());
        }
    }
}
