//! Every stage of the picture that was settled last.

use lissom::{Observer, Signal, Stage, number::Activity};

/// The stages' outputs, in the order of the computation.
#[derive(Debug, Clone, Default)]
pub struct Recording {
    stages: Vec<(Stage, Vec<f64>)>,
    count: usize,
}

impl Recording {
    /// Forgets what was recorded, and keeps its memory.
    pub const fn reset(&mut self) {
        self.count = 0;
    }

    fn all(&self) -> &[(Stage, Vec<f64>)] {
        self.stages.get(..self.count).unwrap_or_default()
    }

    /// What a stage put out.
    pub fn stage(&self, wanted: Stage) -> Option<&[f64]> {
        self.all().iter().find(|(stage, _)| *stage == wanted).map(|(_, values)| &**values)
    }

    /// The last settling step; none before anything was settled.
    pub fn steps(&self) -> Option<u16> {
        let steps = self.all().iter().filter_map(|(stage, _)| match stage {
            Stage::V1(step) => Some(*step),
            _ => None,
        });
        steps.max()
    }

    /// The sum of what V1 receives from all afferent sheets.
    pub fn afferent(&self) -> Option<Vec<f64>> {
        let mut sum = self.stage(Stage::Afferent(0))?.to_vec();
        if let Some(other) = self.stage(Stage::Afferent(1)) {
            sum.iter_mut().zip(other).for_each(|(sum, other)| *sum += other);
        }
        Some(sum)
    }
}

impl<A: Activity> Observer<A> for Recording {
    fn stage(&mut self, stage: Stage, _: Signal<'_, A>, output: Signal<'_, A>) {
        if self.count == self.stages.len() {
            self.stages.push((stage, Vec::new()));
        }
        let (of, values) = &mut self.stages[self.count];
        *of = stage;
        values.clear();
        values.extend(output.to_f64());
        self.count += 1;
    }
}
