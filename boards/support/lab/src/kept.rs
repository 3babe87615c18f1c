//! What boards that learn keep in their flash.

use crate::flash::Flash;
use lissom::{
    snapshot::{Identity, Section, Tag},
    storage::{Blocking, Storage, block_on},
};
use lissom_experiment::error::Error;

/// A board that keeps what it learns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Keeping {
    /// 2 × 256 KB, from 0x10180000 on
    Pico,
    /// 2 × 512 KB, from 0x10300000 on
    Pico2,
    /// 2 × 256 KB, from 0x08180000 on
    Stm32f429Disc1,
    /// 2 × 512 KB, from 0x08100000 on
    NucleoH743zi,
    /// 2 × 512 KB, from 0x300000 on
    Esp32C3,
}

impl Keeping {
    /// The range of its flash, erased.
    pub fn erased(self) -> Vec<u8> {
        let kibibytes = match self {
            Self::Pico | Self::Stm32f429Disc1 => 512,
            Self::Pico2 | Self::NucleoH743zi | Self::Esp32C3 => 1024,
        };
        vec![u8::MAX; kibibytes * 1024]
    }

    /// The words that it is written by.
    pub const fn words(self) -> Words {
        match self {
            Self::NucleoH743zi => Words::Of32Bytes,
            _ => Words::Small,
        }
    }
}

/// The words that a flash is written by, as far as they tell where a snapshot begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Of 8 bytes at most.
    Small,
    /// Of 32 bytes.
    Of32Bytes,
}

impl Words {
    /// Those of a flash where a snapshot begins at this place.
    pub const fn of_snapshot_at(place: usize) -> Self {
        if place % Flash::<1>::PAGE == 64 { Self::Of32Bytes } else { Self::Small }
    }
}

/// Loads the last whole snapshot; whether there is any.
///
/// # Errors
///
/// What is there is another training's, or damaged.
pub fn load(
    bytes: Vec<u8>,
    words: Words,
    identity: Identity,
    sections: &mut [(Tag, &mut dyn Section)],
) -> Result<bool, Error> {
    match words {
        Words::Small => load_from(Flash::<1>::new(bytes), identity, sections),
        Words::Of32Bytes => load_from(Flash::<32>::new(bytes), identity, sections),
    }
}

fn load_from<const WORD: usize>(
    flash: Flash<WORD>,
    identity: Identity,
    sections: &mut [(Tag, &mut dyn Section)],
) -> Result<bool, Error> {
    let range = 0..flash.len();
    let mut storage = Storage::<_, 256>::new(Blocking(flash), range)?;
    Ok(block_on(storage.load(identity, sections))?)
}

/// What a board's flash holds after it has saved a snapshot for the first time.
///
/// # Errors
///
/// It has no room for the snapshot.
pub fn save(
    board: Keeping,
    identity: Identity,
    sections: &[(Tag, &dyn Section)],
) -> Result<Vec<u8>, Error> {
    match board.words() {
        Words::Small => save_to(Flash::<1>::new(board.erased()), identity, sections),
        Words::Of32Bytes => save_to(Flash::<32>::new(board.erased()), identity, sections),
    }
}

fn save_to<const WORD: usize>(
    flash: Flash<WORD>,
    identity: Identity,
    sections: &[(Tag, &dyn Section)],
) -> Result<Vec<u8>, Error> {
    let range = 0..flash.len();
    let mut storage = Storage::<_, 256>::new(Blocking(flash), range)?;
    block_on(storage.save(identity, sections))?;
    Ok(storage.free().0.into_bytes())
}
