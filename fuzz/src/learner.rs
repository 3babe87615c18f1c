//! A training of a small network with constant sides, as its board would keep it.

use lissom::{
    Params,
    input::{FaceParams, Faces, GaussianParams, Gaussians},
    learning::{
        Homeostasis, HomeostasisParams, Learn, Phase, PhaseParams, Progress, Rate, TrainingParams,
    },
    number::WideOf,
    snapshot::{self, Element, Identity, Section, SnapshotError, Tag},
};

use crate::formats::check_activities;

lissom::network!(pub mod map = PARAMS, channels 2);

const PARAMS: Params =
    Params { r_e: 1.5, sigma_e: 1.0, r_i: 2.0, sigma_i: 2.0, steps: 3, ..Params::lissom_or(6) };

/// Radii shrink and connections are pruned in the first presentations.
const PHASES: [PhaseParams; 3] = {
    let [first, ..] = TrainingParams::lissom_or(&PARAMS, 2).phases;
    [
        first,
        PhaseParams { from: 1, r_e: 1.0, prune: 0.3, ..first },
        PhaseParams { from: 3, rate_a: Rate::Connection(0.5), steps: 1, ..first },
    ]
};

const GAUSSIANS: GaussianParams = GaussianParams {
    sigma_across: 0.7,
    sigma_along: 1.5,
    ..TrainingParams::lissom_or(&PARAMS, 2).pictures
};
const FACES: FaceParams =
    FaceParams { size: [2.0, 4.0], sigma: 0.3, tilt: 30.0, contrast: [0.5, 1.0] };

/// All that a training changes.
#[derive(Debug)]
pub struct Learner<W: Learn> {
    weights: Box<map::Weights<W>>,
    thresholds: Box<map::Thresholds<W::Activity>>,
    progress: Progress,
    gaussians: Gaussians,
    faces: Faces,
}

impl<W: Learn> Learner<W>
where
    WideOf<W>: Element,
{
    pub const IDENTITY: Identity = Identity::new::<W>(&PARAMS, map::CHANNELS);

    pub fn new(seed: u64) -> Self {
        let mut weights = map::Weights::boxed();
        weights.fill().expect("the parameters are right");
        let mut thresholds = Box::new(map::Thresholds::new());
        thresholds.reset(&homeostasis::<W>());
        Self {
            weights,
            thresholds,
            progress: Progress::new(seed),
            gaussians: Gaussians::new(&GAUSSIANS, seed).expect("the parameters are right"),
            faces: Faces::new(&FACES, seed).expect("the parameters are right"),
        }
    }

    /// Presents pictures of both streams. Activities must stay within 0..=1.
    pub fn train(&mut self, presentations: u32) {
        let schedule = Phase::all(&PHASES).expect("the schedule is right");
        let mut trainer =
            self.weights.trainer(&schedule, &mut self.progress).expect("the parameters are right");
        trainer.homeostasis = Some((homeostasis::<W>(), &mut self.thresholds));
        let (mut retina, mut state) = (map::Retina::new(), Box::new(map::State::new()));
        for presentation in 0..presentations {
            match presentation % 2 {
                0 => trainer.present(&mut self.gaussians, &mut retina, &mut state, &mut ()),
                _ => trainer.present(&mut self.faces, &mut retina, &mut state, &mut ()),
            };
            check_activities(retina.units(), "retina");
            check_activities(state.lgn.on.units(), "ON");
            check_activities(state.lgn.off.units(), "OFF");
            check_activities(state.v1().units(), "V1");
        }
    }

    /// Whether all weights are finite numbers ≥ 0: for others learning promises nothing.
    pub fn has_weights(&self) -> bool {
        let all = self.weights.afferent.iter().flat_map(|weights| weights.packed());
        let lateral = [self.weights.excitatory.packed(), self.weights.inhibitory.packed()];
        all.chain(lateral.into_iter().flatten()).all(|weight| {
            let weight = weight.value(0);
            weight >= 0.0 && weight.is_finite()
        })
    }

    /// Calls a function with all sections.
    fn with_sections<R>(&mut self, call: impl FnOnce(&mut [(Tag, &mut dyn Section)]) -> R) -> R {
        let mut weights = self.weights.sections();
        let [on, off] = &mut weights.afferent;
        call(&mut [
            (*b"AFF0", on),
            (*b"AFF1", off),
            (*b"EXCI", &mut weights.excitatory),
            (*b"INHI", &mut weights.inhibitory),
            (*b"THRE", &mut *self.thresholds),
            (*b"PICT", &mut self.gaussians),
            (*b"FACE", &mut self.faces),
            (*b"PROG", &mut self.progress),
        ])
    }

    pub fn save(&mut self) -> Vec<u8> {
        self.with_sections(|sections| {
            let sections: Vec<(Tag, &dyn Section)> =
                sections.iter().map(|(tag, section)| (*tag, &**section)).collect();
            let mut bytes = Vec::new();
            snapshot::save(Self::IDENTITY, &sections, |piece| {
                bytes.extend_from_slice(piece);
                Ok::<_, SnapshotError>(())
            })
            .expect("it is small");
            bytes
        })
    }

    pub fn load(&mut self, bytes: &[u8]) -> Result<(), SnapshotError> {
        self.with_sections(|sections| snapshot::load(Self::IDENTITY, sections, bytes))
    }
}

fn homeostasis<W: Learn>() -> Homeostasis<W::Activity> {
    Homeostasis::new(&HomeostasisParams::GCAL).expect("the parameters are right")
}
