//! Snapshots in files, piece by piece.

use lissom::snapshot::{Checker, Identity, Loader, Section, SnapshotError, Tag, Writer};
use lissom_experiment::error::Error;
use std::{
    fs::File,
    io::{self, Read, Seek, Write},
    path::Path,
};

/// Bytes of a snapshot in memory.
const PIECE: usize = 1 << 16;

/// Writes all sections.
pub fn save(
    to: &mut dyn Write,
    identity: Identity,
    sections: &[(Tag, &dyn Section)],
) -> Result<(), Error> {
    let mut writer = Writer::new(identity, sections)?;
    let mut piece = vec![0; PIECE];
    loop {
        match writer.fill(&mut piece) {
            0 => return Ok(()),
            length => to.write_all(&piece[..length])?,
        }
    }
}

/// Checks a whole file, then loads its sections. Nothing changes where it is refused.
pub fn load(
    path: &Path,
    identity: Identity,
    sections: &mut [(Tag, &mut dyn Section)],
) -> Result<(), Error> {
    let wrong = |error| Error::file(path, error);
    let mut file = File::open(path).map_err(wrong)?;
    let mut refused = None;
    let mut checker = Checker::new(identity, &*sections)?;
    pieces(&mut file, |piece| match checker.feed(piece) {
        Ok(()) => true,
        Err(error) => {
            refused = Some(error);
            false
        }
    })
    .map_err(wrong)?;
    if let Err(error) = refused.map_or_else(|| checker.finish(), Err) {
        return Err(refusal(path, error));
    }
    file.rewind().map_err(wrong)?;
    let mut loader = Loader::new(sections);
    pieces(&mut file, |piece| {
        loader.feed(piece);
        true
    })
    .map_err(wrong)
}

/// Reads a file to its end, or until `next` wants no more.
fn pieces(file: &mut File, mut next: impl FnMut(&[u8]) -> bool) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(()),
            length if !next(&piece[..length]) => return Ok(()),
            _ => {}
        }
    }
}

/// Why a snapshot is refused.
fn refusal(path: &Path, error: SnapshotError) -> Error {
    if let SnapshotError::Network { found, .. } = error {
        let why = format!(
            "snapshot of network {found:016x}, which is no preset's: \
             name unequal sides by --retina, --lgn and --v1, and --set again what was set"
        );
        return Error::file(path, why);
    }
    Error::file(path, error)
}
