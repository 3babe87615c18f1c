//! Calls of functions that save and load.

use crate::{
    call::{Call, Number, keep},
    flash::Flash,
};
use lissom::{
    network::{Sections, Training},
    snapshot::{self, Identity, Section, SnapshotError, Tag},
    storage::{Storage, block_on},
};

/// What learning changes.
pub trait Learned: Send {
    /// Its sections.
    fn sections(&self) -> Vec<(Tag, &dyn Section)>;
    /// Its sections, to load a snapshot into.
    fn sections_mut(&mut self) -> Vec<(Tag, &mut dyn Section)>;
}

impl<W: Number, const LGN: usize, const CORTEX: usize> Learned for Sections<'_, W, LGN, CORTEX, 1> {
    fn sections(&self) -> Vec<(Tag, &dyn Section)> {
        let Self { afferent: [afferent], excitatory, inhibitory } = self;
        vec![(*b"AFF0", afferent), (*b"EXCI", excitatory), (*b"INHI", inhibitory)]
    }

    fn sections_mut(&mut self) -> Vec<(Tag, &mut dyn Section)> {
        let Self { afferent: [afferent], excitatory, inhibitory } = self;
        vec![(*b"AFF0", afferent), (*b"EXCI", excitatory), (*b"INHI", inhibitory)]
    }
}

impl<W: Number> Learned for Training<W> {
    fn sections(&self) -> Vec<(Tag, &dyn Section)> {
        self.sections(&[])
    }

    fn sections_mut(&mut self) -> Vec<(Tag, &mut dyn Section)> {
        self.sections_mut([])
    }
}

/// A call of a function by its name.
pub fn by_learned(
    learned: &'static mut impl Learned,
    identity: Identity,
    function: &str,
) -> Option<Call> {
    let mut bytes = Vec::new();
    let mut save = move |learned: &dyn Learned| {
        bytes.clear();
        snapshot::save(identity, &learned.sections(), |piece| {
            bytes.extend_from_slice(piece);
            Ok::<_, SnapshotError>(())
        })
        .expect("a snapshot");
        bytes.clone()
    };
    let saved = keep(save(learned));
    if function == "snapshot::save" {
        return Some(Box::new(move || drop(save(learned))));
    }
    if function == "snapshot::load" {
        return Some(Box::new(move || {
            snapshot::load(identity, &mut learned.sections_mut(), saved).expect("a snapshot");
        }));
    }
    let (flash, range) = Flash::of(saved.len());
    let storage = keep(Storage::<_, 256>::new(flash, range).expect("whole pages"));
    block_on(storage.save(identity, &learned.sections())).expect("room");
    match function {
        "Storage::save" => Some(Box::new(move || {
            block_on(storage.save(identity, &learned.sections())).expect("room");
        })),
        "Storage::load" => Some(Box::new(move || {
            let found = block_on(storage.load(identity, &mut learned.sections_mut()));
            assert!(found.expect("a snapshot"));
        })),
        _ => None,
    }
}
