//! Trainings that outlast a power cut: snapshots in a board's flash.

use core::ops::Range;
use embedded_storage::nor_flash::NorFlash;
use heapless::Vec;
use lissom::{
    Fixed16,
    learning::{ExcitationMut, Learn, Trainer},
    side::Const,
    snapshot::{Identity, Section, Tag},
    storage::{Blocking, Storage, StorageError, block_on},
};

/// The most sections: four of weights, thresholds, pictures and progress.
const SECTIONS: usize = 7;

/// Why nothing was saved or loaded.
pub type KeeperError<F> = StorageError<<F as embedded_storage::nor_flash::ErrorType>::Error>;

/// Saves a training in two halves of a range of flash, by turns, and loads the last that is whole.
#[derive(Debug)]
pub struct Keeper<F: NorFlash> {
    storage: Storage<Blocking<F>>,
    identity: Identity,
}

impl<F: NorFlash> Keeper<F> {
    /// Of trainings with this [`identity`](crate::BoardTraining::identity).
    ///
    /// # Errors
    ///
    /// The range has no room for two pages, or is not whole pages of the flash.
    pub fn new(flash: F, range: Range<u32>, identity: Identity) -> Result<Self, KeeperError<F>> {
        Ok(Self { storage: Storage::new(Blocking(flash), range)?, identity })
    }

    /// Saves all that learning changes, in the order of the tool's snapshots.
    ///
    /// # Errors
    ///
    /// The flash's, or the snapshot has no room.
    pub fn save<W: Learn<Activity = Fixed16>, const SIDE: usize, const CHANNELS: usize>(
        &mut self,
        trainer: &Trainer<'_, W, Const<SIDE>, Const<SIDE>, Const<SIDE>, Const<CHANNELS>>,
        pictures: &dyn Section,
    ) -> Result<(), KeeperError<F>> {
        let mut sections = Vec::<(Tag, &dyn Section), SECTIONS>::new();
        let mut add = |tag: &Tag, section| {
            let Ok(()) = sections.push((*tag, section)) else { unreachable!("there are seven") };
        };
        for (tag, afferent) in [b"AFF0", b"AFF1"].into_iter().zip(&trainer.afferent) {
            add(tag, afferent);
        }
        if let ExcitationMut::Learning(excitatory) = &trainer.excitatory {
            add(b"EXCI", excitatory);
        }
        add(b"INHI", &trainer.inhibitory);
        if let Some((_, thresholds)) = &trainer.homeostasis {
            add(b"THRE", &**thresholds);
        }
        add(b"PICT", pictures);
        add(b"PROG", &*trainer.progress);
        block_on(self.storage.save(self.identity, &sections))
    }

    /// Loads the last one saved; whether there was any.
    ///
    /// # Errors
    ///
    /// The flash's, or what is saved is of another training. Nothing has changed then.
    pub fn load<W: Learn<Activity = Fixed16>, const SIDE: usize, const CHANNELS: usize>(
        &mut self,
        trainer: &mut Trainer<'_, W, Const<SIDE>, Const<SIDE>, Const<SIDE>, Const<CHANNELS>>,
        pictures: &mut dyn Section,
    ) -> Result<bool, KeeperError<F>> {
        let mut sections = Vec::<(Tag, &mut dyn Section), SECTIONS>::new();
        let mut add = |tag: &Tag, section| {
            let Ok(()) = sections.push((*tag, section)) else { unreachable!("there are seven") };
        };
        for (tag, afferent) in [b"AFF0", b"AFF1"].into_iter().zip(&mut trainer.afferent) {
            add(tag, afferent);
        }
        if let ExcitationMut::Learning(excitatory) = &mut trainer.excitatory {
            add(b"EXCI", excitatory);
        }
        add(b"INHI", &mut trainer.inhibitory);
        if let Some((_, thresholds)) = &mut trainer.homeostasis {
            add(b"THRE", &mut **thresholds);
        }
        add(b"PICT", pictures);
        add(b"PROG", &mut *trainer.progress);
        block_on(self.storage.load(self.identity, &mut sections))
    }
}
