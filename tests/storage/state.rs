//! What the tests save.

use crate::nor::{Fault, Nor};
use lissom::{
    Fixed16, Params,
    random::Pcg32,
    snapshot::{Identity, Section, Tag},
    storage::{Blocking, Storage, StorageError, block_on},
};

/// What is saved: its numbers all follow from the presentation, so that a mixture shows.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    weights: Vec<i16>,
    random: Pcg32,
    presentation: u64,
}

impl State {
    pub fn new(weights: usize, presentation: u64) -> Self {
        let mut random = Pcg32::new(presentation, 1);
        let weights = (0..weights).map(|_| random.next_u32() as i16).collect();
        Self { weights, random, presentation }
    }

    pub fn save<const W: usize, const P: usize>(
        &mut self,
        nor: &mut Nor<W, P>,
    ) -> Result<(), StorageError<Fault>> {
        self.save_as(IDENTITY, nor)
    }

    pub fn save_as<const W: usize, const P: usize>(
        &mut self,
        identity: Identity,
        nor: &mut Nor<W, P>,
    ) -> Result<(), StorageError<Fault>> {
        let weights = self.weights.as_mut_slice();
        let sections: [(Tag, &dyn Section); 3] =
            [(*b"AFF0", &weights), (*b"RAND", &self.random), (*b"TIME", &self.presentation)];
        block_on(storage(nor)?.save(identity, &sections))
    }

    pub fn load<const W: usize, const P: usize>(
        weights: usize,
        nor: &mut Nor<W, P>,
    ) -> Result<Option<Self>, StorageError<Fault>> {
        let mut state = Self::new(weights, 0);
        let mut slice = state.weights.as_mut_slice();
        let sections: &mut [(Tag, &mut dyn Section)] = &mut [
            (*b"AFF0", &mut slice),
            (*b"RAND", &mut state.random),
            (*b"TIME", &mut state.presentation),
        ];
        let found = block_on(storage(nor)?.load(IDENTITY, sections))?;
        Ok(found.then_some(state))
    }
}

pub const IDENTITY: Identity = Identity::new::<Fixed16>(&Params::notebook(6), 1);

type Driver<'a, const W: usize, const P: usize> = Blocking<&'a mut Nor<W, P>>;

fn storage<const W: usize, const P: usize>(
    nor: &mut Nor<W, P>,
) -> Result<Storage<Driver<'_, W, P>, 64>, StorageError<Fault>> {
    let range = 0..embedded_storage::nor_flash::ReadNorFlash::capacity(nor) as u32;
    Storage::new(Blocking(nor), range)
}
