//! Why a snapshot is refused.

use core::fmt;

/// Why bytes are not the snapshot that a network asks for. Nothing of it has been loaded then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum SnapshotError {
    /// The bytes do not begin as a snapshot does.
    NotASnapshot,
    /// Another version of the format.
    Version {
        /// The version found; this crate's is [`VERSION`](super::VERSION).
        found: u16,
    },
    /// Another number format; its name, padded with zeros.
    NumberFormat {
        /// The name found.
        found: [u8; 8],
    },
    /// A network with other sides, radii or gains.
    Network {
        /// The fingerprint asked for.
        expected: u64,
        /// The fingerprint found.
        found: u64,
    },
    /// Another length than the network's: too few or too many bytes, or other sections.
    Length {
        /// Bytes of the network's snapshot.
        expected: u64,
        /// Bytes it says it has, or bytes there are.
        found: u64,
    },
    /// A section has another tag or length than the network's.
    Section {
        /// Its place among the sections.
        index: u16,
    },
    /// At least one bit is not as it was written.
    Checksum,
    /// A section holds what its type never does.
    Value {
        /// Its place among the sections.
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
            Self::Section { index } => write!(f, "section {index} of the snapshot is another"),
            Self::Checksum => write!(f, "the snapshot's checksum is wrong"),
            Self::Value { index } => {
                write!(f, "section {index} of the snapshot holds an impossible value")
            }
            Self::TooLarge => write!(f, "too much for a snapshot"),
        }
    }
}

impl core::error::Error for SnapshotError {}
