//! Why a file is refused.

use crate::header::shape_text;
use std::{fmt, io};

/// The most sides of a shape that are shown.
const MOST_SHOWN: usize = 8;

/// Why a file is refused.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be read.
    Io(io::Error),
    /// The first bytes are not those of the format.
    NotNpy,
    /// A version of the format other than 1.0 and 2.0.
    Version(u8, u8),
    /// The header is not as NumPy writes it: what is wrong.
    Header(&'static str),
    /// The numbers stand column by column.
    FortranOrder,
    /// The numbers' most significant bytes come first: their kind.
    BigEndian(String),
    /// Python objects instead of numbers.
    Objects,
    /// Records of several fields instead of numbers.
    Records,
    /// Numbers that are not read, such as complex ones: their kind.
    Kind(String),
    /// A shape of more bytes than 64 bits count.
    Shape(Vec<u64>),
    /// The file ends before its last number.
    TooShort {
        /// Bytes of numbers by the header.
        expected: u64,
        /// Bytes after the header.
        found: u64,
    },
    /// The file goes on after its last number.
    TooLong {
        /// Bytes of numbers by the header.
        expected: u64,
        /// Bytes after the header.
        found: u64,
    },
}

impl Error {
    pub(crate) fn kind(&self) -> io::ErrorKind {
        match self {
            Self::Io(error) => error.kind(),
            _ => io::ErrorKind::InvalidData,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::NotNpy => f.write_str("not a .npy file"),
            Self::Version(major, minor) => {
                write!(f, "version {major}.{minor} of the .npy format, only 1.0 and 2.0 are read")
            }
            Self::Header(why) => write!(f, "its .npy header {why}"),
            Self::FortranOrder => {
                f.write_str("in Fortran order, only C order is read (numpy.ascontiguousarray)")
            }
            Self::BigEndian(kind) => write!(f, "big-endian numbers ({kind}), only < is read"),
            Self::Objects => f.write_str("Python objects instead of numbers"),
            Self::Records => f.write_str("records of several fields instead of numbers"),
            Self::Kind(kind) => {
                write!(f, "numbers of the kind {kind:?}, only floats and whole numbers are read")
            }
            Self::Shape(shape) if shape.len() > MOST_SHOWN => {
                write!(f, "the shape of {} sides is too large", shape.len())
            }
            Self::Shape(shape) => write!(f, "the shape {} is too large", shape_text(shape)),
            Self::TooShort { expected, found } => {
                write!(f, "too short: {found} of {expected} bytes of numbers")
            }
            Self::TooLong { expected, found } => {
                write!(f, "too long: {found} bytes of numbers, {expected} by its header")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
