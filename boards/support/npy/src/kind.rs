//! Kinds of numbers.

use crate::{Error, half::Half};

macro_rules! kinds {
    ($($kind:ident $code:literal $number:ty),* $(,)?) => {
        /// How a number is stored.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Kind {
            $($kind),*
        }

        impl Kind {
            /// The kind that NumPy calls so, without its byte order.
            fn of(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$kind),)*
                    _ => None,
                }
            }

            /// Bytes of a number.
            pub(crate) fn size(self) -> usize {
                match self {
                    $(Self::$kind => size_of::<$number>(),)*
                }
            }

            /// Appends the numbers that these bytes hold.
            pub(crate) fn append(self, bytes: &[u8], numbers: &mut Vec<f64>) {
                match self {
                    $(Self::$kind => {
                        let (stored, _) = bytes.as_chunks::<{ size_of::<$number>() }>();
                        numbers.extend(stored.iter().map(|&n| <$number>::from_le_bytes(n).value()));
                    })*
                }
            }
        }
    };
}

/// A number as one of 64 bits.
trait Stored {
    fn value(self) -> f64;
}

macro_rules! stored {
    ($($number:ty)*) => {$(
        impl Stored for $number {
            fn value(self) -> f64 {
                self as f64
            }
        }
    )*};
}
stored!(f32 f64 i8 i16 i32 i64 u8 u16 u32 u64);

/// The most characters that an error shows of a kind's name.
const MOST_SHOWN: usize = 32;

kinds! {
    Float16 "f2" Half,
    Float32 "f4" f32,
    Float64 "f8" f64,
    Int8 "i1" i8,
    Int16 "i2" i16,
    Int32 "i4" i32,
    Int64 "i8" i64,
    Uint8 "u1" u8,
    Uint16 "u2" u16,
    Uint32 "u4" u32,
    Uint64 "u8" u64,
}

impl Kind {
    /// The kind that a header names, such as `<f8` or `|u1`.
    pub(crate) fn parse(name: &str) -> Result<Self, Error> {
        let unknown = || Error::Kind(name.chars().take(MOST_SHOWN).collect());
        let order = name.chars().next().ok_or_else(unknown)?;
        let code = &name[order.len_utf8()..];
        match (order, Self::of(code)) {
            ('|', _) if code.starts_with('O') => Err(Error::Objects),
            ('<', Some(kind)) => Ok(kind),
            ('|', Some(kind)) if kind.size() == 1 => Ok(kind),
            ('>', Some(kind)) if kind.size() > 1 => Err(Error::BigEndian(name.to_owned())),
            _ => Err(unknown()),
        }
    }
}
