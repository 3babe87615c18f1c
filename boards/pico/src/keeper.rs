//! Snapshots of a training in the last 512 KB of the flash.

use crate::map;
use core::ops::Range;
use embassy_rp::{
    Peri,
    flash::{self, Flash},
    peripherals::FLASH,
};
use lissom::{
    Fixed16,
    input::Gaussians,
    learning::Progress,
    snapshot::Identity,
    storage::{Blocking, Storage, StorageError, block_on},
};

const FLASH_SIZE: usize = 2 * 1024 * 1024;
/// Two slots of 256 KB. The firmware ends before: its budget sees to that.
const RANGE: Range<u32> = 0x18_0000..FLASH_SIZE as u32;

const IDENTITY: Identity = Identity::new::<Fixed16>(&map::PARAMS, map::CHANNELS);

pub type Error = StorageError<flash::Error>;
type Chip = Flash<'static, FLASH, flash::Blocking, FLASH_SIZE>;

/// Saves and loads. While the flash is written or erased, interrupts wait.
pub struct Keeper(Storage<Blocking<Chip>>);

impl Keeper {
    pub fn new(chip: Peri<'static, FLASH>) -> Option<Self> {
        Storage::new(Blocking(Flash::new_blocking(chip)), RANGE).ok().map(Self)
    }

    pub fn save(
        &mut self,
        weights: &mut map::Weights<Fixed16>,
        progress: &Progress,
        pictures: &Gaussians,
    ) -> Result<(), Error> {
        let weights = weights.sections();
        let sections: &[(_, &dyn lissom::snapshot::Section)] = &[
            (*b"AFF0", &weights.afferent[0]),
            (*b"EXCI", &weights.excitatory),
            (*b"INHI", &weights.inhibitory),
            (*b"PROG", progress),
            (*b"PICT", pictures),
        ];
        block_on(self.0.save(IDENTITY, sections))
    }

    /// Whether there was a snapshot. On an error nothing has changed.
    pub fn load(
        &mut self,
        weights: &mut map::Weights<Fixed16>,
        progress: &mut Progress,
        pictures: &mut Gaussians,
    ) -> Result<bool, Error> {
        let mut weights = weights.sections();
        let sections: &mut [(_, &mut dyn lissom::snapshot::Section)] = &mut [
            (*b"AFF0", &mut weights.afferent[0]),
            (*b"EXCI", &mut weights.excitatory),
            (*b"INHI", &mut weights.inhibitory),
            (*b"PROG", progress),
            (*b"PICT", pictures),
        ];
        block_on(self.0.load(IDENTITY, sections))
    }
}
