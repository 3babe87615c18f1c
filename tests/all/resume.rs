//! A training that stops, is saved, and goes on from the snapshot as if it had not stopped.

use crate::fast::fast;
use lissom::{
    Fixed8, Fixed16, Params,
    input::Gaussians,
    learning::{Learn, Phase, Progress, TrainingParams},
    snapshot::{self, Identity, SnapshotError},
};

lissom::network!(mod map = Params::notebook(12));

/// LISSOM's schedule twenty times as fast: radii shrink, and connections are pruned, before and
/// after.
const TRAINING: TrainingParams<11> = fast(TrainingParams::lissom_or(&map::PARAMS, 2), 20, 2);

struct State<W: Learn> {
    weights: Box<map::Weights<W>>,
    progress: Progress,
    pictures: Gaussians,
}

impl<W: Learn> State<W> {
    const IDENTITY: Identity = Identity::new::<W>(&map::PARAMS, map::CHANNELS);

    fn new(seed: u64) -> Self {
        let mut weights = Box::new(map::Weights::new());
        weights.fill().unwrap();
        let pictures = Gaussians::new(&TRAINING.pictures, seed).unwrap();
        Self { weights, progress: Progress::new(seed), pictures }
    }

    fn train(&mut self, presentations: u32) {
        let schedule = Phase::all(&TRAINING.phases).unwrap();
        let mut trainer = self.weights.trainer(&schedule, &mut self.progress).unwrap();
        let (mut retina, mut state) = (map::Retina::new(), Box::new(map::State::new()));
        for _ in 0..presentations {
            trainer.present(&mut self.pictures, &mut retina, &mut state, &mut ());
        }
    }

    fn save(&mut self) -> Vec<u8> {
        let (mut bytes, weights) = (vec![], self.weights.sections());
        snapshot::save(
            Self::IDENTITY,
            &[
                (*b"AFF0", &weights.afferent[0]),
                (*b"EXCI", &weights.excitatory),
                (*b"INHI", &weights.inhibitory),
                (*b"PROG", &self.progress),
                (*b"PICT", &self.pictures),
            ],
            |piece| {
                bytes.extend_from_slice(piece);
                Ok::<_, SnapshotError>(())
            },
        )
        .unwrap();
        bytes
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), SnapshotError> {
        let mut weights = self.weights.sections();
        snapshot::load(
            Self::IDENTITY,
            &mut [
                (*b"AFF0", &mut weights.afferent[0]),
                (*b"EXCI", &mut weights.excitatory),
                (*b"INHI", &mut weights.inhibitory),
                (*b"PROG", &mut self.progress),
                (*b"PICT", &mut self.pictures),
            ],
            bytes,
        )
    }
}

#[test]
fn a_training_goes_on() {
    goes_on::<Fixed16>();
    goes_on::<Fixed8>();
}

#[test]
#[ignore = "seconds without optimisation"]
fn a_training_in_floats_goes_on() {
    goes_on::<f32>();
}

fn goes_on<W: Learn>() {
    for stop in [0, 4, 7, 30] {
        let mut saved = State::<W>::new(5);
        saved.train(stop);
        let bytes = saved.save();
        saved.train(60 - stop);
        let mut loaded = State::<W>::new(6);
        loaded.train(2);
        loaded.load(&bytes).unwrap();
        assert_eq!(loaded.progress.presentations(), stop);
        loaded.train(60 - stop);
        assert!(loaded.progress == saved.progress, "{} {stop}", W::NAME);
        assert!(loaded.weights == saved.weights && loaded.pictures == saved.pictures);
    }
}
