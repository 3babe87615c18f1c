//! What the boards' networks learn.

use crate::{
    gcal::{Shared, gain_control},
    identity::Numbers,
    preset::Preset,
};
use lissom::{
    Fixed16, Params,
    input::{FaceParams, Faces, GaussianParams, Gaussians},
    learning::{
        ExcitationMut, Homeostasis, Phase, Progress, Thresholds, Trainer, TrainingParams, faces,
    },
    model::Excitation,
    network::Frozen,
    orientation::Protocol,
    side::Const,
    snapshot::Identity,
};

/// The seed of pictures and rounding.
pub const SEED: u64 = 7;

/// Phases of the longest schedule.
const PHASES: usize = 11;

/// A preset's training with all sides equal: two Gaussians a picture or another stream, seeded,
/// with the same bits on every machine. For a `static`.
#[derive(Debug, Clone)]
pub struct BoardTraining<W: Frozen, const SIDE: usize, S = Gaussians> {
    /// The first `count` of them.
    phases: [Phase<W>; PHASES],
    count: usize,
    /// Presentations of the whole training.
    pub presentations: u32,
    /// The pictures, from the first on.
    pub pictures: S,
    /// The pictures that measure the map: gratings of eight orientations, each at four phases.
    pub probes: Protocol,
    /// What its snapshots are known by.
    pub identity: Identity,
    gcal: Option<Gcal<SIDE>>,
}

/// What GCAL has and LISSOM has not, where it learns.
#[derive(Debug, Clone)]
struct Gcal<const SIDE: usize> {
    homeostasis: Homeostasis<Fixed16>,
    shared: Shared<SIDE>,
}

impl<W: Frozen, const SIDE: usize> BoardTraining<W, SIDE> {
    /// With Gaussians that are as large, beside the afferent fields, as LISSOM's.
    ///
    /// # Panics
    ///
    /// If the side is so small that no picture fits it; in a `const` that does not compile.
    pub const fn new(preset: Preset) -> Self {
        let params = gaussians(preset, &preset.params(SIDE));
        let Ok(pictures) = Gaussians::new(&params, SEED) else {
            panic!("fields so small that no picture fits them")
        };
        let training = Self::with(preset, pictures);
        Self { identity: Numbers(training.identity).gaussians(params).0, ..training }
    }
}

impl<W: Frozen, const SIDE: usize> BoardTraining<W, SIDE, Faces> {
    /// The same with a face in each picture, of the same contrasts.
    ///
    /// # Panics
    ///
    /// If the side is so small that no picture fits it; in a `const` that does not compile.
    pub const fn faces(preset: Preset) -> Self {
        let params = preset.params(SIDE);
        let contrast = gaussians(preset, &params).contrast;
        let params = FaceParams { contrast, ..faces(&params) };
        let Ok(pictures) = Faces::new(&params, SEED) else {
            panic!("fields so small that no picture fits them")
        };
        let training = Self::with(preset, pictures);
        Self { identity: Numbers(training.identity).faces(params).0, ..training }
    }
}

impl<W: Frozen, const SIDE: usize, S> BoardTraining<W, SIDE, S> {
    /// With these pictures, whose numbers are to be [added](Identity::and) to the identity.
    ///
    /// # Panics
    ///
    /// If the side is too small for the preset; in a `const` that does not compile.
    pub const fn with(preset: Preset, pictures: S) -> Self {
        let params = preset.params(SIDE);
        let network = Numbers::new::<W>(&params, preset.channels());
        let probes = preset.probes(SIDE);
        if preset.is_gcal() {
            let TrainingParams { phases, presentations, homeostasis, .. } =
                TrainingParams::gcal(&params);
            let Some(homeostasis) = homeostasis else { panic!("GCAL has homeostasis") };
            let numbers = network.phases(&phases).homeostasis(homeostasis);
            Self {
                phases: [Phase::frozen(&phases[0]); PHASES],
                count: phases.len(),
                presentations,
                pictures,
                probes,
                identity: numbers.gain_control(gain_control(&params)).0,
                gcal: Some(Gcal {
                    homeostasis: Homeostasis::frozen(homeostasis),
                    shared: Shared::new(&params),
                }),
            }
        } else {
            let TrainingParams { phases, presentations, .. } =
                TrainingParams::lissom_or(&params, 2);
            Self {
                phases: Phase::frozen_all(&phases),
                count: PHASES,
                presentations,
                pictures,
                probes,
                identity: network.phases(&phases).0,
                gcal: None,
            }
        }
    }

    /// What happens when.
    pub fn schedule(&self) -> &[Phase<W>] {
        self.phases.get(..self.count).unwrap_or_default()
    }

    /// Before the first presentation; sets the thresholds, if there are any.
    pub fn start(&self, thresholds: &mut [Thresholds<Fixed16, Const<SIDE>>]) -> Progress {
        for thresholds in thresholds {
            if let Some(gcal) = &self.gcal {
                thresholds.reset(&gcal.homeostasis);
            }
        }
        Progress::new(SEED)
    }

    /// The trainer of the network's weights, with all that GCAL needs besides: homeostasis of the
    /// first of the thresholds, gain control, and the shared kernel.
    pub fn equip<'a, const CHANNELS: usize>(
        &'a self,
        trainer: Trainer<'a, W, Const<SIDE>, Const<SIDE>, Const<SIDE>, Const<CHANNELS>>,
        thresholds: &'a mut [Thresholds<Fixed16, Const<SIDE>>],
    ) -> Trainer<'a, W, Const<SIDE>, Const<SIDE>, Const<SIDE>, Const<CHANNELS>> {
        let Some(gcal) = &self.gcal else { return trainer };
        Trainer {
            lgn: trainer.lgn.with_gain_control(&gcal.shared.gain_control),
            excitatory: ExcitationMut::Frozen(Excitation::Shared(&gcal.shared.excitation)),
            homeostasis: thresholds.first_mut().map(|state| (gcal.homeostasis, state)),
            ..trainer
        }
    }
}

/// The Gaussians of a preset.
const fn gaussians(preset: Preset, params: &Params) -> GaussianParams {
    if preset.is_gcal() {
        TrainingParams::gcal(params).pictures
    } else {
        TrainingParams::lissom_or(params, 2).pictures
    }
}
