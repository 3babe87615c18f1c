//! What the boards' networks learn.

use lissom::{
    Fixed16, Params,
    input::{Faces, Gaussians},
    learning::{Phase, Progress, TrainingParams, faces},
    orientation::{Probe, Protocol},
};

/// The seed of pictures and rounding.
const SEED: u64 = 7;

/// LISSOM's training for an orientation map, with two Gaussians a picture or another stream,
/// seeded: the same bits on every machine. For a `static`.
#[derive(Debug, Clone)]
pub struct BoardTraining<S = Gaussians> {
    /// The schedule.
    pub phases: [Phase<Fixed16>; 11],
    /// Presentations of the whole training.
    pub presentations: u32,
    /// The pictures, from the first on.
    pub pictures: S,
    /// The pictures that measure the map: gratings of eight orientations, each at four phases.
    pub probes: Protocol,
}

impl BoardTraining {
    /// For a network of these parameters with one afferent sheet. Its pictures are as large, beside
    /// its afferent fields, as LISSOM's.
    ///
    /// # Panics
    ///
    /// If the parameters have no valid radii; in a `const` that does not compile.
    pub const fn new(params: &Params) -> Self {
        let Ok(pictures) = Gaussians::new(&TrainingParams::lissom_or(params, 2).pictures, SEED)
        else {
            panic!("fields so small that no picture fits them")
        };
        Self::with(params, pictures)
    }
}

impl BoardTraining<Faces> {
    /// The same with a face in each picture.
    ///
    /// # Panics
    ///
    /// If the parameters have no valid radii; in a `const` that does not compile.
    pub const fn faces(params: &Params) -> Self {
        let Ok(pictures) = Faces::new(&faces(params), SEED) else {
            panic!("fields so small that no picture fits them")
        };
        Self::with(params, pictures)
    }
}

impl<S> BoardTraining<S> {
    /// With these pictures. The gratings have twice the period that the network's units can tell
    /// apart best, as ON + OFF sees each of their lines twice.
    ///
    /// # Panics
    ///
    /// If the parameters have no valid radii; in a `const` that does not compile.
    pub const fn with(params: &Params, pictures: S) -> Self {
        let training = TrainingParams::lissom_or(params, 2);
        Self {
            phases: Phase::frozen_all(&training.phases),
            presentations: training.presentations,
            pictures,
            probes: Protocol::new(Probe::grating(2.2 * params.r_a), 8, 4),
        }
    }

    /// Before the first presentation.
    pub const fn start(&self) -> Progress {
        Progress::new(SEED)
    }
}
