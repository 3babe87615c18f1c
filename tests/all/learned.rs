//! What learning changes, saved and loaded as snapshots.

use lissom::{
    Params,
    number::Weight,
    random::Pcg32,
    snapshot::{self, Identity, Section, SnapshotError, Tag},
};

lissom::network!(pub mod map = Params::notebook(12));

/// Everything that learning changes.
#[derive(Debug, Clone, PartialEq)]
pub struct State<W: Weight> {
    pub weights: map::Weights<W>,
    thresholds: [i32; 144],
    averages: [f32; 144],
    random: Pcg32,
    presentation: u64,
}

impl<W: Weight> State<W> {
    pub fn new(seed: u64) -> Self {
        let mut random = Pcg32::new(seed, 3);
        let mut weights = map::Weights::new();
        weights.fill().unwrap();
        // not any initial weights
        let mut noise: Vec<f64> =
            (0..map::InhibitoryField::CONNECTIONS).map(|_| random.next_f64() / 60.0).collect();
        noise[7] = 0.3;
        weights.inhibitory.load(&map::INHIBITORY, &noise).unwrap();
        Self {
            weights,
            thresholds: std::array::from_fn(|_| random.next_u32() as i32),
            averages: std::array::from_fn(|_| random.next_f64() as f32 - 0.5),
            random,
            presentation: seed << 40 | 12_345,
        }
    }

    pub fn empty() -> Self {
        Self {
            weights: map::Weights::new(),
            thresholds: [0; 144],
            averages: [0.0; 144],
            random: Pcg32::new(0, 0),
            presentation: 0,
        }
    }

    /// Calls a function with all sections.
    pub fn with_sections<R>(
        &mut self,
        call: impl FnOnce(&mut [(Tag, &mut dyn Section)]) -> R,
    ) -> R {
        let mut weights = self.weights.sections();
        call(&mut [
            (*b"AFF0", &mut weights.afferent[0]),
            (*b"EXCI", &mut weights.excitatory),
            (*b"INHI", &mut weights.inhibitory),
            (*b"THRE", &mut self.thresholds),
            (*b"MEAN", &mut self.averages),
            (*b"RAND", &mut self.random),
            (*b"TIME", &mut self.presentation),
        ])
    }

    pub fn identity() -> Identity {
        Identity::new::<W>(&map::PARAMS, map::CHANNELS)
    }

    pub fn bytes(&mut self) -> Vec<u8> {
        self.with_sections(|sections| {
            let sections: Vec<(Tag, &dyn Section)> =
                sections.iter().map(|(tag, section)| (*tag, &**section)).collect();
            let mut bytes = Vec::new();
            snapshot::save(Self::identity(), &sections, |piece| {
                bytes.extend_from_slice(piece);
                Ok::<_, SnapshotError>(())
            })
            .unwrap();
            bytes
        })
    }

    /// The error, after which nothing has changed.
    pub fn refusal(bytes: &[u8]) -> Option<SnapshotError> {
        Self::refusal_as(Self::identity(), bytes)
    }

    pub fn refusal_as(identity: Identity, bytes: &[u8]) -> Option<SnapshotError> {
        let mut state = Self::empty();
        let loaded = state.with_sections(|sections| snapshot::load(identity, sections, bytes));
        let error = loaded.err()?;
        let mut untouched = Self::empty();
        untouched.weights.dog = state.weights.dog.clone();
        assert_eq!(state, untouched, "{error}");
        Some(error)
    }
}
