//! Snapshots: versioned, checksummed bytes of everything that learning changes.
//!
//! A network lists its state as [`Section`]s with tags. A [`Writer`] emits their bytes piece by
//! piece, so no buffer holds the whole. A [`Checker`] reads all bytes before a [`Loader`] changes
//! anything, so a snapshot is either loaded whole or refused with a [`SnapshotError`]. All numbers
//! are little-endian:
//!
//! | bytes | holds |
//! |---|---|
//! | 4 | `LSOM` |
//! | 2 | [`VERSION`] |
//! | 2 | number of sections |
//! | 8 | the name of the weights' number format, padded with zeros |
//! | 8 | the [fingerprint](Identity) of the network's shape and parameters |
//! | 4 | length of the whole snapshot in bytes |
//! | 4 | CRC-32 of the 28 bytes above |
//! | 8 + n | for each section: its tag, its length n, its n bytes |
//! | 4 | CRC-32 of all bytes above |
//!
//! CRC-32 is that of Ethernet and zip files. It detects every single flipped bit and every burst of
//! up to 32 bits.
//!
//! ```
//! use lissom::{Fixed16, random::Pcg32, snapshot::{self, Identity, SnapshotError}};
//! lissom::network!(mod map = lissom::Params::notebook(12));
//! const IDENTITY: Identity = Identity::new::<Fixed16>(&map::PARAMS, map::CHANNELS);
//!
//! let mut weights = map::Weights::<Fixed16>::new();
//! weights.fill()?;
//! let (thresholds, random, presentation) = ([0x0123_4567_i32; 144], Pcg32::new(1, 2), 20_000_u64);
//! let (mut bytes, learned) = (Vec::new(), weights.sections());
//! snapshot::save(
//!     IDENTITY,
//!     &[
//!         (*b"AFF0", &learned.afferent[0]),
//!         (*b"EXCI", &learned.excitatory),
//!         (*b"INHI", &learned.inhibitory),
//!         (*b"THRE", &thresholds),
//!         (*b"RAND", &random),
//!         (*b"TIME", &presentation),
//!     ],
//!     |piece| Ok::<_, SnapshotError>(bytes.extend_from_slice(piece)),
//! )?;
//! assert_eq!(bytes.len(), 13_583); // 84 more than the state itself
//!
//! bytes[5000] ^= 1;
//! let mut later = map::Weights::<Fixed16>::new();
//! let afferent = &mut later.sections().afferent[0];
//! let refused = snapshot::load(IDENTITY, &mut [(*b"AFF0", afferent)], &bytes);
//! assert!(matches!(refused, Err(SnapshotError::Length { .. }))); // it has six sections, not one
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```

mod element;
mod error;
mod layout;
mod reader;
mod section;
mod seen;
mod training;
mod weights;
mod writer;

pub use element::Element;
pub use error::SnapshotError;
pub use layout::Sections;
pub use reader::{Checker, Loader};
pub use section::{Section, Tag};
pub use seen::Seen;
pub use writer::Writer;

use crate::{
    hash::{FNV64, fnv64},
    model::Params,
    number::Weight,
};
use crc::{CRC_32_ISO_HDLC, Crc, Table};
use layout::HEADER;

/// The version of the format.
pub const VERSION: u16 = 1;

const MAGIC: [u8; 4] = *b"LSOM";

static CRC32: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);

/// Which network a snapshot belongs to: the number format of its weights, and a fingerprint of its
/// shape and parameters.
///
/// The fingerprint is the 64-bit FNV-1a hash over the sides, the steps and the other numbers of
/// [`Params`], the number of afferent sheets, and whatever is [added](Self::and). It leaves out the
/// seed, which only the initial weights depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Identity {
    format: [u8; 8],
    network: u64,
}

impl Identity {
    /// The identity of a network with `channels` afferent sheets, 1, 2, 4, 6 or 8.
    pub const fn new<W: Weight>(params: &Params, channels: usize) -> Self {
        let mut format = [0; 8];
        let (name, mut i) = (W::NAME.as_bytes(), 0);
        while i < name.len() && i < format.len() {
            format[i] = name[i];
            i += 1;
        }
        let (sizes, numbers) = (params.sizes(), params.numbers());
        let mut identity = Self { format, network: FNV64 };
        let mut i = 0;
        while i < sizes.len() {
            identity = identity.and(sizes[i]);
            i += 1;
        }
        let mut i = 0;
        while i < numbers.len() {
            identity = identity.and(numbers[i].to_bits());
            i += 1;
        }
        identity = identity.and(channels as u64);
        if let Some([placement, lgn, v1]) = params.unusual() {
            identity = identity.and(placement).and(lgn).and(v1);
        }
        identity
    }

    /// Adds another number that distinguishes networks, such as a learning rate's bits.
    pub const fn and(mut self, number: u64) -> Self {
        let (bytes, mut i) = (number.to_le_bytes(), 0);
        while i < bytes.len() {
            self.network = fnv64(self.network, bytes[i]);
            i += 1;
        }
        self
    }

    /// The fingerprint.
    pub const fn network(self) -> u64 {
        self.network
    }

    fn header(self, sections: u16, total: u32) -> [u8; HEADER] {
        let mut header = [0; HEADER];
        header[..4].copy_from_slice(&MAGIC);
        header[4..6].copy_from_slice(&VERSION.to_le_bytes());
        header[6..8].copy_from_slice(&sections.to_le_bytes());
        header[8..16].copy_from_slice(&self.format);
        header[16..24].copy_from_slice(&self.network.to_le_bytes());
        header[24..28].copy_from_slice(&total.to_le_bytes());
        let crc = CRC32.checksum(&header[..28]);
        header[28..].copy_from_slice(&crc.to_le_bytes());
        header
    }

    /// Checks that a header is this network's; the error names the first difference. Damage comes
    /// before other differences.
    fn check(
        self,
        header: &[u8; HEADER],
        sections: usize,
        total: u32,
    ) -> Result<(), SnapshotError> {
        let ours = self.header(sections as u16, total);
        if header[..4] != MAGIC {
            return Err(SnapshotError::NotASnapshot);
        }
        if header[28..] != CRC32.checksum(&header[..28]).to_le_bytes() {
            return Err(SnapshotError::Checksum);
        }
        let two = |at| u16::from_le_bytes([header[at], header[at + 1]]);
        let eight = |at: usize| core::array::from_fn(|i| header[at + i]);
        if header[4..6] != ours[4..6] {
            return Err(SnapshotError::Version { found: two(4) });
        }
        if header[8..16] != ours[8..16] {
            return Err(SnapshotError::NumberFormat { found: eight(8) });
        }
        if header[16..24] != ours[16..24] {
            let found = u64::from_le_bytes(eight(16));
            return Err(SnapshotError::Network { expected: self.network, found });
        }
        if header != &ours {
            let found = u64::from(two(24)) | u64::from(two(26)) << 16;
            return Err(SnapshotError::Length { expected: total.into(), found });
        }
        Ok(())
    }
}

/// Gives all bytes of a snapshot to `sink`, in pieces of up to 256.
///
/// # Errors
///
/// [`SnapshotError::TooLarge`], and the first error of `sink`, which ends the writing.
pub fn save<E: From<SnapshotError>>(
    identity: Identity,
    sections: &[(Tag, &dyn Section)],
    mut sink: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut writer = Writer::new(identity, sections)?;
    let mut buffer = [0; 256];
    loop {
        match writer.fill(&mut buffer) {
            0 => return Ok(()),
            filled => sink(&buffer[..filled])?,
        }
    }
}

/// Loads a snapshot from memory.
///
/// # Errors
///
/// Any [`SnapshotError`]; then nothing is loaded.
pub fn load(
    identity: Identity,
    sections: &mut [(Tag, &mut dyn Section)],
    bytes: &[u8],
) -> Result<(), SnapshotError> {
    let mut checker = Checker::new(identity, &*sections)?;
    checker.feed(bytes)?;
    checker.finish()?;
    Loader::new(sections).feed(bytes);
    Ok(())
}
