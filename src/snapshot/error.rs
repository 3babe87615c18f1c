//! Why a snapshot is refused.

use core::fmt;

/// Why bytes are not a snapshot of this network. Then nothing is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum SnapshotError {
    /// The bytes do not begin like a snapshot.
    NotASnapshot,
    /// Another version of the format.
    Version {
        /// The version found; this crate's is [`VERSION`](super::VERSION).
        found: u16,
    },
    /// Weights of another number format.
    NumberFormat {
        /// The name found, padded with zeros.
        found: [u8; 8],
    },
    /// The fingerprint differs: another network, with other sides, radii or gains.
    Network {
        /// The fingerprint of this network.
        expected: u64,
        /// The fingerprint found.
        found: u64,
    },
    /// The length differs from this network's: too few or too many bytes, or other sections.
    Length {
        /// Bytes of this network's snapshots.
        expected: u64,
        /// Bytes by the header, or bytes given.
        found: u64,
    },
    /// A section has an unexpected tag or length.
    Section {
        /// The section's index.
        index: u16,
    },
    /// At least one bit has changed since the snapshot was written.
    Checksum,
    /// A section holds a value that is impossible for its type.
    Value {
        /// The section's index.
        index: u16,
    },
    /// More than 65,535 sections or 4 GB.
    TooLarge,
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotASnapshot => write!(f, "not a snapshot"),
            Self::Version { found } => {
                write!(f, "snapshot of version {found}, not {expected}", expected = super::VERSION)
            }
            Self::NumberFormat { found } => {
                let name = found.split(|&byte| byte == 0).next().unwrap_or_default();
                write!(f, "snapshot in the number format {}", name.escape_ascii())
            }
            Self::Network { expected, found } => {
                write!(f, "snapshot of network {found:016x}, not {expected:016x}")
            }
            Self::Length { expected, found } => {
                write!(f, "snapshot of {found} bytes where {expected} are needed")
            }
            Self::Section { index } => write!(f, "section {index} has an unexpected tag or length"),
            Self::Checksum => write!(f, "the snapshot's checksum is wrong"),
            Self::Value { index } => {
                write!(f, "section {index} holds an impossible value")
            }
            Self::TooLarge => {
                write!(f, "too large for a snapshot: more than 65,535 sections or 4 GB")
            }
        }
    }
}

impl core::error::Error for SnapshotError {}
